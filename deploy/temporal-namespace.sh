#!/bin/sh
# Creates the namespace and the search attributes of workflows/kit/search-attributes.ts. Can run again at any time.
# TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are read by the temporal program itself.
set -eu

# A server that just started, or a namespace that was just created, takes some seconds to be known everywhere.
patiently() {
  attempts=0
  until "$@"; do
    attempts=$((attempts + 1))
    if [ "$attempts" -ge 30 ]; then
      echo "Gave up after $attempts attempts: $*" >&2
      exit 1
    fi
    sleep 2
  done
}

patiently temporal operator cluster health
if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "${RETENTION:?days that closed workflows are kept, like 90d}"
fi
# One at a time: of several names in one command only the first is added.
for name in Outcome Attention Stage Gateway Shop OrderNumber Customer Document FollowedDocument; do
  patiently temporal operator search-attribute create --name "$name" --type Keyword
done
patiently temporal operator search-attribute create --name Amount --type Int
echo "Namespace $TEMPORAL_NAMESPACE ready"
