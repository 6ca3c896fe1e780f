"""`make vllm`: trains the tiny Llama where it is stale, serves it by a real vLLM, and runs the contract against it.

Prints a short report; `--record` writes it to docs/reference/real-vllm.md too.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from appliance.model import bench as timing
from appliance.model.version import installed
from scripts.lint.base import ROOT
from scripts.tiny_llama.right import Right, pairs_of
from scripts.vllm.accuracy import accuracy
from scripts.vllm.gateway import a_gateway
from scripts.vllm.server import Running, served
from scripts.vllm.tiny import TINY, VLLM, tiny_model

RECORD: Final = ROOT / "docs/reference/real-vllm.md"
TESTS: Final = ("tests/contract/test_model_server.py", "tests/system/test_real_llama.py")
_PAIRS: Final = 300
#: What is asked about, and the share that must be exactly right: with less, training or serving is broken.
_SENTENCES: Final = {
    "alike.jsonl": ("sentences drawn as in training", 0.85),
    "new_words.jsonl": ("sentence forms trained on, with words not seen together in training", 0.75),
    "kept_back.jsonl": ("sentence forms never trained on", 0.65),
}
_CONVERSATIONS: Final = {
    "conversations, asked where unsure": (),
    "every fifth conversation, asked always": ("--asks", "always", "--every", "5"),
}
_HEAD: Final = """# The last run against a real vLLM

Made by `make vllm RECORD=1`. A real vLLM for a processor serves the tiny Llama that `scripts/tiny_llama` trains, over a
Unix socket, with the flags that `sealdesk model serve` renders (and `--enforce-eager`, one thread and 1 GiB for
conversations, for want of a GPU). The figures are those of a model of 0.8 million parameters on the machine named: they
show that the parts work together, and nothing of Llama 3.1's speed or judgement.

"""


def main(words: Sequence[str] | None = None) -> int:
    """Return 0 where every check passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args(words)
    weights, training = tiny_model()
    with tempfile.TemporaryDirectory(prefix="sealdesk-vllm-", ignore_cleanup_errors=True) as folder:
        try:
            with served(weights, VLLM, Path(folder)) as server:
                lines, passed = examined(server, Path(folder))
        except TimeoutError as error:
            log = (Path(folder) / "vllm.log").read_text(encoding="utf-8", errors="replace")
            print(f"{error}\n{log[-3000:]}")
            return 1
    lines = [f"vLLM {installed(VLLM)}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", training, *lines]
    report = "".join(f"- {line}\n" for line in lines)
    print(report, end="")
    if given.record:
        RECORD.write_text(_HEAD + report, encoding="utf-8")
    return 0 if passed else 1


def examined(server: Running, folder: Path) -> tuple[list[str], bool]:
    """Return what was found on a running server, a line each, and whether all of it is right."""
    lines = [f"up after {server.seconds:.0f} s, {server.megabytes()} MB"]
    contract = contracts(server)
    lines.append(f"contract and conversations: {contract}")
    rights, rows = asyncio.run(_asked(server))
    lines += [f"commands on {_SENTENCES[name][0]}: {right}" for name, right in rights.items()]
    lines += [
        f"{row.streams} streams: first token {row.first_p50:.0f} ms (p95 {row.first_p95:.0f}), "
        f"{row.tokens_per_second:.0f} tokens/s, command {row.command_p50:.0f} ms (p95 {row.command_p95:.0f}), "
        f"{row.commands_per_second:.1f} commands/s, {row.commands_well_formed} well formed"
        for row in rows
    ]
    held, harmless = conversations(server, folder)
    strangers = server.strangers()
    lines += [*held, f"addresses beyond this machine among its sockets: {', '.join(strangers) or 'none'}"]
    able = all(right.exact >= _SENTENCES[name][1] * right.asked for name, right in rights.items())
    return lines, able and harmless and "failed" not in contract and "error" not in contract and not strangers


def contracts(server: Running) -> str:
    """Return pytest's last line about the contract, and the conversations where they exist."""
    files = [file for file in TESTS if (ROOT / file).exists()]
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "600", *files]
    done = _run(words, check=False, SEALDESK_MODEL_SERVER=server.address, SEALDESK_MODEL_SERVER_KEY=server.key)
    if done.returncode:
        print(done.stdout[-6000:])
    last = (done.stdout.strip().splitlines() or ["no output: error"])[-1]
    return last.strip("= ")


def conversations(server: Running, folder: Path) -> tuple[list[str], bool]:
    """Return how the set of conversations went behind a gateway, and whether no change was wrong."""
    lines: list[str] = []
    harmless = True
    with a_gateway(folder, server.address, server.key) as address:
        for what, words in _CONVERSATIONS.items():
            command = [sys.executable, "-m", "tests.dialogues.beside", "--gateway", address, *words]
            done = _run(command, check=False)
            harmless = harmless and not done.returncode
            told = [line for line in done.stdout.splitlines() if line.startswith(("embedded", "llama", "asked"))]
            lines += [f"{what}: {' '.join(line.split())}" for line in told]
    return lines, harmless


async def _asked(server: Running) -> tuple[dict[str, Right], list[timing.Timed]]:
    rights = {name: await accuracy(server.address, server.key, pairs_of(TINY / name, _PAIRS)) for name in _SENTENCES}
    async with timing.opened(server.address, server.key) as target:
        return rights, [row async for row in timing.bench(target)]


def _run(words: list[str], *, check: bool = True, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(words, cwd=ROOT, env=environment, check=check, stdout=subprocess.PIPE, text=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
