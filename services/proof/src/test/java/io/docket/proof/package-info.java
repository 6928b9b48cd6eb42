/// The fault suite in its short form, and what must make it fail.
@NullMarked
package io.docket.proof;

import org.jspecify.annotations.NullMarked;
