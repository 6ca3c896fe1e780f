"""Questions asked in answer to a proposal: "¿y si luego no puedo ir?", "es a las tres, ¿verdad?", "¿cuál es?"."""

import re
from typing import Final

from services.dialogue.commands import Ask, Repeat
from services.dialogue.understanding.decisions.model import Decision
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import WISH
from services.dialogue.understanding.words.word_set import word_set

#: What may come between a proposal and the appointment itself.
_MISHAP: Final = (
    r"(?:no (?:puedo|pudiera|podre|alcanzo|llego|voy|me da tiempo|la quiero|quiero ir|me queda|me dan permiso)"
    r"|me (?:enferm|surg|sal|arrepient)|se me|llego tarde|(?:la )?(?:quiero|necesito|tengo que|quisiera|tuviera que)"
    r" (?:volver a )?(?:cambi|cancel|mov)|cambio de opinion)"
)
_WHAT_IF: Final = re.compile(
    rf"\b(?:y|pero|que pasa|que hago|y que) si (?:(?:ya|luego|despues|al final|ese dia|por algo|algo|yo|resulta que"
    rf"|entonces) )*{_MISHAP}"
)
_LATER_ON: Final = re.compile(
    r"\b(?:puedo|podria|podre|se puede|se podria|pueden|se pueden) (?:volver a )?(?:cambi|cancel|mov|modific)ar\w*"
    r" (?:otra vez|despues|luego|de nuevo|mas adelante|mas tarde|si )"
)
_YES: Final = re.compile(r"^(?:si|sip|ok|okay|claro|bueno|va|vale|dale|perfecto|no|nop|nel)\b(?! (?:puedo|la|se)\b)")


def asks_what_if(facts: Facts) -> bool:
    """Tell whether only a question is asked what happens if it has to be changed again."""
    if facts.wish.intervals or _YES.match(_words(facts)):
        return False
    text = _accented(facts)
    return _WHAT_IF.search(text) is not None or _LATER_ON.search(text) is not None


def asks_if_right(facts: Facts) -> bool:
    """Tell whether "es a las tres, ¿verdad?" wants to hear the proposal again, and says neither yes nor no."""
    words = _words(facts).split()
    if words[-1:] == ["right"] and facts.wishes and facts.count("YES") == 1 and not facts.has("WORKS", "NO", "NOT"):
        return len(words) > 1 and words[-2] not in {"is", "thats", "all", "sounds"}
    tagged = words[-1:] in (["verdad"], ["cierto"], ["verda"])
    told = facts.wishes or facts.roles.value(WISH, "PROV") is not None
    return tagged and told and not facts.has("NO", "NOT", "BUT", "CANT", "BAD", "CORRECT", "AVAIL", "NEED")


def leaves_open(facts: Facts) -> bool:
    """Tell whether a yes names two times, or only holds under a condition: "si es el 7 voy"."""
    two = facts.wishes and any(symbol.cat == "OR" for symbol in facts.words)
    return two or (facts.tokens[1:2] != () and facts.tokens[1].kind != "mark" and _IF.match(_words(facts)) is not None)


_IF: Final = re.compile(
    r"^si es (?:el|la|los|las|a|en|por|de|con) .*\b(?:si|voy|iria|puedo|podria|bien|sirve|ok|acepto|quiero|perfecto)\b"
)


def has_condition(facts: Facts) -> bool:
    """Tell whether a yes holds only if something is so: "bueno, si es antes de las doce", "dale, si no cobran"."""
    return _ON_CONDITION.search(_accented(facts)) is not None


def _accented(facts: Facts) -> str:
    """Return the words said, a "sí" written with its accent as a yes, so that it is no "if"."""
    text = facts.text
    return " ".join(
        "yes" if token.text == "si" and text[token.start : token.end].lower() == "sí" else token.text
        for token in facts.tokens
        if token.kind != "mark"
    )


_NO_TROUBLE: Final = re.compile(
    r"^(?:(?:bueno|pues|ok|claro|ah) )*yes (?:por mi )?no (?:hay|tengo|veo|le veo) (?:ningun )?(?:problema"
    r"|inconveniente"
    r"|pedo|bronca|lio)(?: gracias| adelante| hagalo| dele)*$"
)


def has_no_trouble(facts: Facts) -> bool:
    """Tell whether "sí, no hay problema" agrees: without its accent it may be an "if"."""
    return _NO_TROUBLE.search(_accented(facts)) is not None


_AGREEING: Final = (
    r"(?:si|yes|bueno|ok|okay|okey|oki|va|vale|dale|sale|orale|claro|perfecto|listo|esta bien|de acuerdo|bien|pues"
    r"|acepto"
    r"|andale|me parece(?: bien)?|confirmo|confirmela|adelante|excelente|por mi|solo|nomas|nada mas|unicamente|mm+|eh"
    r"|este"
    r"|(?:me|nos) (?:queda|sirve|va|viene|funciona|conviene|acomoda|late|cuadra|gusta)(?: bien| perfecto| super)?"
    r"|(?:yo )?(?:puedo|voy|podria|podemos)(?: ir)?|ahi estare|ahi estaremos|quedamos|esa|ese dia|genial|me apunto)"
)
_IT_IS: Final = r"(?:es|fuera|sea|seria|esta|cae|queda|toca)"
#: What a condition goes on with, behind "si": never what a plain "sí" goes on with ("sí es correcto", "sí me sirve").
_IFS: Final = (
    rf"{_IT_IS} (?:antes|despues|en la|en el|por la|por el|a la|a las|con|de la|de las|del|temprano|tempranito|tarde"
    r"|cerca|gratis|rapido|rapidito|presencial|virtual|por video|ahi mismo|alla|el mismo|la misma|hoy|manana|pasado"
    r"|entre|mas|menos|posible|aqui|corta|corto)"
    r"|no (?:es|esta|fuera|cae|hay|queda|cobran|me cobran|cuesta|tarda|tardan|se tardan|duele|le molesta|le importa"
    r"|sale|dura|pasa|toma|tiene|tienen|me toca|me atiende|llueve|se puede|tengo|pierdo|afecta|interfiere|sube)"
    r"|me (?:atiende|atienden|toca|dejan|deja|da|dan|alcanza|aceptan|cobran|confirma|confirman|asegura|aseguran"
    r"|garantiza|ve|ven|recibe"
    r"|reciben|hacen|mandan|manda|prometen?|esperan?|respetan?)"
    r"|(?:usted|ud|uste|dios no) \w+"
    r"|(?:hay|cubre|cubren|acepta|aceptan|tienen|tiene|alcanzo|alcanza|alcanzamos|cuesta|dura|tarda|salgo|puede ser"
    r"|se puede|pueden|puede|le pagan|consigo|encuentro|logro)\b"
)
_ON_CONDITION: Final = re.compile(
    rf"^(?:{_AGREEING}(?: {_AGREEING})* (?:que )?)si (?:{_IFS})"
    rf"|^si (?:{_IT_IS} (?:antes|despues|en la|por la|temprano|tempranito|tarde|gratis|cerca)"
    r"|no (?:es|fuera|cobran|me cobran|cuesta|hay costo|tarda|duele|llueve)"
    r"|me (?:dejan?|dan?|atiende|toca|aseguran?|garantizan?)\b)"
    r"|^si (?:usted|ud|uste) (?:dice|quiere|gusta|lo dice)\b"
    r"|\b(?:pero )?(?:solo|solamente|unicamente|nada mas|nomas) si\b"
    r"|\b(?:siempre que|con tal de? que|mientras que? no|mientras (?:sea|no|me|se)|a menos que|salvo que|excepto si)\b"
)


def only_otherwise(facts: Facts) -> bool:
    """Tell whether "si no hay otra más temprano, sí" agrees only where nothing else can be had."""
    return _IF_NONE.search(_words(facts)) is not None


_IF_NONE: Final = re.compile(
    r"^(?:pues |bueno |mm+ )?si (?:es que )?no (?:hay|tiene|tienen|queda|se puede) "
    r"(?!de otra|remedio|mas remedio|problema).*\b(?:si|ok|va|bueno|esa|ese|acepto|bien|pues)$"
)


def asks_which_offer(facts: Facts) -> bool:
    """Tell whether "¿cuál de las tres es con el doctor?", "¿son con la misma doctora?" asks about the offers."""
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _OPENERS]
    if words[:1] in (["cual"], ["cuales"]):
        return not _CHOOSING & set(words[1:3])
    text = _words(facts)
    if (facts.has("CHOICE") or facts.wishes) and _OF_ONE.search(text) is not None and not facts.has("AVAIL"):
        return True
    if facts.asked is Asked.OFFER and _WHO.search(text) is not None:
        return True
    if facts.has("OR") and _ARE_THEY.search(text) is not None:
        return True
    told = facts.roles.value(WISH, "PROV") is not None or facts.has("SAMEPROV")
    return facts.asked is Asked.OFFER and words[:1] != [] and words[0] in _IS and told and facts.has("Q")


#: "¿Con quién es la primera?", "¿qué día cae la segunda?", "¿esas son en la mañana o en la tarde?".
_OF_ONE: Final = re.compile(
    r"^(?:(?:y|oiga|disculpe|perdon|pero|ah|este|a ver|digame) )*"
    r"(?:que (?:dia|hora|fecha|doctora?|medic[oa])|a que|con (?:quien|que doctora?|cual)|cuando|donde|en (?:donde|que"
    r"|cual)"
    r"|quien|de (?:que|quien)|para cuando|como a que)(?! sea)\b.*\b(?:es|son|cae|caen|seria|serian|era|eran|queda|toca"
    r"|atiende|da|dijo|esta|la de|la del|el de|el del|la primera|la segunda|la tercera|la ultima)\b"
)

#: "¿Qué doctor es?", "¿quién me atendería?": who the offers are with.
_WHO: Final = re.compile(
    r"^(?:(?:y|oiga|disculpe|perdon|pero|ah) )*(?:(?:con )?(?:que|cual) (?:doctor|doctora|medico|medica|dentista)"
    r"|(?:con )?quien(?:es)?)(?: (?:es|son|seria|serian|sera|me (?:atiende|atenderia|va a atender|toca|ve|veria)"
    r"|el doctor|la doctora|el medico))*$"
)


def asks_when_it_is(facts: Facts) -> bool:
    """Tell whether "¿a qué hora es la del martes?" asks about an appointment instead of naming it."""
    return facts.scene.language == "es" and _OF_ONE.search(_words(facts)) is not None


_ARE_THEY: Final = re.compile(
    r"^(?:(?:y|oiga|perdon|pero) )*(?:(?:esas|esos|estas|estos|todas|todos|la \w+|el \w+|las \w+|los \w+) )?"
    r"(?:es|son|seria|serian|caen?) .*\bo\b"
)


_OF_ONE_EN: Final = re.compile(
    r"^(?:(?:and|so|but|wait|ok|okay|um|uh|well|sorry|hmm) )*"
    r"(?:who|when|where|what|which|how)(?: time| day| doctor| date| long| office| location| one)?"
    r"(?:s| ones| with| is| are| was| do| does| will)\b(?! (?:about|if)\b)"
)


def asks_of_one(facts: Facts) -> bool:
    """Tell whether "who's the one on Friday with?", "when is the physical?" asks about one, and picks none."""
    return facts.scene.language == "en" and _OF_ONE_EN.search(_words(facts)) is not None


_NOT_COMING: Final = r"si (?:ya |luego |al final )?no (?:puedo|llego|alcanzo|voy|pudiera|fuera|llegara|asisto)\b"
_WHAT_THEN: Final = re.compile(
    rf"^(?:\w+ )?{_NOT_COMING}.*\b(?:que pasa|que hago|me atienden|me cobran|pierdo|hay multa|hay cargo|hay problema)"
    rf"|^(?:\w+ )?(?:que pasa|que hago|me cobran|hay multa|hay algun cargo|hay problema|pierdo la cita) {_NOT_COMING}"
)


def question(facts: Facts) -> Decision | None:
    """A question in answer to a proposal, which is neither a yes nor a no."""
    if facts.asked in {None, Asked.WHAT, Asked.ANYTHING_ELSE} and _WHAT_THEN.search(_words(facts)):
        return [Ask("fee")], False
    if facts.asked not in {Asked.CONFIRM, Asked.OFFER}:
        return ([Repeat()], False) if facts.asked is Asked.ANYTHING_ELSE and _of_the_one_told(facts) else None
    return _about_proposal(facts)


def _about_proposal(facts: Facts) -> Decision | None:
    """A question about what was offered or read back."""
    if asks_what_if(facts):
        return [Ask("fee")], False
    if facts.asked is Asked.CONFIRM and _words(facts).startswith(("what happens if", "what if i say")):
        return [Repeat()], True
    if _asks_of_offer(facts):
        return [Ask(str(facts.value("TOPIC")))], False
    if asks_if_right(facts) or _so_it_is(facts) or (facts.asked is Asked.CONFIRM and _asks_again(facts)):
        return [Repeat()], False
    if facts.asked is Asked.OFFER and _reads_back(facts):
        return [Repeat()], False
    return ([Repeat()], False) if facts.asked is Asked.OFFER and _asks_if_then(facts) else None


def _reads_back(facts: Facts) -> bool:
    """Tell whether "so it's Monday or Thursday, right?" wants to hear the offers again."""
    words = _words(facts).split()
    return facts.has("OR") and facts.wishes and len(words) > 1 and words[-1] in {"right", "correct"}


def _of_the_one_told(facts: Facts) -> bool:
    """Tell whether "is that with Dr. Patel?" asks about what was just done."""
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _OPENERS]
    told = facts.wishes or facts.roles.value(WISH, "PROV") is not None or facts.roles.value(WISH, "PLACE") is not None
    return words[:2] in (["is", "that"], ["was", "that"], ["is", "it"]) and told and not facts.has("AVAIL", "POSS")


def _asks_of_offer(facts: Facts) -> bool:
    """Tell whether "¿cuánto dura la de las nueve?" asks about an offer, which does not take it."""
    words = [token.text for token in facts.tokens if token.kind != "mark" and token.text not in _OPENERS]
    return facts.asked is Asked.OFFER and facts.value("TOPIC") is not None and words[:1] in _HOW


_HOW: Final = (
    ["cuanto"],
    ["cuanta"],
    ["como"],
    ["donde"],
    ["what"],
    ["whats"],
    ["where"],
    ["wheres"],
    ["how"],
    ["is"],
    ["does"],
)
_THEN: Final = re.compile(
    r"^(?:y )?(?:la|el) (?:de|del) (?:las? |el )?\S+(?: y \S+)? (?:es|seria|cae) (?!(?:la|el) que)"
)
#: "Entonces es el jueves", "¿cómo que a las tres?": what was proposed is asked about, not wished.
_SO_IT_IS: Final = re.compile(
    r"^(?:(?:a ver|ah|oiga|perdon|pero|y) )*(?:(?:entonces|o sea que|osea que|asi que|o sea) (?:si )?"
    r"(?:es|seria|queda|quedo|quedaria|me toca|me tocaria|cae) (?!mejor|que|posible)|como que (?:a|el|la|en|con|es)\b)"
)
_OR_THAT: Final = re.compile(
    r"^(?:(?:y|pero|entonces|perdon|oiga) )*(?:es|era|(?:me )?dijo) (?!(?:posible|que|mejor|para)\b)"
)
_NO_QUESTION: Final = ("NO", "NOT", "BUT", "CANT", "BAD", "CORRECT", "AVAIL", "NEED", "WORKS", "YES")


def _so_it_is(facts: Facts) -> bool:
    """Tell whether "entonces es el jueves" sums up what was proposed."""
    refuses = facts.has("NO", "NOT", "BUT", "CANT", "BAD", "YES", "CHOICE")
    return facts.scene.language == "es" and not refuses and _SO_IT_IS.search(_words(facts)) is not None


def _asks_if_then(facts: Facts) -> bool:
    """Tell whether "la de las tres, ¿es en la mañana?" asks when an offer is."""
    return facts.has("Q") and _THEN.search(_words(facts)) is not None and not facts.has(*_NO_QUESTION)


def _asks_again(facts: Facts) -> bool:
    """Tell whether "¿me dijo a las tres o a las cuatro?" wants to hear the proposal again."""
    told = facts.wishes or facts.roles.value(WISH, "PROV") is not None
    asks = facts.has("Q", "OR") and not facts.has(*_NO_QUESTION)
    return told and asks and _OR_THAT.search(_words(facts)) is not None


_OPENERS: Final = word_set("and so y oiga disculpe perdon pero este eh ok bueno entonces ah ay mire oye")
_IS: Final = word_set("es son seria serian todas todos esas esos")
_CHOOSING: Final = word_set("sea quiera me usted conviene prefiere no otra mas")


def _words(facts: Facts) -> str:
    """Return the words said, without marks."""
    return " ".join(token.text for token in facts.tokens if token.kind != "mark")
