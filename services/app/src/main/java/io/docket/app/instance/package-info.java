/// What one running instance of Docket is made of, according to its roles.
@NullMarked
package io.docket.app.instance;

import org.jspecify.annotations.NullMarked;
