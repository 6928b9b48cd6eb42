/// HTTP for staff, buyers, platform and seller software: sends commands and waits for their outcome.
@NullMarked
package io.docket.gateway;

import org.jspecify.annotations.NullMarked;
