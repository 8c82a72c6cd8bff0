#!/bin/sh
# Creates Temporal's two databases, or brings their tables up to this release. Can run again at any time.
# Connection: SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD, read by the tool itself.
set -eu
schemas=${SCHEMA_DIR:-/etc/temporal/schema}/postgresql/v12

prepare() {
  temporal-sql-tool --db "$1" create-database
  temporal-sql-tool --db "$1" setup-schema --version 0.0
  temporal-sql-tool --db "$1" update-schema --schema-dir "$schemas/$2/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
echo 'Databases ready'
