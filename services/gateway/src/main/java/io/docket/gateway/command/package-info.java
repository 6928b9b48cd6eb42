/// From a POST to a command on the log, and from its outcome to the answer.
@NullMarked
package io.docket.gateway.command;

import org.jspecify.annotations.NullMarked;
