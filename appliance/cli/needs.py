"""Which permission each verb of the command line asks for, and which verbs ask for none, and why.

The permissions are those of the console's pages (`services.accounts.permissions`). A verb in neither table is refused,
and a test names it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.accounts.permissions import Permission


def _always(_: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Need:
    """The permission that a verb asks of the person named with `--as`; `when` says for which of its options."""

    permission: Permission
    when: Callable[[Mapping[str, Any]], bool] = _always


def _each(permission: Permission, group: str, *verbs: str) -> dict[str, Need]:
    return {f"{group} {verb}": Need(permission) for verb in verbs}


NEEDS: Final[Mapping[str, Need]] = {
    "appointments": Need(Permission.WORK_CASES),
    "policy explain": Need(Permission.WORK_CASES, when=lambda given: given.get("appointment") is not None),
    **_each(Permission.WORK_CASES, "cases", "list", "show", "close"),
    **_each(Permission.DECIDE_CASES, "cases", "approve", "decline"),
    **_each(Permission.TAKE_FEES, "fees", "list", "hand-over", "look-up", "paid", "text"),
    **_each(Permission.FORGIVE_FEES, "fees", "waive", "refund", "void"),
    **_each(Permission.WORK_MESSAGES, "messages", "list", "settle", "number", "stop", "start", "consent"),
    "messages misdirected": Need(Permission.WORK_MESSAGES),
    **_each(Permission.WORK_WAITLIST, "waitlist", "list", "rounds", "add", "remove", "priority"),
    **_each(Permission.SEE_AUDIT, "audit", "search", "show"),
    "audit report": Need(Permission.SEE_AUDIT, when=lambda given: bool(given.get("name"))),
    **_each(Permission.OPERATE_SYSTEM, "audit", "restored", "accept-clock"),
    "audit export": Need(Permission.EXPORT_AUDIT),
    "audit verify": Need(Permission.VERIFY_AUDIT, when=lambda given: given.get("export") is None),
    "audit append-test": Need(Permission.VERIFY_AUDIT),
    **_each(Permission.RECORD_DISCLOSURES, "disclosures", "record", "correct", "withdraw", "suspend", "resume"),
    "disclosures list": Need(Permission.SEE_AUDIT),
    **_each(Permission.MANAGE_AGREEMENTS, "baa", "keygen", "sign", "add", "list", "withdraw"),
    "egress test": Need(Permission.OPERATE_SYSTEM),
    "report hipaa": Need(Permission.SEE_CONTROLS),
    "report sign-off": Need(Permission.SIGN_CONTROLS),
    **_each(Permission.MANAGE_ACCOUNTS, "staff", "add", "disable", "reset", "link"),
    **_each(Permission.OPERATE_KEYS, "keys", "init", "rotate", "split"),
    **_each(Permission.SHRED_KEYS, "keys shred", "keygen", "order", "sign", "run"),
    **_each(Permission.PLACE_HOLDS, "keys hold", "place", "lift", "list"),
}
"""Verbs that show protected health information or the audit log, or change something."""

_STARTS: Final = "starts and stops processes: the operating system says who may"
_SETTINGS: Final = "prints what the settings make; it reads no data"
_PATIENT: Final = "speaks as a patient does on the page, who proves who they are in the chat"
_FOLDER: Final = "works on a folder of hashes and public keys, often on a machine that knows no staff"
_MODEL: Final = "concerns the language model's server, which holds no data"
_STREAM: Final = "reads what stands on its input, and nothing of the appliance"

FREE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("up", "down", "demo", "gateway serve", "model serve", "witness serve"), _STARTS),
    "status": "says which processes are healthy; it reads no data",
    "doctor": "sends test traffic and says what works; it shows nobody's data, and has to run when nothing else does",
    "chat": _PATIENT,
    **dict.fromkeys(("understand", "redact"), _STREAM),
    **dict.fromkeys(("config check", "config show", "config schema", "config keys"), _SETTINGS),
    **dict.fromkeys(
        ("audit unit", "gateway unit", "egress unit", "keys unit", "egress nftables", "model unit"), _SETTINGS
    ),
    **dict.fromkeys(("egress list", "egress explain"), "says what the allow-list opens; nothing is sent or read"),
    **dict.fromkeys(("model check", "model manifest", "model bench"), _MODEL),
    "disclosures grounds": "prints a table of the rule, which is the same everywhere",
    "baa template": "prints a text that is the same everywhere",
    "staff list": "names accounts and their roles, as the console's navigation does; no data of patients",
    "staff may": "prints the table of permissions, which is the same everywhere",
    "report sign-offs": "says which control was signed when, which every evidence pack says; no data of patients",
    "report check": "compares a pack's files with its hashes",
    "keys status": "names keys and shows none; it has to run when no data can be opened",
    "keys hand-out": "run by root at start, before any account can be read; only root can read the keyring",
    "keys recover": "opens the keyring by three cards, whose holders are the permission: accounts open by that keyring",
    **{f"witness {verb}": _FOLDER for verb in ("add-key", "cosign", "status", "request", "accept", "ask")},
}
"""Verbs that ask for no permission, and why not."""
