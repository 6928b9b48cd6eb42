#!/usr/bin/env bash
# Passwords of Docket's roles in docker-compose.yml; roles.sql has made the roles.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d docket -v owner="$DOCKET_OWNER_PASSWORD" -v app="$DOCKET_APP_PASSWORD" \
  -v reporter="$DOCKET_REPORTER_PASSWORD" <<'SQL'
ALTER ROLE docket_owner PASSWORD :'owner';
ALTER ROLE docket PASSWORD :'app';
CREATE ROLE platform_reporter LOGIN PASSWORD :'reporter' IN ROLE docket_platform_reporting;
ALTER DATABASE docket OWNER TO docket_owner;
SQL
