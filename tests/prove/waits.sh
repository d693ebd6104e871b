#!/bin/sh
# kill -9 again and again while thousands of waits come due: each goes on exactly once, and none is forgotten
# Options: --waits N, --kills N, --store sqlite|postgres, --seed N.
exec python3 "$(dirname "$0")/waits.py" "$@"
