/// The network under control.
@NullMarked
package io.docket.proof.site;

import org.jspecify.annotations.NullMarked;
