"""Every slot of the templates and what fills it."""

import re
from collections.abc import Callable
from typing import Final

from scripts.redaction.corpus import slots_clinic as clinic
from scripts.redaction.corpus import slots_codes as codes
from scripts.redaction.corpus import slots_dates as dates
from scripts.redaction.corpus import slots_names as names
from scripts.redaction.corpus import slots_numbers as numbers
from scripts.redaction.corpus import slots_online as online
from scripts.redaction.corpus import slots_places as places
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene

Filler = Callable[[Scene, int], list[Piece]]
_NUMBERED: Final = re.compile(r"(.*?)(\d)")
_SAME: Final = "full first last lastfirst spell_last spell_first hl7name initials employer"
_MODULES: Final = {
    names: _SAME,
    dates: "dob past when day dob_iso dob_compact dob_w past_iso past_w when_iso when_compact age age90",
    places: "streetname street city county hood state state2 country zip_w cityline address pobox esaddress "
    "hl7addr aptno",
    numbers: "phone phone_w phone_e164 phone_local fax ssn ssn_w ssn4 itin mrn mrn_w member member_w group group_w mbi "
    "medicaid npi",
    codes: "account account_w invoice card card4 cvv expiry routing iban dea plate vin serial serial_w passport alien "
    "curp uid",
    online: "email email_w handle handle_w url ip ip_w mac mac_w photo",
    clinic: "bp temp pulse o2 a1c lab pain count height weight cpt icd loinc money time year",
}
_WORDS: Final = "dept drug dose eponym reason test insurer rel weekday"
_NEUTRAL_WORDS: Final = "pharmacy hospital facility school"
_REFERENCES: Final = "claim rx auth confirm case order badge student"


def _room(scene: Scene, _number: int) -> list[Piece]:
    """Return a room's number: neutral."""
    return scene.code(str(scene.rng.randint(2, 640)), "neutral")


def _extension(scene: Scene, _number: int) -> list[Piece]:
    """Return an extension: neutral."""
    return [Piece("extension ", "neutral"), *_room(scene, 1)]


FILLERS: Final[dict[str, Filler]] = {
    **{name: getattr(module, name) for module, found in _MODULES.items() for name in found.split()},
    **{name: clinic.word(name) for name in _WORDS.split()},
    **{name: clinic.word(name, "neutral") for name in _NEUTRAL_WORDS.split()},
    **dict.fromkeys(_REFERENCES.split(), codes.reference),
    "roomno": _room,
    "ext": _extension,
    "dr": names.provider_last,
    "drfirst": names.provider_first,
    "drfull": names.provider_full,
    "zip": places.zip_code,
    "license": codes.license_number,
    "voiceprint": online.voice,
    "weight0": clinic.newborn_weight,
    "phone_again": numbers.phone,
}


def filler(slot: str) -> tuple[Filler, int]:
    """Return what fills a slot and the number of the person it is about.

    Raises:
        KeyError: No such slot; correct the template or add a filler.
    """
    if slot in FILLERS:
        return FILLERS[slot], 1
    found = _NUMBERED.fullmatch(slot)
    if found is None or found[1] not in FILLERS:
        raise KeyError(f"no slot is called {slot!r}: correct the template or add a filler")
    return FILLERS[found[1]], int(found[2])
