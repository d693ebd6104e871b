#!/bin/sh
# PostgreSQL gone or SQLite's disk full: 503 at the door, no lost 200, back without a restart
# Options: --store sqlite|postgres, --rounds N, --seed N, --rate N.
exec python3 "$(dirname "$0")/store_trouble.py" "$@"
