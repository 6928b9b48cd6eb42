/// What must hold afterwards, judged from what lies on the log and in the database.
@NullMarked
package io.docket.proof.check;

import org.jspecify.annotations.NullMarked;
