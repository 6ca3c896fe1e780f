"""`python -m scripts.redaction.corpus test FOLDER` writes the committed sets; `train N [SEED]` prints training text."""

import sys
from collections.abc import Sequence
from itertools import islice
from json import dumps
from pathlib import Path

from scripts.redaction.corpus.build import test_clinic, test_lines, training_lines

_USAGE = "Usage: python -m scripts.redaction.corpus test FOLDER | train LINES [SEED]"


def write_test(folder: Path) -> None:
    """Write the test lines and the roster as JSON lines."""
    folder.mkdir(parents=True, exist_ok=True)
    records = (line.record(f"own-{at}") for at, line in enumerate(test_lines()))
    text = "".join(f"{dumps(record, ensure_ascii=False)}\n" for record in records)
    (folder / "test_lines.jsonl").write_text(text, encoding="utf-8")
    clinic = test_clinic()
    rows = [
        {"name": each.name, "birth_date": each.born.isoformat(), "phone": each.phone, "mrn": each.mrn}
        for each in clinic.patients
    ]
    rows += [{"name": f"{each.given} {each.family}"} for each in clinic.providers]
    text = "".join(f"{dumps(row, ensure_ascii=False)}\n" for row in rows)
    (folder / "roster.jsonl").write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say; return the exit code."""
    match list(arguments):
        case ["test", folder]:
            write_test(Path(folder))
        case ["train", count, *seed]:
            for at, line in enumerate(islice(training_lines(int(seed[0]) if seed else 1), int(count))):
                print(dumps(line.record(f"train-{at}"), ensure_ascii=False))
        case _:
            print(_USAGE, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
