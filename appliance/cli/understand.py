"""`sealdesk understand`: reads JSON lines, answers each at once with the commands and times it understood."""

from typing import TextIO


def run(source: TextIO, sink: TextIO) -> None:
    """Answer each line of `source` on `sink` before the next one is read."""
    from services.dialogue.understanding.lines import answer

    for line in iter(source.readline, ""):
        if line.strip():
            sink.write(answer(line) + "\n")
            sink.flush()
