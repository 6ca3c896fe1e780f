"""The searchset Bundle: matches, includes, total and links (http://hl7.org/fhir/R4/bundle.html#searchset)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from appliance.demo.ehr.outcome import Resource, bad_request
from appliance.demo.ehr.paging import Page

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer


def includes_of(query: Iterable[tuple[str, str]], resource_type: str) -> tuple[str, ...]:
    """Return the search parameters named by `_include`.

    Raises:
        FhirError: 400 for an include that starts at another type.
    """
    found = []
    for name, value in query:
        if name == "_include":
            source, _, rest = value.partition(":")
            if source != resource_type or not rest:
                raise bad_request("_include must name a reference of the searched type")
            found.append(rest.split(":")[0])
    return tuple(found)


def searchset(server: "FhirServer", base: str, resource_type: str, page: Page) -> Resource:
    """Build one page of a search as a Bundle; a resource that is gone since the search began is left out."""
    matches = [reference for reference in page.items if server.store.get(reference)]
    extra = sorted(set(_included(server, matches, page.includes)) - set(matches))
    link = [{"relation": "self", "url": f"{base}/{resource_type}?{urlencode({'_count': page.count})}"}]
    if following := page.following:
        link.append({"relation": "next", "url": f"{base}/{resource_type}?_cursor={server.cursors.keep(following)}"})
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(page.references),
        "link": link,
    }
    entries = [_entry(server, base, reference, "match") for reference in matches]
    entries += [_entry(server, base, reference, "include") for reference in extra]
    if entries:
        bundle["entry"] = entries
    return bundle


def _included(server: "FhirServer", matches: list[str], includes: tuple[str, ...]) -> Iterable[str]:
    for reference in matches:
        version = server.store.get(reference)
        for name in includes:
            targets = version.keys[name] if version else ()
            yield from (target for target in targets if isinstance(target, str) and server.store.get(target))


def _entry(server: "FhirServer", base: str, reference: str, mode: str) -> Resource:
    version = server.store.get(reference)
    resource = server.shown(version) if version else {}
    return {"fullUrl": f"{base}/{reference}", "resource": resource, "search": {"mode": mode}}
