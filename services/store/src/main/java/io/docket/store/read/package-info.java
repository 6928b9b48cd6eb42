/// Reads of supervisions, tickets, products, events, outcomes and progress, page by page.
@NullMarked
package io.docket.store.read;

import org.jspecify.annotations.NullMarked;
