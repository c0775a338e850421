#!/bin/sh
# Runs HAProxy on base.cfg and on what discovery-sync renders into the shared volume, and reloads it when that changed.
# A file that HAProxy does not accept is left alone: the last good configuration goes on serving.
set -u
rendered=/rendered/services.cfg
live=/tmp/services.cfg
candidate=/tmp/candidate.cfg

adopt() {
  cp "$rendered" "$candidate" 2>/dev/null || return 1
  cmp -s "$candidate" "$live" && return 1
  if ! haproxy -c -q -f /etc/berth/base.cfg -f "$candidate"; then
    echo "haproxy: the rendered configuration is not valid; the last good one stays" >&2
    return 1
  fi
  mv "$candidate" "$live"
}

echo "# nothing rendered yet" >"$live"
adopt
haproxy -W -db -f /etc/berth/base.cfg -f "$live" &
master=$!
trap 'kill -TERM "$master"' TERM INT
while kill -0 "$master" 2>/dev/null; do
  adopt && kill -USR2 "$master"
  sleep 1 &
  wait $!
done
wait "$master"
