#!/bin/bash
# what was decided is decided again: 100,000 generated turns with equal digests on both stores and by another compiler; planted edits of a flow are noticed
# Options: --turns N, --customers N, --seed N.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${CHARLA_BUILD:-$root/build/release}
work=$(mktemp -d "${TMPDIR:-/tmp}/charla-replay-XXXXXX")
servers=$root/tests/support/servers/servers.sh
cleanup() {
  [ -z "${CHARLA_TEST_SERVERS:-}" ] || bash "$servers" stop
  rm -rf "$work"
}
trap cleanup EXIT

prove() { # prove BUILD [OPTION…]
  local folder=$1
  shift
  ninja -C "$folder" charla-prove-replay >"$work/build.log" 2>&1 || { tail -30 "$work/build.log" >&2; exit 2; }
  "$folder/tests/prove/replay/charla-prove-replay" --flow "$here/replay/flow.json" "$@"
}

eval "$(bash "$servers" start pg)"
prove "$build" --sqlite "$work/gcc.db" --postgres "$CHARLA_TEST_PG" "$@" | tee "$work/first.out"

if command -v clang++ >/dev/null; then
  other=$root/build/replay-clang
  cmake -S "$root" -B "$other" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=clang++ -DCHARLA_TESTS=OFF \
    >"$work/configure.log" 2>&1 || { tail -30 "$work/configure.log" >&2; exit 2; }
  echo "the same by $(clang++ --version | head -1)"
  prove "$other" --sqlite "$work/clang.db" "$@" | tee "$work/second.out"
else
  echo "no other compiler here (clang++): not compared" | tee "$work/second.out"
fi

digests=$(grep -ho 'decided [0-9a-f]*' "$work"/first.out "$work"/second.out | sort -u)
if [ "$(wc -l <<<"$digests")" -ne 1 ]; then
  echo "FAILED: the digests differ: $digests" >&2
  exit 1
fi
echo "every digest is the same: ${digests#decided }"
