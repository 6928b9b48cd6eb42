/// From a poll of the log to one transaction to published events.
@NullMarked
package io.docket.processor;

import org.jspecify.annotations.NullMarked;
