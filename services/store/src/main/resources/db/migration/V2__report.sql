-- The report views (schema report): the contract with BI, CSV and charts. Columns are only ever added.
-- security_invoker: whoever reads a view needs the right to the columns under it, and row-level security (V3) is his own.
CREATE SCHEMA report;
COMMENT ON SCHEMA report IS 'What may be built upon: columns are only ever added.';

-- A seller's events must not cost a scan of everybody's. Measured: about a tenth more per inserted event.
CREATE INDEX event_log_seller ON docket.event_log (seller_id, recorded_at);
-- For the funnel. Refusals of a refund after receipt are rare, so this index is small.
CREATE INDEX event_log_refund_refused ON docket.event_log (seller_id, time) WHERE refusal_code = 'CODE_RECEIVED';

CREATE VIEW report.supervision WITH (security_invoker = true) AS
SELECT supervision_id,
       order_id,
       order_line_id,
       seller_id,
       buyer_id,
       product_id,
       product_version,
       goods_type,
       flow_version,
       node,
       refund_state,
       code_state,
       appeal_state,
       NOT (goods_type = 'LICENSE_CODE' AND received_at IS NOT NULL)
           AND NOT trial
           AND NOT invoice_requested
           AND node NOT IN ('COMPLETED', 'REFUNDED') AS refundable,
       code_masked,
       paid_amount,
       currency,
       opened_at,
       issued_at,
       delivered_at,
       received_at,
       activated_at,
       completed_at,
       refunded_at,
       updated_at,
       version
FROM docket.supervision;
COMMENT ON VIEW report.supervision IS 'A row per supervised order line. refundable: a negotiated refund can still be had.';

CREATE VIEW report.ticket WITH (security_invoker = true) AS
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
       NULL::timestamptz AS first_response_due_at,
       NULL::timestamptz AS resolution_due_at,
       NULL::boolean AS first_response_breached,
       NULL::boolean AS resolution_breached,
       rating,
       updated_at,
       version
FROM docket.ticket;
COMMENT ON VIEW report.ticket IS 'A row per ticket, deleted ones included. The four SLA columns are NULL: no SLA policy is in force yet.';

CREATE VIEW report.event WITH (security_invoker = true) AS
SELECT CASE aggregate_type WHEN 1 THEN 'supervision' WHEN 2 THEN 'ticket' WHEN 3 THEN 'product' END AS aggregate_type,
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
COMMENT ON VIEW report.event IS 'A row per event or refusal. topic, generation, partition and offset are the command''s; one command may have several events, in the order of sequence.';

-- The marketplace's day is China's: a day begins at 00:00 UTC+8, whatever the session's time zone.
CREATE VIEW report.funnel_daily WITH (security_invoker = true) AS
SELECT seller_id,
       (happened_at AT TIME ZONE INTERVAL '+08:00')::date AS day,
       goods_type,
       count(*) FILTER (WHERE step = 'opened') AS opened,
       count(*) FILTER (WHERE step = 'issued') AS issued,
       count(*) FILTER (WHERE step = 'delivered') AS delivered,
       count(*) FILTER (WHERE step = 'received') AS received,
       count(*) FILTER (WHERE step = 'activated') AS activated,
       count(*) FILTER (WHERE step = 'completed') AS completed,
       count(*) FILTER (WHERE step = 'refunded') AS refunded,
       count(*) FILTER (WHERE step = 'refused') AS refund_refused_after_receipt
FROM (SELECT supervision.seller_id, supervision.goods_type, milestone.step, milestone.happened_at
      FROM docket.supervision
               CROSS JOIN LATERAL (VALUES ('opened', opened_at),
                                          ('issued', issued_at),
                                          ('delivered', delivered_at),
                                          ('received', received_at),
                                          ('activated', activated_at),
                                          ('completed', completed_at),
                                          ('refunded', refunded_at)) AS milestone (step, happened_at)
      WHERE milestone.happened_at IS NOT NULL
      UNION ALL
      -- Only request-refund is ever refused CODE_RECEIVED, and only of this goods type (the gate).
      SELECT event_log.seller_id, 'LICENSE_CODE', 'refused', event_log.time
      FROM docket.event_log
      WHERE event_log.refusal_code = 'CODE_RECEIVED') AS happening
GROUP BY seller_id, day, goods_type;
COMMENT ON VIEW report.funnel_daily IS 'A row per seller, day (UTC+8) and goods type: how many supervisions got there that day, and how many requests for a refund were refused because the code was received.';

CREATE VIEW report.freshness WITH (security_invoker = true) AS
SELECT CASE aggregate_type
           WHEN 1 THEN 'docket.supervision-commands.v1'
           WHEN 2 THEN 'docket.ticket-commands.v1'
           WHEN 3 THEN 'docket.seller-commands.v1'
       END AS topic,
       partition,
       progress.generation,
       greatest(log_end.end_offset, progress.next_offset) AS end_offset,
       progress.next_offset AS processed_offset,
       greatest(log_end.end_offset - coalesce(progress.next_offset, 0), 0) AS lag_commands,
       CASE
           WHEN coalesce(log_end.end_offset <= coalesce(progress.next_offset, 0), true) THEN 0
           WHEN progress.next_offset IS NULL THEN NULL
           ELSE greatest(extract(EPOCH FROM now() - coalesce(progress.record_time, progress.updated_at)), 0)
       END AS lag_seconds
FROM docket.progress
         FULL JOIN docket.log_end USING (aggregate_type, partition);
COMMENT ON VIEW report.freshness IS 'A row per command partition. lag_seconds: how old the last processed command is while others wait behind it, else 0; NULL: none was ever processed.';

GRANT USAGE ON SCHEMA report TO docket, docket_reporting, docket_platform_reporting;
GRANT SELECT ON ALL TABLES IN SCHEMA report TO docket, docket_reporting, docket_platform_reporting;

-- Column by column, so that a sealed or internal column added to a table is not readable until somebody says so.
GRANT SELECT (supervision_id, order_id, order_line_id, seller_id, buyer_id, product_id, product_version, goods_type,
              flow_version, trial, paid_amount, currency, opened_at, node, refund_state, code_state, appeal_state,
              code_masked, issued_at, delivered_at, received_at, activated_at, completed_at, refunded_at,
              invoice_requested, version, updated_at)
    ON docket.supervision TO docket_reporting, docket_platform_reporting;
GRANT SELECT (ticket_id, seller_id, buyer_id, product_id, supervision_id, category, severity, opened_at, state, handler,
              accepted_at, first_response_at, solved_at, completed_at, rating, version, updated_at)
    ON docket.ticket TO docket_reporting, docket_platform_reporting;
GRANT SELECT (aggregate_type, partition, generation, "offset", sequence, time, recorded_at, aggregate_id, seller_id,
              event_type, refusal_code, actor, command_id, data)
    ON docket.event_log TO docket_reporting, docket_platform_reporting;
GRANT SELECT (aggregate_type, partition, generation, next_offset, record_time, updated_at)
    ON docket.progress TO docket_reporting, docket_platform_reporting;
GRANT SELECT (aggregate_type, partition, end_offset, observed_at)
    ON docket.log_end TO docket_reporting, docket_platform_reporting;
