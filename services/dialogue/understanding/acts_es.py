"""Spanish words and phrases for what a patient does, folded (no accents), as (category, value, alternatives)."""

from typing import Any, Final

WORDS: Final[tuple[tuple[str, Any, str], ...]] = (
    ("HAVEQ", 0, "tengo cita|tengo una cita|tengo citas|tengo turno|tengo alguna|tengo algun"),
    ("PLACEW", 0, "oficina|clinica|consultorio|sucursal|sede|ubicacion|local"),
    (
        "ALLDAY",
        0,
        "todo el dia|el dia entero|el dia completo|a cualquier hora del dia|cualquier hora del dia",
    ),
    (
        "YES",
        0,
        "si|sii|siii|sip|sipi|simon|sep|claro|claro que si|por supuesto|desde luego|dale|vale|ok|okay"
        "|oki|okey|bueno|esta bien|de acuerdo|correcto|exacto|exactamente|eso es|asi es|si por favor"
        "|por favor si|confirmo|confirmado|confirmar|hazlo|hagalo|adelante|perfecto si|listo|va|sale"
        "|sale pues|orale|andale|afirmativo|seguro|obvio|como no|si claro|si senor|si senora|acepto"
        "|aceptar|me lo quedo|la tomo|lo tomo|me quedo con esa|me quedo con ese|si quiero|si gracias|s"
        "|ta bien|de una|proceda|procede|por favor hagalo|sin problema|reservela|agendela"
        "|si es correcto|es correcto|ese soy yo|esa soy yo|soy yo|si soy yo|efectivamente|cierto"
        "|es cierto|tal cual|asi mero|eso|eso mero|ya esta|hecho|si esta bien|venga|va que va"
        "|simon que si|ajam|aja|mjm|totalmente|definitivamente|positivo|si adelante|continua|continue"
        "|me parece|hagale|confirmela|reservela|agendela",
    ),
    (
        "WORKS",
        0,
        "me sirve|me va bien|me viene bien|me queda bien|me funciona|me conviene|esta bien"
        "|esta perfecto|perfecto|perfecta|excelente|genial|me parece bien|suena bien|suena perfecto"
        "|si puedo|puedo|bien|muy bien|buenisimo|estupendo|fenomenal|me acomoda|me gusta|seria perfecto"
        "|seria ideal|seria mejor|seria genial|es mejor|me vendria bien|me vendria mejor"
        "|me quedaria bien|me quedaria mejor|me viene mejor|me va mejor|me queda mejor|me sirve mas"
        "|me conviene mas|magnifico|de maravilla|super|chevere|esta bueno|funciona|sirve|me serviria"
        "|me viene perfecto|me va perfecto|me late|esa me sirve|ese me sirve|me cae bien|podria"
        "|podria ir|puedo ir|puedo venir|esta chido|sin problema|es buena|va bien|me cuadra|queda bien"
        "|estaria bien|estaria perfecto|me resulta mejor|me es mejor|si me sirve",
    ),
    (
        "NO",
        0,
        "no|nop|nopo|nel|nelson|noo|nooo|para nada|no gracias|negativo|claro que no|de ninguna manera"
        "|ni modo|mejor no|no quiero|no por favor|incorrecto|no es correcto|esta mal|eso no|ese no"
        "|esa no|no esta bien|aun no|todavia no|que no|nunca|jamas|no lo haga|no lo hagas|no la cambie"
        "|no la mueva|en absoluto|no creo|creo que no|equivocado|es incorrecto|no soy yo|no me interesa"
        "|no es eso|nones|nanay|ahora no|no asi no|cambie de opinion|cambie de idea|ya no",
    ),
    (
        "NOT",
        0,
        "no|que no|ni|no el|no los|nada de|no quiero el|no quiero los|no quiero|no me ponga|no me de"
        "|nunca|estoy ocupado|estoy ocupada|ocupado|ocupada|trabajo|yo trabajo|estoy trabajando|no en"
        "|no por|no a|tampoco|jamas|tengo clase|tengo clases|tengo trabajo|tengo que trabajar"
        "|no trabajo no|estoy fuera|no estoy|voy a estar fuera|estoy de viaje|salgo de viaje|no estare",
    ),
    (
        "CANT",
        0,
        "no puedo|no podre|no voy a poder|no puedo ir|no podre ir|no voy a poder ir|no puedo venir"
        "|no puedo llegar|no podre llegar|no puedo asistir|no podre asistir|no alcanzo"
        "|no alcanzo a llegar|me es imposible|me es imposible ir|imposible|no voy a llegar|no llego"
        "|no voy a ir|no ire|no asistire|no voy a asistir|no tengo disponibilidad|no tengo tiempo"
        "|no podria|no podria ir|no puedo hacer|no puedo en|no me es posible|no podemos|no podemos ir"
        "|no va a poder|no va a poder ir|no puede|no puede ir|se me hace imposible|no logro llegar"
        "|no pude ir|no pude|no puedo acudir|no podre acudir|no voy a poder llegar"
        "|no voy a poder asistir|no kiero|no puedo nunca|nunca puedo|me surgio algo|me salio algo"
        "|se me complica|se me complica ir|se me complico|tengo un compromiso|tengo un problema"
        "|tengo algo|tengo otro compromiso|me surgio un compromiso|no me da tiempo"
        "|no me da tiempo de llegar|tampoco puedo",
    ),
    (
        "BAD",
        0,
        "no me sirve|no me va|no me va bien|no me viene bien|no me viene|no me queda bien|no me queda"
        "|no me funciona|no me conviene|no me acomoda|no funciona|no sirve|no es posible|es imposible"
        "|me va mal|me viene mal|me queda mal|no me gusta|no me late|es muy temprano|es muy tarde"
        "|muy temprano|muy tarde|demasiado temprano|demasiado tarde|no me cuadra|no me viene nada bien"
        "|no puedo|no puedo ese dia|se me complica|es complicado|esta complicado|esta dificil"
        "|es dificil|me es imposible|no me convence|me resulta imposible|no me sirven|no me van"
        "|no me vienen|no me quedan|no me funcionan|no me convienen|no me acomodan|no me van bien"
        "|no me vienen bien|no me quedan bien|no me es posible|no es buena|no es bueno|no trabajo bien"
        "|no podria|tampoco|tampoco puedo|tampoco me sirve",
    ),
    (
        "MOVEUP",
        0,
        "adelantar|adelantarla|adelanten|adelantarme|adelantame|adelanteme|me la adelantan|me adelantan"
        "|ir antes|venir antes|que me vean antes|me vean antes|conseguir antes|adelanto|adelantela"
        "|adelantala",
    ),
    (
        "MOVEBACK",
        0,
        "posponer|posponerla|aplazar|aplazarla|atrasar|atrasarla|retrasar|retrasarla|postergar"
        "|postergarla|dejarla para mas adelante|dejarla para despues|diferir|pospongo|posponga"
        "|pospongala|atrasela|retrasela|aplacela",
    ),
    (
        "MOVE",
        0,
        "mover|cambiar|cambio|cambie|cambiarla|cambiarlo|moverla|moverlo|muevo|mueva|mover la"
        "|reprogramar|reprogramarla|reprograme|reagendar|reagendarla|reagende|reajendar|recalendarizar"
        "|pasar|pasarla|pasarlo|paso mi|pase mi|paseme|me la pasa|me pasa|correr|correrla|recorrer"
        "|recorrerla|trasladar|modificar|modificarla|posponer|posponerla|aplazar|aplazarla|adelantar"
        "|adelantarla|atrasar|atrasarla|retrasar|retrasarla|cambiarme|cambiame|cambieme|muevame|mueveme"
        "|moverme|otra fecha para|otro dia para|otra hora para|otro horario para|nueva fecha para"
        "|ir otro dia|venir otro dia|sacar otra fecha|necesito otra fecha|cambio de cita"
        "|cambio de fecha|cambio de hora|cambiar la fecha|cambiar la hora|cambiar de dia"
        "|cambiar de fecha|cambiar de hora|cambiar el dia|cambiar fecha|cambiar hora|kambiar|canbiar"
        "|re agendar|re programar|reprogramacion|cambiar de horario|cambiar el horario|ponerla"
        "|ponerla para|ponerla el|reubicar|dejarla para|la cambiamos|la movemos|lo cambiamos|lo movemos"
        "|la pasamos|la cambia|me la cambia|me la mueve|me cambia|me mueve|me cambian|me mueven"
        "|me la cambian|me la mueven|necesito otro dia|quiero otro dia|quiero otra fecha"
        "|puedo ir otro dia|venir en otro momento|muevala|muevela|muevalo|muevelo|cambiela|cambiala"
        "|cambielo|cambialo|pasela|pasala|pasela|paselo|pongala|ponla|reprogramela|reprogramala"
        "|reagendela|reagendala|muevan|cambien|cambiamos|movemos|cambia mi|cambie mi|mueve mi|mueva mi"
        "|muevanla|cambienla|cambiarle|me mueva|me cambie|correrla|recorranla|recorrala|pasarmela"
        "|cambiarmela|moverlas|cambiarlas",
    ),
    (
        "CANCEL",
        0,
        "cancelar|cancela|cancele|cancelen|cancelarla|cancelarlo|cancelame|canceleme|cancelo"
        "|cancelacion|anular|anularla|anule|anula|anulen|anularlo|eliminar|eliminarla|elimine|borrar"
        "|borrarla|borre|quitar|quitarla|quite|quitenme|dar de baja|dar de baja mi|suspender"
        "|suspenderla|suspenda|canselar|kancelar|canselar|cancelr|ya no necesito|ya no quiero"
        "|ya no necesito la|ya no voy a ir a|ya no voy a necesitar|no voy a necesitar|desmarcar"
        "|dejar sin efecto|no necesito la|no necesito mi|ya no voy a ir|ya no ire|cancelada|cancelado"
        "|cancelemos|me cancela|me cancelan|me la cancela|desagendar|liberar|tumbar"
        "|sacar del calendario|ya no puedo ir a|cancelela|cancelala|cancelenla|cancelen|canceleme"
        "|cancelamela|cancelarlas|cancelenme|cancelelas|quitela",
    ),
    (
        "BOOK",
        0,
        "agendar|reservar|programar|pedir|sacar|hacer|apartar|agende|agendeme|reserveme|solicitar"
        "|concertar|marcar|coger|conseguir|obtener|agendarme|hacerme|programarme|sacar una|pedir una"
        "|ajendar|ver al doctor|ver a la doctora|ver al dentista|que me vea el doctor|que me atiendan",
    ),
    (
        "NEED",
        0,
        "necesito|quiero|quisiera|kiero|nesesito|necesitaria|me gustaria|deseo|desearia|ocupo|busco"
        "|me urge|tengo que|quiero que|nesecito|nececito|kisiera|querria|queria|neceisto|necesitamos"
        "|queremos|me hace falta|pido",
    ),
    (
        "AVAIL",
        0,
        "disponible|disponibles|disponibilidad|libre|libres|hueco|huecos|espacio|espacios|algo"
        "|algun hueco|algun espacio|hay|habra|tiene|tienen|tienes|tendra|tendran|tendria|tendrian"
        "|que tal|que tal si|se puede|se podria|podria ser|puede ser|podemos|podriamos|que hay"
        "|que tiene|que tienen|prefiero|preferiria|preferible|preferiblemente|preferentemente"
        "|de preferencia|ojala|a ser posible|si es posible|solo|solamente|unicamente|solo puedo"
        "|solamente puedo|unicamente puedo|deme|dame|me da|me das|denme|pongame|ponme|busqueme|busca"
        "|busque|buscame|quiero ir|quisiera ir|me gustaria ir|puedo ir|puedo venir|podria ir"
        "|podria venir|estoy libre|estoy disponible|tengo libre|algo para|algo el|hay algo|hay lugar"
        "|hay cupo|cupo|lugar|mejor para|seria|que sea|que fuera|tiene que ser|y si|intentemos|probemos"
        "|apartame|apunteme|apuntame|anoteme|encuentreme|encuentra|encuentrame|encontrar|puedo el"
        "|puedo los|puedo en|puedo por|puedo a|podria el|podria los|si puedo el|puedo solo|me puede dar"
        "|me podria dar|me pueden dar|me da chance|hay chance|hay algun|salgo a|salgo del trabajo a"
        "|vamos con|estoy libre el|no hay algo|alguna|algunas|algo mas",
    ),
    ("INSTEAD", 0, "en vez de|en lugar de|envez de|en ves de"),
    ("INSTEADADV", 0, "en su lugar|en cambio"),
    (
        "CORRECT",
        0,
        "mejor|espera|espere|esperate|perdon|perdone|disculpe|digo|mejor dicho|quiero decir|quise decir"
        "|bueno mejor|no mejor|o mejor|en realidad|mas bien|no perdon|no digo|corrijo|me equivoque"
        "|ay no|no espera|no espere|pensandolo bien|ay perdon|aguarde|aguanta|rectifico|me corrijo"
        "|perdon quise decir|no no|ah no",
    ),
    (
        "APPT",
        "",
        "cita|citas|turno|turnos|consulta|consultas|visita|visitas|reserva|reservacion|hora medica|sita"
        "|citita|cita medica|reservaciones|compromiso|sesion",
    ),
    ("ONES", 0, "unas"),
    ("OPTION", 0, "opcion|opciones|alternativa|numero|num|boton"),
    (
        "VISIT",
        "",
        "limpieza|limpieza dental|chequeo|revision|examen|examen fisico|control|seguimiento|radiografia"
        "|rayos x|placa|ultrasonido|ecografia|mamografia|analisis|analisis de sangre|laboratorio"
        "|laboratorios|vacuna|vacunacion|vacuna de la gripe|refuerzo|terapia|terapia fisica"
        "|fisioterapia|dentista|doctor|doctora|dermatologo|dermatologia|empaste|endodoncia|corona"
        "|extraccion|papanicolau|papanicolaou|prenatal|cirugia|operacion|procedimiento|ortodoncia"
        "|brackets|frenos|telemedicina|videollamada|video consulta|videoconsulta|inyeccion|infusion"
        "|acupuntura|masaje|quiropractico|colonoscopia|tomografia|resonancia|resonancia magnetica"
        "|prueba|oculista|pediatra|ginecologo|ginecologa|ginecologia|cardiologo|cardiologia"
        "|electrocardiograma|psicologo|psicologa|psiquiatra|podologo|nutricionista|nutriologo"
        "|nutriologa|evaluacion|examen de la vista|examen de ojos|revision dental|dental"
        "|primera consulta|control de nino sano|chequeo anual|examen anual|blanqueamiento"
        "|consulta de seguimiento|terapista|medico|medica|cita de seguimiento|sangre|muestra de sangre"
        "|oftalmologo|dermatologa",
    ),
    (
        "POSS",
        0,
        "mi|mis|nuestra|nuestro|su|la mia|el mio|la de mi|la de mi hijo|la de mi hija|la que tengo"
        "|la que tenia|lo que tengo|la que es|el que tengo|mi hijo|mi hija",
    ),
    ("WE", 0, "yo|nosotros|usted|ustedes|me|nos|lo|le|te"),
    (
        "THATONE",
        0,
        "esa|ese|esa misma|ese mismo|eso|esta|este|esa hora|ese horario|esa cita|la que dijo|esa opcion"
        "|esa de ahi",
    ),
    (
        "OTHERONE",
        0,
        "la otra|el otro|la otra cita|otra opcion|la otra opcion|el otro horario|la otra hora"
        "|esa no la otra",
    ),
    (
        "ALLOF",
        0,
        "ambas|ambos|todas|todos|todas mis citas|las dos citas|todo|todas las citas|ambas citas"
        "|los dos turnos|todas ellas|todas las que tengo",
    ),
    (
        "STATUS",
        0,
        "cuando es mi|cuando es la|a que hora es mi|a que hora es la|que dia es mi|que dia es la"
        "|cuando tengo|a que hora tengo|que dia tengo|cuando era mi|cuando era|a que hora era"
        "|donde es mi|donde es la|con quien es mi|con quien tengo|que citas tengo|cuales son mis"
        "|cual es mi|ver mi|ver mis|consultar mi|revisar mi|verificar mi|confirmar mi|saber cuando"
        "|saber a que hora|saber que dia|recordarme|recuerdeme|recuerdame|cuando me toca"
        "|a que hora me toca|que dia me toca|cuando es|a que hora es|que dia es|para cuando es"
        "|para cuando tengo|informacion de mi|datos de mi|detalles de mi|estado de mi|sigue mi"
        "|todavia tengo|aun tengo|no me acuerdo cuando|no recuerdo cuando|no me acuerdo a que hora"
        "|no recuerdo a que hora|se me olvido cuando|se me olvido a que hora|olvide cuando"
        "|olvide a que hora|con que doctor|con que doctora|cuantas citas|saber si tengo"
        "|para cuando es mi|quien me atiende|en que consultorio|mi cita sigue|donde es|para que dia es"
        "|para que dia tengo|q dia es|q dia tengo|a q hora es|a q hora tengo|a ke hora es|kuando es"
        "|cuando seria mi|que hora es|que dia es",
    ),
    (
        "PERSON",
        0,
        "persona|humano|una persona|un humano|persona real|una persona real|agente|un agente|operador"
        "|operadora|un operador|una operadora|representante|un representante|alguien|recepcion"
        "|recepcionista|la recepcionista|la recepcion|la secretaria|secretaria|asesor|un asesor"
        "|una asesora|persona de verdad|una persona de verdad|ser humano|un ser humano|alguien real"
        "|enfermera|la enfermera|una enfermera|encargado|el encargado|la encargada|atencion al cliente"
        "|servicio al cliente|la oficina|la clinica|gente|empleado|un empleado|supervisor|el gerente"
        "|alguien de la clinica|alguien de verdad|alguien del consultorio|ejecutivo|personal"
        "|telefonista",
    ),
    (
        "ASKPERSON",
        0,
        "hablar con|hablar|comunicarme con|comuniqueme|comuniqueme con|comunicame|comunicame con"
        "|paseme con|pasame con|pasarme con|me pasa con|me comunica con|me puede comunicar con"
        "|me comunican con|conecteme con|conectame con|atender por|que me atienda|que me atienda una"
        "|que me llame|que me llamen|contactar|contactar con|chatear con|prefiero una|prefiero un"
        "|transfierame|transfierame con|transfiereme|transfiereme con|me transfiere con|atiendame"
        "|me atienda|me pone con|pongame con|deme con|quiero hablar con|prefiero hablar con"
        "|me urge hablar con|me puede atender|me pueden llamar|marcarle a|llamar a|me contacte",
    ),
    (
        "ASKPERSON_ALONE",
        0,
        "hablar con alguien|llamenme|llameme|que me llamen|que alguien me llame|persona por favor"
        "|agente por favor|operador por favor|operadora por favor|no quiero hablar con un robot"
        "|no quiero un robot|no quiero hablar con una maquina|odio los robots|no me entiende"
        "|no me entiendes|no entiende nada|no entiendes nada|esto no funciona|humano por favor"
        "|mejor llamo|prefiero llamar|quiero llamar|puedo llamar|me pueden llamar|hablar por telefono"
        "|no me ayuda|no me esta ayudando|no sirve para nada|quiero que me llamen|eres inutil"
        "|no quiero hablar con una computadora|mejor hablo por telefono|prefiero por telefono"
        "|me puede llamar alguien|alguien que me ayude|me ayuda alguien|representante por favor",
    ),
    (
        "REPEAT",
        0,
        "repita|repite|repitelo|repitalo|repetir|me lo repite|me repite|otra vez|otra vez por favor"
        "|como dijo|como dice|que dijo|no escuche|no entendi|no le entendi|no te entendi|mande"
        "|perdon no entendi|puede repetir|me puede repetir|podria repetir|de nuevo|de nuevo por favor"
        "|una vez mas|cuales eran las opciones|cuales son las opciones|no oi|no lo oi|no escuche bien"
        "|como|que|eh|cuales eran|que opciones|digamelo otra vez|puedes repetir|me lo puede repetir"
        "|no comprendo|no entiendo",
    ),
    (
        "RESEND",
        0,
        "no me llego|no me ha llegado|no llego|no ha llegado|reenviar|reenvie|reenvielo|reenviame"
        "|mandelo otra vez|mandelo de nuevo|enviar de nuevo|envielo otra vez|otro codigo|codigo nuevo"
        "|nuevo codigo|no recibi|no he recibido|mandame otro|mandeme otro|envieme otro"
        "|no tengo el codigo|no tengo codigo|el codigo expiro|el codigo vencio|se vencio el codigo"
        "|ya no sirve el codigo|no aparece el codigo|todavia no llega|aun no llega|no me llega"
        "|no me llega nada|no me llego nada|no me ha llegado nada|enviamelo otra vez|mandamelo otra vez"
        "|me lo puede mandar otra vez|me lo puede reenviar|otra vez el codigo|reenvia|reenvia el codigo"
        "|no llega|mande otro|no lo recibi|no me llego el codigo",
    ),
    (
        "ALTS",
        0,
        "otras opciones|otros horarios|otros dias|otra opcion|otro dia|otra hora|otro horario"
        "|otra fecha|otras fechas|otras horas|alguna otra|algun otro|ninguna|ninguno|ninguna de esas"
        "|ninguno de esos|ninguna me sirve|ninguno me sirve|ninguna me queda|ninguna de las tres"
        "|ninguna me va bien|mas opciones|mas horarios|muestre mas|muestreme mas|que mas tiene"
        "|que mas hay|que otros|que otras|que otra|que otro|algo diferente|algo distinto|otra cosa"
        "|no me sirve ninguna|no me sirve ninguno|ninguna de las anteriores|no me queda ninguna"
        "|no puedo en ninguna|otros|otras|hay otros|hay otras|hay mas|ver mas|alternativas"
        "|no me gusta ninguna|ninguna me funciona|ninguna de esas me sirve|ningun horario|tiene mas"
        "|tienen mas|tiene otras|tiene otros|ninguna me conviene|no hay otro|no hay otra|tiene otra"
        "|tiene otro|otro momento|cualquier otra|siguiente opcion|mas fechas|no puedo ninguna"
        "|ninguno me queda|ninguna de ellas|no tiene otro|no tiene otra|distintos horarios",
    ),
    (
        "THANKS",
        0,
        "gracias|muchas gracias|mil gracias|grax|gracia|muy amable|se lo agradezco|te lo agradezco"
        "|le agradezco|muchisimas gracias|grasias|grcs|agradecido|agradecida|gracias por su ayuda"
        "|gracias por todo",
    ),
    (
        "BYE",
        0,
        "adios|hasta luego|hasta pronto|chao|chau|bye|nos vemos|eso es todo|es todo|seria todo|nada mas"
        "|nada mas gracias|ya es todo|que tenga buen dia|buen dia gracias|hasta manana|ya termine"
        "|eso seria todo|eso era todo|ya no|no nada mas|con eso basta|con eso es suficiente"
        "|que este bien|cuidese|listo eso es todo|es todo por hoy|no es todo|hasta la vista|terminamos"
        "|ya quedo",
    ),
    (
        "HELLO",
        0,
        "hola|buenas|buenos dias|buenas tardes|buenas noches|ola|holi|saludos|que onda|hola que tal"
        "|buen dia|hola buenas|que tal|hola buenos dias|hola buenas tardes|hola buenas noches|alo"
        "|bueno dias|hey|muy buenas|q tal|wenas|holaa",
    ),
    (
        "KEEP",
        0,
        "dejarla|dejarla asi|dejela|dejela asi|dejala|dejala asi|dejelo asi|dejalo asi|dejar mi"
        "|dejar la|mantener|mantenerla|mantengo|mantenga|mantener la|mantenerlo|la dejo asi"
        "|me quedo con mi|me quedo con la mia|me quedo con la que tengo|conservar|conservarla"
        "|no la cambie|no la cancele|no cancelar|no cancele|no cambiar|no la mueva|no cambie nada"
        "|no cancele nada|sin cambios|dejemosla|dejemosla asi|dejemoslo asi|dejar como esta"
        "|dejarla como esta|dejarlo como esta|dejela como esta|dejala como esta|dejelo como esta"
        "|asi como esta|si voy a ir|si puedo ir a mi|si ire|ahi estare|prefiero la que tengo"
        "|prefiero quedarme con la|quedarme con la|quedarme con mi|quiero mi cita original"
        "|mejor la dejo|mejor la dejo asi|mejor no la cambio|mejor no la muevo|mejor no la cancelo"
        "|no la quiero cancelar|no quiero cancelar|no quiero cambiar|no quiero cambiarla"
        "|no quiero cancelarla|no quiero moverla|no quiero mover|no me la cancele|la original"
        "|dejar todo igual|deje todo igual|si voy a asistir|no la canceles|no canceles|no cambies"
        "|no la cambies|no la muevas|siempre si voy|siempre si puedo|no cancelen|no me la quite",
    ),
    (
        "NEVERMIND",
        0,
        "olvidelo|olvidalo|no importa|dejelo|dejalo|ya no importa|no se preocupe|no te preocupes"
        "|nada olvidelo|mejor nada|salir|terminar|parar|pare|alto|deje asi|ya no quiero nada"
        "|despues lo hago|luego lo hago|lo voy a pensar|dejeme pensarlo|dejame pensarlo|lo pienso"
        "|mas tarde lo hago|en otro momento|olvide eso|olvida eso|cancelar todo|cancele todo esto"
        "|tengo que irme|me tengo que ir|otro dia lo hago|ya no quiero|nada|finalizar|ahi muere|detener"
        "|detengase|luego vuelvo|despues llamo|ya fue|mejor lo dejo|ni modo dejelo|ya deje|olvidese"
        "|no nada",
    ),
    (
        "LANG",
        "es",
        "espanol|en espanol|habla espanol|hablas espanol|hablan espanol|se habla espanol"
        "|espanol por favor|cambiar a espanol|no hablo ingles|castellano|en castellano"
        "|no entiendo ingles|prefiero espanol|puede hablar espanol|prefiero en espanol|no se ingles",
    ),
    (
        "LANG",
        "en",
        "ingles|en ingles|hablas ingles|habla ingles|ingles por favor|cambiar a ingles|prefiero ingles"
        "|prefiero en ingles",
    ),
    (
        "TOPIC",
        "fee",
        "cuanto cuesta|cuanto vale|cuanto es|cuanto me cobran|cuanto cobran|cobran|cargo|costo|precio"
        "|tarifa|multa|penalizacion|penalidad|me van a cobrar|hay cargo|tiene costo|tiene algun costo"
        "|hay algun cargo|cuanto sale|cuanto hay que pagar|cuanto tengo que pagar|copago|cuanto seria"
        "|hay que pagar|me cobran",
    ),
    (
        "TOPIC",
        "address",
        "direccion|donde estan|donde queda|ubicacion|donde estan ubicados|como llego|como llegar"
        "|en que piso|cual es la direccion|donde es el consultorio|donde esta la clinica|donde esta"
        "|donde tengo que ir|a donde voy|a donde tengo que ir|donde se encuentran|donde quedan"
        "|en donde estan|en donde es",
    ),
    (
        "TOPIC",
        "parking",
        "estacionamiento|estacionar|parqueo|parquear|aparcar|parking|donde me estaciono|parqueadero",
    ),
    (
        "TOPIC",
        "hours",
        "horario de atencion|que horario tienen|cual es su horario|a que hora abren|a que hora cierran"
        "|abren|cierran|estan abiertos|horarios de atencion|que dias abren|hasta que hora"
        "|que dias atienden|que horario manejan|horario de la clinica|de que hora a que hora"
        "|a q hora abren|a q hora cierran",
    ),
    (
        "TOPIC",
        "insurance",
        "aceptan|aceptan mi seguro|toman|seguro|medicaid|medicare|mi seguro|esta cubierto|lo cubre"
        "|aseguranza|aceptan seguro|aceptan medicaid|mi aseguranza|lo cubre el seguro",
    ),
    (
        "TOPIC",
        "preparation",
        "que tengo que llevar|que debo llevar|que llevo|que necesito llevar|ayunas|en ayunas|ayuno"
        "|puedo comer|puedo comer antes|preparacion|como me preparo|tengo que llevar|debo llevar"
        "|hay que llevar|que hay que llevar|debo ir en ayunas|tengo que ir en ayunas"
        "|hay que ir en ayunas|que documentos|que papeles|puedo desayunar",
    ),
    (
        "TOPIC",
        "duration",
        "cuanto dura|cuanto tiempo|cuanto tarda|cuanto se tarda|que tanto dura|cuanto tiempo dura",
    ),
    (
        "TOPIC",
        "assistant",
        "eres un robot|es un robot|eres humano|eres una persona|quien eres|quien es usted"
        "|es usted una persona|con quien hablo|es una maquina|eres un bot|es un bot|eres real"
        "|es usted un robot|como te llamas|como se llama usted|es una persona|es una persona real"
        "|eres una persona real|estoy hablando con un robot|estoy hablando con una persona"
        "|hablo con una persona|es usted humano|eres una maquina|eres inteligencia artificial"
        "|es automatico|usted es una persona|con quien estoy hablando|quien habla|quien es",
    ),
    (
        "TOPIC",
        "help",
        "ayuda|que puedes hacer|que puede hacer|como funciona|como funciona esto|ayudame|ayudeme"
        "|necesito ayuda|me puede ayudar|me ayuda|me puedes ayudar|que es esto|como le hago|que hago"
        "|menu|me podria ayudar|no se que hacer|ke puedes hacer|para que sirve",
    ),
    (
        "TOPIC",
        "privacy",
        "por que necesita|para que necesita|por que necesitan|para que quiere|por que pide"
        "|por que me pide|por que me piden|es seguro|es confidencial|es seguro dar|para que lo necesita"
        "|para que|por que|tengo que dar|privacidad|es privado|para que quieren|quien ve|quien va a ver"
        "|mis datos estan seguros|xq|xk|pq|por que quiere|tengo que decir|para que es eso"
        "|por que lo necesita",
    ),
    (
        "OTHERFLOW",
        "refill",
        "receta|recetas|surtir|surtir mi receta|medicina|medicinas|medicamento|medicamentos|medicacion"
        "|renovar mi receta|resurtir|resurtido|mi medicina|pastillas|se me acabo la medicina"
        "|se me acabaron las pastillas",
    ),
    (
        "OTHERFLOW",
        "results",
        "resultados|mis resultados|resultados de laboratorio|resultados de mis analisis"
        "|resultados de mi examen|resultados del laboratorio",
    ),
    (
        "OTHERFLOW",
        "billing",
        "factura|cuenta|mi cuenta|pagar|pago|pagar mi cuenta|recibo|cobro|me cobraron|saldo|reembolso"
        "|adeudo|pagar la factura|cobraron de mas|hacer un pago",
    ),
    (
        "OTHERFLOW",
        "referral",
        "referencia|referido|remision|derivacion|autorizacion|una referencia|pase con el especialista"
        "|volante",
    ),
    (
        "OTHERFLOW",
        "records",
        "expediente|mi expediente|historial|historial medico|historia clinica|registros medicos"
        "|mis registros|copia de mi expediente|cartilla de vacunacion|registro de vacunas"
        "|archivo medico",
    ),
    (
        "OTHERFLOW",
        "insurance",
        "cambiar mi seguro|cambie de seguro|actualizar mi seguro|nuevo seguro|seguro nuevo"
        "|cambio de seguro|tarjeta del seguro|cambiar de seguro|cambie de aseguranza",
    ),
    (
        "OTHERFLOW",
        "contact_details",
        "cambiar mi telefono|cambiar mi direccion|actualizar mi direccion|actualizar mi telefono"
        "|cambie de telefono|cambie de numero|me mude|nueva direccion|nuevo telefono|cambiar mi numero"
        "|actualizar mi numero|cambiar mi correo|actualizar mis datos|cambiar mis datos"
        "|cambie de direccion|cambiar mi numero de telefono|nuevo numero",
    ),
    (
        "OTHERFLOW",
        "doctor_note",
        "justificante|constancia|certificado medico|nota del doctor|nota medica|incapacidad"
        "|nota para el trabajo|comprobante|nota para la escuela|excusa medica|llenar un formulario"
        "|justificante medico",
    ),
    ("OTHERFLOW", "complaint", "queja|quejarme|reclamo|poner una queja|reclamar|demanda|abogado|inconforme"),
    (
        "OTHERFLOW",
        "medical_advice",
        "que medicina tomo|que puedo tomar|efectos secundarios|es normal|sintomas|mis sintomas|dosis"
        "|consejo medico|tengo fiebre|me salio un sarpullido|me debo preocupar",
    ),
    ("WAITLIST", 0, "lista de espera|lista de cancelaciones"),
    (
        "EARLIER",
        0,
        "mas temprano|mas pronto|antes|algo antes|algo mas temprano|algo mas pronto|un poco antes"
        "|un poco mas temprano|mas tempranito|mas antes|una hora mas temprano|una fecha mas cercana"
        "|mas cercana|muy tarde|demasiado tarde|muy lejos|esta muy lejos|algo mas cercano|mas cercano"
        "|mas prontito|una cita mas pronto|una cita antes|falta mucho",
    ),
    (
        "LATER",
        0,
        "mas tarde|mas adelante|algo mas tarde|un poco mas tarde|despues|algo despues|mas tardecito"
        "|mas tardesito|muy temprano|demasiado temprano|demasiado pronto|muy pronto|luego|posterior"
        "|una fecha posterior|un poco despues|mas para adelante|mas a la tarde",
    ),
    (
        "SAMETIME",
        0,
        "misma hora|a la misma hora|la misma hora|el mismo horario|mismo horario|en el mismo horario"
        "|la hora de siempre|igual hora|a la hora de siempre|al mismo tiempo",
    ),
    (
        "ANYPROV",
        0,
        "cualquier doctor|cualquier doctora|cualquier medico|con cualquiera|con quien sea|quien sea"
        "|cualquier dentista|no importa el doctor|no importa con quien|con cualquier doctor|el que sea"
        "|cualquiera que este disponible|me da igual el doctor|me da igual con quien"
        "|cualquier proveedor|con cualquier medico|da igual el doctor|da igual quien",
    ),
    ("WITH", 0, "con|c/"),
    ("DRTITLE", 0, "dr|dra|doctor|doctora|el doctor|la doctora|el dr|la dra|licenciada|licenciado|lic"),
    (
        "SAMEPROV",
        0,
        "mismo doctor|misma doctora|el mismo doctor|la misma doctora|mi doctor|mi doctora|mi dentista"
        "|el doctor de siempre|la doctora de siempre|mismo dentista|el mismo medico|mi medico"
        "|mi doctor de siempre|la misma persona|con el mismo|con la misma",
    ),
    (
        "SAMEPLACE",
        0,
        "mismo lugar|el mismo lugar|misma clinica|la misma clinica|mismo consultorio"
        "|el mismo consultorio|la misma sucursal|misma oficina|la misma oficina",
    ),
    (
        "ANYPLACE",
        0,
        "cualquier lugar|cualquier clinica|cualquier sucursal|donde sea|en donde sea"
        "|cualquier consultorio|cualquier oficina",
    ),
    (
        "NAMEIS",
        0,
        "me llamo|mi nombre es|soy|yo soy|mi nombre|nombre|a nombre de|nombre completo|el nombre es"
        "|es a nombre de|nombre del paciente|esta a nombre de|yo me llamo|le habla|habla|el paciente es"
        "|la paciente es|el nombre del paciente es|mi nombre completo es|se llama"
        "|esta bajo el nombre de|aqui",
    ),
    (
        "BORN",
        0,
        "naci|nacido|nacida|naci el|nacido el|nacida el|fecha de nacimiento|mi fecha de nacimiento"
        "|mi fecha de nacimiento es|fecha de nacimiento es|la fecha de nacimiento es|cumpleanos"
        "|mi cumpleanos|mi cumpleanos es|mi cumpleanos es el|nacimiento|f de nacimiento|nacio|nacio el"
        "|fec nac|naci en",
    ),
    (
        "CODEIS",
        0,
        "codigo|el codigo|el codigo es|codigo es|mi codigo es|es el|aqui esta|me llego|me llego el|dice"
        "|es|el pin|el codigo que me llego es",
    ),
    (
        "PHONEIS",
        0,
        "telefono|mi telefono|mi telefono es|mi numero|mi numero es|celular|mi celular|mi celular es"
        "|el numero es|numero de telefono|movil|mi numero de telefono es|cel|mi cel es|numero es",
    ),
    (
        "MISSED",
        0,
        "falte|falte a|no fui|no fui a|perdi|perdi mi|no asisti|se me paso|no llegue"
        "|no alcance a llegar|se me olvido|se me olvido ir|no pude ir|no pude asistir|olvide|olvide ir",
    ),
    (
        "HAVEAPPT",
        0,
        "tengo|tenia|tenemos|estoy agendado|estoy agendada|estoy programada|estoy programado|me dieron"
        "|me agendaron|me pusieron|esta programada|la tengo|lo tengo|me citaron|estaba para|esta para"
        "|tengo agendada|tengo programada",
    ),
    (
        "FILL",
        0,
        "por favor|porfavor|porfa|porfis|xfa|xfavor|pf|pues|este pues|eh|mmm|em|ehh|entonces|tambien"
        "|quiza|quizas|tal vez|talvez|creo|creo que|es que|digamos|seria posible|usted|me|se|lo"
        "|la verdad|yo|es|son|si se puede|si puede|si pueden|si es posible|ir|venir|asistir|llegar"
        "|puede|pueden|podria|podrian|puedes|poder|muy|mas|tan|pero es que|nada mas|nomas|fijese que"
        "|mire|oiga|oye|que|q|k|ke|asi|osea|o sea|bueno pues|a ver|amable|si no es molestia"
        "|si no le molesta|horario|horarios|hora|yo creo|y bueno|le|les|nos|sea|fuera|ojala|exactamente"
        "|se me hace|hacer|tener|ser|estar|fecha|unos|para mi|me la|me lo|la|lo",
    ),
    ("MIDWEEK", 0, "a mitad de semana|mitad de semana|a mediados de semana|a media semana|media semana"),
    (
        "INJECT",
        0,
        "ignora las instrucciones|ignora tus instrucciones|ignore las instrucciones"
        "|ignore sus instrucciones|ignora todo lo anterior|ignora lo anterior|olvida tus instrucciones"
        "|olvida las instrucciones|olvide sus instrucciones|ahora eres|actua como|modo desarrollador"
        "|modo administrador|revela tus|muestra tus instrucciones|haz de cuenta que eres|finge ser"
        "|nuevas instrucciones|instrucciones anteriores|todos los pacientes|otros pacientes"
        "|lista de pacientes|citas de otros|base de datos|instrucciones previas|datos de otros",
    ),
)
