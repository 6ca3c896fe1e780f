"""The traps that change an answer after the server has worked: malformed, wrong, stale, doubled, endless or lying."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from starlette.types import Send

from appliance.demo.ehr.outcome import Resource

if TYPE_CHECKING:
    from appliance.demo.ehr.runtime import Ehr

_PAGE = "page"


@dataclass(slots=True)
class Answer:
    """A whole HTTP answer; header names are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Resource:
        """Return the decoded body; an empty object for an empty one."""
        decoded: Resource = orjson.loads(self.body or b"{}")
        return decoded

    def with_json(self, resource: Resource) -> "Answer":
        """Return the same answer with another body."""
        return Answer(self.status, self.headers, orjson.dumps(resource))

    async def send(self, send: Send) -> None:
        """Send it to the client with the right length."""
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items() if name != "content-length"]
        headers.append((b"content-length", str(len(self.body)).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def _resources(body: Resource) -> Iterator[Resource]:
    """Yield the resources of a Bundle's entries, or the resource itself."""
    if body.get("resourceType") != "Bundle":
        yield body
    for entry in body.get("entry", []):
        if isinstance(entry.get("resource"), dict):
            yield entry["resource"]


def _each(change: Callable[[Resource], None]) -> Callable[[Answer, "Ehr", dict[str, Any]], Answer]:
    def mutate(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
        del ehr, params
        body = answer.json()
        for resource in _resources(body):
            change(resource)
        return answer.with_json(body)

    return mutate


def _wrong_types(resource: Resource) -> None:
    resource.update({"start": 20261124, "status": ["booked"], "participant": "nobody", "slot": {"reference": 7}})


def _missing_references(resource: Resource) -> None:
    for participant in resource.get("participant", []):
        participant["actor"] = {"display": "somebody"}
    for name in ("slot", "schedule"):
        resource.pop(name, None)


def _looks_free(resource: Resource) -> None:
    if resource.get("resourceType") == "Slot":
        resource["status"] = "free"


def _without_status(resource: Resource) -> None:
    resource.pop("status", None)


def _malformed(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
    del ehr, params
    return Answer(answer.status, answer.headers, answer.body[:-1] + b",,}")


def _wrong_content_type(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
    del ehr, params
    page = b"<!doctype html><title>Sign in</title><p>Please sign in to the network."
    return Answer(200, {"content-type": "text/html"}, page) if answer.body else answer


def _endless_same(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
    del ehr, params
    body = answer.json()
    self_link = next(link["url"] for link in body["link"] if link["relation"] == "self")
    links = [link for link in body["link"] if link["relation"] != "next"]
    body["link"] = [*links, {"relation": "next", "url": self_link}]
    return answer.with_json(body)


def _endless_new(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
    """Add a next link that is new every time (needs `times` 0 to go on)."""
    del params
    body = answer.json()
    self_link = next(link["url"] for link in body["link"] if link["relation"] == "self")
    fresh = ehr.store.new_id(_PAGE)
    links = [link for link in body["link"] if link["relation"] != "next"]
    body["link"] = [*links, {"relation": "next", "url": f"{self_link.split('?')[0]}?_count=1&_format={fresh}"}]
    return answer.with_json(body)


def _duplicates(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
    del ehr, params
    body = answer.json()
    body["entry"] = [entry for entry in body.get("entry", []) for _ in range(2)]
    return answer.with_json(body)


def _stale(answer: Answer, ehr: "Ehr", params: dict[str, Any]) -> Answer:
    """Replace each resource by its previous version, its ETag too."""
    del params
    body = answer.json()
    if body.get("resourceType") != "Bundle":
        stale = _previous(ehr, body)
        version = stale.get("meta", {}).get("versionId")
        if version is not None and "etag" in answer.headers:
            answer.headers["etag"] = f'W/"{version}"'
        return answer.with_json(stale)
    for entry in body.get("entry", []):
        entry["resource"] = _previous(ehr, entry["resource"])
    return answer.with_json(body)


def _previous(ehr: "Ehr", resource: Resource) -> Resource:
    history = ehr.store.history(f"{resource.get('resourceType')}/{resource.get('id')}")
    return ehr.server.shown(history[-2]) if len(history) > 1 else resource


ANSWERS: dict[str, Callable[[Answer, "Ehr", dict[str, Any]], Answer]] = {
    "malformed-json": _malformed,
    "wrong-content-type": _wrong_content_type,
    "wrong-types": _each(_wrong_types),
    "missing-references": _each(_missing_references),
    "missing-status": _each(_without_status),
    "slot-looks-free": _each(_looks_free),
    "endless-paging": _endless_same,
    "endless-paging-new": _endless_new,
    "duplicate-entries": _duplicates,
    "stale-read": _stale,
}
