/// What people attach to commands: its content comes and goes here, never through the log.
@NullMarked
package io.docket.gateway.attachment;

import org.jspecify.annotations.NullMarked;
