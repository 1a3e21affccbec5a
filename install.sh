#!/bin/sh
# Brings what a bare machine lacks for one goal, and does nothing where all of it is there.
#   sh install.sh build      a C compiler, for SQLite and TLS; npm, for the typeface
#   sh install.sh test       that, cargo's fmt and clippy, Node 20 or later, and Chromium
set -eu

root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# Installs packages where there is apt.
packages() {
  command -v apt-get >/dev/null || { echo "Please install $*: this machine has no apt-get." >&2; return 1; }
  root apt-get update -qq
  root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

rust() {
  command -v cargo >/dev/null || { echo "Please install Rust 1.95 or later: https://rustup.rs" >&2; exit 1; }
}

compiler() {
  command -v cc >/dev/null || packages gcc libc6-dev
}

# Without npm pages use the system's own typeface: no reason to stop, or to ask for a password.
npm_if_possible() {
  command -v npm >/dev/null && return
  if [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; then packages nodejs npm || true; fi
}

lints() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || rustup component add rustfmt clippy
}

node_to_test_with() {
  command -v npm >/dev/null || packages nodejs npm
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || { echo "The browser tests need node 20 or later; this is $(node -v)." >&2; exit 1; }
}

# A browser, not Ubuntu's script of that name, which only tells people to install a snap.
has_browser() {
  for name in ${CHROMIUM:-} chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do
    path=$(command -v "$name") && ! head -c 4096 "$path" | grep -aq "snap install" && return 0
  done
  return 1
}

browser() {
  has_browser || packages chromium-headless-shell || packages chromium || true
  has_browser || {
    echo "No Chromium. On Debian: apt-get install chromium. On Ubuntu, where that package is a snap: install google-chrome-stable, or set CHROMIUM." >&2
    exit 1
  }
}

rust
compiler
case "$1" in
  build) npm_if_possible ;;
  test) lints; node_to_test_with; browser ;;
  *) echo "build or test?" >&2; exit 2 ;;
esac
