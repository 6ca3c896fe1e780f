"""Spanish words of everyday replies: yes and no of many countries, any of the offers, not now, say that again."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "YES",
        None,
        "andele pues|andale pues|andele|andele si|orale pues|sale y vale|sale vale|vale pues|dale pues|dale nomas"
        "|dale si|dele|dele pues|dele nomas|si po|sipo|si pe|si pues|pues si|pos si|ay si|va pues|okey pues"
        "|ok pues|esta bueno|ta bueno|ta bien|tabien|ta bueno pues|claro mujer|claro hombre|si hombre|si mujer"
        "|como no|por supuesto que si|obvio que si|desde luego que si|claro esta|faltaba mas|no faltaba mas|cabal"
        "|cheque|pura vida|tuanis|hagale pues|hagamosle|hagamosle pues|listo pues|eso si|asi mismo|asi es si"
        "|trato hecho|quedamos asi|asi quedamos|en eso quedamos|quedamos en eso|joya|barbaro|de lujo|metale"
        "|metele|vale venga|venga vale|pues venga|pues vale|venga si|si que si|que si que si|nitido|bacano"
        "|fino pues|cuente con ello|conforme|estoy de acuerdo|estoy conforme|autorizo|queda confirmado"
        "|confirmadisimo|asi esta bien|asi esta perfecto|asi me parece bien|por mi si|por mi bien|por mi perfecto"
        "|por mi encantada|por mi encantado|digo que si|si eso|eso esta bien|si asi es|si asi esta bien|hagamoslo"
        "|hagamoslo asi|hagalo pues|hazlo pues|hazlo si|dale hacelo|hacelo|arre|jalo|va si|sale si|ya vas"
        "|buenisimo|buenisimo si|perfecto gracias|correctisimo|exactamente eso|si correcto|si exacto|si perfecto"
        "|si claro que si|si como no|como no si|si ok|ok si|si vale|si dale|si bueno|bueno si|si digale"
        "|digale que si|diga que si|pongale que si|si hagalo|si hazlo|si hagame el favor|si hagame ese favor",
    ),
    (
        "WORKS",
        None,
        "me sirven|me van bien|me vienen bien|me quedan bien|me funcionan|me convienen|me acomodan"
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
        "PUTOFF",
        None,
        "manana le confirmo|manana les confirmo|manana te confirmo|manana le aviso|manana les aviso"
        "|manana te aviso|manana llamo|manana le llamo|manana les llamo|manana los llamo|manana te llamo"
        "|manana os llamo|manana le digo|manana les digo|manana te digo|manana le marco|manana les marco"
        "|manana vuelvo a llamar|manana le escribo|manana les escribo|te escribo manana|le confirmo manana"
        "|les confirmo manana|te confirmo manana|le aviso manana|les aviso manana|te aviso manana|llamo manana"
        "|le marco manana|vuelvo a llamar manana|te llamo despues|te llamo luego|te llamo mas tarde"
        "|te llamo manana|le llamo despues|le llamo luego|le llamo mas tarde|le llamo manana|les llamo despues"
        "|les llamo luego|les llamo mas tarde|les llamo manana|los llamo despues|los llamo luego"
        "|los llamo mas tarde|los llamo manana|la llamo despues|la llamo luego|la llamo mas tarde|os llamo luego"
        "|os llamo mas tarde|os llamo manana|os vuelvo a llamar|te vuelvo a llamar|le vuelvo a llamar"
        "|les vuelvo a llamar|los vuelvo a llamar|vuelvo a llamar|vuelvo a marcar|vuelvo a escribir"
        "|le marco despues|le marco luego|le marco mas tarde|le marco al rato|les marco luego|les marco despues"
        "|les marco al rato|ahorita le marco|ahorita les marco|te marco luego|te marco despues|yo le marco"
        "|yo les marco|yo le llamo|yo les llamo|yo los llamo|yo te llamo|ya le llamo|ya les llamo|ya te llamo"
        "|ya los llamo|llamo despues|llamo luego|llamo mas tarde|llamo en otro momento|llamo otro dia|luego llamo"
        "|despues llamo|mas tarde llamo|mas tarde les llamo|mas tarde le llamo|despues le llamo|despues les llamo"
        "|despues los llamo|luego le llamo|luego les llamo|luego os llamo|luego te llamo|luego le marco"
        "|luego les marco|despues le marco|les escribo despues|les escribo luego|les escribo mas tarde"
        "|le escribo despues|le escribo luego|te escribo despues|te escribo luego|te escribo mas tarde"
        "|le escribo mas tarde|luego le escribo|luego les escribo|luego te escribo|despues te escribo"
        "|despues les escribo|escribo luego|le aviso|les aviso|te aviso|os aviso|ya les aviso|ya le aviso"
        "|ya te aviso|yo les aviso|yo le aviso|yo te aviso|luego les aviso|luego le aviso|luego te aviso"
        "|luego os digo|luego le digo|luego les digo|luego te digo|despues le aviso|despues les aviso"
        "|despues te aviso|al rato le aviso|al rato les aviso|ya le digo|ya les digo|ya te digo|ya os digo"
        "|le confirmo despues|le confirmo luego|le confirmo mas tarde|les confirmo despues|les confirmo luego"
        "|les confirmo mas tarde|te confirmo despues|te confirmo luego|te confirmo mas tarde|luego confirmo"
        "|luego le confirmo|luego les confirmo|luego te confirmo|despues le confirmo|despues les confirmo"
        "|despues te confirmo|me comunico despues|me comunico luego|me comunico mas tarde|luego me comunico"
        "|despues me comunico|me vuelvo a comunicar|vuelvo a comunicarme|tengo que hablarlo con"
        "|tengo que consultarlo con|tengo que consultarlo|tengo que platicarlo con|tengo que comentarlo con"
        "|tengo que verlo con|tengo que preguntarle a|tengo que preguntar en|lo hablo con|lo consulto con"
        "|lo platico con|lo comento con|lo veo con|lo voy a hablar con|lo voy a consultar|lo voy a platicar con"
        "|lo voy a ver con|lo consulto y|lo checo y|lo miro y|lo reviso y|lo pienso y|lo consultare"
        "|dejame consultarlo|dejeme consultarlo|dejame hablarlo con|dejeme hablarlo con|dejame platicarlo con"
        "|dejeme platicarlo con|dejame verlo con|dejeme verlo con|dejame comentarlo con|dejeme comentarlo con"
        "|dejame preguntarle a|dejeme preguntarle a|dejame preguntar|dejeme preguntar|deje le pregunto a"
        "|deja le pregunto a|dejame le pregunto a|dejeme le pregunto a|deja lo consulto|deje lo consulto"
        "|deja lo hablo|deja lo pienso|deje lo pienso|dejamelo pensar|dejemelo pensar|dejalo pensar"
        "|dejarme pensarlo|me lo pienso|me lo voy a pensar|lo tengo que pensar|tengo que pensarlo|quiero pensarlo"
        "|prefiero pensarlo|necesito pensarlo|voy a pensarlo|lo pensare|lo voy a pensar|dejeme pensarlo"
        "|dejame pensarlo|lo pienso|lo consulto primero|primero lo consulto|primero tengo que consultarlo"
        "|primero tengo que preguntar|primero tengo que hablar con mi|tengo que preguntarle primero"
        "|lo dejo para despues|lo dejamos para despues|lo dejo para luego|lo dejamos para otro dia",
    ),
    (
        "DUNNO",
        None,
        "ay no se|pues no se|todavia no se|aun no se|todavia no lo se|aun no lo se|no se todavia|no lo se todavia"
        "|no se aun|no lo se aun|todavia no estoy seguro|todavia no estoy segura|aun no estoy seguro"
        "|aun no estoy segura|no sabria decirle|no sabria decirte|no sabria decir|no tengo ni idea"
        "|ni la menor idea|sepa|vaya usted a saber|a saber|a ver si puedo|a ver si llego|a ver si alcanzo"
        "|vere si puedo|no se si llego|no se si puedo|no se si alcanzo|no se si pueda|no se si podre"
        "|no se si voy a poder|no se si voy a poder ir|no se si llegue|no se si alcance|no se que decirle"
        "|no se que decir|no me decido|no me he decidido",
    ),
    (
        "MAYBE",
        None,
        "creo que si|yo creo que si|me parece que si|supongo que si|yo supongo que si|supongo|me imagino que si"
        "|imagino que si|pienso que si|puede que si|a lo mejor si|quizas si|quiza si|tal vez si|espero que si"
        "|ojala que si",
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
        "la primerita|el primerito|la unica que tengo|el unico que tengo|la unica que hay|es la unica que tengo",
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
        "como no puedo|como no puedo ir|como no voy a poder|como no voy a poder ir|como no podre|como no podre ir"
        "|como no podemos|como no podemos ir|como no llego|como no alcanzo|como no voy a estar|como no estoy",
    ),
    ("NOT", None, "trabaja|trabajan|trabajamos|ella trabaja|ellos trabajan"),
    (
        "FILL",
        None,
        "saber si|decir si|decirme si|digame si|dime si|me dice si|me dices si|me puede decir si"
        "|me pueden decir si|me podria decir si|ver si|preguntar si|pregunto si|pregunta si|checar si|por si"
        "|por si acaso|como si|solo si|depende si|depende de si|avisarme si|me avisa si|me avisan si|avisenme si"
        "|aviseme si|avisame si",
    ),
    (
        "ALTS",
        None,
        "sacar otra|pedir otra|agendar otra|hacer otra|deme otra|dame otra|me dan otra|me da otra|me den otra"
        "|ponerme otra|reservar otra|programar otra|darme otra|sacar otra cita|pedir otra cita|agendar otra cita"
        "|hacer otra cita|deme otra cita|dame otra cita|me dan otra cita|me da otra cita|me den otra cita"
        "|coger otra|coger otra cita|pedir otro turno|sacar otro turno|me dan otro turno|deme otro turno",
    ),
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
    (
        "REPEAT",
        None,
        "repitame|repiteme|repitamelo|repitemelo|repitamela|repitemela|repitamelas|repitemelas|repitamelos"
        "|repitemelos|repitamos|repeti|repetime|repetimelo|repetimelas|repetirme|repetirmelo|repetirmelas"
        "|repetirmelos|repetirlas|repetirlos|repetirlo|repetirla|me las repite|me los repite|me la repite"
        "|me las repites|me los repites|me lo repites|me repites|me las repetis|me lo repetis|me repetis"
        "|me las puede repetir|me los puede repetir|me las puedes repetir|me los puedes repetir"
        "|me lo puedes repetir|me puedes repetir|me podria repetir|me lo podria repetir|me las podria repetir"
        "|me los podria repetir|podrias repetir|podrias repetirme|puede repetirme|podria repetirme|repitan"
        "|vuelva a decirme|vuelvame a decir|vuelveme a decir|vuelva a decir|vuelve a decirme|me vuelve a decir"
        "|me lo vuelve a decir|me las vuelve a decir|me los vuelve a decir|me vuelves a decir"
        "|me las vuelves a decir|digamelo de nuevo|digamelas de nuevo|digamelos de nuevo|digamelas otra vez"
        "|digamelos otra vez|dimelo otra vez|dimelas otra vez|dimelo de nuevo|dimelas de nuevo"
        "|me lo dice otra vez|me las dice otra vez|me lo dice de nuevo|me las dice de nuevo|me las dices otra vez"
        "|como dijiste|que dijiste|que horas dijo|que horas eran|cuales dijo|cuales horas dijo|que opciones eran"
        "|que opciones habia|cuales habia|que horarios dijo|que horarios eran|que fechas dijo|que dias dijo"
        "|que dias eran|cual era la primera|cual era la segunda|cual era la tercera|cual era el primero"
        "|cual era el segundo|cual era el tercero|cual era la ultima|perdon como|perdone como|disculpe como"
        "|como perdon|como disculpe|como asi|no le escuche|no te escuche|no la escuche|no lo escuche"
        "|no alcance a oir|no alcance a escuchar|no alcance a leer|no cache|no le cache|no le oi|no te oi"
        "|no la oi|no oi bien|no le oi bien|no escucho|no le escucho|no se oye|no se escucha|no se oye bien"
        "|se corto|se entrecorto|se escucha mal|se oye mal|no le entiendo|no te entiendo|no capto|no capte"
        "|mande usted|me perdi|no te oigo|no le oigo|no te escucho|otra vez las horas|otra vez las opciones"
        "|de nuevo las opciones|de nuevo las horas|vuelva a mandar las opciones|mandeme otra vez las opciones"
        "|me manda otra vez las opciones",
    ),
    (
        "HELLO",
        None,
        "feliz ano|feliz ano nuevo|feliz navidad|felices fiestas|felices pascuas|bendiciones|dios le bendiga"
        "|dios la bendiga|dios lo bendiga|perdon la hora|perdone la hora|perdona la hora|disculpe la hora"
        "|disculpa la hora|disculpen la hora|perdonad la hora|perdonad las horas|perdone las horas"
        "|perdon las horas|perdona las horas|disculpe las horas|disculpa las horas|perdon por la hora"
        "|perdone por la hora|disculpe por la hora|perdon por las horas|disculpe la molestia|perdone la molestia"
        "|disculpe que moleste|disculpe que lo moleste|disculpe que la moleste|perdon que moleste"
        "|perdone que moleste|buenas buenas|que hubo|quiubo|quiubole|como esta|como estan|como estas|como le va"
        "|como va|que tal esta|hola que mas|buenos dias tenga|buenas tardes tenga|muy buenos dias"
        "|muy buenas tardes|muy buenas noches",
    ),
    (
        "FILL",
        None,
        "ay|uy|huy|uff|pos|hijole|chin|ay dios|ay dios mio|ay caray|caray|les aviso que|le aviso que|te aviso que"
        "|os aviso que|ya le digo que|ya les digo que|ni modo|pues ni modo|senorita|senorito|srita|srta|joven"
        "|jovencita|fijate|fijese|figurese|mire usted|oiga usted|que es cuando|que es cuando tengo"
        "|que es cuando salgo|que es cuando estoy|que es la hora que|que es el rato que|de verdad|sinceramente"
        "|si fuera tan amable|si es tan amable|si no es mucha molestia|si me hace el favor|si me haces el favor"
        "|hagame favor|me hace favor|me hace el favor|me hace el favor de|me haces el favor",
    ),
)
