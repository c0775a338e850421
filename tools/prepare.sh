#!/bin/sh
# Makes a checkout ready to run: packages installed, clients generated, sources built. Does nothing, in a few milliseconds, when
# all of that is done already. Called by ./berth and by tools/test.mjs; needs only a POSIX shell, Node 20 and npm.
#
#   sh tools/prepare.sh [--no-build]
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
cd "$root" || exit 1
state="$root/node_modules/.berth"
work="$root/.berth"
minimum_node=20

say() { printf '%s\n' "berth: $*" >&2; }

fail() {
  say "$1"
  [ $# -lt 2 ] || printf '       %s\n' "$2" >&2
  exit 1
}

# Runs "$@" with its output in a log, showing the seconds on a terminal; on failure the end of the log is shown.
run_logged() {
  log="$work/$1.log"
  title=$2
  shift 2
  say "$title …"
  begin=$(date +%s)
  "$@" >"$log" 2>&1 &
  child=$!
  trap 'kill "$child" 2>/dev/null; rm -rf "$lock"; exit 130' INT TERM
  if [ -t 2 ]; then
    while kill -0 "$child" 2>/dev/null; do
      printf '\r       %s s ' "$(($(date +%s) - begin))" >&2
      sleep 1
    done
    printf '\r             \r' >&2
  fi
  wait "$child"
  code=$?
  trap - INT TERM
  [ "$code" -eq 0 ] || return "$code"
  say "$title: done in $(($(date +%s) - begin)) s"
}

# Two preparations at once would write to the same files: the second waits, and takes over from one that was killed.
take_lock() {
  lock="$work/prepare.lock"
  mkdir -p "$work" || fail "cannot write to $work" "Make the checkout writable, or clone it where you may write."
  waited=0
  while ! mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/pid" 2>/dev/null || echo)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$lock"
      continue
    fi
    [ "$waited" -ne 0 ] || say "waiting for another berth that prepares this checkout"
    waited=$((waited + 1))
    [ "$waited" -le 600 ] || fail "another preparation has not ended for ten minutes" "If none is running, remove $lock"
    sleep 1
  done
  echo $$ >"$lock/pid"
}

require_node() {
  command -v node >/dev/null 2>&1 || fail "node is not installed" "Install Node $minimum_node or newer with npm, then run this again."
  version=$(node -p 'process.versions.node' 2>/dev/null) || fail "node does not run" "Try: node --version"
  [ "${version%%.*}" -ge "$minimum_node" ] || fail "node $version is too old" "Install Node $minimum_node or newer, then run this again."
  command -v npm >/dev/null 2>&1 || fail "npm is not installed" "Install npm (it comes with Node), then run this again."
}

installed() { [ -d node_modules ] && cmp -s package-lock.json "$state/package-lock.json"; }

# npm ci makes a fresh tree and is exact; an existing one is only brought up to date, in a second or two, under whoever uses it.
install() {
  require_node
  if [ -d node_modules ]; then
    run_logged install "updating packages (npm install)" npm install --no-save --ignore-scripts --no-audit --no-fund || install_failed
  elif ! run_logged install "installing packages (npm ci, the first time only)" npm ci --ignore-scripts --no-audit --no-fund; then
    grep -q 'EUSAGE\|from lock file' "$work/install.log" || install_failed
    say "npm ci does not accept the lockfile here; trying npm install"
    run_logged install "installing packages (npm install)" npm install --no-save --ignore-scripts --no-audit --no-fund || install_failed
  fi
  mkdir -p "$state" && cp package-lock.json "$state/package-lock.json"
}

install_failed() {
  rm -rf "$lock"
  if grep -q 'ENOTFOUND\|EAI_AGAIN\|ECONNREFUSED\|ECONNRESET\|ETIMEDOUT\|ENETUNREACH' "$work/install.log"; then
    fail "the packages could not be fetched: no network, or the npm registry cannot be reached" "Check the network (npm ping), then run this again."
  fi
  if grep -q 'ENOSPC' "$work/install.log"; then fail "the disk is full" "Free some 1 GB and run this again."; fi
  grep -v 'EBADENGINE' "$work/install.log" | tail -n 15 | sed 's/^/       /' >&2
  fail "the packages could not be installed" "The whole output is in $work/install.log"
}

schema=libs/postgres/prisma/schema.prisma

generated() {
  [ ! -f "$schema" ] && return 0
  output=$(sed -n 's/^[[:space:]]*output[[:space:]]*=[[:space:]]*"\(.*\)".*/\1/p' "$schema" | head -n 1)
  [ -z "$output" ] || [ -d "libs/postgres/prisma/$output" ] || return 1
  cmp -s "$schema" "$state/schema.prisma"
}

# Prisma only writes source files here; without this setting it would first fetch an engine that is not needed for that.
generate() {
  PRISMA_SCHEMA_ENGINE_BINARY=/bin/true CHECKPOINT_DISABLE=1 PATH="$root/node_modules/.bin:$PATH" \
    run_logged prisma "generating the database client" sh -c "cd libs/postgres && prisma generate --schema prisma/schema.prisma" || {
    rm -rf "$lock"
    tail -n 15 "$work/prisma.log" | sed 's/^/       /' >&2
    fail "the database client could not be generated" "The whole output is in $work/prisma.log"
  }
  cp "$schema" "$state/schema.prisma"
}

built() {
  [ -f "$state/built" ] && [ -f libs/core/dist/.tsbuildinfo ] || return 1
  [ ! -f apps/cli/src/main.ts ] || [ -f apps/cli/dist/main.js ] || return 1
  newer=$(find libs services apps tsconfig.json tsconfig.base.json -name node_modules -prune -o -name dist -prune -o \
    \( -name '*.ts' -o -name '*.tsx' -o -name 'tsconfig*.json' -o -path '*/gen/*.js' \) -newer "$state/built" -print 2>/dev/null | head -n 1)
  [ -z "$newer" ]
}

build() {
  mkdir -p "$state"
  : >"$state/building"
  run_logged build "building" "$node" node_modules/typescript/lib/tsc.js -b || {
    rm -rf "$lock"
    tail -n 30 "$work/build.log" | sed 's/^/       /' >&2
    fail "the sources do not build" "Mend the errors above; npm run check shows them all."
  }
  mv "$state/building" "$state/built"
}

choose_node() {
  node="$root/node_modules/.bin/node"
  [ -x "$node" ] || node=$(command -v node) || fail "node is not installed"
}

ready() { installed && generated && { [ "${1:-}" = --no-build ] || built; }; }

ready "$@" && exit 0
take_lock
installed || install
choose_node
generated || generate
[ "${1:-}" = --no-build ] || built || build
rm -rf "$lock"
