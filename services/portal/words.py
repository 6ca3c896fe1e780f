"""Every word the chat page says by itself, in each language; what the assistant says comes from the dialogue.

Plain words, short sentences, grade 6 at most. The Spanish is written for the United States.
"""

from dataclasses import dataclass

from services.kernel.language import Language


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """An error page: what happened and what to do."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The page's words in one language. Names in braces are filled in."""

    title: str
    heading: str
    intro: str
    automated: str
    emergency: str
    privacy: str
    zone: str
    phone: str
    start: str
    person: str
    language_name: str
    language_label: str
    end: str
    start_again: str
    skip_to_start: str
    skip_to_message: str
    log_label: str
    you: str
    assistant: str
    notice: str
    staff: str
    choose: str
    message_label: str
    send: str
    working: str
    check_again: str
    calendar: str
    reconnecting: str
    ended: str
    lost: str
    error_prefix: str
    empty: str
    too_long: str
    too_fast: str
    too_many: str
    not_sent: str
    not_answered: str
    to_chat: str
    pay: str
    pay_heading: str
    pay_states: dict[str, str]
    pay_go: str
    pay_renew: str
    pay_problem: str
    pay_phone: str
    errors: dict[int, ErrorWords]


ENGLISH = Words(
    title="Chat",
    heading="Move or cancel your visit",
    intro="Tell us what you need. We can move your visit to a new time, or cancel it.",
    automated="You are chatting with an automated assistant. It is not a person.",
    emergency="In an emergency, call {number} now.",
    privacy="We will ask for your name and birth date. Then we text you a code.",
    zone="All times are in {zone}.",
    phone="You can also call us at {phone}.",
    start="Start chat",
    person="Talk to a person",
    language_name="English",
    language_label="Change language to English",
    end="End chat",
    start_again="Start a new chat",
    skip_to_start="Skip to start",
    skip_to_message="Skip to your message",
    log_label="Conversation",
    you="You",
    assistant="Assistant",
    notice="Notice",
    staff="Front desk (a person)",
    choose="Choose one",
    message_label="Your message",
    send="Send",
    working="Working on it. This can take a moment.",
    check_again="Check again",
    calendar="Add to your calendar",
    reconnecting="The line dropped. We are trying again.",
    ended="This chat is over.",
    lost="Your last chat is over. You can start a new one.",
    error_prefix="Error:",
    empty="Type a message first.",
    too_long="Your message is too long. Make it shorter than {limit} characters.",
    too_fast="That was a lot at once. Wait {seconds} seconds, then send again.",
    too_many="That was a lot at once. Wait a minute, then send again.",
    not_sent="Your message was not sent. Please send it again.",
    not_answered="We had a problem with your last message. Please send it again, or talk to a person.",
    to_chat="Go to the chat",
    pay="Go to the payment page",
    pay_heading="Office fee",
    pay_states={
        "open": "An office fee of {fee} is due.",
        "renew": "An office fee of {fee} is due. Open the payment page to pay it.",
        "desk": "An office fee of {fee} is due. You can pay it at the front desk.",
        "paid": "This fee of {fee} is paid. Thank you.",
        "nothing": "Nothing is due. You do not have to pay anything.",
        "thanks": "Thank you for your payment. It can take a minute until we see it.",
        "later": "You have not paid yet. You can come back by the same link.",
    },
    pay_go="Pay {fee} now",
    pay_renew="Open the payment page",
    pay_problem="The payment page did not open. Please try again in a minute.",
    pay_phone="Questions? Call us at {phone}.",
    errors={
        400: ErrorWords("We could not read that", "Please go back to the chat and try again."),
        403: ErrorWords("This page is too old", "Please open the chat again. Your browser must allow cookies."),
        404: ErrorWords("There is no page here", "Please check the address, or go to the chat."),
        405: ErrorWords("That does not work here", "Please go to the chat and try again."),
        413: ErrorWords("That was too long", "Please go back and send a shorter message."),
        429: ErrorWords("That was a lot at once", "Please wait a minute. Then try again."),
        500: ErrorWords("Something went wrong", "We are sorry. Your visits have not been lost. Please try again."),
        502: ErrorWords("We cannot do this right now", "Please call us, or try again in a few minutes."),
        503: ErrorWords("We are very busy", "Please wait a minute. Then try again."),
    },
)

SPANISH = Words(
    title="Chat",
    heading="Cambie o cancele su cita",
    intro="Díganos qué necesita. Podemos cambiar su cita a otra hora o cancelarla.",
    automated="Usted chatea con un asistente automático. No es una persona.",
    emergency="En una emergencia, llame al {number} ahora.",
    privacy="Le pediremos su nombre y fecha de nacimiento. Luego le enviamos un código por texto.",
    zone="Todas las horas son en {zone}.",
    phone="También puede llamarnos al {phone}.",
    start="Empezar el chat",
    person="Hablar con una persona",
    language_name="Español",
    language_label="Cambiar el idioma a español",
    end="Terminar",
    start_again="Empezar un chat nuevo",
    skip_to_start="Ir al inicio del chat",
    skip_to_message="Ir a su mensaje",
    log_label="Conversación",
    you="Usted",
    assistant="Asistente",
    notice="Aviso",
    staff="Recepción (una persona)",
    choose="Elija una opción",
    message_label="Su mensaje",
    send="Enviar",
    working="Un momento, estamos en ello.",
    check_again="Ver si ya está",
    calendar="Agregar a su calendario",
    reconnecting="Se cortó la conexión. Estamos probando otra vez.",
    ended="Este chat ha terminado.",
    lost="Su último chat ha terminado. Puede empezar uno nuevo.",
    error_prefix="Error:",
    empty="Primero escriba un mensaje.",
    too_long="Su mensaje es muy largo. Use menos de {limit} caracteres.",
    too_fast="Fueron muchos mensajes juntos. Espere {seconds} segundos y envíe otra vez.",
    too_many="Fueron muchos mensajes juntos. Espere un minuto y envíe otra vez.",
    not_sent="Su mensaje no se envió. Por favor, envíelo otra vez.",
    not_answered="Hubo un problema con su último mensaje. Envíelo otra vez o hable con una persona.",
    to_chat="Ir al chat",
    pay="Ir a la página de pagos",
    pay_heading="Cargo de la clínica",
    pay_states={
        "open": "Hay un cargo de {fee} por pagar.",
        "renew": "Hay un cargo de {fee} por pagar. Abra la página de pagos para pagarlo.",
        "desk": "Hay un cargo de {fee} por pagar. Puede pagarlo en la recepción.",
        "paid": "Este cargo de {fee} está pagado. Gracias.",
        "nothing": "No hay nada por pagar. Usted no tiene que pagar nada.",
        "thanks": "Gracias por su pago. Podemos tardar un minuto en verlo.",
        "later": "Todavía no ha pagado. Puede volver con el mismo enlace.",
    },
    pay_go="Pagar {fee} ahora",
    pay_renew="Abrir la página de pagos",
    pay_problem="La página de pagos no se abrió. Inténtelo otra vez en un minuto.",
    pay_phone="¿Preguntas? Llámenos al {phone}.",
    errors={
        400: ErrorWords("No pudimos leer eso", "Vuelva al chat e inténtelo otra vez."),
        403: ErrorWords("Esta página es muy vieja", "Abra el chat otra vez. Su navegador debe permitir cookies."),
        404: ErrorWords("Aquí no hay una página", "Revise la dirección o vaya al chat."),
        405: ErrorWords("Eso no funciona aquí", "Vaya al chat e inténtelo otra vez."),
        413: ErrorWords("Eso fue muy largo", "Vuelva y envíe un mensaje más corto."),
        429: ErrorWords("Fueron muchos mensajes juntos", "Espere un minuto. Luego inténtelo otra vez."),
        500: ErrorWords("Algo salió mal", "Lo sentimos. Sus citas no se han perdido. Inténtelo otra vez."),
        502: ErrorWords("No podemos hacer esto ahora", "Llámenos o inténtelo otra vez en unos minutos."),
        503: ErrorWords("Hay mucha gente ahora", "Espere un minuto. Luego inténtelo otra vez."),
    },
)

_CATALOGUE = {Language.EN: ENGLISH, Language.ES: SPANISH}


def words_in(language: Language) -> Words:
    """Return the page's words in a language."""
    return _CATALOGUE[language]


def other_language(language: Language) -> Language:
    """Return the language that the switch offers."""
    return Language.ES if language is Language.EN else Language.EN
