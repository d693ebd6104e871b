#!/usr/bin/env bash
# Charla in the background: background.sh up|down|logs|ps PROGRAM [arguments]. Called by ./dev.
set -euo pipefail
command=$1 program=$2
shift 2
pid_file=var/charla.pid
log_file=var/charla.log

# The process of the pid file, if it is still ours: numbers are used again.
running() {
  local pid
  [ -f "$pid_file" ] && pid=$(cat "$pid_file") && [ "$(readlink "/proc/$pid/exe" 2>/dev/null || true)" -ef "$program" ] &&
    echo "$pid"
}

wait_until() { # SECONDS CONDITION…
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}

gone() { ! running >/dev/null; }
answers() { gone || grep -q 'http://' "$log_file"; }

case "$command" in
  up)
    mkdir -p var
    if pid=$(running); then echo "runs already, process $pid"; exit 0; fi
    : >"$log_file"
    setsid "$program" serve "$@" >>"$log_file" 2>&1 </dev/null &
    echo $! >"$pid_file"
    wait_until 30 answers || true
    if gone; then cat "$log_file" >&2; exit 1; fi
    grep -v '^{' "$log_file" || true
    echo "runs as process $(cat "$pid_file"); log: $log_file"
    ;;
  down)
    if pid=$(running); then
      kill "$pid"
      # Its own shutdown finishes what is in hand, so it gets its time.
      wait_until 30 gone || { echo "still there after 30 s, killing it" >&2; kill -9 "$pid"; }
    fi
    rm -f "$pid_file"
    if [ "${1:-}" = -v ]; then rm -rf var; fi
    ;;
  logs)
    [ -f "$log_file" ] || { echo "no log: ./dev up makes one" >&2; exit 1; }
    exec tail -n 200 -f "$log_file"
    ;;
  ps)
    if pid=$(running); then ps -o pid,etime,rss,pcpu,args -p "$pid"; else echo "does not run"; exit 1; fi
    ;;
  *) echo "unknown command $command" >&2; exit 2 ;;
esac
