"""Spanish words for people, repeating, other offers, small talk, languages."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "PERSON",
        None,
        "persona|humano|una persona|un humano|persona real|una persona real|agente|un agente|operador"
        "|operadora|un operador|una operadora|representante|un representante|alguien|recepcion"
        "|recepcionista|la recepcionista|la recepcion|la secretaria|secretaria|asesor|un asesor"
        "|una asesora|persona de verdad|una persona de verdad|ser humano|un ser humano|alguien real"
        "|enfermera|la enfermera|una enfermera|encargado|el encargado|la encargada|atencion al cliente"
        "|servicio al cliente|la oficina|la clinica|gente|empleado|un empleado|supervisor|el gerente"
        "|alguien de la clinica|alguien de verdad|alguien del consultorio|ejecutivo|personal|telefonista"
        "|alguien ahi|recepcionistas|secretarias",
    ),
    (
        "ASKPERSON",
        None,
        "hablar con|hablar|comunicarme con|comuniqueme|comuniqueme con|comunicame|comunicame con"
        "|paseme con|pasame con|pasarme con|me pasa con|me comunica con|me puede comunicar con"
        "|me comunican con|conecteme con|conectame con|atender por|que me atienda|que me atienda una"
        "|que me llame|que me llamen|contactar|contactar con|chatear con|prefiero una|prefiero un"
        "|transfierame|transfierame con|transfiereme|transfiereme con|me transfiere con|atiendame"
        "|me atienda|me pone con|pongame con|deme con|quiero hablar con|prefiero hablar con"
        "|me urge hablar con|me puede atender|me pueden llamar|marcarle a|llamar a|me contacte|transferir"
        "|transferirme|me puede transferir|me puede pasar|me puede pasar con|me pasa|pasar con|comunicar"
        "|me puede comunicar|me comunica|me transfiere|me puede poner con|ponerme con",
    ),
    (
        "ASKPERSON_ALONE",
        None,
        "hablar con alguien|llamenme|llameme|que me llamen|que alguien me llame|persona por favor"
        "|agente por favor|operador por favor|operadora por favor|no quiero hablar con un robot"
        "|no quiero un robot|no quiero hablar con una maquina|odio los robots|no me entiende"
        "|no me entiendes|no entiende nada|no entiendes nada|esto no funciona|humano por favor|mejor llamo"
        "|prefiero llamar|quiero llamar|puedo llamar|me pueden llamar|hablar por telefono|no me ayuda"
        "|no me esta ayudando|no sirve para nada|quiero que me llamen|eres inutil"
        "|no quiero hablar con una computadora|mejor hablo por telefono|prefiero por telefono"
        "|me puede llamar alguien|alguien que me ayude|me ayuda alguien|representante por favor"
        "|que me marque alguien|me marcan|me pueden marcar|me regresan la llamada|devuelvanme la llamada",
    ),
    (
        "REPEAT",
        None,
        "repita|repite|repitelo|repitalo|repetir|me lo repite|me repite|otra vez|otra vez por favor"
        "|como dijo|como dice|que dijo|no escuche|no entendi|no le entendi|no te entendi|mande"
        "|perdon no entendi|puede repetir|me puede repetir|podria repetir|de nuevo|de nuevo por favor"
        "|una vez mas|cuales eran las opciones|cuales son las opciones|no oi|no lo oi|no escuche bien|como"
        "|que|eh|cuales eran|que opciones|digamelo otra vez|puedes repetir|me lo puede repetir"
        "|no comprendo|no entiendo|a que hora dijo|que hora dijo|que dia dijo|cual dijo|que hora era"
        "|a que hora me dijo|que dia me dijo|cuando dijo|cual era|que era|a q hora dijo|que me dijo"
        "|q dia dijo|q hora dijo|q dijo|q me dijo|a q hora me dijo|q dia me dijo|a k hora dijo|k dia dijo|k hora dijo"
        "|k dijo|ke dijo|ke dia dijo|a ke hora dijo|q dia era|que dia era|a que hora era|a q hora era|q hora era"
        "|que fecha dijo|que fecha era|q fecha dijo|para que dia dijo|para cuando dijo",
    ),
    (
        "RESEND",
        None,
        "no me llego|no me ha llegado|no llego|no ha llegado|reenviar|reenvie|reenvielo|reenviame"
        "|mandelo otra vez|mandelo de nuevo|enviar de nuevo|envielo otra vez|otro codigo|codigo nuevo"
        "|nuevo codigo|no recibi|no he recibido|mandame otro|mandeme otro|envieme otro|no tengo el codigo"
        "|no tengo codigo|el codigo expiro|el codigo vencio|se vencio el codigo|ya no sirve el codigo"
        "|no aparece el codigo|todavia no llega|aun no llega|no me llega|no me llega nada|no me llego nada"
        "|no me ha llegado nada|enviamelo otra vez|mandamelo otra vez|me lo puede mandar otra vez"
        "|me lo puede reenviar|otra vez el codigo|reenvia|reenvia el codigo|no llega|mande otro"
        "|no lo recibi|no me llego el codigo|vencio el codigo|ya vencio|codigo vencido|se vencio|caduco"
        "|caduco el codigo|ya caduco|expiro|ya expiro|no funciona el codigo|el codigo no funciona"
        "|no sirve el codigo|el codigo no sirve",
    ),
    (
        "ALTS",
        None,
        "otras opciones|otros horarios|otros dias|otra opcion|otro dia|otra hora|otro horario|otra fecha"
        "|otras fechas|otras horas|alguna otra|algun otro|ninguna|ninguno|ninguna de esas|ninguno de esos"
        "|ninguna me sirve|ninguno me sirve|ninguna me queda|ninguna de las tres|ninguna me va bien"
        "|mas opciones|mas horarios|muestre mas|muestreme mas|que mas tiene|que mas hay|que otros"
        "|que otras|que otra|que otro|algo diferente|algo distinto|otra cosa|no me sirve ninguna"
        "|no me sirve ninguno|ninguna de las anteriores|no me queda ninguna|no puedo en ninguna|otros"
        "|otras|hay otros|hay otras|ver mas|alternativas|no me gusta ninguna|ninguna me funciona"
        "|ninguna de esas me sirve|ningun horario|tiene otras|tiene otros|ninguna me conviene|tiene otra"
        "|tiene otro|otro momento|cualquier otra|siguiente opcion|mas fechas|no puedo ninguna"
        "|ninguno me queda|ninguna de ellas|distintos horarios",
    ),
    (
        "THANKS",
        None,
        "gracias|muchas gracias|mil gracias|grax|gracia|muy amable|se lo agradezco|te lo agradezco"
        "|le agradezco|muchisimas gracias|grasias|grcs|agradecido|agradecida|gracias por su ayuda"
        "|gracias por todo",
    ),
    (
        "BYE",
        None,
        "eso nomas|nomas eso|eso no mas|nada mas eso|eso seria"
        "|adios|hasta luego|hasta pronto|chao|chau|bye|nos vemos|eso es todo|es todo|seria todo|nada mas"
        "|nada mas gracias|ya es todo|que tenga buen dia|buen dia gracias|hasta manana|ya termine"
        "|eso seria todo|eso era todo|ya no|no nada mas|con eso basta|con eso es suficiente|que este bien"
        "|cuidese|listo eso es todo|es todo por hoy|no es todo|hasta la vista|terminamos|ya quedo"
        "|seria todo gracias|no seria todo|no eso seria todo|no gracias eso es todo|es todo muchas gracias"
        "|todo bien gracias|por ahora es todo|por ahora no|ya con eso|con eso es todo|no nada mas gracias"
        "|no es todo gracias|ya es todo gracias",
    ),
    (
        "HELLO",
        None,
        "hola|buenas|buenos dias|buenas tardes|buenas noches|ola|holi|saludos|que onda|hola que tal"
        "|buen dia|hola buenas|que tal|hola buenos dias|hola buenas tardes|hola buenas noches|alo"
        "|bueno dias|hey|muy buenas|q tal|wenas|holaa",
    ),
    (
        "KEEP",
        None,
        "dejarla|dejarla asi|dejela|dejela asi|dejala|dejala asi|dejelo asi|dejalo asi|dejar mi|dejar la"
        "|mantener|mantenerla|mantengo|mantenga|mantener la|mantenerlo|la dejo asi|me quedo con mi"
        "|me quedo con la mia|me quedo con la que tengo|conservar|conservarla|no la cambie|no la cancele"
        "|no cancelar|no cancele|no cambiar|no la mueva|no cambie nada|no cancele nada|sin cambios"
        "|dejemosla|dejemosla asi|dejemoslo asi|dejar como esta|dejarla como esta|dejarlo como esta"
        "|dejela como esta|dejala como esta|dejelo como esta|asi como esta|si puedo ir a mi"
        "|prefiero la que tengo|prefiero quedarme con la|quedarme con la|quedarme con mi"
        "|quiero mi cita original|mejor la dejo|mejor la dejo asi|mejor no la cambio|mejor no la muevo"
        "|mejor no la cancelo|no la quiero cancelar|no quiero cancelar|no quiero cambiar"
        "|no quiero cambiarla|no quiero cancelarla|no quiero moverla|no quiero mover|no me la cancele"
        "|la original|dejar todo igual|deje todo igual|si voy a asistir|no la canceles|no canceles"
        "|no cambies|no la cambies|no la muevas|siempre si voy|siempre si puedo|no cancelen|no me la quite"
        "|deje todo|deje todo como esta|dejen todo|dejelo todo|deja todo como esta|deje todo asi"
        "|quede como esta|que quede como esta|que se quede como esta|como estaba|dejarla como estaba"
        "|dejela como estaba|siempre no|dejemos la que tenia|dejemos la|la que tenia|la que ya tenia"
        "|la de antes|quedarnos con|mejor la que tenia|mejor la de antes|dejemoslo|dejemosla como estaba",
    ),
    (
        "NEVERMIND",
        None,
        "olvidelo|olvidalo|dejelo|dejalo|ya no importa|no se preocupe|no te preocupes|nada olvidelo"
        "|mejor nada|salir|terminar|parar|pare|alto|deje asi|ya no quiero nada|despues lo hago"
        "|luego lo hago|mas tarde lo hago"
        "|en otro momento|olvide eso|olvida eso|cancelar todo|cancele todo esto|tengo que irme"
        "|me tengo que ir|otro dia lo hago|ya no quiero|finalizar|ahi muere|detener|detengase|luego vuelvo"
        "|ya fue|mejor lo dejo|ni modo dejelo|ya deje|olvidese|no nada",
    ),
    (
        "LANG",
        "es",
        "espanol|en espanol|habla espanol|hablas espanol|hablan espanol|se habla espanol|espanol por favor"
        "|cambiar a espanol|no hablo ingles|castellano|en castellano|no entiendo ingles|prefiero espanol"
        "|puede hablar espanol|prefiero en espanol|no se ingles",
    ),
    (
        "LANG",
        "en",
        "ingles|en ingles|hablas ingles|habla ingles|ingles por favor|cambiar a ingles|prefiero ingles"
        "|prefiero en ingles",
    ),
)
