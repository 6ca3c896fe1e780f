"""One FHIR request and its answer, the same for HTTP and for an entry of a Bundle."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import orjson

from appliance.demo.ehr.outcome import Resource, bad_request


@dataclass(frozen=True, slots=True)
class Call:
    """A request below the FHIR base: method, path, query, headers (lower-case names), body and who asks."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    actor: str
    base: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the path segments."""
        return tuple(part for part in self.path.split("/") if part)

    def json(self) -> object:
        """Return the decoded body.

        Raises:
            FhirError: 400 when it is not JSON.
        """
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise bad_request("The body is not JSON", "structure") from error

    def resource(self) -> Resource:
        """Return the decoded body, which must be an object.

        Raises:
            FhirError: 400 when it is not.
        """
        body = self.json()
        if not isinstance(body, dict):
            raise bad_request("The body is not a resource", "structure")
        return body


@dataclass(slots=True)
class Reply:
    """An answer: status, a resource or nothing, and headers."""

    status: int
    resource: Resource | None = None
    headers: dict[str, str] = field(default_factory=dict)


def entry_call(entry: Resource, outer: Call) -> Call:
    """Turn a Bundle entry into the request it stands for.

    Raises:
        FhirError: 400 when the entry has no request.
    """
    request = entry.get("request")
    if not isinstance(request, dict) or not request.get("method") or not request.get("url"):
        raise bad_request("A Bundle entry needs request.method and request.url")
    split = urlsplit(str(request["url"]))
    names = {"ifMatch": "if-match", "ifNoneExist": "if-none-exist", "ifNoneMatch": "if-none-match"}
    headers = {header: str(request[name]) for name, header in names.items() if name in request}
    if request["method"] == "PATCH":
        headers["content-type"] = "application/json-patch+json"
    return Call(
        method=str(request["method"]),
        path=split.path.removeprefix(outer.base),
        query=tuple(parse_qsl(split.query, keep_blank_values=True)),
        headers=headers,
        body=orjson.dumps(_payload(entry)),
        actor=outer.actor,
        base=outer.base,
    )


def _payload(entry: Resource) -> object:
    """Return the entry's resource, or the JSON Patch inside its Binary (base64), as R4 asks."""
    resource = entry.get("resource", {})
    if isinstance(resource, dict) and resource.get("resourceType") == "Binary":
        return _decode(str(resource.get("data", "")))
    return resource


def _decode(data: str) -> object:

    try:
        return orjson.loads(b64decode(data, validate=True))
    except ValueError as error:
        raise bad_request("The Binary of a patch entry is not base64 JSON") from error
