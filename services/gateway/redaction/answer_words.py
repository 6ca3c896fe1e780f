"""The words of answers: what stands around a value, and what shows that there is none."""

from typing import Final

from services.gateway.redaction.word_list import word_set

AROUND: Final = word_set(
    "hi hello hey hola yes yeah yep yup sure ok okay si claro well um uh uhm eh er oh so and y pues bueno buenas "
    "buenos dias tardes noches good morning afternoon evening thanks thank you gracias please por favor sorry "
    "disculpe perdon the la el my mi your su is es it's its it was are am i'm im i this that that's thats here habla "
    "le soy yo me llamo llama llaman name names name's nombre nombres apellido apellidos full first last middle "
    "complete completo given family surname patient patient's paciente del de of on file under for para a an to at in "
    "en un una with con as como mister mr mrs ms miss sr sra srta senor senora senorita phone number numero cell "
    "cellphone mobile celular telefono email e-mail correo electronico address direccion live lives vivo vive record "
    "medical mrn chart expediente historia clinica code codigo date birth birthday born dob fecha nacimiento naci "
    "nacio nacida nacido call called digame mine be would ma'am son daughter wife husband mother father mom dad "
    "brother sister child kid baby hijo hija esposo esposa mama papa madre padre hermano hermana sir ssn social "
    "security account cuenta id member card zip city town ciudad home work house casa best reach se escribe escriben "
    "deletrea deletreo spelled spell mmm hmm hm uhh este sea like esta estoy registrado registrada bajo dicen decirme "
    "llamar can go goes by listed todo minusculas all lowercase lower case together junto letters letras o"
)
"""What may stand before and after the words of an answer without being part of it."""

OTHERWISE: Final = word_set(
    "no not nope don't dont won't wont can't cant cannot why what which who how when where porque que quien cual como "
    "cuando donde rather refuse prefer want need nothing none nada ninguno nunca never help cancel move reschedule "
    "appointment cita cambiar cancelar mover quiero necesito puedo ayuda person human agent persona someone "
    "representative tell say said give know do does did doesn't private privado speak talk operator hablar skip pass "
    "idk unsure maybe quizas forgot olvide remember recuerdo seguro secret already told dije moment momento minute "
    "minuto second segundo wait hold espere calling afternoon tomorrow today hoy manana busy later"
)
"""What a refusal, a doubt or another wish is made of: nothing in such an answer is taken for a name or address."""

STREETISH: Final = word_set(
    "street st avenue ave road rd drive dr lane ln boulevard blvd court ct box calle avenida apartment apt unit suite "
    "circle place way terrace highway colonia camino"
)
"""Words that show that an answer is an address."""

INSIDE: Final = word_set(
    "first last middle family given full name names surname apellido apellidos nombre spelled spell and is es um uh "
    "eh mmm este pues like"
)
"""Words that part the words of a name without being part of it: "first name john last name smith"."""
