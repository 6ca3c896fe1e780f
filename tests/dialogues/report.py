"""How the conversations went: verified completion by topic, wrong changes, hand-overs with full context.

Run it by itself to see the report and the transcripts that did not end as they should:
`.venv/bin/python -m tests.dialogues.report`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from services.dialogue.understanding.ports import Adviser
from tests.dialogues.conversation import load_all
from tests.dialogues.run import Result, run


@dataclass(frozen=True, slots=True)
class Row:
    """One topic's figures."""

    topic: str
    held: int
    reached: int
    wrong: int
    turns: float

    @property
    def rate(self) -> float:
        """The share that ended as the patient wanted, verified in the clinic's own records."""
        return self.reached / self.held


async def hold_all(adviser: Adviser | None = None, every: int = 1) -> list[Result]:
    """Hold every (second, third, ...) conversation of the set, with a language model's advice where there is one."""
    return [await run(case, adviser) for case in load_all()[::every]]


def rows_of(results: Sequence[Result]) -> list[Row]:
    """Return the figures by topic, in the order of their names."""
    topics = sorted({each.case.topic for each in results})
    return [_row(topic, [each for each in results if each.case.topic == topic]) for topic in topics]


def _row(topic: str, results: Sequence[Result]) -> Row:
    return Row(
        topic,
        len(results),
        sum(each.reached for each in results),
        sum(each.wrong_changes for each in results),
        median(each.turns for each in results),
    )


def text_of(results: Sequence[Result]) -> str:
    """Return the report as text."""
    lines = [f"{'topic':<18}{'held':>6}{'verified':>10}{'rate':>8}{'wrong':>7}{'turns':>7}"]
    lines += [
        f"{row.topic:<18}{row.held:>6}{row.reached:>10}{row.rate:>8.1%}{row.wrong:>7}{row.turns:>7.0f}"
        for row in rows_of(results)
    ]
    for name, part in _parts(results).items():
        lines.append(f"{name:<18}{len(part):>6}{sum(each.reached for each in part):>10}")
    return "\n".join(lines)


def _parts(results: Sequence[Result]) -> dict[str, list[Result]]:
    return {
        "all": list(results),
        "english": [each for each in results if each.case.lang == "en"],
        "spanish": [each for each in results if each.case.lang == "es"],
        "typed": [each for each in results if each.case.style == "typed"],
        "dictated": [each for each in results if each.case.style == "dictated"],
    }


def main() -> None:
    """Print the report, then each conversation that ended otherwise than it should."""
    results = asyncio.run(hold_all())
    print(text_of(results))  # noqa: T201 a report for a developer's terminal
    for each in results:
        if not each.reached:
            print(f"\n{each.case.id}: wanted {each.case.end}, ended {each.ended}")  # noqa: T201
            print("\n".join(each.transcript))  # noqa: T201


if __name__ == "__main__":
    main()
