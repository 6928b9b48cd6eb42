package io.docket.processor;

import io.docket.contracts.Decoded;
import io.docket.domain.Coordinates;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record of the log with its place and what it was decoded to.
record Incoming(ConsumerRecord<byte[], byte[]> record, Coordinates at, Decoded decoded) {}
