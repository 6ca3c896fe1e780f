"""Where a rule's value comes from: a line of the settings file, the environment, or the built-in default."""

import json
from dataclasses import dataclass
from pathlib import Path

from appliance.settings.model import Settings
from appliance.settings.section import Section
from services.kernel.lines import Document, Path_

_ELSEWHERE: dict[str, Path_] = {"days_off": ("policy", "days_off"), "closed_on": ("clinic", "closed_on")}


@dataclass(frozen=True, slots=True)
class Setting:
    """A key, its value in force, and its source; `line` is None where the file does not say it."""

    key: str
    value: object
    source: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The settings in force and the file they come from."""

    settings: Settings
    document: Document
    file: Path

    def of(self, key: str, visit_type: str | None) -> Setting:
        """Return the setting of a rule's key, as it is in force for the visit type."""
        if key in _ELSEWHERE:
            return self._at(_ELSEWHERE[key])
        policy = self.settings.policy
        own = policy.visit_types.get(visit_type) if visit_type is not None else None
        if own is not None and visit_type is not None and key in own.model_fields_set:
            return self._at(("policy", "visit_types", visit_type, key))
        return self._at(("policy", "default", key))

    def _at(self, path: Path_) -> Setting:
        value: object = self.settings
        said = True
        for part in path:
            said = said and (not isinstance(value, Section | Settings) or part in value.model_fields_set)
            value = value[str(part)] if isinstance(value, dict) else getattr(value, str(part))
        line = self.document.lines.get(path)
        name = f"{self.file}:{line}" if line else "environment" if said else "built in"
        return Setting(".".join(map(str, path)), _plain(value), name, line)


def _plain(value: object) -> object:
    """Return the value as JSON knows it."""
    text = json.dumps(
        value, default=lambda each: each.model_dump(mode="json") if isinstance(each, Section) else str(each)
    )
    plain: object = json.loads(text)
    return plain
