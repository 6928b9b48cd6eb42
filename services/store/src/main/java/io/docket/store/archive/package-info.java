/// Old months of the event log on their way out of the database.
@NullMarked
package io.docket.store.archive;

import org.jspecify.annotations.NullMarked;
