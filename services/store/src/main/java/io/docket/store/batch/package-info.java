/// What one batch of commands reads and writes, in one transaction, set by set.
@NullMarked
package io.docket.store.batch;

import org.jspecify.annotations.NullMarked;
