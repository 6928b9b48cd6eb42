/// Who sends a request: authentication, and what follows from it for actor and seller.
@NullMarked
package io.docket.gateway.identity;

import org.jspecify.annotations.NullMarked;
