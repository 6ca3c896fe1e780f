"""Spanish turns of phrase that words of other meanings would take apart: "ya me siento mejor", "saco otra"."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

#: How an appointment is asked for in place of one that fell through: "sáqueme otra", "me da otra".
_FETCH: Final = (
    "sacar|saco|saque|saqueme|sacame|sacarme|me saca|me sacan|agendar|agende|agendeme|agendame|agendarme|me agenda"
    "|me agendan|pedir|pido|hacer|hago|hacerme|hagame|hazme|programar|programeme|programarme|reservar|reserveme"
    "|me da|me dan|deme|dame|denme|darme|me pueden dar|me puede dar|me puedes dar|me podria dar|me podrian dar|me das"
    "|me consigue|conseguir|apartar|aparteme|me aparta|poner|me pone|me ponen|pongame|ponme"
)
_ANOTHER: Final = "|".join(
    f"{fetch} {one}" for fetch in _FETCH.split("|") for one in ("otra", "otra cita", "otro turno")
)
#: What is no longer: then nobody needs to be seen.
_WELL: Final = (
    "me siento mejor|me siento bien|me siento mucho mejor|me siento muy bien|estoy mejor|estoy bien|estoy mucho mejor"
    "|se siente mejor|se siente bien|esta mejor|esta bien|esta mucho mejor|me mejore|se mejoro|me alivie|se alivio"
    "|me cure|se curo|me recupere|se recupero|me compuse|se compuso|no me duele|no le duele|no me duele nada"
    "|se me quito|se le quito|se me paso|se le paso|se me bajo|se me calmo|se me fue|se me quito el dolor"
    "|se me paso el dolor|amaneci mejor|amaneci bien|amanecio mejor|amanecio bien|no tengo nada|ando mejor|ando bien"
)
_RECOVERED: Final = "|".join(
    [f"ya {well}" for well in _WELL.split("|") if well not in {"esta bien", "estoy bien"}]
    + [f"porque {well}" for well in _WELL.split("|")]
)

WORDS: Final[Entries] = (
    ("RECOVERED", None, _RECOVERED),
    ("BOOKAPPT", "another", _ANOTHER),
    (
        "BOOKAPPT",
        None,
        "alcanzo cita|alcanzo turno|alcanzare cita|alcanzo una cita|alcanzo un turno|alcanzo lugar|alcanzo cupo"
        "|todavia alcanzo cita|alcanzo a sacar cita|alcanzo a sacar turno|mi primera cita|la primera cita con"
        "|nuestra primera cita|mi primer turno|mi primera consulta|mi primera visita|su primera cita"
        "|su primera consulta",
    ),
    (
        "LANG",
        "es",
        "no hablo mucho ingles|no hablo bien ingles|no hablo bien el ingles|no hablo muy bien ingles"
        "|no hablo nada de ingles|no hablo muy bien el ingles|casi no hablo ingles|hablo poco ingles"
        "|hablo muy poco ingles|no hablo el ingles|no entiendo el ingles|no entiendo mucho ingles"
        "|no entiendo mucho el ingles|no entiendo bien ingles|no entiendo bien el ingles|casi no entiendo ingles"
        "|no le entiendo al ingles|no se hablar ingles|no se mucho ingles|no se nada de ingles"
        "|mi ingles no es bueno|mi ingles no es muy bueno|mi ingles es malo|poquito ingles|poco ingles"
        "|no manejo el ingles|no domino el ingles|me pueden atender en espanol|me puede atender en espanol"
        "|me pueden hablar en espanol|me puede hablar en espanol|me puedes hablar en espanol|hableme en espanol"
        "|hablame en espanol|alguien que hable espanol|alguien que hable en espanol|me atienden en espanol",
    ),
    (
        "TOPIC",
        "telehealth",
        "la puedo hacer por telefono|lo puedo hacer por telefono|puedo hacerla por telefono|hacerla por telefono"
        "|hacerlo por telefono|se puede hacer por telefono|puede ser por telefono|podria ser por telefono"
        "|me pueden atender por telefono|me puede atender por telefono|la puedo tener por telefono"
        "|tenerla por telefono|la podemos hacer por telefono|atienden por telefono|cita por telefono"
        "|cita telefonica|consulta telefonica|la puedo hacer por llamada|hacerla por llamada|puede ser por llamada"
        "|la puedo hacer desde mi casa|hacerla desde mi casa|hacerla desde casa|la puedo hacer en linea"
        "|la puedo hacer por video|hacerla por video",
    ),
    (
        "STATUS",
        None,
        "tengo algo apuntado|tengo algo anotado|tengo algo pendiente|tengo algo para|tengo alguna cita"
        "|tengo apuntado|me tienen apuntado|me tienen apuntada|me tienen anotado|me tienen anotada|estoy apuntado"
        "|estoy apuntada|estoy anotado|estoy anotada|aparezco para|aparezco en la agenda|me aparece algo"
        "|saber si ya esta mi|saber si ya tengo|saber si ya quedo mi|saber si esta mi|saber si ya salio mi"
        "|cuales tengo|cuantas tengo|que citas me quedan|cuales me quedan|cuanto falta para mi"
        "|cuantos dias faltan para mi|dime a ver si mi cita es|a ver si mi cita es|a ver si mi turno es"
        "|si mi cita es|si mi turno es|mi cita es el o|saber si me agendaron|saber si me dieron",
    ),
    (
        "OTHERFLOW",
        "doctor_note",
        "certificado|un certificado|constancia de que|comprobante de que|papel de que fui|papel de que estuve"
        "|carta para el trabajo|carta para mi trabajo|carta del doctor|carta de la doctora|carta para la escuela",
    ),
    (
        "OTHERFLOW",
        "provider",
        "ya no quiero ir con ese doctor|ya no quiero ir con esa doctora|ya no quiero a ese doctor"
        "|ya no quiero ese doctor|ya no quiero con ese doctor|ya no quiero con esa doctora"
        "|ya no quiero ir con el mismo doctor|ya no quiero esa doctora|ya no quiero a esa doctora"
        "|ya no quiero ir con el doctor|ya no quiero ir con la doctora|ya no quiero seguir con ese doctor"
        "|ya no quiero seguir con esa doctora|quiero cambiar a otro doctor",
    ),
    ("PART", "late_afternoon", "tardecito|tardesito|tardito|bien tarde|bien tardecito|ya tardecito"),
    (
        "PART",
        "before_work",
        "antes de irme a trabajar|antes de irme al trabajo|antes de mi trabajo|antes de mi turno"
        "|antes de entrar a mi turno|antes de irme a la chamba|antes de irme para el trabajo"
        "|antes de irme pal trabajo|antes de la chamba",
    ),
    (
        "ANYTIME",
        None,
        "cuando usted me diga|cuando usted diga|cuando me diga|cuando ustedes digan|cuando tu me digas"
        "|cuando me digan|el que sea|cuando usted pueda|cuando ustedes puedan|cuando me puedan atender|cuando haya"
        "|cuando tengan|digame usted|usted digame|usted digame cuando|ustedes diganme|lo que tengan|lo que tenga"
        "|lo que haya|lo que me den",
    ),
    (
        "WAITLIST",
        None,
        "si alguien cancela|por si alguien cancela|si cancela alguien|cuando alguien cancele|si alguno cancela"
        "|si alguien falta|si algun paciente cancela|si otro paciente cancela|si se cancela alguna|si se cancela una"
        "|si hay una cancelacion|si hay alguna cancelacion|si hay cancelaciones|si les cancelan|si le cancelan"
        "|si se desocupa|si se desocupa algo|si se libera|si se libera algo|si se abre un espacio|si se abre algo",
    ),
    (
        "OTHERFLOW",
        "provider",
        "no me gusta ese doctor|no me gusta esa doctora|no me gusta el doctor|no me gusta la doctora"
        "|no me gusto el doctor|no me gusto la doctora|no me gusto ese doctor|no me gusto esa doctora"
        "|no me cae bien el doctor|no me cae bien la doctora|no me cae bien ese doctor"
        "|no estoy a gusto con el doctor|no estoy contenta con el doctor",
    ),
    (
        "ERRAND",
        None,
        "pasar por mis papeles|pasar por los papeles|pasar por unos papeles|pasar por el papel|pasar por mi receta"
        "|pasar por la receta|pasar por mis resultados|pasar por los resultados|pasar a recoger|pasar a buscar"
        "|pasar a dejar|pasar a pagar|pasar a firmar|pasar a traer|paso a recoger|paso a buscar|paso a dejar"
        "|paso por mis",
    ),
    (
        "STARTING",
        None,
        "llego de viaje|llego de viaje hasta|regreso de viaje|vuelvo de viaje|llegamos de viaje|regresamos de viaje"
        "|llego de vacaciones|regreso de vacaciones|vuelvo de vacaciones|regreso a la ciudad|vuelvo a la ciudad",
    ),
    (
        "BOOK",
        None,
        "apunteme|apuntame|me apunta|me apuntan|me apuntas|apuntenme|apuntarme|anoteme|anotame|me anota|me anotan"
        "|me anotas|anotenme|anotarme|me puede apuntar|me puede anotar|me pueden apuntar|me pueden anotar",
    ),
    (
        "PUTOFF",
        None,
        "puede llamarme mas tarde|pueden llamarme mas tarde|llameme mas tarde|llamame mas tarde|me llama mas tarde"
        "|me llaman mas tarde|llameme luego|llameme despues|me llama luego|me llama despues|hablamos luego"
        "|hablamos despues|ahorita no puedo hablar|no puedo hablar ahorita|ahora no puedo hablar"
        "|no puedo hablar ahora|no puedo hablar|le marco mas tarde|le marco luego|le marco al rato"
        "|al rato le marco|luego le marco|le hablo al rato|al rato le hablo|le hablo luego|le hablo despues"
        "|estoy manejando|voy manejando|vengo manejando",
    ),
    (
        "TOPIC",
        "fee",
        "cuantas veces puedo cambiar|cuantas veces puedo cancelar|cuantas veces puedo moverla"
        "|cuantas veces puedo mover|cuantas veces puedo cambiarla|cuantas citas puedo perder"
        "|cuantas veces puedo faltar|cuantas faltas puedo tener",
    ),
    (
        "FILL",
        None,
        "soy yo otra vez|otra vez yo|yo otra vez|soy yo de nuevo|otra vez molestando|aqui molestando otra vez"
        "|la de ahorita|el de ahorita|la que llamo ahorita|el que llamo ahorita|la de hace rato|el de hace rato",
    ),
    (
        "STATUS",
        None,
        "decir que cita tengo|saber que cita tengo|decirme que cita tengo|que cita tengo|cual cita tengo"
        "|saber si me toca|no se la hora|no se la fecha|no se el dia|no me se la hora|no me acuerdo la hora"
        "|no me acuerdo el dia|no recuerdo la hora|no recuerdo el dia|no me acuerdo de la hora"
        "|quien me va a atender|quien me atendera|con quien voy|se me perdio el papel de la|perdi el papel de la"
        "|perdi el papelito de la",
    ),
    (
        "CANT",
        None,
        "mi jefe no me da permiso|no me dan permiso|no me dieron permiso|no me dio permiso|no tengo permiso"
        "|no tengo carro|no tengo en que ir|no tengo transporte|no tengo quien me lleve|me salio un viaje"
        "|me salio un viaje de emergencia|se me junto con|se me cruza con|se me empalma con|me choca con"
        "|coincide con|se me empalmo con|me quede sin carro",
    ),
    (
        "BYMISTAKE",
        None,
        "por error|sin querer|por equivocacion|por accidente|al cancelar|sin darme cuenta|por despiste",
    ),
    (
        "STATUS",
        None,
        "si la cancele|si ya la cancele|si cancele la|si cancele mi|si la cambie|si ya la cambie|si cambie la"
        "|si cambie mi|si la confirme|si ya la confirme|si la cancelaron|si me la cancelaron|si me la cambiaron"
        "|si la movieron",
    ),
    (
        "REPEAT",
        None,
        "cual me dijo|cual dijo|cuales dijo|cuales me dijo|cual me dijo primero|cual dijo primero|cual era la primera"
        "|cual era la segunda|cual era la tercera|cual era el primero|cual era la ultima|que me dijo primero"
        "|cuales eran las horas|cuales eran los dias|me las repite|me los repite|me las puede repetir",
    ),
    (
        "KEEP",
        None,
        "mejor no la cancele|mejor no la cancelen|mejor no la canceles|mejor no cancele|mejor no cancelen"
        "|mejor no cancele nada|mejor no la cambie|mejor no la cambien|mejor no la cambies|mejor no la mueva"
        "|mejor no la muevan|mejor no la muevas|mejor dejela asi|mejor dejala asi|mejor la dejo asi"
        "|mejor la dejamos asi|mejor asi dejela|mejor asi la dejo|mejor me quedo con la que tengo"
        "|mejor me quedo con la mia",
    ),
    ("SOONEST", None, "pero rapido|lo mas rapido|lo mas rapido posible|lo mas rapido que se pueda"),
    (
        "PREFERENCE",
        None,
        "la doctora que habla espanol|el doctor que habla espanol|un doctor que hable espanol"
        "|una doctora que hable espanol|doctora que hable espanol|doctor que hable espanol"
        "|un doctor que habla espanol|una doctora que habla espanol",
    ),
    (
        "STATUS",
        None,
        "para que es mi|para que era mi|de que es mi|de que era mi|para que es la cita|de que es la cita",
    ),
    ("MOVE", None, "me corren|me corre|me corran|me corra|me la corran|me recorran|me recorra"),
    (
        "PREFERENCE",
        None,
        "la doctora mujer|una doctora mujer|el doctor hombre|un doctor hombre|doctora mujer|doctor hombre"
        "|una mujer|un hombre|que sea mujer|que sea hombre|que sea doctora",
    ),
    (
        "THENWORKS",
        None,
        "a esas horas|en esas horas|en esos horarios|a esos horarios|en ese turno|a esa horita|a tales horas",
    ),
    (
        "WORKS",
        None,
        "a esa hora llego|a esa hora si llego|a esa hora voy|a esa hora estoy ahi|a esa hora ahi estoy"
        "|a esa hora caigo|a esa hora llegamos|a esa hora alcanzo|a esa hora si alcanzo|ese dia voy|ese dia si voy"
        "|ese dia llego",
    ),
    (
        "CANT",
        None,
        "ya no voy a alcanzar|ya no voy a alcanzar a llegar|ya no voy a llegar|ya no voy a estar"
        "|ya no voy a tener tiempo|ya no llego|ya no llegamos|ya no alcance|no alcance|no alcance a llegar"
        "|ya no alcance a llegar|ya no puedo asistir|ya no voy a poder llegar|ya no voy a poder asistir"
        "|ya no me va a dar tiempo|no puedo pagar la|no puedo pagar mi|no tengo para pagar la"
        "|no tengo dinero para la|no me alcanza para la|no me alcanza para pagar la|no completo para la",
    ),
    (
        "FILL",
        None,
        "mija|mijo|mijita|mijito|mi reina|mi rey|mi amor|mi cielo|carino|linda|guapa|guapo"
        "|hermosa|preciosa|mamita|mami|papito|papi|jefa|jefe|doctorcita|muchacha|muchacho|joven|senorito|parce|compa"
        "|manito|manita|hermanito|hermanita|bendiciones|profe|patrona|patron|vecina|vecino",
    ),
    (
        "OTHERFLOW",
        "late",
        "min tarde|mins tarde|minutitos tarde|minuto tarde",
    ),
    (
        "CANT",
        None,
        "ya no voy|ya no vamos|no he podido salir|no he podido ir|no he podido llegar|no he podido|no pude salir"
        "|no puedo salir|no me puedo salir|no me puedo bajar|no me dejan salir|no me dejaron salir",
    ),
    ("NEED", None, "estoy interesada en|estoy interesado en|me interesa|me interesaria|ando interesada en"),
    ("PREFERENCE", None, "con una doctora|sea una doctora|que me atienda una doctora|que me vea una doctora"),
    ("WALKIN", None, "si voy sin cita|y si voy sin cita|ir sin cita|llegar sin cita|si llego sin cita|voy sin cita"),
    ("REL", 0, "oy|oy mismo|hoi|hoi mismo"),
    ("ANYOFFER", None, "las dos primeras|los dos primeros|las primeras dos|los primeros dos"),
    ("CHOICE", -1, "las dos ultimas|los dos ultimos|las ultimas dos|los ultimos dos"),
    (
        "SOONEST",
        None,
        "el primer dia que tengan|el primer dia que tenga|el primer dia que haya|el primer dia libre|para ya",
    ),
)
