-- How long deliveries stay at a node, and how tickets fare day by day.
CREATE VIEW report.node_duration WITH (security_invoker = true) AS
SELECT stay.seller_id,
       supervision.goods_type,
       stay.node,
       count(*) AS count,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY stay.seconds)::numeric, 3) AS p50,
       round(percentile_cont(0.9) WITHIN GROUP (ORDER BY stay.seconds)::numeric, 3) AS p90,
       round(percentile_cont(0.99) WITHIN GROUP (ORDER BY stay.seconds)::numeric, 3) AS p99
FROM (SELECT seller_id,
             aggregate_id,
             node,
             extract(EPOCH FROM lead(time) OVER by_sequence - time) AS seconds
      FROM (SELECT seller_id,
                   aggregate_id,
                   sequence,
                   time,
                   data ->> 'node' AS node,
                   lag(data ->> 'node') OVER (PARTITION BY aggregate_id ORDER BY sequence) AS before
            FROM docket.event_log
            WHERE aggregate_type = 1
              AND refusal_code IS NULL) AS event
      WHERE node IS DISTINCT FROM before
      WINDOW by_sequence AS (PARTITION BY aggregate_id ORDER BY sequence)) AS stay
         JOIN docket.supervision ON supervision.supervision_id = stay.aggregate_id
WHERE stay.seconds IS NOT NULL
GROUP BY stay.seller_id, supervision.goods_type, stay.node;
COMMENT ON VIEW report.node_duration IS 'A row per seller, goods type and node: how many stays at the node have ended, and percentiles of their length in seconds. A node that is come back to is another stay; one that is not left yet does not count. Reads every event.';

CREATE VIEW report.ticket_sla_daily WITH (security_invoker = true) AS
SELECT seller_id,
       (happened_at AT TIME ZONE INTERVAL '+08:00')::date AS day,
       severity,
       count(*) FILTER (WHERE step = 'opened') AS opened,
       count(*) FILTER (WHERE step = 'accepted') AS accepted,
       count(*) FILTER (WHERE step = 'solved') AS solved,
       count(*) FILTER (WHERE step = 'solved' AND breached) AS breached,
       round((percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE step = 'accepted'))::numeric, 3)
           AS median_seconds_to_acceptance,
       round((percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE step = 'responded'))::numeric, 3)
           AS median_seconds_to_first_response,
       round((percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE step = 'solved'))::numeric, 3)
           AS median_seconds_to_solution
FROM (SELECT ticket.seller_id,
             ticket.severity,
             milestone.step,
             milestone.happened_at,
             extract(EPOCH FROM milestone.happened_at - ticket.opened_at) AS seconds,
             coalesce(ticket.first_response_breached, false) OR coalesce(ticket.resolution_breached, false) AS breached
      FROM report.ticket
               CROSS JOIN LATERAL (VALUES ('opened', opened_at),
                                          ('accepted', accepted_at),
                                          ('responded', first_response_at),
                                          ('solved', solved_at)) AS milestone (step, happened_at)
      WHERE milestone.happened_at IS NOT NULL) AS happening
GROUP BY seller_id, day, severity;
COMMENT ON VIEW report.ticket_sla_daily IS 'A row per seller, day (UTC+8) and severity: how many tickets got there that day, how many of the solved had missed a promise, and median times since opening, by the clock on the wall.';

GRANT SELECT ON report.node_duration, report.ticket_sla_daily TO docket, docket_reporting, docket_platform_reporting;
