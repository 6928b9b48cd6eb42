-- A reporting login sees its own seller's rows and no others. FORCE holds for the owner too, hence his own policies;
-- docket has BYPASSRLS. Partitions of the event log need none: nobody but docket may read them directly.

-- By session_user, which neither SET ROLE nor any setting changes; SECURITY DEFINER because logins cannot read the table.
-- Wrapped in a sub-select by the policies, so it runs once per query and the seller's index is used.
CREATE FUNCTION docket.seller_of_login() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, docket
    RETURN (SELECT seller_id FROM docket.reporting_login WHERE login = session_user);
REVOKE EXECUTE ON FUNCTION docket.seller_of_login() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION docket.seller_of_login() TO docket_reporting;

ALTER TABLE docket.supervision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE docket.ticket ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE docket.product ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE docket.event_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY owner ON docket.supervision TO docket_owner USING (true);
CREATE POLICY owner ON docket.ticket TO docket_owner USING (true);
CREATE POLICY owner ON docket.product TO docket_owner USING (true);
CREATE POLICY owner ON docket.event_log TO docket_owner USING (true);

CREATE POLICY own_seller ON docket.supervision FOR SELECT TO docket_reporting
    USING (seller_id = (SELECT docket.seller_of_login()));
CREATE POLICY own_seller ON docket.ticket FOR SELECT TO docket_reporting
    USING (seller_id = (SELECT docket.seller_of_login()));
CREATE POLICY own_seller ON docket.product FOR SELECT TO docket_reporting
    USING (seller_id = (SELECT docket.seller_of_login()));
CREATE POLICY own_seller ON docket.event_log FOR SELECT TO docket_reporting
    USING (seller_id = (SELECT docket.seller_of_login()));

CREATE POLICY all_sellers ON docket.supervision FOR SELECT TO docket_platform_reporting USING (true);
CREATE POLICY all_sellers ON docket.ticket FOR SELECT TO docket_platform_reporting USING (true);
CREATE POLICY all_sellers ON docket.product FOR SELECT TO docket_platform_reporting USING (true);
CREATE POLICY all_sellers ON docket.event_log FOR SELECT TO docket_platform_reporting USING (true);

-- Who sees what, and what is migrated, is no business of the role that writes outcomes.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON docket.reporting_login, docket.flyway_schema_history FROM docket;
