/// What people may see of supervisions, tickets and products.
@NullMarked
package io.docket.gateway.read;

import org.jspecify.annotations.NullMarked;
