#!/bin/sh
# A script of package.json as a test. Exit 77: the console's packages are not installed here (./dev test does that).
cd "$(dirname "$0")/.." || exit 1
[ -d node_modules ] && [ -d tools/openapi/node_modules ] && [ -f dist/index.html ] || exit 77
exec npm run --silent "$@"
