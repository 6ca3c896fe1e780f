import json
from pathlib import Path
from shutil import copy

import numpy as np
import pytest

from services.gateway.errors import TaggerUnusable
from services.gateway.redaction.tagger.features import features
from services.gateway.redaction.tagger.model import SUFFIX, model
from services.gateway.redaction.tagger.tagger import FILE
from services.gateway.redaction.view import View


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "tagger.onnx"
    copy(FILE, file)
    copy(FILE.with_suffix(SUFFIX), file.with_suffix(SUFFIX))
    return file


def manifest(file: Path, **changes: object) -> None:
    fields = json.loads(FILE.with_suffix(SUFFIX).read_text()) | changes
    file.with_suffix(SUFFIX).write_text(json.dumps(fields))


def test_the_committed_network_is_small_and_is_the_one_of_its_manifest() -> None:
    assert FILE.stat().st_size < 10_000_000
    assert model(FILE).least.min() < 1


def test_a_changed_file_is_refused(own: Path) -> None:
    data = bytearray(own.read_bytes())
    data[len(data) // 2] ^= 1
    own.write_bytes(data)
    with pytest.raises(TaggerUnusable, match="SHA-256"):
        model(own)


def test_a_network_of_other_features_is_refused(own: Path) -> None:
    manifest(own, features=0)
    with pytest.raises(TaggerUnusable, match="other features"):
        model(own)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": "0", "thresholds": {"NOBODY": 1}}', "\xff"])
def test_a_broken_manifest_is_refused(own: Path, text: str) -> None:
    own.with_suffix(SUFFIX).write_text(text, encoding="latin-1")
    with pytest.raises(TaggerUnusable, match="cannot be read"):
        model(own)


def test_a_missing_manifest_is_refused(own: Path) -> None:
    own.with_suffix(SUFFIX).unlink()
    with pytest.raises(TaggerUnusable, match="FileNotFoundError"):
        model(own)


def test_it_is_loaded_once() -> None:
    assert model(FILE) is model(FILE)


def test_a_long_text_is_read_in_windows_with_the_same_result() -> None:
    text = "this is Zheaquim Oubrawe calling from Peoria about my visit. " * 200
    rows = features(View(text)).rows
    network = model(FILE)
    whole = network.session.run(None, {"rows": rows})[0]
    np.testing.assert_allclose(network.chances(rows), whole, atol=1e-5)
