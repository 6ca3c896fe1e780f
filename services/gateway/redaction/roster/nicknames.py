"""Short and pet forms of given names in both languages; each line is one name in its forms."""

from collections.abc import Mapping
from typing import Final

_FORMS: Final = """
abigail abby gail
albert al bert alberto beto
alejandro alex ale jandro
alejandra ale alex sandra
alexander alex xander sasha lex
alexandra alex alexa sandra lexi
alfonso poncho fonso
alfredo fredo alfred
alice ali allie alicia licha
amanda mandy
amelia mia millie
andrew andy drew andres
angela angie angelica
anthony tony antonio toni
antonio tono tony
antonia toni tona
arthur art arturo artie turo
barbara barb barbie babs
benjamin ben benny benji
bernard bernie bernardo
beatrice bea beatriz betty
beatriz bety bea
bradley brad
candace candy
carlos carlitos charlie
carmen carmela carmencita menchu
caroline carol carrie carolina caro
catherine cathy kathy kate katie cat kathryn katherine kathleen kitty catalina cata
cecilia ceci cecy
charles charlie chuck chas
charlotte lottie char
christina chris tina christine chrissy christy kristina cristina cris
christopher chris topher kit cristobal
claudia clau
concepcion concha conchita
consuelo chelo
cynthia cindy
daniel dan danny dani
daniela dani
david dave davey davy
deborah deb debbie debra
dolores lola loli
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug
edward ed eddie ted teddy ned eduardo lalo edu
elena nena lena helen ellie
elizabeth liz lizzie beth betty eliza betsy bess libby isabel
emily em emmy emilia
enrique kike quique henry
ernesto neto ernie ernest
esperanza pera lancha
eugene gene
eugenia genia
fernando fer nando
fernanda fer nanda
florence flo flor
frances fran frannie francine
francis frank fran
francisco paco pancho frank francis cisco kiko
francisca paca paquita
frederick fred freddie freddy rick federico fede
gabriel gabe gabi
gabriela gabi gaby gabby gabriella
gerald jerry gerry gerardo
gertrude trudy gert
gloria glori
gregory greg gregorio goyo
graciela chela
guadalupe lupe lupita
guillermo memo guille william
harold hal harry
heather heath
hector tito
henry hank harry hal
ignacio nacho
isabel isa chabela bella isabella
jacob jake jack
jacqueline jackie
james jim jimmy jamie jaime
jane janie jan
janet jan
jasmine jazz yazmin
javier javi xavier
jeffrey jeff geoffrey geoff
jennifer jen jenny jenn
jeremy jerry jeremiah
jessica jess jessie
jesus chuy chucho
joan joanie jo
joann jo
john johnny jack jon juan
jonathan jon johnny nathan
jorge george coque
jose pepe joey chepe joseph
josefa pepa josefina fina chepa
joseph joe joey
joshua josh
joyce joy
juan juanito john
juana juanita
judith judy judi
julia julie juliet
julian jules
katherine kathy kate katie kat kathryn
kenneth ken kenny
kevin kev
kimberly kim kimmy
kristen kris kristin
larry lawrence laurence lorenzo
laura laurie lori
leonard len lenny leo leonardo
leticia lety leti
lillian lily lil
linda lindy
louis lou louie luis
louise lou luisa
lucia lucy luz
luis lucho lou luisito
madeline maddie maddy
manuel manny manolo manu
manuela manu manola
margaret maggie meg peggy marge margie greta margarita rita
maria mari mary maruja marita
mario mayito
marjorie marge margie
martha marty marta
martin marty
mary molly polly mae
matthew matt matty mateo
maureen mo
maximilian max maximo
megan meg
melissa mel missy lissa
mercedes merche meche
michael mike mikey mick mickey miguel
michelle shelly chelle
miguel migue mike
mildred millie
miriam mimi
mitchell mitch
montserrat montse
nancy nan
natalie nat nattie natalia
nathaniel nate nathan nat
nicholas nick nicky nicolas nico
nicole nikki nicky
octavio tavo
olivia liv livvy
oscar ozzy
pablo pablito paul
pamela pam
patricia pat patty trish tricia pati paty
patrick pat paddy patricio pato
paul pauly
paula pau
pedro perico pete
peter pete petey
philip phil pip felipe
phyllis phil
priscilla cilla
rachel rae raquel
rafael rafa rafi
ramon moncho
raymond ray raimundo
rebecca becky becca reba
refugio cuca cuco
reginald reggie
ricardo rick richie riqui
richard rich rick ricky dick richie ricardo
robert rob bob bobby robbie bert roberto
roberto beto rob
rodolfo fito rudy
rodrigo rod rodri
roger rog rogelio
ronald ron ronnie
rosa rosita rosie
rosario charo
roxanne roxy
rosemary rose rosie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie
sergio checo
sharon shari
sofia sofi chofi sophia
soledad sole chole
stephanie steph stefanie estefania fanny
stephen steve steven stevie esteban
sebastian seb bas sebas
stuart stu
susan sue susie suzy susana susanna suzanne
teresa tere teri theresa terry tess tessa
terrence terry
theodore ted teddy theo
thomas tom tommy tomas
timothy tim timmy
valentina vale
valerie val
veronica vero ronnie roni
vicente chente vince
victor vic
victoria vicky tori vicki
vincent vince vinny
virginia ginny gina
walter walt wally
wendy wen
wilfred will fred
william will bill billy willie liam
xavier xavi
yolanda yoli
zachary zach zack
"""


def _table() -> Mapping[str, frozenset[str]]:
    """Return from each form to every other form it can stand for."""
    table: dict[str, set[str]] = {}
    for line in _FORMS.strip().splitlines():
        full, *short = line.split()
        for form in short:
            table.setdefault(form, set()).add(full)
            table.setdefault(full, set()).add(form)
    return {form: frozenset(others) for form, others in table.items()}


NICKNAMES: Final = _table()
"""From a form ("bob") to the names it can stand for ("robert"), and back."""
