"""The whole of appliance.yaml."""

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from appliance.settings.agreement import require_agreement
from appliance.settings.audit import AuditSettings
from appliance.settings.clinic import Clinic
from appliance.settings.console import ConsoleSettings
from appliance.settings.egress import EgressSettings
from appliance.settings.gateway import GatewaySettings
from appliance.settings.language_model import LanguageModelSettings
from appliance.settings.network import NetworkSettings
from appliance.settings.payments import PaymentSettings, SummarySettings
from appliance.settings.policy import PolicySettings
from appliance.settings.service import ChatSettings, Folders, IdentitySettings, MessagingSettings
from appliance.settings.system import SchedulingSystemSettings
from appliance.settings.understanding import UnderstandingSettings
from appliance.settings.waitlist import WaitlistSettings


class Settings(BaseSettings):
    """Everything the appliance is told; read once, never changed while it runs.

    A variable such as `SEALDESK_CHAT__PORT=8090` goes before the file.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", validate_default=True, env_prefix="SEALDESK_", env_nested_delimiter="__"
    )

    clinic: Clinic = Field(description="The clinic: name, zone, hours, how to reach a person.")
    scheduling_system: SchedulingSystemSettings = Field(description="The clinic's own FHIR R4 server.")
    policy: PolicySettings = Field(
        default_factory=PolicySettings, description="What patients may change by themselves."
    )
    payments: PaymentSettings = Field(default_factory=PaymentSettings, description="How patients pay fees.")
    summaries: SummarySettings = Field(
        default_factory=SummarySettings, description="What providers are told of changes, on the LAN."
    )
    chat: ChatSettings = Field(default_factory=ChatSettings, description="The patient chat page.")
    console: ConsoleSettings | None = Field(
        None, description="The staff console's listener; null where staff work cases by the command line."
    )
    identity: IdentitySettings = Field(default_factory=IdentitySettings, description="The identity check.")
    messaging: MessagingSettings = Field(default_factory=MessagingSettings, description="Where text messages go.")
    waitlist: WaitlistSettings = Field(
        default_factory=WaitlistSettings, description="How freed times are offered to people who wait."
    )
    model: LanguageModelSettings | None = Field(
        None, description="The language model's server; null where the appliance understands without one."
    )
    understanding: UnderstandingSettings = Field(
        default_factory=UnderstandingSettings, description="How patients' words are understood."
    )
    gateway: GatewaySettings = Field(
        default_factory=GatewaySettings, description="The redacting gateway in front of a language model."
    )
    egress: EgressSettings = Field(
        default_factory=EgressSettings, description="The door out; stock, nothing may leave."
    )
    audit: AuditSettings = Field(
        default_factory=AuditSettings, description="The audit ledger: where it is, and who may talk to it."
    )
    network: NetworkSettings = Field(
        default_factory=NetworkSettings, description="The clinic's own network: its ranges and its machines' addresses."
    )
    folders: Folders = Field(default_factory=Folders, description="Folders on this machine.")

    @model_validator(mode="after")
    def _sections_fit_together(self) -> "Settings":
        require_agreement(self)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take the environment first, then the file; no dotenv, and no secrets: they never stand in the settings."""
        return env_settings, init_settings
