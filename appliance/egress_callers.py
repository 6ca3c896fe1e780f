"""Which system users may call at which socket of the egress process: those of the service it is for, and no others.

A socket's file mode and group say who may knock; what is decided here says who is let in, by the kernel's word.
"""

import os
from typing import Final

from appliance.accounts import account, group_id, members
from appliance.errors import ProcessError
from appliance.plans import EGRESS_USER, UP_USER
from appliance.settings.egress import Caller
from appliance.settings.model import Settings

_ROOT: Final = 0
_KEYS: Final = {Caller.BRIDGE: "egress.bridge_user", Caller.PORTAL: "egress.portal_user"}


def service_users(settings: Settings, caller: Caller) -> frozenset[int]:
    """Return the system users that a service of ours runs as: below `up` its user, else the one that the settings name.

    Where only a group is named, its one member; `sealdesk-bridge` or `sealdesk-portal`, where it has more.

    Raises:
        ProcessError: there is no such user, `up` runs the service as another, or the group leaves it open.
    """
    named, up = _named(settings)[caller], os.environ.get(UP_USER)
    uid = _uid(named, _KEYS[caller]) if named is not None else None
    if uid is not None and up is not None and uid != int(up):
        what = f"{_KEYS[caller]} is {named}, but `sealdesk up` runs the {caller.value} as the user it was started by."
        raise ProcessError(what, f"Take {_KEYS[caller]} out of the settings.")
    if uid is not None or up is not None:
        return frozenset({uid if uid is not None else int(str(up))})
    gid = group_id(settings.egress.group)
    found = members(gid) - {_own_uid(settings)} if gid is not None else frozenset()
    return _one_of(found, caller, str(settings.egress.group)) if found else frozenset({_user_of_up(settings)})


def office_users(settings: Settings) -> frozenset[int]:
    """Return who may hand messages over: the portal, and root, which asks for the process's health and its tests.

    Raises:
        ProcessError: as for `service_users`.
    """
    return service_users(settings, Caller.PORTAL) | {_ROOT}


def _named(settings: Settings) -> dict[Caller, str | None]:
    return {Caller.BRIDGE: settings.egress.bridge_user, Caller.PORTAL: settings.egress.portal_user}


def _one_of(found: frozenset[int], caller: Caller, group: str) -> frozenset[int]:
    """Return the service's among the members of a group."""
    usual = account(f"sealdesk-{caller.value}")
    if usual is not None and usual.uid in found:
        return frozenset({usual.uid})
    if len(found) > 1:
        what = f"The group {group} (egress.group) has {len(found)} members, and any could be the {caller.value}'s user."
        raise ProcessError(what, f"Name that user in {_KEYS[caller]}.")
    return found


def _user_of_up(settings: Settings) -> int:
    """Return who started us: root where we have a user of our own, else our own user, as in development."""
    ours = os.geteuid()
    return _ROOT if ours == _own_uid(settings) else ours


def _own_uid(settings: Settings) -> int | None:
    own = account(settings.egress.user or EGRESS_USER)
    return own.uid if own else None


def _uid(name: str, key: str) -> int:
    found = account(name)
    if found is None:
        raise ProcessError(f"There is no system user {name} ({key}).", f"Run `useradd --system {name}`.")
    return found.uid
