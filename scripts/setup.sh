#!/usr/bin/env bash
# Installs what Sealdesk needs into .venv, and says each thing it does. Safe to run again: it does only what is missing.
#
#   scripts/setup.sh demo   what `make demo` needs: Python 3.11, the runtime packages
#   scripts/setup.sh full   what the checks and tests need on top: Chromium, the test packages, the test peers
#
# Needs a Debian 12 machine; root or sudo only where a Debian package is missing.
set -euo pipefail
shopt -s nullglob
cd "$(dirname "$0")/.."

kind="${1:-full}"
venv=.venv
say() { printf '%s\n' "setup: $*"; }
fail() { printf '%s\n' "setup: $1" "       $2" >&2; exit 1; }

case "$kind" in demo | full) ;; *) fail "Unknown kind '$kind'." "Say 'demo' or 'full'." ;; esac

# One Debian package manager call for everything that is missing.
install_debian() {
    local packages=("$@") run=()
    [ "${#packages[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null || fail "Missing: ${packages[*]}." "This is not a Debian machine: install them and run this again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Missing: ${packages[*]}." "As root: apt-get install ${packages[*]}"
        run=(sudo)
    fi
    say "installing Debian packages: ${packages[*]}"
    "${run[@]}" apt-get update -q >/dev/null
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}" >/dev/null
}

# The first Python 3.11 on this machine that can make a virtual environment.
find_python() {
    local name path
    for name in python3.11 python3 /usr/bin/python3.11; do
        path="$(command -v "$name" 2>/dev/null)" || continue
        "$path" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || continue
        printf '%s' "$path"
        return 0
    done
    return 1
}

missing_packages() {
    find_python >/dev/null || printf '%s\n' python3.11 python3.11-venv
    [ -e /etc/ssl/certs/ca-certificates.crt ] || printf '%s\n' ca-certificates
    if [ "$kind" = full ]; then
        command -v git >/dev/null || printf '%s\n' git
        command -v chromium >/dev/null || printf '%s\n' chromium
        [ -x /usr/sbin/nft ] || printf '%s\n' nftables
        [ -e /usr/lib/softhsm/libsofthsm2.so ] || printf '%s\n' softhsm2
        [ -x /usr/bin/systemd-creds ] || printf '%s\n' systemd
        [ -x /usr/bin/swtpm ] || printf '%s\n' swtpm
        [ -x /usr/bin/tpm2_pcrextend ] || printf '%s\n' tpm2-tools
        [ -x /bin/ip ] || [ -x /sbin/ip ] || printf '%s\n' iproute2
    fi
}

make_venv() {
    local python="$1"
    if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        return 0
    fi
    say "making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

install_python_packages() {
    local locks=(-r requirements/runtime.txt -r requirements/build.txt)
    [ "$kind" = demo ] || locks+=(-r requirements/dev.txt)
    say "installing Python packages, each checked against its hash"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: "${locks[@]}"
    say "installing sealdesk itself"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-index --no-build-isolation --editable .
}

# The servers that the tests talk to and nobody here wrote.
install_peers() {
    local lock
    for lock in tests/peers/*/package-lock.json; do
        say "installing the test peer $(dirname "$lock")"
        scripts/npm.sh --prefix "$(dirname "$lock")" ci --no-audit --no-fund --loglevel=error
    done
}

# What was installed, as one fingerprint: the stamp is only as good as the files it was made from.
fingerprint() {
    local files=(scripts/setup.sh pyproject.toml requirements/*.txt tests/peers/*/package-lock.json)
    cat "${files[@]}" | sha256sum | cut -d' ' -f1
}

mapfile -t missing < <(missing_packages)
install_debian "${missing[@]}"
stamp="$venv/.setup-$kind"
now="$(fingerprint)"
if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && "$venv/bin/python" -c 'import appliance' 2>/dev/null; then
    exit 0
fi
if [ "$kind" = demo ] && [ -e "$venv/.setup-full" ] && [ "$(cat "$venv/.setup-full")" = "$now" ]; then
    exit 0
fi
make_venv "$(find_python)" || fail "No Python 3.11 with venv." "As root: apt-get install python3.11-venv"
install_python_packages
[ "$kind" = demo ] || install_peers
printf '%s\n' "$now" >"$stamp"
say "done ($kind)"
