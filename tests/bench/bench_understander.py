"""How long one line of `sealdesk understand` takes: p50, p95, p99 and the longest message, in milliseconds.

Run: python tests/bench/bench_understander.py
"""

import json
import time
from pathlib import Path

from services.dialogue.understanding.lines import answer

_PHRASES = Path(__file__).parents[1] / "services" / "dialogue" / "understanding" / "phrases"
_LONG = ("tuesday or " * 1000, "9" * 10_000, "(" * 10_000, "no puedo " * 1200)


def _milliseconds(line: str) -> float:
    start = time.perf_counter()
    answer(line)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Time every phrase three times, then messages of 10,000 characters."""
    lines = [
        line for file in sorted(_PHRASES.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()
    ]
    _milliseconds(lines[0])
    times = sorted(_milliseconds(line) for _ in range(3) for line in lines)
    for name, share in (("p50", 0.50), ("p95", 0.95), ("p99", 0.99)):
        print(f"{name} {times[int(len(times) * share)]:.2f} ms over {len(times)} lines")
    now = json.loads(lines[0])["now"]
    longest = max(_milliseconds(json.dumps({"text": text, "now": now, "lang": None, "asked": None})) for text in _LONG)
    print(f"10,000 characters {longest:.2f} ms at most")


if __name__ == "__main__":
    main()
