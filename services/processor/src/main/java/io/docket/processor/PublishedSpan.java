package io.docket.processor;

import io.docket.contracts.EventDecoder.EventId;

/// What one partition of an events topic has of the events of a command partition, beyond what is decided here.
///
/// @param eventPartition where they lie
/// @param start where on the events topic to read from
/// @param end its end when it was looked at
/// @param whole nothing that lay before was expired: every event up to the last is there
/// @param first of those that are not decided here
/// @param last the furthest of them; those before it that go to this partition were published too
record PublishedSpan(int eventPartition, long start, long end, boolean whole, EventId first, EventId last) {

    /// Whether an event of that id that goes to this partition is there, if there ever was one.
    boolean holds(long offset, int index) {
        return isBefore(offset, index, last) && (whole || !isBefore(offset, index, first) || isSame(offset, index));
    }

    private boolean isSame(long offset, int index) {
        return first.command().offset() == offset && first.index() == index;
    }

    /// Or the same.
    private static boolean isBefore(long offset, int index, EventId id) {
        return offset < id.command().offset() || (offset == id.command().offset() && index <= id.index());
    }
}
