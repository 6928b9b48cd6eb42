/// Reports over HTTP, as JSON and CSV.
@NullMarked
package io.docket.reporting;

import org.jspecify.annotations.NullMarked;
