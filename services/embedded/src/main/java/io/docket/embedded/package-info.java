/// A real Kafka broker and a real PostgreSQL in this JVM's care.
@NullMarked
package io.docket.embedded;

import org.jspecify.annotations.NullMarked;
