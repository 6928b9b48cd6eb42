/// Everything that goes wrong over HTTP, as problem details (RFC 9457).
@NullMarked
package io.docket.gateway.problem;

import org.jspecify.annotations.NullMarked;
