# shellcheck shell=bash
# Installs Debian packages for ./dev: only those that are missing, and says so first. To be sourced.

# Names of the packages of the given sections of packages.txt.
packages_of() {
  local sections=" $* " section="" name
  while read -r name _; do
    case "$name" in
      '' | '#'*) ;;
      '['*']') section=${name:1:-1} ;;
      *) case "$sections" in *" $section "*) echo "$name" ;; esac ;;
    esac
  done <scripts/packages.txt
}

# Those of the given packages that are not installed.
missing_of() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Services that an installation would start are wanted by the tests as programs only: Debian asks this file before it
# starts one. A file that is there already is somebody's decision and stays.
forbid_services() {
  [ -e /usr/sbin/policy-rc.d ] && return 1
  as_root sh -c 'printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d'
}

# Keeps the services of packages that came just now from starting at the next boot. Only of those: a server that was
# here before belongs to somebody.
leave_services_off() {
  [ -d /run/systemd/system ] || return 0
  local name
  for name in "$@"; do
    case "$name" in postgresql | redis-server) as_root systemctl disable --quiet "$name" 2>/dev/null || true ;; esac
  done
}

# install_packages SECTION…
install_packages() {
  local -a missing
  command -v dpkg-query >/dev/null || {
    echo "dev: this is not Debian; install by hand what scripts/packages.txt lists" >&2
    return 0
  }
  # shellcheck disable=SC2046
  mapfile -t missing < <(missing_of $(packages_of "$@"))
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "dev: installing ${missing[*]}" >&2
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "dev: that takes root; run: apt-get install ${missing[*]}" >&2
    return 1
  fi
  # Old package lists name files that are gone; lists that know every package and are younger than a day will do.
  if ! apt-cache show "${missing[@]}" >/dev/null 2>&1 || [ -z "$(find /var/lib/apt/lists -maxdepth 0 -mtime -1)" ]; then
    as_root apt-get update -qq
  fi
  (
    if forbid_services; then trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT; fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" >&2
  ) || { echo "dev: the installation failed; see above" >&2; return 1; }
  leave_services_off "${missing[@]}"
}
