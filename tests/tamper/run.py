"""Runs the attacks and the clean logs through the verifier, as a file on its own, and counts.

    python -m tests.tamper.run [--trials 60] [--clean 1000]

Exit 0: every attack was detected and no clean log was called anything but valid.
"""

import argparse
import random
import sys
import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from compliance.verify import sealdesk_verify as verifier
from tests.doubles.exports import Ledger, log_key, witness_key, write
from tests.doubles.ledger import keys
from tests.tamper.attacks import KINDS, Kind
from tests.tamper.ledger_files import Base, tampered
from tests.tamper.scene import FIRST_KEY, WITNESS, Export, scene

VKEY, WITNESS_KEY = FIRST_KEY.key.vkey, WITNESS.key.vkey
SCENES = 5


def checked(files: Export, folder: Path, *arguments: str, zipped: bool = False) -> int:
    """Write an export, as a folder or a zip, and return the verifier's exit status."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        export = write(Path(place) / "export", files)
        if zipped:
            export = Path(place) / "export.zip"
            with zipfile.ZipFile(export, "w") as archive:
                for path, content in files.items():
                    archive.writestr(path, content)
        report = verifier.verify(export, verifier.trust_of(verifier.parser().parse_args([str(export), *arguments])))
    return report.status()


@dataclass
class Outcome:
    """What came of one class: statuses without a witness, and with what the witness saw."""

    alone: Counter[int] = field(default_factory=Counter)
    witnessed: Counter[int] = field(default_factory=Counter)
    refused: int = 0
    """How often the ledger itself refused to start, or to export."""

    def detected(self, kind: Kind) -> int:
        """How many trials ended as invalid or diverged, by the means that the class needs."""
        counts = self.witnessed if kind.needs_witness else self.alone
        return counts[verifier.INVALID] + counts[verifier.DIVERGED]


def run_class(name: str, trials: int, folder: Path) -> Outcome:
    """Try one class at seeded random places."""
    kind, outcome = KINDS[name], Outcome()
    for trial in range(trials):
        chance = random.Random(f"{name} {trial}")  # noqa: S311 a seeded place
        honest = scene(trial % SCENES)
        files = kind.attack(honest, chance)
        zipped = chance.random() < 0.2
        outcome.alone[checked(files, folder, "--vkey", VKEY, zipped=zipped)] += 1
        if kind.needs_witness:
            seen = folder / "witness-saw"
            seen.write_text(honest.newest.encode())
            trusted = ("--vkey", VKEY, "--witness", WITNESS_KEY, "--checkpoint", str(seen))
            outcome.witnessed[checked(files, folder, *trusted, zipped=zipped)] += 1
    return outcome


PAGES = "page and WAL edits"


def run_pages(trials: int, folder: Path) -> Outcome:
    """Try edits of a real ledger's files; the auditor holds one checkpoint from before."""
    base, outcome = Base(folder / "pages"), Outcome()
    kept = folder / "kept-before"
    kept.write_text(base.seen.encode())
    trusted = ("--vkey", keys().signers[0].key.vkey, "--checkpoint", str(kept))
    for trial in range(trials):
        files = tampered(base, trial, random.Random(f"{PAGES} {trial}"))  # noqa: S311 a seeded place
        if files is None:
            outcome.refused += 1
        else:
            outcome.alone[checked(files, folder, *trusted)] += 1
    return outcome


def clean(number: int, folder: Path) -> int:
    """Make an honest log from a seed and return the verifier's status."""
    chance = random.Random(f"clean {number}")  # noqa: S311 a seeded place
    witness, ledger = witness_key(1), Ledger(number, log_key(0))
    ledger.grow(chance.randrange(1, 300))
    kept = folder / "kept"
    kept.write_text(ledger.checkpoint().encode())
    if chance.random() < 0.4:
        ledger.rotate(log_key(1)).grow(chance.randrange(40))
    if chance.random() < 0.4:
        ledger.shred(chance.choice(ledger.events).filing.patient)
        ledger.grow(chance.randrange(40))
    note = ledger.checkpoint(None, witness)
    part = None
    if chance.random() < 0.3:
        part = sorted(chance.sample(range(ledger.size), chance.randrange(ledger.size + 1)))
    files = ledger.contents(note, part=part)
    trusted = ["--vkey", VKEY, "--witness", witness.key.vkey]
    if part is None and chance.random() < 0.5:
        trusted += ["--checkpoint", str(kept)]
    return checked(files, folder, *trusted, zipped=chance.random() < 0.2)


def main(arguments: list[str] | None = None) -> int:
    """Run everything and print a line for each class."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=60)
    parser.add_argument("--clean", type=int, default=1000)
    options = parser.parse_args(arguments)
    missed = 0
    with tempfile.TemporaryDirectory() as place:
        for name, kind in KINDS.items():
            outcome = run_class(name, options.trials, Path(place))
            missed += options.trials - outcome.detected(kind)
            words = {verifier.WORDS[status].lower(): count for status, count in sorted(outcome.alone.items())}
            line = f"{name:32} {outcome.detected(kind):3} of {options.trials}  alone: {words}"
            sys.stdout.write(line + ("  NEEDS A WITNESS\n" if kind.needs_witness else "\n"))
            sys.stdout.flush()
        pages = run_pages(options.trials, Path(place))
        found = pages.refused + pages.detected(Kind(lambda _scene, _chance: {}))
        missed += options.trials - found
        sys.stdout.write(f"{PAGES:32} {found:3} of {options.trials}  the ledger refused: {pages.refused}\n")
        alarms = sum(clean(number, Path(place)) != verifier.VALID for number in range(options.clean))
    sys.stdout.write(f"{alarms} false alarms on {options.clean} clean logs\n")
    return 1 if missed or alarms else 0


if __name__ == "__main__":
    sys.exit(main())
