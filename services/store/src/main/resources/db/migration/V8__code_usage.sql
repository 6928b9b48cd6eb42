-- Heartbeats and usage reports are an event once a code and day; the others are outcomes that publish nothing. A report
-- counts all of them.
ALTER TABLE docket.silent_outcome
    ADD COLUMN seller_id text,
    ADD COLUMN command text,
    ADD COLUMN time timestamptz,
    ADD COLUMN digest uuid;
COMMENT ON COLUMN docket.silent_outcome.command IS 'Of what was accepted without an event: report-heartbeat, report-usage; with its seller and decision time. NULL for repeats.';
COMMENT ON COLUMN docket.silent_outcome.digest IS 'Of what the noted command said: the same id again is a repeat of it, or a mismatch.';
CREATE INDEX silent_outcome_noted ON docket.silent_outcome (aggregate_id, command_id) WHERE command IS NOT NULL;
ALTER TABLE docket.silent_outcome ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON docket.silent_outcome TO docket_owner USING (true);
CREATE POLICY own_seller ON docket.silent_outcome FOR SELECT TO docket_reporting
    USING (seller_id = (SELECT docket.seller_of_login()));
CREATE POLICY all_sellers ON docket.silent_outcome FOR SELECT TO docket_platform_reporting USING (true);
GRANT SELECT (seller_id, command, time, aggregate_id)
    ON docket.silent_outcome TO docket_reporting, docket_platform_reporting;

CREATE VIEW report.code_usage_daily WITH (security_invoker = true) AS
SELECT seller_id,
       (time AT TIME ZONE INTERVAL '+08:00')::date AS day,
       aggregate_id AS supervision_id,
       count(*) FILTER (WHERE command = 'report-heartbeat') AS heartbeats,
       count(*) FILTER (WHERE command = 'report-usage') AS usage_reports
FROM (SELECT seller_id,
             time,
             aggregate_id,
             CASE event_type
                 WHEN 'heartbeat-recorded' THEN 'report-heartbeat'
                 WHEN 'usage-recorded' THEN 'report-usage'
             END AS command
      FROM docket.event_log
      WHERE aggregate_type = 1
        AND event_type IN ('heartbeat-recorded', 'usage-recorded')
      UNION ALL
      SELECT seller_id, time, aggregate_id, command
      FROM docket.silent_outcome
      WHERE command IS NOT NULL) AS report
GROUP BY seller_id, day, supervision_id;
COMMENT ON VIEW report.code_usage_daily IS 'A row per seller, day (UTC+8) and supervision: how many heartbeats and usage reports its code sent that day, those without an event of their own included; a retried one counts once. Reads every such report.';
GRANT SELECT ON report.code_usage_daily TO docket, docket_reporting, docket_platform_reporting;
