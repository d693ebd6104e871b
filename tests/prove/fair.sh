#!/bin/sh
# one tenant floods a hundred times as much as another writes: the other's people are answered as if it were not there
# Options: --store sqlite|postgres, --rate N (of the quiet tenant), --flood N, --seconds N, --rounds N, --ratio-max X, --self-test.
exec python3 "$(dirname "$0")/fair.py" "$@"
