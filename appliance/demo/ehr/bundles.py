"""transaction and batch Bundles (http://hl7.org/fhir/R4/http.html#transaction)."""

from typing import TYPE_CHECKING, Any

import orjson

from appliance.demo.ehr.messages import Call, Reply, entry_call
from appliance.demo.ehr.outcome import FhirError, Resource, bad_request, not_allowed

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer

_ORDER = {"DELETE": 0, "POST": 1, "PUT": 2, "PATCH": 2, "GET": 3, "HEAD": 3}


def process_bundle(server: "FhirServer", call: Call) -> Reply:
    """Answer a POST to the base: a batch entry by entry, a transaction all or nothing where the dialect can.

    Raises:
        FhirError: the first failing entry's error, for a transaction.
    """
    bundle = call.resource()
    kind = bundle.get("type")
    if bundle.get("resourceType") != "Bundle" or kind not in ("transaction", "batch"):
        raise bad_request("Only a transaction or batch Bundle may be posted to the base")
    if kind not in server.dialect.bundles:
        raise not_allowed(f"A {kind} Bundle")
    entries = bundle.get("entry", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise bad_request("Bundle.entry must be a list of entries")
    answers = _batch(server, call, entries) if kind == "batch" else _transaction(server, call, entries)
    return Reply(200, {"resourceType": "Bundle", "type": f"{kind}-response", "entry": answers})


def _batch(server: "FhirServer", call: Call, entries: list[Resource]) -> list[Resource]:
    answers = []
    for entry in entries:
        try:
            answers.append(_answer(server.handle(entry_call(entry, call))))
        except FhirError as error:
            answers.append({"response": {"status": str(error.status), "outcome": error.resource}})
    return answers


def _transaction(server: "FhirServer", call: Call, entries: list[Resource]) -> list[Resource]:
    if not server.dialect.atomic_transactions:
        return _in_order(server, call, entries)
    with server.store.atomic():
        return _in_order(server, call, entries)


def _in_order(server: "FhirServer", call: Call, entries: list[Resource]) -> list[Resource]:
    """Process entries by verb, as R4 asks; references to a created entry's fullUrl become its real id."""
    answers: dict[int, Resource] = {}
    ids: dict[str, str] = {}
    for index, entry in sorted(enumerate(entries), key=_verb):
        known = _resolve(entry, ids)
        reply = server.handle(entry_call(known, call))
        answers[index] = _answer(reply)
        if reply.status == 201 and entry.get("fullUrl"):  # noqa: PLR2004 created
            location = reply.headers["Location"].removeprefix(call.base + "/")
            ids[str(entry["fullUrl"])] = location.split("/_history/")[0]
    return [answers[index] for index in range(len(entries))]


def _verb(numbered: tuple[int, Resource]) -> int:
    request: Any = numbered[1].get("request")
    return _ORDER.get(request.get("method", ""), 4) if isinstance(request, dict) else 4


def _resolve(entry: Resource, ids: dict[str, str]) -> Resource:
    if not ids:
        return entry
    text = orjson.dumps(entry).decode()
    for full_url, reference in ids.items():
        text = text.replace(f'"{full_url}"', f'"{reference}"')
    resolved: Resource = orjson.loads(text)
    return resolved


def _answer(reply: Reply) -> Resource:
    response: Resource = {"status": str(reply.status)}
    for header, name in (("ETag", "etag"), ("Location", "location")):
        if header in reply.headers:
            response[name] = reply.headers[header]
    answer: Resource = {"response": response}
    if reply.resource is not None:
        answer["resource"] = reply.resource
    return answer
