"""Short and pet forms of given names in both languages."""

from collections.abc import Iterable, Mapping
from typing import Final

from services.gateway.redaction.names.lexicon import own_lines

#: Forms beside those of `data/own/nicknames.txt`: spellings of one name in the two languages, and rarer short forms.
_MORE: Final = """
alberto albert | ale alejandro alejandra | alexa alexandra | alfred alfredo | ali alice | alicia alice
allie alice | andres andrew | angelica angela | antonio anthony | artie arthur | arturo arthur | babs barbara
barbie barbara | bas sebastian | bea beatrice beatriz | beatriz beatrice | becca rebecca | bella isabel
benji benjamin | benny benjamin | bernardo bernard | beto albert | candy candace | carlitos carlos
carmela carmen | carmencita carmen | caro caroline | carol caroline | carolina caroline | carrie caroline
cat catherine | cata catherine | catalina catherine | ceci cecilia | cecy cecilia | char charlotte
charlie carlos | charo rosario | chas charles | checo sergio | chelle michelle | chepa josefa | chofi sofia
chrissy christina | christine christina | cilla priscilla | cisco francisco | clau claudia | coque jorge
cris christina | cristina christina | cristobal christopher | davy david | debra deborah | dolly dorothy
dottie dorothy | edu edward | eduardo edward | eliza elizabeth | emilia emily | emmy emily | ernest ernesto
esteban stephen | estefania stephanie | fanny stephanie | fede frederick | federico frederick | felipe philip
fina josefa | flo florence | flor florence | fonso alfonso | fran francis | francine frances | francis francisco
frannie frances | fred wilfred | freddie frederick | fredo alfredo | gabi gabriel | gabriella gabriela
gail abigail | genia eugenia | geoff jeffrey | geoffrey jeffrey | george jorge | gerardo gerald | gert gertrude
gina virginia | glori gloria | goyo gregory | gregorio gregory | greta margaret | heath heather | helen elena
henry enrique | isabel elizabeth | isabella isabel | jack jacob | jaime james | jan jane | jandro alejandro
janie jane | javi javier | jazz jasmine | jenn jennifer | jeremiah jeremy | jerry jeremy | jo joan joann
joanie joan | joey jose | john juan | johnny jonathan | jon john | joseph jose | joy joyce | juan john
judi judith | jules julian | julie julia | juliet julia | katherine catherine | kathleen catherine
kathryn catherine katherine | kathy catherine | katie catherine | kev kevin | kimmy kimberly | kit christopher
kitty catherine | kris kristen | kristin kristen | kristina christina | lalo edward | lancha esperanza
laurence larry | laurie laura | len leonard | lena elena | leonardo leonard | lexi alexandra | liam william
libby elizabeth | licha alice | lil lillian | lily lillian | lindy linda | lissa melissa | liv olivia
livvy olivia | lizzie elizabeth | loli dolores | lorenzo larry | lori laura | lottie charlotte | lou luis
louie louis | lucy lucia | luis louis | luisa louise | luz lucia | maddy madeline | mae mary | manny manuel
manola manuela | manolo manuel | manu manuel manuela | margarita margaret | marge marjorie | margie marjorie
marita maria | marta martha | marty martha martin | maruja maria | mateo matthew | matty matthew
maximo maximilian | mayito mario | menchu carmen | merche mercedes | mia amelia | migue miguel | miguel michael
mike miguel | millie amelia mildred | mimi miriam | mo maureen | montse montserrat | nanda fernanda
nat natalie nathaniel | natalia natalie | nathan jonathan nathaniel | nattie natalie | nena elena | nick dominic
nico nicholas | nicolas nicholas | ozzy oscar | paca francisca | paddy patrick | pato patrick | patricio patrick
pau paula | paul pablo | pauly paul | pera esperanza | perico pedro | pete pedro | petey peter | phil phyllis
pip philip | poncho alfonso | rae rachel | rafi rafael | raimundo raymond | raquel rachel | reba rebecca
ricardo richard | richie ricardo richard | rick frederick | riqui ricardo | rita margaret | rob roberto
roberto robert | rod rodrigo | rodri rodrigo | rog roger | rogelio roger | roni veronica | ronnie veronica
rose rosemary | rosie rosa rosemary | roxy roxanne | sadie sarah | sandra alejandra alexandra | sara sarah
sasha alexander | seb sebastian | shari sharon | sofi sofia | sole soledad | sophia sofia | stefanie stephanie
steven stephen | stevie stephen | stu stuart | susana susan | susanna susan | suzanne susan | teddy edward
teri teresa | terry teresa | tess teresa | tessa teresa | theresa teresa | tito hector | tomas thomas
toni anthony | topher christopher | tricia patricia | trudy gertrude | turo arthur | vicki victoria
vince vicente | vinny vincent | wen wendy | will wilfred | william guillermo | xander alexander | xavi xavier
xavier javier | yazmin jasmine
"""


def _table(lines: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return from each form to every other form it can stand for, from lines of a form and its names."""
    table: dict[str, set[str]] = {}
    for line in lines:
        form, *names = line.split()
        for name in names:
            table.setdefault(form, set()).add(name)
            table.setdefault(name, set()).add(form)
    return {form: frozenset(others) for form, others in table.items()}


NICKNAMES: Final = _table([*own_lines("nicknames"), *_MORE.replace("\n", " | ").strip(" |\n").split(" | ")])
"""From a form ("bob") to the names it can stand for ("robert"), and back."""
