"""Spanish words for asking: a first appointment, what the clinic does and costs, a code that did not come."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "SOONEST",
        None,
        "lo mas pronto que me pueden ver|lo mas pronto que me puedan ver|lo mas pronto que me pueden atender"
        "|lo mas pronto que me puedan atender|lo antes que me puedan ver|lo antes que me puedan atender"
        "|lo mas pronto que me pueda ver",
    ),
    (
        "BOOKAPPT",
        None,
        "me regala una cita|me regalas una cita|me regala cita|me regalan una cita|regaleme una cita"
        "|regalame una cita|me regala un turno|me regala una citica|me regala una citita|me colabora con una cita"
        "|me colaboran con una cita|me ayuda con una cita|me ayudan con una cita|me ayuda a sacar una cita"
        "|ayudeme con una cita|me asigna una cita|me asignan una cita|asignarme una cita|asignar una cita"
        "|separar la cita|apartar la cita|me separa una cita|me aparta una cita|separarme una cita"
        "|apartarme una cita|la cita mas proxima que|la cita mas cercana que|la cita mas temprana que"
        "|el turno mas proximo que|el turno mas cercano que|quiero otra cita|necesito otra cita"
        "|quisiera otra cita|queria otra cita|ocupo otra cita|otra cita para mi|quiero otro turno"
        "|necesito otro turno|quisiera otro turno|otro turno para mi|me viera la doctora|me viera el doctor"
        "|me viera la|me viera el|me viera un|me viera una|me vieran|me atendiera|me atendieran|me revisara"
        "|me revisaran|lo viera el|la viera el|lo viera la|la viera la|lo vieran|la vieran|buscando cita"
        "|buscando una cita|buscando turno|buscando un turno|buscando hora|otra cita para control"
        "|otra cita de control|otra cita mas|una cita mas|otra cita de seguimiento|me pueden atender"
        "|me podrian atender|me podria atender|me atienden|me atenderian|me pueden ver|me podrian ver"
        "|me podria ver el|me podria ver la|me puede ver el|me puede ver la|nos pueden atender"
        "|nos podrian atender|le pueden atender|lo pueden atender|la pueden atender|lo pueden ver|la pueden ver"
        "|le pueden ver|lo podrian atender|la podrian atender|lo podrian ver|la podrian ver|me podrian recibir"
        "|me pueden recibir|me pueden revisar|me podrian revisar|lo pueden revisar|la pueden revisar"
        "|me podeis atender|me podeis ver|que me atendais|que me veais|que me atiendan|que lo atiendan"
        "|que la atiendan|que lo vean|que la vean|que le atiendan|que lo revisen|que la revisen|que vean a mi"
        "|que atiendan a mi|que revisen a mi|dar cita|dar turno|dar hora|dar una hora|dar una cita|dar un turno"
        "|darme cita|darme turno|darme hora|darme una cita|darme un turno|darme una hora|darnos cita|darnos hora"
        "|darnos turno|darle cita|darle turno|me dan cita|me da cita|me das cita|me dais cita|me daria cita"
        "|me darian cita|me dan turno|me da turno|me das turno|me daria turno|me dan hora|me da hora"
        "|me darian hora|me daria hora|nos dan hora|nos dan cita|nos dan turno|nos darian hora|nos darian cita"
        "|nos pueden ver|nos podrian ver|me das hora|me dais hora|me den cita|me den turno|me den hora|me de cita"
        "|me de hora|me de turno|me deis cita|me deis hora|me des cita|me des turno|me des hora|me dieran cita"
        "|me diera cita|me dieran hora|me dieran turno|me den una cita|me de una cita|me dan una cita"
        "|me dan un turno|me da un turno|me darian una cita|deme cita|dame cita|denme cita|dadme cita|deme hora"
        "|deme turno|dame turno|dame hora|deme una hora|pedir cita|pedir turno|pedir hora|pedir una hora"
        "|pedir la vez|sacar cita|sacar turno|sacar hora|sacar una hora|sacar consulta|sacarme cita"
        "|sacarme un turno|sacarle cita|sacarle un turno|sacarle una cita|sacarle turno|coger cita|coger hora"
        "|coger turno|coger una hora|agarrar cita|agarrar turno|agarrar una cita|tomar una cita|tomar cita"
        "|tomar hora|tomar una hora|hacer cita|hacerle cita|hacerle una cita|hacerme cita|hacerme una cita"
        "|programarle una cita|agendarle una cita|agendarle cita|agendar cita|agendar una consulta|reservar cita"
        "|reservar hora|reservar turno|reservar una hora|separar cita|separar una cita|apartar cita"
        "|conseguir cita|conseguir turno|conseguir hora|conseguirme cita|obtener cita|solicitar cita"
        "|solicitar turno|solicitar hora|programar cita|concertar cita|concertar una cita|marcar cita"
        "|marcar una cita|poner una cita|ponerme una cita|ponerme cita|que me pongan cita|que me pongan una cita"
        "|me pone una cita|me pones una cita|me ponen una cita|me poneis una cita|me pone cita|me ponen cita"
        "|quiero cita|quisiera cita|necesito cita|ocupo cita|busco cita|queria cita|querria cita|quiero turno"
        "|quisiera turno|necesito turno|queria turno|busco turno|necesitaria turno|necesitaria cita|quiero hora"
        "|quisiera hora|necesito hora|queria hora|necesito una hora|quiero una hora|quisiera una hora"
        "|queria una hora con|hay cita|hay citas|hay turno|hay turnos|habra cita|habra citas|habra turno"
        "|habra turnos|habria cita|habria turno|hay hora con|hay hora para|hay horas con|hay horas para"
        "|tienen cita|tienen citas|tienen turno|tienen turnos|tendran cita|tendran citas|tendran turno"
        "|tendran turnos|tendrian cita|tendrian citas|tendrian turno|tendrian turnos|tendria turno|tendria turnos"
        "|teneis cita|teneis citas|teneis hora|tendriais cita|tendriais hora|tenes turno|tenes turnos|tenes cita"
        "|tienen hora con|tienen hora para|tendrian hora|tendran hora|tendria hora|tienen horas|quedan turnos"
        "|quedan citas|queda cita|queda turno|queda algun turno|queda alguna cita|citas disponibles"
        "|turnos disponibles|horas disponibles|cita disponible|turno disponible|una cita nueva|cita nueva"
        "|nueva cita|otra cita aparte|una cita aparte|un turno nuevo|nuevo turno|pasar consulta|pasar a consulta"
        "|entrar a consulta|consultar con el doctor|consultar con la doctora|consultar con un|primera vez que voy"
        "|primera vez que iria|soy paciente nuevo|soy paciente nueva|soy nuevo paciente|soy nueva paciente"
        "|paciente nuevo|paciente nueva|hacerme un chequeo|hacerme una limpieza|hacerme unos analisis"
        "|hacerme un examen|hacerme una revision|hacerme una limpieza dental|que me hagan una limpieza"
        "|que me hagan un chequeo|que me hagan unos analisis|que me hagan una revision|que me hagan un examen"
        "|vacunar a mi|vacunarme",
    ),
    (
        "TOPIC",
        "fee",
        "cuanto me cuesta|cuanto me sale|cuanto me saldria|cuanto me costaria|cuanto me va a salir"
        "|cuanto costaria|cuanto costara|cuanto saldria|cuanto valdria|cuanto cuestan|cuanto valen|cuanto salen"
        "|cuanto esta|cuanto estan cobrando|cuanto cobra|cuanto cobra el|cuanto cobra la|cuanto cobrarian"
        "|cuanto se paga|cuanto se cobra|cuanto hay que abonar|cuanto tendria que pagar|cuanto debo pagar"
        "|cuanto seria la|cuanto es la|cuanto es el|que cuesta|que precio tiene|que precio tienen"
        "|que precios tienen|que precios manejan|que precio seria|que costo tiene|que costo tendria"
        "|en cuanto sale|en cuanto esta|en cuanto me sale|a como esta|a como sale|a cuanto esta|a cuanto sale"
        "|precios|el precio de|el costo de|el valor de la consulta|el valor de la cita|valor de la consulta"
        "|sale muy caro|sale caro|es gratis|es gratuita|es gratuito|tiene algun costo|la consulta cuesta"
        "|cuesta algo|me cuesta algo|cuesta lo mismo|cuanto me vale|cuanto me van a cobrar|cuanto me cobrarian"
        "|cuanto me cobran por",
    ),
    (
        "TOPIC",
        "hours",
        "empiezan a atender|empieza a atender|comienzan a atender|comienza a atender|abren al publico"
        "|tienen servicio|hay servicio|dan servicio|prestan servicio|hay atencion|tienen atencion|dan consulta"
        "|dan consultas|hay consulta los|hay consulta el|tienen consulta los|esta los|estan los|viene los"
        "|vienen los|va los|consulta los|consultan los|pasa consulta los|da consulta|da consulta los"
        "|el doctor viene|la doctora viene|viene el doctor|viene la doctora|esta el doctor|esta la doctora"
        "|el doctor esta|la doctora esta|va a estar el doctor|va a estar la doctora|el doctor va a estar"
        "|la doctora va a estar|el doctor trabaja|la doctora trabaja|el doctor atiende|la doctora atiende"
        "|el doctor consulta|la doctora consulta|atienden los|atienden el|atienden en|atienden por"
        "|atienden tambien|atienden todos|atienden hasta|atiende los|atiende el|atiende en|atiende por"
        "|atiende tambien|atiende todos|atiende hasta|atendeis los|atendeis el|atendeis por|atendeis en"
        "|trabajais los|trabajais el|abren los|abren el|abris los|abris el|abris por|abre los|abre el|cierran los"
        "|cierran el|cierran a mediodia|estan abiertos los|estan abiertos el|esta abierto|esta abierto el"
        "|esta abierto los|estara abierto|estaran abiertos|van a abrir|van a estar abiertos|que dias atiende"
        "|que dias atienden|que dias trabaja|que dias trabajan|que dias consulta|que dias pasa consulta"
        "|que dias viene|que dias va|que dias esta|que dias estan|que dias recibe|que dias ve pacientes"
        "|que dias tiene consulta|que dias hay consulta|que dia atiende|que dia atienden|que dia pasa consulta"
        "|que dia consulta|q dias atiende|q dias atienden|q dias viene|q dias esta|cuando atiende|cuando atienden"
        "|cuando pasa consulta|cuando viene el doctor|cuando viene la doctora|cuando consulta|en que dias atiende"
        "|en que dias atienden|en que horario atiende|en que horario atienden|que horario tiene"
        "|que horario tiene el|que horario tiene la|que horarios tiene|que horarios tienen|que horarios manejan"
        "|que horarios maneja|que horas atienden|que horas atiende|a que hora atienden|a que hora atiende"
        "|a que horas abren|a que horas cierran|a que horas atienden|a que horas atiende|desde que hora"
        "|desde que horas|hasta que horas|hasta que hora atienden|hasta que hora atiende|hasta que hora abren"
        "|hasta que horas atienden|su horario|cual es el horario|que horario es|horario de la doctora"
        "|horario del doctor|horario del consultorio|dias de consulta|dias de atencion|dias atienden|dias atiende"
        "|horario tienen|horario tiene",
    ),
    (
        "AVAIL",
        None,
        "la doctora esta disponible|el doctor esta disponible|la doctora esta libre|el doctor esta libre"
        "|esta disponible|esta libre|estara libre|estara disponible|estan disponibles|estan libres",
    ),
    (
        "TOPIC",
        "payment",
        "aceptan tarjeta|aceptan tarjetas|aceptan efectivo|aceptan transferencia|aceptan transferencias"
        "|toman tarjeta|puedo pagar con tarjeta|pagar con tarjeta|se puede pagar con|puedo pagar en efectivo"
        "|puedo pagar a plazos|formas de pago|metodos de pago|a plazos",
    ),
    (
        "TOPIC",
        "telehealth",
        "por videollamada|por video llamada|por video|por zoom|en linea|online|por internet"
        "|por telefono la consulta|consulta por telefono|virtual|virtuales|a distancia|por computadora"
        "|de manera virtual|de forma virtual|consultas por video|citas por video|hacen videollamadas"
        "|hacen teleconsulta|teleconsulta|teleconsultas|atienden por video|atienden por videollamada"
        "|atienden en linea",
    ),
    (
        "RESEND",
        None,
        "no me a llegado|no me a yegado|no me ha yegado|no a llegado|no me llega el codigo"
        "|no me llega ningun codigo|no me llego ningun codigo|no me llego ningun mensaje|no me llego mensaje"
        "|no me llego el mensaje|no me ha llegado ningun codigo|no me ha llegado ningun mensaje"
        "|no me ha llegado el mensaje|no me ha llegado el codigo|no me a llegado ningun codigo"
        "|no me a llegado ningun mensaje|no me a llegado nada|no me llega ningun mensaje|no me llega el mensaje"
        "|no llega el codigo|no llega el mensaje|no llega nada|no llega ningun codigo|no llega ningun mensaje"
        "|no ha llegado nada|no ha llegado el codigo|todavia no me llega|todavia no me ha llegado"
        "|todavia no ha llegado|todavia no llega nada|aun no me llega|aun no me ha llegado|aun no ha llegado"
        "|sigue sin llegar|sigue sin llegarme|no he recibido nada|no he recibido el codigo"
        "|no he recibido ningun codigo|no he recibido ningun mensaje|no recibi nada|no recibi el codigo"
        "|no recibi ningun codigo|no recibi ningun mensaje|no recibo nada|no recibo el codigo"
        "|no recibo ningun codigo|no me aparece|no me aparece nada|no me aparece el codigo"
        "|no me aparece ningun codigo|no me entra el mensaje|no me entro nada|no me entro el mensaje|no me cayo"
        "|no me cayo nada|no me cayo el codigo|no me cayo el mensaje|no me mando nada|no me mandaron nada"
        "|no me mandaron el codigo|no me enviaron nada|no me enviaron el codigo|no tengo ningun codigo"
        "|no tengo ningun mensaje|no veo el codigo|no veo ningun codigo|no veo ningun mensaje|no veo el mensaje"
        "|me manda otro|me mande otro|me mandas otro|me envia otro|me envias otro|me manda otro codigo"
        "|me manda el codigo otra vez|me manda el codigo de nuevo|mandeme otro codigo|mandame otro codigo"
        "|enviame otro|enviame otro codigo|envieme otro codigo|mandemelo otra vez|mandemelo de nuevo"
        "|mandamelo de nuevo|envieme el codigo de nuevo|me lo manda otra vez|me lo manda de nuevo"
        "|me lo envia otra vez|me lo envia de nuevo|me lo vuelve a mandar|me lo vuelves a mandar"
        "|me lo puede volver a mandar|me lo puede volver a enviar|vuelva a mandarlo|vuelva a enviarlo"
        "|vuelvalo a mandar|vuelvamelo a mandar|vuelve a enviarlo|vuelve a mandarlo|vuelva a mandar el codigo"
        "|vuelva a enviar el codigo|se borro el mensaje|borre el mensaje|se me borro|lo borre|borre el codigo"
        "|se me borro el mensaje",
    ),
    (
        "STATUS",
        None,
        "a que hora quedo|a que horas quedo|para cuando quedo|para que dia quedo|como quedo mi|como quedo la"
        "|ya me agendaron|ya me dieron cita|ya me dieron la cita|ya estoy agendado|ya estoy agendada"
        "|ya quede agendada|ya quede agendado|ya me confirmaron|ya me dieron turno|preguntar por mi"
        "|preguntar sobre mi|pregunto por mi|saber de mi|saber sobre mi|informacion sobre mi|informes de mi"
        "|consultar sobre mi|averiguar de mi|averiguar mi|si ya me agendaron|si ya me dieron|si ya quede"
        "|si ya estoy agendado|si ya estoy agendada|si ya tengo|si ya esta agendada|si ya esta mi|si ya esta la"
        "|si sigue en pie|si sigue mi|si sigue la|si esta confirmada|si quedo agendada|si quedo registrada"
        "|si quedo agendado|a que horas es mi|a que horas es la|a que horas tengo|a que horas era"
        "|a que horas me toca|a que horas es|a que horas tengo que ir|a que horas tengo que estar"
        "|a que horas debo llegar|a q horas es mi|a q horas es|a q horas tengo|a q horas me toca"
        "|que horas es mi cita|que hora es mi cita|que horas tengo mi cita|que dia me dieron|que fecha me dieron"
        "|que hora me dieron|para cuando me dieron|para que dia me dieron|para cuando me la dieron"
        "|cuando me dieron la|para que fecha es|en que fecha es|en que fecha tengo|que fecha tengo"
        "|que fecha es mi|en que dia es mi|en que dia tengo|cuando me toca mi|cuando me toca la|cuando le toca"
        "|a que hora le toca|que dia le toca|cuando es la de mi|a que hora es la de mi"
        "|quiero confirmar la hora de mi|quiero confirmar la fecha de mi|confirmar la hora de mi"
        "|confirmar el dia de mi|saber la hora de mi|saber la fecha de mi|saber el dia de mi|recordarme la hora"
        "|me recuerda cuando|me recuerda a que hora|me recuerda la hora|me recuerda que dia|me recuerda mi"
        "|me recuerdas cuando|me recuerdas a que hora|me puede recordar|me podria recordar|me puedes recordar"
        "|me confirma la hora|me confirma el dia|me confirma si tengo|me confirmas si tengo"
        "|me puede confirmar si tengo|me puede confirmar la hora|me puede confirmar mi|me podria confirmar mi"
        "|quisiera saber si tengo|quiero saber si tengo|queria saber si tengo|queria saber cuando"
        "|queria saber a que hora|quisiera saber a que hora|quiero saber a que hora|quiero saber que dia"
        "|quisiera saber que dia|queria saber que dia|tengo alguna cita|tengo algun turno|quedo agendada mi"
        "|quedo agendado mi|quedo registrada mi|aparece mi cita|me aparece alguna cita|me sale alguna cita"
        "|tiene registrada mi|tienen registrada mi|con que medico|con cual doctor|con cual doctora|con quien era"
        "|con quien es la|con quien es|en que clinica|en que clinica es|en cual clinica|en que sucursal"
        "|en que sede|en que oficina",
    ),
    (
        "VISIT",
        None,
        "fisio|fisioterapeuta|logopeda|matrona|comadrona|traumatologo|traumatologa|urologo|urologa|neurologo"
        "|neurologa|reumatologo|reumatologa|alergologo|alergologa|alergista|endocrino|endocrinologo|endocrinologa"
        "|otorrino|odontologo|odontologa|odontologia|kinesiologo|kinesiologa|kinesiologia|kine|internista"
        "|medico de cabecera|medica de cabecera|medico general|medico familiar|doctor de cabecera|nutri|dietista"
        "|ortodoncista|periodoncista|hematologo|hematologa|oncologo|oncologa|neumologo|neumologa|gastro"
        "|gastroenterologo|gastroenterologa|obstetra|cardiologa|psiquiatria|psicologia|pediatria|nutricion"
        "|podologa|optometrista|retinologo|ortopedista|cirujano|cirujana|proctologo|geriatra|anestesista"
        "|terapeuta|terapista fisico|terapista ocupacional|terapia ocupacional|terapia del habla|hidroterapia"
        "|control prenatal|control de embarazo|citologia|eco|densitometria|espirometria|holter|prueba de esfuerzo"
        "|examen de sangre|examenes de sangre|prueba de sangre|cura|curas|retiro de puntos|quitar los puntos"
        "|quitarme los puntos",
    ),
)
