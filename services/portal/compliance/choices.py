"""What the fields of the search offer to choose from."""

from collections.abc import Mapping

from services.accounts.model import Role
from services.portal.compliance.period import PRESETS, Preset
from services.portal.compliance.words import KINDS, OUTCOMES, SOURCES, families


def choices_of(words: Mapping[str, str]) -> dict[str, object]:
    """Return the choices, with what was chosen: one of each list, for a form without scripts."""
    days = "days" if words.get("since") or words.get("to") else Preset.TODAY.value
    return {
        "period": _options({key.value: name for key, name in PRESETS.items()}, words.get("period") or days),
        "families": families(),
        "action": words.get("action", ""),
        "outcome": _options(OUTCOMES, words.get("outcome", "")),
        "kind": _options(KINDS, words.get("kind", "")),
        "role": _options({role.value: role.value.replace("_", " ") for role in Role}, words.get("role", "")),
        "source": _options({source: source for source in SOURCES}, words.get("source", "")),
        "accountable": _options({"yes": "Yes", "no": "No"}, words.get("accountable", "")),
    }


def _options(names: Mapping[str, str], chosen: str) -> list[dict[str, object]]:
    return [{"value": str(value), "name": name, "chosen": str(value) == chosen} for value, name in names.items()]
