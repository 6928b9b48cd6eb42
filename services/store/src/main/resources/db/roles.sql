-- The roles of Docket, created once by a superuser before the first migration. Passwords are set by whoever deploys.
-- docket_owner owns the tables and runs the migrations; docket is what processor and gateway log in as: it has BYPASSRLS
-- because COPY is refused under row-level security, and is no superuser.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket_owner') THEN
        CREATE ROLE docket_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket') THEN
        CREATE ROLE docket LOGIN BYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket_reporting') THEN
        CREATE ROLE docket_reporting NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket_platform_reporting') THEN
        CREATE ROLE docket_platform_reporting NOLOGIN;
    END IF;
END
$$;
-- A stopped zombie must not hold a partition: what it began ends by itself.
ALTER ROLE docket SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE docket SET transaction_timeout = '30s';
ALTER ROLE docket SET lock_timeout = '5s';
ALTER ROLE docket SET synchronous_commit = 'on';
-- Compiling a plan costs more than any statement of a batch.
ALTER ROLE docket SET jit = off;
