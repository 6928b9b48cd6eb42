#!/bin/bash
# Runs once, when the container's database is made, after roles.sql: passwords, the database, the login of reports.
# The same as io.docket.store.Migrations does for a demo.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner="$DOCKET_OWNER_PASSWORD" --set app="$DOCKET_APP_PASSWORD" --set reporting="$DOCKET_REPORTING_PASSWORD" <<'SQL'
ALTER ROLE docket_owner PASSWORD :'owner';
ALTER ROLE docket PASSWORD :'app';
CREATE ROLE platform_reporter LOGIN PASSWORD :'reporting' IN ROLE docket_platform_reporting;

CREATE DATABASE docket OWNER docket_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE docket FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE docket TO docket;
GRANT CONNECT ON DATABASE docket TO docket_reporting, docket_platform_reporting;
SQL
