#!/bin/sh
# a rough provider, answers of five bubbles and kill -9: messages of a conversation still arrive in order, none twice without a reason, no status falls
# Options: --seconds N, --bubbles N, --kills N, --store sqlite|postgres, --seed N, --rate N.
exec python3 "$(dirname "$0")/order.py" "$@"
