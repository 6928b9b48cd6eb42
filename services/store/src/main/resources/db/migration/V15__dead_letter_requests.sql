-- What operators ask about dead letters, whatever came of it: dry runs and looks too.
CREATE TABLE docket.dead_letter_request (
    request_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    operator        text NOT NULL,
    idempotency_key text,
    asked           text NOT NULL CHECK (asked IN ('SHOW', 'TRY', 'REDRIVE', 'PARK')),
    letters         text NOT NULL,
    note            text,
    asked_at        timestamptz NOT NULL DEFAULT now(),
    found           integer,
    sent            integer
);
COMMENT ON TABLE docket.dead_letter_request IS 'Owner: gateway and command line. Who asked to see, try, redrive or park which dead letters (an id or a filter), when and why; written before anything is done. found and sent are NULL where it did not come to its end. Grows with what operators do.';
ALTER TABLE docket.dead_letter_request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.dead_letter_request TO docket_owner USING (true);
