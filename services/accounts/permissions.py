"""Who may do what: each permission, what it lets somebody do, and which roles have it.

45 CFR 164.308(a)(4) (access authorization) and 164.312(a)(1). The table is data: pages, verbs and the access review
read the same one. A page of the console and a verb of the command line ask for one permission, never for a role.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.accounts.errors import NotPermitted
from services.accounts.model import Role


class Permission(StrEnum):
    """One thing that somebody may do."""

    WORK_CASES = "cases.work"
    DECIDE_CASES = "cases.decide"
    TALK_TO_PATIENTS = "chats.talk"
    TAKE_FEES = "fees.take"
    FORGIVE_FEES = "fees.forgive"
    WORK_MESSAGES = "messages.work"
    WORK_WAITLIST = "waitlist.work"
    SEE_AUDIT = "audit.see"
    EXPORT_AUDIT = "audit.export"
    REVIEW_AUDIT = "audit.review"
    VERIFY_AUDIT = "audit.verify"
    RECORD_DISCLOSURES = "disclosures.record"
    PLACE_HOLDS = "holds.place"
    SEE_CONTROLS = "controls.see"
    SIGN_CONTROLS = "controls.sign"
    MANAGE_AGREEMENTS = "agreements.manage"
    SEE_ACCOUNTS = "accounts.see"
    MANAGE_ACCOUNTS = "accounts.manage"
    OPERATE_KEYS = "keys.operate"
    SHRED_KEYS = "keys.shred"
    OPERATE_SYSTEM = "system.operate"
    SEE_EMERGENCIES = "break_glass.see"
    REVIEW_BREAK_GLASS = "break_glass.review"
    OWN_ACCOUNT = "account.own"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a permission lets somebody do, in words for the access review.

    `phi`: it shows protected health information. `step_up`: it asks for a second factor younger than five minutes.
    """

    words: str
    phi: bool = False
    step_up: bool = False


MEANINGS: Final[Mapping[Permission, Meaning]] = {
    Permission.WORK_CASES: Meaning("see and work cases", phi=True),
    Permission.DECIDE_CASES: Meaning("approve, change and decline what patients ask for", phi=True),
    Permission.TALK_TO_PATIENTS: Meaning("take over chats with patients", phi=True),
    Permission.TAKE_FEES: Meaning("see fees, take them at the desk, text the link to pay", phi=True),
    Permission.FORGIVE_FEES: Meaning("waive, void and give back fees", phi=True),
    Permission.WORK_MESSAGES: Meaning("see messages and consents, settle what was not delivered", phi=True),
    Permission.WORK_WAITLIST: Meaning("see and change the waitlist", phi=True),
    Permission.SEE_AUDIT: Meaning("search and read the audit log", phi=True),
    Permission.EXPORT_AUDIT: Meaning("export the audit log and its reports", phi=True, step_up=True),
    Permission.REVIEW_AUDIT: Meaning("sign off reviews of activity and of access", phi=True),
    Permission.VERIFY_AUDIT: Meaning("verify the log, without reading its events"),
    Permission.RECORD_DISCLOSURES: Meaning("record disclosures, correct and suspend them", phi=True),
    Permission.PLACE_HOLDS: Meaning("place and lift legal holds", phi=True, step_up=True),
    Permission.SEE_CONTROLS: Meaning("see the Security Rule's controls and their evidence"),
    Permission.SIGN_CONTROLS: Meaning("sign controls that no probe can prove"),
    Permission.MANAGE_AGREEMENTS: Meaning("keep the register of business associate agreements"),
    Permission.SEE_ACCOUNTS: Meaning("see who has an account, and who may what"),
    Permission.MANAGE_ACCOUNTS: Meaning("invite people, end and reset their accounts", step_up=True),
    Permission.OPERATE_KEYS: Meaning("rotate, split and recover keys", step_up=True),
    Permission.SHRED_KEYS: Meaning("destroy patients' keys at the end of retention, two people together", step_up=True),
    Permission.OPERATE_SYSTEM: Meaning("see the appliance's health, run backups and drills"),
    Permission.SEE_EMERGENCIES: Meaning("see uses of emergency access and their reviews"),
    Permission.REVIEW_BREAK_GLASS: Meaning("review and sign uses of emergency access", phi=True, step_up=True),
    Permission.OWN_ACCOUNT: Meaning("keep their own second factors and sessions"),
}
"""What each permission means; whoever is signed in has the last one."""

_DESK: Final = frozenset(
    {
        Permission.WORK_CASES,
        Permission.TALK_TO_PATIENTS,
        Permission.TAKE_FEES,
        Permission.WORK_MESSAGES,
        Permission.WORK_WAITLIST,
        Permission.OWN_ACCOUNT,
    }
)

GRANTS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.FRONT_DESK: _DESK,
    Role.APPROVER: _DESK | {Permission.DECIDE_CASES, Permission.FORGIVE_FEES},
    Role.COMPLIANCE: frozenset(
        {
            *(Permission.SEE_AUDIT, Permission.EXPORT_AUDIT, Permission.REVIEW_AUDIT, Permission.VERIFY_AUDIT),
            *(
                Permission.RECORD_DISCLOSURES,
                Permission.PLACE_HOLDS,
                Permission.SHRED_KEYS,
                Permission.MANAGE_AGREEMENTS,
            ),
            *(Permission.SEE_CONTROLS, Permission.SIGN_CONTROLS, Permission.SEE_ACCOUNTS, Permission.OWN_ACCOUNT),
            Permission.SEE_EMERGENCIES,
        }
    ),
    Role.IT: frozenset(
        {
            *(Permission.VERIFY_AUDIT, Permission.SEE_CONTROLS, Permission.SEE_ACCOUNTS, Permission.MANAGE_ACCOUNTS),
            *(Permission.OPERATE_KEYS, Permission.OPERATE_SYSTEM, Permission.OWN_ACCOUNT),
        }
    ),
    Role.SECURITY_OFFICER: frozenset(
        {
            *(Permission.SEE_AUDIT, Permission.EXPORT_AUDIT, Permission.REVIEW_AUDIT, Permission.VERIFY_AUDIT),
            *(
                Permission.RECORD_DISCLOSURES,
                Permission.PLACE_HOLDS,
                Permission.SEE_CONTROLS,
                Permission.SIGN_CONTROLS,
                Permission.OPERATE_KEYS,
            ),
            *(Permission.SHRED_KEYS, Permission.SEE_ACCOUNTS, Permission.MANAGE_ACCOUNTS),
            *(Permission.SEE_EMERGENCIES, Permission.REVIEW_BREAK_GLASS, Permission.OWN_ACCOUNT),
        }
    ),
    Role.BREAK_GLASS: _DESK | {Permission.DECIDE_CASES, Permission.VERIFY_AUDIT, Permission.SEE_ACCOUNTS},
}
"""What each role may do."""


def permissions_of(roles: Collection[Role]) -> frozenset[Permission]:
    """Return what somebody with these roles may do."""
    return frozenset().union(*(GRANTS[role] for role in roles))


def permits(roles: Collection[Role], permission: Permission) -> bool:
    """Tell whether one of these roles has the permission."""
    return any(permission in GRANTS[role] for role in roles)


def require(roles: Collection[Role], permission: Permission) -> None:
    """Let only those go on who have the permission.

    Raises:
        NotPermitted: none of these roles has it.
    """
    if not permits(roles, permission):
        raise NotPermitted(MEANINGS[permission].words, roles_with(permission))


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that have a permission, in the order of `Role`."""
    return [role for role in Role if permission in GRANTS[role]]
