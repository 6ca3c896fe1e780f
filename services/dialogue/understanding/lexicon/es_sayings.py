"""Spanish ways of wishing a good day, of putting off and of asking for less: "que tenga bonita tarde"."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

_WISH: Final = (
    "que tenga", "que tengas", "que tengan", "que tengais", "que pase", "que pases", "que pasen", "tenga", "tengan",
    "pase", "pasen", "le deseo", "les deseo",
)  # fmt: skip
_GOOD: Final = (
    "buen", "bonito", "excelente", "lindo", "feliz", "buena", "bonita", "linda", "buenas", "bonitas", "un buen",
    "un bonito", "un excelente", "un lindo", "un feliz", "una buena", "una bonita", "una excelente", "una linda",
    "una feliz", "muy buena", "muy buenas", "muy buen", "bella", "bello",
)  # fmt: skip
_SPAN: Final = (
    "dia", "tarde", "noche", "tardes", "noches", "fin de semana", "finde", "semana", "domingo", "resto del dia",
    "manana", "jornada", "fin", "sabado", "puente", "ano",
)  # fmt: skip


def _farewells() -> str:
    """Return every "que tenga bonita tarde"."""
    said = [f"{wish} {good} {span}" for wish in _WISH for good in _GOOD for span in _SPAN]
    said += [f"{good} {span}" for good in ("feliz", "excelente", "lindo", "linda") for span in _SPAN]
    return "|".join(said)


_UNWILLED: Final = ("queria", "quise", "quisiera", "pienso", "pensaba", "deseo", "pretendia", "queremos", "queriamos")
_DONE: Final = ("cancelar", "cambiar", "mover", "anular", "quitar", "borrar")


def _kept() -> str:
    """Return every "no quería cancelarla"."""
    behind = [f"no {will} {done}{it}" for will in _UNWILLED for done in _DONE for it in ("", "la", "lo", "las", "mela")]
    before = [f"no {it} {will} {done}" for will in _UNWILLED for done in _DONE for it in ("la", "lo", "las")]
    return "|".join(behind + before)


_LET: Final = (
    "dejeme",
    "dejame",
    "deje",
    "deja",
    "tengo que",
    "tendria que",
    "permitame",
    "permiteme",
    "voy a",
    "debo",
)
_TALK: Final = (
    "checar", "checarlo", "checarla", "consultar", "consultarlo", "consultarla", "preguntarle a", "preguntarles a",
    "hablarlo", "platicar", "platicarlo", "comentarlo", "revisarlo", "confirmarlo", "verlo", "ponerme de acuerdo",
    "preguntarlo", "coordinarlo", "organizarme",
)  # fmt: skip


def _put_off() -> str:
    """Return every "déjeme checarlo con"."""
    said = [f"{let} {talk}" for let in _LET for talk in _TALK]
    return "|".join(text if text.endswith(" a") else f"{text} con" for text in said)


WORDS: Final[Entries] = (
    ("PUTOFF", None, _put_off()),
    ("KEEP", None, _kept()),
    ("CORRECT", None, "me he equivocado|me habia equivocado|me confundi|me he confundido|me he liado|me lie"),
    (
        "HAVEAPPT",
        None,
        "me habeis puesto|me habeis dado|me habeis citado|me han puesto|me han dado|me han citado|me han agendado"
        "|me habian citado|me habian agendado|me disteis|me pusisteis|me citasteis|me citaste|me citaron"
        "|que tiene cita|que tiene una cita|que tiene turno|que tiene consulta|que tenia cita|que tenia una cita"
        "|el tiene cita|ella tiene cita|que tiene hora|que tenia turno|que tenia hora"
        "|tenia hora|tengo hora|tenia turno|tenia consulta|tengo consulta|me la han puesto|me la habeis puesto"
        "|me la han dado|me la habeis dado",
    ),
    (
        "BAD",
        None,
        "me viene fatal|me va fatal|me queda fatal|me viene muy mal|me viene bastante mal|me va muy mal"
        "|me queda muy mal|me cae mal|me cae fatal|me parte el dia|no me viene nada bien|me viene regular",
    ),
    (
        "CANT",
        None,
        "que no vaya|que no vayamos|mejor no voy|no debo ir|no deberia ir|no debo salir|no me conviene ir"
        "|no es bueno que vaya|que mejor no vaya|mejor que no vaya",
    ),
    ("MISSED", None, "he perdido la|he perdido mi|he faltado a|no he ido a|se me ha pasado|se me paso la"),
    (
        "STATUS",
        None,
        "se me ha olvidado cuando|se me ha olvidado a que hora|se me ha olvidado que dia|he olvidado cuando"
        "|cuando tenia|a que hora tenia|que dia tenia|no me acuerdo que dia|no recuerdo que dia"
        "|se me olvido que dia|olvide que dia|ya no me acuerdo cuando|ya no me acuerdo a que hora",
    ),
    (
        "TOPIC",
        "parking",
        "aparcamiento|donde aparco|donde puedo aparcar|hay donde aparcar|donde me puedo estacionar|hay donde estacionar"
        "|donde dejo el coche|donde dejo el carro|donde dejo el auto|cajones",
    ),
    (
        "TOPIC",
        "hours",
        "abris|cerrais|a que hora abris|a que hora cerrais|que dias abris|a que hora abre|a que hora cierra"
        "|estais abiertos|esta abierto|teneis abierto|cual es vuestro horario|que horario teneis|que horario tienes"
        "|a que horas abren|a que horas cierran|hasta que hora atienden|desde que hora atienden",
    ),
    (
        "BYE",
        None,
        _farewells() + "|que le vaya bonito|que les vaya bonito|que te vaya bonito|vaya con dios|que dios los bendiga"
        "|que siga bien|que sigas bien|que sigan bien|que esten bien|que estes bien|cuidate|cuidense|igualmente",
    ),
    (
        "LATER",
        None,
        "no tiene mas tarde|no tienen mas tarde|no hay mas tarde|tiene mas tarde|hay mas tarde|no teneis mas tarde"
        "|mas tardecita|mas tardecito|un poco mas tardecito|un poquito mas tardecito|tantito mas tarde"
        "|un poco mas tardecita|otra mas tardecita|otra mas tarde|otro mas tarde|una mas tarde|uno mas tarde|una mas"
        " tardecita|un ratito mas tarde|un rato mas tarde|algo mas tardecito|tantito despues",
    ),
    (
        "EARLIER",
        None,
        "no tiene mas temprano|no tienen mas temprano|no hay mas temprano|tiene mas temprano|hay mas temprano"
        "|no teneis mas temprano|no hay nada mas temprano|mas tempranita|mas tempranito"
        "|un poco mas tempranito|un poquito mas tempranito|tantito mas temprano"
        "|otra mas temprano|otro mas temprano|una mas temprano|uno mas temprano|tantito antes|un ratito antes",
    ),
    (
        "OTHERFLOW",
        "late",
        "se me hace tarde|se me esta haciendo tarde|se me va a hacer tarde|se me hizo tardisimo"
        "|voy a llegar un poco tarde|voy a llegar un poquito tarde|voy a llegar tantito tarde|voy un poco tarde"
        "|voy un poquito tarde|llego un poco tarde|llego un poquito tarde|llegare un poco tarde|voy con retraso"
        "|llego con retraso|vengo tarde|vengo retrasado|vengo retrasada|me voy a retrasar|me voy a tardar"
        "|me retraso un poco|voy a demorarme|me voy a demorar|me demoro un poco|estoy atorado en el trafico"
        "|estoy atorada en el trafico|hay mucho trafico|estoy en un atasco|no encuentro estacionamiento",
    ),
    (
        "CANCEL",
        None,
        "no voy a ocupar|ya no voy a ocupar|ya no vamos a ocupar|ya no la vamos a ocupar|no la voy a ocupar"
        "|ya no la voy a ocupar|ya no vamos a necesitar|ya no la vamos a necesitar|ya no voy a querer"
        "|ya no la voy a querer|ya no va a ser necesario|ya no va a ser necesaria|ya no voy a requerir"
        "|ya no requiero|no voy a requerir|ya no queremos|ya no me interesa|ya no nos interesa|ya no lo ocupo",
    ),
    (
        "TOPIC",
        "fee",
        "hasta cuando puedo cancelar|hasta cuando puedo cambiar|hasta cuando se puede cancelar|hasta cuando puedo"
        " cambiarla|hasta cuando puedo cancelarla|con cuanta anticipacion|con cuanta antelacion|con cuanto tiempo puedo"
        " cancelar|con cuanto tiempo de anticipacion|cuanto antes tengo que cancelar|cuanto tiempo antes puedo cancelar"
        "|puedo cancelar un dia antes|se puede cancelar un dia antes|puedo cancelar el mismo dia"
        "|se puede cancelar el mismo dia|puedo cambiarla el mismo dia|hasta que dia puedo cancelar"
        "|hasta que hora puedo cancelar|puedo cancelarla un dia antes|puedo cancelarla el mismo dia",
    ),
    ("YES", None, "sisi|sisisi|si si si|sii si|si si"),
    (
        "BOOKAPPT",
        None,
        "que me reciba|que me reciban|me puede recibir"
        "|que me reciba el doctor|otra aparte|una aparte|otra cita aparte|otra nueva|una nueva",
    ),
    (
        "ALTS",
        None,
        "nada mas tiene esas|nada mas tienen esas|nomas tiene esas|nomas tienen esas|solo tiene esas|solo tienen esas"
        "|solo hay esas|nada mas hay esas|nomas hay esas|son las unicas|es lo unico que tiene|es lo unico que hay"
        "|no tiene otras|no tienen otras|no hay otras|no tiene mas|no tienen mas|no hay mas"
        "|solo teneis esas|no teneis mas",
    ),
    ("FILL", None, "de una vez|de una buena vez|de una vez por todas"),
)
