"""Spanish words of short requests with pronouns on them: "recibirme", "apártemela", "me quedo con la que tenía"."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries


def _joined(*parts: str) -> str:
    """Return every combination of the phrases of the parts, told apart by bars; "-" stands for nothing."""
    phrases = [""]
    for part in parts:
        phrases = [f"{head} {tail}".strip() for head in phrases for tail in part.replace("-", "").split("|")]
    return "|".join(phrases)


def _hanging(stems: str, pronouns: str) -> str:
    """Return every stem with every pronoun on it."""
    return "|".join(stem + pronoun for stem in stems.split() for pronoun in pronouns.split())


_HELD: Final = (
    "reserva reserve reserven aparta aparte aparten guarda guarde guarden anota anote anoten apunta"
    " apunte apunten agenda agende agenden programa programe programen separa separe separen"
)
#: To be seen by somebody at the clinic.
_SEEN: Final = "atender recibir"
_LOOKED_AT: Final = "ver revisar checar chequear examinar valorar"
_KEPT: Final = _joined(
    "me quedo con|nos quedamos con|prefiero quedarme con|quiero quedarme con|mejor quedarme con|quedemonos con|dejo"
    "|dejamos|dejemos|prefiero dejar|mantengo|conservo|prefiero conservar|prefiero mantener|voy a dejar|dejeme|dejame",
    "la que tenia|la que tengo|la que ya tengo|la que ya tenia|la cita que tengo|la cita que ya tengo|la que habia"
    "|la cita que tenia|la cita que ya tenia|mi cita original|mi cita como esta|la cita como esta|la cita como estaba"
    "|la cita original|la de antes|la mia|mi cita igual|la misma cita que tengo|la fecha que tengo|el dia que tenia"
    "|el dia que tengo|la fecha que tenia|el que tengo|el que ya tengo|mi cita asi|mi cita asi como esta",
)
_AS_IT_IS: Final = _joined(
    "la dejo|lo dejo|esa la dejo|ese lo dejo|la dejamos|lo dejamos|dejela|dejala|dejelo|dejalo|dejenla|se queda"
    "|que se quede|que quede|esa se queda|ese se queda|esa dejela|esa dejala|ese dejelo|dejemela|dejemelo",
    "igual|como esta|tal cual|tal como esta|como estaba|asi como esta|igual que esta",
)

WORDS: Final[Entries] = (
    (
        "YES",
        None,
        _hanging(_HELD, "la lo mela melo nosla noslo")
        + "|"
        + _hanging("deja deje dejen pon ponga pongan", "mela melo nosla noslo")
        + "|si apartemela|si reservemela|la reservo|la aparto|la agendo|la apunto|reservala si",
    ),
    (
        "BOOKAPPT",
        None,
        _hanging(_SEEN, "me nos lo la le los las")
        + "|"
        + _hanging(_LOOKED_AT, "me nos")
        + "|"
        + _joined(
            "puede|pueden|podria|podrian|puedes|podrias|podeis|podriais",
            "atender a|ver a|revisar a|recibir a|checar a|atender mi|revisar mi",
        ),
    ),
    (
        "BOOK",
        None,
        "metame|meteme|metanme|metanos|meterme|me mete|me meten|me metes|encajeme|encajenme|encajame|apuntenme|anotenme"
        "|agendenme|agendenos|reservenme|programenme|apuntarme|anotarme|apuntarnos|apuntenos|anotarnos|agendarnos",
    ),
    (
        "BOOKAPPT",
        None,
        _joined(
            "que|para que",
            "sacara|pidiera|hiciera|agendara|programara|saque|pida|haga|agende|saquemos|pidamos|reserve|reservara",
            "cita|una cita|turno|la cita|otra cita",
        )
        + "|"
        + _joined(
            "puede|pueden|podria|podrian|podran|podra", "darme|darnos|ponerme|asignarme|asignar", "cita|una cita|turno"
        )
        + "|"
        + _joined(
            "que",
            "llamara|hablara|marcara|viniera|pasara",
            "a|para",
            "agendar|sacar cita|pedir cita|hacer cita|programar",
        ),
    ),
    (
        "AVAIL",
        None,
        _joined(
            "puede|pueden|podria|podrian|podran|podra|me puede|me pueden|me podrian|me podria",
            "darme|darnos|ponerme|dejarme",
        ),
    ),
    (
        "BOOK",
        None,
        _joined(
            "pongame|ponganme|ponme|pongan me|pasenme|paseme",
            "con el que|con la que|con quien|con cualquiera que",
            "este|tenga|haya|pueda",
        ),
    ),
    (
        "HAVEAPPT",
        None,
        "traigo cita|traigo una cita|traigo mi cita|traia cita|traia una cita|traemos cita|traigo consulta",
    ),
    (
        "CANT",
        None,
        _joined(
            "se me|se nos|me",
            "empalma|empalmo|empalmaron|cruza|cruzo|cruzaron|encima|encimo|junta|junto|atraveso|complica"
            "|complico|choca",
        )
        + "|se me hace imposible|se me complica mucho|me es imposible|se me dificulta|se me hizo imposible",
    ),
    (
        "SAMEPROV",
        None,
        _joined(
            "-|con",
            "la doctora|el doctor|la que|el que|quien|la dentista|el dentista|el medico|la medica",
            "que|-",
            "me vio|me atendio|me reviso|me checo|nos atendio|nos vio|lo vio|la vio|lo atendio|la atendio",
            "la vez pasada|la otra vez|la ultima vez|antes|la primera vez|el mes pasado|la semana pasada|ayer|-",
        )
        + "|la que me atiende siempre|el que me atiende siempre|el doctor que siempre me ve|la doctora que"
        " siempre me ve",
    ),
    (
        "BOOKAPPT",
        None,
        _joined(
            "para cuando|cuando|para cuando me",
            "hay|habra|tienen|tiene|tendran|tendra",
            "lugar|cita|citas|espacio|cupo|turno",
        ),
    ),
    (
        "AVAIL",
        None,
        "se podra|sera que se puede|sera que se podra|podra ser|si se podra|habra chance|habra modo|habra manera",
    ),
    (
        "NOEARLIER",
        None,
        _joined(
            "no|yo no|pero no|es que no",
            "salgo|salgo de trabajar|salgo del trabajo|me desocupo|llego|llego a la casa|termino|termino de"
            " trabajar|puedo salir"
            "|salgo de la escuela|salgo de clases|salimos|regreso|vuelvo|me sueltan|me dejan salir|puedo llegar|acabo"
            "|salgo de la oficina|salgo de la chamba|puedo",
            "sino hasta|hasta|antes de|hasta como",
        ),
    ),
    ("KEEP", None, f"{_KEPT}|{_AS_IT_IS}|mejor no le muevo|mejor no le movemos|mejor ya no le muevo|ya no le muevo"),
    (
        "CANCEL",
        None,
        _joined("ya no", "la|lo|-", "ocupo|ocupamos|ocuparia|requiero|requerimos|ocupare|vamos a ocupar|voy a ocupar")
        + "|ya no necesitamos|ya no la necesitamos|ya no la vamos a necesitar|ya no la voy a necesitar"
        "|ya no nos hace falta|ya no me hace falta|ya no hace falta la|ya no queremos la|ya no queremos",
    ),
    (
        "CANCEL",
        None,
        _joined(
            "dele|denle|que le den|pueden darle|puede darle|pueden dar|puede dar|den|deselo",
            "mi lugar|mi cita|mi espacio|mi turno",
        ),
    ),
    (
        "CANT",
        None,
        "no la voy a poder usar|no voy a poder usarla|no la voy a usar|no voy a usarla|no la voy a ocupar|no la"
        " voy a aprovechar"
        "|no voy a poder aprovecharla|no la puedo usar",
    ),
    ("X", None, _joined("ya", "-|la|lo|los|las|me la|me lo", "cancele por|cancele en|cancele yo|cancele con")),
    (
        "WAITLIST",
        None,
        _joined(
            "quitenme|quiteme|saquenme|saqueme|borrenme|borreme|bajenme|quitame|sacame|quitarme|sacarme", "de la lista"
        ),
    ),
    (
        "OR",
        None,
        _joined(
            "y si|o si|si|y si el|pero si",
            "ya esta|esta|estuviera|estan|ya estan|estuviese|ya estuviera",
            "ocupado|lleno|ocupada|llena|ocupados|llenos|tomado|reservado",
        )
        + "|"
        + _joined(
            "y si|o si|si|pero si",
            "no hay|ya no hay|no tienen|ya no tienen|no tiene|no hubiera|no tuvieran",
            "lugar|espacio|cupo|hueco|disponible|disponibilidad|cita|citas",
        )
        + "|y si no hay|y si ya no hay|y si no se puede|si ya no hay|y si no tienen|y si no tiene|pero si no hay"
        "|y si no pues|y si no puede ser|y si no alcanzo",
    ),
    (
        "ANYPROV",
        None,
        _joined(
            "con el que|con la que|con quien|con el doctor que|con la doctora que|con el primero que|el que|con"
            " cualquiera que"
            "|con el medico que",
            "este libre|este disponible|tenga lugar|tenga espacio|tenga cita|tenga disponible|tenga hueco|haya|pueda"
            "|este desocupado|este desocupada|tenga tiempo",
        )
        + "|con el primer doctor disponible|con el primero disponible|con el doctor disponible|con quien tenga"
        "|con el que tenga|el que sea|con el que haya|cualquiera de los doctores|con quien se pueda|con quien me toque",
    ),
    (
        "EXCEPT",
        None,
        _joined(
            "que no",
            "me toque|me toque la cita|sea|me atienda|me vea|me den|me den cita|me pongan|me manden|me pasen"
            "|vaya a ser",
            "con",
        )
        + "|que no me atienda|que no me vea|que no me toque|no me pongan con|no me ponga con|no me den con"
        "|no me vayan a poner con|no me vaya a poner con|no vaya a ser con|que no vaya a ser con|no me vayan a dar con"
        "|no me agenden con|no me agende con|menos con|excepto con|salvo con|no me manden con|no me pase con",
    ),
    (
        "ANYTIME",
        None,
        _joined(
            "lo demas|todo lo demas|el resto",
            "me da igual|me da lo mismo|no importa|no me importa|da igual|es igual|como sea|lo que sea",
        ),
    ),
    (
        "ANYTIME",
        None,
        _joined(
            "no me importa|no importa|me es indiferente|es indiferente|me es igual",
            "el dia|que dia|la hora|que hora|la fecha|cual dia",
        ),
    ),
    ("ANYTIME", None, _joined("los otros|los demas|cualquier otro|todos los demas", "dias|dia", "de la semana")),
    ("ALTS", None, "otra semana|otro mes|alguna otra semana|en otra semana|para otra semana|en otro mes"),
    (
        "PLACE",
        "other",
        _joined(
            "otra|la otra|en la otra|en otra|alguna otra|en alguna otra",
            "clinica|sucursal|sede|oficina|ubicacion|locacion|unidad|localidad",
        )
        + "|otro consultorio|en otro consultorio|el otro consultorio|en el otro consultorio|otra de sus clinicas"
        "|otra de las clinicas|en otra de sus clinicas|en otra de las clinicas",
    ),
    (
        "LATEST",
        None,
        "la mas lejana|el mas lejano|la que esta mas lejos|la de mas lejos|la mas lejos|la que falta mas|la de"
        " mas adelante"
        "|la que esta mas adelante|la mas retirada",
    ),
    (
        "EARLIEST",
        None,
        "la mas cercana|el mas cercano|la que esta mas cerca|la que esta mas cerquita|la mas cerquita|la de mas cerca"
        "|la mas cerca|la que sigue mas pronto|la que toca primero|la que va primero|la que es primero",
    ),
    ("CHOICE", 1, "la primera de las dos|la primera de las tres|la primera de todas|la primera de ellas"),
    ("CHOICE", 2, "la segunda de las dos|la segunda de las tres|la segunda de ellas"),
    ("CHOICE", -1, "la ultima de las tres|la ultima de las dos|la ultima de todas|la ultima de ellas"),
    (
        "TOPIC",
        "parking",
        _joined(
            "hay|tienen|donde hay|tiene",
            "donde estacionarse|donde estacionarme|donde estacionarnos|lugar para estacionarse|lugar para estacionarme"
            "|donde dejar el carro|donde dejar el coche|donde dejar el auto|cajon de estacionamiento",
        ),
    ),
    (
        "OTHERFLOW",
        "results",
        _joined(
            "como recojo|donde recojo|cuando recojo|puedo recoger|quiero recoger|vengo a recoger|para recoger|recoger"
            "|paso por|paso a recoger|como obtengo|como me entregan|cuando me entregan|ya estan|ya salieron"
            "|estan listos"
            "|cuando estan|cuando salen|me dan",
            "mis analisis|mis estudios|los analisis|mis examenes|los estudios|mis radiografias|mis placas|mis"
            " laboratorios",
        ),
    ),
)
