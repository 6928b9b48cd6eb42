/// Waiting until the log is processed up to a position, in any JVM.
@NullMarked
package io.docket.store.progress;

import org.jspecify.annotations.NullMarked;
