#!/usr/bin/env bash
# Any bytes at the doors: webhook bodies, stored values and flows under libFuzzer and the sanitizers, SECONDS each (60).
# Usage: tests/fuzz/run.sh [seconds] [target…]. What breaks is kept under build/fuzz/found; make it a golden file.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(webhook codec flow)

cmake --preset fuzz -DCHARLA_BENCH=OFF >/dev/null
cmake --build --preset fuzz --target fuzzers

declare -A corpus=(
  [webhook]="tests/golden/webhooks"
  [codec]="tests/fuzz/corpus/codec"
  [flow]="config/flows"
)
mkdir -p build/fuzz/found
failed=0
for target in "${targets[@]}"; do
  learnt=$(mktemp -d)
  # shellcheck disable=SC2086
  if build/fuzz/tests/fuzz/fuzz_"$target" -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=2048 \
      -artifact_prefix=build/fuzz/found/"$target"- -print_final_stats=1 "$learnt" ${corpus[$target]} \
      >build/fuzz/"$target".log 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' build/fuzz/"$target".log)
    coverage=$(grep -o 'cov: [0-9]*' build/fuzz/"$target".log | tail -1)
    echo "$target: $runs inputs in $seconds s, ${coverage:-cov: ?}, nothing broke"
  else
    failed=1
    echo "$target: BROKEN, see build/fuzz/$target.log and build/fuzz/found/"
    grep -m 5 -E 'ERROR|runtime error|does not hold|SUMMARY' build/fuzz/"$target".log || true
  fi
  rm -rf "$learnt"
done
exit $failed
