"""Where each key of a YAML file stands, and the file's plain values; duplicate keys and bad YAML are refused."""

from dataclasses import dataclass, field
from typing import Any

import yaml

Path_ = tuple[str | int, ...]


class BadYaml(Exception):
    """The text is no YAML, or names a key twice; `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        self.what = what
        super().__init__(what)


@dataclass(slots=True)
class Document:
    """A YAML mapping: its values, and the line of each key path."""

    values: dict[Any, Any] = field(default_factory=dict, repr=False)
    lines: dict[Path_, int] = field(default_factory=dict)

    def line_of(self, path: Path_) -> int:
        """Return the line of the key, or of the nearest section around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def parse(text: str) -> Document:
    """Read YAML text.

    Raises:
        BadYaml: the text is no YAML mapping, or a key stands there twice.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(mark.line + 1 if mark else 1, f"is not YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise BadYaml(1, "is not YAML: it holds characters that no text has") from None
    if node is None:
        return Document()
    if not isinstance(node, yaml.MappingNode):
        raise BadYaml(1, "must hold keys such as `name:`")
    document = Document(values=values)
    _walk(node, (), document.lines)
    return document


def _walk(node: yaml.Node, path: Path_, lines: dict[Path_, int]) -> None:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
            _walk(item, (*path, index), lines)
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        here = (*path, str(key.value))
        line = key.start_mark.line + 1
        if here in lines:
            raise BadYaml(line, f"names {'.'.join(map(str, here))} twice (first in line {lines[here]})")
        lines[here] = line
        _walk(value, here, lines)
