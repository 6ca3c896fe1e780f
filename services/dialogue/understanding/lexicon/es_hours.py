"""Spanish words for clock times, parts of the day, vagueness."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    ("AMPM", "am", "am|a m|a.m"),
    ("AMPM", "pm", "pm|p m|p.m"),
    ("OCLOCK", None, "en punto|horas en punto|hrs|h|en punto horas|en puntito"),
    ("HALF", None, "media|medio|mitad"),
    ("HALFHOUR", 30, "media hora|media horita|una media hora"),
    ("QUARTER", None, "cuarto"),
    ("NOON", 720, "mediodia|medio dia|las doce del mediodia|las doce del dia|doce del dia|12 del mediodia"),
    ("MIDNIGHT", None, "medianoche|media noche"),
    ("PART", "night", "noche|noches"),
    (
        "PART",
        "early_morning",
        "madrugada|primera hora|a primera hora|primerito en la manana|primera hora de la manana"
        "|en cuanto abran|cuando abran|apenas abran|a primera hora de la manana|tempranito"
        "|lo primero de la manana|a la hora de abrir|en la madrugada",
    ),
    (
        "PART",
        "late_tarde",
        "a ultima hora de la tarde|ultima hora de la tarde|al caer la tarde|al final de la tarde",
    ),
    ("PART", "late_morning", "al final de la manana|a ultima hora de la manana"),
    ("PART", "mid_afternoon", "a media tarde|media tarde"),
    (
        "PART",
        "early_afternoon",
        "a primera hora de la tarde|primera hora de la tarde|al principio de la tarde",
    ),
    (
        "PART",
        "last_thing",
        "ultima hora|a ultima hora|al final del dia|a la hora de cerrar|antes de cerrar|fin del dia"
        "|antes de que cierren|justo antes de cerrar|a final del dia|ultima hora del dia",
    ),
    (
        "PART",
        "lunch",
        "hora de comer|hora de comida|hora del almuerzo|a la hora del almuerzo|a la hora de la comida"
        "|a la hora de comer|hora de la comida|a la hora de almorzar|en mi almuerzo|el almuerzo",
    ),
    (
        "PART",
        "after_work",
        "despues del trabajo|despues de trabajar|saliendo del trabajo|cuando salgo del trabajo"
        "|al salir del trabajo|despues de mi trabajo|despues del turno|despues de la oficina"
        "|cuando salga del trabajo|saliendo de trabajar|despues de salir del trabajo",
    ),
    (
        "PART",
        "before_work",
        "antes del trabajo|antes de trabajar|antes de ir a trabajar|antes de entrar a trabajar"
        "|antes de entrar al trabajo|antes de la escuela|antes de ir al trabajo",
    ),
    (
        "PART",
        "after_school",
        "despues de la escuela|despues del colegio|saliendo de la escuela|despues de clases"
        "|al salir de la escuela|despues de recoger a los ninos|cuando salgan de la escuela",
    ),
    (
        "PART",
        "after_lunch",
        "despues de comer|despues del almuerzo|despues de la comida|despues de almorzar"
        "|despues de mi almuerzo|despues de la hora de comer|despues de almuerzo|despues de comida|despues de mi comida"
        "|despues del lonche|despues de lonche|despues de lonchar|despues de que coma|despues de que almuerce"
        "|luego de comer|luego de almorzar|luego del almuerzo|saliendo de comer|pasado el almuerzo"
        "|despues de la hora de almuerzo|despues de la hora del almuerzo|despues del mediodia de comer",
    ),
    (
        "PART",
        "before_lunch",
        "antes de comer|antes del almuerzo|antes de la comida"
        "|antes de almorzar|antes de almuerzo|antes de mi almuerzo|antes del lonche",
    ),
    ("PART", "school_hours", "mientras los ninos estan en la escuela|en horario escolar"),
    ("TARDE", None, "tarde|tardecita|tardes|trde|tard|tare"),
    (
        "EARLY",
        None,
        "temprano|principios de|principio de|a principios de|a principio de|al principio de|inicios de"
        "|a inicios de|al inicio de|a comienzos de|comienzos de|al comienzo de|inicio de"
        "|los primeros dias de",
    ),
    ("MID", None, "mediados de|a mediados de|a mitad de|mitad de|a media|en medio de|a la mitad de"),
    (
        "ENDOF",
        None,
        "finales de|a finales de|fines de|a fines de|fin de|al final de|a final de|final de"
        "|ultimos dias de|los ultimos dias de|para finales de|hacia finales de|a fin de",
    ),
    (
        "LATERIN",
        None,
        "el resto de|resto de|mas adelante|mas adelante en|lo que queda de|mas tarde en|lo que resta de",
    ),
    (
        "SOONEST",
        None,
        "lo antes posible|cuanto antes|lo mas pronto posible|lo mas pronto|tan pronto como sea posible"
        "|lo mas rapido|lo mas rapido posible|lo mas temprano posible|la primera disponible"
        "|la primera cita disponible|ya mismo|el primer hueco|primer hueco disponible|primera disponible"
        "|primera cita disponible|la mas proxima|lo mas antes|lo mas pronto que se pueda"
        "|lo mas pronto que pueda|la mas pronta|lo primero que tenga|lo primero que haya"
        "|el primero disponible|primer espacio disponible|la primera que tenga|inmediatamente|de inmediato"
        "|el primer hueco que tenga|la mas cercana|lo mas cercano|lo mas antes posible|antes posible"
        "|cuanto antes mejor|el dia mas proximo|la fecha mas cercana|la fecha mas proxima"
        "|lo mas cerca posible|el primer espacio|entre mas pronto mejor|mientras mas pronto mejor"
        "|cuanto mas pronto mejor|entre mas rapido mejor|lo mas cercano posible|entre antes mejor"
        "|mientras antes mejor|lo mas temprano que se pueda|lo mas temprano|lo mas temprano que tenga"
        "|lo mas temprano que haya|lo mas temprano que pueda|lo antes que se pueda|lo antes que pueda"
        "|lo antes que puedan|antes que se pueda|lo mas luego|a la brevedad|en cuanto pueda"
        "|en cuanto puedan|en cuanto se pueda|lo mas rapido que se pueda|lo mas rapido que pueda"
        "|cuanto antes se pueda|lo mas pronto que haya|pronto|muy pronto|lo mas pronto que puedan",
    ),
    (
        "ANYTIME",
        None,
        "da lo mismo la hora|da igual la hora|me da igual la hora|me da lo mismo la hora|la hora me da igual"
        "|la hora da igual|la hora da lo mismo|la hora es lo de menos|la hora no importa"
        "|no importa la hora|sin importar la hora"
        "|es igual la hora|la hora que sea|la hora que haya|la hora que tengan|la hora es indistinta"
        "|me es indistinta la hora"
        "|la hora me es indiferente|cuando sea|cualquier dia|cualquier hora|a cualquier hora"
        "|cualquier momento|cuando pueda"
        "|cuando puedan|me da igual|me da lo mismo|cuando tenga|cualquier horario|soy flexible"
        "|no importa cuando|cuando haya|el dia que sea|a la hora que sea|cuando quieran|cuando quiera"
        "|en cualquier momento|cuando ustedes puedan|cualkier dia|no importa cuando sea|da igual"
        "|da lo mismo|como quiera|usted elija|usted escoja|cualquier dia esta bien|cualquier dia me sirve"
        "|cualquier hora esta bien|el que usted diga|cuando usted diga|lo que sea|como guste"
        "|no tengo preferencia|sin preferencia|cualquier dia me queda bien|a la hora que quiera"
        "|no importa el dia|no importa la hora|cualquier otro dia|cualquier otra hora|todos los dias"
        "|cada dia|diario|a diario|cualquier dia de la semana|todos los demas dias|los demas dias"
        "|no importa",
    ),
    ("AGO", None, "hace"),
    (
        "FROMNOW",
        None,
        "a partir de hoy|desde hoy|a partir de ahora|desde ahora|de aqui|de ahora|desde ahorita",
    ),
    ("NOW", None, "ahora|ahorita|ahora mismo|ya"),
    ("COUPLE", 2, "par de|un par de|par d"),
    ("SOMETIME", None, "algun momento|en algun momento|algun dia de|algun dia"),
    ("ENOCHO", 8, "en ocho|en ocho dias"),
    ("ENOCHO", 15, "en quince|en quince dias"),
    ("PART", "mid_morning", "a media manana|media manana"),
    ("PART", "evening", "tarde noche|la tarde noche|tardenoche|tardecita noche"),
    ("PART", "morning", "mananita|mananitas|la mananita"),
)
