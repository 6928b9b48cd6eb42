/// Authorization codes as secrets: their keys, their sealed form, and the table that is an authority on them.
@NullMarked
package io.docket.store.vault;

import org.jspecify.annotations.NullMarked;
