"""`make adversary`: 10,000 fuzzed dialogues against a model of random weights, some of them served by a real vLLM.

Prints what came of them; `--record` writes it to docs/reference/adversary.md too.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from appliance.model.version import installed
from scripts.lint.base import ROOT
from scripts.vllm.gateway import a_gateway
from scripts.vllm.server import served
from scripts.vllm.tiny import VLLM, random_model

RECORD: Final = ROOT / "docs/reference/adversary.md"
_HEAD: Final = """# The last run of the adversary

Made by `make adversary RECORD=1`. A Llama of random weights says anything that the schema of the commands allows, a
patient who says anything answers it, and a judge looks at every turn: nothing of an appointment told or read before
the identity is checked, nothing written without a yes to exactly what was read back, at most one change for one
read-back.

Most dialogues draw the model's answers in the process. In the rest a real vLLM serves random weights behind the real
gateway, and draws at temperature 1; nine questions in ten hold its spans to stretches of the message, because code
drops every other span, and random weights would hardly ever be heard. Every second dialogue asks the model about each
message that it may be asked about, the others only where the embedded understander is unsure.

"""


def main(words: Sequence[str] | None = None) -> int:
    """Return 0 where no rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", type=int, default=10_000, help="all of them")
    parser.add_argument("--real", type=int, default=300, help="how many of them with the real vLLM")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args(words)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sealdesk-vllm-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        with served(random_model(), VLLM, here) as server, a_gateway(here, server.address, server.key) as address:
            told, status = fuzzed(
                ["--gateway", address, "--dialogues", str(given.dialogues), "--real", str(given.real)]
            )
    lines = [
        f"vLLM {installed(VLLM)}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        *told,
        f"{time.monotonic() - began:.0f} s in all",
    ]
    report = "".join(f"- {line}\n" for line in lines)
    print(report, end="")
    if given.record:
        RECORD.write_text(_HEAD + report, encoding="utf-8")
    return status


def fuzzed(words: Sequence[str]) -> tuple[list[str], int]:
    """Return what the fuzzed dialogues say of themselves, and their status."""
    command = [sys.executable, "-m", "tests.dialogues.fuzz", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return [line for line in done.stdout.splitlines() if line], done.returncode


if __name__ == "__main__":
    sys.exit(main())
