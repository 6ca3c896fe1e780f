from random import Random

from scripts.redaction.corpus import noise
from scripts.redaction.corpus.pieces import Piece, assembled
from scripts.redaction.corpus.scene import Scene


def test_a_title_before_a_name_is_neutral() -> None:
    pieces = noise.titled([Piece("I saw Dr. "), Piece("Pell", "PROVIDER"), Piece(" twice")])

    assert Piece("Dr.", "neutral") in pieces
    assert assembled(pieces)[0] == "I saw Dr. Pell twice"


def test_a_dictated_line_has_no_capitals_digits_or_commas() -> None:
    for seed in range(30):
        scene = Scene(Random(seed), "en", "dictated", "train", spoken=True)
        text, _ = assembled(
            noise.dictated(scene, [Piece("Well, I'm 45, and "), Piece("Ana", "PATIENT"), Piece(" is 7!")])
        )
        assert text == text.lower()
        assert not set(text) & set(",!0123456789")
        assert "forty five" in text.replace(" um", "").replace(" uh", "").replace(" like", "").replace(
            " so", ""
        ).replace(" you know", "")


def test_typing_moves_no_span() -> None:
    for seed in range(60):
        scene = Scene(Random(seed), "es", "sms", "train")
        text, spans = assembled(
            noise.typed(scene, [Piece("Por favor dígale a "), Piece("Núñez", "PATIENT"), Piece(" que sí.")])
        )
        start, end, kind, group = spans[0]
        assert (kind, group) == ("PATIENT", "NAME")
        assert text[start:end].lower()[0] == "n"
