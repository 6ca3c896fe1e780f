"""Where in an answer the name stands: "es para mi hijo, se llama Hugo", "mi apellido es Cruz y mi nombre Rosa"."""

import re
from typing import Final

from services.dialogue.understanding.identity.spelling import letters_joined
from services.dialogue.understanding.words.tokens import fold
from services.dialogue.understanding.words.word_set import word_set

_WORDS: Final = r"[^\W\d_](?:[^\W\d_]|['\u2019.-])*(?: [^\W\d_](?:[^\W\d_]|['\u2019.-])*){0,3}"
_OWN: Final = r"(?:(?:mi|el|su|my|the|his|her|their|de) )?"
_LAST: Final = (
    rf"(?:{_OWN}(?:primer )?(?:apellidos?|last names?|surname|family name)|(?:me|se) apellid[oa])(?:'s| es| son"
    rf"| is)?[:,]?"
    rf" (?P<last>{_WORDS}?)"
)
_FIRST: Final = (
    rf"(?:{_OWN}(?:primer )?(?:nombre(?: de pila)?|first names?|given name|name)|(?:me|se) llam[oa])(?:'s| es"
    rf"| is)?[:,]?"
    rf" (?P<first>{_WORDS}?)"
)
_AND: Final = r"(?:,? (?:y|and|e))?,? "
_END: Final = r"(?=\s*(?:[,.;!?]|por favor|please|gracias|thanks|$))"
#: First and last name said apart.
_HALVES: Final = (
    re.compile(rf"\b{_LAST}{_AND}{_FIRST}{_END}"),
    re.compile(rf"\b{_FIRST}{_AND}{_LAST}{_END}"),
    re.compile(rf"^(?:(?:the|my) )?name(?:'s| is)? (?P<last>{_WORDS}?),? first name(?: is)? (?P<first>{_WORDS}){_END}"),
    re.compile(rf"^(?P<last>{_WORDS}?),? (?:and )?(?:the |my )?first name(?: is|'s)? (?P<first>{_WORDS}){_END}"),
    re.compile(rf"^(?:(?:soy|me llamo|es) )?(?P<first>{_WORDS}?),? (?:de )?apellidos? (?P<last>{_WORDS}){_END}"),
)
#: "O'Brien, Sean O'Brien", "Quispe Mamani, Zoila".
_SURNAME_FIRST: Final = (
    re.compile(r"^(?P<last>[\w'-]+), (?P<first>[\w'-]+)(?: (?P=last))$"),
    re.compile(r"^(?P<last>[\w'-]{3,} [\w'-]{3,}), (?P<first>[\w'-]{3,})$"),
)
_UNNAMED: Final = word_set("apellido apellidos nombre name surname y and de")
_LEADING: Final = r"^(?:(?:si|bueno|claro|pues|mire|soy|es|me llamo|eh|este|hola|buenas),? )*"
_IS_LAST: Final = r",? (?:es )?(?:(?:de|mi|el|su|como) )(?:primer )?apellidos?"
_IS_FIRST: Final = r",? (?:es )?(?:(?:de|mi|el|su|como) )(?:primer )?nombre(?: de pila)?"
#: "Ferreyra de apellido, Martín de nombre": which half a word is, said behind it.
_HALVES_BEHIND: Final = (
    re.compile(rf"{_LEADING}(?P<last>{_WORDS}?){_IS_LAST}{_AND}(?P<first>{_WORDS}?)(?:{_IS_FIRST})?{_END}"),
    re.compile(rf"{_LEADING}(?P<first>{_WORDS}?){_IS_FIRST}{_AND}(?P<last>{_WORDS}?)(?:{_IS_LAST})?{_END}"),
)
#: What stands right before a name, anywhere in the answer.
_STATED: Final = re.compile(
    r"\b(?:me (?:ll|y|l)amo|mi nombre(?: completo)? es|se llama|su nombre(?: completo)? es|el nombre(?: completo)? es"
    r"|(?:estoy|aparezco|salgo|aparece|me tienen?|me pusieron|me registraron|quede)(?: ahi)?"
    r"(?: registrad[oa]| apuntad[oa]| anotad[oa]| dad[oa] de alta)? (?:como|con el nombre de|bajo el nombre de)"
    r"|de parte de|le habla|habla|le saluda|a nombre de|under the name(?: of)?|pero (?:mi nombre )?es|pero me llamo"
    r"|but (?:it's|it is|my (?:full |real )?name is|the (?:full |real )?name is)"
    r"|(?:my|his|her|their|the)(?: \w+(?:'s|s))? (?:full )?name(?:'s| is)"
    r"|(?:but|though|however)(?: (?:it's|its|it is|i'm|im|i am|the appointment is|it should be|it would be|that's))?"
    r" (?:under|listed(?: there)? as|down as|in there as|registered as|officially|legally)(?: the name)?"
    r"|\b(?:put|find|file|look|try|listed|registered|booked|made)"
    r"(?: it| me| us| him| her| that)?(?: up)? under(?: the name)?"
    r"|(?:married|maiden|legal|real|actual|given|official) name(?: is|'s)?"
    r"|under my \w+(?:'s|s) name|(?:the |our )?patient(?:'s name)? is"
    r"|(?:calling|appointment|here|is|it's|its) (?:for|on behalf of) my"
    r" (?:husband|wife|mother|mom|father|dad|son|daughter|grandmother|grandma|grandfather|grandpa|sister|brother|aunt"
    r"|uncle|partner|grandson|granddaughter)(?=,? [^\W\d]+(?: [^\W\d]+)?\W*$))[:,]? "
)
#: The last name first, as on a form: "Smith, John", "de la Cruz, Maria".
_FORM: Final = re.compile(
    r"^(?P<last>(?:(?:de la|de los|de|del|van|von|der|den|la|st\.?) ){0,2}[^\W\d_][^\W\d_'\u2019-]+), "
    r"(?P<first>[^\W\d_]{2,}(?: [^\W\d_]+\.?)?)\W*$"
)
_NOT_FIRST: Final = re.compile(
    r"^(?:jr|sr|ii|iii|iv|md|please|thanks|thank|yes|no|ok|my|and|i|here|maam|sir|por|gracias|para|con|es|si)\b"
)
_NOT_LAST: Final = re.compile(
    r"^(?:yes|yeah|yep|sure|ok|okay|hi|hello|hey|hola|si|claro|well|um|uh|no|sorry|bueno|pues|oh|alo|diga|digame|mande"
    r"|mire|perdon|disculpe|con gusto|eh|este)$"
)
#: "Apellido paterno Mamani, materno Quispe".
_BOTH_LAST: Final = re.compile(
    r"(?i)\b(?:apellido )?paterno(?: es)?[:,]? (?P<last>[^\W\d_]{2,})(?:,| y)? (?:y )?(?:mi |el )?(?:apellido )?materno"
    r"(?: es)?[:,]? (?P<second>[^\W\d_]{2,})"
)
#: "K a t e": a name spelt out.
_SPELT: Final = re.compile(r"\b[^\W\d_](?: [^\W\d_]\b){2,}")
#: "Hanna with two n's, Becker": how a first name is written, before the last name.
_LETTERS: Final = re.compile(
    r"(?i),? with (?:an?|one|two|double) [a-z](?:'?s)?(?: and (?:an?|one|two|double) [a-z](?:'?s)?)*,"
    r" (?=[^\W\d_]{2,}\W*$)"
)
#: "Jennifer with two n's, Jennifer Okafor": the first name, said before the whole one.
_TOLD_TWICE: Final = re.compile(
    r"(?i)\b(?P<first>[^\W\d_]{2,}),? (?:(?:with|and that'?s|spelled|that'?s) [^,]{1,40},|with [^,]{1,20}?)"
    r" (?=(?P=first) [^\W\d_])"
)
#: "Robert but everyone calls me Bobby, Robert Finch": a short name beside the whole one, which is said again.
_CALLED: Final = re.compile(
    r"(?i)\b(?P<first>[^\W\d_]{2,}),? (?:but |though |although |and )?"
    r"(?:(?:every(?:one|body)|people|they|friends|most people|my (?:friends|family|mom))(?: all| just)? calls? me"
    r"|i go by|i'm called|it's usually|goes by|known as) [^\W\d_]+,? "
    r"(?:so |but )?(?:it's |its |full name |full name is )?(?=(?P=first) [^\W\d_])"
)
#: "Brenda, B R E N D A, Castillo": a name said and spelt.
_SPELT_AGAIN: Final = re.compile(
    r"(?P<said>[^\W\d_]{2,})(?: with (?:an?|one|two|double) [^\W\d_](?:'?s)?)?"
    r"(?:,? (?:that'?s|spelled|spelt|and that'?s))?[, ]+(?P<spelt>[^\W\d_](?:[ .-]+[^\W\d_]\b)+)"
    r"(?:,(?= [^\W\d_]{2}))?"
)
#: "It's, um, Dana", "my name? it's Dana".
_UM: Final = re.compile(r"(?i)(?:^|,?\s+)(?:um+|uh+|erm?|hmm+|ah+|mmm*)(?:\s*,)?(?=\s|$)")
_ASKED: Final = re.compile(r"(?i)^\W*(?:my|the|full)(?: full| last| first)? name\?\s+|^\W*(?:me|mine)\?\s+")
#: "D as in David": the letter.
_AS_IN: Final = re.compile(
    r"(?i)\b(?P<letter>[^\W\d_]),? (?:as in|like in|like|for|is for|as) (?!an? |the |my |your |me\b|us\b)[^\W\d_]{2,}\b"
)
#: Commas between single letters, and "spelled" before them.
_APART: Final = re.compile(r"(?i)(?<=\b[^\W\d_]), (?=[^\W\d_]\b(?!'))")
_SPELLING: Final = re.compile(
    r"(?i)(?:'s|,? (?:is|it's|its|that's))? (?:spelled|spelt)(?: out)?[:,]? (?=[^\W\d_][ ,.-]+[^\W\d_]\b)"
)
_KIN: Final = (
    r"(?:hij[oa]|hijit[oa]|nin[oa]|bebe|nen[ea]|mama|papa|madre|padre|espos[oa]|marido|mujer|senora|abuel[oa]"
    r"|abuelit[oa]"
    r"|herman[oa]|niet[oa]|suegr[oa]|ti[oa]|prim[oa]|sobrin[oa]|novi[oa]|pareja|vecin[oa])"
)
#: Whose name it is, before the name.
_RELATIVE: Final = re.compile(
    rf"^(?:.{{0,40}}\b)?(?:(?:para|de|es|por) )?(?:mi|su|la|el|nuestr[oa]) (?:\w+ )?{_KIN}"
    r"(?: (?:es|que es|llamad[oa]|de))?[,:]? (?=\w)"
)
#: "Soy Ana Gil, la mamá del paciente": whose relative speaks, not a name.
_OF_PATIENT: Final = re.compile(r"^(?:del|de la|de el|de)? ?(?:paciente|nin[oa]|bebe|menor|nen[ea])\b")
_TITLE: Final = re.compile(
    r"^(?:(?:la|el) )?(?:senor|senora|senorita|sr|sra|srta|dona|don(?= \w+ \w+)|doctor|doctora|lic|licenciad[oa]"
    r"|ingenier[oa]|ing|profesora?|profe|maestr[oa]|arquitect[oa]|contadora?|abogad[oa]|oficial|sargento|pastora?|sor"
    r"|mister|mr|mrs|ms|miss)\.? "
)
_AGAIN: Final = re.compile(
    r"^(?:.{0,15}\b(?:soy|es|me llamo|it's|its|is|i'm|im|this is|uh|um|well|yeah|yes|oh|hi|hello),? )?"
    r"(?P<short>\w+)(?: calling| here| speaking| con [^,]{1,20})?, (?=(?P=short) \w)"
)


def halves(text: str) -> str | None:
    """Return a name whose first and last name are said apart, put together; None when they are not."""
    folded = _same_length(text)
    form = _FORM.match(folded)
    if form is not None and form["first"].split()[-1] == form["last"]:
        return text[slice(*form.span("first"))]
    again = form is not None and form["first"].split()[0] == form["last"]
    if form is not None and not again and not _NOT_FIRST.match(form["first"]) and not _NOT_LAST.match(form["last"]):
        return f"{text[slice(*form.span('first'))]} {text[slice(*form.span('last'))]}"
    for pattern in (*_HALVES_BEHIND, *_HALVES, *_SURNAME_FIRST):
        found = pattern.search(folded)
        if found is not None and _UNNAMED.isdisjoint(f"{found['first']} {found['last']}".split()):
            return f"{text[slice(*found.span('first'))]} {text[slice(*found.span('last'))]}"
    return None


def after_statement(text: str) -> str:
    """Return what follows the words that announce a name, without a title; the whole text when nothing does."""
    folded = _same_length(text)
    ends = [found.end() for found in _STATED.finditer(folded)]
    start = ends[-1] if ends else 0
    for pattern in (_RELATIVE, _AGAIN):
        found = pattern.match(folded[start:])
        if found and _OF_PATIENT.match(folded[start + found.end() :]):
            continue
        start += found.end() if found else 0
    return text[start:]


def unspelt(text: str) -> str:
    """Return the text with a name spelt letter by letter put together, and a comma said as a word written."""
    text = _BOTH_LAST.sub(r"apellido \g<last> \g<second>", text)
    text = letters_joined(re.sub(r" (?:comma|coma) ", ", ", text))
    text = _UM.sub(" ", _ASKED.sub("", text)).strip(" ,")
    text = _AS_IN.sub(lambda found: found["letter"], text)
    text = _APART.sub(" ", _SPELLING.sub(" ", text))
    text = re.sub(r"(?i)(?<=[a-z][a-z])[, ]+that'?s (?:[a-z][ -]){2,}[a-z]\b.*$", "", text)
    text = _CALLED.sub("", _TOLD_TWICE.sub("", text))
    text = _LETTERS.sub(" ", text)
    text = _SPELT_AGAIN.sub(_once, text)
    return _SPELT.sub(lambda found: found.group().replace(" ", ""), text)


def _once(found: re.Match[str]) -> str:
    """Return a name said and spelt once; what is spelt otherwise stays."""
    letters = re.sub(r"[^\w]", "", found["spelt"])
    return found["said"] if fold(letters) == fold(found["said"]) else found.group()


def title_length(name: str) -> int:
    """Return how many letters "la señora " takes before a name."""
    found = _TITLE.match(_same_length(name))
    return found.end() if found else 0


def _same_length(text: str) -> str:
    """Return the text folded, or only lowered where folding moves the letters."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()[: len(text)].ljust(len(text))
