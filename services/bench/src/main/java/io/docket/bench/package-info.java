/// Load generators and their reports.
@NullMarked
package io.docket.bench;

import org.jspecify.annotations.NullMarked;
