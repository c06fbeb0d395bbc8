# Shared by the set-up scripts: where tools live, how a step is told, how Debian packages are had.
# Sourced, never run.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Tools that a step needs are installed once, outside the checkout, and kept for the next clone.
tools=${FRONTROW_TOOLS:-$HOME/.cache/frontrow}
mkdir -p "$tools/bin"

# The profile in which the program under test is built, and where cargo puts it.
profile=${FRONTROW_PROFILE:-release}
built=${CARGO_TARGET_DIR:-$root/target}/$([ "$profile" = dev ] && echo debug || echo "$profile")

# compile_with_clippy: from here on Clippy's driver compiles the workspace instead of rustc, and a warning fails the build. So linting needs
# no compilation of its own. Not for releases: the driver turns some optimisation off.
compile_with_clippy() {
    # Found by its name, which is part of the name of what it compiles: the same in every checkout.
    printf '#!/bin/sh\nexec clippy-driver "$@" -D warnings\n' >"$tools/bin/clippy-rustc"
    chmod +x "$tools/bin/clippy-rustc"
    export RUSTC_WORKSPACE_WRAPPER=clippy-rustc
}

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

# fail WHAT HOW: names the missing piece and the command that would bring it.
fail() {
    printf '\033[1;31mmissing:\033[0m %s\n  try: %s\n' "$1" "$2" >&2
    exit 1
}

# step NAME USUAL-TIME COMMAND...: runs COMMAND, its output in a log, with a line every half minute while it lasts.
step() {
    local name=$1 usual=$2 log started pid waited=0
    shift 2
    log="$tools/log/$(printf '%s' "$name" | tr -cs 'A-Za-z0-9' '-').log"
    mkdir -p "$tools/log"
    started=$(date +%s)
    say "$name (usually $usual; log: $log)"
    "$@" >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 1
        waited=$((waited + 1))
        if [ $((waited % 30)) -eq 0 ]; then
            printf '    … %s s: %s\n' "$(($(date +%s) - started))" "$(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)" >&2
        fi
    done
    if ! wait "$pid"; then
        tail -n 25 "$log" >&2
        printf '\033[1;31mfailed:\033[0m %s after %s s\n' "$name" "$(($(date +%s) - started))" >&2
        return 1
    fi
    printf '    done in %s s\n' "$(($(date +%s) - started))" >&2
}

# checked NAME COMMAND...: runs COMMAND with its output shown, and says how long it took. Ends the script where it fails.
checked() {
    local name=$1 began
    shift
    began=$(date +%s)
    say "$name"
    "$@" || { printf '\033[1;31mfailed:\033[0m %s\n' "$name" >&2; exit 1; }
    printf '    %s s\n' "$(($(date +%s) - began))" >&2
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

# debian PACKAGES...: installs Debian packages; fails where there is no apt or no right to use it.
debian() {
    command -v apt-get >/dev/null || return 1
    can_be_root || return 1
    if [ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mmin -1440 2>/dev/null | head -n 1)" ]; then
        as_root apt-get update -qq
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# Where Debian packages are unpacked that are not installed: programs for single checks.
packages=$tools/deploy

# unpack NAME PACKAGES...: the packages' files, under $packages/NAME.
unpack() {
    local to=$packages/$1
    shift
    [ -d "$to/usr" ] && return
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    rm -rf "$to" && mkdir -p "$to/debs"
    if ! (cd "$to/debs" && { apt-get download -qq "$@" || { debian_lists && apt-get download -qq "$@"; }; }) >"$to/log" 2>&1; then return 1; fi
    for package in "$to"/debs/*.deb; do dpkg-deb -x "$package" "$to" || return 1; done
    rm -rf "$to/debs"
}

debian_lists() { can_be_root && as_root apt-get update -qq; }

# program NAME PACKAGE-FILE PACKAGES...: the program of the system, or else that of its package; empty where neither can be had.
program() {
    local name=$1 file=$2
    shift 2
    command -v "$name" && return
    if unpack "$name" "$@"; then printf '%s\n' "$packages/$name/$file"; fi
}

# forget_stale_front TARGET: what was compiled for browsers with a standard library that is no longer there is of no use, and cargo does not
# notice.
forget_stale_front() {
    local front=$1/front now
    now=$(ls "$("$root/scripts/with-tools" rustc --print target-libdir --target wasm32-unknown-unknown)" | sha256sum)
    if [ -d "$front" ] && [ "$(cat "$front/standard-library" 2>/dev/null)" != "$now" ]; then rm -rf "$front"; fi
    mkdir -p "$front"
    printf '%s\n' "$now" >"$front/standard-library"
}
