/// Docket as a whole: started, driven, killed.
@NullMarked
package io.docket.app;

import org.jspecify.annotations.NullMarked;
