/// Product authorisation: which sub-account of a seller looks after a product, and so after its tickets.
@NullMarked
package io.docket.domain.product;

import org.jspecify.annotations.NullMarked;
