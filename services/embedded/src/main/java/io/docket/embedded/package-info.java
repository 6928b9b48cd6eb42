/// A real Kafka broker and a real PostgreSQL in this JVM's care, for one-command runs and for tests; both keep their
/// data over restarts and kills. Kafka is talkative: keep its loggers `kafka`, `org.apache.kafka` and
/// `state.change.logger` at WARN or ERROR. PostgreSQL's log is the file `postgres.log` in its directory.
@NullMarked
package io.docket.embedded;

import org.jspecify.annotations.NullMarked;
