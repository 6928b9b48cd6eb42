/// The commands of the command line.
@NullMarked
package io.docket.app.command;

import org.jspecify.annotations.NullMarked;
