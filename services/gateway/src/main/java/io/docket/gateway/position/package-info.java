/// Read-your-writes: positions on the log, as they travel in headers.
@NullMarked
package io.docket.gateway.position;

import org.jspecify.annotations.NullMarked;
