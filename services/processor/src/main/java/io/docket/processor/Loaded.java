package io.docket.processor;

import io.docket.domain.deadline.Deadlines;

/// Of a state that a batch changes: what its rows were at.
///
/// @param version 0: it had none
record Loaded(long version, Deadlines deadlines) {
    static final Loaded NOTHING = new Loaded(0, Deadlines.NONE);
}
