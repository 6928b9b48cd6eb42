/// All SQL: migrations, bulk writes, reads, report views, the vault of codes.
@NullMarked
package io.docket.store;

import org.jspecify.annotations.NullMarked;
