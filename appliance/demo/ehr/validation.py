"""Strict R4 checks of what a client writes: unknown elements, types, required codes, and the app-1 to app-4 rules."""

import re
from collections.abc import Callable

from appliance.demo.ehr.elements import RESOURCES, TYPES, Elements
from appliance.demo.ehr.instants import parse_instant
from appliance.demo.ehr.outcome import FhirError, Resource, bad_request, unprocessable

_PATTERNS = {
    "id": re.compile(r"[A-Za-z0-9\-.]{1,64}"),
    "code": re.compile(r"[^\s]+( [^\s]+)*"),
    "uri": re.compile(r"\S+"),
    "date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "string": re.compile(r"(?s).*\S.*"),
}
_WITHOUT_TIMES = frozenset({"proposed", "cancelled"})
_MAX_STRING = 1024 * 1024


def validate_elements(resource: Resource, resource_type: str, *, strict: bool = True) -> None:
    """Check a resource's elements and their types; when not strict, elements that R4 does not know pass unchecked.

    Raises:
        FhirError: 400 when it is not the type the URL names, 422 for a missing, unknown or mistyped element.
    """
    if resource.get("resourceType") != resource_type:
        raise bad_request(f"The body is not a {resource_type}")
    _elements(resource, RESOURCES[resource_type], resource_type, strict=strict)


def validate_rules(resource: Resource) -> None:
    """Check the rules that span elements: app-1 to app-4, and an end after the start.

    Raises:
        FhirError: 422 for a broken rule.
    """
    resource_type = resource["resourceType"]
    if resource_type == "Appointment":
        _appointment_rules(resource)
    if resource_type in ("Appointment", "Slot"):
        _end_after_start(resource)


def _elements(value: Resource, allowed: Elements, where: str, *, strict: bool) -> None:
    specs = {name.rstrip("*!"): (name, kind) for name, kind in allowed.items()}
    for name, item in value.items():
        if name.startswith("_") and name[1:] in specs:
            continue
        if name not in specs:
            if strict:
                raise _structure(f"{where}.{name} is not an element of R4")
            continue
        spec, kind = specs[name]
        for entry in _entries(item, f"{where}.{name}", is_list="*" in spec):
            _value(entry, kind, f"{where}.{name}", strict=strict)
    for name, (spec, _) in specs.items():
        if spec.endswith("!") and not value.get(name) and f"_{name}" not in value:
            raise FhirError(422, "required", f"{where}.{name} is required")


def _entries(item: object, where: str, *, is_list: bool) -> list[object]:
    if not is_list:
        return [item]
    if not isinstance(item, list) or not item:
        raise _structure(f"{where} must be a list with at least one entry")
    return item


def _value(item: object, kind: object, where: str, *, strict: bool) -> None:
    if isinstance(kind, frozenset):
        if not isinstance(item, str) or item not in kind:
            raise FhirError(422, "code-invalid", f"{where} is not one of {', '.join(sorted(kind))}")
    elif isinstance(kind, dict):
        _elements(_object(item, where), kind, where, strict=strict)
    elif kind in TYPES:
        _elements(_object(item, where), TYPES[str(kind)], where, strict=strict)
    elif not _PRIMITIVES[str(kind)](item):
        raise _structure(f"{where} is not a valid {kind}")


def _object(item: object, where: str) -> Resource:
    if not isinstance(item, dict) or not item:
        raise _structure(f"{where} must be an object that is not empty")
    return item


def _matches(kind: str) -> Callable[[object], bool]:
    pattern = _PATTERNS[kind]
    return lambda item: isinstance(item, str) and len(item) <= _MAX_STRING and bool(pattern.fullmatch(item))


def _whole(minimum: int) -> Callable[[object], bool]:
    return lambda item: isinstance(item, int) and not isinstance(item, bool) and item >= minimum


def _is_instant(item: object) -> bool:
    try:
        return isinstance(item, str) and bool(parse_instant(item))
    except ValueError:
        return False


def _is_extension(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("url"), str)


_PRIMITIVES: dict[str, Callable[[object], bool]] = {
    **{kind: _matches(kind) for kind in _PATTERNS},
    "instant": _is_instant,
    "dateTime": lambda item: _is_instant(item) or _matches("date")(item),
    "boolean": lambda item: isinstance(item, bool),
    "positiveInt": _whole(1),
    "unsignedInt": _whole(0),
    "Extension": _is_extension,
    "any": lambda item: item is not None,
}


def _appointment_rules(appointment: Resource) -> None:
    """Check app-1 to app-4; app-4 with the code `noshow`, as the status value set spells it."""
    status = appointment.get("status")
    if any(not p.get("type") and not p.get("actor") for p in appointment.get("participant", [])):
        raise _invariant("app-1", "a participant needs a type or an actor")
    has_start, has_end = "start" in appointment, "end" in appointment
    if has_start != has_end:
        raise _invariant("app-2", "start and end come together or not at all")
    if not has_start and status not in _WITHOUT_TIMES:
        raise _invariant("app-3", "only a proposed or cancelled appointment may lack start and end")
    if "cancelationReason" in appointment and status not in ("cancelled", "noshow"):
        raise _invariant("app-4", "cancelationReason is only for a cancelled appointment or a no-show")


def _end_after_start(resource: Resource) -> None:
    """Refuse an interval that ends before it starts; R4 itself does not."""
    start, end = resource.get("start"), resource.get("end")
    if start and end and parse_instant(end) <= parse_instant(start):
        raise unprocessable("end must be after start", "invariant")


def _structure(diagnostics: str) -> FhirError:
    return FhirError(422, "structure", diagnostics)


def _invariant(name: str, diagnostics: str) -> FhirError:
    return FhirError(422, "invariant", f"{name}: {diagnostics}")
