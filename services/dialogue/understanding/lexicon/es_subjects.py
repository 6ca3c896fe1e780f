"""Spanish words for appointments, visits, possessives, questions about what is booked."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "APPT",
        None,
        "cita|citas|turno|turnos|consulta|consultas|visita|visitas|reserva|reservacion|hora medica|sita"
        "|citita|cita medica|reservaciones|compromiso|sesion",
    ),
    ("OPTION", None, "opcion|opciones|alternativa|numero|num|boton"),
    (
        "VISIT",
        None,
        "limpieza|limpieza dental|chequeo|revision|examen|examen fisico|control|seguimiento|radiografia"
        "|rayos x|placa|ultrasonido|ecografia|mamografia|analisis|analisis de sangre|laboratorio"
        "|laboratorios|vacuna|vacunacion|vacuna de la gripe|refuerzo|terapia|terapia fisica|fisioterapia"
        "|dentista|doctor|doctora|dermatologo|dermatologia|empaste|endodoncia|corona|extraccion"
        "|papanicolau|papanicolaou|prenatal|cirugia|operacion|procedimiento|ortodoncia|brackets|frenos"
        "|telemedicina|videollamada|video consulta|videoconsulta|inyeccion|infusion|acupuntura|masaje"
        "|quiropractico|colonoscopia|tomografia|resonancia|resonancia magnetica|prueba|oculista|pediatra"
        "|ginecologo|ginecologa|ginecologia|cardiologo|cardiologia|electrocardiograma|psicologo|psicologa"
        "|psiquiatra|podologo|nutricionista|nutriologo|nutriologa|evaluacion|examen de la vista"
        "|examen de ojos|revision dental|dental|primera consulta|control de nino sano|chequeo anual"
        "|examen anual|blanqueamiento|consulta de seguimiento|terapista|medico|medica|cita de seguimiento"
        "|sangre|muestra de sangre|oftalmologo|dermatologa",
    ),
    (
        "POSS",
        None,
        "mi|mis|nuestra|nuestro|su|la mia|el mio|la de mi|la de mi hijo|la de mi hija|la que tengo"
        "|la que tenia|lo que tengo|la que es|el que tengo|mi hijo|mi hija",
    ),
    ("WE", None, "yo|nosotros|usted|ustedes|me|nos|lo|le|te"),
    (
        "THATONE",
        None,
        "esa|ese|esa misma|ese mismo|eso|esta|este|esa hora|ese horario|esa cita|la que dijo|esa opcion|esa de ahi",
    ),
    (
        "OTHERONE",
        None,
        "la otra|el otro|la otra cita|otra opcion|la otra opcion|el otro horario|la otra hora|esa no la otra",
    ),
    (
        "ALLOF",
        None,
        "ambas|ambos|todas|todos|todas mis citas|las dos citas|todo|todas las citas|ambas citas"
        "|los dos turnos|todas ellas|todas las que tengo",
    ),
    ("HAVEQ", None, "tengo cita|tengo una cita|tengo citas|tengo turno|tengo alguna|tengo algun"),
    (
        "STATUS",
        None,
        "cuando es mi|cuando es la|a que hora es mi|a que hora es la|que dia es mi|que dia es la"
        "|cuando tengo|a que hora tengo|que dia tengo|cuando era mi|cuando era|a que hora era|donde es mi"
        "|donde es la|con quien es mi|con quien tengo|que citas tengo|cuales son mis|cual es mi|ver mi"
        "|ver mis|consultar mi|revisar mi|verificar mi|confirmar mi|saber cuando|saber a que hora"
        "|saber que dia|recordarme|recuerdeme|recuerdame|cuando me toca|a que hora me toca|que dia me toca"
        "|cuando es|a que hora es|que dia es|para cuando es|para cuando tengo|informacion de mi"
        "|datos de mi|detalles de mi|estado de mi|sigue mi|todavia tengo|aun tengo|no me acuerdo cuando"
        "|no recuerdo cuando|no me acuerdo a que hora|no recuerdo a que hora|se me olvido cuando"
        "|se me olvido a que hora|olvide cuando|olvide a que hora|con que doctor|con que doctora"
        "|cuantas citas|saber si tengo|para cuando es mi|quien me atiende|en que consultorio|mi cita sigue"
        "|donde es|para que dia es|para que dia tengo|q dia es|q dia tengo|a q hora es|a q hora tengo"
        "|a ke hora es|kuando es|cuando seria mi|que hora es|sigue en pie|esta en pie|sigue programada"
        "|esta confirmada|esta programada mi|sigue vigente|sigue agendada|que tengo agendado"
        "|tengo agendado|que tengo programado|tengo programado|que tengo para|tengo algo agendado"
        "|tengo algo programado|me tienen agendado|me tienen agendada|estoy en la agenda|para saber cuando"
        "|quiero saber cuando|quisiera saber cuando|me puede decir cuando|digame cuando|dime cuando"
        "|me dice cuando|me podria decir cuando|me dice a que hora|me puede decir a que hora"
        "|digame a que hora|dime a que hora|cuando me toca ir|cuando tengo que ir|cuando debo ir"
        "|a que hora tengo que ir|a que hora debo|a que hora tengo que estar|confirmar si tengo"
        "|ver si tengo|saber cual es|cuando voy|a que hora voy|que dia voy|a que hora llego"
        "|a que hora hay que|cuando me atienden|a que hora me atienden|que dia me atienden"
        "|con quien me toca|cual era mi|se cancelo mi|se cancelo|quedo cancelada|ya cancelaron"
        "|ya la cancelaron|se movio mi|se movio|me cancelaron|se cambio mi|quedo cambiada|ya la cambiaron"
        "|fue cancelada|confirme mi|confirmeme|me confirma|quiero confirmar mi|confirmarme"
        "|a que hora debo llegar|con cuanto tiempo",
    ),
    (
        "ALLDAY",
        None,
        "todo el dia|el dia entero|el dia completo|a cualquier hora del dia|cualquier hora del dia",
    ),
    ("PLACEW", None, "oficina|clinica|consultorio|sucursal|sede|ubicacion|local"),
    (
        "WHENQ",
        None,
        "que dia|cual dia|a que hora|que hora|cuando|que fecha|que dias|q dia|a q hora|para cuando",
    ),
)
