# Functions that Examples/quick-start, Examples/rebuild and Tests/run share: source it.

# Ends with a hint where no Swift toolchain is found.
need_swift() {
  command -v swift >/dev/null 2>&1 && return
  cat >&2 <<'HINT'
There is no Swift toolchain on the PATH. kmem needs Swift 6.2 or later:
  Debian 13 and later:  apt-get install swiftlang
  elsewhere:            https://www.swift.org/install/linux/
HINT
  exit 69
}

# Installs those of the named Debian packages that are missing.
need_packages() {
  local missing=() package sudo=""
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "Installing ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
