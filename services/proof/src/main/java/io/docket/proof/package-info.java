/// Whether Docket keeps its promises while everything around it fails.
@NullMarked
package io.docket.proof;

import org.jspecify.annotations.NullMarked;
