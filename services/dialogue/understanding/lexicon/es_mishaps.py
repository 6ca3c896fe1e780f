"""Spanish turns of phrase of mishaps: nobody gave an appointment, somebody else cancelled it, typing by ear."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "OTHERFLOW",
        "late",
        "min tarde|mins tarde|minutitos tarde|minuto tarde",
    ),
    (
        "CANT",
        None,
        "ya no voy|ya no vamos|no he podido salir|no he podido ir|no he podido llegar|no he podido"
        "|no pude salir"
        "|no puedo salir|no me puedo salir|no me puedo bajar|no me dejan salir|no me dejaron salir",
    ),
    ("NEED", None, "estoy interesada en|estoy interesado en|me interesa|me interesaria|ando interesada en"),
    ("PREFERENCE", None, "con una doctora|sea una doctora|que me atienda una doctora|que me vea una doctora"),
    ("WALKIN", None, "si voy sin cita|y si voy sin cita|ir sin cita|llegar sin cita|si llego sin cita|voy sin cita"),
    ("REL", 0, "oy|oy mismo|hoi|hoi mismo"),
    ("ANYOFFER", None, "las dos primeras|los dos primeros|las primeras dos|los primeros dos"),
    ("CHOICE", -1, "las dos ultimas|los dos ultimos|las ultimas dos|los ultimos dos"),
    (
        "SOONEST",
        None,
        "el primer dia que tengan|el primer dia que tenga|el primer dia que haya|el primer dia libre|para ya",
    ),
    (
        "KEEP",
        None,
        "no necesito cambiar nada|no necesito mover nada|no quiero cambiar nada"
        "|no necesito cambiarla|no necesito moverla"
        "|no necesito cancelar|no necesito cancelarla|no necesito cambiar|no voy a cambiar nada"
        "|no hay que cambiar nada",
    ),
    (
        "BOOKAPPT",
        None,
        "no tengo cita pero quiero una|no tengo cita y quiero una|no tengo cita pero necesito una"
        "|no tengo cita quiero una"
        "|no tengo cita y necesito una|no encuentro cita|no consigo cita|no encuentro turno|no consigo turno",
    ),
    ("NOAPPT", None, "no tengo cita|no tengo turno|no tengo ninguna cita|no tengo citas"),
    (
        "OTHERFLOW",
        "contact_details",
        "cambiar el nombre|cambiar mi nombre|cambie de apellido|cambie de nombre"
        "|cambiar el apellido|cambiar mi apellido"
        "|corregir mi nombre|corregir el nombre|mi nombre esta mal|esta mal mi nombre|me case y cambie",
    ),
    ("GIVEAWAY", None, "le paso mi cita|pasarle mi cita|darle mi cita a|le doy mi cita|ceder mi cita|regalar mi cita"),
    ("X", None, "quedamos en que|habiamos quedado|habiamos quedado en que|quedamos que"),
    (
        "STATUS",
        None,
        "saber la hora|saber el dia|saber la fecha|que la iban a mover|que me la iban a cambiar"
        "|la iban a cambiar|la iban a mover|me la iban a mover"
        "|la iban a cancelar|me la iban a cancelar|ya la movieron|ya me la movieron|ya me la cambiaron",
    ),
    (
        "SOONEST",
        None,
        "cuando es lo mas pronto|cuando seria lo mas pronto|para cuando seria lo mas pronto"
        "|cual es la mas proxima|cual es la fecha mas cercana|cual es lo mas pronto|cual seria lo mas pronto",
    ),
    (
        "HAVEAPPT",
        None,
        "me la cambiaron para|me la movieron para|me la pasaron para|me la recorrieron para|me lo cambiaron para"
        "|me lo pasaron para|me la cambiaron al|me la movieron al|me la pasaron al",
    ),
    ("WORKS", None, "salgo temprano|salgo mas temprano|salimos temprano|salgo tempranito"),
    ("PREFERENCE", None, "salgo tarde|salgo muy tarde|salimos tarde"),
)
