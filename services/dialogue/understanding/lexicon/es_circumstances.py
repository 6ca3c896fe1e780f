"""Spanish phrases for what a caller tells around the request: no longer needing it, being back, who sees them."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "AFTERTHAT",
        None,
        "a mi regreso|a mi vuelta|despues de mi viaje|despues del viaje|despues de mis vacaciones|para mi regreso"
        "|para mi vuelta",
    ),
    (
        "BOOKAPPT",
        None,
        "me puede atender la enfermera|me puede ver la enfermera|me puede atender el medico|me puede ver el medico"
        "|me puede atender el dentista|me puede ver el dentista|me puede atender el pediatra"
        "|alguien me puede ver|alguien me puede atender|alguien me podria ver|alguien me podria atender"
        "|alguien que me vea|alguien que me atienda|alguien que me revise|alguien lo puede ver|alguien la puede ver",
    ),
    (
        "AVAIL",
        None,
        "no habria|no habra|no tendra|no tendran|no tendria|no tendrian|no tendras|no tendrias|no tendran algo"
        "|no habria algo|no habra algo|no tendra algo|no tendria algo|no tendra espacio|no tendra lugar",
    ),
    (
        "SOONEST",
        None,
        "entre mas temprano mejor|entre mas pronto mejor|mientras mas temprano mejor|lo mas temprano mejor",
    ),
    ("SOONEST", None, "mientras mas pronto mejor|mientras antes mejor|cuanto mas temprano mejor|entre antes mejor"),
    (
        "BOOK",
        None,
        "me puede meter|me pueden meter|me podria meter|me podrian meter|puede meterme|pueden meterme|me mete|me meten"
        "|me puede acomodar|me pueden acomodar|me acomoda|me puede hacer un hueco|me pueden hacer un hueco"
        "|me hace un huequito|me puede dar un espacio|me pueden dar un espacio|me puede colar|me pueden colar",
    ),
    (
        "BOOKAPPT",
        None,
        "puedo llevar a mi bebe|puedo llevar a mi hijo|puedo llevar a mi hija|puedo llevar a mi mama|puedo"
        " llevar a mi papa"
        "|puedo llevar al nino|puedo llevar a la nina|puedo llevar a mi nino|puedo llevar a mi nina|puedo traer"
        " a mi hijo"
        "|puedo traer a mi hija|puedo traer a mi bebe|me recibe a los|me recibe a mis|me reciben a los|me"
        " recibe|me reciben"
        "|nos recibe|nos reciben|me atiende a mi|nos atiende|nos atienden|nos pueden atender|nos puede atender",
    ),
    (
        "MOVE",
        None,
        "me pasen la|me pasen mi|me pasen el|paseme la de|pasame la de|pase la de|pasen la de|la pasen|lo pasen"
        "|me la pasen|me lo pasen|la cambien|lo cambien|la muevan|lo muevan|la recorran|lo recorran"
        "|me la muevan|me la recorran|me la cambien|la reprogramen|la reagenden|me la reprogramen|me la reagenden",
    ),
    (
        "ANYPROV",
        None,
        "quien me pueda ver primero|con quien me pueda ver primero|el que me pueda ver primero|quien me vea primero"
        "|con quien me vea primero|quien este libre primero",
    ),
    (
        "TOPIC",
        "parking",
        "donde se estaciona|donde me estaciono|donde puedo estacionar|donde puedo estacionarme|donde se aparca"
        "|donde aparco|donde dejo el carro|donde dejo el coche|donde me puedo estacionar|tienen estacionamiento",
    ),
    ("TOPIC", "hours", "atienden sin cita|reciben sin cita|aceptan sin cita|puedo ir sin cita|se puede ir sin cita"),
    (
        "AVAIL",
        None,
        "alguna cancelacion|hubo alguna cancelacion|hay alguna cancelacion|se libero algo|se desocupo algo",
    ),
    (
        "FILL",
        None,
        "si abren|si estan abiertos|si es que abren|si tienen abierto|encontre un doctor|encontre otro doctor"
        "|encontre un dentista|encontre otro dentista|encontre una doctora|ya encontre otro doctor|mas cerca de"
        " mi casa"
        "|mas cerca de la casa|mas cerca de casa",
    ),
    ("VISIT", None, "revision anual|chequeo anual|anual|control anual|examen anual"),
    ("HOLIDAY", "new_year", "primero de ano|dia primero del ano"),
    ("HAVEAPPT", None, "mi hora es|mi turno es|mi consulta es|mi control es|mi hora la tengo|tengo hora"),
    (
        "NEED",
        None,
        "quiero ponerme|quisiera ponerme|necesito ponerme|me quiero poner|me quisiera poner|quiero hacerme"
        "|necesito hacerme|quisiera hacerme|me quiero hacer|me tengo que hacer|tengo que hacerme|me toca hacerme",
    ),
    ("FOLLOWINGWEEK", None, "la subsiguiente semana|semana subsiguiente|la subsiguiente"),
    ("TOPIC", "modality", "tengo que ir en persona|hay que ir en persona|tiene que ser en persona|es en persona"),
    ("TOPIC", "modality", "tengo que ir presencial|tiene que ser presencial|es presencial"),
    (
        "FILL",
        None,
        "he cambiado de idea con|he cambiado de opinion con|cambie de idea con|cambie de opinion con"
        "|me lo pense mejor lo de|si no es mucha molestia"
        "|si no es molestia|si no me equivoco|si no recuerdo mal|para serle sincera|para serle sincero"
        "|la verdad de las cosas",
    ),
)
