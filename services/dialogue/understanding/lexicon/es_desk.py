"""Spanish words heard at the front desk: "sáqueme de la agenda", "preciso hora con", "lo que salga primero"."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries


def _joined(*parts: str) -> str:
    """Return every combination of the phrases of the parts, told apart by bars; "-" stands for nothing."""
    phrases = [""]
    for part in parts:
        phrases = [f"{head} {tail}".strip() for head in phrases for tail in part.replace("-", "").split("|")]
    return "|".join(phrases)


_HELPING: Final = "ayudeme|ayudame|ayudenme|me ayuda|me ayudas|me puede ayudar|colaboreme|me colabora|-"
_AGENDA: Final = "de la agenda|de la lista de citas|de la lista del|de agenda|del sistema"

WORDS: Final[Entries] = (
    ("CANCEL", None, _joined(_HELPING, "cancelando|anulando|cancelandome|anulandome|cancelandola|anulandola")),
    (
        "MOVE",
        None,
        _joined(
            _HELPING,
            "cambiando|moviendo|reprogramando|reagendando|cambiandome|moviendome|cambiandola|moviendola|pasandola"
            "|pasandome|corriendola|reagendandome|reprogramandome",
        ),
    ),
    ("MOVEUP", None, _joined(_HELPING, "adelantando|adelantandome|adelantandola")),
    ("MOVEBACK", None, _joined(_HELPING, "aplazando|posponiendo|atrasando|aplazandola|posponiendola|atrasandola")),
    ("CANCEL", None, _joined("olvidese de|olvidate de|olvidense de|olvidemonos de|olvide", "la|la cita|mi cita|lo")),
    (
        "CANCEL",
        None,
        _joined("me", "saca|sacas|sacan|saque|saquen|sacaria|quita|quitas|quitan|borra|borras|borran", _AGENDA)
        + "|"
        + _joined("saqueme|sacame|saquenme|quiteme|quitame|quitenme|borreme|borrame|borrenme", _AGENDA),
    ),
    (
        "CANCEL",
        None,
        "bajame el|bajame la|bajeme el|bajeme la|me bajas el|me bajas la|dar de baja|darla de baja"
        "|denla de baja|dela de baja|dala de baja|dar de baja mi cita|dejar sin efecto|dejela sin efecto",
    ),
    (
        "BOOKAPPT",
        None,
        _joined(
            "preciso|necesito|quiero|quisiera|deseo|ocupo|pedir|tomar|sacar|reservar|agendar|pido|queria|solicito"
            "|solicitar|busco|buscaba|me da|me das|deme|dame|conseguir",
            "hora con|hora para|una hora con|una hora para|hora medica|una hora medica|hora al|hora a",
        )
        + "|"
        + _joined("coordinar|gestionar|concertar|separar|concretar|tramitar|cuadrar|armar", "cita|una cita|un turno"),
    ),
    ("BOOK", None, "coordinar|gestionar|concertar|concretar"),
    (
        "CANT",
        None,
        "no la puedo cumplir|no puedo cumplir|no puedo cumplirla|no la voy a poder cumplir|no podre cumplir"
        "|no podre cumplirla|no la podre cumplir|no voy a poder cumplir|no alcanzo a ir|no la alcanzo|no me da"
        " chance de ir",
    ),
    (
        "BAD",
        None,
        _joined(
            "me es|se me hace|me resulta|me queda|me va a ser|me sera|esta|seria|va a estar|es",
            "dificil|muy dificil|complicado|muy complicado|dificilisimo|muy complicada|imposible|casi imposible",
        ),
    ),
    (
        "NOT",
        None,
        _joined(
            "estoy|ando|voy a estar|estare|estaremos|estamos|andamos|toy|andare|vamos a estar",
            "full|de fiesta|de fiestas|de paseo|de boda|de mudanza|de luto|a full|hasta el tope|hasta el cuello"
            "|con mucho trabajo|llena|lleno|saturado|saturada|copado|copada|tapado de trabajo|tapada de trabajo"
            "|de turno"
            "|de gira|de curso|en curso|en capacitacion|en entrenamiento|de cuidadora|de cuidador",
        ),
    ),
    (
        "SOONEST",
        None,
        _joined(
            "lo que|la que|el que|lo primero que|la primera que|el primero que",
            "aparezca|salga|haya|se desocupe|se libere|tenga|tengan|te salga|le salga|se abra|quede",
            "primero|mas pronto",
        )
        + "|"
        + _joined(
            "lo primero que|el primero que|la primera que|lo mas pronto que|lo antes que|en cuanto",
            "aparezca|salga|haya|se desocupe|se libere|tengan|tenga|tengas|se abra|encuentre|encuentres|hubiera",
        )
        + "|cuanto antes mejor|entre mas pronto mejor|mientras mas pronto mejor|cuanto mas pronto mejor",
    ),
    (
        "ASWISHED",
        None,
        _joined(
            "-|por lo demas|en lo demas|lo demas|el resto|ya lo demas",
            "como usted|como ustedes|como vos|como tu",
            "vea|vean|veas|diga|digan|digas|quiera|quieran|quieras|guste|gusten|gustes|pueda|puedan|puedas|prefiera"
            "|prefieran|prefieras|mande|manden|disponga|dispongan|acomode|decida|decidan",
        ),
    ),
    (
        "AVAIL",
        None,
        _joined(
            "los dias que|el dia que|dias que|los dias en que|cuando",
            "no trabajo|descanso|no tengo trabajo|no laboro|no chambeo|estoy libre|tengo libre|no voy a trabajar"
            "|estoy de descanso|no tengo clases|no curro",
            "que son|son|o sea|es decir|-",
        ),
    ),
    (
        "ANYTIME",
        None,
        _joined(
            "cuando",
            "quieras|puedas|gustes|tengas|tengas lugar|tengas espacio|podas|puedan|pueda|se pueda|os venga bien|podais"
            "|querais|quiera usted|usted quiera|usted pueda|ustedes puedan|ustedes quieran|tengan chance|haya chance",
        ),
    ),
    ("FILL", None, "me da pena|me da mucha pena|me da pena con usted|me da verguenza|me apena|me apena mucho"),
    ("FOR", None, "p"),
    (
        "AFTER",
        None,
        _joined(
            "sale|salen|sale del trabajo|sale de trabajar|sale de la escuela|sale de clases|se desocupa|se desocupan"
            "|llega|llegan|llega a la casa|termina|terminan|sale de su trabajo|salen de la escuela|sale de la oficina",
            "hasta|a eso de|como a|hasta como a",
        ),
    ),
    (
        "BOOK",
        None,
        "me agendan|me agendas|me agenda|me apuntan|me apunta|me anotan|me anota|me programan|me programa"
        "|me reservan|me reserva",
    ),
    ("FILL", None, "te encargo|le encargo|les encargo|te encargo mucho|me hace el paro|hazme el paro|hazme un paro"),
    (
        "NOT",
        None,
        _joined("ando|estoy|estamos|andamos|voy a estar", "en semana de|en", "examenes|parciales|finales|evaluaciones"),
    ),
    ("UNIT", "year", "anitos|anito"),
    (
        "ASWISHED",
        None,
        "a su criterio|lo dejo a su criterio|a tu criterio|lo dejo a tu criterio|usted decide|ustedes deciden"
        "|usted escoja"
        "|ustedes escojan|usted elija|tu decides|vos decidi|usted digame|ustedes digan|lo que usted decida|lo"
        " dejo en sus manos"
        "|lo que ustedes decidan|lo que usted diga|lo que ustedes digan|donde me acomode|como le acomode|como"
        " les acomode"
        "|como les quede mejor|como le quede mejor|como se les facilite|como se le facilite|lo que se le facilite"
        "|segun su agenda|segun su disponibilidad|de acuerdo a su disponibilidad|segun disponibilidad|lo que"
        " les convenga"
        "|cuando les convenga|cuando le convenga|cuando les quede bien|cuando les venga bien",
    ),
    (
        "ALTS",
        None,
        _joined(
            "asi que|por eso|entonces|asi es que|por lo que", "otro dia|otros dias|cualquier otro dia|otra fecha|otro"
        ),
    ),
    (
        "CANT",
        None,
        _joined(
            "me es imposible|me sera imposible|me resulta imposible|es imposible|no me es posible|no me sera posible"
            "|imposibilitado para|imposibilitada para|no estoy en posibilidad de|no me va a ser posible",
            "acudir|asistir|ir|presentarme|llegar|estar",
        )
        + "|"
        + _joined(
            "no", "la|lo|los|las", "llevo|llevare|voy a llevar|puedo llevar|podre llevar|llevamos|alcanzo a llevar"
        ),
    ),
    (
        "MOVE",
        None,
        _joined(
            "solicito|solicitamos|pido|requiero|agradeceria|deseo",
            "reprogramacion|la reprogramacion"
            "|una reprogramacion|el cambio|un cambio|el cambio de fecha|un cambio de fecha|reagendacion|la"
            " reagendacion",
        ),
    ),
    (
        "MOVE",
        None,
        _joined(
            "me la|me lo|la|lo|nos la|nos lo|se la",
            "puede|pueden|podria|podrian|puedes|podrias|podes|podeis|podemos",
            "dejar|poner|pasar",
        ),
    ),
    ("AFTER", None, _joined("posterior|posteriores|con posterioridad|fecha posterior|una fecha posterior", "a")),
    ("BEFORE", None, _joined("anterior|anteriores|con anterioridad|fecha anterior|una fecha anterior", "a")),
    (
        "PART",
        "morning",
        _joined("horario|horarios|turno|jornada|en horario|en turno|en el turno|en la jornada", "matutino|matutina"),
    ),
    (
        "PART",
        "tarde",
        _joined(
            "horario|horarios|turno|jornada|en horario|en turno|en el turno|en la jornada", "vespertino|vespertina"
        ),
    ),
    ("NOTEARLY", None, "ni muy temprano|ni tan temprano|ni temprano|ni de madrugada|ni muy de manana|ni tan de manana"),
    ("BOOKAPPT", None, "tomar otra|tomar una nueva|tomar otra hora|coger otra hora|agendar otra hora|pedir otra hora"),
    (
        "NOTEARLY",
        None,
        "no puede madrugar|no puedo madrugar|no podemos madrugar|no puede levantarse temprano"
        "|no puedo levantarme temprano|no puede salir temprano|no puede tan temprano|"
        + _joined(
            "no",
            "me despierto|me levanto|madrugo|me se levantar|llego|estoy despierto|funciono",
            "tan|muy|-",
            "temprano",
        )
        + "|no me gusta madrugar|no soy de madrugar|se me hace muy temprano|es muy temprano para mi"
        "|me queda muy temprano|no me despierto a esa hora|no me levanto a esa hora",
    ),
    (
        "FILL",
        None,
        _joined("-|vos|tu|usted", "sabes|sabe|sabras|sabra", "si me|si se|si")
        + "|"
        + _joined("-|me", "podrias|podria|podes|puedes|puede|podrian|pueden", "decir")
        + "|mira ve|mire ve|mira vea|mire vea|epa|che|vos|epale|ey|oime|oigame|escuchame|una preguntita|te cuento"
        "|le cuento|les cuento|te comento|le comento|les comento|resulta que|sucede que|pasa que|lo que pasa es que"
        "|lo que sucede es que|es que resulta que|fijate vos|viste|viste que|dale que|se puede si|la cosa es que"
        "|el detalle es que|el problema es que|el asunto es que|para serle sincero|para serle sincera|la neta"
        "|con la pena|que pena con usted|que pena|que pena molestarlo|que pena molestarla|si no es molestia|a ver si"
        "|haber si|mi reina|mi amor|mi vida|estimados|estimada|estimado|senorita|caballero"
        "|c puede|si c puede|si se pudiera|c podra|si se podria",
    ),
    (
        "NOMORE",
        None,
        _joined(
            "no hace falta|no es necesario|no necesito|no quiero|ya no quiero|sin|ya no necesito|y ya no|y no",
            "que me den|que me de|que me deis|que me des|que me pongan|que me agenden|darme|sacar|agendar|pedir|hacer"
            "|reprogramar|reagendar|poner|programar|quiero|voy a sacar|voy a agendar|voy a pedir|necesito",
            "otra|otra cita|otro turno|otro|una nueva|nueva cita|otra fecha|otra por ahora|otra por el momento",
        ),
    ),
    (
        "VISIT",
        None,
        "medicina general|medicina interna|medicina familiar|clinico|clinica medica|medico clinico"
        "|medicina fisica|consulta general|consulta externa|control de rutina|chequeo general|chequeo medico"
        "|examen medico|fisico anual|examen de la vista|profilaxis|caries|muelas del juicio",
    ),
)
