/// Events as they come about, for those who watch.
@NullMarked
package io.docket.gateway.stream;

import org.jspecify.annotations.NullMarked;
