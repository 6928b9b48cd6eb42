/// What must have happened by when.
@NullMarked
package io.docket.domain.deadline;

import org.jspecify.annotations.NullMarked;
