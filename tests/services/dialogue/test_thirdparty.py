import pytest

from services.dialogue.thirdparty import speaks_for_another

FOR_ANOTHER = (
    "I need to cancel my daughter's appointment",
    "calling for my mom",
    "can you move the appointment for my son",
    "my husband has an appointment on friday he cant come",
    "im writing on behalf of my father",
    "cancele la cita de mi hija",
    "llamo por mi mamá",
    "es la limpieza de mi hijo",
    "escribo en nombre de mi esposo",
    "mi abuela tiene una cita el lunes",
    "soy la mamá de Leo Park y quiero cambiar su cita",
    "Soy su esposa, quiero cancelar la cita",
    "soy el cuidador de don Pedro",
    "hi im Leo Park's mother, I want to move his appointment",
    "this is Leo's dad",
    "I am her husband",
    "I'm the mother of Leo Park",
    "I need to cancel for my son",
    "can you move it for my wife",
)
FOR_THEMSELVES = (
    "my son has a game that day, can you move my cleaning",
    "my wife is in labor, cancel my appointment",
    "I have to pick up my daughter at 3",
    "mi hijo tiene un juego ese día",
    "mi esposa está enferma, cancele mi cita",
    "cancel my appointment",
    "I have to cancel for my son's graduation",
    "I'm my mother's only carer so please move my cleaning",
    "I am a mother and cannot come that early",
    "I'm not Maria's mother",
    "soy la mujer de las tres",
    "soy la paciente de la doctora Brooks",
    "quiero cambiar mi cita",
    "",
)


@pytest.mark.parametrize("text", FOR_ANOTHER)
def test_for_another_person(text: str) -> None:
    assert speaks_for_another(text)


@pytest.mark.parametrize("text", FOR_THEMSELVES)
def test_for_themselves(text: str) -> None:
    assert not speaks_for_another(text)
