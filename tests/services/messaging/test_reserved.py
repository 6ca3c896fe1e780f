import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.language import Language
from services.messaging.reserved import RESERVED_WORDS, Reserved, folded, reserved

CARRIERS_STOP = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]
SPANISH_STOP = ["ALTO", "PARAR", "PARE", "DETENER", "BASTA", "BAJA", "SALIR", "TERMINAR", "REVOCAR", "CANCELAR"]


@pytest.mark.parametrize("word", [*CARRIERS_STOP, "opt out", "Opt-Out", "stop all", "please stop", "No more texts!"])
def test_the_carriers_and_the_fccs_words_stop(word: str) -> None:
    found = reserved(word, stopped=False)
    assert found is not None
    assert (found.asks, found.language) == (Reserved.STOP, Language.EN)


@pytest.mark.parametrize("word", [*SPANISH_STOP, "no más mensajes", "Alto, por favor.", "dejen de escribirme"])
def test_their_spanish_equivalents_stop(word: str) -> None:
    found = reserved(word, stopped=False)
    assert found is not None
    assert (found.asks, found.language) == (Reserved.STOP, Language.ES)


@pytest.mark.parametrize("word", ["CANCEL", "End.", "cancelar", "Terminar"])
def test_a_word_that_may_mean_the_visit_is_marked(word: str) -> None:
    found = reserved(word, stopped=False)
    assert found is not None
    assert found.visit


@pytest.mark.parametrize(
    "word",
    [
        " stop ",
        "Stop.",
        "STOP!!",
        '"stop"',
        "st\u200bop",
        "\uff33\uff34\uff2f\uff30",
        "stop \U0001f6d1",
        "s t o p",
        "ÁLTO",
        "alto\u0301",
    ],
)
def test_how_it_is_written_does_not_matter(word: str) -> None:
    found = reserved(word, stopped=False)
    assert found is not None
    assert found.asks is Reserved.STOP


@pytest.mark.parametrize(
    "text",
    [
        "cancel my visit",
        "quiero cancelar mi cita",
        "I want to stop by at 3",
        "can you end it earlier?",
        "quit smoking class",
        "no",
        "fin",
        "sí",
        "si",
        "help me move my visit",
        "1",
        "",
        "!!!",
    ],
)
def test_a_request_is_not_an_opt_out(text: str) -> None:
    assert reserved(text, stopped=False) is None


@pytest.mark.parametrize("word", ["START", "unstop", "Iniciar", "COMENZAR", "reanudar", "activar"])
@pytest.mark.parametrize("stopped", [True, False])
def test_start_words(word: str, stopped: bool) -> None:  # noqa: FBT001
    found = reserved(word, stopped=stopped)
    assert found is not None
    assert found.asks is Reserved.START


def test_yes_opts_in_only_after_an_opt_out() -> None:
    assert reserved("Yes", stopped=False) is None
    found = reserved("Yes", stopped=True)
    assert found is not None
    assert found.asks is Reserved.START
    assert reserved("Sí", stopped=True) is None


@pytest.mark.parametrize("word", ["HELP", "info", "Ayuda", "información"])
def test_help_words(word: str) -> None:
    found = reserved(word, stopped=True)
    assert found is not None
    assert found.asks is Reserved.HELP


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.sampled_from(sorted(RESERVED_WORDS)), st.sampled_from("ul"), st.text(" .!?,\u200b\n", max_size=4))
def test_a_reserved_word_is_known_in_any_dress(word: str, case: str, around: str) -> None:
    dressed = around + (word.upper() if case == "u" else word) + around
    assert reserved(dressed, stopped=True) == reserved(word, stopped=True) is not None
