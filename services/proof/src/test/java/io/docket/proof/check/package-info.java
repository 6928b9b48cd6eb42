/// What the checks notice.
@NullMarked
package io.docket.proof.check;

import org.jspecify.annotations.NullMarked;
