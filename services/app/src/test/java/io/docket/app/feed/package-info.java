/// Tests of what they are named after.
@NullMarked
package io.docket.app.feed;

import org.jspecify.annotations.NullMarked;
