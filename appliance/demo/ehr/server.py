"""The FHIR REST interactions of the simulated EHR (http://hl7.org/fhir/R4/http.html), free of any web framework."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from appliance.demo.ehr import writes
from appliance.demo.ehr.bundles import process_bundle
from appliance.demo.ehr.capability import capability_statement
from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.base import Dialect
from appliance.demo.ehr.messages import Call, Reply
from appliance.demo.ehr.outcome import FhirError, Resource, bad_request, not_allowed, not_found
from appliance.demo.ehr.paging import Cursors, Page, page_size
from appliance.demo.ehr.searching import search
from appliance.demo.ehr.searchset import includes_of, searchset
from appliance.demo.ehr.store import Store, Version

_HISTORY_PARTS = 4
_INTERACTION = {"POST": "create", "PUT": "update", "PATCH": "patch", "GET": "read"}


class FhirServer:
    """One store seen through one dialect."""

    def __init__(self, store: Store, dialect: Dialect, config: EhrConfig) -> None:
        self.store = store
        self.dialect = dialect
        self.config = config
        self.cursors = Cursors()
        self.locks: set[str] = set()

    def handle(self, call: Call) -> Reply:
        """Answer one request.

        Raises:
            FhirError: the answer is an error.
        """
        parts = call.parts
        if not parts:
            return self._base(call)
        if parts == ("metadata",) and call.method == "GET":
            return Reply(200, capability_statement(self, call.base))
        if parts[-1].startswith("$"):
            return self._operation(call)
        resource_type = parts[0]
        if resource_type not in self.dialect.interactions:
            raise FhirError(404, "not-supported", f"{resource_type} is not offered by this server")
        return self._on_type(call, resource_type) if _is_type_level(call) else self._on_instance(call, *parts)

    def reply(self, version: Version, status: int = 200) -> Reply:
        """Answer with one resource and, where the dialect has them, its ETag and Last-Modified."""
        headers = {}
        if self.dialect.etags:
            headers["ETag"] = f'W/"{version.number}"'
            headers["Last-Modified"] = version.at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return Reply(status, self.shown(version), headers)

    def shown(self, version: Version) -> Resource:
        """Return a version's resource as the dialect shows it."""
        resource = version.resource
        if not self.dialect.etags:
            meta = {key: value for key, value in resource["meta"].items() if key not in ("versionId", "lastUpdated")}
            resource = {**resource, "meta": meta}
            if not meta:
                del resource["meta"]
        return self.dialect.present(self, resource)

    def _base(self, call: Call) -> Reply:
        if call.method != "POST":
            raise not_allowed(f"{call.method} on the base")
        return process_bundle(self, call)

    def _operation(self, call: Call) -> Reply:
        parts = call.parts
        name = f"{parts[0]}/{parts[-1]}" if len(parts) < 3 else f"{parts[0]}/{{id}}/{parts[-1]}"  # noqa: PLR2004
        operation = self.dialect.operations.get(name)
        if operation is None:
            raise FhirError(404, "not-supported", f"Operation {parts[-1]} is not offered by this server")
        if call.method != "POST":
            raise not_allowed(f"{call.method} on an operation")
        return operation(self, call)

    def _allow(self, resource_type: str, interaction: str) -> None:
        if interaction not in self.dialect.interactions[resource_type]:
            raise not_allowed(f"{interaction} on {resource_type}")

    def _on_type(self, call: Call, resource_type: str) -> Reply:
        if call.method == "GET" or call.parts[-1] == "_search":
            self._allow(resource_type, "search-type")
            return self._search(call, resource_type)
        if call.method != "POST":
            raise not_allowed(f"{call.method} on {resource_type}")
        self._allow(resource_type, "create")
        return writes.create(self, call, resource_type)

    def _search(self, call: Call, resource_type: str) -> Reply:
        query = list(call.query)
        if call.method == "POST":
            query += parse_qsl(call.body.decode(errors="replace"), keep_blank_values=True)
        cursor = next((value for name, value in query if name == "_cursor"), None)
        if cursor is not None:
            return Reply(200, searchset(self, call.base, resource_type, self.cursors.open(cursor)))
        query = self.dialect.check_search(resource_type, query)
        found = self.dialect.narrow(resource_type, search(self.store, resource_type, query))
        count = 0 if ("_summary", "count") in query else page_size(query, self.config.page_size)
        references = tuple(version.reference for version in found)
        page = Page(references, 0, count, includes_of(query, resource_type))
        return Reply(200, searchset(self, call.base, resource_type, page))

    def _on_instance(self, call: Call, resource_type: str, resource_id: str, *rest: str) -> Reply:
        if rest:
            return self._history(call, resource_type, resource_id, *rest)
        interaction = _INTERACTION.get(call.method)
        if interaction in (None, "create"):
            raise not_allowed(f"{call.method} on {resource_type}/[id]")
        self._allow(resource_type, str(interaction))
        handlers: dict[str, Callable[[], Reply]] = {
            "read": lambda: self._read(call, resource_type, resource_id),
            "update": lambda: writes.update(self, call, resource_type, resource_id),
            "patch": lambda: writes.patch(self, call, resource_type, resource_id),
        }
        return handlers[str(interaction)]()

    def _read(self, call: Call, resource_type: str, resource_id: str) -> Reply:
        version = self.store.get(f"{resource_type}/{resource_id}")
        if version is None:
            raise not_found(resource_type)
        if self.dialect.etags and call.headers.get("if-none-match") == f'W/"{version.number}"':
            return Reply(304)
        return self.reply(version)

    def _history(self, call: Call, resource_type: str, resource_id: str, *rest: str) -> Reply:
        if call.method != "GET" or rest[0] != "_history" or len(rest) > _HISTORY_PARTS - 2:
            raise bad_request("The path is not a FHIR path")
        versions = self.store.history(f"{resource_type}/{resource_id}")
        if not versions:
            raise not_found(resource_type)
        if len(rest) == 1:
            self._allow(resource_type, "history-instance")
            return Reply(200, self._history_bundle(call.base, versions))
        self._allow(resource_type, "vread")
        found = next((version for version in versions if str(version.number) == rest[1]), None)
        if found is None:
            raise not_found(f"That version of {resource_type}")
        return self.reply(found)

    def _history_bundle(self, base: str, versions: list[Version]) -> Resource:
        entries = [
            {
                "fullUrl": f"{base}/{version.reference}",
                "resource": self.shown(version),
                "request": {"method": version.method, "url": version.reference},
                "response": {"status": "201" if index == 0 else "200", "etag": f'W/"{version.number}"'},
            }
            for index, version in enumerate(versions)
        ]
        return {"resourceType": "Bundle", "type": "history", "total": len(entries), "entry": entries[::-1]}


def _is_type_level(call: Call) -> bool:
    parts = call.parts
    return len(parts) == 1 or (len(parts) == 2 and parts[1] == "_search" and call.method == "POST")  # noqa: PLR2004
