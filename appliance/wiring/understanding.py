"""From the settings to what advises the embedded understander: nothing, or Llama behind the gateway."""

from dataclasses import dataclass

from appliance.errors import SecretsError
from appliance.secret_files import SecretFiles
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
    if chosen.engine == "embedded" or chosen.gateway is None:
        return Advising(NoAdviser())
    key = _key(secrets, chosen.key_file) if chosen.key_file else ""
    client = LlamaClient(Server(chosen.gateway, chosen.model, key), chosen.timeout_seconds)
    breaker = Breaker(clock)
    return Advising(LlamaAdviser(client, understander, breaker, chosen.asks, chosen.timeout_seconds), client)


def _key(secrets: SecretFiles, name: str) -> str:
    """Return a key that may stand in a header.

    Raises:
        SecretsError: it cannot be read, or holds something else than visible ASCII on one line.
    """
    written = secrets.read(name).strip()
    if not written or any(not 0x21 <= byte <= 0x7E for byte in written):  # noqa: PLR2004
        raise SecretsError(f"The secret {name} is no key.", "Write one word of visible ASCII characters into it.")
    return written.decode("ascii")
