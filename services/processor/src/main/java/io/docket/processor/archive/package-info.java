/// Files of what has left the event log: written, verified, read again.
@NullMarked
package io.docket.processor.archive;

import org.jspecify.annotations.NullMarked;
