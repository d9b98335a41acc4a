#!/bin/sh
# Writes a base for the images into a file, for those who have no registry: Debian as debian:trixie-slim holds it.
#     deploy/image/base.sh base.tar && docker import base.tar watchlist-base      (podman import … too)
# It reads packages from where this machine reads them, or from the mirror that MIRROR names: a snapshot makes it the same
# base each time. Debian, as root; needs mmdebstrap.
set -eu
to=${1:?the file to write}
if [ -n "${MIRROR:-}" ]; then
    set -- "deb $MIRROR trixie main"
else
    set -- /etc/apt/sources.list.d/debian.sources
fi
exec mmdebstrap --quiet --variant=minbase --mode=root \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-include=/usr/share/locale/locale.alias' \
    trixie "$to" "$@"
