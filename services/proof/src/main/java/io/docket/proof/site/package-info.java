/// The processes of a scaled-out Docket, and the network between them, under control.
@NullMarked
package io.docket.proof.site;

import org.jspecify.annotations.NullMarked;
