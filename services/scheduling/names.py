"""Names reduced to what can be compared: letters only, no accents, no titles and suffixes, known short forms."""

import unicodedata

_LINKS = ("de", "del", "la", "las", "los", "el", "y", "e", "do", "da", "dos", "das", "van", "von", "der", "den")
PARTICLES = frozenset((*_LINKS, "san", "santa", "bin", "al"))
"""Words that belong to a family name without telling it from others."""
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq"])
_TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "doctora", "sra", "srta", "senor", "senora", "senorita"]
)
_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4."  # the point of an abbreviation vanishes like an apostrophe
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss"})

_SHORT_FORMS = """
alexander alex sandy | alexandra alex sandy | andrew andy drew | anthony tony | barbara barb | benjamin ben |
catherine cathy kate katie | katherine kathryn kathy kate katie | charles charlie chuck | christopher chris |
christina cristina chris tina | daniel dan danny | david dave | deborah debra deb debbie | donald don | dorothy dot |
edward ed eddie ted | elizabeth liz beth betty lizzie eliza | frances fran | francis frank | frederick fred |
gregory greg | james jim jimmy | jennifer jen jenny | john jack johnny | joseph joe | josephine josie | joshua josh |
kenneth ken | lawrence larry | margaret maggie peggy meg | matthew matt | michael mike | nicholas nick | pamela pam |
patricia pat patty | patrick pat | richard rick ricky dick | robert rob bob bobby bert | ronald ron | samuel sam |
stephen steven steve | susan sue | thomas tom tommy | timothy tim | vincent vince | william bill billy will |
alejandro alex | alejandra alex | antonio tono | concepcion concha | dolores lola | eduardo lalo | enrique quique |
francisco paco pancho | francisca paquita pancha | guadalupe lupe lupita | guillermo memo | ignacio nacho |
isabel chabela | jesus chuy | jorge coque | jose pepe | josefa pepa | josefina pepa fina | luis lucho | manuel manolo |
maria ma | mercedes meche | rafael rafa | roberto beto | alberto beto | rosario charo | teresa tere | vicente chente
"""
_GROUPS_OF: dict[str, frozenset[int]] = {}
for _number, _group in enumerate(_SHORT_FORMS.split("|")):
    for _name in _group.split():
        _GROUPS_OF[_name] = _GROUPS_OF.get(_name, frozenset()) | {_number}

LONG_ENOUGH_FOR_A_SLIP = 6
"""Letters both words must have before one wrong letter is forgiven: shorter names are too close to one another."""


def words_of(name: str) -> tuple[str, ...]:
    """Return the comparable words of a name in the order written.

    "O'Connor-Smith, José Jr." gives ("oconnor", "smith", "jose"): hyphens part words, apostrophes and points vanish.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_UNDECOMPOSED))
    letters = "".join(_letter(character) for character in plain)
    return tuple(word for word in letters.split() if word not in _SUFFIXES | _TITLES)


def _letter(character: str) -> str:
    if unicodedata.combining(character) or character in _APOSTROPHES:
        return ""
    return character if character.isalpha() else " "


def slips_between(one: str, other: str) -> int | None:
    """Return 0 for equal words, 1 for a single slip between long enough ones, None for different names."""
    if one == other:
        return 0
    long_enough = min(len(one), len(other)) >= LONG_ENOUGH_FOR_A_SLIP
    return 1 if long_enough and _one_slip(one, other) else None


def slips_between_given(one: str, other: str) -> int | None:
    """Compare given names: a well-known short form is the same name, another last letter never a slip.

    Daniel and Daniela, Antonio and Antonia may be twins.
    """
    if _GROUPS_OF.get(one, frozenset()) & _GROUPS_OF.get(other, frozenset()):
        return 0
    slips = slips_between(one, other)
    stem = min(len(one), len(other)) - (len(one) == len(other))
    return None if slips and one[:stem] == other[:stem] else slips


def _one_slip(one: str, other: str) -> bool:
    """Tell whether the words differ by one letter added, dropped or replaced, or two neighbours exchanged."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    exchanged = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or exchanged == other[at:]
