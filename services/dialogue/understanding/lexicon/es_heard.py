"""Spanish phrases in which "cancelación" and "dos" ask for nothing, and ways of putting a visit elsewhere."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "AVAIL",
        None,
        "hay una cancelacion|hay alguna cancelacion|haya una cancelacion|haya alguna cancelacion|hay cancelaciones"
        "|habia una cancelacion|hubo una cancelacion|hubiera una cancelacion|haya cancelaciones|alguna cancelacion"
        "|alguien cancela|alguien cancele|alguien cancelo|se desocupa algo|se desocupe algo|se libere algo",
    ),
    (
        "FILL",
        None,
        "dos cositas|dos cosas|tres cosas|dos cosillas|un par de cosas|somos dos|somos tres|somos cuatro"
        "|no hace falta cambiar nada|no hace falta mover nada",
    ),
    ("HAVEAPPT", None, "lo que tengo agendado|lo que tengo apuntado|lo que tengo programado|lo que tengo reservado"),
    ("MOVE", None, "vamos a dejar la|dejemos la|dejamos la|podemos dejar la|podriamos dejar la"),
    ("BOOKAPPT", None, "una citica|una citita|cita de primera vez|una consultica|un turnito"),
)
