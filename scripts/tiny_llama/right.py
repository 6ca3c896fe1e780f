"""How many of a model's answers are right: the same count for a served model and for one in plain PyTorch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from services.dialogue.understanding.proposed.parse import parsed


@dataclass(frozen=True, slots=True)
class Right:
    """What was right, of `asked` answers.

    Attributes:
        asked: Answers asked for.
        well_formed: Answers that the appliance can read.
        commands: Answers whose commands are right, spans aside.
        exact: Answers that are right to the letter.
    """

    asked: int
    well_formed: int
    commands: int
    exact: int

    def __str__(self) -> str:
        return (
            f"{self.exact}/{self.asked} exactly right, {self.commands}/{self.asked} with the right commands, "
            f"{self.well_formed}/{self.asked} well formed"
        )


def pairs_of(file: Path, most: int) -> list[dict[str, str]]:
    """Return the first pairs of a file, which begins with a line of its own."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[1 : most + 1]]


def counted(wanted: Sequence[str], answers: Sequence[str]) -> Right:
    """Compare answers with the wanted ones."""
    read = [(parsed(right), parsed(answer)) for right, answer in zip(wanted, answers, strict=True)]
    return Right(
        asked=len(read),
        well_formed=sum(bool(answer) for _, answer in read),
        commands=sum([each.command for each in a] == [each.command for each in b] for a, b in read),
        exact=sum(right == answer for right, answer in read),
    )
