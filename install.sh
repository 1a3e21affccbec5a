#!/bin/sh
# Brings what a bare machine lacks for one goal, and does nothing where all of it is there.
#   sh install.sh build      a C compiler, for SQLite and TLS
#   sh install.sh test       that, cargo's fmt and clippy, npm, Node 20 or later, and Chromium with a font
set -eu
cd "$(dirname "$0")"

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

lints() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || rustup component add rustfmt clippy
}

# Distributions that are still in use have Node 18: then npm brings one of the project's own, into tests/node.
node_to_test_with() {
  command -v npm >/dev/null || packages nodejs npm
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] && return
  [ tests/node/node_modules/.package-lock.json -nt tests/node/package-lock.json ] || npm ci --prefix tests/node
  # A link of our own: npm 9, which comes with that Node, makes none for an optional package.
  mkdir -p tests/node/bin
  ln -sf "$PWD"/tests/node/node_modules/node-linux-*/bin/node tests/node/bin/node
  tests/node/bin/node --version >/dev/null || { echo "The browser tests need node 20 or later; this is $(node -v)." >&2; exit 1; }
}

# A browser, not Ubuntu's script of that name, which only tells people to install a snap.
has_browser() {
  for name in ${CHROMIUM:-} chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do
    path=$(command -v "$name") && ! head -c 4096 "$path" | grep -aq "snap install" && return 0
  done
  return 1
}

browser() {
  has_browser || packages chromium-headless-shell fonts-dejavu-core || packages chromium fonts-dejavu-core || true
  has_browser || {
    echo "No Chromium. On Debian: apt-get install chromium. On Ubuntu, where that package is a snap: install google-chrome-stable, or set CHROMIUM." >&2
    exit 1
  }
}

rust
compiler
case "$1" in
  build) ;;
  test) lints; node_to_test_with; browser ;;
  *) echo "build or test?" >&2; exit 2 ;;
esac
