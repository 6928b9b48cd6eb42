package io.docket.processor;

import org.apache.kafka.common.TopicPartition;

/// The database is older than what the log still has: commands that it never decided are gone.
public final class RecordsExpired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordsExpired(TopicPartition partition, long nextOffset, long logStart) {
        super("the next command to decide of " + partition + " lies at " + nextOffset + ", but the log begins at "
                + logStart
                + ": what lay between was never decided in this database and is gone; restore a newer backup,"
                + " or give it up and go on with what is there: docket adopt-topic " + partition.topic());
    }
}
