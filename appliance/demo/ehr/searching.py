"""FHIR search over the store: parameters, comparators, modifiers and sorting (http://hl7.org/fhir/R4/search.html)."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from appliance.demo.ehr.instants import span
from appliance.demo.ehr.outcome import bad_request
from appliance.demo.ehr.search_keys import PARAMS, Param, fold
from appliance.demo.ehr.store import Store, Version

CONTROL = frozenset({"_count", "_sort", "_include", "_total", "_summary", "_format", "_cursor"})
_COMPARATOR = re.compile(r"^(eq|ne|gt|lt|ge|le)(?=\d)")
_PHONE_NOISE = re.compile(r"[^0-9+]")

Test = Callable[[Version], bool]


def search(store: Store, resource_type: str, query: Iterable[tuple[str, str]]) -> list[Version]:
    """Return the matching current versions in `_sort` order.

    Raises:
        FhirError: 400 for an unknown parameter or a malformed value, as a strict server answers.
    """
    pairs = list(query)
    tests = [_test(store, resource_type, name, value) for name, value in pairs if name not in CONTROL]
    found = list(store.all(resource_type))
    for test in tests:
        found = [version for version in found if test(version)]
    sort = next((value for name, value in pairs if name == "_sort"), "")
    return _sorted(found, sort, resource_type)


def _test(store: Store, resource_type: str, name: str, value: str) -> Test:
    base, _, modifier = name.partition(":")
    if resource_type == "Slot" and base == "schedule.actor":
        return _chained_actor(store, value)
    param = PARAMS[resource_type].get(base)
    if param is None:
        raise bad_request(f"Search parameter {base} is not known for {resource_type}", "not-supported")
    if value == "":
        raise bad_request(f"Search parameter {base} has no value")
    match = _matcher(param, base, modifier, value, store.zone)
    return lambda version: match(version.keys[base])


def _chained_actor(store: Store, value: str) -> Test:
    actors = set(value.split(","))
    schedules = {v.reference for v in store.all("Schedule") if actors & set(v.keys["actor"])}
    return lambda version: not schedules.isdisjoint(version.keys["schedule"])


def _matcher(param: Param, name: str, modifier: str, value: str, zone: ZoneInfo) -> Callable[[tuple[Any, ...]], bool]:
    alternatives = value.split(",")
    match param.kind:
        case "token":
            return _token_matcher(alternatives, name, modifier)
        case "reference":
            target = param.target or modifier
            wanted = {text if "/" in text else f"{target}/{text}" for text in map(_relative, alternatives)}
            return lambda keys: not wanted.isdisjoint(keys)
        case "string":
            return _string_matcher([fold(text) for text in alternatives], modifier)
        case _:
            tests = [_date_test(text, zone) for text in alternatives]
            return lambda keys: any(test(key) for key in keys for test in tests)


def _relative(text: str) -> str:
    """Return `Type/id` of an absolute or a relative reference, or a bare id."""
    return "/".join(text.split("/")[-2:])


def _token_matcher(values: list[str], name: str, modifier: str) -> Callable[[tuple[Any, ...]], bool]:
    if modifier not in ("", "not"):
        raise bad_request(f"Modifier :{modifier} is not supported on {name}", "not-supported")
    if name in ("phone", "telecom"):
        digits = {_PHONE_NOISE.sub("", value)[-10:] for value in values}
        return lambda keys: any(_PHONE_NOISE.sub("", code)[-10:] in digits for _, code in keys)
    wanted = [tuple(value.split("|", 1)) if "|" in value else (None, value) for value in values]

    def matches(keys: tuple[Any, ...]) -> bool:
        return any(
            (system is None or system == key[0]) and (code in ("", key[1])) for key in keys for system, code in wanted
        )

    return (lambda keys: not matches(keys)) if modifier == "not" else matches


def _string_matcher(values: list[str], modifier: str) -> Callable[[tuple[Any, ...]], bool]:
    match modifier:
        case "exact":
            return lambda keys: any(key == value for key in keys for value in values)
        case "contains":
            return lambda keys: any(value in key for key in keys for value in values)
        case "":
            return lambda keys: any(key.startswith(value) for key in keys for value in values)
        case _:
            raise bad_request(f"Modifier :{modifier} is not supported on a string", "not-supported")


def _date_test(text: str, zone: ZoneInfo) -> Callable[[tuple[datetime, datetime]], bool]:
    found = _COMPARATOR.match(text)
    comparator, bare = (found[1], text[2:]) if found else ("eq", text)
    try:
        low, high = span(bare, zone)
    except ValueError as error:
        raise bad_request("A date parameter is not a FHIR date, dateTime or instant") from error
    tests: dict[str, Callable[[tuple[datetime, datetime]], bool]] = {
        "eq": lambda key: low <= key[0] and key[1] <= high,
        "ne": lambda key: not (low <= key[0] and key[1] <= high),
        "ge": lambda key: key[0] >= low,
        "gt": lambda key: key[0] >= high,
        "lt": lambda key: key[0] < low,
        "le": lambda key: key[0] < high,
    }
    return tests[comparator]


def _sorted(found: list[Version], sort: str, resource_type: str) -> list[Version]:
    for rule in reversed([part for part in sort.split(",") if part]):
        name = rule.lstrip("-")
        if name not in PARAMS[resource_type]:
            raise bad_request(f"Cannot sort {resource_type} by {name}", "not-supported")
        found = sorted(found, key=lambda v, n=name: v.keys[n][:1], reverse=rule.startswith("-"))  # type: ignore[misc]
    return found
