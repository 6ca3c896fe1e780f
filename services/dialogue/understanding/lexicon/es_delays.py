"""Spanish words for not now, I do not know, say that again, and for what surrounds a reply."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "BYE",
        None,
        "que dios la bendiga|que dios lo bendiga|que dios le bendiga|que dios te bendiga|que le vaya bien"
        "|que te vaya bien|que les vaya bien|que este muy bien|que tenga bonito dia|que tenga buena tarde"
        "|que tenga buenas tardes|que tenga buena noche|que tenga un buen dia|que tengas buen dia"
        "|que pase buen dia|que pase buena tarde|que pase bonito dia|pase buena tarde|pase buen dia|feliz dia"
        "|feliz tarde|que descanse|nos estamos viendo|ya estuvo|eso era todo gracias",
    ),
    (
        "PUTOFF",
        None,
        "deje pregunto|deja pregunto|dejame pregunto|dejeme pregunto|y le marco|y les marco|y te marco|y le llamo"
        "|y les llamo|y te llamo|y os llamo|y los llamo|y le aviso|y les aviso|y te aviso|manana le confirmo"
        "|manana les confirmo|manana te confirmo|manana le aviso|manana les aviso|manana te aviso|manana llamo"
        "|manana le llamo|manana les llamo|manana los llamo|manana te llamo|manana os llamo|manana le digo"
        "|manana les digo|manana te digo|manana le marco|manana les marco|manana vuelvo a llamar"
        "|manana le escribo|manana les escribo|te escribo manana|le confirmo manana|les confirmo manana"
        "|te confirmo manana|le aviso manana|les aviso manana|te aviso manana|llamo manana|le marco manana"
        "|vuelvo a llamar manana|te llamo despues|te llamo luego|te llamo mas tarde|te llamo manana"
        "|le llamo despues|le llamo luego|le llamo mas tarde|le llamo manana|les llamo despues|les llamo luego"
        "|les llamo mas tarde|les llamo manana|los llamo despues|los llamo luego|los llamo mas tarde"
        "|los llamo manana|la llamo despues|la llamo luego|la llamo mas tarde|os llamo luego|os llamo mas tarde"
        "|os llamo manana|os vuelvo a llamar|te vuelvo a llamar|le vuelvo a llamar|les vuelvo a llamar"
        "|los vuelvo a llamar|vuelvo a llamar|vuelvo a marcar|vuelvo a escribir|le marco despues|le marco luego"
        "|le marco mas tarde|le marco al rato|les marco luego|les marco despues|les marco al rato"
        "|ahorita le marco|ahorita les marco|te marco luego|te marco despues|yo le marco|yo les marco|yo le llamo"
        "|yo les llamo|yo los llamo|yo te llamo|ya le llamo|ya les llamo|ya te llamo|ya los llamo|llamo despues"
        "|llamo luego|llamo mas tarde|llamo en otro momento|llamo otro dia|luego llamo|despues llamo"
        "|mas tarde llamo|mas tarde les llamo|mas tarde le llamo|despues le llamo|despues les llamo"
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
        "dejeme ver|dejame ver|dejeme checar|dejame checar|dejeme revisar|dejame revisar|dejeme mirar"
        "|dejame mirar|dejeme ver mi agenda|dejame ver mi agenda|deje veo|deja veo|deje reviso|deja reviso"
        "|deje checo|deja checo|dejeme checo|dejame checo|lo tengo que ver|mm no se|mmm no se|ay no se|pues no se"
        "|todavia no se|aun no se|todavia no lo se|aun no lo se|no se todavia|no lo se todavia|no se aun"
        "|no lo se aun|todavia no estoy seguro|todavia no estoy segura|aun no estoy seguro|aun no estoy segura"
        "|no sabria decirle|no sabria decirte|no sabria decir|no tengo ni idea|ni la menor idea|sepa"
        "|vaya usted a saber|a saber|a ver si puedo|a ver si llego|a ver si alcanzo|vere si puedo|no se si llego"
        "|no se si puedo|no se si alcanzo|no se si pueda|no se si podre|no se si voy a poder"
        "|no se si voy a poder ir|no se si llegue|no se si alcance|no se que decirle|no se que decir|no me decido"
        "|no me he decidido",
    ),
    (
        "FILL",
        None,
        "no pasa nada|saber si|decir si|decirme si|digame si|dime si|me dice si|me dices si|me puede decir si"
        "|me pueden decir si|me podria decir si|ver si|preguntar si|pregunto si|pregunta si|checar si|por si"
        "|por si acaso|como si|solo si|depende si|depende de si|avisarme si|me avisa si|me avisan si|avisenme si"
        "|aviseme si|avisame si",
    ),
    (
        "ALTS",
        None,
        "ni una ni otra|ni uno ni otro|ni la una ni la otra|ninguna de las dos|ninguno de los dos"
        "|ninguno de los tres|esas son todas|esos son todos|nada mas esas|nada mas esos|solo esas|solo esos"
        "|nomas esas|nomas esos|solo hay esas|no hay mas|no hay otras|no hay otros|no tiene mas|no tiene otras"
        "|no tiene otros|no tendra otras|es todo lo que tiene|eso es todo lo que tiene|es lo unico que tiene"
        "|es todo lo que hay|es lo unico que hay|sacar otra|pedir otra|agendar otra|hacer otra|deme otra"
        "|dame otra|me dan otra|me da otra|me den otra|ponerme otra|reservar otra|programar otra|darme otra"
        "|sacar otra cita|pedir otra cita|agendar otra cita|hacer otra cita|deme otra cita|dame otra cita"
        "|me dan otra cita|me da otra cita|me den otra cita|coger otra|coger otra cita|pedir otro turno"
        "|sacar otro turno|me dan otro turno|deme otro turno",
    ),
    (
        "REPEAT",
        None,
        "mas despacio|mas lento|hable mas despacio|habla mas despacio|hable mas fuerte|mas fuerte por favor"
        "|mas despacito|repitame|repiteme|repitamelo|repitemelo|repitamela|repitemela|repitamelas|repitemelas"
        "|repitamelos|repitemelos|repitamos|repeti|repetime|repetimelo|repetimelas|repetirme|repetirmelo"
        "|repetirmelas|repetirmelos|repetirlas|repetirlos|repetirlo|repetirla|me las repite|me los repite"
        "|me la repite|me las repites|me los repites|me lo repites|me repites|me las repetis|me lo repetis"
        "|me repetis|me las puede repetir|me los puede repetir|me las puedes repetir|me los puedes repetir"
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
