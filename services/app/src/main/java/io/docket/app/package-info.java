/// The one executable: wiring, command line, demo.
@NullMarked
package io.docket.app;

import org.jspecify.annotations.NullMarked;
