"""Spanish turns of phrase around times: what bounds one, what refers back to one, what only excuses the hour."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "FILL",
        None,
        "perdon la hora|perdon por la hora|perdone la hora|perdona la hora|perdonad la hora|perdonen la hora"
        "|disculpe la hora|disculpa la hora|disculpen la hora|disculpad la hora|disculpe por la hora"
        "|perdon las horas|perdonad las horas|perdone las horas|perdona las horas|disculpe las horas"
        "|disculpen las horas|disculpa las horas|disculpad las horas|perdon por las horas|perdon lo tarde"
        "|perdone que escriba tan tarde|perdon que escriba tan tarde|disculpe que escriba a esta hora"
        "|disculpe que llame a esta hora|perdone que llame a esta hora|a estas horas"
        "|feliz ano|feliz ano nuevo|feliz navidad|felices fiestas|felices pascuas|feliz dia|feliz semana"
        "|feliz fin de semana|buen fin de semana|feliz inicio de semana|buen inicio de semana|feliz tarde"
        "|feliz noche|prospero ano nuevo|de ahi|de ahi en fuera|fuera de eso|fuera de esos|aparte de eso"
        "|quitando eso|en principio|de momento|por el momento|por lo pronto|senorita"
        "|salgo a comer|salgo a almorzar|salgo a desayunar",
    ),
    (
        "ANYTIME",
        None,
        "me da igual el dia|me da lo mismo el dia|el dia me da igual|el dia me da lo mismo|da igual el dia"
        "|el dia es lo de menos|el dia no importa|me da igual que dia|me da igual la hora"
        "|me da lo mismo la hora|la hora me da igual|da igual la hora|la hora es lo de menos"
        "|la hora no importa|me es indiferente el dia|el dia me es indiferente|me es indiferente la hora"
        "|me es indiferente|cualquiera de esos dias|el dia que usted quiera|el dia que quiera"
        "|el dia que puedan|el dia que haya|el dia que tengan|el dia que tenga|los otros dias"
        "|los demas|cualquier otro|cualquier dia de esos|el resto de los dias|el resto de dias",
    ),
    (
        "AFTERTHAT",
        None,
        "de ahi en adelante|de ahi para adelante|de ahi pa delante|de ese dia en adelante"
        "|de esa fecha en adelante|de esa hora en adelante|a partir de esa hora|a partir de ese dia"
        "|a partir de esa fecha|desde ahi|desde esa hora|desde ese dia|pasada esa hora|pasada esa fecha"
        "|pasando esa fecha|de entonces en adelante|ya despues de eso|ya despues de esa hora",
    ),
    (
        "AFTER",
        None,
        "justo despues de|inmediatamente despues de|poco despues de|ya despues de|enseguida de"
        "|sale de el colegio a|sale de la escuela a|sale de clase a|sale de clases a|sale de el kinder a"
        "|sale de la guarderia a|sale de el trabajo a|sale de trabajar a|sale de el cole a"
        "|salen de la escuela a|salen de el colegio a|salen de clases a|salen de clase a|salen de el cole a"
        "|salgo de clase a|salgo de clases a|salgo de la uni a|salgo de la universidad a"
        "|salgo de la oficina a|salgo de mi trabajo a|salimos de trabajar a|salgo de trabajar hasta"
        "|salgo de currar a|salgo de el curro a|salgo de la chamba a|salgo de la facultad a"
        "|no me libero hasta|me libero a|no quedo libre hasta|quedo libre a|estoy libre a partir de"
        "|no llego a casa hasta|llego a casa a",
    ),
    (
        "STARTING",
        None,
        "no regreso hasta|regreso hasta|vuelvo hasta|no vuelvo hasta|no vuelvo de viaje hasta"
        "|no regreso de viaje hasta|no estoy de vuelta hasta|no estare de vuelta hasta|no regresamos hasta"
        "|no volvemos hasta|regresamos hasta",
    ),
    (
        "BEFORE",
        "reason",
        "entro a trabajar a|entro al trabajo a|entro a el trabajo a|entro al turno a|entro a el turno a"
        "|empiezo a trabajar a|empiezo mi turno a|mi turno empieza a|entro a clase a|entro a clases a"
        "|entro a la escuela a|entro en el trabajo a|entro al curro a|entro a el curro a|entro a la chamba a"
        "|empiezo a currar a|tengo que estar en el trabajo a|debo estar en el trabajo a"
        "|tengo que recoger a los ninos a|recojo a los ninos a|paso por los ninos a|recojo a mi hijo a"
        "|recojo a mi hija a|tengo que irme a|me tengo que ir a",
    ),
    (
        "BEFORE",
        None,
        "tengo que irme antes de|debo irme antes de|me tengo que ir antes de|tengo que estar en casa antes de"
        "|tengo que estar de vuelta antes de|tengo que haber terminado antes de|tengo que regresar antes de"
        "|tengo que volver antes de|debo regresar antes de|debo salir antes de",
    ),
    ("PART", "last_thing", "a ultima"),
    (
        "VAGUEDAY",
        None,
        "carnaval|carnavales|el puente|puente|vacaciones de verano|las vacaciones de verano|vacaciones de invierno"
        "|las vacaciones de invierno|vacaciones escolares|las vacaciones escolares|el ramadan|ramadan|cuaresma"
        "|la cuaresma|las vacaciones de la escuela|vacaciones de primavera|las vacaciones de primavera",
    ),
    (
        "THENWORKS",
        None,
        "ahi podria ser|ahi podria|ahi puedo|ahi si puedo|ahi si|a esa hora podria ser|a esa hora podria"
        "|a esa hora puedo|a esa hora si puedo|a esa hora|en ese rato puedo|en ese rato podria|en ese rato"
        "|en ese horario puedo|en ese horario podria|en ese horario|ahi estaria bien|ahi me queda bien",
    ),
    (
        "MOVE",
        None,
        "la podemos dejar|lo podemos dejar|la dejamos para|lo dejamos para|la pueden dejar para|me la deja para"
        "|me la dejan para|me la dejas para|podemos dejarla para|pueden dejarmela para|dejarmela para|dejamela para"
        "|dejemela para|la puede dejar para|la podriamos dejar para",
    ),
    (
        "NOT",
        None,
        "tengo que viajar|tenemos que viajar|tiene que viajar|tengo que salir de viaje"
        "|tengo compromiso|tengo otro compromiso|tengo otra cosa|tengo otra cita|tengo otra cita medica|tengo gente"
        "|tengo visita|tengo visitas|tengo entrenamiento|tengo ensayo|tengo una reunion de trabajo|tengo junta",
    ),
    ("HOLYWEEK", None, "semana santa|la semana santa|las vacaciones de semana santa|vacaciones de semana santa"),
    ("HOLYWEEK", None, "la semana mayor|semana mayor|los dias santos|dias santos"),
    ("HOLIDAY", "holy_thursday", "jueves santo"),
    ("HOLIDAY", "holy_saturday", "sabado santo|sabado de gloria"),
    ("HOLIDAY", "palm_sunday", "domingo de ramos"),
    (
        "WHICHIS",
        None,
        "que es cuando|que es a la hora que|que es la hora que|que es la hora en que|que es a la hora en que"
        "|que es el dia que|que es el dia en que|que es mi|que es cuando tengo|que es cuando salgo"
        "|que es cuando puedo|que es cuando descanso|que es cuando libro|que es el dia de mi|que es la hora de mi"
        "|que es mi hora de|que es mi dia|que ahi tengo|que es lo que tengo libre|que ese dia descanso"
        "|que ese dia libro|que ese dia no trabajo|que a esa hora salgo|que a esa hora descanso",
    ),
    (
        "CANT",
        None,
        "no voy a alcanzar|no voy a alcanzar a llegar|no voy a alcanzar a ir|no alcanzare|no alcanzare a llegar"
        "|no alcanzamos|no alcanzamos a llegar|no vamos a poder|no vamos a poder ir|no vamos a llegar"
        "|no vamos a alcanzar|no vamos a alcanzar a llegar|no podremos|no podremos ir|no podre acudir"
        "|no voy a poder acudir|no voy a poder estar|no podre estar|no me va a dar tiempo"
        "|no me va a dar tiempo de llegar|no me va a dar tiempo a llegar|no me dara tiempo|no llegare"
        "|no llegamos|no puedo llevar|no puedo llevarlo|no puedo llevarla|no podre llevar|no podre llevarlo"
        "|no podre llevarla|no voy a poder llevar|no voy a poder llevarlo|no voy a poder llevarla"
        "|que no tiene quien la lleve|que no tiene quien lo lleve|que no tengo quien la lleve|que no hay quien la lleve"
        "|no tiene quien la lleve|no tiene quien lo lleve|no tengo quien la lleve|no tengo quien lo lleve"
        "|no tengo quien me lleve|no hay quien la lleve|no hay quien lo lleve|no tengo quien cuide"
        "|no tengo quien me cuide|no hay quien me lleve|no tiene quien le lleve|no tenemos quien la lleve"
        "|se me atraveso algo|se me atraveso|se me presento algo|se me presento|me salio un|me salio una"
        "|me surgio un|me surgio una|me ha surgido un|me ha surgido una|me ha surgido algo|se me cruzo algo"
        "|me salio un imprevisto|surgio algo|surgio un imprevisto|hubo un imprevisto|tuve un imprevisto"
        "|tengo un imprevisto|se me hizo imposible|se me junto|se me juntaron|me ha salido algo|me ha salido un"
        "|ya no puedo|ya no podre|ya no voy a poder|ya no alcanzo|ya no podemos|ya no vamos a poder|ya no me es posible"
        "|ya no puedo ir|ya no podre ir|ya no voy a poder ir|ya no me da tiempo|ya no puedo llegar"
        "|no lo puedo llevar|no la puedo llevar|no lo voy a poder llevar|no la voy a poder llevar"
        "|no los puedo llevar|no le puedo llevar",
    ),
    (
        "NOT",
        None,
        "estamos fuera|estamos de viaje|estamos de vacaciones|viajo|viajamos|viaja|vamos de viaje"
        "|estaremos fuera|estaremos de viaje|estaremos de vacaciones|vamos a estar fuera|andamos fuera"
        "|andamos de viaje|tengo guardia|estoy de guardia|me toca guardia|tengo turno de noche"
        "|tengo examen|tengo examenes|tiene examen|tiene examenes|tengo exam|me toca trabajar"
        "|nos toca trabajar|trabajamos|curro|me toca turno|tengo un viaje|tengo un evento|tengo una boda"
        "|tengo un examen|tengo terapia|tengo dialisis|tengo quimio",
    ),
)
