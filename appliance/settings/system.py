"""The clinic's scheduling system: where it is, how it speaks, how Sealdesk shows who it is."""

from pydantic import Field, model_validator

from appliance.settings.section import Section
from services.bridge.fhir.profile import CANCELLATION_SYSTEM, DialectName
from services.scheduling.model import Lock


class JwksPage(Section):
    """Where the bridge shows its public keys, for an EHR on the LAN that fetches them (RFC 7517)."""

    host: str = Field(min_length=1, description="Address of the appliance on the clinic's network.")
    port: int = Field(ge=1, le=65535, description="Port of `/jwks.json`.")


class Smart(Section):
    """SMART Backend Services: signed assertions instead of a password (hl7.org/fhir/smart-app-launch)."""

    client_id: str = Field(min_length=1, description="The client id which the EHR gave to Sealdesk.")
    key_file: str = Field(
        "smart.pem", pattern=r"[\w.-]+", description="Name of the private key (PEM) in the secrets directory."
    )
    key_id: str = Field("sealdesk-1", min_length=1, description="Key id (`kid`) under which the EHR knows the key.")
    next_key_file: str | None = Field(
        None, pattern=r"[\w.-]+", description="During a rotation: the next private key, published but not used yet."
    )
    next_key_id: str = Field("sealdesk-2", min_length=1, description="Key id (`kid`) of the next key.")
    jwks: JwksPage | None = Field(
        None, description="Serve the public keys on the LAN; null where they are registered with the EHR by hand."
    )
    token_url: str = Field(
        pattern=r"https?://.+", description="Token address, exactly as the server's SMART configuration writes it."
    )
    scopes: tuple[str, ...] = Field(("system/*.read", "system/*.write"), min_length=1, description="Scopes to ask for.")


class CancelReasonSettings(Section):
    """The site's code for `Appointment.cancelationReason` when the patient asked."""

    system: str = Field(CANCELLATION_SYSTEM, description="Code system (URI).")
    code: str = Field("pat-cpp", min_length=1, description="Code within the system.")
    display: str = Field("Patient: Canceled via Patient Portal", description="The code's words.")


class ExtensionSettings(Section):
    """Where the site keeps what FHIR R4 has no element for; an empty URL means that it does not keep it."""

    modality: str = Field("", description="Extension URL for how patient and provider meet.")
    authorization_expires: str = Field("", description="Extension URL for the last day of an authorisation.")
    referral_expires: str = Field("", description="Extension URL for the last day of a referral.")
    payer: str = Field("", description="Extension URL, on a patient, for the code of who pays for visits.")


class IdentifierSettings(Section):
    """Identifier systems under which the site groups appointments; empty where it does not."""

    series: str = Field("", description="Identifier system (URI) of the series an appointment belongs to.")
    linked: str = Field("", description="Identifier system (URI) shared by appointments that belong together.")


class SchedulingSystemSettings(Section):
    """The clinic's FHIR R4 server."""

    base_url: str = Field(pattern=r"https?://[^\s?#]+", description="FHIR base address of the server.")
    name: str = Field(
        "fhir", pattern=r"[\w-]{1,40}", description="What staff call the system; shown in cases and checks."
    )
    dialect: DialectName = Field(
        DialectName.AUTO,
        description="How the server departs from plain FHIR R4; `auto` reads its capability statement.",
    )
    ca_file: str | None = Field(
        None, description="PEM file of the authority that signed the server's certificate; nothing else is trusted."
    )
    smart: Smart | None = Field(None, description="SMART Backend Services; null where the server asks for no token.")
    cancel_reason: CancelReasonSettings = Field(
        default_factory=CancelReasonSettings, description="Code written when a patient cancels."
    )
    extensions: ExtensionSettings = Field(default_factory=ExtensionSettings, description="The site's own extensions.")
    identifiers: IdentifierSettings = Field(
        default_factory=IdentifierSettings, description="How the site groups appointments."
    )
    visit_types: dict[str, str] = Field(
        default_factory=dict, description="The server's service type code to the name used under `policy.visit_types`."
    )
    lock: Lock | None = Field(None, description="What keeps two writers apart, where the server does not say it right.")
    frees_slots: bool | None = Field(
        None, description="The server frees the slot of a moved or cancelled appointment itself, where it is known."
    )
    marks_allowed: bool = Field(
        default=True, description="Sealdesk may write its operation id as an identifier into slots and appointments."
    )
    video_codes: tuple[str, ...] = Field(
        ("VR", "video", "telehealth"), description="Service or appointment type codes that mean a video visit."
    )
    phone_codes: tuple[str, ...] = Field(
        ("phone", "telephone"), description="Service or appointment type codes that mean a telephone visit."
    )
    sorted_slots: bool = Field(default=True, description="The server honours `_sort=start` for slots.")
    post_search: bool = Field(
        default=True, description="Look patients up by POST `_search`, which keeps names out of addresses."
    )
    page_size: int = Field(100, ge=10, le=1000, description="Entries asked for in one page of a search.")
    timeout_seconds: float = Field(10.0, ge=1, le=60, description="How long one answer of the server may take.")

    @model_validator(mode="after")
    def _no_plain_http_beyond_this_machine(self) -> "SchedulingSystemSettings":
        plain = self.base_url.startswith("http://")
        host = self.base_url.removeprefix("http://").split("/")[0].rsplit(":", 1)[0]
        if plain and host not in {"127.0.0.1", "localhost", "[::1]"}:
            msg = "base_url must start with https:// unless the server is on this machine"
            raise ValueError(msg)
        return self
