"""Which system users may call at the audit process's socket, and what for; the kernel says who calls."""

import os
from typing import Final

from appliance.accounts import account
from appliance.errors import ProcessError
from appliance.plans import EGRESS_USER, GATEWAY_USER, UP_USER
from appliance.settings.model import Settings
from services.ledger.app import Admission

_ROOT: Final = 0


def admission(settings: Settings) -> Admission:
    """Return who may do what: the gateway and the door file for themselves alone, the portal for any, and it reads.

    Raises:
        ProcessError: the settings name a user that is not there.
    """
    own: dict[int, frozenset[str] | None] = {}
    for name, source in _apart(settings).items():
        if (found := account(name)) is not None:
            own[found.uid] = frozenset({source}) | (own.get(found.uid) or frozenset())
    whole = {_ROOT, os.geteuid(), *_portal(settings)}
    readers = whole | {_uid(name, "audit.readers") for name in settings.audit.readers}
    return Admission({**own, **dict.fromkeys(whole)}, frozenset(readers))


def _apart(settings: Settings) -> dict[str, str]:
    found = {}
    if settings.gateway.runs:
        found[settings.gateway.user or GATEWAY_USER] = "gateway"
    if settings.egress.runs:
        found[settings.egress.user or EGRESS_USER] = "egress"
    return found


def _portal(settings: Settings) -> set[int]:
    named = settings.audit.portal_user or settings.egress.portal_user
    if named is not None:
        return {_uid(named, "audit.portal_user")}
    up = os.environ.get(UP_USER)
    usual = account("sealdesk-portal")
    return {int(up)} if up is not None else {usual.uid} if usual is not None else set()


def _uid(name: str, key: str) -> int:
    found = account(name)
    if found is None:
        raise ProcessError(f"There is no system user {name} ({key}).", f"Run `useradd --system {name}`.")
    return found.uid
