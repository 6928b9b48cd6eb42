/// The lifecycles declared with Spring Statemachine and compiled to tables; the only package that sees that library.
@NullMarked
package io.docket.lifecycle;

import org.jspecify.annotations.NullMarked;
