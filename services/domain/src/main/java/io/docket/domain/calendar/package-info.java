/// Working time: weekly hours, public holidays and make-up working days.
@NullMarked
package io.docket.domain.calendar;

import org.jspecify.annotations.NullMarked;
