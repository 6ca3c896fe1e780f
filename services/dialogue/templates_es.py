"""The reviewed texts in Spanish, formal (usted): short sentences and plain words, sixth grade at most."""

from services.dialogue.phrases import Phrase

TEXTS: dict[Phrase, str] = {
    Phrase.GREETING: (
        "Hola. Soy el asistente automático de {clinic}. Puedo cambiar o cancelar su cita, o decirle cuándo "
        "es. Puede hablar con una persona en cualquier momento. En una emergencia, llame al {emergency}."
    ),
    Phrase.GREETING_OTHER: "You can write in English.",
    Phrase.GREETING_TEXT: (
        "Soy el asistente automatizado de {clinic}. Para una persona, escriba PERSONA. En una emergencia, llame al "
        "{emergency}."
    ),
    Phrase.HELLO: "Hola.",
    Phrase.ASK_GOAL: "¿En qué le puedo ayudar? Puedo cambiar o cancelar una cita, o decirle cuándo es.",
    Phrase.ASK_GOAL_WHICH: "¿Quiere cambiar su cita o cancelarla?",
    Phrase.ASK_IDENTITY: (
        "Primero necesito saber quién es usted. Así sus citas quedan en privado. ¿Cuál es su nombre completo "
        "y su fecha de nacimiento?"
    ),
    Phrase.ASK_NAME: "¿Cuál es su nombre y su apellido?",
    Phrase.ASK_BIRTH_DATE: "Gracias. ¿Cuál es su fecha de nacimiento? Por favor diga el día, el mes y el año.",
    Phrase.ASK_BIRTH_DATE_WHICH: "¿Su fecha de nacimiento es el {first} o el {second}?",
    Phrase.CODE_SENT: (
        "Gracias. Si esto coincide con nuestros registros, le envié un código de 6 números por mensaje de "
        "texto. Va al teléfono que tenemos registrado, que termina en {tail}. Por favor escriba el código "
        "aquí. Sirve por {minutes} minutos. Un teléfono que nos mandó ALTO no recibe códigos. Mande primero "
        "INICIAR desde él, o pida hablar con una persona."
    ),
    Phrase.CODE_SENT_TEXT: (
        "Si esto coincide con nuestros registros, le llega un código de 6 números al teléfono que termina en "
        "{tail}. Escríbalo aquí en {minutes} minutos. Un teléfono que mandó ALTO no recibe códigos. Mande primero "
        "INICIAR, o pida una persona."
    ),
    Phrase.CODE_AGAIN: (
        "Por favor escriba el código de 6 números del mensaje de texto. Va al teléfono que termina en {tail}."
    ),
    Phrase.CODE_WRONG: "Ese código no coincide. Por favor mire el mensaje de texto e intente otra vez.",
    Phrase.CODE_RESENT: (
        "Si esto coincide con nuestros registros, le envié un código nuevo. Va al teléfono que termina en "
        "{tail}. Por favor use solo el nuevo."
    ),
    Phrase.CODE_NOT_AGAIN: (
        "Solo puedo enviar un código nuevo una vez. Si no llega el mensaje, una persona le puede ayudar."
    ),
    Phrase.CODE_EXPIRED: "Ese código ya venció.",
    Phrase.DETAILS_AGAIN: "Intentemos otra vez. ¿Cuál es su nombre completo y su fecha de nacimiento?",
    Phrase.LOCKED: "No puedo comprobar aquí quién es usted. Una persona le va a ayudar.",
    Phrase.VERIFIED: "Gracias. Ya comprobé que es usted.",
    Phrase.VERIFY_AGAIN: (
        "Pasó un tiempo sin mensajes. Para que sus citas queden en privado, debo comprobar otra vez quién es usted."
    ),
    Phrase.THIRD_PARTY: (
        "En este chat solo puedo ayudarle con sus propias citas. Para otra persona, debe ayudarle alguien de "
        "la clínica."
    ),
    Phrase.OTHER_NAME: (
        "En este chat solo puedo cambiar las citas de la persona que recibió el código. Para otra persona, "
        "debe ayudarle alguien de la clínica."
    ),
    Phrase.MINOR: "Para un paciente de esta edad debe ayudarle una persona. Voy a avisar a la recepción.",
    Phrase.NO_APPOINTMENTS: "No veo ninguna cita próxima que yo pueda cambiar. ¿Le pido a una persona que lo revise?",
    Phrase.WHICH: "Usted tiene {count} citas próximas. ¿Cuál de ellas?",
    Phrase.WHICH_OF: "Hay {count} citas que coinciden. ¿Cuál de ellas?",
    Phrase.NO_SUCH: "No veo una cita así.",
    Phrase.ONLY_ONE: "Veo una cita: {visit}. ¿Es esta?",
    Phrase.FOUND: "Esta es su cita: {visit}.",
    Phrase.STATUS_ONE: "Usted tiene una cita próxima: {visit}.",
    Phrase.STATUS_MANY: "Usted tiene {count} citas próximas:",
    Phrase.STATUS_ITEM: "{visit}.",
    Phrase.NEXT_OF_SEVERAL: "Ahora la siguiente: {visit}.",
    Phrase.CHANGED_MEANWHILE: "Su cita cambió mientras tanto. Veámosla otra vez.",
    Phrase.OFFERS_FIRST: "Estos son los primeros horarios libres. Elija uno, o dígame qué día u hora le conviene.",
    Phrase.OFFERS_FIT: "Estos horarios están libres. ¿Cuál prefiere?",
    Phrase.OFFERS_CHECK_DAY: "Por favor revise el día: ¿entendí bien? Estos horarios están libres.",
    Phrase.OFFERS_NEAREST: (
        "No hay nada libre que coincida con lo que pidió. Estos son los horarios libres más cercanos."
    ),
    Phrase.OFFERS_FOR_PERSON: "Estos horarios coinciden, pero una persona debe aceptarlos primero. ¿Cuál prefiere?",
    Phrase.OFFERS_OTHER: "Estos son otros horarios. También puede decirme un día u hora.",
    Phrase.OFFERS_ALL_SHOWN: (
        "No tengo otros horarios libres. Puede elegir uno de estos, dejar su cita como está o hablar con una persona."
    ),
    Phrase.OFFER_TAKEN: "Ese horario ya no está libre. Su cita del {old} sigue en pie.",
    Phrase.NO_OFFERS: (
        "No veo otro horario libre que le convenga. Su cita del {old} sigue en pie. ¿Le aviso a la recepción?"
        " Ellos pueden ponerle en la lista de espera."
    ),
    Phrase.NO_OFFERS_WAIT: (
        "No veo otro horario libre que le convenga. Su cita del {old} sigue en pie. ¿Le pongo en la lista de espera?"
        " Le avisamos por mensaje de texto cuando haya un horario libre."
    ),
    Phrase.CONFIRM_WAIT: (
        "Usted esperaría un mejor horario para: {visit}. Lo que le conviene: {wish}. Todavía puede decirme otros "
        "días u horas. Escribimos al teléfono que termina en {tail}. Su cita queda igual hasta que tome otro horario. "
        "¿Le pongo en la lista de espera? Por favor diga sí o no."
    ),
    Phrase.WAIT_JOINED: (
        "Ya está en la lista de espera. Cuando haya un horario libre, escribimos al teléfono que termina en {tail}. "
        "Lo recibe la primera persona que responda. Su cita del {old} queda igual. Para salir de la lista, escriba: "
        "quíteme de la lista de espera."
    ),
    Phrase.WAIT_LEFT: "Ya no está en la lista de espera. Su cita queda igual.",
    Phrase.WAIT_NONE: "Usted no está en la lista de espera. Su cita queda igual.",
    Phrase.WAIT_NO_TEXTS: (
        "La lista de espera funciona por mensajes de texto, y los de su teléfono están apagados. Mande primero START, "
        "o llame al {phone}."
    ),
    Phrase.WAIT_UNKNOWN_NAME: "Eso no lo puedo poner yo en la lista de espera. ¿Le aviso a una persona?",
    Phrase.OFFER_CODE_FIRST: "Gracias, usted va primero. Ya la estamos reservando y le avisamos por mensaje al final.",
    Phrase.OFFER_CODE_SECOND: (
        "Otra persona respondió antes. Si al final no la toma, la hora es suya y le avisamos. Su cita queda igual."
    ),
    Phrase.OFFER_CODE_GONE: "Ese horario ya no está disponible. Su cita queda igual, y usted conserva su lugar.",
    Phrase.OFFER_CODE_OVER: "Esa clave ya fue usada o ya no vale. Todo sigue igual.",
    Phrase.OFFER_CODE_UNKNOWN: (
        "No conozco esa clave para su teléfono, así que no cambió nada. Revise el mensaje, o llame al {phone}."
    ),
    Phrase.ANY_DAY: "cualquier día",
    Phrase.ANY_TIME: "a cualquier hora",
    Phrase.ANY_PROVIDER: "con cualquier persona",
    Phrase.OR: " o ",
    Phrase.FROM_DAY: "desde el {day}",
    Phrase.UNTIL_DAY: "hasta el {day}",
    Phrase.STALE: "Esa opción ya no está disponible.",
    Phrase.WHICH_OFFER: "¿A cuál de estos horarios se refiere?",
    Phrase.FEE: (
        "Faltan menos de {hours} horas, así que esto tiene un cargo de {fee}. "
        "El personal puede quitarlo. Para eso, hable primero con una persona."
    ),
    Phrase.FEE_FREE: (
        "Faltan menos de {hours} horas. Esta vez no le cuesta nada. La próxima vez puede haber un cargo."
    ),
    Phrase.FEE_AGAIN: "Otro cambio tardío suyo también cuenta. Por favor, vea el cargo otra vez.",
    Phrase.LATE_IN_PROGRESS: "Todavía estoy con otro cambio suyo. Por favor diga que sí otra vez en un minuto.",
    Phrase.FEE_TO_PERSON: (
        "Le pregunto al personal por el cargo de {fee}. Hasta entonces, su cita del {old} sigue en pie."
    ),
    Phrase.FEE_PAY: "El cargo por esto es de {fee}. Puede pagarlo en nuestra página de pagos.",
    Phrase.FEE_PAY_AT_DESK: "El cargo por esto es de {fee}. Puede pagarlo en la recepción. Nuestro número es {phone}.",
    Phrase.FEE_TEXTED: "El enlace para pagar también va en camino a su teléfono.",
    Phrase.FEE_ASK_TEXT: (
        "Puedo enviarle el enlace por texto. Solo enviamos textos sobre cargos si usted quiere, y ALTO los para."
    ),
    Phrase.FEE_NOT_TEXTED: "No puedo enviarle ese enlace por texto. Llame al {phone} si necesita ayuda para pagar.",
    Phrase.CONFIRM_MOVE: "Su cita actual: {old}. El nuevo horario: {new}. ¿La cambio? Por favor diga sí o no.",
    Phrase.CONFIRM_CANCEL: "Voy a cancelar esta cita: {old}. ¿La cancelo? Por favor diga sí o no.",
    Phrase.NEED_YES: "Solo sigo adelante con un sí claro.",
    Phrase.WRITING_MOVE: "Un momento, estoy cambiando su cita.",
    Phrase.WRITING_CANCEL: "Un momento, estoy cancelando su cita.",
    Phrase.STILL_WORKING: "Todavía estoy en eso. Le aviso aquí en cuanto lo sepa.",
    Phrase.DONE_MOVE: "Listo. Su cita es ahora: {new}. El horario anterior, {old}, ya no está reservado para usted.",
    Phrase.DONE_CANCEL: "Listo. Esta cita quedó cancelada: {old}.",
    Phrase.TEXT_ON_WAY: "Le llegará un mensaje de texto a su teléfono.",
    Phrase.MAIL_ON_WAY: "También le llegará un correo para su calendario.",
    Phrase.NOTICE_ON_WAY: "También le llegará un correo.",
    Phrase.UNDONE_TAKEN: "Otra persona acaba de tomar ese horario. Su cita del {old} sigue en pie.",
    Phrase.TAKEN_JUST_NOW: "Otra persona acaba de tomar ese horario.",
    Phrase.UNDONE_CHANGED: "Su cita cambió mientras tanto, así que no hice nada. Veámosla otra vez.",
    Phrase.UNDONE_CANCELLED: "Esa cita ya estaba cancelada. No hay nada que cambiar.",
    Phrase.UNDONE_OTHER: (
        "No pude hacerlo. No cambió nada, y su cita del {old} sigue en pie. ¿Le aviso a una persona?"
    ),
    Phrase.IN_PROGRESS: "Esta cita ya se está cambiando. Por favor espere a que termine.",
    Phrase.REQUESTED: "Envié su solicitud a la recepción. Todavía no está hecho. Le responderán antes del {by}.",
    Phrase.FRONT_DESK_FINISHES: (
        "Le pedí a la recepción que termine esto. Todavía no puedo decir que esté hecho. Le responderán antes del {by}."
    ),
    Phrase.PERSON_DECIDES: "{why} Una persona debe decidir esto. Hasta entonces, su cita del {old} sigue en pie.",
    Phrase.REFUSED: "{why} Su cita del {old} sigue en pie. ¿Le aviso a una persona?",
    Phrase.PERSON_COMING: (
        "Ya avisé a la recepción. Una persona le responderá antes del {by}. También puede llamar al {phone}."
    ),
    Phrase.VISIT_SOONER: "Su cita es antes, así que por favor llame al {phone}.",
    Phrase.ASK_PHONE: "¿A qué número de teléfono le pueden llamar?",
    Phrase.PHONE_NOTED: "Gracias. Ya les pasé el número.",
    Phrase.PERSON_HAS_IT: "Una persona ya tiene su caso y puede leer lo que escriba aquí. Yo no voy a cambiar nada.",
    Phrase.STAFF_HERE: "Ahora le atiende {staff} de la recepción. Yo me quedo aparte.",
    Phrase.STAFF_GONE: "He vuelto. Soy el asistente de la clínica, no una persona.",
    Phrase.CASE_CHANGED: "La recepción hizo el cambio que pidió.",
    Phrase.CASE_NOT_CHANGED: "La recepción no pudo hacer el cambio que pidió.",
    Phrase.NOT_OFFERED: "Eso no lo puedo hacer aquí. ¿Le aviso a una persona de la recepción?",
    Phrase.SORRY: "Disculpe, no entendí.",
    Phrase.HANDOVER: "Disculpe, no logro entender. Una persona le va a ayudar.",
    Phrase.EMERGENCY: (
        "Si es una emergencia, llame ahora al {emergency}. No espere una respuesta aquí. Ya avisé al personal."
    ),
    Phrase.EMERGENCY_CRISIS: (
        "Llame ahora al {emergency} si está en peligro. Puede llamar o escribir al {crisis} a cualquier hora para "
        "hablar con alguien. Ya avisé al personal."
    ),
    Phrase.SYSTEM_DOWN: (
        "Ahora no puedo ver la agenda de la clínica. No cambió nada. Por favor intente otra vez en unos "
        "minutos, o hable con una persona."
    ),
    Phrase.KEPT: "Está bien. No cambié nada.",
    Phrase.ANYTHING_ELSE: "¿Hay algo más?",
    Phrase.BYE: "Gracias. Adiós.",
    Phrase.LANGUAGE_NOW: "Muy bien, seguimos en español.",
    Phrase.FULL: "Este chat está lleno. Por favor empiece uno nuevo o llame al {phone}.",
    Phrase.ANSWER_HOURS: "Nuestro horario es: {days}.",
    Phrase.OPEN_DAYS: "{first} a {last}",
    Phrase.OPEN_SPAN: "de {opens} a {closes}",
    Phrase.AND: " y ",
    Phrase.ANSWER_ADDRESS: "Nuestra dirección es {address}.",
    Phrase.ANSWER_OTHER_PLACE: "Para saber cómo llegar a {place}, por favor llame al {phone}.",
    Phrase.ANSWER_REMOTE: "Para eso no tiene que venir a la clínica.",
    Phrase.ANSWER_PHONE: "Puede llamarnos al {phone}.",
    Phrase.ANSWER_FEE: "Si hay un cargo, se lo digo antes de que diga que sí.",
    Phrase.ANSWER_FEE_NOW: "Esto tiene un cargo de {fee}.",
    Phrase.ANSWER_NO_FEE: "Esto no tiene ningún cargo.",
    Phrase.ANSWER_PRIVACY: (
        "Sus mensajes se quedan en la clínica. Le pregunto quién es para que nadie más vea sus citas."
    ),
    Phrase.ANSWER_ASSISTANT: (
        "Soy un programa de computadora de la clínica. Puede pedir una persona en cualquier momento."
    ),
    Phrase.ANSWER_VISIT: "Su cita es: {visit}.",
    Phrase.ANSWER_UNKNOWN: "Eso no lo puedo responder aquí. Una persona sí, en el {phone}.",
    Phrase.VISIT: "{kind} el {when}{provider}{place}",
    Phrase.A_VISIT: "Cita",
    Phrase.TIME: "{when}{provider}{place}",
    Phrase.WITH_PROVIDER: " con {provider}",
    Phrase.AT_PLACE: " en {place}",
    Phrase.B_MOVE: "Cambiar una cita",
    Phrase.B_CANCEL: "Cancelar una cita",
    Phrase.B_STATUS: "¿Cuándo es mi cita?",
    Phrase.B_PERSON: "Hablar con una persona",
    Phrase.B_LANGUAGE: "English",
    Phrase.B_YES_MOVE: "Sí, cambiarla",
    Phrase.B_YES_CANCEL: "Sí, cancelarla",
    Phrase.B_KEEP: "No, dejarla como está",
    Phrase.B_YES: "Sí",
    Phrase.B_NO: "No",
    Phrase.B_WAIT: "Ponerme en la lista de espera",
    Phrase.B_YES_WAIT: "Sí, póngame en la lista de espera",
    Phrase.B_NONE: "Ninguno de estos",
    Phrase.B_AGAIN: "Intentar otra vez",
    Phrase.B_RESEND: "Enviar un código nuevo",
    Phrase.B_DETAILS: "Corregir mi nombre o fecha de nacimiento",
    Phrase.B_TEXT_FEE: "Sí, envíenme textos sobre este cargo",
    Phrase.WHY_DEFAULT: "No puedo cambiar esta cita yo mismo.",
    Phrase.WHY_LATE: "Faltan menos de {notice_hours} horas para su cita.",
    Phrase.WHY_GROUP: "Otros pacientes comparten esta cita.",
    Phrase.WHY_SERIES: "Esta cita es parte de una serie.",
    Phrase.WHY_LINKED: "Esta cita va junto con otra.",
    Phrase.WHY_NEW_PATIENT: "Esta es una cita para pacientes nuevos.",
    Phrase.WHY_RECORD: "Primero hay que revisar su registro.",
    Phrase.WHY_MINOR: "El paciente tiene menos de {adult_age} años.",
    Phrase.WHY_REFERRAL: "Esta cita necesita una orden médica.",
    Phrase.WHY_AUTHORIZATION: "Su seguro debe aprobar primero esta cita.",
    Phrase.WHY_AUTHORIZATION_EXPIRED: "La aprobación de su seguro ya venció.",
    Phrase.WHY_AUTHORIZATION_EXPIRES: "La aprobación de su seguro vence antes de ese día.",
    Phrase.WHY_TOO_MANY_MOVES: "Esta cita ya se cambió {max_moves} veces, que es el límite.",
    Phrase.WHY_PROVIDER_APPROVAL: "Su médico debe aceptar el nuevo horario.",
    Phrase.WHY_RESOURCE: "Esta cita necesita una sala o un equipo que también debe estar libre.",
    Phrase.WHY_OTHER_PROVIDER: "Ese horario es con otro médico.",
    Phrase.WHY_OTHER_PLACE: "Ese horario es en otro lugar.",
    Phrase.WHY_OTHER_MODALITY: "Ese horario es para otro tipo de cita.",
    Phrase.WHY_CLOSED: "Esa cita ya no se puede cambiar.",
    Phrase.WHY_NOT_OPEN: "Ese horario no está disponible para esta cita.",
    Phrase.WHY_SAME_TIME: "Ese es el horario que ya tiene.",
}
