/// The rulebook as pure functions: what a command means for a supervision, a ticket or a product authorisation.
@NullMarked
package io.docket.domain;

import org.jspecify.annotations.NullMarked;
