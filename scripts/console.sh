# shellcheck shell=bash
# Builds the web console for ./dev: Node where it is missing or too old, its packages as the lock file says, then
# web/dist. Does only what is needed. To be sourced.

# Whether the Node on the path is one that the console's tools take (web/package.json, engines).
node_will_do() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
}

# install_locked FOLDER: `npm ci`, when the lock file is another one than last time.
install_locked() {
  local folder=$1 now log
  now=$(sha256sum "$folder/package-lock.json" | cut -c1-64)
  [ "$(cat "$folder/node_modules/.charla-lock" 2>/dev/null)" = "$now" ] && return
  echo "dev: installing the packages of $folder" >&2
  log=$(mktemp)
  if ! npm ci --prefix "$folder" --no-progress >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "dev: npm could not install them; it needs its registry once" >&2
    return 1
  fi
  rm -f "$log"
  echo "$now" >"$folder/node_modules/.charla-lock"
}

# Debian 12's own Node is too old for the tools: then its npm brings a newer one, into this folder only.
use_node() {
  local machine
  command -v npm >/dev/null || install_packages console
  node_will_do && return
  case "$(uname -m)" in aarch64 | arm64) machine=arm64 ;; *) machine=x64 ;; esac
  install_locked web/tools/node
  PATH=$PWD/web/tools/node/node_modules/node-linux-$machine/bin:$PATH
  export PATH
  node_will_do || { echo "dev: there is no Node for the console; it wants 20.19, 22.12 or newer" >&2; return 1; }
}

build_console() {
  use_node
  install_locked web
  if [ -f web/dist/.built ] && [ -z "$(find web/src web/public web/index.html web/*.json web/*.ts web/tools/*.mjs -newer web/dist/.built -print -quit)" ]; then
    return
  fi
  echo "dev: building the console" >&2
  npm run --prefix web --silent build >&2
  touch web/dist/.built
}
