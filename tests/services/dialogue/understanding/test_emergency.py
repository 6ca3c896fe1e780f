import pytest

from services.dialogue.commands import Emergency
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.lines import _turn
from services.dialogue.understanding.model import Asked

_NOW = "2026-11-18T09:30:00-06:00"


def _kind(text: str, asked: Asked | None = None) -> str | None:
    _, context = _turn({"text": text, "now": _NOW, "asked": asked})
    first = EmbeddedUnderstander().understand(text, context).commands[0]
    return first.kind if isinstance(first, Emergency) else None


@pytest.mark.parametrize("asked", [None, *Asked])
def test_an_emergency_is_heard_at_every_step(asked: Asked | None) -> None:
    assert _kind("my chest hurts so bad", asked) == "chest_pain"
    assert _kind("no puedo respirar", asked) == "breathing"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I can't breathe", "breathing"),
        ("i have terrible chest pains", "chest_pain"),
        ("my chest feels tight", "chest_pain"),
        ("I think my dad is having a stroke", "stroke"),
        ("her face is drooping", "stroke"),
        ("I want to kill myself", "suicide"),
        ("ya no quiero vivir", "suicide"),
        ("me duele mucho el pecho", "chest_pain"),
        ("mi esposo se desmayó", "unconscious"),
        ("my son swallowed poison", "overdose"),
        ("my little boy swallowed some pills, what do i do", "overdose"),
        ("la niña se tomó un frasco de pastillas", "overdose"),
        ("mi hijo se tragó una pila", "overdose"),
        ("my toddler got into the detergent pods", "overdose"),
        ("he took the whole bottle", "overdose"),
        ("i can't wake my husband up", "unconscious"),
        ("mi bebé se está poniendo morado", "unconscious"),
        ("my dad's words are slurring", "stroke"),
        ("mi papá tiene la boca torcida", "stroke"),
        ("there's blood everywhere", "bleeding"),
        ("i'm thirty weeks and the baby isn't moving", "labor"),
        ("she won't stop bleeding, we can't stop the bleeding", "bleeding"),
        ("my throat is closing", "allergic_reaction"),
        ("my water broke", "labor"),
        ("this is an emergency", "other"),
        ("llame al 911", "other"),
        ("cancel my appointment i'm having chest pain", "chest_pain"),
    ],
)
def test_words_of_an_emergency(text: str, kind: str) -> None:
    assert _kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "move my chest x-ray appointment",
        "my emergency contact changed",
        "it's not an emergency",
        "no es una emergencia, solo quiero mover mi cita",
        "I have a stroke follow up on Friday",
        "i'm dying to get this over with",
        "tuve un infarto el año pasado y tengo cita de seguimiento el viernes",
        "my tooth hurts",
        "i took my pills this morning, can i still come",
        "tomo pastillas para la presión",
        "i need my flu shot moved",
        "i need a refill, i took the last of my pills",
        "my battery died, sorry, what was that",
        "tengo dolor de cabeza",
        "breathing test appointment",
    ],
)
def test_mentions_that_are_no_emergency(text: str) -> None:
    assert _kind(text) is None
