/// The whole of Docket on one machine: embedded Kafka and Postgres, users, data to look at.
@NullMarked
package io.docket.app.demo;

import org.jspecify.annotations.NullMarked;
