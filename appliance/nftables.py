"""The second layer below the door: nftables rules by which only the egress process's user gets beyond the LAN.

nft(8). They restrict what leaves and nothing that comes in, and are made anew whenever the allow-list changes.
"""

from typing import Final

from appliance.plans import EGRESS_USER
from appliance.settings.allowed import destinations
from appliance.settings.model import Settings
from services.egress.model import Destination, Location

_RULES: Final = """\
#!/usr/sbin/nft -f
# Made by `sealdesk egress nftables`; change appliance.yaml and make it again. Load with: nft -f FILE
table inet sealdesk
delete table inet sealdesk
table inet sealdesk {{
  set lan4 {{
    type ipv4_addr
    flags interval
    elements = {{ 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 }}
  }}
  set lan6 {{
    type ipv6_addr
    flags interval
    elements = {{ fc00::/7 }}
  }}
  chain output {{
    type filter hook output priority filter; policy drop;
    oifname "lo" accept
    ct state established,related accept
    icmpv6 type {{ nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit }} accept
    meta skuid 0 udp dport {{ 67, 547 }} accept comment "an address for this machine"
    ip daddr @lan4 udp dport {{ 53, 123 }} accept comment "names and time, from the clinic's own servers"
    ip6 daddr @lan6 udp dport {{ 53, 123 }} accept
    ip daddr @lan4 tcp dport 53 accept
    ip6 daddr @lan6 tcp dport 53 accept
    meta skuid "{user}" ip daddr @lan4 tcp dport != 0 accept comment "the scheduling system on the LAN"
    meta skuid "{user}" ip6 daddr @lan6 tcp dport != 0 accept
{door}
    counter log prefix "sealdesk egress drop " level warn flags skuid drop
  }}
}}
"""


def nftables_rules(settings: Settings, user: str) -> str:
    """Return the rules; `user` is the system user of the portal and the bridge.

    Raises:
        WrongDestination: an entry of the allow-list says something impossible.
    """
    door = settings.egress.user or EGRESS_USER
    lines = _door(destinations(settings.egress), door)
    return _RULES.format(user=user, door="\n".join(f"    {line}" for line in lines))


def _door(entries: tuple[Destination, ...], user: str) -> list[str]:
    """Return the rules of the egress process's user; without a destination there is none."""
    beyond = _ports(entries, Location.INTERNET)
    inside = _ports(entries, Location.LAN)
    rules = []
    if inside:
        rules.append(f'meta skuid "{user}" ip daddr @lan4 tcp dport {{ {inside} }} accept')
        rules.append(f'meta skuid "{user}" ip6 daddr @lan6 tcp dport {{ {inside} }} accept')
    if beyond:
        rules.append(f'meta skuid "{user}" ip daddr != @lan4 tcp dport {{ {beyond} }} accept')
        rules.append(f'meta skuid "{user}" ip6 daddr != @lan6 tcp dport {{ {beyond} }} accept')
    return rules or ["# the allow-list is empty: nobody gets beyond the clinic's network"]


def _ports(entries: tuple[Destination, ...], location: Location) -> str:
    return ", ".join(map(str, sorted({entry.port for entry in entries if entry.location is location})))
