"""Spanish words for earlier and later, providers, places, identity, fillers."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "EARLIER",
        None,
        "mas temprano|mas pronto|antes|algo mas temprano|algo mas pronto|un poco mas temprano"
        "|mas tempranito|mas antes|una hora mas temprano|una fecha mas cercana|mas cercana|muy tarde"
        "|demasiado tarde|muy lejos|esta muy lejos|algo mas cercano|mas cercano|mas prontito"
        "|una cita mas pronto|una cita antes|falta mucho"
        "|es muy tarde|esta muy tarde|es demasiado tarde",
    ),
    (
        "LATER",
        None,
        "mas tarde|mas adelante|algo mas tarde|un poco mas tarde|despues|mas tardecito|mas tardesito"
        "|muy temprano|demasiado temprano|demasiado pronto|muy pronto|luego|posterior|una fecha posterior"
        "|mas para adelante|mas a la tarde"
        "|lo mas tarde posible|entre mas tarde mejor|es muy temprano"
        "|esta muy temprano|es demasiado temprano|es muy pronto",
    ),
    (
        "NOTEARLY",
        None,
        "no tan temprano|no muy temprano|que no sea tan temprano|que no sea muy temprano|no temprano"
        "|que no sea temprano|nada temprano|nada muy temprano|no tan tempranito|no muy tempranito|no a primera hora"
        "|que no sea a primera hora|no tan de manana|que no sea tan de manana|mientras no sea muy temprano"
        "|siempre que no sea muy temprano|mientras no sea tan temprano|no demasiado temprano"
        "|que no sea demasiado temprano|que no sea tan tempranito|que no sea muy tempranito"
        "|solo que no sea muy temprano",
    ),
    (
        "NOTLATE",
        None,
        "no tan tarde|no muy tarde|que no sea tan tarde|que no sea muy tarde|no tarde|que no sea tarde|nada tarde"
        "|nada muy tarde|mientras no sea muy tarde|siempre que no sea muy tarde|mientras no sea tan tarde"
        "|no demasiado tarde|que no sea demasiado tarde|no a ultima hora|que no sea a ultima hora",
    ),
    (
        "SAMETIME",
        None,
        "misma hora|a la misma hora|la misma hora|el mismo horario|mismo horario|en el mismo horario"
        "|la hora de siempre|igual hora|a la hora de siempre|al mismo tiempo",
    ),
    (
        "ANYPROV",
        None,
        "cualquier doctor|cualquier doctora|cualquier medico|con cualquiera|con quien sea|quien sea"
        "|cualquier dentista|no importa el doctor|no importa con quien|con cualquier doctor|el que sea"
        "|cualquiera que este disponible|me da igual el doctor|me da igual con quien|cualquier proveedor"
        "|con cualquier medico|da igual el doctor|da igual quien|otro doctor|otra doctora|otro medico"
        "|otros doctores|diferente doctor|otro dentista|no importa que doctor|no importa cual doctor"
        "|no importa quien|no importa con que doctor|otro proveedor|algun otro doctor|con otro doctor"
        "|con otra doctora|da igual que doctor",
    ),
    ("WITH", None, "con|c/"),
    ("DRTITLE", None, "dr|dra|doctor|doctora|el doctor|la doctora|el dr|la dra|licenciada|licenciado|lic"),
    (
        "ANYPLACE",
        None,
        "cualquier lugar|cualquier clinica|cualquier sucursal|donde sea|en donde sea|cualquier consultorio"
        "|cualquier oficina",
    ),
    (
        "NAMEIS",
        None,
        "me llamo|mi nombre es|soy|yo soy|mi nombre|nombre|a nombre de|nombre completo|el nombre es"
        "|es a nombre de|nombre del paciente|esta a nombre de|yo me llamo|le habla|habla|el paciente es"
        "|la paciente es|el nombre del paciente es|mi nombre completo es|se llama|esta bajo el nombre de"
        "|aqui",
    ),
    (
        "BORN",
        None,
        "naci|nacido|nacida|naci el|nacido el|nacida el|fecha de nacimiento|mi fecha de nacimiento"
        "|mi fecha de nacimiento es|fecha de nacimiento es|la fecha de nacimiento es|cumpleanos"
        "|mi cumpleanos|mi cumpleanos es|mi cumpleanos es el|nacimiento|f de nacimiento|nacio|nacio el"
        "|fec nac|naci en",
    ),
    (
        "CODEIS",
        None,
        "codigo|el codigo|el codigo es|codigo es|mi codigo es|es el|aqui esta|me llego|me llego el|dice|es"
        "|el pin|el codigo que me llego es",
    ),
    (
        "PHONEIS",
        None,
        "telefono|mi telefono|mi telefono es|mi numero|mi numero es|celular|mi celular|mi celular es"
        "|el numero es|numero de telefono|movil|mi numero de telefono es|cel|mi cel es|numero es",
    ),
    (
        "MISSED",
        None,
        "falte|falte a|no fui|no fui a|perdi|perdi mi|no asisti|se me paso|no llegue|no alcance a llegar"
        "|se me olvido|se me olvido ir|no pude ir|no pude asistir|olvide|olvide ir",
    ),
    (
        "HAVEAPPT",
        None,
        "tengo|tenia|tenemos|estoy agendado|estoy agendada|estoy programada|estoy programado|me dieron"
        "|me agendaron|me pusieron|esta programada|la tengo|lo tengo|me citaron|estaba para|esta para"
        "|tengo agendada|tengo programada|se supone que voy|se supone que tengo que ir|me toca|me toca ir"
        "|me tocaba|es el|es este|era el|era para|es para|era este|tengo algo",
    ),
    ("MIDWEEK", None, "a mitad de semana|mitad de semana|a mediados de semana|a media semana|media semana"),
    (
        "FILL",
        None,
        "por favor|porfavor|porfa|porfis|xfa|xfavor|pf|pues|este pues|eh|mmm|em|ehh|entonces|tambien|quiza"
        "|quizas|tal vez|talvez|creo|creo que|es que|digamos|seria posible|usted|me|se|lo|la verdad|yo|es"
        "|son|si se puede|si puede|si pueden|si es posible|ir|venir|asistir|llegar|puede|pueden|podria"
        "|podrian|puedes|poder|muy|mas|tan|pero es que|nada mas|nomas|fijese que|mire|oiga|oye|que|q|k|ke"
        "|asi|osea|o sea|bueno pues|a ver|amable|si no es molestia|si no le molesta|horario|horarios|hora"
        "|yo creo|y bueno|le|les|nos|sea|fuera|ojala|exactamente|se me hace|hacer|tener|ser|estar|fecha"
        "|unos|para mi|me la|me lo|la",
    ),
    (
        "SAMEPROV",
        None,
        "mismo doctor|misma doctora|el mismo doctor|la misma doctora|mi doctor de siempre"
        "|el doctor de siempre|la doctora de siempre|mismo dentista|el mismo medico|la misma persona"
        "|con el mismo doctor|con la misma doctora",
    ),
    ("ORIGINAL", None, "fecha original|hora original|cita original|como estaba antes|dia original"),
)
