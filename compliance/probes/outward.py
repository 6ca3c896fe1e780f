"""Probes of the way out: what may leave, under which agreement, and what the firewall lets through."""

import re
import tempfile
from typing import Final

from compliance.agreements.expiry import SOON, Term, registered
from compliance.probes.model import CannotTell, Figure, NotApplicable, NotShown, Probe
from compliance.probes.subject import Subject
from services.egress.guard import SENDER
from services.egress.reasons import Reason

_STRANGERS: Final = (("example.com", 443), ("api.openai.com", 443), ("203.0.113.7", 443), ("169.254.169.254", 80))
_CALLERS: Final = (SENDER, "sealdesk-bridge", "sealdesk-portal")
_TABLE: Final = ("list", "table", "inet", "sealdesk")
_REHEARSED: Final = 'nft -f "$0" && nft list table inet sealdesk'
"""The wanted rules as nft prints them, loaded in a network namespace that is gone afterwards."""
_COUNTED: Final = re.compile(r"counter packets \d+ bytes \d+")


async def _default_deny(subject: Subject) -> Figure:
    listed = {(entry.host, entry.port) for entry in subject.allow_list.destinations}
    tries = [(*place, who) for place in _STRANGERS if place not in listed for who in _CALLERS]
    through = [
        f"{host}:{port} for {who}" for host, port, who in tries if subject.allow_list.explain(host, port, who).allowed
    ]
    if through:
        raise NotShown(f"not on the list and yet allowed: {', '.join(through)}")
    told = [
        f"{entry.name} {entry.host}:{entry.port} phi {entry.phi.value}" for entry in subject.allow_list.destinations
    ]
    listing = "; ".join(told) or "nothing"
    return Figure(f"{len(tries)} tries of strangers' addresses refused; on the list: {listing}")


async def _agreements(subject: Subject) -> Figure:
    needing = [entry for entry in subject.allow_list.destinations if entry.baa is not None]
    if not needing:
        raise NotApplicable("no destination of the settings needs an agreement")
    now = subject.clock.now()
    standing = {entry.name: subject.register.standing(entry.baa, now) for entry in needing if entry.baa}
    bad = [f"{name} ({reason.value})" for name, reason in standing.items() if reason is not Reason.ALLOWED]
    if bad:
        raise NotShown(f"no agreement counts today for {', '.join(bad)}; the door is shut for it")
    soon = [one for one in registered(subject.register, now) if one.term is Term.EXPIRES_SOON]
    expiring = "; ".join(f"{one.signed.record.id} {one.words}" for one in soon) or f"none ends within {SOON.days} days"
    return Figure(f"{len(needing)} of {len(needing)} destinations that need one are covered today; {expiring}")


async def _firewall(subject: Subject) -> Figure:
    commands = subject.machine.commands
    ran = await commands.run("nft", *_TABLE)
    if ran is None:
        raise CannotTell("nft is not installed here")
    if ran.code:
        raise CannotTell("nft does not show a table inet sealdesk: it is not loaded, or this user may not look")
    with tempfile.NamedTemporaryFile("w", suffix=".nft") as file:
        file.write(subject.installed.firewall)
        file.flush()
        wanted = await commands.run("unshare", "--net", "sh", "-c", _REHEARSED, file.name)
    if wanted is None or wanted.code:
        raise CannotTell("the wanted rules could not be rehearsed in a network of their own; run this as root")
    inside, expected = _rules(ran.out), _rules(wanted.out)
    if inside != expected:
        raise NotShown(
            "the rules in force are not those of the settings: "
            f"{len(expected - inside)} are missing, {len(inside - expected)} are strange"
        )
    return Figure(f"{len(inside)} lines of rules in force, the same as the settings make")


def _rules(text: str) -> set[str]:
    """Return the lines of nft's own print; counters count on and are left out."""
    lines = (" ".join(_COUNTED.sub("counter", line).split()) for line in text.splitlines())
    return {line for line in lines if line}


DENY: Final = Probe(
    "egress.default_deny",
    "Only what is on the list may be reached",
    "the allow-list that the door makes of the settings: every entry, and tries of addresses that are not on it",
    "sealdesk egress list; sealdesk egress explain example.com:443",
    "Take the entry off egress.destinations.",
    _default_deny,
)
AGREEMENTS: Final = Probe(
    "egress.agreements",
    "Whoever gets PHI has signed an agreement that counts today",
    "the register of business associate agreements, against every destination that needs one",
    "sealdesk baa list --as NAME",
    "sealdesk baa sign ...; sealdesk baa add FILE --as NAME",
    _agreements,
)
FIREWALL: Final = Probe(
    "egress.firewall",
    "The machine's firewall lets only the door out",
    "the rules in force (nft list table inet sealdesk), against those that the settings make",
    "nft list table inet sealdesk; sealdesk egress nftables",
    "sealdesk egress nftables > /etc/nftables.d/sealdesk.nft; nft -f /etc/nftables.d/sealdesk.nft",
    _firewall,
)
OUTWARD: Final = (DENY, AGREEMENTS, FIREWALL)
