"""A person's name in the raw words, as written."""

import re
from typing import Final

from services.dialogue.understanding.identity.said_name import after_statement, halves, title_length, unspelt
from services.dialogue.understanding.words.word_set import word_set

_LEAD: Final = re.compile(
    r"^(?:\W*(?:hi|hello|hey|hola|buenas tardes|buenas noches|muy buenas"
        r"|buenos d[ií]as|buen d[ií]a|buenas|buenos|yes|yeah|sure|ok|okay|s[ií]"
        r"|claro que s[ií]|claro|[au]y|h[ií]jole|perd[oó]n|disculpe|al[oó]|soy yo (?:otra vez|de nuevo|de nuez)"
        r"|otra vez|de nuevo"
        r"|el m[ií]o(?: es)?|la m[ií]a(?: es)?|disculpa|mire|mira|digo|mejor dicho|a ver|este|ah|aj[aá]"
        r"|con (?:mucho )?gusto|por supuesto|c[oó]mo no|bueno|correcto|as[ií] es|ya (?:se"
        r" lo|te lo|lo) (?:dije|di)"
        r"|well|um|uh|so|that would be|good morning|good afternoon|sorry|no|oh|eh|pues)\b[\s,.!]*)*"
    r"(?:(?:it'?s|it is|it should be|should be|it would be|it'?d be|it'?ll be|it might be|probably|try|look"
    r"|(?:the |my )?appointment(?:'?s| is| should be)?)\s+(?=under\b|for\b))?(?:for\s+(?!my\b))?"
    r"(?:(?:my|the|mi|el)\s+)?(?:(?:full|first|last|complete|patient'?s?)\s+)?"
    r"(?:name'?s?(?:\s+(?:is|of the patient is|on file is))?\b|names\b"
        r"|nombre(?: completo)?(?: del paciente)?(?: es)?\b|apellidos?(?: es| son)?\b|(?:me|se) apellid[oa]\b"
        r"|this is\b|it'?s\b|it is\b"
        r"|i am\b|i'?m\b|im\b"
        r"|call me\b|soy yo,?(?= \w)|"
    r"is\b|me (?:ll|y|l)amo\b|soy\b|yo soy\b|se llama\b|a nombre de\b|esta a nombre de\b|es\b|le habla\b|habla\b"
        r"|(?:that|it|this)(?:'d|'ll| would| will|d|ll) be\b"
        r"|that'?s\b|that is\b|under(?: the name(?: of)?)?\b|patient(?: is)?\b|el paciente es\b"
        r"|la paciente es\b)?"
    r"[\s:,.-]*",
)  # fmt: skip


_TAIL: Final = re.compile(
    r"\s*(?:,|(?<=\w{3})(?<!vda)(?<!dra)(?<!sta)\.|;|!|\?|\band (?:my|i|birth|dob|born)\b|\by (?:mi|naci|nacida|nacido"
    r"|quiero|llamo|hablo|le llamo|le hablo|soy|es"
    r"|necesito)\b|\bdob\b|\bdate of birth\b|\bborn\b|\bbirthday\b|\bnac[ií]\b|\bnacid[oa]\b"
    r"|\bfecha\b|\bplease\b|\bpor favor\b|\bthanks?\b"
    r"|\ba secas\b|\bsin (?:nada|m[aá]s)\b|\bd[ií]ga(?:me)?\W*$|\bmande\W*$|\b(?:nom[aá]s|nada m[aá]s|solamente"
    r"|[uú]nicamente)\b|\bno (?:es )?[^\W\d_]+\W*$"
    r"|\b(?:es )?(?:de|mi|el) (?:apellido|nombre)s?\W*$"
    r"|\ba (?:sus|tus) [oó]rdenes\b|\ba la orden\b|\bpara servir(?:le|te|les)\b|\bservidora?\b"
    r"|\bgracias\b|\bhere\b|\bcalling\b|\bi (?:need|want|would|have)\b|\band\b(?= i\b)|\d|\bquiero\b|\bnecesito\b"
    r"|\bpero\b|\bbut\b|\bcon (?:be|ve|b|v|ce|c|ese|s|zeta|z|hache|h|doble|i|y|jota|j|ge|g|acento|tilde)\b"
    r"|\bwith (?:an? |one |two |double )?[a-z](?:'?s)?\b|\b(?:that'?s )?spelled\b|\bthat'?s (?:[a-z] ){2,}).*$",
    re.DOTALL,
)


#: "No le quiero dar mi nombre": no name follows or stands before it.
_REFUSING: Final = re.compile(
    r"\bno (?:(?:le|les|te|se) )?(?:(?:lo )?quiero|voy a|puedo|pienso|deseo|quisiera|tengo que|doy|dar[eé])\b"
)


#: "¿Qué otros doctores tienen?": a question, no name.
_QUESTION: Final = re.compile(
    r"^\W*(?:(?:y|oiga|oye|disculpe|perd[oó]n|pero|eh|ah|mm+),? )*"
    r"(?:qu[eé]|cu[aá]l(?:es)?|c[oó]mo|cu[aá]ndo|d[oó]nde|cu[aá]nt[oa]s?|por qu[eé]|para qu[eé]|con qui[eé]n"
    r"|qui[eé]n(?:es)?"
    r"|a qu[eé]|en qu[eé]|a cu[aá]l|de qu[eé]|hay|tienen?|tendr[aá]n?|puedo|pueden?|podr[ií]an?|me puede|me podr[ií]a"
    r"|me los|me las|me lo|se puede|hasta qu[eé])\b(?! (?:no|se llama\b))"
)
#: "Anótele Luisa Quiroga", "aparezco como ...": what stands before a name that is to be noted or looked up.
_NOTED: Final = re.compile(
    r"(?i)^\W*(?:(?:s[ií]|bueno|pues|mire|claro|por favor),? )*(?:(?:an[oó]t|ap[uú]nt|p[oó]ng|esc[rí]ib|reg[ií]str"
    r"|b[uú]squ)"
    r"(?:e|a|ele|ela|eme|elo|ale|ala|ame|alo)(?: (?:con|por|como|ah[ií]|a|bajo))?|d[ií]game|d[ií]ganme|ll[aá]meme"
    r"|(?:aparezco|estoy|vengo|salgo|me tienen?|quedo|debo estar|debe estar)(?: registrad[oa]| apuntad[oa]"
    r"| anotad[oa])?"
    r" (?:como|a nombre de|por|bajo))(?: (?:a nombre de|el nombre de|el nombre))?[:,]? (?=[^\W\d_]{2})"
)


#: "for my daughter", "la mamá de": the name of the patient follows.
_RELATION: Final = re.compile(
    r"^(?:for |para )?(?:my|mi|la|el) (?:\w+ )?(?:daughter|son|mother|mom|father|dad|husband|wife|kid"
    r"|child|hij[oa]|mam[aá]|pap[aá]|espos[oa]|madre|padre|abuel[oa])"
    r"(?:'s name is| is| es| se llama| de|,)? ",
    re.IGNORECASE,
)


_LOOSE_END: Final = re.compile(r"\s+(?:y|and|e|but|pero)$", re.IGNORECASE)


#: "De Rosa Mamani": whose it is, and no "de la Cruz".
_OF_WHOM: Final = re.compile(r"^[Dd]e (?!la\b|los\b|las\b|el\b|le[oó]n\b|jes[uú]s\b)(?=\w+ \w)")


_NAME_WORD: Final = re.compile(r"^[^\W\d_](?:[^\W\d_]|['\u2019.\-])*$")


_LONGEST_NAME: Final = 6


#: Words that make a sentence of it.
_SENTENCE_WORDS: Final = word_set(
    """
    i my for to don't dont want is the and not you it what do mean need have can't cant my mi para
    no quiero que un una the at on appointment cita cancel please was are would like with how when
    where why he she they llama llamo apellido apellidos nombre dicen name tardes noches dias yo tu ella usted me yamo
    ya luego digo despues después ahorita otra vez mío mio mía mia ese esa eso como sin nada más mas es dígame digame
    tengo tiene tienen hay voy vengo ocupo necesito puedo puede estoy ando traigo llevo creo pienso busco hablo
    solo primero dije nurse told already same before his her their
    """
)


#: Words that no name consists of alone.
_NO_NAMES: Final = word_set(
    """
    yes no yeah ok okay sure what why who help stop cancel nothing idk none hello hi hola si que por
    porque quien ayuda nada please thanks gracias not calling trying looking here having sick going
    late sorry good fine tired unable wanting busy unsure confused done ready afraid worried happy
    interested able available free scheduled supposed booked enfermo enferma nuevo nueva new a an
    espere espereme espéreme esperame espérame esperese espérese momento momentito tantito segundo segundito permitame
    permítame permiteme permíteme aguante aguánteme aguanteme
    the un una el la paciente patient marido esposo esposa mujer hijo hija madre padre hermano hermana
    """
)


def name_in(text: str) -> str | None:
    """Return the name in the raw answer to "what is your name?", as written; None when there is none."""
    if _REFUSING.search(text.lower()):
        return None
    if _QUESTION.match(text.lower()):
        return None
    text = _NOTED.sub("", unspelt(text))
    apart = halves(text)
    if apart is not None and is_name(apart):
        return apart
    text = after_statement(text)
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    lead = _LEAD.match(lowered)
    start = lead.end() if lead else 0
    start += title_length(lowered[start:])
    apart = halves(text[start:])
    if apart is not None and is_name(apart):
        return apart
    tail = _TAIL.search(lowered, start)
    name = text[start : tail.start() if tail else len(text)].strip(" \t\n\"'.,:;-()")
    name = _OF_WHOM.sub("", _LOOSE_END.sub("", _RELATION.sub("", name)))
    return name if is_name(name) else None


def is_name(name: str) -> bool:
    """Tell whether the words, as written, can be a person's name."""
    words = name.split()
    if not 1 <= len(words) <= _LONGEST_NAME or len(name) > 80:  # noqa: PLR2004  longer is no name
        return False
    if any(not _NAME_WORD.match(word) for word in words):
        return False
    return words[0].lower() not in _NO_NAMES and not _SENTENCE_WORDS & {word.lower() for word in words}
