"""Reads appliance.yaml, once, at start."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import SettingsError as EnvironmentMalformed

from appliance.errors import SettingsError
from appliance.settings.model import Settings
from appliance.settings.problems import Problem, explain
from services.kernel.lines import BadYaml, Document, parse

DEFAULT_FILE = Path("/etc/sealdesk/appliance.yaml")
_LONGEST = 1_000_000


class WrongSettings(SettingsError):
    """The settings have `problems`, one line each."""

    code = "wrong_settings"

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        lines = "\n".join(str(problem) for problem in problems)
        super().__init__(f"The settings are not right.\n{lines}\n", "Mend them, then run `sealdesk config check`.")


def find_file(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the settings file: the one given, else $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."""
    if given is not None:
        return given
    named = environment.get("SEALDESK_CONFIG")
    return Path(named) if named else DEFAULT_FILE


def load(file: Path) -> Settings:
    """Return the settings of a file, after the environment's.

    Raises:
        SettingsError: the file cannot be read.
        WrongSettings: it says something impossible; every problem names file, line and key.
    """
    return load_with_lines(file)[0]


def load_with_lines(file: Path) -> tuple[Settings, Document]:
    """Return the settings of a file, and where each of its keys stands.

    Raises:
        SettingsError: the file cannot be read.
        WrongSettings: it says something impossible; every problem names file, line and key.
    """
    document = _document(file)
    try:
        return Settings(**document.values), document
    except ValidationError as error:
        raise WrongSettings(_problems(error, file, document)) from None
    except EnvironmentMalformed:
        problem = Problem("environment", 0, "SEALDESK_...", "holds a malformed value", "allowed: JSON for a section")
        raise WrongSettings([problem]) from None


def _document(file: Path) -> Document:
    try:
        if file.stat().st_size > _LONGEST:
            raise SettingsError(f"{file} is larger than any settings file.", "Check that it is the right file.")
        document = parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"There is no settings file {file}."
        raise SettingsError(
            msg, "Name it with --config, or copy docs/reference/appliance.example.yaml there."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        msg = f"The settings file {file} cannot be read ({type(error).__name__})."
        raise SettingsError(msg, "It must be UTF-8 text, readable by this user.") from None
    except BadYaml as error:
        problem = Problem(str(file), error.line, "(YAML)", error.what, "allowed: see docs/reference/settings.md")
        raise WrongSettings([problem]) from None
    strangers = [key for key in document.values if not isinstance(key, str)]
    if strangers:
        problem = Problem(str(file), 1, str(strangers[0]), "is no name of a section", "allowed: text")
        raise WrongSettings([problem])
    return document


def _problems(error: ValidationError, file: Path, document: Document) -> list[Problem]:
    problems = []
    for problem in explain(error, Settings, str(file), document):
        variable = f"SEALDESK_{problem.key.replace('.', '__').upper()}"
        if variable in os.environ:
            problem = Problem("environment", 0, variable, problem.what, problem.allowed)  # noqa: PLW2901 same problem
        problems.append(problem)
    return problems
