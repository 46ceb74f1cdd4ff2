# Functions that Examples/quick-start, Examples/rebuild and Tests/run share: source it.

# Ends with a hint where no Swift toolchain is found, or one that is too old: before a build begins, which would say it in riddles.
need_swift() {
  local have
  have=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+(\.[0-9]+)?).*/\1/p' | head -n 1) || have=
  if [ -n "$have" ] && printf '6.2\n%s\n' "$have" | sort -V -C; then return; fi
  if [ -n "$have" ]; then
    echo "kmem needs Swift 6.2 or later, and $(command -v swift) is Swift $have." >&2
  else
    echo "kmem needs Swift 6.2 or later, and there is no Swift toolchain on the PATH." >&2
  fi
  cat >&2 <<'HINT'
  Debian 12 and 13, and most systems:  https://www.swift.org/install/linux/
  Debian sid:                          apt-get install swiftlang
Debian 13 has a swiftlang too, but 6.0.3 cannot build kmem.
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
