"""A search over all its pages (http://hl7.org/fhir/R4/http.html#paging), within limits and on one origin."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from services.bridge.fhir.client import FhirClient, Params
from services.bridge.fhir.exchange import Answer
from services.bridge.fhir.invariants import Json, broken, objects
from services.bridge.fhir.limits import Limits
from services.scheduling.errors import MalformedAnswer

_NARROW = "Narrow the search window, or ask the vendor of the scheduling system."


@dataclass(slots=True)
class _Seen:
    """What a search has taken so far."""

    size: int = 0
    urls: set[str] = field(default_factory=set)
    resources: list[Json] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


async def search(client: FhirClient, resource_type: str, params: Params, enough: int | None = None) -> list[Json]:
    """Return the matching resources of every page, each once, in the server's order; includes are left out.

    Args:
        client: the connection to the server.
        resource_type: what to search.
        params: search parameters.
        enough: stop asking for pages once this many are there.

    Raises:
        MalformedAnswer: not a searchset, or paging that leads elsewhere, never ends or never gets on.
        SchedulingError: a page could not be read.
    """
    return await collect(client, resource_type, await client.get(resource_type, params), enough)


async def collect(client: FhirClient, resource_type: str, first: Answer, enough: int | None = None) -> list[Json]:
    """Follow a searchset from its first page to its last."""
    seen, answer = _Seen(), first
    for _ in range(client.limits.pages):
        before = len(seen.ids)
        bundle = _open(answer, seen, client.limits)
        _take(bundle, resource_type, seen, client.limits.entries)
        following = next_link(bundle, client.http.base_url)
        if following is None or (enough is not None and len(seen.resources) >= enough):
            return seen.resources
        if following in seen.urls or (len(seen.ids) == before and objects(bundle, "entry", "Bundle")):
            raise MalformedAnswer("A search of the scheduling system pages in circles.", _NARROW)
        seen.urls.add(following)
        answer = await client.get(following)
    raise MalformedAnswer("A search of the scheduling system has more pages than we take.", _NARROW)


def _open(answer: Answer, seen: _Seen, limits: Limits) -> Json:
    seen.size += len(answer.content)
    if seen.size > limits.search_bytes:
        raise MalformedAnswer("A search of the scheduling system is larger than we take.", _NARROW)
    return require_searchset(answer.json())


def require_searchset(body: object) -> Json:
    """Return the body when it is a Bundle of type searchset.

    Raises:
        MalformedAnswer: it is something else.
    """
    if not isinstance(body, dict) or body.get("resourceType") != "Bundle" or body.get("type") != "searchset":
        raise broken("The answer to a search is not a searchset Bundle.")
    return body


def next_link(bundle: Json, base: httpx.URL) -> str | None:
    """Return the absolute URL of the next page.

    Raises:
        MalformedAnswer: it leads to another origin.
    """
    for link in objects(bundle, "link", "Bundle"):
        if link.get("relation") == "next":
            return _same_origin(link.get("url"), base)
    return None


def _same_origin(url: object, base: httpx.URL) -> str:
    if not isinstance(url, str):
        raise broken("Bundle.link.url is not a URL.")
    try:
        target = base.join(url)
    except (httpx.InvalidURL, ValueError):
        raise broken("Bundle.link.url is not a URL.") from None
    if (target.scheme, target.host, target.port) != (base.scheme, base.host, base.port):
        raise MalformedAnswer(
            "A search of the scheduling system pages to another server.", "Check its public base URL."
        )
    return str(target)


def _take(bundle: Json, resource_type: str, seen: _Seen, limit: int) -> None:
    for resource in matches(bundle, resource_type):
        identity = resource.get("id")
        if not isinstance(identity, str):
            raise broken(f"A {resource_type} of a search has no id.")
        if identity not in seen.ids:
            seen.ids.add(identity)
            seen.resources.append(resource)
    if len(seen.resources) > limit:
        raise MalformedAnswer("A search of the scheduling system has more entries than we take.", _NARROW)


def matches(bundle: Json, resource_type: str) -> Iterator[Json]:
    """Yield the resources that matched; OperationOutcomes and included resources are passed over.

    Raises:
        MalformedAnswer: an entry is not what the standard says.
    """
    for entry in objects(bundle, "entry", "Bundle"):
        resource = entry.get("resource")
        if not isinstance(resource, dict):
            raise broken("Bundle.entry.resource is missing.")
        if resource.get("resourceType") == resource_type:
            yield resource
