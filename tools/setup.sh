#!/bin/sh
# Installs what this checkout needs, once, and says nothing where all is in place. Run by `npm test`, sourced by ./cleartitle.
#
# Proof of a finished install is a copy of package-lock.json, written into node_modules last: an install that was cut
# short, or that belongs to another lock file, is never taken for a finished one.
#
# In: CLEARTITLE_ROOT (set by the launcher; otherwise the folder above this file). Ends with status 2 where it cannot work.

root=${CLEARTITLE_ROOT:-$(CDPATH= cd -P -- "$(dirname -- "$0")/.." && pwd)}
stamp=$root/node_modules/.cleartitle-installed
unfinished=$root/node_modules/.cleartitle-installing
lock=$root/.cache/install.lock
log=$root/.cache/install.log

installed() { cmp -s -- "$root/package-lock.json" "$stamp"; }

say() { printf '%s\n' "cleartitle: $*" >&2; }

# Progress is for people: it goes to standard error, and only where that is a terminal.
progress() { if [ -t 2 ]; then printf '\r\033[K%s' "$*" >&2; fi; }

# The lock is a symbolic link whose target is its owner's process id: made in one step, it never exists without an owner.
# A lock whose owner is gone is broken under a guard, so that two who find it cannot break each other's new one.
take_lock() {
  waited=0
  until ln -s "$$" "$lock" 2>/dev/null; do
    owner=$(readlink "$lock" 2>/dev/null) || owner=
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      if mkdir "$lock.break" 2>/dev/null; then
        if [ "$(readlink "$lock" 2>/dev/null)" = "$owner" ]; then rm -f "$lock"; fi
        rmdir "$lock.break"
        continue
      fi
    fi
    if [ "$waited" -ge 900 ]; then
      say "another start (process ${owner:-unknown}) has been installing for 15 minutes." \
        "If none is running, delete $lock and $lock.break and start again."
      exit 2
    fi
    progress "Waiting for another start that is installing … ${waited} s"
    sleep 1
    waited=$((waited + 1))
  done
}

drop_lock() { if [ "$(readlink "$lock" 2>/dev/null)" = "$$" ]; then rm -f "$lock"; fi; }

# After a failure or Ctrl-C nothing stays behind that a later start could mistake for an install.
abandon() {
  trap '' INT TERM HUP
  if [ -n "${npm_pid:-}" ]; then kill "$npm_pid" 2>/dev/null; wait "$npm_pid" 2>/dev/null; fi
  if [ -e "$unfinished" ]; then rm -rf "$root/node_modules"; fi
  drop_lock
  progress ""
  exit "$1"
}

explain_failure() {
  if grep -Eq 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|EHOSTUNREACH|network' "$log"; then
    say "the packages it needs could not be fetched: the npm registry cannot be reached from here."
    say "Connect to the network (or set npm's registry or proxy) and start again; this is needed only once."
  else
    say "installing what it needs failed: $(grep -E 'npm (error|ERR!)' "$log" | head -n 1)"
  fi
  say "Nothing was left half installed. npm's own words are in $log"
}

install() {
  if ! command -v npm >/dev/null 2>&1; then
    say "npm was not found, and it is needed once to install. Get Node.js (any version from 20) from https://nodejs.org and start again."
    exit 2
  fi
  if ! mkdir -p "$root/.cache" 2>/dev/null || ! [ -w "$root" ]; then
    say "cannot write to $root, so nothing can be installed there. Make the folder writable, or copy it to one that is."
    exit 2
  fi
  take_lock
  trap 'abandon 130' INT
  trap 'abandon 143' TERM HUP
  if installed; then drop_lock; trap - INT TERM HUP; progress ""; return; fi
  # An install that was killed may have left packages with half their files, which npm would take for whole ones.
  if [ -e "$unfinished" ]; then rm -rf "$root/node_modules"; fi
  mkdir -p "$root/node_modules" && rm -f "$stamp" && : >"$unfinished" || abandon 2
  # `npm ci` would refuse a lock file without the packages for other platforms; `install --no-save` keeps to the same lock.
  (cd "$root" && exec npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error --prefer-offline \
    --fetch-retries=2 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000) >"$log" 2>&1 </dev/null &
  npm_pid=$!
  seconds=0
  while kill -0 "$npm_pid" 2>/dev/null; do
    progress "Installing what Cleartitle needs (only this once) … ${seconds} s"
    sleep 1
    seconds=$((seconds + 1))
  done
  wait "$npm_pid"
  status=$?
  npm_pid=
  progress ""
  if [ "$status" -ne 0 ]; then explain_failure; abandon 2; fi
  cp -- "$root/package-lock.json" "$stamp.part" && mv -- "$stamp.part" "$stamp" && rm -f "$unfinished" || abandon 2
  drop_lock
  trap - INT TERM HUP
}

installed || install
