"""The command line's own help, as the README and docs/reference/cli.md print it."""

import os
from collections.abc import Iterator

import typer.main
from typer.testing import CliRunner

from appliance.cli.app import app

_INTRODUCTION = """# The command `sealdesk`

Made from the code by `make docs`. Exit codes: 0 all is well, 1 something is not, 2 wrong usage (`status`: 2 means that
nothing runs). Staff commands take `--as`, and what they show or close goes into the audit trail.
"""


def help_of(*words: str) -> str:
    """Return what `sealdesk WORDS --help` prints, 100 columns wide."""
    os.environ["COLUMNS"] = "100"
    printed = CliRunner().invoke(app, [*words, "--help"], terminal_width=100).output
    return "\n".join(line.rstrip() for line in printed.strip().splitlines())


def verbs(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every verb and verb group."""
    if path:
        yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from verbs(inner, (*path, name))


def reference_text() -> str:
    """Return the reference page of the command line."""
    every = verbs(typer.main.get_command(app))
    sections = [f"## `sealdesk {' '.join(path)}`\n\n```\n{help_of(*path)}\n```\n" for path in every]
    return "\n".join([_INTRODUCTION, *sections])


def readme_help() -> str:
    """Return the help that stands in the README."""
    return help_of()
