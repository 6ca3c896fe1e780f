from typing import Any

import pytest
from pydantic import ValidationError

from appliance.settings.language_model import Kind, LanguageModelSettings

ORDINARY: dict[str, Any] = {"kind": "8b-fp8", "path": "/opt/models/x"}


def test_kind_and_path_are_enough() -> None:
    settings = LanguageModelSettings(**ORDINARY)
    assert settings.kind is Kind.SMALL_FP8
    assert (settings.gpus, settings.nodes, settings.whisper) == (1, None, None)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "8b-int4"}, "8b-fp8"),
        ({"gpus": 3}, "1, 2, 4 or 8"),
        ({"name": "--host"}, "pattern"),
        ({"gpu_share": 0.99}, "0.95"),
        ({"whisper": {}}, "leave room"),
        ({"nodes": {"addresses": ["10.0.0.1"], "interface": "wg0"}}, "at least 2"),
        ({"nodes": {"addresses": ["10.0.0.1", "10.0.0.2"], "interface": "wg0", "rank": 2}}, "place in addresses"),
    ],
)
def test_what_cannot_be_is_told(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        LanguageModelSettings(**{**ORDINARY, **values})


def test_whisper_on_a_gpu_of_its_own_takes_nothing_from_the_model() -> None:
    assert LanguageModelSettings(**ORDINARY, whisper={"gpu": 1, "gpu_share": 0.9}).whisper is not None
