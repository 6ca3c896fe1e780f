"""Codes, extensions and identifiers of a resource (http://hl7.org/fhir/R4/datatypes.html), read leniently.

What is optional for us and malformed is treated as absent; what we depend on is checked in `invariants`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.bridge.fhir.instants import read_date
from services.bridge.fhir.invariants import Json
from services.bridge.fhir.profile import OPERATION_MARK

_NOTED = re.compile(rf"{OPERATION_MARK}:([A-Za-z0-9_\-]{{1,80}})")


@dataclass(frozen=True, slots=True)
class Code:
    """One coding with the name people use for it."""

    code: str
    name: str


def codes(concepts: object) -> Iterator[Code]:
    """Yield the codings of a CodeableConcept or a list of them."""
    for concept in concepts if isinstance(concepts, list) else (concepts,):
        if isinstance(concept, dict):
            yield from _codings(concept)


def _codings(concept: Json) -> Iterator[Code]:
    codings = concept.get("coding")
    text = concept.get("text")
    for coding in codings if isinstance(codings, list) else ():
        code = coding.get("code") if isinstance(coding, dict) else None
        if isinstance(code, str) and code:
            name = text or coding.get("display")
            yield Code(code, name if isinstance(name, str) else "")


def concept_text(concepts: object) -> str:
    """Return the words of the first CodeableConcept that has any."""
    for concept in concepts if isinstance(concepts, list) else (concepts,):
        text = concept.get("text") if isinstance(concept, dict) else None
        if isinstance(text, str) and text:
            return text
    return ""


def extension(resource: Json, url: str) -> Json:
    """Return the extension with this URL, or an empty object."""
    found = resource.get("extension")
    if url and isinstance(found, list):
        for item in found:
            if isinstance(item, dict) and item.get("url") == url:
                return item
    return {}


def extension_text(resource: Json, url: str) -> str | None:
    """Return the string or code of an extension."""
    found = extension(resource, url)
    value = found.get("valueString") or found.get("valueCode") or found.get("valueId")
    return value if isinstance(value, str) and value else None


def extension_flag(resource: Json, url: str) -> bool | None:
    """Return the boolean of an extension."""
    value = extension(resource, url).get("valueBoolean")
    return value if isinstance(value, bool) else None


def extension_date(resource: Json, url: str) -> date | None:
    """Return the date of an extension."""
    return read_date(extension(resource, url).get("valueDate"))


def identifiers(resource: Json, system: str) -> list[str]:
    """Return the values of the resource's identifiers in one system, in order."""
    found = resource.get("identifier")
    if not system or not isinstance(found, list):
        return []
    ours = (item for item in found if isinstance(item, dict) and item.get("system") == system)
    return [value for item in ours if isinstance(value := item.get("value"), str)]


def marks(resource: Json) -> list[str]:
    """Return the ids of the operations that wrote the resource, oldest first; some servers keep only a comment."""
    comment = resource.get("comment")
    noted = _NOTED.findall(comment) if isinstance(comment, str) else []
    return [*identifiers(resource, OPERATION_MARK), *noted]


def note(operation_id: str) -> str:
    """Write a mark as a line of a comment."""
    return f"{OPERATION_MARK}:{operation_id}"
