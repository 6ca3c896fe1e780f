"""Words beside a word that tell whether it is a name, and words that describe."""

from typing import Final

from services.gateway.redaction.word_list import word_set

#: What a verb has after it: "will you", "mark it", "hope to".
OBJECTS: Final = word_set("""
    you i we he she they it the a an my your our this that these those not be have me him her us them his all
    any to so for up down out off in on if there get come go do call see make need take send let
    please just also still ever even el la los las un una mi su tu que se me te le lo nos
""")
#: What a word that isn't a name has before it.
BEFORE_WORDS: Final = word_set("""
    i you we they he she it to please can could would should must not the a an my your our their his her its
    these those no some any each every very so too more i'll we'll you'll i'd don't never always just also what
    which how little big un una el la los las mi su tu nuestra nuestro este esta muy mas al del se me te le lo
    nos unas unos color x
""")
AUXILIARIES: Final = word_set("will can may is has was needs wants")
#: What begins the next thing people say of themselves.
FIELDS: Final = word_set("""
    date dob birth birthday born spelled phone number mrn chart record age fecha nacido nacida nacio telefono numero
    expediente exp apellido tengo se llamo llama account member policy insurance seguro hablando de
""")
BEFORE_MONTHS: Final = word_set("""
    in on this next last since until till by before after early late mid of every through en de desde hasta este
    proximo pasado para el
""")
WANTING: Final = word_set("""
    want wants going need needs like have has had able try trying plan planning hope used gonna wanted way how
    ready
""")
#: Titles that stand before a name and nothing else; "the doctor may call" has the long one.
SHORT_TITLES: Final = word_set("dr dra drs dres mr mrs ms sr sra srta")
#: Words that are names and tell what somebody or something is like.
QUALITIES: Final = word_set("""
    sunny frank sandy misty stormy rusty foxy dusty merry rich young sharp keen stout blunt hardy noble jolly brown
    gay grand bliss lucky happy early late rocky woody candy curly silver amber violet olive rose ruby ginger
    moody savage swift strong stern wise bright long short small little
""")
#: What follows a name by which somebody says who they are.
SAYING: Final = word_set("here calling speaking again from with habla hablando llamando")
JOINS: Final = frozenset({",", ".", ";", "!", "and", "y", "-"})
FOSTERED: Final = word_set("son daughter child children kid kids mom mother dad father parent parents family care home")
