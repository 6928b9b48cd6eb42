-- The content of what people attach; the log has only its name, type, size and reference.
CREATE TABLE docket.attachment (
    attachment_id uuid PRIMARY KEY,
    content       oid NOT NULL,
    size_bytes    bigint NOT NULL,
    uploaded_at   timestamptz NOT NULL DEFAULT now(),
    sha256        bytea NOT NULL,
    uploaded_by   text NOT NULL,
    name          text NOT NULL,
    media_type    text NOT NULL,
    UNIQUE (uploaded_by, sha256, name)
);
COMMENT ON TABLE docket.attachment IS 'Owner: gateway. Key: what a command''s attachments[].ref says. One row per upload; the same file again by the same actor is the same row.';
COMMENT ON COLUMN docket.attachment.content IS 'A large object of the role docket.';
CREATE INDEX attachment_uploaded ON docket.attachment (uploaded_by, uploaded_at);
ALTER TABLE docket.attachment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.attachment TO docket_owner USING (true);
