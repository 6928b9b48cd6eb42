-- Under which Idempotency-Key a file was uploaded: the same key again is the same upload, or a mistake.
CREATE TABLE docket.attachment_key (
    uploaded_by     text NOT NULL,
    idempotency_key text NOT NULL,
    attachment_id   uuid NOT NULL,
    uploaded_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (uploaded_by, idempotency_key)
);
COMMENT ON TABLE docket.attachment_key IS 'Owner: gateway. Key: who uploaded, and his Idempotency-Key. What it is the key of. One row per upload.';
ALTER TABLE docket.attachment_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.attachment_key TO docket_owner USING (true);

-- A product's changes of authorisation are carried out one after the other, also by many instances and when they were
-- recorded in one batch. What was written before this goes first.
ALTER TABLE docket.reassign_fan_out ADD COLUMN version bigint NOT NULL DEFAULT 0;
