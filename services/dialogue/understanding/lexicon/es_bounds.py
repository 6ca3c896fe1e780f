"""Spanish words for next and last, after and before, connectives."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    ("NEXT", None, "proximo|proxima|prox|proximos|proximas|proxmo|procsimo|procimo"),
    ("THIS", None, "este|esta|estos|estas|este mismo|esta misma"),
    (
        "QUEVIENE",
        None,
        "que viene|que entra|q viene|entrante|que sigue|q entra|que vienen|k viene|q sigue|venidero",
    ),
    ("FOLLOWING", None, "siguiente|siguientes"),
    ("LAST", None, "ultimo|ultima|ultimos|ultimas"),
    ("PASTADJ", None, "pasado|pasada|anterior|que paso|pasados"),
    ("THAT", None, "ese|esa|aquel|aquella|ese mismo|esa misma|esos"),
    ("SAME", None, "mismo|misma|mismos|mismas"),
    (
        "AFTER",
        None,
        "despues de|despues|pasadas|mas tarde de|mas tarde que|luego de|dsps de|despues d|tras|posterior a"
        "|posteriores a|mas alla de|pasando|salgo a|salgo del trabajo a|salgo de trabajar a|termino a"
        "|salgo de la escuela a|termino de trabajar a|mi turno termina a|me desocupo a|salgo como a"
        "|no salgo hasta|salgo hasta|no salgo del trabajo hasta|estoy ocupado hasta|estoy ocupada hasta"
        "|trabajo hasta|tengo clase hasta|tengo clases hasta"
        "|no estoy libre hasta|no estoy disponible hasta|ocupado hasta|ocupada hasta|no me desocupo hasta"
        "|estoy en clase hasta|estoy en el trabajo hasta|yo trabajo hasta",
    ),
    (
        "BEFORE",
        None,
        "antes de|antes|antes del mas|previo a|mas temprano que|mas temprano de|antes d|antes que",
    ),
    (
        "BY",
        None,
        "a mas tardar|no despues de|no mas tarde de|no mas tarde que|como maximo|no mas alla de",
    ),
    ("UNTIL", None, "hasta"),
    (
        "NOEARLIER",
        None,
        "no puedo hasta|no puedo ir hasta|no estoy libre hasta|no antes de|nunca antes de|no antes que"
        "|no mas temprano de|no mas temprano que|no antes",
    ),
    ("FROM", None, "desde|dsd"),
    (
        "STARTING",
        None,
        "a partir de|puedo a partir de|podria a partir de|podemos a partir de|puede a partir de"
        "|puedo apartir de|podre a partir de|apartir de|a partir d|comenzando|empezando|de aqui en adelante desde",
    ),
    (
        "ONWARD",
        None,
        "en adelante|o mas tarde|o despues|para adelante|pa delante|o posterior|como muy pronto|como minimo",
    ),
    ("ORBEFORE", None, "o antes|o mas temprano|como muy tarde|como maximo"),
    ("BETWEEN", None, "entre"),
    ("TO", None, "a"),
    (
        "AROUND",
        None,
        "alrededor de|a eso de|sobre|como a|como|mas o menos a|mas o menos|cerca de|aproximadamente|tipo"
        "|por ahi de|como por|aproximadamente a|aprox|por ai de|hacia|a la altura de|como para",
    ),
    ("ISH", None, "y pico|y algo|o asi|mas o menos|o por ahi|aproximadamente|aprox|algo asi"),
    ("IN", None, "en|dentro de|dentro d"),
    ("WITHIN", None, "en menos de|en el transcurso de|antes de que pasen"),
    ("OF", None, "de|d"),
    ("ON", None, "durante"),
    ("FOR", None, "para|pa|p/"),
    ("POR", None, "por|x|por ahi por"),
    ("EL", None, "el|l"),
    ("LA", None, "la"),
    ("LOS", None, "los"),
    ("LAS", None, "las"),
    ("UN", 1, "un|una|uno"),
    ("UNOS", 3, "unos|unas|algunos|algunas|pocos|pocas|unos pocos|unos cuantos|varios|varias|unas cuantas"),
    ("AND", None, "y|e"),
    (
        "OR",
        None,
        "o|u|o bien|ya sea|o si no|si no|si no se puede|si no hay|de lo contrario|en su defecto"
        "|o en su defecto|o tal vez|o quiza|o quizas|y si no|o sino",
    ),
    ("NOR", None, "ni"),
    ("BUT", None, "pero|mas bien|sino"),
    ("MENOS", None, "menos"),
    (
        "EXCEPT",
        None,
        "excepto|salvo|menos en|que no sea|que no sean|pero no|cualquier dia menos|cualquier dia excepto"
        "|todo menos|fuera de|con excepcion de|a excepcion de|q no sea|que no caiga|mientras no sea"
        "|siempre que no sea|aparte de|quitando|cualquiera menos|que no fuera|exepto|sin contar|sin incluir"
        "|sin tomar en cuenta|excluyendo|descontando|exceptuando|a menos que sea|quitando de|salvo en|excepto en"
        "|que no caiga en|que no toque|mientras no caiga en|siempre y cuando no sea|mientras no sean"
        "|siempre que no sean",
    ),
    ("NEGAVOID", None, "evitar|odio|evito|evitando"),
    ("ANY", None, "cualquier|cualquiera|cada|todos|todas|algun|alguna|cualkier|cualquiera de"),
    (
        "AFTERTHAT",
        None,
        "despues de eso|despues de esa hora|despues de esa|despues de esa fecha|despues de ese dia|luego de eso"
        "|despues de entonces|a partir de ahi|a partir de entonces",
    ),
    ("BEFORETHAT", None, "antes de eso|antes de esa hora|antes de esa fecha|antes de ese dia|antes de entonces"),
)
