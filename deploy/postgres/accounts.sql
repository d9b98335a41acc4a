-- Two accounts in place of one: `watchlist_owner` owns the tables and migrates, `watchlist` serves. What serves reads and
-- writes rows; it can neither drop a guard nor switch one off. A superuser runs this in the database of the service, as
-- often as he likes:
--     psql --single-transaction --set=ON_ERROR_STOP=1 --dbname=watchlist --file=accounts.sql
-- Passwords, or who may come in without one, are set apart from it (\password, pg_hba.conf).

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'watchlist_owner') THEN
        CREATE ROLE watchlist_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'watchlist') THEN
        CREATE ROLE watchlist LOGIN;
    END IF;
END $$;

-- Where there was one account until now, it gives away what it owns, the database itself too.
REASSIGN OWNED BY watchlist TO watchlist_owner;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO watchlist;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO watchlist;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO watchlist;

-- And of what a later migration makes.
ALTER DEFAULT PRIVILEGES FOR ROLE watchlist_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO watchlist;
ALTER DEFAULT PRIVILEGES FOR ROLE watchlist_owner IN SCHEMA public
    GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO watchlist;
