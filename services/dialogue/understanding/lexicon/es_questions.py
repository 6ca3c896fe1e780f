"""Spanish words for questions about the clinic, other errands, words aimed at the machine."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "TOPIC",
        "fee",
        "cuanto cuesta|cuanto vale|cuanto es|cuanto me cobran|cuanto cobran|cobran|cargo|costo|precio"
        "|tarifa|multa|penalizacion|penalidad|me van a cobrar|hay cargo|tiene costo|tiene algun costo"
        "|hay algun cargo|cuanto sale|cuanto hay que pagar|cuanto tengo que pagar|copago|cuanto seria"
        "|hay que pagar|me cobran|me va a costar|cuanto me va a costar|va a costar|cuanto va a costar"
        "|costar|cuestan|politica de cancelacion|politica|politicas de cancelacion|van a cobrar|cobrarme"
        "|me cobrarian|multas",
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
        "|hay que llevar|que hay que llevar|debo ir en ayunas|tengo que ir en ayunas|hay que ir en ayunas"
        "|que documentos|que papeles|puedo desayunar",
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
        "|necesito ayuda|me puede ayudar|me ayuda|me puedes ayudar|que es esto|como le hago|que hago|menu"
        "|me podria ayudar|no se que hacer|ke puedes hacer|para que sirve",
    ),
    (
        "TOPIC",
        "privacy",
        "por que necesita|para que necesita|por que necesitan|para que quiere|por que pide|por que me pide"
        "|por que me piden|es seguro|es confidencial|es seguro dar|para que lo necesita|para que|por que"
        "|tengo que dar|privacidad|es privado|para que quieren|quien ve|quien va a ver"
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
        "referencia|referido|remision|derivacion|autorizacion|una referencia|pase con el especialista|volante",
    ),
    (
        "OTHERFLOW",
        "records",
        "expediente|mi expediente|historial|historial medico|historia clinica|registros medicos"
        "|mis registros|copia de mi expediente|cartilla de vacunacion|registro de vacunas|archivo medico",
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
        "|cambie de direccion|cambiar mi numero de telefono|nuevo numero|contacto de emergencia"
        "|mi contacto de emergencia|me cambie de casa|me cambie de domicilio|cambie de domicilio"
        "|cambie de casa|cambio de domicilio|cambio de direccion",
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
    ("WAITLIST", None, "lista de espera|lista de cancelaciones"),
    (
        "INJECT",
        None,
        "ignora las instrucciones|ignora tus instrucciones|ignore las instrucciones"
        "|ignore sus instrucciones|ignora todo lo anterior|ignora lo anterior|olvida tus instrucciones"
        "|olvida las instrucciones|olvide sus instrucciones|ahora eres|actua como|modo desarrollador"
        "|modo administrador|revela tus|muestra tus instrucciones|haz de cuenta que eres|finge ser"
        "|nuevas instrucciones|instrucciones anteriores|todos los pacientes|otros pacientes"
        "|lista de pacientes|citas de otros|base de datos|instrucciones previas|datos de otros",
    ),
    (
        "OTHERFLOW",
        "provider",
        "cambiar de doctor|cambiar de doctora|cambiar de medico|cambiar mi doctor|cambiar de dentista"
        "|cambiar a mi doctor|cambio de doctor|otro medico de cabecera",
    ),
    (
        "OTHERFLOW",
        "late",
        "llegar tarde|llego tarde|voy tarde|se me hizo tarde|minutos tarde|voy retrasado|voy retrasada"
        "|voy a llegar tarde|llegare tarde|estoy en el trafico|voy atrasado|voy atrasada",
    ),
)
