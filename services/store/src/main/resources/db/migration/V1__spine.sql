-- The spine: progress on the log, the event log, projections of supervisions, tickets and products, the vault.
-- Growth is per order line or ticket unless a table's comment says otherwise. aggregate_type: 1 supervision, 2 ticket, 3 product.
-- The schema docket itself is made by Flyway, whose history lies in it.

CREATE TABLE docket.topic_layout (
    topic      text PRIMARY KEY,
    topic_id   text NOT NULL,
    generation int NOT NULL,
    partitions int NOT NULL,
    pinned_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE docket.topic_layout IS 'Owner: processor. Key: topic. What each topic was when Docket first saw it, so that a replaced one does not pass unnoticed. Six rows.';

CREATE TABLE docket.progress (
    aggregate_type smallint NOT NULL,
    partition      smallint NOT NULL,
    generation     smallint NOT NULL,
    next_offset    bigint NOT NULL,
    leader_epoch   int,
    record_time    timestamptz,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (aggregate_type, partition)
) WITH (fillfactor = 20);
COMMENT ON TABLE docket.progress IS 'Owner: processor. Key: command partition. Everything before next_offset has its outcome. One row per partition.';

CREATE TABLE docket.published (
    aggregate_type smallint NOT NULL,
    partition      smallint NOT NULL,
    generation     smallint NOT NULL,
    next_offset    bigint NOT NULL,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (aggregate_type, partition)
) WITH (fillfactor = 20);
COMMENT ON TABLE docket.published IS 'Owner: processor. Key: command partition. The events of all commands before next_offset are on the events topic. One row per partition.';

CREATE TABLE docket.log_end (
    aggregate_type smallint NOT NULL,
    partition      smallint NOT NULL,
    end_offset     bigint NOT NULL,
    observed_at    timestamptz NOT NULL,
    PRIMARY KEY (aggregate_type, partition)
) WITH (fillfactor = 20);
COMMENT ON TABLE docket.log_end IS 'Owner: processor. Key: command partition. The end of the log as last seen, for report.freshness. One row per partition.';

CREATE TABLE docket.event_log (
    aggregate_type smallint NOT NULL,
    partition      smallint NOT NULL,
    generation     smallint NOT NULL,
    index          smallint NOT NULL,
    "offset"       bigint NOT NULL,
    sequence       bigint NOT NULL,
    time           timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    digest         uuid NOT NULL,
    aggregate_id   text NOT NULL,
    seller_id      text NOT NULL,
    event_type     text NOT NULL,
    refusal_code   text,
    actor          text NOT NULL,
    command_id     text NOT NULL,
    traceparent    text,
    data           json NOT NULL
) PARTITION BY RANGE (recorded_at);
COMMENT ON TABLE docket.event_log IS 'Owner: processor. Key: coordinates of the command and index; uniqueness comes from the single writer. Every event and refusal, the source of the projections and the outbox. One row per event, for ever, a partition per month.';
COMMENT ON COLUMN docket.event_log.digest IS 'Of the command in canonical form: type, actor, seller, data; tells a repeat from a mismatch.';
CREATE INDEX event_log_command ON docket.event_log (aggregate_id, command_id);
CREATE INDEX event_log_coordinates ON docket.event_log (partition, "offset", aggregate_type);
CREATE TABLE docket.event_log_rest PARTITION OF docket.event_log DEFAULT;

CREATE TABLE docket.silent_outcome (
    aggregate_type  smallint NOT NULL,
    partition       smallint NOT NULL,
    generation      smallint NOT NULL,
    "offset"        bigint NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('repeat', 'mismatch', 'noted')),
    aggregate_id    text NOT NULL,
    command_id      text NOT NULL,
    first_partition smallint,
    first_generation smallint,
    first_offset    bigint,
    recorded_at     timestamptz NOT NULL
) PARTITION BY RANGE (recorded_at);
COMMENT ON TABLE docket.silent_outcome IS 'Owner: processor. Key: coordinates of the command. Outcomes that publish nothing: a repeat (pointing to the first), a repeat with other content, and what was accepted without an event. A partition per month.';
CREATE INDEX silent_outcome_coordinates ON docket.silent_outcome (partition, "offset", aggregate_type);
CREATE TABLE docket.silent_outcome_rest PARTITION OF docket.silent_outcome DEFAULT;

CREATE TABLE docket.dead_letter (
    aggregate_type smallint NOT NULL,
    partition      smallint NOT NULL,
    generation     smallint NOT NULL,
    "offset"       bigint NOT NULL,
    reason         text NOT NULL,
    detail         text NOT NULL,
    record_key     text,
    headers        json NOT NULL,
    value_sealed   bytea,
    value_bytes    int NOT NULL,
    record_time    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (aggregate_type, partition, "offset", generation)
);
COMMENT ON TABLE docket.dead_letter IS 'Owner: processor. Key: coordinates of the record. What could not be decoded or decided, its bytes encrypted. Grows with rubbish only.';

CREATE TABLE docket.supervision (
    -- Byte order, so that an order's lines are a range of the key whatever the database's collation.
    supervision_id    text COLLATE "C" PRIMARY KEY,
    order_id          text NOT NULL,
    order_line_id     text NOT NULL,
    seller_id         text NOT NULL,
    buyer_id          text NOT NULL,
    product_id        text NOT NULL,
    product_version   text,
    sku_code          text,
    goods_type        text NOT NULL,
    flow_version      int NOT NULL,
    review_required   boolean NOT NULL,
    receipt_required  boolean NOT NULL,
    order_type        text,
    quantity          int,
    provision_type    int,
    charging_mode     int,
    period_type       text,
    period_number     int,
    trial             boolean NOT NULL,
    paid_amount       numeric NOT NULL,
    currency          text NOT NULL,
    ordered_at        timestamptz NOT NULL,
    opened_at         timestamptz NOT NULL,
    node              text NOT NULL,
    refund_state      text NOT NULL,
    code_state        text NOT NULL,
    appeal_state      text NOT NULL,
    code_masked       text,
    code_hash         text,
    effective_at      timestamptz,
    expires_at        timestamptz,
    heartbeat_on      date,
    usage_on          date,
    issued_at         timestamptz,
    delivered_at      timestamptz,
    received_at       timestamptz,
    activated_at      timestamptz,
    completed_at      timestamptz,
    refunded_at       timestamptz,
    proof_held        boolean NOT NULL,
    invoice_requested boolean NOT NULL,
    reminded_at       timestamptz,
    courier_signed_at timestamptz,
    rejections        int NOT NULL,
    refund_amount     numeric,
    version           bigint NOT NULL,
    updated_at        timestamptz NOT NULL,
    -- The gate (promise 4): no activation before receipt; no negotiated refund after receipt.
    CONSTRAINT gate_activation_after_receipt CHECK (activated_at IS NULL OR received_at IS NOT NULL),
    CONSTRAINT gate_no_refund_after_receipt CHECK (
        goods_type <> 'LICENSE_CODE' OR received_at IS NULL OR appeal_state = 'UPHELD_BUYER'
        OR refund_state NOT IN ('REQUESTED', 'APPROVED', 'AWAITING_RETURN', 'AWAITING_RETURN_ACCEPTANCE', 'SETTLED'))
) WITH (fillfactor = 70);
COMMENT ON TABLE docket.supervision IS 'Owner: processor. Key: orderId/orderLineId. The fold of a supervision''s events.';
-- The gate again: what a row alone cannot say. Costs a comparison per update; the function runs only to refuse.
CREATE FUNCTION docket.refuse_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Expected receipt and activation of supervision % to stand once they have happened, but they change',
        OLD.supervision_id USING ERRCODE = 'check_violation', CONSTRAINT = 'gate_once', HINT = 'gate_once';
END
$$;
CREATE TRIGGER gate_once BEFORE UPDATE ON docket.supervision FOR EACH ROW
    WHEN ((OLD.received_at IS NOT NULL AND NEW.received_at IS DISTINCT FROM OLD.received_at)
       OR (OLD.activated_at IS NOT NULL AND NEW.activated_at IS DISTINCT FROM OLD.activated_at))
    EXECUTE FUNCTION docket.refuse_again();
CREATE INDEX supervision_seller ON docket.supervision (seller_id, opened_at, supervision_id);
CREATE INDEX supervision_buyer ON docket.supervision (buyer_id, opened_at, supervision_id);
CREATE INDEX supervision_opened ON docket.supervision (opened_at, supervision_id);

CREATE TABLE docket.ticket (
    ticket_id         text PRIMARY KEY,
    seller_id         text NOT NULL,
    buyer_id          text NOT NULL,
    product_id        text NOT NULL,
    supervision_id    text,
    category          text NOT NULL,
    severity          text NOT NULL,
    title             text,
    opened_at         timestamptz NOT NULL,
    state             text NOT NULL,
    handler           text,
    suggested         text,
    accepted_at       timestamptz,
    first_response_at timestamptz,
    solved_at         timestamptz,
    completed_at      timestamptz,
    urged_at          timestamptz,
    rating            smallint,
    version           bigint NOT NULL,
    updated_at        timestamptz NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE docket.ticket IS 'Owner: processor. Key: ticket id. The fold of a ticket''s events.';
CREATE INDEX ticket_seller ON docket.ticket (seller_id, opened_at, ticket_id);
CREATE INDEX ticket_product ON docket.ticket (seller_id, product_id, opened_at, ticket_id);
CREATE INDEX ticket_buyer ON docket.ticket (buyer_id, opened_at, ticket_id);
CREATE INDEX ticket_opened ON docket.ticket (opened_at, ticket_id);
-- The queue is what staff look at all day; it must not cost more the more tickets were ever solved. Its price: a change of
-- a ticket's state is no HOT update.
CREATE INDEX ticket_queue ON docket.ticket (seller_id, opened_at, ticket_id) WHERE state = 'SUBMITTED';

CREATE TABLE docket.product (
    product_key   text PRIMARY KEY,
    seller_id     text NOT NULL,
    product_id    text NOT NULL,
    authorised_to text,
    version       bigint NOT NULL,
    updated_at    timestamptz NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE docket.product IS 'Owner: processor. Key: seller/productId. To whom a product is authorised. One row per product that was ever authorised.';
CREATE INDEX product_seller ON docket.product (seller_id, product_id);

CREATE TABLE docket.reassign_fan_out (
    product_key   text NOT NULL,
    command_id    text NOT NULL,
    seller_id     text NOT NULL,
    product_id    text NOT NULL,
    actor         text NOT NULL,
    handler       text NOT NULL,
    ticket_ends   bigint[],
    leased_until  timestamptz NOT NULL DEFAULT '-infinity',
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (product_key, command_id)
);
COMMENT ON TABLE docket.reassign_fan_out IS 'Owner: processor. Key: the authorisation command. Written with a change of authorisation; deleted when every ticket of the product has its reassign. ticket_ends, by partition, is set when the first scan is acknowledged. Rows live for seconds.';

CREATE TABLE docket.vault (
    seller_id      text NOT NULL,
    code_hash      text NOT NULL,
    supervision_id text NOT NULL UNIQUE,
    code_masked    text NOT NULL,
    code_sealed    text NOT NULL,
    key_id         text NOT NULL,
    issued_at      timestamptz NOT NULL,
    PRIMARY KEY (seller_id, code_hash)
);
COMMENT ON TABLE docket.vault IS 'Owner: processor. Key: seller and keyed hash. Sealed authorization codes: an authority, never rebuilt. One row per issued code.';

CREATE TABLE docket.reporting_login (
    login     name PRIMARY KEY,
    seller_id text NOT NULL
);
COMMENT ON TABLE docket.reporting_login IS 'Owner: operator. Key: database login. Which seller a reporting login belongs to.';

GRANT USAGE ON SCHEMA docket TO docket, docket_reporting, docket_platform_reporting;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA docket TO docket;
ALTER DEFAULT PRIVILEGES IN SCHEMA docket GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO docket;

-- The months of the event log and the silent outcomes. Made ahead by whoever starts and once a day; the DEFAULT partition
-- catches what no month does, and gives it back when its month is made after all. Attached rather than created in place,
-- so that readers and writers of the other months go on.
CREATE FUNCTION docket.make_month(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, docket SET timezone = 'UTC' AS $$
DECLARE
    first timestamptz := date_trunc('month', month::timestamptz);
    next  timestamptz := first + interval '1 month';
    parent text;
    child  text;
BEGIN
    PERFORM pg_advisory_xact_lock(7426001);
    FOREACH parent IN ARRAY ARRAY ['event_log', 'silent_outcome'] LOOP
        child := parent || to_char(first, '_YYYY_MM');
        CONTINUE WHEN to_regclass(format('docket.%I', child)) IS NOT NULL;
        EXECUTE format('LOCK TABLE docket.%I IN ACCESS EXCLUSIVE MODE', parent || '_rest');
        EXECUTE format('CREATE TABLE docket.%I (LIKE docket.%I INCLUDING ALL)', child, parent);
        EXECUTE format('WITH moved AS (DELETE FROM docket.%I WHERE recorded_at >= $1 AND recorded_at < $2 RETURNING *) '
                       'INSERT INTO docket.%I SELECT * FROM moved', parent || '_rest', child) USING first, next;
        EXECUTE format('ALTER TABLE docket.%I ATTACH PARTITION docket.%I FOR VALUES FROM (%L) TO (%L)',
                       parent, child, first, next);
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION docket.make_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION docket.make_month(date) TO docket;
