#!/usr/bin/env bash
# Looks for the usual troubles of an installation and says for each what to do. Ends with 1 when it found one.
# Reads the environment and .env as Charla does; changes nothing.
set -uo pipefail
# shellcheck disable=SC2016 # $0, $1 in single quotes are for the inner bash
cd "$(dirname "$0")/.." || exit
# shellcheck source=scripts/packages.sh
. scripts/packages.sh

troubles=0
good() { printf '  ok       %s\n' "$1"; }
note() { printf '  note     %s\n' "$1"; }
bad() { # WHAT WHAT_TO_DO
  printf '  TROUBLE  %s\n           -> %s\n' "$1" "$2"
  troubles=$((troubles + 1))
}

# The value of a variable: environment, then .env, then the default.
setting() {
  local value=${!1:-}
  if [ -z "$value" ] && [ -f .env ]; then
    value=$(sed -nE "s/^[[:space:]]*(export[[:space:]]+)?$1=[\"']?([^\"'#]*)[\"']?.*$/\2/p" .env | head -1)
  fi
  echo "${value:-${2:-}}"
}

reachable() { # HOST PORT
  timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
}

# host and port of a URL: `tcp_of redis://h:1/0 6379`
tcp_of() {
  local rest=${1#*://} default_port=$2
  rest=${rest%%/*}
  rest=${rest##*@}
  case "$rest" in *:*) echo "${rest%:*} ${rest##*:}" ;; *) echo "$rest $default_port" ;; esac
}

answer() { # HOST PORT PATH -> status line and body
  timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n" "$2" "$0" >&3 && cat <&3' "$@" 2>/dev/null
}

echo "The machine"
# shellcheck source=/dev/null
. /etc/os-release
if [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ]; then good "Debian 12"; else
  note "this is ${PRETTY_NAME:-unknown}; Charla is built and tested on Debian 12"
fi
# shellcheck disable=SC2046
absent=$(missing_of $(packages_of run) | tr '\n' ' ')
if [ -z "$absent" ]; then good "packages"; else bad "missing packages: $absent" "./dev packages"; fi
free_mb=$(df -Pm . | awk 'NR == 2 { print $4 }')
if [ "$free_mb" -ge 2048 ]; then good "disk: $free_mb MB free"; else
  bad "disk: only $free_mb MB free" "free some space; a full disk answers webhooks with 503 until there is room"
fi
memory_mb=$(awk '/MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
if [ "$memory_mb" -ge 1500 ]; then good "memory: $memory_mb MB free"; else
  bad "memory: only $memory_mb MB free" "building takes 1.4 GB; close something or add swap"
fi
if [ -w . ] && { [ ! -e var ] || [ -w var ]; }; then good "var/ can be written"; else
  bad "var/ cannot be written by $(id -un)" "chown -R $(id -un) var"
fi

echo "The program"
port=$(setting APP_PORT "$(setting CHARLA_HTTP_PORT 8000)")
program=build/release/src/cli/charla
if [ -x "$program" ]; then good "built: $program"; else note "not built yet: ./dev build"; fi
live=no
if reachable 127.0.0.1 "$port"; then
  if answer 127.0.0.1 "$port" /health | head -1 | grep -q ' 200'; then
    good "Charla answers on port $port"
    live=yes
  else
    owner=$(ss -ltnpH "sport = :$port" 2>/dev/null | grep -o 'users:.*' | head -1)
    bad "port $port is in use by another program ${owner:-}" "stop it, or set APP_PORT to another port"
  fi
else
  good "port $port is free (Charla does not run)"
fi

if [ "$live" = yes ]; then
  echo "Is work being done"
  metric() { answer 127.0.0.1 "$port" /metrics | awk -v name="$1" '$1 == name || index($1, name "{") == 1 { sum += $2; seen = 1 } END { if (seen) printf "%d", sum }'; }
  pending=$(metric charla_inbox_pending)
  before=$(metric charla_turns_total)
  if [ "${pending:-0}" -gt 0 ]; then
    sleep 3
    if [ "$(metric charla_turns_total)" = "$before" ] && [ "$(metric charla_inbox_pending)" != 0 ]; then
      bad "$pending messages wait and no turn was made for 3 s" \
        "look for turn.failed and store errors in the log, and at the actors at /; restart with ./dev down and ./dev up (nothing is lost)"
    else
      good "$pending messages wait and are being answered"
    fi
  else
    good "no message waits"
  fi
  dead=$(metric charla_dead_letters_total)
  if [ "${dead:-0}" -gt 0 ]; then note "$dead dead letters since the start: look at them in the console"; fi
  if answer 127.0.0.1 "$port" /ready | head -1 | grep -q ' 200'; then good "ready for webhooks"; else
    bad "not ready for webhooks" "the body of http://127.0.0.1:$port/ready says which part is not"
  fi
fi

echo "What it talks to"
redis=$(setting REDIS_URL)
[ -z "$redis" ] && [ -n "$(setting REDIS_HOST)" ] && redis="redis://$(setting REDIS_HOST):$(setting REDIS_PORT 6379)"
if [ -n "$redis" ]; then
  read -r host redis_port <<<"$(tcp_of "$redis" 6379)"
  pong=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "PING\r\n" >&3 && head -1 <&3' "$host" "$redis_port" 2>/dev/null)
  case "$pong" in
    +PONG* | -NOAUTH*) good "Redis answers at $host:$redis_port" ;;
    *) bad "Redis does not answer PING at $host:$redis_port" "start it (redis-server), correct REDIS_URL, or unset it: Redis is optional" ;;
  esac
fi
database=$(setting DATABASE_URL)
if [ -n "$database" ]; then
  read -r host db_port <<<"$(tcp_of "$database" 5432)"
  if reachable "$host" "$db_port"; then good "PostgreSQL listens at $host:$db_port"; else
    bad "PostgreSQL does not listen at $host:$db_port" "start it, correct DATABASE_URL, or unset it to use SQLite"
  fi
fi
evolution=$(setting EVOLUTION_API_URL)
if [ -n "$evolution" ]; then
  read -r host evolution_port <<<"$(tcp_of "$evolution" 80)"
  if reachable "$host" "$evolution_port"; then good "Evolution API listens at $host:$evolution_port"; else
    bad "Evolution API does not listen at $host:$evolution_port" "start it, or correct EVOLUTION_API_URL"
  fi
fi
if [ "$(setting WHATSAPP_FAKE_MODE true)" = false ]; then
  if reachable graph.facebook.com 443; then good "graph.facebook.com can be reached"; else
    bad "graph.facebook.com:443 cannot be reached" "check DNS and the firewall; sends wait and are tried again meanwhile"
  fi
else
  good "WhatsApp is simulated: nothing leaves the machine"
fi

echo
if [ "$troubles" -eq 0 ]; then echo "No trouble found."; else echo "Troubles: $troubles"; fi
[ "$troubles" -eq 0 ]
