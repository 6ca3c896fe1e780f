"""Reads the catalogue's files; whatever is wrong with them is told with file and line, all at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from compliance.controls.errors import CatalogueError
from compliance.controls.model import Chapter, Control
from services.kernel.lines import BadYaml, Document, parse

FOLDER: Final = Path(__file__).parent / "catalogue"
ORDER: Final = (
    *("164-306", "164-308", "164-310", "164-312", "164-314", "164-316"),
    *("breach", "privacy", "proposed-2025"),
)


def load_catalogue(folder: Path = FOLDER) -> tuple[Control, ...]:
    """Return every control, in the order of the rule.

    Raises:
        CatalogueError: a file is missing, is no YAML, or says something impossible.
    """
    problems: list[str] = []
    controls: list[Control] = []
    first: dict[str, str] = {}
    for name in ORDER:
        path = folder / f"{name}.yaml"
        try:
            document = parse(path.read_text(encoding="utf-8"))
            found = Chapter.model_validate(document.values).controls
        except OSError as error:
            problems.append(f"{path.name}: cannot be read ({type(error).__name__})")
        except BadYaml as error:
            problems.append(f"{path.name}:{error.line}: {error.what}")
        except ValidationError as error:
            problems.extend(_explain(error, path, document))
        else:
            problems.extend(_twice(found, path, document, first))
            controls.extend(found)
    if problems:
        raise CatalogueError(problems)
    return tuple(controls)


def require_probes(controls: Iterable[Control], known: Iterable[str]) -> None:
    """Check that every probe that the catalogue names exists, and that every one that exists is named.

    Raises:
        CatalogueError: one does not, or is not.
    """
    there = set(known)
    named = {probe for control in controls for probe in control.probes}
    problems = [f"probe {name} is named by a control and does not exist" for name in sorted(named - there)]
    problems += [f"probe {name} exists and no control names it" for name in sorted(there - named)]
    if problems:
        raise CatalogueError(problems)


def _explain(error: ValidationError, path: Path, document: Document) -> Iterator[str]:
    """Yield each finding with its line."""
    for detail in error.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in detail["loc"]) or "(whole file)"
        yield f"{path.name}:{document.line_of(detail['loc'])}: {key}: {detail['msg']}"


def _twice(found: Iterable[Control], path: Path, document: Document, first: dict[str, str]) -> Iterator[str]:
    """Yield each control whose id was there before; `first` holds where."""
    for index, control in enumerate(found):
        here = f"{path.name}:{document.line_of(('controls', index))}"
        if control.id in first:
            yield f"{here}: {control.id} is there already ({first[control.id]})"
        first.setdefault(control.id, here)
