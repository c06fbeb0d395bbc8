# Shared by all scripts: the location of the tools, the output of steps, and Debian packages.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Tools are installed once, outside the checkout, and kept for the next clone.
tools=${FRONTROW_TOOLS:-$HOME/.cache/frontrow}
mkdir -p "$tools/bin"

# The build profile of the program (Cargo.toml: release, quick, dev), and the folder of its build.
profile=${FRONTROW_PROFILE:-release}
built=${CARGO_TARGET_DIR:-$root/target}/$([ "$profile" = dev ] && echo debug || echo "$profile")

# compile_with_clippy: from now on Clippy's driver compiles the workspace instead of rustc, and a warning fails the build. So linting needs
# no separate compilation. Do not use it for releases, because the driver turns some optimisation off.
compile_with_clippy() {
    # The driver is named without a path, because the name becomes part of the fingerprint and must be the same in every checkout.
    printf '#!/bin/sh\nexec clippy-driver "$@" -D warnings\n' >"$tools/bin/clippy-rustc"
    chmod +x "$tools/bin/clippy-rustc"
    export RUSTC_WORKSPACE_WRAPPER=clippy-rustc
}

# link_with_lld: from now on, LLVM's linker links all programs, if setup-rust has installed it for WebAssembly. There are dozens of test
# programs of 100 to 200 MB, `make dev` links the server after each change, and GNU's linker takes seconds for each. The C compiler finds
# LLVM's linker as `ld` on the path of with-tools: with an option of rustc, or with COMPILER_PATH, cargo would compile the dependencies again.
link_with_lld() {
    local lld
    lld=$(command -v ld.lld-22 || command -v ld.lld) || return 0
    mkdir -p "$tools/lld"
    ln -sfn "$lld" "$tools/lld/ld"
    export FRONTROW_LLD="$tools/lld"
}

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

# fail WHAT HOW: names the missing piece and the command that installs it.
fail() {
    printf '\033[1;31mmissing:\033[0m %s\n  try: %s\n' "$1" "$2" >&2
    exit 1
}

# step NAME USUAL-TIME COMMAND...: runs COMMAND with its output in a log, and prints a line every half minute.
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

# checked NAME COMMAND...: runs COMMAND with its output shown, and prints how long it took. Ends the script if it fails.
checked() {
    local name=$1 began
    shift
    began=$(date +%s)
    say "$name"
    "$@" || { printf '\033[1;31mfailed:\033[0m %s\n' "$name" >&2; exit 1; }
    printf '    %s s\n' "$(($(date +%s) - began))" >&2
}

# beside NAME COMMAND...: starts COMMAND in the background, with its output in a log; `joined` waits for it. Only one can run at a time. It has a
# separate process group, which ends with the script.
beside() {
    local name=$1
    shift
    beside_log="$tools/log/$(printf '%s' "$name" | tr -cs 'A-Za-z0-9' '-').log"
    mkdir -p "$tools/log"
    say "Beside what follows: $name (log: $beside_log)"
    set -m
    "$@" >"$beside_log" 2>&1 &
    beside=$!
    set +m
    trap 'kill -- "-$beside" 2>/dev/null || true' EXIT
}

# joined: waits for the command of `beside`, prints its output, and fails if it failed.
joined() {
    local status=0
    wait "$beside" || status=$?
    trap - EXIT
    cat "$beside_log" >&2
    return "$status"
}

# one_at_a_time LOCK WHAT: waits until no other script has locked the file LOCK, and says so while it waits. Then locks it until this script ends.
one_at_a_time() {
    command -v flock >/dev/null || fail "flock" "apt-get install util-linux"
    exec 9>"$1"
    flock --nonblock 9 && return
    say "Waiting for another run to finish $2 (lock: $1)"
    flock 9
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

# debian PACKAGES...: installs Debian packages. Fails without apt or the right to use it.
debian() {
    command -v apt-get >/dev/null || return 1
    can_be_root || return 1
    if [ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mmin -1440 2>/dev/null | head -n 1)" ]; then
        as_root apt-get update -qq
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# The folder of Debian packages that are unpacked and not installed: programs for single checks.
packages=$tools/deploy

# unpack NAME PACKAGES...: unpacks the packages' files to $packages/NAME.
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

# program NAME PACKAGE-FILE PACKAGES...: prints the path of the system's program, otherwise that of the package's. Empty if there is
# neither.
program() {
    local name=$1 file=$2
    shift 2
    command -v "$name" && return
    if unpack "$name" "$@"; then printf '%s\n' "$packages/$name/$file"; fi
}

# python_environment REQUIREMENTS WHAT: prints the folder of programs of a Python environment with these packages of PyPI. Creates it if
# necessary. Its name depends on its content, so that checkouts of different versions do not disturb each other.
python_environment() {
    local requirements=$1 what=$2 name python
    name=$(basename "$(dirname "$requirements")")
    python="$tools/$name-$(sha256sum "$requirements" | cut -c1-12)"
    if [ ! -f "$python/complete" ]; then
        command -v python3 >/dev/null || fail "Python 3.11 or newer" "apt-get install python3 python3-venv"
        rm -rf "$python"
        if ! python3 -m venv "$python" 2>/dev/null; then
            rm -rf "$python"
            step "python3-venv from Debian packages" "10 s" debian python3-venv || fail "Python's venv" "apt-get install python3-venv"
            python3 -m venv "$python"
        fi
        step "$what from PyPI" "30 s" "$python/bin/pip" install --quiet --no-deps --requirement "$requirements" ||
            fail "the Python packages of $name/" "$python/bin/pip install -r $name/requirements.txt"
        touch "$python/complete"
    fi
    printf '%s\n' "$python/bin"
}

# forget_stale_front TARGET: deletes code for browsers that was compiled with a standard library that no longer exists, because cargo does
# not notice. The names of a library's files do not change when it is built again from another directory, but its code then fits no crate
# that was compiled before.
forget_stale_front() {
    local front=$1/front now
    now=$(cd "$("$root/scripts/with-tools" rustc --print target-libdir --target wasm32-unknown-unknown)" &&
        find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
    if [ -d "$front" ] && [ "$(cat "$front/standard-library" 2>/dev/null)" != "$now" ]; then rm -rf "$front"; fi
    mkdir -p "$front"
    printf '%s\n' "$now" >"$front/standard-library"
}
