-- Where the events of a command partition go on on the events topic, so that what lies there beyond what this database
-- knows is noticed when it was restored from a backup.
CREATE TABLE docket.event_mark (
    aggregate_type  smallint NOT NULL,
    partition       smallint NOT NULL,
    event_partition smallint NOT NULL,
    next_offset     bigint NOT NULL,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (aggregate_type, partition, event_partition)
) WITH (fillfactor = 20);
COMMENT ON TABLE docket.event_mark IS 'Owner: processor. Key: command partition, partition of the events topic. Events of the command partition that lie there before next_offset are of commands that are decided here. One row per pair in use, which is one per partition where both topics have equally many.';
