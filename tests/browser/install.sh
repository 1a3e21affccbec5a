#!/bin/sh
# Brings what the browser tests need and is not there: node with npm, and Chromium. Does nothing where all of it is.
set -eu

root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# Installs packages where there is apt.
packages() {
  command -v apt-get >/dev/null || { echo "Please install $*: this machine has no apt-get." >&2; exit 1; }
  root apt-get update -qq
  root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# A browser, not Ubuntu's script of that name, which only tells people to install a snap.
browser() {
  for name in ${CHROMIUM:-} chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do
    path=$(command -v "$name") && ! head -c 4096 "$path" | grep -aq "snap install" && return 0
  done
  return 1
}

command -v npm >/dev/null || packages nodejs npm
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || { echo "The browser tests need node 20 or later; this is $(node -v)." >&2; exit 1; }
browser || packages chromium-headless-shell || packages chromium || true
browser || {
  echo "No Chromium. On Debian: apt-get install chromium. On Ubuntu, where that package is a snap: install google-chrome-stable, or set CHROMIUM." >&2
  exit 1
}
