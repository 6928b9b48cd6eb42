/// Kafka and PostgreSQL in containers, for tests (`-Pcontainers`).
@NullMarked
package io.docket.containers;

import org.jspecify.annotations.NullMarked;
