# PostgreSQL with the chemical cartridge of Debian: the same packages that the tests run on.
FROM debian:trixie-slim

RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-common ca-certificates \
 && sed --in-place 's/#create_main_cluster = true/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
 && apt-get install --yes --no-install-recommends postgresql-17 postgresql-17-rdkit \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner postgres --group postgres --mode 0700 /var/lib/postgresql/data

ENV PATH=/usr/lib/postgresql/17/bin:$PATH PGDATA=/var/lib/postgresql/data
COPY deploy/compose/postgres-start.sh /usr/local/bin/postgres-start
USER postgres
STOPSIGNAL SIGINT
ENTRYPOINT ["postgres-start"]
