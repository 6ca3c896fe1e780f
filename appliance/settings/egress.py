"""The door out: what may be reached beyond this machine, by whom, under which agreement. Stock: nothing."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, field_validator, model_validator

from appliance.settings.public_key import PublicKey
from appliance.settings.section import Section
from services.egress.model import Location, PhiPolicy

_NAME: Final = r"^[a-z][a-z0-9_-]{0,39}$"
_HOST: Final = r"^[a-z0-9](?:[a-z0-9.-]{0,251})$"
_FILE: Final = r"^[\w.-]+$"
_ACCOUNT: Final = r"^[a-z_][a-z0-9_-]{0,31}$"
_E164: Final = r"^\+[1-9][0-9]{7,14}$"
_HEX: Final = "[0-9a-fA-F]{32}"
_PAGE: Final = r"^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$"
_MAIL: Final = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
_MIB: Final = 1024 * 1024


SecretName = Annotated[str, Field(pattern=_FILE)]


class Caller(StrEnum):
    """Our processes that may have a tunnel."""

    BRIDGE = "bridge"
    PORTAL = "portal"


class CoverageSettings(Section):
    """What a recorded business associate agreement has to cover."""

    vendor: str = Field(min_length=1, description="The vendor, as the record names it.")
    product: str = Field(min_length=1, description="The vendor's product, as the record names it.")


class TunnelLimits(Section):
    """The caps of one destination; bytes and rate count for each direction by itself."""

    connections: int = Field(8, ge=1, le=256, description="Tunnels at once.")
    total_bytes: int = Field(256 * _MIB, ge=1024, le=1024 * 1024 * _MIB, description="Bytes that one tunnel may carry.")
    bytes_per_second: int = Field(4 * _MIB, ge=1024, le=1024 * _MIB, description="Rate of one tunnel.")
    life_seconds: float = Field(3600, ge=1, le=86_400, description="How long one tunnel may be open.")
    idle_seconds: float = Field(120, ge=1, le=3600, description="How long a tunnel may be silent.")


class DestinationSettings(Section):
    """A system of record that one of our services reaches through a tunnel."""

    name: str = Field(pattern=_NAME, description="What people call it; it stands in the audit trail.")
    host: str = Field(pattern=_HOST, description="Its exact host name in lower case: no address, no star.")
    port: int = Field(443, ge=1, le=65535, description="Its TLS port.")
    who: Caller = Field(Caller.BRIDGE, description="The service that may open it: the scheduling system's is `bridge`.")
    phi: PhiPolicy = Field(PhiPolicy.FULL, description="What of a patient it may be told.")
    baa: CoverageSettings | None = Field(
        None,
        description="What an agreement on record has to cover before the door opens; needed for PHI beyond the LAN.",
    )
    exception: str | None = Field(
        None, description="Reference of a recorded compliance exception, in place of `baa`, where phi is pseudonymous."
    )
    location: Location = Field(Location.INTERNET, description="Where its addresses may lie; all others are refused.")
    limits: TunnelLimits = Field(default_factory=TunnelLimits, description="Its caps.")


class TwilioChannel(Section):
    """Texts by Twilio; it opens while an agreement covers `programmable messaging` of the vendor `twilio`."""

    account: str = Field(pattern=f"^AC{_HEX}$", description="The account's SID.")
    key: str = Field(pattern=f"^(SK|AC){_HEX}$", description="SID of an API key; or the account's own.")
    secret_file: SecretName = Field(
        "twilio.secret",
        description="Name of the key's secret in the secrets directory; the API key's, not the account's.",
    )
    token_file: SecretName | None = Field(
        None, description="Name of the account's auth token, where Twilio's webhooks come in; null for polling."
    )
    number: str = Field(pattern=_E164, description="The clinic's number in international form.")
    service: str | None = Field(
        None, pattern=f"^MG{_HEX}$", description="SID of a Messaging Service that sends in the number's place."
    )
    phi: PhiPolicy = Field(
        PhiPolicy.FULL,
        description="What texts may tell of a patient: `full`, for a number and a clinic are PHI already.",
    )
    stand_in_port: int | None = Field(
        None, ge=1, le=65535, description="For the demo: a stand-in on this machine, by plain HTTP, in Twilio's place."
    )

    @field_validator("phi")
    @classmethod
    def _texts_are_phi(cls, phi: PhiPolicy) -> PhiPolicy:
        """Refuse what would open the channel without an agreement: every text names the clinic and goes to a number."""
        if phi is not PhiPolicy.FULL:
            msg = "must be full: a patient's number and the clinic's name are PHI, and texts tell of visits"
            raise ValueError(msg)
        return phi


class SendGridChannel(Section):
    """Notices by SendGrid: fixed words and a link, never PHI, because SendGrid signs no agreement for it."""

    key_file: SecretName = Field("sendgrid.key", description="Name of the API key in the secrets directory.")
    sender: str = Field(pattern=_MAIL, description="The address that notices come from.")
    link: str = Field(
        pattern=_PAGE,
        description="Address on the clinic's own page that a notice leads to, ending with a slash; for "
        "`messaging.mail: notice` it is https://HOST/m/, HOST being one of chat.public_hosts.",
    )
    events_key: str | None = Field(
        None, description="Public key of SendGrid's signed events (base64), where they come in; null for none."
    )
    stand_in_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="For the demo: a stand-in on this machine, by plain HTTP, in SendGrid's place.",
    )


class MailTls(StrEnum):
    """How TLS begins at the mail relay."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"


class SmtpChannel(Section):
    """Mail by the clinic's own relay, with the appointment for the patient's calendar."""

    host: str = Field(pattern=_HOST, description="The relay's host name, for which its certificate is made.")
    port: int = Field(587, ge=1, le=65535, description="The relay's port.")
    tls: MailTls = Field(MailTls.STARTTLS, description="How TLS begins; mail is never sent without.")
    ca_file: Path = Field(description="PEM file of the CA that signs the relay's certificate; no other is believed.")
    sender: str = Field(pattern=_MAIL, description="The address that mails come from.")
    user: str = Field("", description="Who we are at the relay; empty where it asks nobody.")
    password_file: SecretName | None = Field(
        None, description="Name of the user's password in the secrets directory; null for none."
    )
    location: Location = Field(Location.LAN, description="Where the relay's addresses lie.")
    baa: CoverageSettings | None = Field(
        None, description="What an agreement on record has to cover; needed where the relay lies on the internet."
    )

    @model_validator(mode="after")
    def _a_user_has_a_password(self) -> "SmtpChannel":
        if bool(self.user) != bool(self.password_file):
            msg = "user and password_file go together"
            raise ValueError(msg)
        return self


class StripeChannel(Section):
    """Payment pages by Stripe Checkout: a fixed line, an amount and an opaque reference, never PHI."""

    key_file: SecretName = Field("stripe.key", description="Name of the restricted API key in the secrets directory.")
    webhook_secret_file: SecretName | None = Field(
        None, description="Name of the secret that signs Stripe's events, where they come in; null for none."
    )
    success_url: str = Field(pattern=_PAGE, description="The clinic's page after a payment, the same for everybody.")
    cancel_url: str = Field(pattern=_PAGE, description="The clinic's page after none, the same for everybody.")
    stand_in_port: int | None = Field(
        None, ge=1, le=65535, description="For the demo: a stand-in on this machine, by plain HTTP, in Stripe's place."
    )


class AgreementsSettings(Section):
    """The register of business associate agreements."""

    folder: Path = Field(
        Path("/etc/sealdesk/agreements"),
        description="Signed records, one a file; the egress process's user must be able to read it.",
    )
    approvers: tuple[PublicKey, ...] = Field(
        (),
        description="Public keys of those who may sign records (`sealdesk baa keygen`); without one no record counts.",
    )


class EgressSettings(Section):
    """The only process that may open a connection beyond the clinic's network. Stock, it allows nothing."""

    systems_of_record: bool = Field(
        default=False, description="Switch on the class of destinations that are systems of record."
    )
    destinations: tuple[DestinationSettings, ...] = Field((), description="Systems of record, each by its exact host.")
    twilio: TwilioChannel | None = Field(None, description="Texts by Twilio; null: closed.")
    sendgrid: SendGridChannel | None = Field(None, description="Notices without PHI by SendGrid; null: closed.")
    smtp: SmtpChannel | None = Field(None, description="Mail by the clinic's relay; null: closed.")
    stripe: StripeChannel | None = Field(None, description="Payment pages by Stripe; null: closed.")
    agreements: AgreementsSettings = Field(
        default_factory=AgreementsSettings, description="Business associate agreements on record."
    )
    user: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System user it runs as when `up` is started by root. Default: sealdesk-egress where there is such "
        "a user, else the user of `up`.",
    )
    group: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System group of the portal's and the bridge's users, where these are not root: it opens the files "
        "of the sockets to them. Each socket still admits its own service's user alone.",
    )
    portal_user: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System user of the portal, which alone (and root) may hand messages over. Default: the user of "
        "`up`, or the member of `group`.",
    )
    bridge_user: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System user of the bridge, which alone may ask for its tunnels. Default: the user of `up`, or "
        "the member of `group`.",
    )
    audit_file: Path | None = Field(
        None, description="Chained audit records. Default: `egress-audit.jsonl` in a folder beside the state."
    )
    audit_megabytes: int = Field(
        64, ge=1, le=4096, description="Size at which a new audit file is begun; the full one is kept beside it."
    )

    @property
    def runs(self) -> bool:
        """Whether there is anything to open, and so a process."""
        return bool(self.destinations) or any((self.twilio, self.sendgrid, self.smtp, self.stripe))
