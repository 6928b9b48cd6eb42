/// Projections folded anew from the event log: compared with the live ones, and put in their place.
@NullMarked
package io.docket.processor.rebuild;

import org.jspecify.annotations.NullMarked;
