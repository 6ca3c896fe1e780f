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
