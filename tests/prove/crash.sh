#!/bin/sh
# kill -9 at random under load: no accepted message is lost or answered twice, each double send has its reason
# Options: --rounds N, --store sqlite|postgres, --seed N, --rate N, --self-test (the checker must be able to fail).
exec python3 "$(dirname "$0")/crash.py" "$@"
