#!/bin/sh
# a campaign to as many people as there are messages, at the number's full rate: nothing is refused, nobody gets it twice, and who waits for a code does not wait for the campaign
# Options: --store sqlite|postgres, --messages N, --rate N, --rounds N, --statuses, --self-test (the judge must be able to fail).
exec python3 "$(dirname "$0")/limits.py" "$@"
