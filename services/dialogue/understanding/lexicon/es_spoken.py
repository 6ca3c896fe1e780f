"""Spanish words around times as they are said in passing: days off, the only days free, events that bound a wish."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

#: What is taken from a body, with verbs that would cancel an appointment: "sacarme sangre", "quitarme los puntos".
_TAKE: Final = (
    "sacarme", "sacarle", "sacarse", "sacar", "quitarme", "quitarle", "quitar", "que me saquen", "que le saquen",
    "que me quiten", "que le quiten", "me saquen", "le saquen", "me quiten", "le quiten", "me saca", "me quitan",
)  # fmt: skip
_TAKEN: Final = (
    "sangre", "muestra", "una muestra", "radiografia", "una radiografia", "unas radiografias", "una placa", "rayos x",
    "unos rayos x", "una muela", "la muela", "las muelas", "un diente", "unos analisis", "los analisis", "los puntos",
    "unos puntos", "el yeso", "la ferula", "los brackets", "los frenos", "un lunar", "una verruga", "una una",
    "el vendaje", "las grapas", "el diu", "el implante", "un quiste",
)  # fmt: skip
_TREATED: Final = "|".join(f"{take} {taken}" for take in _TAKE for taken in _TAKEN)
#: How an appointment is asked for: "me da una cita", "me podés dar turno".
_GIVE: Final = (
    "me da|me das|me dan|me das|me dais|deme|dame|denme|me den|me pueden dar|me puede dar|me puedes dar|me podes dar"
    "|me podrian dar|me podria dar|me podrias dar|me podran dar|me podra dar|me podeis dar|pueden darme|puede darme"
    "|podria darme|podrian darme|puedes darme|me dieran|me diera|me consigue|me consiguen|me busca|me buscan"
)
_ONE: Final = ("cita", "una cita", "una citica", "una citita", "turno", "un turno", "un turnito", "hora", "una hora")
_BOOKING: Final = "|".join(f"{give} {one}" for give in _GIVE.split("|") for one in _ONE)

WORDS: Final[Entries] = (
    (
        "PART",
        "last_thing",
        "lo mas tarde posible|lo mas tarde que tengan|lo mas tarde que tenga|lo mas tarde que tienen"
        "|lo mas tarde que tiene|lo mas tarde que haya|lo mas tarde que hay|lo mas tarde que se pueda"
        "|lo mas tarde que puedan|lo mas tarde que atiendan|la ultima cita|el ultimo turno|la ultima hora|la ultima"
        " que tengan|lo ultimo que tengan|lo mas tardecito|lo mas tardecito que tengan",
    ),
    (
        "PART",
        "midday",
        "ni muy temprano ni muy tarde|ni tan temprano ni tan tarde|ni muy tarde ni muy temprano"
        "|ni temprano ni tarde|ni tan tarde ni tan temprano|que no sea ni muy temprano ni muy tarde"
        "|no muy temprano ni muy tarde|no muy tarde ni muy temprano|no tan temprano ni tan tarde",
    ),
    (
        "WORKS",
        None,
        "son los unicos dias que tengo libres|son los unicos dias que tengo|son los unicos dias que puedo"
        "|son los unicos dias libres que tengo|son los unicos que tengo|son los unicos que puedo"
        "|son los dias que puedo|son los dias que tengo|son los dias que tengo libres|son mis dias libres"
        "|son mis dias de descanso|son mis unicos dias libres|es mi unico dia libre|es mi unico dia de descanso"
        "|es el unico dia que tengo libre|es el unico dia que tengo|es el unico dia que puedo"
        "|es el unico dia que descanso|es el unico dia que me queda|es el unico dia libre que tengo"
        "|es el unico que tengo|es el unico que puedo|es mi dia libre|es mi dia de descanso|es mi descanso"
        "|es cuando puedo|es cuando descanso|es cuando tengo tiempo|es cuando tengo libre|es cuando estoy libre"
        "|es lo unico que puedo|es lo unico que tengo|es lo unico que me queda|es el dia que puedo"
        "|es el dia que descanso|es el dia que tengo libre|es el dia que libro|es el dia que no trabajo"
        "|no trabajo|no laboro|no curro|no chambeo|no me toca trabajar|no tengo que trabajar|no voy a trabajar"
        "|tengo descanso|me toca descanso|me toca descansar|no tengo clases|no tengo clase|no tengo turno"
        "|no tengo trabajo|no tengo nada que hacer|no tengo compromisos|no tengo compromiso|no tengo nada"
        "|estoy de descanso|estoy desocupado|estoy desocupada|ando libre|ando desocupado|ando desocupada",
    ),
    (
        "AFTER",
        None,
        "ya que pase|ya que pasen|cuando pase|cuando pasen|una vez que pase|una vez que pasen|una vez pasado"
        "|una vez pasada|en cuanto pase|en cuanto pasen|despues de que pase|despues de que pasen|despues que pase"
        "|despues que pasen|luego que pase|pasadito",
    ),
    (
        "BEFORE",
        "reason",
        "entro a|entro a mi trabajo a|entro a la oficina a|entro a laborar a|mi turno comienza a|mi turno inicia a"
        "|comienzo a trabajar a|empiezo a laborar a|tengo que entrar a trabajar a|tengo que estar en la oficina a"
        "|tengo que estar en la escuela a|tengo que estar en casa a|recojo al nino a|recojo a la nina a"
        "|recojo a mis hijos a|tengo que recoger a mi hijo a|tengo que recoger a mi hija a|tengo que recoger al nino a"
        "|tengo que recoger a la nina a|tengo que ir por los ninos a|tengo que ir por mi hijo a"
        "|tengo que ir por mi hija a|voy por los ninos a|voy por mi hijo a|voy por mi hija a|paso por mi hijo a"
        "|paso por mi hija a|sale mi hijo a|sale mi hija a|mi camion sale a|me recogen a|pasan por mi a",
    ),
    (
        "BY",
        None,
        "que no pase de|que no pasen de|sin pasar de|que no se pase de|maximo hasta|maximo a|a lo mucho a"
        "|a lo mas tarde a|cuando mucho a|a mas tardar a|a mas tardar para|lo mas tarde a|lo mas tarde que puedo es a"
        "|lo mas tarde que puedo es|lo mas tarde seria a|lo mas tarde seria|hasta maximo|como mucho a"
        "|como tarde a|como muy tarde a|como maximo a|lo mas tarde es a|lo mas tarde es",
    ),
    (
        "NOEARLIER",
        None,
        "lo mas temprano que puedo es a|lo mas temprano que puedo es|lo mas temprano seria a|lo mas temprano seria"
        "|lo mas pronto que puedo es a|lo mas pronto que puedo es|lo mas temprano que llego es a|minimo a"
        "|como pronto a|como muy pronto a|lo mas temprano es a|no puedo antes de",
    ),
    (
        "BAD",
        None,
        "ando full|estoy full|ando a full|estoy a full|ando lleno|ando llena|estoy lleno|estoy llena|ando complicado"
        "|ando complicada|ando a mil|ando saturado|ando saturada|estoy saturado|estoy saturada|ando liado|ando liada"
        "|estoy a tope"
        "|voy a tope|lo veo complicado"
        "|lo veo dificil|lo veo imposible|lo veo muy dificil|lo veo muy complicado|lo tengo complicado"
        "|lo tengo dificil|lo tengo ocupado|lo tengo lleno|lo tengo imposible|la tengo ocupada|la tengo llena"
        "|la tengo complicada|los tengo ocupados|los tengo llenos|los tengo complicados|las tengo ocupadas"
        "|lo tengo muy complicado|ya lo tengo ocupado|se me hace dificil|se me hace muy dificil|se me hace complicado"
        "|se me hace pesado|me queda complicado|me queda dificil|me queda muy dificil|me queda muy complicado"
        "|se me dificulta|se me dificulta mucho|esta muy dificil|esta muy complicado|es muy dificil|es muy complicado"
        "|ya lo tengo comprometido|lo tengo comprometido|no me da|no me da la vida|no me da chance|me complica"
        "|se me complican|se me hacen dificiles|no se me acomoda|no se me hace posible|no me cuadran|no me calza",
    ),
    ("BOOKAPPT", None, _BOOKING),
    ("BOOKAPPT", None, _TREATED),
    (
        "HELLO",
        None,
        "bnas tardes|bnas noches|bnas|bnos dias|bnos|bns tardes|bns dias|bns noches|bn dia|bna tarde|wenas tardes"
        "|wenas noches|wenos dias|wnas tardes|wnas noches|wnos dias|bno dia|bs tardes|bs dias|bs noches|b tardes"
        "|b dias|b noches|ola bnas tardes|buens tardes|buens dias|bueno dias|buena tardes",
    ),
    ("PART", "evening", "nochecita|anochecer|atardecer|al anochecer|al atardecer|al oscurecer|tempranito en la noche"),
    (
        "NEED",
        None,
        "ando ocupando|ando necesitando|ando queriendo|ando buscando|estoy necesitando|estoy ocupando|estoy queriendo"
        "|estaria necesitando|estaba necesitando|andaba buscando|andaba queriendo|estaba queriendo|ando viendo si",
    ),
    (
        "STATUS",
        None,
        "saber si mi cita es|saber si mi cita era|saber si es mi cita|saber si mi turno es|saber si mi turno era"
        "|no se si mi cita es|no me acuerdo si mi cita es|no recuerdo si mi cita es|no me acuerdo si mi cita era"
        "|no recuerdo si mi cita era|no estoy seguro si mi cita es|no estoy segura si mi cita es"
        "|no se si mi cita era|no me acuerdo si es|no recuerdo si es|no me acuerdo si era|no recuerdo si era",
    ),
    (
        "EARLIER",
        None,
        "no se podra antes|no se puede antes|no se podria antes|se podra antes|se podria antes|se puede antes"
        "|no hay antes|no habra antes|no hay nada antes|no habra nada antes|no tiene antes|no tienen antes"
        "|no tiene nada antes|no tienen nada antes|no tendra antes|no tendran antes|no tendra nada antes"
        "|no tendran nada antes|no tendra algo antes|no tendran algo antes|no hay algo antes|mas antes"
        "|no puede ser antes|puede ser antes|no podria ser antes|podria ser antes|no hay mas antes|antes no hay"
        "|antes no tiene|antes no tienen|antes no hay nada|antes no tiene nada|antes no tienen nada"
        "|antes no se puede|antes no se podra|antes no habra",
    ),
    (
        "FILL",
        None,
        "me acabo de dar cuenta|me di cuenta|me doy cuenta|dar cuenta|darme cuenta|me acabo de enterar|me entere"
        "|si no me sale nada|si no me surge nada|si no me surge algo|si no me sale algo|si no se me atraviesa nada"
        "|si no pasa nada|si nada pasa|si dios quiere|primero dios|dios mediante|con el favor de dios|si dios lo"
        " permite|si dios nos da licencia|si no hay novedad|si no se presenta nada|si todo sale bien",
    ),
    (
        "LATER",
        None,
        "despues de la que tengo|despues de la cita que tengo|despues de la que ya tengo|despues de lo que tengo"
        "|mas tarde de la que tengo|mas tarde de lo que la tengo|mas tarde que la que tengo",
    ),
    (
        "EARLIER",
        None,
        "antes de la que tengo|antes de la cita que tengo|antes de la que ya tengo|antes de lo que tengo|antes que la"
        " que tengo|antes de la fecha que tengo|antes de la fecha que me dieron|antes de la fecha que me toca",
    ),
    (
        "AVAIL",
        None,
        "que horarios tienen disponibles|que horarios tiene disponibles|que horario tienen disponible"
        "|que horario tiene disponible|que horarios hay disponibles|que horarios hay|que horario hay"
        "|que horarios tienen libres|que horarios le quedan|que horarios les quedan|que horarios quedan"
        "|que horarios tienen para|que horario tienen para|que horarios tiene para|que horarios hay para"
        "|que horas tienen disponibles|que horas tienen libres|que horas tienen|que horas hay|que horas quedan"
        "|que hora tienen|que hora tienen disponible|que hora tiene disponible|que hora tiene|que hora hay"
        "|a que hora hay|a que hora tienen|a que hora tendrian|a que hora tiene|que turnos tienen|que turnos hay"
        "|que turnos quedan|que citas quedan|que citas hay|que disponibilidad tienen|que disponibilidad hay"
        "|que disponibilidad tiene|como andan de horarios|como estan de horarios|como estan de citas",
    ),
    ("SOMETIME", None, "uno de estos dias|un dia de estos|cualquiera de estos dias|algun dia de estos"),
    (
        "HAVEAPPT",
        None,
        "la cita quedo|mi cita quedo|quedo la cita|quedo mi cita|me quedo la cita|la cita me quedo"
        "|la cita me la dieron|la cita me toca|mi cita toca|me la dieron|me la pusieron|me la programaron"
        "|me la agendaron|me la asignaron|me la habian dado|me habian dado|me habian puesto|me asignaron",
    ),
)
