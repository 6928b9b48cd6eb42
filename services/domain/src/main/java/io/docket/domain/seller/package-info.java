/// What a seller has set for himself: SLA policies, his working calendar; and the verification of his business.
@NullMarked
package io.docket.domain.seller;

import org.jspecify.annotations.NullMarked;
