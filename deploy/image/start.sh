#!/bin/sh
# Brings what the image holds ready-made into the folder of this installation, and becomes the program that is named.
set -eu
for made in /opt/watchlist/prepared/*; do
    there="$WATCHLIST_BUILD_DIR/${made##*/}"
    case "$there" in
        # Read alone: the image of the version that runs has them. A folder of static files is from before the images.
        */static) [ -L "$there" ] || rm -rf "$there"; ln -sfn "$made" "$there" ;;
        */dictionary-*) [ -e "$there" ] || ln -sfn "$made" "$there" ;;
        # Written to when the law changes: each installation has its own. Of two that begin at once the last stays.
        *) [ -e "$there" ] || { cp "$made" "$there.$(hostname).$$" && mv "$there.$(hostname).$$" "$there"; } ;;
    esac
done
exec "$@"
