"""The second layer below the door: nftables rules by which only the egress process's user gets beyond the LAN.

nft(8). They restrict what leaves and nothing that comes in, and are made anew whenever the allow-list changes. A
question for a name can carry a message out, so names may be asked for by those alone that cannot do without: the door
where it has a destination by name, the bridge where the scheduling system's name has no address in the settings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from appliance.accounts import Account, account
from appliance.addresses import gateway_upstream
from appliance.plans import EGRESS_USER
from appliance.settings.allowed import beyond, destinations
from appliance.settings.model import Settings
from services.egress.model import Destination, Location
from services.kernel.lan import METADATA, PRIVATE, SHARED

TIME_USERS: Final = ("_chrony", "chrony", "systemd-timesync", "ntpsec", "ntp")
"""The users of the programs that set the clock, whichever of them this machine has."""
_LINK: Final = ("169.254.0.0/16", "fe80::/10")
_HTTPS: Final = 443
_RULES: Final = """\
#!/usr/sbin/nft -f
# Made by `sealdesk egress nftables`; change appliance.yaml and make it again. Load with: nft -f FILE
table inet sealdesk
delete table inet sealdesk
table inet sealdesk {{
{sets}
  chain refused {{
    counter log prefix "sealdesk egress drop " level warn flags skuid drop
  }}
  chain output {{
    type filter hook output priority filter; policy drop;
{names}
    oifname "lo" accept
    ip daddr @metadata4 goto refused
    ip6 daddr @metadata6 goto refused
    ct state established,related accept
    icmpv6 type {{ nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit }} accept
    meta skuid 0 udp dport {{ 67, 547 }} accept comment "an address for this machine"
{allowed}
    goto refused
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Users:
    """Who is who on this machine: of the portal and the bridge, and of a resolver of its own, where it has one."""

    services: str
    resolver: str | None = None


def nftables_rules(settings: Settings, users: Users, there: Callable[[str], Account | None] = account) -> str:
    """Return the rules; `there` finds a system user of this machine.

    Raises:
        WrongDestination: an entry of the allow-list says something impossible.
    """
    egress = settings.egress
    door, bridge = egress.user or EGRESS_USER, egress.bridge_user or users.services
    entries = destinations(egress)
    asking = [door] if _asks(settings, entries) else []
    if not beyond(settings) and any(_looked_up(settings, url) for url in _bridges(settings)):
        asking.append(bridge)
    if any(_looked_up(settings, url) for url in _directory(settings)):
        asking.append(users.services)
    if asking and users.resolver:
        asking.append(users.resolver)
    clocks = [name for name in TIME_USERS if there(name) is not None]
    allowed = [*_names_outside(asking), *_time(clocks), *_services(settings, users.services, bridge)]
    return _RULES.format(
        sets="\n".join(_sets(settings)),
        names=_indented([_names(asking)]),
        allowed=_indented([*allowed, *_door(entries, door)]),
    )


def _sets(settings: Settings) -> list[str]:
    groups = {
        "lan": settings.network.lan,
        "private": (*PRIVATE, SHARED, *_LINK),
        "metadata": sorted(map(str, METADATA)),
    }
    made = []
    for name, texts in groups.items():
        for version, kind in ((4, "ipv4_addr"), (6, "ipv6_addr")):
            inside = [text for text in texts if (":" in text) is (version == 6)]  # noqa: PLR2004 the other version
            elements = f"\n    elements = {{ {', '.join(inside)} }}" if inside else ""
            flags = "flags interval; auto-merge"
            made.append(f"  set {name}{version} {{\n    type {kind}; {flags};{elements}\n  }}")
    return made


def _asks(settings: Settings, entries: Iterable[Destination]) -> bool:
    """Tell whether the door has a destination whose address has to be asked for."""
    hosts = settings.network.hosts
    return any(entry.location is not Location.LOOPBACK and entry.host not in hosts for entry in entries)


def _bridges(settings: Settings) -> list[str]:
    """Return the addresses that the bridge dials by itself."""
    system = settings.scheduling_system
    return [system.base_url, *([system.smart.token_url] if system.smart else [])]


def _looked_up(settings: Settings, url: str) -> bool:
    """Tell whether somebody has to be asked for the host of an address."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host in settings.network.hosts:
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def _names(asking: list[str]) -> str:
    """Return the rule for questions of names, also to a resolver on this machine, by all who need none."""
    others = f"meta skuid != {_set_of(asking)} " if asking else ""
    return f'meta l4proto {{ tcp, udp }} th dport {{ 53, 853, 5353, 5355 }} {others}goto refused comment "names"'


def _names_outside(asking: list[str]) -> list[str]:
    return _on_the_lan(asking, "meta l4proto { tcp, udp } th dport 53", "names, from the clinic's own servers")


def _time(clocks: list[str]) -> list[str]:
    return _on_the_lan(clocks, "udp dport 123", "the time, from the clinic's own servers")


def _services(settings: Settings, services: str, bridge: str) -> list[str]:
    """Return the rules for what our processes dial on the LAN themselves, each at its port alone."""
    system = [] if beyond(settings) else _bridges(settings)
    model = [url for url in (gateway_upstream(settings), settings.gateway.transcriber) if url and "://" in url]
    model = model if settings.gateway.runs else []
    rules = _on_the_lan([bridge], _tcp(system), "the scheduling system") if _tcp(system) else []
    directory = _directory(settings)
    rules += _on_the_lan([services], _tcp(directory), "the clinic's directory") if _tcp(directory) else []
    return [*rules, *(_on_the_lan([services], _tcp(model), "the model server") if _tcp(model) else [])]


def _directory(settings: Settings) -> list[str]:
    """Return the address of the directory by which staff sign in, if there is one."""
    return [settings.console.directory.issuer] if settings.console and settings.console.directory else []


def _tcp(urls: list[str]) -> str:
    parts = [urlsplit(url) for url in urls]
    away = [part for part in parts if not _here(part.hostname or "")]
    ports = sorted({part.port or (_HTTPS if part.scheme == "https" else 80) for part in away})
    return f"tcp dport {{ {', '.join(map(str, ports))} }}" if ports else ""


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _on_the_lan(users: list[str], what: str, why: str) -> list[str]:
    if not users:
        return []
    who = f"meta skuid {_set_of(users)}"
    return [
        f'{who} ip daddr @lan4 {what} accept comment "{why}"',
        f"{who} ip6 daddr @lan6 {what} accept",
    ]


def _door(entries: tuple[Destination, ...], user: str) -> list[str]:
    """Return the rules of the egress process's user; without a destination there is none."""
    beyond_the_lan, inside = _ports(entries, Location.INTERNET), _ports(entries, Location.LAN)
    rules = []
    if inside:
        rules += _on_the_lan([user], f"tcp dport {{ {inside} }}", "the allow-list, on the LAN")
    if beyond_the_lan:
        who, what = f"meta skuid {_set_of([user])}", f"tcp dport {{ {beyond_the_lan} }}"
        rules.append(f'{who} ip daddr != @private4 {what} accept comment "the allow-list, beyond it"')
        rules.append(f"{who} ip6 daddr != @private6 {what} accept")
    return rules or ["# the allow-list is empty: nobody gets beyond the clinic's network"]


def _ports(entries: tuple[Destination, ...], location: Location) -> str:
    return ", ".join(map(str, sorted({entry.port for entry in entries if entry.location is location})))


def _set_of(users: list[str]) -> str:
    quoted = [f'"{user}"' for user in dict.fromkeys(users)]
    return f"{{ {', '.join(quoted)} }}"


def _indented(lines: list[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)
