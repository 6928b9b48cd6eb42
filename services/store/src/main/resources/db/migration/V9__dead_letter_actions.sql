-- What operators do about dead letters. The letters themselves stay as they are.
ALTER TABLE docket.dead_letter ADD COLUMN frame_sealed bytea;
COMMENT ON COLUMN docket.dead_letter.frame_sealed IS 'Key and headers byte by byte, encrypted; NULL in rows older than this column: then headers and record_key say what they were.';
CREATE INDEX dead_letter_recorded ON docket.dead_letter (recorded_at);

CREATE TABLE docket.dead_letter_action (
    action_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    aggregate_type  smallint NOT NULL,
    partition       smallint NOT NULL,
    generation      smallint NOT NULL,
    "offset"        bigint NOT NULL,
    action          text NOT NULL CHECK (action IN ('REDRIVEN', 'PARKED')),
    operator        text NOT NULL,
    idempotency_key text NOT NULL,
    sent_to         text,
    note            text,
    acted_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (aggregate_type, partition, "offset", generation, operator, idempotency_key)
);
COMMENT ON TABLE docket.dead_letter_action IS 'Owner: gateway. The audit of dead letters: who produced one again (sent_to: where), who parked it, and why. The last one is where the letter stands; none: open. Grows with what operators do.';
ALTER TABLE docket.dead_letter_action ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.dead_letter_action TO docket_owner USING (true);
