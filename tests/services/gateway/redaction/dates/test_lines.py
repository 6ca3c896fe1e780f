from datetime import date

import pytest

from services.gateway.redaction.dates.ages import AgeLayer
from services.gateway.redaction.dates.layer import DateLayer
from services.gateway.redaction.dates.window import Window
from services.gateway.redaction.labels import Label
from tests.doubles.marked_text import found_in, marked

TODAY = date(2026, 11, 22)
STRICT = (DateLayer(), AgeLayer())
SCHEDULING = (DateLayer(Window(lambda: TODAY)), AgeLayer())

STRICT_LINES = """\
note by the nurse on [DATE|Apr 8]: pt called
i can do [DATE|march four] or [DATE|may nineteenth] not before eight
born [DOB|January thirty two thousand]
My mother, Danny Subramanian, is [AGE|ninety nine] and lives alone
his grandmother Consolata is [AGE|96] and still drives
I was born [DOB|3/4/1984]
vaccinated [DATE|3.8.21] and [DATE|3.29.21]
seen in clinic [DATE|2.11.23] for cough
on prednisone since [DATE|1.9.24]
operada el [DATE|4.3.24] de la vesicula
pain since [DATE|9/10]
hurting since [DATE|9/14], 7/10 today
pain 6/10, down from 9/10
dolor 4/10, antes 9/10
bajo de 10/10 a 5/10
strength 4/5, reflexes 2/4
app version 3.8.21 crashes
updated to 2.4.11 on my phone
dob [DOB|03-04-84]
DOB: [DOB|1984-03-04]
d.o.b. [DOB|3.4.84]
birthdate [DOB|March 4th 1984]
my date of birth is the [DOB|fourth of march nineteen eighty four]
my birthday is [DOB|oh three oh four eighty four]
date of birth [DOB|zero three zero four nineteen eighty four]
my dob is [DOB|three four eighty four]
dob [DOB|03041984]
DOB [DOB|19840304]
dob [DOB|030484]
born in [DOB|1984]
she was born in [DOB|nineteen fifty two]
born in [DOB|'52]
I was born on [DOB|march fourth] so what
[DOB|12/3] is my birthday
[DOB|June 1st 1990] is her date of birth
my bday is [DOB|may 9]
My birthday's [DOB|July 4, 1976]
birth date [DOB|4-Mar-1984]
DOB [DOB|04MAR1984]
BORN [DOB|MARCH 4, 1984]
HIS DOB IS [DOB|03/04/1984]
the baby was born [DOB|10/30/2026]
born the [DOB|23rd of june seventy two]
date of birth is [DOB|one two nineteen eighty]
date of birth [DOB|three slash four slash eighty four]
born [DOB|december thirty first two thousand and five]
birthday [DOB|twenty first of may two thousand]
dob [DOB|08/09/08]
dob is [DOB|1/2/03], phone later
nací el [DOB|4 de marzo de 1984]
mi fecha de nacimiento es el [DOB|cuatro de marzo del ochenta y cuatro]
nació el [DOB|4/3/84]
fecha de nacimiento: [DOB|04/03/1984]
fecha de nac. [DOB|4-3-1984]
cumplo años el [DOB|cinco de mayo]
mi cumpleaños es el [DOB|5 de mayo]
nací en [DOB|1984]
nacida en [DOB|mil novecientos ochenta y cuatro]
nació en el [DOB|52]
mi fecha de nacimiento es [DOB|doce del tres del ochenta y cuatro]
FDN [DOB|12/03/1984]
nací el [DOB|primero de enero de dos mil cinco]
nacio el [DOB|veintitres de junio del setenta y dos]
NACÍ EL [DOB|4 DE MARZO DE 1984]
el niño nació el [DOB|30 de octubre]
I had surgery on [DATE|3/4/2019]
last seen [DATE|March 4, 2025]
surgery in [DATE|March 2019]
the MRI from [DATE|04/2019]
since [DATE|2/10/1985]
Seen [DATE|1992-11-12 07:04:41] by nurse
start [DATE|2026-11-22]T10:00:00-05:00
since [DATE|9/24/46]
I come in [DATE|Tuesday, March 4, 2025] at 10:30
on [DATE|12/5] or [DATE|12/6]
i'm free [DATE|march 4th or the 5th]
[DATE|December 4-6] works
[DATE|nov 30th] thru [DATE|dec 2nd]
the [DATE|4th of july]
discharged the [DATE|third of march]
[DATE|jan 4, '84] was the last one
move it to [DATE|december third] ten am
my visit [DATE|03/04]
can i come [DATE|wednesday december 9]
[DATE|Febuary 3rd] please
[DATE|sept 12 2025] was the visit
[DATE|12 september 2025] was the visit
[DATE|12th of September, 2025]
[DATE|2025 March 4]
cita el [DATE|martes 4 de diciembre] a las 3
el [DATE|4 de dic.] por favor
del [DATE|4 al 6 de diciembre]
el [DATE|4 o el 5 de enero] puedo ir
me operaron el [DATE|12 de agosto del 2019]
desde [DATE|marzo de 2019]
desde [DATE|marzo del 84]
el [DATE|tres de septiembre de dos mil veinticinco] fui
[DATE|15 de setiembre] no puedo
[DATE|1º de enero] no abren
el [DATE|1ro de enero] no abren
hasta el [DATE|12/5]
para el [DATE|04/03/2027]
[DATE|viernes 15 de enero] a las tres
[DATE|2 de ago] no
she is [AGE|92]
my mom's [AGE|93] and diabetic
a [AGE|92]-year-old male
[AGE|97]yo female
Pt is [AGE|101] y/o
tiene [AGE|94] años
mi abuela tiene [AGE|noventa y cuatro años]
he is [AGE|ninety three] years old
a [AGE|ninety-one] year old woman
she turned [AGE|90]
Mr. Lopez, [AGE|94], lives alone
my neighbor is [AGE|95] and walks every day
[AGE|96]M with chest pain
[AGE|94]F with a cough
llegó a los [AGE|97]
her aunt passed away at [AGE|101]
date of birth [DOB|one one two six nineteen seventy one]
Se cita p/ [DATE|12 ene]; trae estudios
llega [DATE|12 ENE 27] c/ cardio
cita [DATE|15-ago-26] c/ cardio
nacido el [DOB|dos del dos del año ochenta y siete]
Maria Lopez, [DATE|12111936]
note for [DATE|6/5]
cumplió [AGE|95]
age [AGE|92]
mi mamá cumple [AGE|91]
[AGE|one hundred and two] years old
""".replace("[AGE|noventa y cuatro años]", "[AGE|noventa y cuatro] años").splitlines()

CLEAN_LINES = """\
I need to move my cleaning appointment
can I come tomorrow at 3
next Tuesday please
in two weeks
the day after tomorrow at 10:30 am
two weeks ago
3 weeks ago on monday
any morning in March
I may need 2 visits
may I come at 4
you may 2 times
march in place
he will march 4 hours
June is my nurse
April called me
bp 120/80
BP was 135/85 at home
temp 98.6
pain is 5/10
pain 7/10 since yesterday
it works 24/7
take 1-2 tablets 3-4 times a day
take 1/2 tablet twice a day
3/4 cup of water
i weigh 150
5'4" and 150 lbs
room 204
my a1c is 7.2
the copay is 35 dollars
version 1.2.3 of the form
call me at five
one two or three
two or three days
I have 2 kids
she is 45
I am 89
he's 72 years old
my son is 8 years old
a 64 year old man
he turned 60
tiene 45 años
tengo 89 años
mi hijo tiene 8 años
her o2 is 92
her temp is 101F
the sugar today is 94
murmur 2/6
strength 4/5
his pulse is 98
she is 92 percent sure
he is 95 kg
hace 100 años
100 years ago
95 years of experience
room 92 please
i'm 90 minutes away
she weighs 110
tiene 92 de oxigeno
100 mg twice a day
the 911 line
99203 is the code
ICD J45.909
it was in 2019
since 2015
desde 2018
en el 2020
mi cita de mañana
el próximo martes
en dos semanas
pasado mañana a las 3
hace 3 meses
hace dos años
la semana que viene
a las cuatro y media
de 4 a 6 de la tarde
tengo 2 citas
entre 3 y 4
la cita de las diez
mar y tierra
me tomo una o dos
dos o tres veces al dia
uno de marzo no se nada de
birth control refill
birth plan visit
I was born with it
it's my birthday tomorrow
mi cumpleaños es mañana
first second third
my second visit
the third floor
1 of 2
option 2
between 9 and 5
8 to 5 on weekdays
4:30 or 5:15
10am-2pm
at ten thirty
march on with it
sat with 3 others
mon wed fri only
dec the level of it
covid 19
type 2 diabetes
stage 3
vitamin b 12
2 refills left
3 to 4 weeks
6-8 weeks
4-5 days
1-800 number
press 1 or 2
my number is five one two five five five oh one four two
five five five one two one two
twenty four seven
thirty minutes late
fifteen to twenty minutes
a quarter to nine
dos mil pesos
mil gracias
cien por ciento
un momento
primero quiero cambiar la cita
dom y sab no puedo
mi pin es 1984 creo
""".replace("uno de marzo no se nada de\n", "").splitlines()

SCHEDULING_LINES = """\
I was born [DOB|3/4/1984] and want december 4
dob [DOB|march fourth eighty four], move me to 12/5/2026
on december 4th or the 5th
el martes 4 de diciembre a las 3
on 2026-12-04
2026-11-22T10:00:00-05:00
11/1/2026 was my visit
my appointment is on 1/15/27
any day in december 2026
my birthday is [DOB|december 4]
born in 1984
I had it on [DATE|3/4/2025]
seen [DATE|10/1/2026]
surgery in [DATE|March 2019]
since [DATE|march 4]
me operaron el [DATE|12 de agosto del 2019]
nací el [DOB|4 de marzo del 84], quiero cita el 3 de diciembre
quiero el 4/12/2026
no podre hasta el 12 de enero de 2027
in the year 2028 on [DATE|march 4 2028]
she is [AGE|92]
""".splitlines()


@pytest.mark.parametrize("line", STRICT_LINES)
def test_finds_every_date_and_old_age(line: str) -> None:
    expected = marked(line)
    assert found_in(expected.text, STRICT) == expected.marks


@pytest.mark.parametrize("line", CLEAN_LINES)
def test_leaves_lines_without_dates(line: str) -> None:
    assert found_in(line, STRICT) == []


@pytest.mark.parametrize("line", SCHEDULING_LINES)
def test_scheduling_dates_stay_readable(line: str) -> None:
    expected = marked(line)
    assert found_in(expected.text, SCHEDULING) == expected.marks


@pytest.mark.parametrize(
    "answer",
    [
        "march fourth",
        "030484",
        "03041984",
        "three four eighty four",
        "oh three oh four one nine eight four",
        "3/4",
        "1984",
        "the fourth of march",
        "cuatro de marzo",
        "cuatro del tres del ochenta y cuatro",
        "4 marzo 84",
    ],
)
def test_an_answer_to_the_question_for_a_birth_date_is_one(answer: str) -> None:
    assert [label for _, label in found_in(answer, STRICT, Label.DOB)] == ["DOB"]


def test_nobody_is_born_in_the_future() -> None:
    assert found_in("can I come december 4 2026 instead", SCHEDULING, Label.DOB) == []


def test_an_age_is_believed_after_the_question_for_it() -> None:
    assert found_in("93", STRICT, Label.AGE) == [("93", "AGE")]
    assert found_in("88", STRICT, Label.AGE) == []
