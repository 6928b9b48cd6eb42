/// Feeding commands from files: read, route, send, wait, report.
@NullMarked
package io.docket.app.feed;

import org.jspecify.annotations.NullMarked;
