"""The clinic's own network: its ranges, and the addresses of machines for which no name server is asked."""

from ipaddress import ip_address
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from appliance.settings.section import Section
from services.egress.host_name import host_name
from services.kernel.lan import PRIVATE, IPAddress, Lan, lan_range


def _range(text: str) -> str:
    return str(lan_range(text))


LanRange = Annotated[str, AfterValidator(_range)]


class NetworkSettings(Section):
    """Which addresses are the clinic's own. The door, the bridge and the firewall's rules go by it."""

    lan: tuple[LanRange, ...] = Field(
        PRIVATE,
        min_length=1,
        description="The clinic's ranges, such as 10.20.0.0/16; a range of 100.64.0.0/10 counts only where it is "
        "named. Named ranges replace the default: what lies in none of them is not the clinic's.",
    )
    hosts: dict[str, str] = Field(
        default_factory=dict,
        description="Names of machines on the clinic's network and the address of each; no name server is asked for "
        "them. With the scheduling system's here, the bridge may ask none at all (`sealdesk egress nftables`).",
    )

    @property
    def own(self) -> Lan:
        """The ranges, to ask of an address."""
        return Lan(tuple(map(lan_range, self.lan)))

    @property
    def addresses(self) -> dict[str, IPAddress]:
        """The addresses of the named machines."""
        return {name: ip_address(text) for name, text in self.hosts.items()}

    @model_validator(mode="after")
    def _hosts_are_the_clinics(self) -> "NetworkSettings":
        for name, text in self.hosts.items():
            if host_name(name) != name:
                msg = f"hosts: {name} is no host name in lower case"
                raise ValueError(msg)
            if not _in(text, self.own):
                msg = f"hosts: {text} of {name} is no address within network.lan"
                raise ValueError(msg)
        return self


def _in(text: str, lan: Lan) -> bool:
    try:
        return ip_address(text) in lan
    except ValueError:
        return False
