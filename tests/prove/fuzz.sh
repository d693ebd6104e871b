#!/usr/bin/env bash
# any bytes at the doors (webhook bodies, stored values, flows) crash nothing under libFuzzer and the sanitizers
# Options: [seconds each, 60] [webhook|codec|flow …].
exec "$(dirname "$0")/../fuzz/run.sh" "$@"
