"""Words of a medical emergency, in both languages: found at any step, before anything else.

Phrases are matched on repaired words. A mention that is about a visit or an object ("my chest X-ray appointment",
"emergency contact", "shortness of breath follow-up") is not an emergency.
"""

import re
from typing import Final

_KINDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "suicide",
        r"suicid\w*|kill(ing)? my ?self|end(ing)? my life|want to die|wanna die|dont want to (live"
            r"|be alive)|take my (own )?life"
        r"|hurt(ing)? my ?self|harm(ing)? my ?self|better off dead|self harm|matarme|quitarme la vida"
            r"|quiero morir(me)?"
        r"|acabar con mi vida|no quiero vivir|hacerme dano|ya no quiero vivir|me quiero morir"
            r"|me quiero matar|cortarme las venas",
    ),
    (
        "chest_pain",
        r"chest (is |feels |feeling )?(really |so |very )?(pain|pains|hurt|hurts|hurting|tight|heavy"
            r"|tightness|pressure|aches?)|pain in (my|the|his|her) (chest|heart)"
        r"|(tightness|pressure|pains?) (in|on) (my|his|her|the) chest|heart attack|crushing (chest )?pain"
            r"|my heart hurts"
        r"|dolor(es)? ((muy |bien |tan )?(fuertes?|intensos?|horribles?|terribles?|feos?) )?(en|de) (el |mi )?"
        r"(pecho|corazon)|me duele (mucho )?(el|mi) (pecho|corazon)|opresion en (el|mi) pecho"
        r"|presion en el pecho|ataque al corazon|infarto|ataque cardiaco|le duele (mucho )?el pecho"
            r"|me duele mucho el pecho",
    ),
    (
        "breathing",
        r"(cant|cannot|can not|can barely|barely|hardly|hard to|trouble|difficulty|unable to"
            r"|struggling to|not able to) (breathe|breath|breathing)"
        r"|cant catch my breath|short(ness)? of breath|not breathing|stopped breathing|choking|gasping|isnt breathing"
        r"|no puedo respirar|no respira|me cuesta (mucho )?respirar|dificultad para respirar"
            r"|falta de aire|me falta (el )?aire"
        r"|me ahogo|me estoy ahogando|se (esta )?ahoga(ndo)?|no puede respirar|dejo de respirar"
            r"|apenas (puedo )?respir\w+",
    ),
    (
        "stroke",
        r"(having|had|think its|think i had|be) a stroke|stroke symptoms|face (is )?droop\w*|slurr(ed"
            r"|ing)( my)? (speech|words)|cant (move|feel) my (arm|leg|face|left|right)"
        r"|(speech|words) (is|are|was|got|sound|sounds|coming out)( all| suddenly)? (slurred|slurring|garbled|jumbled)"
        r"|(cant|cannot) (lift|raise) (my|his|her) (left |right )?arm|suddenly (cant|cannot) (see|talk|speak|walk|move)"
        r"|no puede (mover|levantar) (el|la|su|un) (brazo|pierna|cara|lado)|habla enredad[oa]"
            r"|(boca|cara) (chueca|torcida)"
        r"|half (of )?(my|his|her|the) face|face (went|feels|is|has gone|going) (all )?(numb|dead)"
        r"|cant (talk|speak) (right(?! now)|properly|straight|clearly)|drooping (face|mouth)|mouth (is )?droop\w*"
        r"|(media|mitad de la|un lado de la) cara|no (puedo|puede) hablar (bien|claro)|se me traba la lengua"
        r"|(one|left|right) side (of my (body|face) )?(is )?numb|sudden numbness|derrame( cerebral)?"
            r"|cara (se me )?(esta )?(caida|torcida|dormida)"
        r"|no puedo (mover|sentir) (el|la|mi) (brazo|pierna|cara|lado)|embolia|se me durmio (la cara"
            r"|medio cuerpo|el lado)",
    ),
    (
        "bleeding",
        r"bleeding ((really |very |so |pretty )*(a lot|bad|badly|heavy|much)|badly"
            r"|heavily|out|wont stop|and it wont stop|non stop|profusely)|(wont|cant"
            r"|will not|doesnt) stop (the )?bleeding|lots of blood|losing (a lot of )?blood"
        r"|blood (is )?(everywhere|gushing|pouring|squirting)|(gushing|pouring|squirting) blood"
            r"|(been|got|was|were|they) (shot|stabbed)"
        r"|cut (off )?(my|his|her) (finger|hand|wrist)s? off|bone (is )?sticking out|(le|me) (dispararon|apunalaron)"
        r"|sangre por todos lados|(mucha|demasiada) sangre"
        r"|(coughing|throwing|vomiting) (up )?blood|sangr\w+ (mucho|demasiado|sin parar)|no (me "
            r"|se )?(para|deja|detiene) (de|la) (sangrar|sangre|hemorragia)"
        r"|hemorragia|vomit\w+ sangre|tos\w* (con )?sangre|perdiendo (mucha )?sangre|estoy sangrando",
    ),
    (
        "overdose",
        r"overdos\w*|took too many (pills|tablets)|swallowed (bleach|poison|pills)|poison(ed|ing)"
            r"|sobredosis|tome (demasiadas|muchas) pastillas|me (envenene|intoxique)|envenen\w+"
        r"|(swallowed|ate|drank|got into|took|chewed)( up)? (a |an |the |some |his |her |my |our |of |whole |bunch "
            r"|lot |lots |entire |half |bottle |too many |too much |all )*"
            r"(bleach|antifreeze|detergent|drain cleaner|cleaner|pods?|rat poison|battery|batteries|magnets?"
            r"|lighter fluid|gasoline|cleaning (fluid|stuff|product|solution))"
        r"|swallowed (a |an |the |some |his |her |my |our |of |whole |bunch |lot |lots |entire |half |bottle )*"
            r"(pills?|tablets?|medicine|meds|medications?)"
        r"|(took|ate|drank) (a |the )?(whole|entire|full) (bottle|box|pack)|(took|ate) (a bunch|a lot|lots) of "
            r"(pills|tablets|gummies)|too many (of )?(my|his|her|the)? ?(pills|tablets|gummies)"
        r"|(se|me) (tomo|tome|trago|trague|comio|bebio) (un|una|el|la|todo|todas|todos|las|los|unas|de| )*"
            r"(frasco|cloro|veneno|lejia|raticida|detergente|pila|pilas|bateria|iman|imanes|blanqueador)"
        r"|(se|me) (tomo|tome|comio) (todas|todos|muchas|muchos|demasiad[oa]s|un monton de|varias) (las |los )?"
            r"(pastillas|medicamentos|medicinas)|(se|me) (trago|trague) (\w+ )?(pastillas?|medicinas?|medicamentos?)",
    ),
    (
        "unconscious",
        r"unconscious|unresponsive|passed out|passing out|collapsed|fainted|fainting|not waking up"
            r"|wont wake up|seizure|seizures|convulsing|desmay\w*|inconsciente|no (se )?(despierta|reacciona"
            r"|responde|mueve)|no (lo|la) (puedo|podemos) despertar|(cant|cannot|couldnt) wake (him|her|them|my|up|the)"
            r"|(turning|turned|going|lips (are )?) ?(blue|purple)|se (esta )?pon\w+ (azul|morad[oa])|se puso morad[oa]"
            r"|not (moving or )?(responding|responsive)|isnt (responding|responsive|waking)|convulsion\w*"
            r"|perdi el conocimiento|me voy a desmayar",
    ),
    (
        "allergic_reaction",
        r"anaphyla\w*|throat (is )?(closing|swelling|swollen shut)|(tongue|face|lips) (is |are )?swelling"
            r"|severe allergic reaction|reaccion alergica (grave|fuerte|severa)|se me (cierra|esta cerrando"
            r"|hincha|hincho) la (garganta|lengua|cara)|anafila\w*",
    ),
    (
        "labor",
        r"water (just )?broke|in labor|going into labor"
            r"|(baby|bebe) (isnt|is not|stopped|hasnt been|has stopped) (moving|kicking)"
            r"|contractions|(bebe|nino) (no se mueve|dejo de moverse)|se le rompio la fuente|esta de parto"
            r"|se me rompio la fuente|estoy de parto|contracciones",
    ),
    (
        "other",
        r"call (911|an ambulance)|need an ambulance|(this is|its|it is) an? (medical )?emergency"
            r"|having an emergency|medical emergency|i need (911|emergency help)|life threatening|(im"
            r"|i am) dying(?! to)|need (the )?er now"
        r"|llam\w+ al 911|una ambulancia|es una emergencia|tengo una emergencia|emergencia medica"
            r"|me estoy muriendo|me muero|es urgente no puedo|911",
    ),
)  # fmt: skip
_COMPILED: Final = tuple((kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in _KINDS)
_TRIGGER: Final = re.compile("|".join(f"(?:{pattern})" for _kind, pattern in _KINDS))

#: Every word the phrases are made of: never taken for a misspelt other word.
WORDS: Final = frozenset(re.findall(r"[a-z]{4,}", " ".join(pattern for _kind, pattern in _KINDS)))

#: What makes a mention harmless: it is negated, past and planned, or the name of a visit.
_HARMLESS: Final = re.compile(
    r"\b(?:no|not|isnt|not an?|without|dont have|no tengo|no es|sin|never had|not having) (?:an? |una? |any |mas )?"
    r"(?:emergency|chest pains?|emergencia|dolor de pecho|dolor en el pecho|trouble breathing"
    r"|shortness of breath|overdose|suicidal|stroke|seizures?)\b"
    r"|\b(?:stroke|chest pains?|seizures?|heart attack|breathing|contractions?|shortness of breath|bleeding|suicide"
    r"|derrame|infarto|desmayos?) "
    r"(?:follow ?up|clinic|appointment|appt|visit|checkup|check up|consult|consultation|prevention"
    r"|class|support group|specialist|screening|medication)\b"
    r"|\b(?:cita|consulta|seguimiento|control|chequeo|appointment|appt|visit|follow ?up"
    r"|checkup) (?:por|de|del|for|about|after|despues de|regarding) "
    r"(?:el |la |my |the |un |mi |a )*(?:stroke|chest pains?|heart attack|derrame|infarto"
    r"|dolor de pecho|dolor en el pecho|seizures?|"
    r"shortness of breath|convulsiones|desmayos?|falta de aire|embolia)\b"
    r"|\b(?:last|years? ago|months? ago|back in|had a stroke in|el ano pasado|hace (?:\w+ )?(?:anos?|meses))\b"
    r"|\b(?:had|tuve|tuvo|have had|after|despues de) (?:a |an |un |una |my |mi |el )*(?:stroke"
    r"|heart attack|infarto|derrame|embolia|seizure)s?\b"
    r"(?=.*\b(?:last year|last month|years? ago|months? ago|ano pasado|mes pasado|hace|follow ?up"
    r"|seguimiento|appointment|cita)\b)"
    r"|\bemergency (?:contact|number on file|room bill|room follow)\b|\bcontacto de emergencia\b"
    r"|\bafter (?:my|the) (?:stroke|heart attack|seizure)\b"
)


#: Somebody else's labour, told as the reason for changing an appointment: they are being looked after.
_ELSEWHERE: Final = re.compile(
    r"\b(?:wife|girlfriend|partner|daughter|sister|friend|wifes|fiancee|mother|mom|cousin|niece)"
    r"(?: (?:is|just|went|has|gone|already|now|started))* (?:going )?(?:in|into) labor\b"
    r"|\b(?:esposa|mujer|novia|hija|hermana|pareja)(?: (?:ya|se|me))* (?:esta|entro en|empezo) (?:de |el |en )?"
    r"(?:parto|labor)\b"
)
_CHANGES: Final = re.compile(r"\b(?:cancel\w*|reschedul\w*|postpone|move|push|reprogram\w*|cambi\w*|mover\w*)\b")


def emergency_in(text: str) -> str | None:
    """Return the kind of emergency that folded, repaired words speak of, or None."""
    if not _TRIGGER.search(text):
        return None
    cleaned = _ELSEWHERE.sub(" | ", text) if _CHANGES.search(text) else text
    cleaned = _HARMLESS.sub(" | ", cleaned)
    return next((kind for kind, pattern in _COMPILED if pattern.search(cleaned)), None)
