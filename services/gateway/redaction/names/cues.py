"""What people say before a name: "my name is", "le habla", "for my son", "a nombre de"."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import Final

from services.gateway.redaction.names.lexicon import CUE, MARK, TITLE, lexicon
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set


class Strength(IntEnum):
    """How sure a cue is that a name follows."""

    WEAK = 1
    """"with", "for", "hola": known names, and words that are common names with a fitting surrounding."""
    MEDIUM = 2
    """"this is", "my son": known names, words that are names, and unknown words."""
    TITLE = 3
    """"Dr.", "señora": surnames, words that are surnames too, and unknown words."""
    STRONG = 4
    """"my name is", "apellido": whatever isn't a function word."""


#: Phrases as "word word"; the last word is what the rules look for.
_STRONG: Final = """
patient " :|patient name " :|full name " :|author " :|caller " :|member name " :|legal name :|nombre legal :|name is|name's|names is|name was|name will be|name would be|name = |name :|name -|name should be|is named|was named|are named|i go by|goes by|he goes by|she goes by|named
first name|last name|middle name|full name|surname|maiden name|legal name|preferred name|given name|family name|patient name|patient's name|patients name|name of patient|name of the patient|name of my child
under the name|under the name of|by the name of|in the name of|under name|name on file is|name on the account is|spelled my name
first|last initial|initial
me llamo|se llama|se llamaba|nombre es|nombre :|nombre completo|nombre completo es|nombre seria|apellido es|apellidos son|apellido|apellidos|apellido :|apellidos :|a nombre de|al nombre de|a nombre del|a nombre de la|nombre de|nombre de pila|bajo el nombre de|bajo el nombre|llamado|llamada
nombre del paciente|nombre de la paciente|nombre de mi hijo es|nombre de mi hija es|con el nombre de|por nombre|de nombre|de apellido|me dicen|le dicen|me puede llamar|can call me|just call me|please call me|you may call me
emergency contact is|emergency contact :|contacto de emergencia es|contacto de emergencia :|next of kin is|next of kin :|guarantor :|guarantor is|responsible party :|policy holder is|policyholder is|subscriber :|subscriber is|guardian is|guardian :|tutor es
doctor's name is|pcp is|pcp :|provider :|provider is|physician :|physician is|attending :|referring :|doctor is|patient :|paciente :|patient is|pt :|attn :|attn|from :|to :|cc :|signed by|signed :|signed|firmado por|firma :|atte :|caller :|member :
interpreter :|interprete :|nurse :|enfermera :|enfermero :|conductor :|driver :|witness :|testigo :|operator :|titular :|beneficiary :|beneficiario :|insured :|asegurado :|asegurada :|doctor :|doctora :|dr :|dra :|therapist :|terapeuta :|author :|autor :|mother :|father :|madre :|padre :|mama :|papa :|spouse :|esposo :|esposa :|husband :|wife :|son :|daughter :|hijo :|hija :|contact :|contacto :|caregiver :|cuidador :|cuidadora :|owner :|surgeon :|cirujano :|prescriber :|student :|applicant :|client :|cliente :|by :|por :|sender :|recipient :|relative :|familiar :|employee :|empleado :|cardholder :|holder :|para :|de :|parent :|child :|nino :|customer :|signature :|subscriber :|policyholder :|medico :
"""
_MEDIUM: Final = """
display " :|name|nombre|this is|it is|it's|its|i am|i'm|im|soy|yo soy|habla|le habla|les habla|te habla|aqui habla|aqui|le saluda|les saluda|saluda|le escribe|les escribe|escribe|de parte de|departe de|en nombre de|en representacion de|on behalf of|calling for|calling on behalf of|speaking with|spoke with|spoke to|talked to|talk to|speak with|speak to|speaking to|hable con|hablar con|hablando con|hablo con|se comunica|comunicarme con|comunica con
my son|my daughter|my husband|my wife|my spouse|my partner|my mother|my father|my mom|my dad|my mum|my brother|my sister|my grandson|my granddaughter|my grandmother|my grandfather|my grandma|my grandpa|my aunt|my uncle|my cousin|my niece|my nephew|my friend|my neighbor|my boyfriend|my girlfriend|my fiance|my fiancee|my stepson|my stepdaughter|my baby|my child|my kid|my boy|my girl|my roommate|my caregiver|my boss|my coworker|my client|my patient|my twin|my twins|my kids|my sons|my daughters|my children|my ex|my partner
his wife|her husband|his son|her son|his daughter|her daughter|her mother|his mother|his mom|her mom|his dad|her dad|her father|his father|our son|our daughter|our baby|your patient|a patient|patient|pt|the patient|new patient|son is|daughter is|husband is|wife is|mother is|father is|brother is|sister is|mom is|dad is
mi hijo|mi hija|mi esposo|mi esposa|mi marido|mi mujer|mi madre|mi padre|mi mama|mi papa|mi hermano|mi hermana|mi abuelo|mi abuela|mi abuelita|mi abuelito|mi nieto|mi nieta|mi tio|mi tia|mi primo|mi prima|mi sobrino|mi sobrina|mi suegra|mi suegro|mi novio|mi novia|mi amigo|mi amiga|mi vecina|mi vecino|mi bebe|mi nino|mi nina|mi pareja|mi cunado|mi cunada|mi jefe|mi jefa|mis hijos|mis hijas|mi comadre|mi compadre|mi yerno|mi nuera|mi hijastro|mi hijastra|mi ahijado|mi ahijada|hijo es|hija es|esposo es|esposa es|mama es|papa es
su hijo|su hija|su esposo|su esposa|su mama|su papa|su paciente|paciente|la paciente|el paciente|para el nino|para la nina|nuestro hijo|nuestra hija
dear|estimado|estimada|querido|querida|attention|atencion|referred by|referido por|referida por|seen by|ordered by|prescribed by|signed|accompanied by|brought in by|made by|booked by|scheduled by|treated by|assigned to|transferred to|pte|pcte|px|c /|w /|p /|llamo a|llame a|avise a|pregunte a|dile a|digale a|recado a|recado con|recado para|mensaje para|message for|msg for|written for|instead of|mutual patient|parent of|mother of|father of|wife of|husband of|daughter of|son of|madre de|padre de|hija de|hijo de|esposa de|esposo de|hermana de|hermano de|mama de|papa de|by mother|by father|by wife|by husband|by son|by daughter|comadre|compadre|w mother|neighbor|roommate|vecina|en vez de|nombre legal|legal name|under|segun|according to|per|as told by|appointment for|appt for|appointment under|appt under|booking for|visit for|record for|records for|chart for|refill for|prescription for|results for|cita de|cita para|cita a nombre|receta de|receta para|resultados de|expediente de|calling about|ask for|asking for|pregunte por|emergency contact|contacto de emergencia|next of kin|policyholder|guardian|secretary|witness|testigo
"""
_WEAK: Final = """
for|with|from|to|by|and|see|saw|tell|about|cc|ask|call|called|text|para|con|de|y|a|por|que|hi|hello|hey|hola|hiya|morning|afternoon|evening|buenos dias|buenas tardes|buenas noches|buen dia|buenas|greetings|saludos|regards|sincerely|thanks|thank you|gracias|atentamente|cordialmente|love|best|cheers|respectfully|thx|ty|yours|wishes|bendiciones|or|o|e|is|es|oye|ok|yes|si|no|like|that|thanking you|contact|provider|remind|inform|notify|digale|dile|avisele|llame a|ver a|veo a|son|daughter|husband|wife|hijo|hija|esposo|esposa|hermano|hermana|mother|father|mom|dad|mama|papa|brother|sister|sra|when|because|if|while|since|porque|cuando|until|hasta|told|said|says|dijo|dice|where|will|did|does|has|was|can|could|would
"""
#: Words and marks that may stand between a cue and its name.
SKIPPED: Final = frozenset(":;=,-\"'*#(") | frozenset(
    {
        "is",
        "es",
        "named",
        "called",
        "llamado",
        "llamada",
        "uh",
        "um",
        "eh",
        "este",
        "mr",
        "mrs",
        "ms",
        "dr",
        "dra",
        "sr",
        "sra",
        "srta",
        "don",
        "dona",
        "senor",
        "senora",
        "senorita",
        "doctor",
        "doctora",
        ".",
    }
)
#: Words at the end of a letter, before the signature.
CLOSINGS: Final = word_set("""
    regards sincerely thanks thank gracias atentamente cordialmente saludos love best cheers respectfully thx ty
    yours truly wishes bendiciones atte you
""")


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrases of a table as words."""
    for line in text.strip().splitlines():
        for phrase in line.split("|"):
            yield tuple(phrase.split())


Cues = dict[str, tuple[tuple[tuple[str, ...], Strength], ...]]


@lru_cache(maxsize=1)
def cue_table() -> Cues:
    """Return, for the last word of each cue, the words before it and its strength; marks the words in the lexicon.

    The strongest and longest come first.
    """
    found: dict[str, list[tuple[tuple[str, ...], Strength]]] = {}
    for text, strength in ((_STRONG, Strength.STRONG), (_MEDIUM, Strength.MEDIUM), (_WEAK, Strength.WEAK)):
        for phrase in _phrases(text):
            found.setdefault(phrase[-1], []).append((phrase[:-1], strength))
    table = lexicon()
    for word in found:
        table[word] = table.get(word, 0 if word[0].isalpha() else MARK) | CUE
    return {word: tuple(sorted(cues, key=lambda cue: (-cue[1], -len(cue[0])))) for word, cues in found.items()}


def cue_at(read: Tokens, at: int) -> Strength | None:
    """Return the strength of the cue that ends at a token."""
    best: Strength | None = None
    for before, strength in cue_table().get(read.texts[at], ()):
        size = len(before)
        if size <= at and (size == 0 or tuple(read.texts[at - size : at]) == before):
            best = strength
            break
    if read.codes[at] & TITLE and (best is None or best < Strength.TITLE):
        return Strength.TITLE
    return best
