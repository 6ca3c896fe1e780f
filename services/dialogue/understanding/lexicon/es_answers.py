"""Spanish words for yes, no, cannot, does not work."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "TAKE",
        None,
        "deme|dame|me da|me das|denme|pongame|ponme|vamos con|apartame|apunteme|apuntame|anoteme|escojo"
        "|elijo|tomo|agarro|me apunta|apunteme para|apuntame para|quedamos|quedemos|quedamos para"
        "|dejemosla para|pongamos",
    ),
    ("LATEST", None, "la mas tarde|el mas tarde|la mas tardia"),
    (
        "EARLIEST",
        None,
        "la mas temprana|la mas temprano|el mas temprano|la mas proxima|el mas proximo|la que sea primero"
        "|la mas pronto|la que este mas pronto",
    ),
    (
        "DUNNO",
        None,
        "no se|no lo se|no me lo se|no me la se|no me lo se de memoria|no lo recuerdo|no la recuerdo|no la se"
        "|no estoy seguro|no estoy segura|ni idea|no tengo idea|no me acuerdo|no recuerdo"
        "|quien sabe|no se decirle|no sabria|dudo|no estoy muy seguro|no tengo el telefono"
        "|no tengo mi telefono|no es mi numero|no es mi telefono|ya no tengo ese numero"
        "|ya no tengo ese telefono|no tengo el celular|no traigo el celular"
        "|es lo que hay|asi es la vida|asi son las cosas|que le vamos a hacer",
    ),
    (
        "YES",
        None,
        "si|sii|siii|sip|sipi|simon|sep|claro|claro que si|por supuesto|desde luego|dale|vale|ok|okay|oki"
        "|okey|bueno|esta bien|de acuerdo|correcto|exacto|exactamente|eso es|asi es|si por favor"
        "|por favor si|confirmo|confirmado|confirmar|hazlo|hagalo|adelante|perfecto si|listo|va|sale"
        "|sale pues|orale|andale|afirmativo|seguro|obvio|como no|si claro|si senor|si senora|acepto"
        "|aceptar|me lo quedo|la tomo|lo tomo|me quedo con esa|me quedo con ese|si quiero|si gracias|s"
        "|ta bien|de una|proceda|procede|por favor hagalo|sin problema|reservela|agendela|si es correcto"
        "|es correcto|ese soy yo|esa soy yo|soy yo|si soy yo|efectivamente|cierto|es cierto|tal cual"
        "|asi mero|eso|eso mero|ya esta|hecho|si esta bien|venga|va que va|simon que si|ajam|aja|mjm"
        "|totalmente|definitivamente|positivo|si adelante|continua|continue|me parece|hagale|confirmela"
        "|no hay problema|ningun problema|con gusto|encantado|encantada|me parece perfecto",
    ),
    (
        "WORKS",
        None,
        "me sirve|me va bien|me viene bien|me queda bien|me funciona|me conviene|esta bien|esta perfecto"
        "|perfecto|perfecta|excelente|genial|me parece bien|suena bien|suena perfecto|si puedo|puedo|bien"
        "|muy bien|buenisimo|estupendo|fenomenal|me acomoda|me gusta|seria perfecto|seria ideal"
        "|seria mejor|seria genial|es mejor|me vendria bien|me vendria mejor|me quedaria bien"
        "|me quedaria mejor|me viene mejor|me va mejor|me queda mejor|me sirve mas|me conviene mas"
        "|magnifico|de maravilla|super|chevere|esta bueno|funciona|sirve|me serviria|me viene perfecto"
        "|me va perfecto|me late|esa me sirve|ese me sirve|me cae bien|podria|podria ir|puedo ir"
        "|puedo venir|esta chido|sin problema|es buena|va bien|me cuadra|queda bien|estaria bien"
        "|estaria perfecto|me resulta mejor|me es mejor|si me sirve",
    ),
    (
        "NO",
        None,
        "no|nop|nopo|nel|nelson|noo|nooo|para nada|no gracias|negativo|claro que no|de ninguna manera"
        "|mejor no|no quiero|no por favor|incorrecto|no es correcto|esta mal|eso no|ese no|esa no"
        "|no esta bien|aun no|todavia no|que no|nunca|jamas|no lo haga|no lo hagas|no la cambie"
        "|no la mueva|en absoluto|no creo|creo que no|equivocado|es incorrecto|no soy yo|no me interesa"
        "|no es eso|nones|nanay|ahora no|no asi no|cambie de opinion|cambie de idea|ya no|nada",
    ),
    (
        "NOT",
        None,
        "no|que no|ni|nada de|no quiero|no me ponga|no me de|nunca|estoy ocupado|estoy ocupada"
        "|ando ocupado|ando ocupada|ando muy ocupado|ando muy ocupada"
        "|ando bien ocupado|ando bien ocupada|estoy muy ocupado|estoy muy ocupada|estoy bien ocupado|estoy bien ocupada"
        "|ocupado"
        "|ocupada|trabajo|yo trabajo|estoy trabajando|tampoco|jamas|tengo clase|tengo clases|tengo trabajo"
        "|tengo que trabajar|no trabajo no|estoy fuera|no estoy|voy a estar fuera|estoy de viaje"
        "|salgo de viaje|no estare|estoy de vacaciones|de vacaciones|de viaje|me voy de viaje"
        "|me voy de vacaciones|voy de viaje|ando de viaje|ando fuera|salgo de vacaciones|estare de viaje"
        "|estare de vacaciones|estare fuera|no estare disponible|voy a estar de viaje"
        "|voy a estar de vacaciones|no voy a estar|mi almuerzo es|mi turno es|mi clase es|tengo una junta"
        "|tengo juntas|tengo una reunion|tengo reuniones|mi comida es|trabajo de|estoy en clase",
    ),
    (
        "CANT",
        None,
        "no puedo|no podre|no voy a poder|no puedo ir|no podre ir|no voy a poder ir|no puedo venir"
        "|no puedo llegar|no podre llegar|no puedo asistir|no podre asistir|no alcanzo|no alcanzo a llegar"
        "|me es imposible|me es imposible ir|imposible|no voy a llegar|no llego|no voy a ir|no ire"
        "|no asistire|no voy a asistir|no tengo disponibilidad|no tengo tiempo|no podria|no podria ir"
        "|no puedo hacer|no puedo en|no me es posible|no podemos|no podemos ir|no va a poder"
        "|no va a poder ir|no puede|no puede ir|se me hace imposible|no logro llegar|no pude ir|no pude"
        "|no puedo acudir|no podre acudir|no voy a poder llegar|no voy a poder asistir|no kiero"
        "|no puedo nunca|nunca puedo|me surgio algo|me salio algo|se me complica|se me complica ir"
        "|se me complico|tengo un compromiso|tengo un problema|tengo otro compromiso"
        "|me surgio un compromiso|no me da tiempo|no me da tiempo de llegar|tampoco puedo|no creo poder"
        "|no creo poder ir|no creo que pueda|no creo que pueda ir|creo que no puedo|creo que no puedo ir"
        "|creo que no voy a poder|creo que no voy a poder ir|no creo que alcance|dudo que pueda"
        "|no se si pueda ir|no creo llegar|creo que no llego|tengo un conflicto|un conflicto con"
        "|conflicto con|no encuentro|no tengo quien|no hay quien|no tengo con quien|no consigo",
    ),
    (
        "BAD",
        None,
        "no me sirve|no me va|no me va bien|no me viene bien|no me viene|no me queda bien|no me queda"
        "|no me funciona|no me conviene|no me acomoda|no funciona|no sirve|no es posible|es imposible"
        "|me va mal|me viene mal|me queda mal|no me gusta|no me late|no me cuadra|no me viene nada bien"
        "|no puedo|no puedo ese dia|se me complica|es complicado|esta complicado|esta dificil|es dificil"
        "|me es imposible|no me convence|me resulta imposible|no me sirven|no me van|no me vienen"
        "|no me quedan|no me funcionan|no me convienen|no me acomodan|no me van bien|no me vienen bien"
        "|no me quedan bien|no me es posible|no es buena|no es bueno|no trabajo bien|no podria|tampoco"
        "|tampoco puedo|tampoco me sirve",
    ),
    (
        "BOOKAPPT",
        None,
        "ver al doctor|ver a la doctora|ver al dentista|que me vea el doctor|que me vea la doctora"
        "|que me vea un doctor|que me atiendan|que me vean|que me revisen|que me revise el doctor"
        "|que me cheque el doctor|que me chequen|ver a un doctor|ver a un medico|ver al medico"
        "|que me vea el dentista|cita para mi hijo nueva|que me atienda el doctor|consultar al doctor"
        "|me vea el doctor|me vea la doctora|me vean|me atiendan|me revisen|me vea un doctor"
        "|me vea un medico|me revise el doctor|ver al dr|ver a la dra|que me vea el dr|que me vea la dra|me vea el dr"
        "|me vea la dra|me revise la doctora|me revise el dr|me revise la dra|que me revise la doctora"
        "|que me revise el dr|que me revise la dra|que me atienda la doctora|que me atienda el dr|que me atienda la dra"
        "|pasar con el doctor|pasar con la doctora|pasar con el dr|pasar con la dra|consultar con el doctor"
        "|consultar con la doctora|consultar con el dr|consultar con la dra|consultar a la doctora"
        "|que me cheque la doctora|que me cheque el dr|que me cheque la dra|verme con el doctor|verme con la doctora"
        "|ver a mi doctor|ver a mi doctora|ver a la dentista|ver al pediatra|ver a la pediatra|ver a la ginecologa"
        "|ver al ginecologo",
    ),
)
