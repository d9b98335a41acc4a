#!/bin/sh
# Makes the cluster and the database once, with the password in the file that is named, and then serves.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --auth-local=trust --auth-host=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 --data-checksums
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    pg_ctl --wait --options="-c listen_addresses=''" start
    psql --quiet --username=postgres --set=password="$(cat "$POSTGRES_PASSWORD_FILE")" <<'SQL'
CREATE ROLE watchlist LOGIN PASSWORD :'password';
CREATE DATABASE watchlist OWNER watchlist;
\connect watchlist
CREATE EXTENSION rdkit;
SQL
    pg_ctl --wait --mode=fast stop
fi
exec postgres -c listen_addresses='*' "$@"
