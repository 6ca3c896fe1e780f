"""Who speaks, said in passing, is taken out; the rest is understood like any other request."""

from datetime import datetime

import pytest

from services.dialogue.commands import GiveBirthDate, GiveName, StartBook, StartCancel, StartMove
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import TurnContext, Understanding

_NOW = datetime.fromisoformat("2025-03-12T10:00:00-06:00")


def _understood(text: str) -> Understanding:
    return EmbeddedUnderstander().understand(text, TurnContext(now=_NOW))


def test_name_birth_date_and_request_in_one_sentence() -> None:
    found = _understood("hi im emily watson born 4 may 1980 i need an appointment next week")
    kinds = [type(command) for command in found.commands]
    assert kinds[:3] == [GiveName, GiveBirthDate, StartBook]
    assert found.when[0].start.date().isoformat() == "2025-03-17"
    assert not found.unsure


@pytest.mark.parametrize(
    ("text", "name", "flow"),
    [
        ("this is john smith can i move my thursday appointment to friday at 3", "john smith", StartMove),
        ("soy maria lopez y quiero cancelar mi cita del martes", "maria lopez", StartCancel),
        ("buenas tardes le habla Carmen Rosario, quisiera cambiar mi cita", "Carmen Rosario", StartMove),
    ],
)
def test_a_name_in_passing(text: str, name: str, flow: type) -> None:
    found = _understood(text)
    assert found.commands[0] == GiveName(name)
    assert isinstance(found.commands[1], flow)


@pytest.mark.parametrize(
    "text", ["this is urgent i need an appointment", "im running late", "soy el papa de luis quiero mover su cita"]
)
def test_words_that_name_nobody(text: str) -> None:
    assert not any(isinstance(command, GiveName) for command in _understood(text).commands)


def test_a_rest_that_is_not_understood_is_a_question() -> None:
    found = _understood("my name is John Smith the frobnicator quux blorps")
    assert found.commands == (GiveName("John Smith"),) or found.unsure
