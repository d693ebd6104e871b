#!/bin/sh
# a hundred thousand timers due in the same second are worked off while people who write meanwhile are still answered at once
# Options: --timers N, --seed N.
exec python3 "$(dirname "$0")/storm.py" "$@"
