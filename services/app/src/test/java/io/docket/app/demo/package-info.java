/// Tests of what they are named after.
@NullMarked
package io.docket.app.demo;

import org.jspecify.annotations.NullMarked;
