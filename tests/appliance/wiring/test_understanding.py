from pathlib import Path

import pytest

from appliance.errors import SecretsError
from appliance.settings.model import Settings
from appliance.wiring.portal import build_portal
from appliance.wiring.understanding import Advising, build_adviser
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.ports import NoAdviser
from services.dialogue.understanding.proposed.asks import Asks
from services.kernel.clock import SystemClock
from services.llama.adviser import LlamaAdviser
from tests.appliance.settings_files import fresh_secrets, small_clinic

GATEWAY = "unix:/run/sealdesk/gateway.sock"


def _built(settings: Settings) -> Advising:
    return build_adviser(settings, fresh_secrets(settings), EmbeddedUnderstander(), SystemClock())


def _with_key(folder: Path, written: bytes) -> Settings:
    chosen = {"engine": "llama", "gateway": GATEWAY, "key_file": "gateway.key"}
    settings = small_clinic(folder, understanding=chosen)
    fresh_secrets(settings)
    (settings.folders.secrets / "gateway.key").write_bytes(written)
    (settings.folders.secrets / "gateway.key").chmod(0o400)
    return settings


async def test_without_a_model_nobody_advises(tmp_path: Path) -> None:
    advising = _built(small_clinic(tmp_path))
    assert isinstance(advising.adviser, NoAdviser)
    assert advising.metrics() == []
    await advising.aclose()


async def test_llama_as_the_settings_say(tmp_path: Path) -> None:
    chosen = {"engine": "llama", "gateway": GATEWAY, "timeout_seconds": 0.8, "asks": "always"}
    advising = _built(small_clinic(tmp_path, understanding=chosen))
    assert isinstance(advising.adviser, LlamaAdviser)
    assert (advising.adviser.timeout_seconds, advising.adviser.asks) == (0.8, Asks.ALWAYS)
    assert any("sealdesk_adviser_messages_total" in line for line in advising.metrics())
    await advising.aclose()


async def test_the_gateways_key_is_a_secret_file(tmp_path: Path) -> None:
    advising = _built(_with_key(tmp_path, b"a-long-random-word\n"))
    assert advising.client is not None
    await advising.aclose()


@pytest.mark.parametrize("written", [b"", b"\n", b"two words", b"two\nlines", "cl\u00e9".encode(), b"\x00\x01"])
def test_a_key_that_is_none(tmp_path: Path, written: bytes) -> None:
    with pytest.raises(SecretsError, match=r"gateway\.key is no key"):
        _built(_with_key(tmp_path, written))


def test_a_key_that_is_missing_is_told_before_anything_runs(tmp_path: Path) -> None:
    chosen = {"engine": "llama", "gateway": GATEWAY, "key_file": "gateway.key"}
    with pytest.raises(SecretsError, match=r"gateway\.key cannot be opened"):
        _built(small_clinic(tmp_path, understanding=chosen))


async def test_a_portal_with_an_adviser_is_started_and_stopped(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path, understanding={"engine": "llama", "gateway": GATEWAY})
    portal = build_portal(settings, fresh_secrets(settings), SystemClock())
    await portal.start()
    await portal.stop()
    assert isinstance(portal.advising.adviser, LlamaAdviser)
