"""Spanish words of everyday replies: yes and no of many countries, I will come, any of the offers."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    ("ALLOF", None, "las dos que tengo|los dos que tengo|las tres que tengo|las que tengo|todas las que tenga"),
    (
        "CHOICE",
        -1,
        "la que menciono al final|la que dijo al final|la que me dijo al final|el que dijo al final"
        "|la que dijo de ultimo|la que me dijo de ultimo|la que dijo por ultimo",
    ),
    (
        "YES",
        None,
        "no tengo inconveniente|no tengo ningun inconveniente|sin inconveniente|ningun inconveniente"
        "|no hay inconveniente|no veo inconveniente|no veo por que no|no veo porque no|no tengo problema"
        "|no tengo ningun problema|sin ningun problema|no veo problema|no le veo problema|no hay ningun problema"
        "|por mi no hay problema|okis|oki doki|okey dokey|ta gueno|ta weno|esta gueno|vale vale|okay dale"
        "|ese dia si|esa hora si|a esa hora si|ese si|esa si|ese mero|esa mera|andele pues|andale pues|andele"
        "|andele si|orale pues|sale y vale|sale vale|vale pues|dale pues|dale nomas|dale si|dele|dele pues"
        "|dele nomas|si po|sipo|si pe|si pues|pues si|pos si|ay si|va pues|okey pues|ok pues|esta bueno|ta bueno"
        "|ta bien|tabien|ta bueno pues|claro mujer|claro hombre|si hombre|si mujer|como no|por supuesto que si"
        "|obvio que si|desde luego que si|claro esta|faltaba mas|no faltaba mas|cabal|cheque|pura vida|tuanis"
        "|hagale pues|hagamosle|hagamosle pues|listo pues|eso si|asi mismo|asi es si|trato hecho|quedamos asi"
        "|asi quedamos|en eso quedamos|quedamos en eso|joya|barbaro|de lujo|metale|metele|vale venga|venga vale"
        "|pues venga|pues vale|venga si|si que si|que si que si|nitido|bacano|fino pues|cuente con ello|conforme"
        "|estoy de acuerdo|estoy conforme|autorizo|queda confirmado|confirmadisimo|asi esta bien"
        "|asi esta perfecto|asi me parece bien|por mi si|por mi bien|por mi perfecto|por mi encantada"
        "|por mi encantado|digo que si|si eso|eso esta bien|si asi es|si asi esta bien|hagamoslo|hagamoslo asi"
        "|hagalo pues|hazlo pues|hazlo si|dale hacelo|hacelo|arre|jalo|va si|sale si|ya vas|buenisimo"
        "|buenisimo si|perfecto gracias|correctisimo|exactamente eso|si correcto|si exacto|si perfecto"
        "|si claro que si|si como no|como no si|si ok|ok si|si vale|si dale|si bueno|bueno si|si digale"
        "|digale que si|diga que si|pongale que si|si hagalo|si hazlo|si hagame el favor|si hagame ese favor",
    ),
    (
        "WORKS",
        None,
        "no me vendria mal|no me viene mal|no me queda mal|no me va mal|no me cae mal|no esta mal|no suena mal"
        "|me sirven|me van bien|me vienen bien|me quedan bien|me funcionan|me convienen|me acomodan"
        "|me parecen bien|me gustan|estan bien|me calza|me calza bien|me calza perfecto|me cuadran"
        "|me acomoda bien|me acomoda perfecto|me queda perfecto|me queda genial|me queda excelente|me queda justo"
        "|me pega bien|me va genial|me va de maravilla|me va de lujo|me viene genial|me viene de maravilla"
        "|me viene de perlas|me viene fenomenal|me encaja|me encaja bien|me encaja perfecto|me sirve mucho"
        "|nos sirve|nos va bien|nos queda bien|nos viene bien|nos conviene|le queda bien|le sirve|le va bien"
        "|le viene bien|me agrada|me late mas|me acomoda mas|me acomoda mejor|me queda mas comodo"
        "|me queda mas comoda|me resulta bien|esta super|esta genial|esta excelente|esta buenisimo|esta chevere"
        "|esta padre|me sirve bien|me sirve perfecto|si puedo ese dia|ese dia si puedo|a esa hora si puedo"
        "|a esa hora puedo|ese dia puedo|esa hora me queda bien|esa hora esta bien|ese dia esta bien"
        "|esa fecha esta bien",
    ),
    (
        "NO",
        None,
        "que va|que va no|no que va|ni loco|ni loca|ni de broma|ni de chiste|ni de cona|de eso nada|nah|no hombre"
        "|no mujer|nombre no|no senor|no senora|no senorita|pues no|pos no|no pues|no po|no pe|no pues no|ay no"
        "|uy no|uh no|huy no|nel pastel|nanai|no fijese|no fijese que no|fijese que no|fijate que no"
        "|fijese que mejor no|creo que mejor no|yo creo que no|no asi no|asi no quede|no es asi|no era eso"
        "|eso no es|eso no era|no es lo que pedi|no era lo que pedi|eso no es lo que pedi|no fue lo que pedi"
        "|esta equivocado|se equivoco|te equivocaste|me entendio mal|entendio mal|esta mal eso|eso esta mal"
        "|no estoy de acuerdo|ahorita no|ahora mismo no|no ahorita|no por ahora|no todavia|todavia no|aun no"
        "|pues mejor no|no mejor no|nada de eso|de ningun modo|de ninguna forma|ni hablar de eso|no me parece"
        "|no me late|no me agrada|yo no quiero eso|no quiero eso|no quiero ese|no quiero esa|no lo confirmo"
        "|no confirmo|no acepto|no lo haga todavia|no lo hagas todavia|no haga nada|no hagas nada",
    ),
    (
        "ATTEND",
        None,
        "confirmo mi cita|confirmo la cita|confirmo mi asistencia|confirmo asistencia|confirmo la asistencia"
        "|confirmar asistencia|confirmar mi asistencia|confirmo que voy|confirmo que si voy|confirmo que asisto"
        "|confirmo que ire|confirmamos la cita|confirmamos asistencia|si voy a la|si voy a mi|si asisto a"
        "|si asistire a|si iremos a|que si voy|ahi estare|ahi estaremos|ahi estoy|ahi estamos|alli estare"
        "|alli estaremos|alla estare|alla estaremos|ahi voy a estar|ahi vamos a estar|alli voy a estar"
        "|alla voy a estar|ahi nos vemos|alla nos vemos|alli nos vemos|nos vemos ahi|nos vemos alla|ahi llego"
        "|alla llego|ahi llegamos|alla llegamos|si voy a ir|si vamos a ir|si ire|si iremos|y si voy a ir"
        "|y si vamos a ir|y si ire|y si voy|y que si voy a ir|que si voy a ir|si asistire|si asistiremos"
        "|si voy a asistir|si vamos a asistir|si asisto|cuente conmigo|cuenten conmigo|cuenta conmigo|ahi andare"
        "|ahi andaremos|ahi le caigo|ahi les caigo|sin falta ahi estare|ahi estare sin falta|ahi estare puntual"
        "|no voy a faltar|no faltare|si va a ir|si va a asistir|ahi va a estar",
    ),
    (
        "MAYBE",
        None,
        "por que no|y por que no|creo que si|yo creo que si|me parece que si|supongo que si|yo supongo que si"
        "|supongo|me imagino que si|imagino que si|pienso que si|puede que si|a lo mejor si|quizas si|quiza si"
        "|tal vez si|espero que si|ojala que si",
    ),
    (
        "LATEST",
        None,
        "la de mas tarde|el de mas tarde|la mas tardecito|la de mas tardecito|la que es mas tarde"
        "|la que este mas tarde|el que este mas tarde|la que esta mas tarde|la mas tardia que tenga",
    ),
    (
        "NOT",
        None,
        "todas son|todos son|todas estan|todos estan|las tres son|los tres son|son todas|son todos|todas esas son"
        "|todos esos son",
    ),
    (
        "CHOICE",
        1,
        "la primerita|el primerito|la unica que tengo|el unico que tengo"
        "|la unica que hay|solo tengo una|nada mas tengo una|nomas tengo una|solamente tengo una|solo hay una"
        "|es la unica que tengo",
    ),
    (
        "EARLIEST",
        None,
        "la de mas temprano|el de mas temprano|la de mas tempranito|la mas tempranito|el mas tempranito"
        "|la de mas pronto|la que esta mas temprano|la que es mas temprano|la mas tempranera"
        "|la que sea mas temprano|la que sea mas pronto|la que sea antes|el que sea mas temprano",
    ),
    (
        "CANT",
        None,
        "no voy|no vamos|no vamos a ir|no vamos a poder|no vamos a poder ir|no vamos a llegar|no iremos"
        "|no podremos|no podremos ir|no pienso ir|como no puedo|como no puedo ir|como no voy a poder"
        "|como no voy a poder ir|como no podre|como no podre ir|como no podemos|como no podemos ir|como no llego"
        "|como no alcanzo|como no voy a estar|como no estoy",
    ),
    ("NOT", None, "trabaja|trabajan|trabajamos|ella trabaja|ellos trabajan"),
    ("OR", None, "pues si no|ay si no|pos si no|creo que si no|y pues si no"),
    (
        "ANYOFFER",
        None,
        "cualquiera de las tres|cualquiera de los tres|cualquiera de las dos|cualquiera de los dos"
        "|cualquiera de esas|cualquiera de esos|cualquiera de estas|cualquiera de estos|cualquiera de ellas"
        "|cualquiera de esas tres|cualquiera de esos tres|cualquiera de esas horas|cualquiera de esos horarios"
        "|cualquiera de las opciones|cualquiera de las que dijo|cualquiera de las que me dijo|cualquier opcion"
        "|cualquiera de todas|cualquier de las tres|cualquiera me sirve|cualquiera me queda bien"
        "|cualquiera me va bien|cualquiera me viene bien|cualquiera esta bien|cualquiera esta perfecto"
        "|cualquiera me funciona|cualquiera me acomoda|la que usted quiera|la que usted diga|la que usted guste"
        "|la que usted prefiera|la que usted escoja|la que usted elija|el que usted quiera|el que usted prefiera"
        "|el que usted guste|la que quieras|la que tu quieras|la que tu digas|la que vos quieras|la que querais"
        "|la que os venga bien|la que quiera|la que sea|la que guste|la que gusten|la que le convenga"
        "|la que le quede mejor|la que le venga bien|la que les convenga|la que mas le convenga"
        "|la que mejor le convenga|la que prefiera|la que prefieran|escoja usted|elija usted|elige tu|escoge tu"
        "|las tres me sirven|los tres me sirven|las tres me quedan bien|los tres me quedan bien"
        "|las tres me quedan|las tres me van bien|las tres me vienen bien|los tres me van bien"
        "|las tres estan bien|los tres estan bien|las tres me funcionan|las dos me sirven|las dos me quedan bien"
        "|las dos me van bien|las dos estan bien|todas me sirven|todos me sirven|todas me quedan bien"
        "|todos me quedan bien|todas me van bien|todos me van bien|todas estan bien|todos estan bien"
        "|todas me vienen bien|todas me funcionan|todas me quedan|me da igual cual|me da lo mismo cual"
        "|da igual cual|no importa cual|cual sea|una cualquiera",
    ),
    (
        "CHOICE",
        2,
        "la de en medio|la de enmedio|la del medio|la de el medio|la del centro|el de en medio|el de enmedio"
        "|el del medio|el del centro|la intermedia|el intermedio|la opcion del medio|la opcion de en medio"
        "|el horario de en medio|el horario del medio|la hora de en medio|la hora del medio|la que esta en medio"
        "|la que esta en el medio|el que esta en medio|la que va en medio",
    ),
)
