"""What understands a patient's words: the embedded grammar alone, or Llama beside it."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from appliance.settings.section import Section
from services.dialogue.understanding.proposed.asks import Asks

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_ADDRESS = r"(unix:/[^\s?#]+|https?://[^\s?#]+)"


class UnderstandingSettings(Section):
    """How patients' words are understood. The embedded understander is always there; Llama advises it."""

    engine: Literal["embedded", "llama"] = Field(
        "embedded", description="`embedded` needs no model; `llama` asks one as well."
    )
    gateway: str | None = Field(
        None,
        pattern=_ADDRESS,
        description="A redacting gateway, such as `https://gateway.clinic.example`; never the model server itself. "
        "Default: the appliance's own (section `gateway`).",
    )
    model: str = Field("llama-3.1-8b-instruct", pattern=r"^[A-Za-z0-9][\w./:@-]{0,127}$", description="Model to ask.")
    key_file: str | None = Field(
        None,
        pattern=r"^[\w.-]+$",
        description="Name of the gateway's key in the secrets directory. Default: that of section `gateway`, if any.",
    )
    timeout_seconds: float = Field(
        1.5, ge=0.2, le=5, description="Wait for the model; after it the embedded understander's result counts."
    )
    asks: Asks = Field(
        Asks.UNSURE, description="`unsure` asks where the embedded understander is not certain, `always` on every turn."
    )

    @model_validator(mode="after")
    def _what_is_asked_stays_here(self) -> "UnderstandingSettings":
        parts = urlsplit(self.gateway or "")
        if parts.scheme == "http" and parts.hostname not in _HERE:
            msg = "gateway must start with unix: or https:// unless it is on this machine"
            raise ValueError(msg)
        return self
