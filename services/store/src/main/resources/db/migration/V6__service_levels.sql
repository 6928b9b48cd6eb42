-- What sellers promise about tickets and what became of it; sellers' own settings and the verification of their business.
CREATE TABLE docket.seller (
    seller_id             text PRIMARY KEY,
    sla_policies          text,
    calendar              text,
    verification          text NOT NULL,
    verification_failures int NOT NULL,
    version               bigint NOT NULL,
    updated_at            timestamptz NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE docket.seller IS 'Owner: processor. Key: seller. The fold of a seller''s own events: what his tickets are judged by. One row per seller who ever set anything.';
COMMENT ON COLUMN docket.seller.sla_policies IS 'severity=first response/resolution, ISO 8601 working time; NULL: none.';
COMMENT ON COLUMN docket.seller.calendar IS 'zone|weekday:minutes of the day|holidays|single working days; NULL: the platform''s.';
ALTER TABLE docket.seller ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.seller TO docket_owner USING (true);

ALTER TABLE docket.ticket
    ADD COLUMN first_response_target_us bigint,
    ADD COLUMN first_response_left_us   bigint,
    ADD COLUMN first_response_since     timestamptz,
    ADD COLUMN first_response_due_at    timestamptz,
    ADD COLUMN first_response_warned    boolean,
    ADD COLUMN first_response_breached  boolean,
    ADD COLUMN first_response_ended     boolean,
    ADD COLUMN resolution_target_us     bigint,
    ADD COLUMN resolution_left_us       bigint,
    ADD COLUMN resolution_since         timestamptz,
    ADD COLUMN resolution_due_at        timestamptz,
    ADD COLUMN resolution_warned        boolean,
    ADD COLUMN resolution_breached      boolean,
    ADD COLUMN resolution_ended         boolean;
COMMENT ON COLUMN docket.ticket.first_response_target_us IS 'Promised working time in microseconds; NULL: nothing is promised.';
COMMENT ON COLUMN docket.ticket.first_response_left_us IS 'Of it when the clock last started, stopped or ended; negative: exceeded.';

-- The most urgent promise comes first, so the queue is ordered by it.
DROP INDEX docket.ticket_queue;
CREATE INDEX ticket_queue ON docket.ticket (
    seller_id,
    (coalesce(least(CASE WHEN NOT first_response_ended THEN first_response_due_at END, resolution_due_at),
              'infinity'::timestamptz)),
    opened_at,
    ticket_id) WHERE state = 'SUBMITTED';

CREATE OR REPLACE VIEW report.ticket WITH (security_invoker = true) AS
SELECT ticket_id,
       seller_id,
       buyer_id,
       product_id,
       supervision_id,
       category,
       severity,
       state,
       CASE state
           WHEN 'SUBMITTED' THEN 0
           WHEN 'PROCESSING' THEN 1
           WHEN 'AWAITING_CONFIRMATION' THEN 2
           WHEN 'COMPLETED' THEN 3
           WHEN 'CANCELLED' THEN 4
           WHEN 'PAUSED' THEN 5
           WHEN 'INVALID' THEN 12
           WHEN 'DELETED' THEN 13
           WHEN 'AWAITING_FEEDBACK' THEN 17
       END AS state_code,
       handler,
       opened_at,
       accepted_at,
       first_response_at,
       solved_at,
       completed_at,
       first_response_due_at,
       resolution_due_at,
       CASE WHEN first_response_breached THEN true WHEN first_response_ended THEN false END AS first_response_breached,
       CASE WHEN resolution_breached THEN true WHEN resolution_ended THEN false END AS resolution_breached,
       rating,
       updated_at,
       version,
       CASE WHEN first_response_ended THEN round(first_response_left_us / 1000000.0, 3) END AS first_response_left_seconds,
       CASE WHEN resolution_ended THEN round(resolution_left_us / 1000000.0, 3) END AS resolution_left_seconds
FROM docket.ticket;
COMMENT ON VIEW report.ticket IS 'A row per ticket, deleted ones included. …_breached: whether the promise was missed; NULL while that is open, or where nothing was promised. …_left_seconds: working time that was left at the end; negative: exceeded by so much.';
GRANT SELECT (first_response_due_at, first_response_breached, first_response_ended, first_response_left_us,
              resolution_due_at, resolution_breached, resolution_ended, resolution_left_us)
    ON docket.ticket TO docket_reporting, docket_platform_reporting;

-- A seller's own events lie under his id, those of his products under seller/product.
CREATE OR REPLACE VIEW report.event WITH (security_invoker = true) AS
SELECT CASE
           WHEN aggregate_type = 1 THEN 'supervision'
           WHEN aggregate_type = 2 THEN 'ticket'
           WHEN strpos(aggregate_id, '/') > 0 THEN 'product'
           ELSE 'seller'
       END AS aggregate_type,
       aggregate_id,
       seller_id,
       sequence,
       event_type,
       refusal_code,
       actor,
       command_id,
       time,
       recorded_at,
       CASE aggregate_type
           WHEN 1 THEN 'docket.supervision-commands.v1'
           WHEN 2 THEN 'docket.ticket-commands.v1'
           WHEN 3 THEN 'docket.seller-commands.v1'
       END AS topic,
       generation,
       partition,
       "offset",
       data
FROM docket.event_log;

CREATE TABLE docket.verification_unlock (
    ticket_id      text NOT NULL,
    ticket_version bigint NOT NULL,
    seller_id      text NOT NULL,
    leased_until   timestamptz NOT NULL DEFAULT '-infinity',
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (ticket_id, ticket_version)
);
COMMENT ON TABLE docket.verification_unlock IS 'Owner: processor. Key: ticket and its version then. Written with the completion of a ticket of category VERIFICATION_UNLOCK; deleted when the seller''s unlock-verification is acknowledged. Rows live for seconds.';
