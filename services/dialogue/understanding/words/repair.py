"""Words put right: misspellings of the domain repaired, Spanish contractions opened."""

from collections.abc import Iterable
from typing import Final

from services.dialogue.understanding.emergency import WORDS as EMERGENCY_WORDS
from services.dialogue.understanding.lexicon.all_words import ACTS, TIME
from services.dialogue.understanding.lexicon.entry import Entries
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.numbers import CARDINALS, ORDINALS
from services.dialogue.understanding.words.spanish_words import LOOKALIKES
from services.dialogue.understanding.words.spelling import Speller
from services.dialogue.understanding.words.surnames import SURNAMES
from services.dialogue.understanding.words.tokens import Token
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

#: Contractions and colloquial forms, read as the words they stand for, here and in the lexicons.
CONTRACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "del": ("de", "el"),
    "al": ("a", "el"),
    "pal": ("para", "el"),
    "alas": ("a", "las"),
    "enla": ("en", "la"),
    "delas": ("de", "las"),
    "enlas": ("en", "las"),
    "ala": ("a", "la"),
    "till": ("until",),
    "til": ("until",),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("have", "to"),
    "hafta": ("have", "to"),
    "lemme": ("let", "me"),
    "gimme": ("give", "me"),
    "tryna": ("trying", "to"),
    "lookin": ("looking",),
    "tryin": ("trying",),
    "comin": ("coming",),
    "goin": ("going",),
    "hopin": ("hoping",),
    "callin": ("calling",),
    "gettin": ("getting",),
    "movin": ("moving",),
    "cancelin": ("canceling",),
    "havin": ("having",),
    "doin": ("doing",),
    "wonderin": ("wondering",),
    "nothin": ("nothing",),
    "somethin": ("something",),
    "anythin": ("anything",),
    "workin": ("working",),
    "runnin": ("running",),
    "reschedulin": ("rescheduling",),
    "wit": ("with",),
    "wewould": ("we", "would"),
    "tmb": ("tambien",),
    "tmbn": ("tambien",),
    "tbn": ("tambien",),
    "tambn": ("tambien",),
    "kmbiar": ("cambiar",),
    "cmbiar": ("cambiar",),
    "kambiar": ("cambiar",),
    "kmbio": ("cambio",),
    "kancelar": ("cancelar",),
    "knclar": ("cancelar",),
    "kanselar": ("cancelar",),
    "canselar": ("cancelar",),
    "nesesito": ("necesito",),
    "nesecito": ("necesito",),
    "necesitp": ("necesito",),
    "uste": ("usted",),
    "dsp": ("despues",),
    "dsps": ("despues",),
    "dspues": ("despues",),
    "desp": ("despues",),
    "tngo": ("tengo",),
    "tngu": ("tengo",),
    "kita": ("quita",),
    "ksi": ("casi",),
    "msj": ("mensaje",),
    "grax": ("gracias",),
    "grac": ("gracias",),
    "aki": ("aqui",),
    "toy": ("estoy",),
    "tamos": ("estamos",),
    "salu2": ("saludos",),
    "xa": ("para",),
    "xfis": ("porfa",),
    "plis": ("porfa",),
}

#: Words of acts that misspellings are repaired to, besides all words of time.
_ACT_WORDS: Final = word_set(
    """
    appointment appointments cancel cancelled reschedule rescheduled cleaning checkup please thanks
    person human operator representative agent receptionist spanish english instead available
    anything something earlier later different another repeat number option second third works
    perfect sounds change postpone doctor dentist therapy physical follow cita citas cancelar
    cancele cambiar reprogramar reagendar mover posponer adelantar limpieza persona operadora
    recepcionista representante espanol ingles gracias disponible disponibilidad horario opcion
    perfecto correcto prefiero quiero quisiera necesito puedo doctora repita ninguna codigo
    nacimiento confirmo consulta
    """
)
_NUMBER_WORDS: Final = frozenset(word for table in (*CARDINALS.values(), *ORDINALS.values()) for word in table)


def _words_in(lexicons: Iterable[Entries]) -> frozenset[str]:
    """Return every word of some lexicons."""
    return frozenset(
        word for entries in lexicons for _cat, _value, phrases in entries for word in phrases.replace("|", " ").split()
    )


VOCABULARY: Final = {language: _words_in((TIME[language], ACTS[language])) for language in Language}
"""Every word that the lexicons of a language hold."""

_SPELLER: Final = Speller(
    wanted=_words_in(TIME.values()) | _ACT_WORDS | _NUMBER_WORDS,
    known=VOCABULARY[Language.EN]
    | VOCABULARY[Language.ES]
    | ENGLISH
    | SPANISH
    | LOOKALIKES
    | EMERGENCY_WORDS
    | NAMES
    | SURNAMES,
)


def repair(tokens: list[Token]) -> list[Token]:
    """Return tokens with misspelt words put right and contractions opened."""
    repaired: list[Token] = []
    for token in tokens:
        if token.kind != "word":
            repaired.append(token)
            continue
        word = token.text if token.text in CONTRACTIONS else _SPELLER.repair(token.text)
        repaired.extend(Token("word", part, token.start, token.end) for part in CONTRACTIONS.get(word, (word,)))
    return repaired
