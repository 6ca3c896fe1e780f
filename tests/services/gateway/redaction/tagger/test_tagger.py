import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.tagger import tagger as module
from services.gateway.redaction.tagger.tagger import Tagger, default_tagger
from services.gateway.redaction.view import View

TEXTS = [
    "hi this is Zheaquim Oubrawe, I need to move my appointment",
    "buenos días, habla Ñusta Güémez-Iñíguez 😀 quiero cancelar mi cita",
    "my name is zheaquim oubrawe and i live at 412 wexlow street in peoria",
]


def found(text: str, *, dates: bool = True) -> list[tuple[str, Label]]:
    return [(text[span.start : span.end], span.label) for span in Tagger(dates=dates).find(View(text))]


def test_names_that_are_in_no_list_are_found() -> None:
    assert ("Zheaquim Oubrawe", Label.NAME) in found(TEXTS[0])


def test_places_in_accented_text_with_emoji_are_those_of_the_text_as_written() -> None:
    assert ("Ñusta Güémez-Iñíguez", Label.NAME) in found(TEXTS[1])
    assert ("Zheaquim Oubrawe", Label.NAME) in found("ﬁne 😀👩‍⚕️ ½, this is Zheaquim Oubrawe calling")


def test_the_possessive_is_no_part_of_a_name() -> None:
    words = [text for text, label in found("this is Oubrawe's mother calling") if label is Label.NAME]
    assert not any(text.endswith("s") for text in words)


@pytest.mark.parametrize("text", ["", " ", "...", "\u200b", "😀😀", "\ud800", "\x00"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert found(text) == []


def test_the_same_text_gives_the_same_finds_whoever_asks() -> None:
    tagger = Tagger()
    alone = [tagger.find(View(text)) for text in TEXTS]
    with ThreadPoolExecutor(max_workers=4) as several:
        together = list(several.map(lambda text: tagger.find(View(text)), TEXTS * 20))
    assert together == alone * 20


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "John " * 2_000, "'-." * 3_500, "1" * 10_000, "\u202e" * 10_000, "é" * 10_000, "J o " * 2_500],
)
def test_hostile_texts_are_read_to_the_end_and_spans_stay_within(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in Tagger().find(View(text)))


def test_dates_are_left_where_appointments_must_stay_readable() -> None:
    labels = {label for text in TEXTS for _, label in found(f"{text} on 11/30/2026", dates=False)}
    assert labels.isdisjoint({Label.DATE, Label.DOB})


def test_a_missing_network_means_no_tagger_and_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "FILE", tmp_path / "none.onnx")
    with caplog.at_level(logging.WARNING):
        assert default_tagger() is None
        assert default_tagger() is None
    assert len([record for record in caplog.records if "none.onnx" in record.getMessage()]) == 1


def test_the_committed_network_is_there() -> None:
    assert default_tagger() is not None
