"""From the settings to what advises the embedded understander: nothing, or Llama behind the gateway."""

from dataclasses import dataclass

from appliance.addresses import gateway_secrets, gateway_url
from appliance.secret_files import SecretFiles, header_key
from appliance.settings.model import Settings
from services.dialogue.understanding.ports import Adviser, NoAdviser, Understander
from services.kernel.clock import Clock
from services.llama.adviser import LlamaAdviser
from services.llama.breaker import Breaker
from services.llama.client import LlamaClient, Server


@dataclass(frozen=True, slots=True)
class Advising:
    """The dialogue's adviser and the connections it holds."""

    adviser: Adviser
    client: LlamaClient | None = None

    def metrics(self) -> list[str]:
        """Return what became of messages at the adviser, as Prometheus reads it."""
        return self.adviser.tally.lines() if isinstance(self.adviser, LlamaAdviser) else []

    async def aclose(self) -> None:
        """Close the connections."""
        if self.client is not None:
            await self.client.aclose()


def build_adviser(settings: Settings, secrets: SecretFiles, understander: Understander, clock: Clock) -> Advising:
    """Return the adviser of this clinic.

    Raises:
        SecretsError: the gateway's key cannot be used.
    """
    chosen = settings.understanding
    gateway = gateway_url(settings)
    if chosen.engine == "embedded" or gateway is None:
        return Advising(NoAdviser())
    key_file = chosen.key_file or (gateway_secrets(settings)[0] if chosen.gateway is None else "")
    key = header_key(secrets, key_file) if key_file else ""
    client = LlamaClient(Server(gateway, chosen.model, key), chosen.timeout_seconds)
    breaker = Breaker(clock)
    return Advising(LlamaAdviser(client, understander, breaker, chosen.asks, chosen.timeout_seconds), client)
