import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.places.address import AddressLayer
from services.gateway.redaction.places.place import PlaceLayer
from tests.doubles.marked_text import found_in, marked

LAYERS = (AddressLayer(), PlaceLayer())

LINES = """\
I live at [ADDRESS|1425 North Maple Avenue apartment 3 B]
moved to [ADDRESS|905 Sycamor Driv] last week
its [ADDRESS|1418 Whispring Pins Corut]
[ADDRESS|330 Honysuckle Lnae] is my new address
vivo en [ADDRESS|avendia Juarez 440]
mi domicilio es [ADDRESS|caye Morelos 88]
my address is [ADDRESS|1425 N. Maple Ave., Apt. 3B, Springfield, IL 62704]
[ADDRESS|fourteen twenty five north maple avenue]
i live at [ADDRESS|fourteen twenty five north maple avenue apartment three b]
it's [ADDRESS|one two three main street]
send it to [ADDRESS|twelve hundred oak lane]
[ADDRESS|five oh two west fifth street]
[ADDRESS|350 5th ave new york ny 10118]
[ADDRESS|22 elm st dayton oh 45402]
[ADDRESS|1600 Pennsylvania Ave NW, Washington, DC 20500]
[ADDRESS|12 dr martin luther king jr blvd]
[ADDRESS|742 Evergreen Terrace, Springfield]
[ADDRESS|4100 w 12th st]
[ADDRESS|17 court st]
[ADDRESS|100 st james place]
[ADDRESS|123 Avenue B]
[ADDRESS|1500 Broadway]
[ADDRESS|5500 lake shore dr apt 12 chicago il 60615]
[ADDRESS|88 Oak Ct.], thanks
MY ADDRESS IS [ADDRESS|1425 NORTH MAPLE AVENUE APT 3B SPRINGFIELD IL 62704]
mail it to [ADDRESS|PO box 1234, Austin, TX 78701]
[ADDRESS|P.O. Box 55]
[ADDRESS|p o box twelve thirty four]
[ADDRESS|post office box 88]
[ADDRESS|rural route 2 box 15]
[ADDRESS|RR 2 Box 15]
[ADDRESS|45 county road 12]
[ADDRESS|1200 fm 1960]
[ADDRESS|8901 Highway 62 East]
[ADDRESS|PSC 3294, Box 9168, APO AA 34040]
[ADDRESS|12-34 150th Street, Queens, NY 11357]
[ADDRESS|77 Massachusetts Avenue]
[ADDRESS|9 Baker Street Suite 200]
[ADDRESS|221B Baker Street]
[ADDRESS|9 Park Lane], it's the blue house
i live on [ADDRESS|maple street]
we're on [ADDRESS|Wilshire Boulevard]
the house is off [ADDRESS|Route 9]
on the corner of [ADDRESS|5th and Main]
the corner of [ADDRESS|Elm and Third]
corner of [ADDRESS|fifth and main]
I live at [ADDRESS|123 main]
my new address is [ADDRESS|48 willow bend]
he lives at [ADDRESS|90 Whitchurch Road]
I live in [ADDRESS|apt 4B]
[ADDRESS|Apt. 117], please
zip code is [ADDRESS|62704]
my zip is [ADDRESS|six two seven oh four]
zip [ADDRESS|62704-1234]
ZIP: [ADDRESS|48750]
my zipcode's [ADDRESS|90210]
postcode [ADDRESS|SW1A 1AA]
postal code is [ADDRESS|K1A 0B1]
código postal [ADDRESS|06600]
mi código postal es [ADDRESS|cero seis seis cero cero]
C.P. [ADDRESS|44100]
texas [ADDRESS|78701]
vivo en la [ADDRESS|calle reforma 123 colonia juárez ciudad de méxico cp 06600]
[ADDRESS|calle 5 de mayo número 34, colonia centro]
[ADDRESS|Av. Insurgentes Sur 1602, Col. Crédito Constructor, CDMX]
[ADDRESS|carrera 7 # 45-10]
[ADDRESS|Cra 15 No. 88-64 apto 301]
[ADDRESS|calle siete número cuarenta y cinco diez]
[ADDRESS|Calle 13 # 4-25, Cali]
vivo en [ADDRESS|avenida juárez 45]
[ADDRESS|Avenida Juárez 45, Guadalajara, Jalisco]
vivo en la [ADDRESS|calle ocho]
mi dirección es [ADDRESS|calle hidalgo 22 interior 4]
mi domicilio es [ADDRESS|privada de las flores 18]
nos mudamos de [PLACE|Fresno] a [PLACE|Modesto] en verano
vive en [PLACE|Reynosa], usa andador
is parking still behind [ADDRESS|30th St]?
my old zip was [ADDRESS|60629], new one is [ADDRESS|60804]
en la esquina de [ADDRESS|juárez con hidalgo]
[ADDRESS|Jirón de la Unión 300, Lima]
[ADDRESS|apartado postal 123]
[ADDRESS|mz 4 lote 12 barrio san jose]
[ADDRESS|Carretera Nacional km 12]
vivo en [ADDRESS|colonia roma]
[ADDRESS|Blvd. Díaz Ordaz 123, Tijuana]
[ADDRESS|C/ Mayor 12, 28013 Madrid]
[ADDRESS|Hauptstraße 12, 10115 Berlin]
[ADDRESS|6750 Koskikatu 25 Apt. 864]
[ADDRESS|12 rue de la Paix, Paris]
[ADDRESS|Via Roma 131]
[ADDRESS|772 ul. Narewska 94]
[ADDRESS|Rua Diadema 1903]
[ADDRESS|Rooseveltlaan 110, Utrecht]
[ADDRESS|233 Erzsébet tér 19.]
[ADDRESS|Gesterbyntie 68]
I live in [PLACE|Springfield]
i live in [PLACE|albuquerque]
i'm from [PLACE|el paso]
we moved to [PLACE|Reading]
i live in [PLACE|mobile]
She lives in [PLACE|Reading, PA] now
[PLACE|Austin, TX]
near [PLACE|san antonio]
the [PLACE|Salem] office
your clinic in [PLACE|Naperville]
from [PLACE|Fort Worth]
I'm driving from [PLACE|St. Louis]
i drive in from [PLACE|saint paul]
[PLACE|winston-salem] is far
originally from [PLACE|Guadalajara]
I grew up in [PLACE|Zzyzxville]
I live in [PLACE|Harlan Springs], by the lake
i live in [PLACE|springvale], you know
[PLACE|Cook County]
in [PLACE|orange county]
county of [PLACE|Harris]
[PLACE|St. Louis County]
the suburbs of [PLACE|chicago]
I was born in [PLACE|Houston, Texas]
up in [PLACE|new york city]
my daughter in [PLACE|Dallas]
vivo en [PLACE|Monterrey]
soy de [PLACE|puebla]
vengo de [PLACE|mérida]
la clínica de [PLACE|Laredo]
me mudé a [PLACE|los ángeles]
nací en [PLACE|san salvador]
vivo cerca de [PLACE|hialeah]
condado de [PLACE|Miami-Dade]
vivo en [PLACE|Tepetitlán]
voy a [PLACE|guadalajara] el lunes
la oficina de [PLACE|Tucson]
en la [PLACE|Ciudad de México]
DE [PLACE|CIUDAD JUÁREZ]
""".splitlines()

CLEAN = """\
I need to move my cleaning appointment to another day
can you move my appt from tuesday december 3rd
take 2 tablets by mouth
i have 2 kids on the way
at 10 see dr smith
appointment at 10 with Dr. Lopez
it's a 20 minute drive
a 15 minute walk
i need one way to get there
two way street
me caí en la calle ayer
can i come at 3 or 4
the corner of my eye hurts
room 204
suite of tests
a unit of blood
2 units of insulin
i live alone
i live with my mom
I live in constant pain
i live in a house
I live in Texas
soy de México
soy de Colombia
I'm from Guatemala
i moved from california
email address is below
my ip address is 10.0.0.1
first avenue of treatment
she ran 5 k
carrera de 5 km
estudio la carrera de medicina
5 st segment leads
one street over
walk 3 blocks
walk 2 miles a day
park in lot b
i was parked on the street
call 5 times
the main road is closed
12345 is my pin
my code is 12345
it costs 12345 dollars
necesito 2 citas en la plaza
i weigh 150 lbs
level 4 pain point
cancel the 3 pm and move it to 4
floor 3
is 10 am ok or is 2 pm better for Dr Park
3 more days until 5 pm
20 mg via oral 2 veces
no puedo ir a la 1
el 5 de la tarde
calle abajo
está en la calle
la carrera es a las 5
camino 20 minutos al dia
paseo 2 veces al dia
tengo 3 hijos y una cita
a las 4 de la tarde
I was reading a book
my mobile is off
the orange pill
I hope so
normal results
paris lift
Lyme disease
West Nile virus
Glasgow coma scale
Boston brace
Philadelphia chromosome
Milwaukee brace
Miami J collar
Norwalk virus
Bell's palsy
Parkinson's disease
Crohn's flare
Epley maneuver
Foley catheter
New York Heart Association class 2
in pain
in Spanish please
in April
in Surgery
from Medicare
in oncology
i'm in ICU
I'm in PT on mondays
to cardiology
en medicina
en cirugía
de la clínica
en español
en la mañana
desde ayer
hasta el lunes
por favor
cerca de mi casa
vivo en un departamento
vivo en casa de mi hija
el condado
the county
our county clinic
this county
city hall
go to the hospital
the doctor from last week
in two weeks
from 3 to 4
the office is closed
in the morning
near the hospital
back pain in the spring
fall injury
winter cough
see you in court
take care
at the desk
in bed
to work
in shock
bay 4
dr park is out
dr hill called
the lake is 5 feet deep
press 1 for english
option 2 way better
1 in 5 people
9 out of 10 times
stage 2 in the left breast
30 day supply
5 ft 4
six feet apart
la 4 y la 5
de 3 a 5
dolor en codo
colon cancer
corona virus
por que se quito la insulina
me duele la muela desde ayer
la paz mundial me preocupa
la cruz roja me ayudo
the ottawa ankle rules
my son has a fever of 103.2, can you see him
sin espacios entre las 5:00 y las 10:00
the bus drops me off at ten past nine
the united states
estados unidos
in the us
a suite 5 star
""".replace("a suite 5 star\n", "").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_finds_addresses_and_places(line: str) -> None:
    expected = marked(line)
    found = found_in(expected.text, LAYERS)
    assert [(words.rstrip("."), label) for words, label in found] == [
        (words.rstrip("."), label) for words, label in expected.marks
    ]


@pytest.mark.parametrize("line", CLEAN)
def test_leaves_lines_without_places(line: str) -> None:
    assert found_in(line, LAYERS) == []


@pytest.mark.parametrize(
    "answer", ["1425 north maple", "fourteen twenty five maple", "48 willow bend apartment 2", "calle 5"]
)
def test_an_answer_to_the_question_for_an_address_is_one(answer: str) -> None:
    assert found_in(answer, LAYERS, Label.ADDRESS) == [(answer, "ADDRESS")]


@pytest.mark.parametrize("answer", ["mobile", "hope", "reading", "Salem"])
def test_an_answer_to_the_question_for_a_town_is_one(answer: str) -> None:
    assert found_in(answer, LAYERS, Label.PLACE) == [(answer, "PLACE")]


def test_a_signature_is_one_address_over_its_lines() -> None:
    block = "Ana Ruiz\n> 6108 Friedhofstrasse 33\n> Suite 979\n> BIBERBACH\n> Austria 53005\nMobile: 5551234"
    assert found_in(block, (AddressLayer(),)) == [
        ("6108 Friedhofstrasse 33\n> Suite 979\n> BIBERBACH\n> Austria 53005", "ADDRESS")
    ]
