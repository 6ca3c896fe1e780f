"""create, update and patch: version checks, validation, slot rules, then one new version."""

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from appliance.demo.ehr.json_patch import apply_patch
from appliance.demo.ehr.messages import Call, Reply
from appliance.demo.ehr.outcome import FhirError, Resource, bad_request, not_found
from appliance.demo.ehr.searching import search
from appliance.demo.ehr.slots import check_slots, follow
from appliance.demo.ehr.store import Version, copy_resource
from appliance.demo.ehr.validation import validate_elements, validate_rules

if TYPE_CHECKING:
    from appliance.demo.ehr.server import FhirServer

_ETAG = re.compile(r'^(?:W/)?"([^"]*)"$')
_PATCH_TYPES = ("application/json-patch+json", "application/json")


def create(server: "FhirServer", call: Call, resource_type: str) -> Reply:
    """POST [type]: 201 with Location, or the existing match of If-None-Exist (200), or 412 for several."""
    resource = call.resource()
    if condition := call.headers.get("if-none-exist"):
        found = search(server.store, resource_type, parse_qsl(condition.lstrip("?"), keep_blank_values=True))
        if len(found) > 1:
            raise FhirError(412, "multiple-matches", "If-None-Exist matches several resources")
        if found:
            return server.reply(found[0])
    validate_elements(resource, resource_type, strict=server.config.strict)
    fresh = server.dialect.before_create(server, {**resource, "id": server.store.new_id(resource_type)})
    validate_rules(fresh)
    version = store_version(server, None, fresh, call.actor, "POST")
    reply = server.reply(version, 201)
    reply.headers["Location"] = f"{call.base}/{version.reference}/_history/{version.number}"
    if not server.dialect.created_body or call.headers.get("prefer") == "return=minimal":
        reply.resource = None
    return reply


def update(server: "FhirServer", call: Call, resource_type: str, resource_id: str) -> Reply:
    """PUT [type]/[id]: a new version of a resource that exists."""
    before = _existing(server, call, resource_type, resource_id)
    resource = call.resource()
    if resource.get("id") != resource_id:
        raise bad_request("The id in the body is not the id in the URL")
    return _change(server, call, before, resource)


def patch(server: "FhirServer", call: Call, resource_type: str, resource_id: str) -> Reply:
    """PATCH [type]/[id] with a JSON Patch."""
    media_type = call.headers.get("content-type", "").split(";")[0].strip()
    if media_type not in _PATCH_TYPES:
        raise FhirError(415, "not-supported", "A patch must be application/json-patch+json")
    before = _existing(server, call, resource_type, resource_id)
    return _change(server, call, before, apply_patch(before.resource, call.json()))


def store_version(server: "FhirServer", before: Version | None, resource: Resource, actor: str, method: str) -> Version:
    """Apply the slot rules and write the version and its side effects, all or nothing."""
    policy = server.dialect.slots
    with server.store.atomic():
        if resource["resourceType"] == "Appointment":
            check_slots(server.store, before, resource, actor, policy)
        after = server.store.write(resource, actor, method)
        if resource["resourceType"] == "Appointment":
            follow(server.store, before, after, policy)
    return after


def _existing(server: "FhirServer", call: Call, resource_type: str, resource_id: str) -> Version:
    before = server.store.get(f"{resource_type}/{resource_id}")
    if before is None:
        raise not_found(resource_type)
    if before.reference in server.locks:
        raise FhirError(423, "lock-error", "Somebody is editing this resource")
    _check_version(server, call, before)
    return before


def _check_version(server: "FhirServer", call: Call, before: Version) -> None:
    dialect = server.dialect
    if not dialect.etags:
        return
    condition = call.headers.get("if-match")
    if condition is None:
        if dialect.if_match_required:
            raise FhirError(412, "required", "If-Match is required")
        return
    match = _ETAG.match(condition.strip())
    if match is None:
        raise bad_request('If-Match must look like W/"1"')
    if match[1] != str(before.number):
        raise FhirError(dialect.stale_status, "conflict", "The resource has changed since that version")


def _change(server: "FhirServer", call: Call, before: Version, after: Resource) -> Reply:
    resource = copy_resource(after)
    validate_elements(resource, before.resource["resourceType"], strict=server.config.strict)
    completed = server.dialect.before_change(server, before, resource, call)
    validate_rules(completed)
    reply = server.reply(store_version(server, before, completed, call.actor, call.method))
    if not server.dialect.changed_body or call.headers.get("prefer") == "return=minimal":
        reply.resource = None
    return reply
