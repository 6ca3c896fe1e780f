import pytest
from pydantic import ValidationError

from appliance.settings.understanding import UnderstandingSettings
from services.dialogue.understanding.proposed.asks import Asks


def test_no_model_is_asked_unless_somebody_says_so() -> None:
    settings = UnderstandingSettings()
    assert (settings.engine, settings.gateway, settings.asks) == ("embedded", None, Asks.UNSURE)
    assert settings.timeout_seconds == 1.5


@pytest.mark.parametrize(
    "address",
    [
        "unix:/run/sealdesk/gateway.sock",
        "http://127.0.0.1:8700",
        "http://localhost:8700/v1",
        "http://[::1]:8700",
        "https://gateway.clinic.example:8700",
    ],
)
def test_a_gateway_on_this_machine_or_behind_tls(address: str) -> None:
    assert UnderstandingSettings(engine="llama", gateway=address).gateway == address


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"engine": "llama", "gateway": "http://10.0.0.4:8700"}, "gateway must start with unix: or https://"),
        ({"engine": "llama", "gateway": "http://127.0.0.1.example:8700"}, "gateway must start with unix: or https://"),
        ({"engine": "llama", "gateway": "ftp://127.0.0.1"}, "pattern"),
        ({"engine": "gpt"}, "embedded"),
        ({"key_file": "../state.key"}, "pattern"),
        ({"model": "a b"}, "pattern"),
        ({"timeout_seconds": 30}, "less than or equal to 5"),
        ({"asks": "never"}, "unsure"),
        ({"temperature": 1}, "Extra inputs"),
    ],
)
def test_what_is_not_right(values: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        UnderstandingSettings.model_validate(values)
