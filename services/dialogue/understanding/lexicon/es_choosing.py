"""Spanish words of answers to a proposal: the earliest and the latest, whichever you say, leave it as it is."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

_CHANCE: Final = (
    "deme chance de", "dame chance de", "deme chansa de", "deme tiempo de", "dame tiempo de", "deme oportunidad de",
    "deme tiempo para", "deme un momento para", "necesito tiempo para", "primero tengo que", "antes tengo que",
    "primero necesito", "primero quiero", "tendria que", "tengo que",
)  # fmt: skip
_ASKING: Final = (
    "ver con", "verlo con", "consultar con", "consultarlo", "consultarlo con", "preguntar en", "preguntarle a",
    "preguntarle", "checar con", "checar mi agenda", "checarlo", "checarlo con", "hablar con mi", "hablarlo con",
    "platicarlo", "platicarlo con", "pensarlo", "pensarlo bien", "revisar mi agenda", "ver mi agenda", "ver mi horario",
    "ver si me dan permiso", "ver si puedo", "revisar si puedo",
    "checar si puedo", "organizarme",
)  # fmt: skip


def _chances() -> str:
    """Return every "deme chance de ver con"."""
    return "|".join(f"{chance} {ask}" for chance in _CHANCE for ask in _ASKING)


def _left() -> str:
    """Return every "mejor así le dejo"."""
    said = [f"asi {it} {leave}" for it in ("le", "lo", "la") for leave in ("dejo", "dejamos", "dejemos")]
    said += [f"{here} {it} {leave}" for here in ("ahi", "aqui") for it in ("le", "lo", "la")
             for leave in ("dejo", "dejamos", "dejemos")]  # fmt: skip
    return "|".join([*said, *(f"mejor {text}" for text in said)])


_UNTOUCHED: Final = ("cambie", "cambies", "mueva", "muevas", "modifique", "modifiques", "toque", "haga", "hagas")


def _unchanged() -> str:
    """Return every "no cambie nada", "no le mueva"."""
    said = [f"no {verb} nada" for verb in _UNTOUCHED] + [f"no me {verb} nada" for verb in _UNTOUCHED]
    said += [f"no le {verb}" for verb in _UNTOUCHED[:6]] + [f"no le {verb} nada" for verb in _UNTOUCHED[:6]]
    return "|".join([*said, *(f"mejor {text}" for text in said)])


_SOON: Final = (
    "ahorita", "ahora", "en un rato", "en un ratito", "al rato", "al ratito", "luego", "luego luego", "en un momento",
    "en un momentito", "mas tarde", "despues", "manana", "en la tarde", "en un minuto", "en cinco minutos", "yo", "ya",
)  # fmt: skip
_TELL: Final = ("confirmo", "digo", "aviso", "contesto", "resuelvo")


def _told_later() -> str:
    """Return every "ahorita le confirmo", "le confirmo al rato"."""
    said = [f"{it} {tell}" for it in ("le", "les", "te", "se lo", "te lo", "os") for tell in _TELL]
    before = [f"{soon} {text}" for soon in _SOON for text in said]
    return "|".join([*before, *(f"{text} {soon}" for soon in _SOON if soon not in {"yo", "ya"} for text in said)])


_HAND_OVER: Final = (
    "paseme", "pasame", "paseme por favor", "me pasa", "me puede pasar", "puede pasarme", "me podria pasar", "pasarme",
    "transfierame", "transfiereme", "me transfiere", "comuniqueme", "comunicame", "me comunica", "conecteme",
    "me puede transferir", "me puede comunicar", "derivame", "deriveme",
)  # fmt: skip
_SOMEBODY: Final = (
    "una persona", "alguien", "un humano", "un agente", "un asesor", "una asesora", "un operador", "una operadora",
    "recepcion", "la recepcion", "la recepcionista", "la senorita", "el encargado", "la encargada", "la secretaria",
    "una secretaria", "un ejecutivo", "una senorita", "un ser humano", "una persona real", "una persona de verdad",
    "quien atienda", "el consultorio", "alguien mas", "otra persona", "un representante",
)  # fmt: skip


def _handed_over() -> str:
    """Return every "páseme a una persona"."""
    persons = [
        f"{way} {who}".replace(" a el ", " al ").replace(" de el ", " del ")
        for way in ("a", "con")
        for who in _SOMEBODY
    ]
    return "|".join(f"{verb} {person}" for verb in _HAND_OVER for person in persons)


_NO_OTHER: Final = (
    "no me queda de otra", "no me queda otra opcion", "no queda de otra", "no tengo de otra", "no tengo otra opcion",
    "no hay de otra", "no hay mas remedio", "no me queda mas remedio", "no tengo mas remedio", "no queda mas remedio",
    "que remedio", "que remedio me queda", "ya que", "ya ni modo", "que le vamos a hacer", "es lo que hay",
    "asi es la vida", "asi son las cosas", "que se le va a hacer", "que se le hace", "que le hacemos", "que mas da",
    "que mas me queda", "no hay otra opcion",
)  # fmt: skip


def _resigned() -> str:
    """Return every "pues no me queda de otra"."""
    openers = ("", "pues ", "pos ", "bueno pues ", "ay ", "y pues ", "y ")
    return "|".join(f"{opener}{text}" for opener in openers for text in _NO_OTHER if opener or text != "ya que")


_HAVING: Final = (
    "tenes", "teneis", "tienes", "tendra", "tendran", "tendras", "tendreis", "tendria", "tendrian", "tendrias",
    "tendriais", "habra", "habria", "habria por ahi", "le queda", "les queda", "te queda", "os queda", "le quedara",
    "les quedara", "te quedara", "quedara", "me consigue", "me consigues", "me encuentra", "sale", "aparece",
)  # fmt: skip
_SOMETHING: Final = ("nada", "algo", "nada libre", "algo libre", "un hueco", "hueco", "lugar", "espacio", "cupo")


def _nothing_free() -> str:
    """Return every "no tenéis nada", which asks for something."""
    said = [f"no {have} {thing}" for have in _HAVING for thing in _SOMETHING]
    return "|".join([*said, *(f"y {text}" for text in said)])


WORDS: Final[Entries] = (
    ("AVAIL", None, _nothing_free()),
    ("ASKPERSON_ALONE", None, _handed_over()),
    ("PUTOFF", None, _told_later()),
    (
        "ASKPERSON_ALONE",
        None,
        "mejor hablo con alguien|mejor hablo con una persona|mejor con una persona|mejor con alguien"
        "|mejor que me atienda alguien|mejor hablo con la recepcionista|mejor hablo con la secretaria",
    ),
    (
        "EARLIEST",
        None,
        "la mas prontita|el mas prontito|la mas prontito|el mas pronto|la mas cercanita"
        "|la mas proximita|la primerita hora|la que sea mas prontito|la que este mas prontito|la que caiga mas pronto"
        "|la que me toque mas pronto|la que tenga mas pronto|la que tenga mas temprano|la que haya mas pronto"
        "|la que haya mas temprano|la que quede mas pronto|la de mas prontito",
    ),
    (
        "LATEST",
        None,
        "la mas tardecita|el mas tardecito|la que tenga mas tarde|la que haya mas tarde"
        "|la que sea mas tardecito|la que quede mas tarde|la que caiga mas tarde",
    ),
    (
        "ANYOFFER",
        None,
        "la que usted me recomiende|la que me recomiende|la que recomiende|el que usted me recomiende"
        "|la que usted recomiende|la que tu me recomiendes|la que me recomiendes|la que usted vea"
        "|la que usted vea mejor"
        "|la que vea mejor|la que crea mejor|la que usted crea mejor|la que usted considere|la que usted decida"
        "|la que decida|usted escoja|usted elija|usted decida|usted diga|decida usted|tu escoge|tu elige|tu decides"
        "|vos elegi|vos decidi|elegi vos|elija usted por mi|la que mas rapido salga|la que se pueda|la que usted pueda"
        "|la que me pueda dar",
    ),
    (
        "REPEAT",
        None,
        "me los puede leer|me las puede leer|me los lee|me las lee|leamelos|leamelas|leemelos|leemelas"
        "|me los podria leer"
        "|me las podria leer|me puede leer las opciones|me puede leer los horarios|me lee las opciones"
        "|me lee los horarios"
        "|me puede leer la lista|me los puede decir|me las puede decir|me los dice|me las dice|digamelos|digamelas"
        "|me los puede nombrar|me los menciona|me las menciona|me los vuelve a decir|me las vuelve a decir"
        "|vuelvamelos a decir|vuelvamelas a decir|me los podria decir|me las podria decir|me los repita|me las repita",
    ),
    ("RESIGN", None, _resigned()),
    (
        "WORKS",
        None,
        "bacan|bakan|fino|esta fino|ta to|tato|ta to bien|de lo mas bien|esta bacan|esta bacano|esta bravo"
        "|esta cheverisimo|de pelos|esta al pelo|al pelo",
    ),
    (
        "NO",
        None,
        "ninguna otra cosa|ninguna cosa mas|ninguna duda|ninguna pregunta|ninguna otra pregunta|ninguna otra duda"
        "|no quiero ninguna cita|ya no quiero ninguna cita|no quiero ninguna cita ya|na|nah|nanay nanay|que no que no"
        "|no vale",
    ),
    (
        "BYE",
        None,
        "dios la bendiga|dios lo bendiga|dios le bendiga|dios te bendiga|dios los bendiga|dios me la bendiga"
        "|solo eso|solamente eso|unicamente eso|nada mas eso|nomas eso|eso nomas|eso nada mas|eso solamente"
        "|con eso gracias"
        "|con eso es todo|con eso estoy|con eso estamos|con eso tengo|con eso seria todo|quedo pendiente"
        "|quedamos pendientes|estamos en contacto|eso era lo unico|era lo unico|es lo unico",
    ),
    ("CHOICE", 1, "opcion a|la opcion a|letra a|la letra a|inciso a"),
    ("CHOICE", 2, "opcion b|la opcion b|letra b|la letra b|inciso b|la b|opcion be|la opcion be"),
    ("CHOICE", 3, "opcion c|la opcion c|letra c|la letra c|inciso c|la c|opcion ce|la opcion ce"),
    (
        "CANT",
        None,
        "no tengo como llegar|no tengo como ir|no tengo como irme|no tengo en que ir|no tengo en que irme"
        "|no tengo quien me lleve|no hay quien me lleve|no tengo transporte|no tengo carro|no tengo raite|no tengo ride"
        "|no tengo como llegar a|no me da la vida|no me dan permiso|no me sueltan|no me dejan salir|no salgo a tiempo",
    ),
    (
        "PUTOFF",
        None,
        "dejeme hablar con mi|dejame hablar con mi|deje hablo con mi|deja hablo con mi|dejeme hablo con mi"
        "|tengo que hablar con mi|primero hablo con mi|mejor me espero|mejor espero|me espero mejor"
        "|mejor lo dejo para despues|mejor lo dejo para luego",
    ),
    (
        "REPEAT",
        None,
        "no le escuche bien|no escuche bien|no te escuche bien|no la escuche bien|no le escucho bien|no lo escucho bien"
        "|no la escucho bien|no le oi bien|no oi bien|no lo oi bien|no se oye bien|no se escucha bien|no escucho bien"
        "|no entendi bien|no le entendi bien|no te entendi bien|no alcance a escuchar|no alcance a oir"
        "|no alcance a entender"
        "|se corto|se corta|se entrecorta|se oye cortado|se escucha cortado|digame cuales son|dime cuales son"
        "|cuales son las que tengo|a que telefono lo mando|a que numero lo mando"
        "|a que celular lo mando|a que telefono lo mandaron|a que numero lo mandaron|a que telefono me llega"
        "|cual codigo"
        "|de que codigo me habla|de que codigo habla|donde me llega|por donde me llega|de que dia me habla"
        "|de que dia habla|de que hora me habla|de que dias me habla|de que me habla"
        "|de cual me habla"
        "|de cuando me habla|cuales son otra vez|cuales horas son|que horas son esas|que dias son esos|que dias son"
        "|cuales dias son|cuales me dijo|cual me dijo|cuales dice|que horas me dijo|que dias me dijo",
    ),
    ("PUTOFF", None, _chances()),
    ("NEVERMIND", None, _left()),
    ("KEEP", None, _unchanged()),
)
