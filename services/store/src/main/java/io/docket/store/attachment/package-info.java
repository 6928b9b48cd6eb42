/// The content of what people attach to commands, outside the log.
@NullMarked
package io.docket.store.attachment;

import org.jspecify.annotations.NullMarked;
