"""What was asked last, from a short name, a synonym, or the question itself in either language."""

import re
from typing import Final

from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.words.tokens import fold

_NAMES: Final[dict[Asked, str]] = {
    Asked.NAME: "name full_name fullname patient_name nombre first_name last_name who",
    Asked.BIRTH_DATE: "birth_date dob birthdate birthday date_of_birth born fecha_de_nacimiento nacimiento",
    Asked.CODE: "code otp pin one_time_code verification_code codigo passcode",
    Asked.WHICH_APPOINTMENT: "which_appointment which appointment appointments pick pick_appointment cita cual target",
    Asked.WHAT: "what intent task what_to_do action how_can_i_help purpose reason que start help",
    Asked.WHEN: "when day time date days times preference preferences constraint constraints cuando fecha dia "
    "hora wish new_time",
    Asked.OFFER: "offer offers slot slots choose choice options option pick_offer choose_offer pick_slot "
    "opciones which_slot which_offer",
    Asked.CONFIRM: "confirm confirmation yes_no yesno yes/no confirmar sure readback read_back approve final",
    Asked.PHONE: "phone phone_number telephone mobile cell telefono celular number",
    Asked.ANYTHING_ELSE: "anything_else anything more else algo_mas something_else",
    Asked.PERSON: "person human agent handoff operator persona transfer",
}
_BY_NAME: Final = {name: asked for asked, names in _NAMES.items() for name in names.split()}

#: Key words of a whole question, tried in this order.
_QUESTIONS: Final[tuple[tuple[Asked, str], ...]] = (
    (Asked.BIRTH_DATE, r"birth|\bborn\b|\bdob\b|nacimiento|naci[os]|cumplea"),
    (Asked.CODE, r"\bcode\b|digit|codigo|cifra|\bpin\b"),
    (Asked.PHONE, r"phone|telefono|celular"),
    (Asked.ANYTHING_ELSE, r"anything else|algo mas|alguna otra cosa|something else i can|mas en que"),
    (
        Asked.CONFIRM,
        r"shall i|should i (move|cancel|go|book|change)|is that (right|correct|ok)|confirm|go ahead\?"
        r"|do you want me to"
        r"|es correcto|lo confirmo|la muevo|la cancelo|esta (bien|correcto)|procedo|desea que|quiere que (la|lo)"
        r"|yes or no|si o no",
    ),
    (
        Asked.WHICH_APPOINTMENT,
        r"which (appointment|visit|one do you want to (move|cancel|change))|which of (your|these) (app|vis)"
        r"|(cual|que) (de (sus|las|estas) )?(cita|visita)|appointment do you mean|cita se refiere",
    ),
    (
        Asked.OFFER,
        r"which (one|time|of these|slot|option)|do any of|would you like one|these (times|openings)"
        r"|cual (le|prefiere|de estos|de estas)|alguno de|alguna de|pick one|choose|elija|escoja|opcion",
    ),
    (Asked.PERSON, r"person|human|someone|staff|persona|recepcion"),
    (Asked.WHEN, r"\bwhen\b|what (day|time|date)|which day|cuando|que (dia|hora|fecha)|prefer|horario"),
    (Asked.NAME, r"\bname\b|nombre|who am i|con quien hablo|como se llama"),
    (
        Asked.WHAT,
        r"help|what (would|can|do)|ayudar|que (desea|quiere|necesita)|move or cancel|cancel or move|mover o cancelar",
    ),
)
_COMPILED: Final = tuple((asked, re.compile(pattern)) for asked, pattern in _QUESTIONS)
_LONGEST: Final = 400


def asked_from(text: str | None) -> Asked | None:
    """Return what was asked, or None when it is unknown; never an error."""
    if not text:
        return None
    folded = fold(text[:_LONGEST]).strip()
    name = re.sub(r"[\s-]+", "_", folded).strip("_?.! ")
    if name in _BY_NAME:
        return _BY_NAME[name]
    return next((asked for asked, pattern in _COMPILED if pattern.search(folded)), None)
