#!/usr/bin/env bash
# Throw-away PostgreSQL and Redis for the tests, on free ports, gone afterwards.
#
#   servers.sh run -- CMD…   starts both, runs CMD with CHARLA_TEST_PG and CHARLA_TEST_REDIS set, tears down, exits as CMD
#   servers.sh start         starts both and prints the exports (`eval "$(servers.sh start)"`)
#   servers.sh start pg      likewise, PostgreSQL alone
#   servers.sh pg-down DIR   stops the PostgreSQL of a `start`, keeping its data; `pg-up DIR` starts it again
#   servers.sh stop          stops what `start` has started: its directory in CHARLA_TEST_SERVERS
#   servers.sh need VAR -- CMD…
#                            runs CMD when VAR is set, else says that the test is skipped and exits 77
#
# CHARLA_TEST_PG_FSYNC=on keeps PostgreSQL's fsync (benchmarks); off by default, because nothing here outlives a test.
# A server whose programs are not installed is left out with a note: its tests say that they are skipped.
set -euo pipefail

note() { echo "servers: $*" >&2; }

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 20000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  note "no free port found"; return 1
}

# initdb and postgres refuse to run as root: then they run as the packages' own user.
as_postgres() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; return; fi
  runuser -u postgres -- "$@"
}

pg_bin() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -V | tail -1)
  [ -n "$newest" ] && [ -x "$newest/initdb" ] && echo "$newest"
}

start_postgres() {
  local dir=$1 bin port
  bin=$(pg_bin) || { note "PostgreSQL's programs are not installed"; return 0; }
  port=$(free_port)
  mkdir -p "$dir/pg"
  if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$dir/pg"; fi
  (cd "$dir/pg" && as_postgres "$bin/initdb" -D "$dir/pg/data" -U charla -A trust -E UTF8 --locale=C -N >"$dir/initdb.log" 2>&1) ||
    { cat "$dir/initdb.log" >&2; return 1; }
  as_postgres tee -a "$dir/pg/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir/pg'
fsync = ${CHARLA_TEST_PG_FSYNC:-off}
max_connections = 100
shared_buffers = 128MB
max_wal_size = 2GB
log_min_messages = warning
CONF
  (cd "$dir/pg" && as_postgres "$bin/pg_ctl" -D "$dir/pg/data" -l "$dir/pg/log" -w -t 60 start >/dev/null) ||
    { cat "$dir/pg/log" >&2; return 1; }
  echo "$bin" >"$dir/pg_bin"
  echo "export CHARLA_TEST_PG=postgresql://charla@127.0.0.1:$port/postgres" >>"$dir/env"
  echo "export CHARLA_TEST_PG_DATA=$dir/pg/data" >>"$dir/env"
  echo "export CHARLA_TEST_PG_BIN=$bin" >>"$dir/env"
}

start_redis() {
  local dir=$1 port
  command -v redis-server >/dev/null || { note "redis-server is not installed"; return 0; }
  port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --daemonize yes \
    --dir "$dir" --pidfile "$dir/redis.pid" --logfile "$dir/redis.log" >/dev/null
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "export CHARLA_TEST_REDIS=redis://127.0.0.1:$port/0" >>"$dir/env"
      return 0
    fi
    sleep 0.05
  done
  cat "$dir/redis.log" >&2
  return 1
}

# In memory where there is room: a fresh database for each test takes 0.2 s there and 1.5 s on a slow disk. Not when
# fsync is on: then the disk is what is measured.
home_dir() {
  local room=0
  if [ -d /dev/shm ]; then room=$(df --output=avail -k /dev/shm | tail -1); fi
  if [ "${CHARLA_TEST_PG_FSYNC:-off}" = off ] && [ "$room" -gt 4000000 ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi
}

start() {
  local dir
  dir=$(mktemp -d "$(home_dir)/charla-servers.XXXXXX")
  chmod 755 "$dir"
  echo "export CHARLA_TEST_SERVERS=$dir" >"$dir/env"
  echo "$dir"
}

stop() {
  local dir=$1
  [ -n "$dir" ] && [ -f "$dir/env" ] || return 0
  if [ -f "$dir/pg_bin" ]; then
    (cd / && as_postgres "$(cat "$dir/pg_bin")/pg_ctl" -D "$dir/pg/data" -m immediate -w stop >/dev/null 2>&1) || true
  fi
  if [ -f "$dir/redis.pid" ]; then kill "$(cat "$dir/redis.pid")" 2>/dev/null || true; fi
  # A server's last process may still write a file while its folder goes.
  for _ in 1 2 3 4 5; do
    if rm -rf "$dir" 2>/dev/null; then return 0; fi
    sleep 0.2
  done
  rm -rf "$dir"
}

case "${1:-}" in
  run)
    shift
    [ "${1:-}" = "--" ] && shift
    [ $# -gt 0 ] || { note "run needs a command: servers.sh run -- CMD…"; exit 2; }
    dir=$(start)
    trap 'stop "$dir"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start_postgres "$dir"
    start_redis "$dir"
    # shellcheck disable=SC1091
    . "$dir/env"
    status=0
    "$@" || status=$?
    exit "$status"
    ;;
  start)
    dir=$(start)
    if ! { start_postgres "$dir" && { [ "${2:-}" = pg ] || start_redis "$dir"; }; }; then stop "$dir"; exit 1; fi
    cat "$dir/env"
    ;;
  pg-down) cd / && as_postgres "$(cat "$2/pg_bin")/pg_ctl" -D "$2/pg/data" -m immediate -w stop >/dev/null ;;
  pg-up) cd / && as_postgres "$(cat "$2/pg_bin")/pg_ctl" -D "$2/pg/data" -l "$2/pg/log" -w -t 60 start >/dev/null ;;
  need)
    variable=$2
    shift 3
    if [ -z "${!variable:-}" ]; then
      echo "skipped: $variable is not set (tests/support/servers/servers.sh run -- CMD… starts what it needs)"
      exit 77
    fi
    exec "$@"
    ;;
  stop) stop "${2:-${CHARLA_TEST_SERVERS:-}}" ;;
  *) sed -n '2,15p' "$0" >&2; exit 2 ;;
esac
