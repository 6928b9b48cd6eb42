-- Old months of the event log out of the database. What goes is the history of aggregates at rest: nothing was recorded
-- of them since the month that is kept first. What stays of each is its opening, because a repeated `open` gets the
-- first answer however late, and its state, from which later events go on.
CREATE TABLE docket.baseline (
    aggregate_type smallint NOT NULL,
    version        bigint NOT NULL,
    aggregate_id   text COLLATE "C" NOT NULL,
    state          json NOT NULL,
    PRIMARY KEY (aggregate_id, aggregate_type)
);
COMMENT ON TABLE docket.baseline IS 'Owner: archive. Key: aggregate. Its row when its history was archived: what the events after that version are folded over. One row per archived aggregate.';
ALTER TABLE docket.baseline ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.baseline TO docket_owner USING (true);

CREATE TABLE docket.archived (
    before        date PRIMARY KEY,
    events        bigint NOT NULL,
    silent        bigint NOT NULL,
    manifest      text NOT NULL,
    archived_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE docket.archived IS 'Owner: archive. Key: the first month that was kept. What left the event log, and the SHA-256 of the manifest that describes its files. One row per run.';
REVOKE INSERT, UPDATE, DELETE ON docket.archived FROM docket;

-- What would go, beside the live tables; whatever an earlier run has left is removed first.
CREATE FUNCTION docket.archive_prepare(before date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET timezone = 'UTC' AS $$
DECLARE
    until timestamptz := before::timestamptz;
BEGIN
    IF before <> date_trunc('month', until)::date OR until > date_trunc('month', now()) - interval '1 month' THEN
        RAISE EXCEPTION 'Expected a month before which no repeat is looked for, but % is not: this month and the last stay', before
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (SELECT FROM docket.event_log_rest WHERE recorded_at < until) THEN
        RAISE EXCEPTION 'Expected every old event in its month, but some lie in event_log_rest: make their months first (docket.make_month)'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    DROP SCHEMA IF EXISTS docket_archive CASCADE;
    CREATE SCHEMA docket_archive;
    GRANT USAGE ON SCHEMA docket_archive TO docket;
    -- First: whatever is decided after this is looked at again at the end.
    CREATE TABLE docket_archive.position AS SELECT aggregate_type, partition, generation, next_offset FROM docket.progress;
    IF EXISTS (SELECT FROM docket.published u JOIN docket.event_log e
               ON e.partition = u.partition AND e.aggregate_type = u.aggregate_type
                   AND (e.generation, e."offset") >= (u.generation, u.next_offset)
               WHERE e.recorded_at < until) THEN
        RAISE EXCEPTION 'Expected every old event to be published, but some are not: let the processor catch up first'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    EXECUTE format('CREATE TABLE docket_archive.resting AS
        SELECT e.aggregate_type, e.aggregate_id, max(e.sequence) FILTER (WHERE e.refusal_code IS NULL) AS version
        FROM docket.event_log e
        WHERE e.recorded_at < %1$L AND e.aggregate_type <> 3
          AND NOT EXISTS (SELECT FROM docket.event_log later
                          WHERE later.aggregate_id = e.aggregate_id AND later.aggregate_type = e.aggregate_type
                            AND later.recorded_at >= %1$L)
        GROUP BY e.aggregate_type, e.aggregate_id', until);
    CREATE UNIQUE INDEX ON docket_archive.resting (aggregate_id, aggregate_type);
    ANALYZE docket_archive.resting;
    -- What a state is at rest is what its events come to; where it is not, or it woke meanwhile, it stays.
    CREATE TABLE docket_archive.baseline AS
        SELECT r.aggregate_type, r.version, r.aggregate_id, row_to_json(s) AS state
        FROM docket_archive.resting r JOIN docket.supervision s ON s.supervision_id = r.aggregate_id COLLATE "C" AND s.version = r.version
        WHERE r.aggregate_type = 1
        UNION ALL
        SELECT r.aggregate_type, r.version, r.aggregate_id, row_to_json(t)
        FROM docket_archive.resting r JOIN docket.ticket t ON t.ticket_id = r.aggregate_id AND t.version = r.version
        WHERE r.aggregate_type = 2;
    CREATE UNIQUE INDEX ON docket_archive.baseline (aggregate_id, aggregate_type);
    DELETE FROM docket_archive.resting r
    WHERE r.version IS NOT NULL
      AND NOT EXISTS (SELECT FROM docket_archive.baseline b
                      WHERE b.aggregate_id = r.aggregate_id AND b.aggregate_type = r.aggregate_type);
    -- Openings: all that the first command came to.
    CREATE TABLE docket_archive.opening AS
        SELECT e.aggregate_type, e.partition, e.generation, e."offset"
        FROM docket.event_log e JOIN docket_archive.resting r USING (aggregate_type, aggregate_id)
        WHERE e.recorded_at < until AND e.sequence = 1 AND e.refusal_code IS NULL;
    CREATE UNIQUE INDEX ON docket_archive.opening (partition, "offset", aggregate_type, generation);
    ANALYZE docket_archive.opening;
    CREATE TABLE docket_archive.event_log (LIKE docket.event_log INCLUDING ALL);
    CREATE TABLE docket_archive.silent_outcome (LIKE docket.silent_outcome INCLUDING ALL);
    CREATE UNLOGGED TABLE docket_archive.event_log_read (LIKE docket.event_log);
    CREATE UNLOGGED TABLE docket_archive.silent_outcome_read (LIKE docket.silent_outcome);
    EXECUTE format('INSERT INTO docket_archive.event_log
        SELECT e.* FROM docket.event_log e
        WHERE e.recorded_at < %L
          AND (NOT EXISTS (SELECT FROM docket_archive.resting r
                           WHERE r.aggregate_type = e.aggregate_type AND r.aggregate_id = e.aggregate_id)
               OR EXISTS (SELECT FROM docket_archive.opening o
                          WHERE o.partition = e.partition AND o."offset" = e."offset"
                            AND o.aggregate_type = e.aggregate_type AND o.generation = e.generation))', until);
    EXECUTE format('ALTER TABLE docket_archive.event_log ADD CONSTRAINT old CHECK (recorded_at IS NOT NULL AND recorded_at < %L)', until);
    EXECUTE format('CREATE VIEW docket_archive.event_log_out AS
        SELECT e.* FROM docket.event_log e
        WHERE e.recorded_at < %L
          AND EXISTS (SELECT FROM docket_archive.resting r
                      WHERE r.aggregate_type = e.aggregate_type AND r.aggregate_id = e.aggregate_id)', until);
    EXECUTE format('CREATE VIEW docket_archive.silent_outcome_out AS
        SELECT * FROM docket.silent_outcome WHERE recorded_at < %L', until);
    CREATE TABLE docket_archive.total AS
        SELECT (SELECT count(*) FROM docket_archive.event_log_out) AS events,
               (SELECT count(*) FROM docket_archive.silent_outcome_out) AS silent;
    GRANT SELECT ON ALL TABLES IN SCHEMA docket_archive TO docket;
    GRANT INSERT, DELETE ON docket_archive.event_log_read, docket_archive.silent_outcome_read TO docket;
END
$$;

-- The states at rest. A baseline is true whether the history before it is there or not, so this may come before the end.
CREATE FUNCTION docket.archive_baselines() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO docket.baseline (aggregate_type, version, aggregate_id, state)
    SELECT b.aggregate_type, b.version, b.aggregate_id, b.state FROM docket_archive.baseline b
    ON CONFLICT (aggregate_id, aggregate_type) DO UPDATE SET version = excluded.version, state = excluded.state;
END
$$;

-- After the files are verified: the kept events take the old months' place. One transaction; writers and readers wait
-- for it, so its locks are asked for briefly, and again.
CREATE FUNCTION docket.archive_finish(before date, manifest text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET timezone = 'UTC' AS $$
DECLARE
    until timestamptz := before::timestamptz;
    kept text := 'event_log_before_' || to_char(until, 'YYYY_MM');
    parent text;
    old record;
    gone bigint;
    silents bigint;
BEGIN
    LOCK TABLE docket.progress IN EXCLUSIVE MODE;
    -- Who woke since the beginning keeps his history; the files have it too.
    CREATE TEMP TABLE woken ON COMMIT DROP AS
        SELECT DISTINCT r.aggregate_type, r.aggregate_id
        FROM docket_archive.position p
                 JOIN docket.event_log e ON e.partition = p.partition AND e.aggregate_type = p.aggregate_type
                     AND (e.generation, e."offset") >= (p.generation, p.next_offset) AND e.recorded_at >= until
                 JOIN docket_archive.resting r ON r.aggregate_id = e.aggregate_id AND r.aggregate_type = e.aggregate_type;
    INSERT INTO docket_archive.event_log
        SELECT e.* FROM docket.event_log e JOIN pg_temp.woken w USING (aggregate_type, aggregate_id)
        WHERE e.recorded_at < until
          AND NOT EXISTS (SELECT FROM docket_archive.opening o
                          WHERE o.partition = e.partition AND o."offset" = e."offset"
                            AND o.aggregate_type = e.aggregate_type AND o.generation = e.generation);
    SELECT t.events, t.silent INTO gone, silents FROM docket_archive.total t;
    DROP VIEW docket_archive.event_log_out, docket_archive.silent_outcome_out;
    FOREACH parent IN ARRAY ARRAY ['event_log', 'silent_outcome'] LOOP
        EXECUTE format('LOCK TABLE docket.%I IN ACCESS EXCLUSIVE MODE', parent);
        FOR old IN
            SELECT c.oid::regclass AS child
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = format('docket.%I', parent)::regclass
              AND substring(pg_get_expr(c.relpartbound, c.oid) FROM $re$TO \('([^']*)'\)$re$)::timestamptz <= until
        LOOP
            EXECUTE format('ALTER TABLE docket.%I DETACH PARTITION %s', parent, old.child);
            EXECUTE format('DROP TABLE %s', old.child);
        END LOOP;
    END LOOP;
    EXECUTE format('ALTER TABLE docket_archive.event_log RENAME TO %I', kept);
    EXECUTE format('ALTER TABLE docket_archive.%I SET SCHEMA docket', kept);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON docket.%I TO docket', kept);
    -- Its constraint spares the scan.
    EXECUTE format('ALTER TABLE docket.event_log ATTACH PARTITION docket.%I FOR VALUES FROM (MINVALUE) TO (%L)', kept, until);
    EXECUTE format('ALTER TABLE docket.%I DROP CONSTRAINT old', kept);
    INSERT INTO docket.archived (before, events, silent, manifest) VALUES (before, gone, silents, manifest);
    DROP SCHEMA docket_archive CASCADE;
END
$$;

CREATE FUNCTION docket.archive_drop() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    DROP SCHEMA IF EXISTS docket_archive CASCADE;
END
$$;

REVOKE EXECUTE ON FUNCTION docket.archive_prepare(date), docket.archive_baselines(), docket.archive_finish(date, text), docket.archive_drop() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION docket.archive_prepare(date), docket.archive_baselines(), docket.archive_finish(date, text), docket.archive_drop() TO docket;
