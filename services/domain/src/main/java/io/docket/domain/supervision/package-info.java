/// Service supervision: one order line on its way from payment to completion.
@NullMarked
package io.docket.domain.supervision;

import org.jspecify.annotations.NullMarked;
