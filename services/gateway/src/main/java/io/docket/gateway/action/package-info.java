/// What a caller may do now, and why not the rest.
@NullMarked
package io.docket.gateway.action;

import org.jspecify.annotations.NullMarked;
