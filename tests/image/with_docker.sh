#!/usr/bin/env bash
# Runs a command with a Docker daemon of its own, and ends it: nothing of the machine's own is touched, and what was built
# stays under build/docker for the next time. Debian, as root: it installs what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DEBIAN_FRONTEND=noninteractive
POLICY=/usr/sbin/policy-rc.d OURS='' DAEMON=''
RUN=$(mktemp -d)

cleanup() {
    if [ -n "$DAEMON" ] && kill "$DAEMON" 2>/dev/null; then wait "$DAEMON" || true; fi
    [ -z "$OURS" ] || rm -f "$POLICY"
    rm -rf "$RUN"
}
trap cleanup EXIT

need=()
for package in docker.io docker-cli docker-buildx docker-compose iptables mmdebstrap openssl; do
    [ "$(dpkg-query -Wf '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || need+=("$package")
done
if [ ${#need[@]} -gt 0 ]; then
    apt-get update -qq
    # No daemon of Debian's is to be started.
    [ -e "$POLICY" ] || { printf '#!/bin/sh\nexit 101\n' >"$POLICY" && chmod +x "$POLICY" && OURS=yes; }
    apt-get install -y -qq --no-install-recommends "${need[@]}" >"$RUN/apt.log" 2>&1 || { cat "$RUN/apt.log"; exit 1; }
fi

export DOCKER_HOST="unix://$RUN/docker.sock"
mkdir -p build/docker
dockerd --host "$DOCKER_HOST" --data-root "$PWD/build/docker" --exec-root "$RUN/exec" --pidfile "$RUN/pid" \
    --bip 10.213.0.1/24 --default-address-pool base=10.214.0.0/16,size=24 --live-restore=false >build/docker.log 2>&1 &
DAEMON=$!
until docker info >/dev/null 2>&1; do
    kill -0 "$DAEMON" 2>/dev/null || { tail -n 20 build/docker.log; exit 1; }
    sleep 0.2
done
"$@"
