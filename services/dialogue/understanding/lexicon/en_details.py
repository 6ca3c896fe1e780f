"""English words for earlier and later, providers, places, identity, fillers."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "EARLIER",
        None,
        "earlier|sooner|earlier than planned|sooner than planned|earlier than scheduled|sooner than scheduled"
        "|earlier than originally planned|earlier than originally scheduled|earlier than expected|sooner than expected"
        "|earlier than that|earlyer|earlier in the day|sooner than that|an earlier time|earlier time"
        "|an earlier date|earlier date|earlier one|an earlier one|sooner one|sooner please|earlier appointment"
        "|an earlier appointment|earlier slot|sooner than what i have|sooner than i have|sooner than my appointment"
        "|sooner than mine|earlier than what i have|earlier than i have|earlier than what you gave me"
        "|sooner than what you gave me|earlier than my appointment|sooner than the one i have"
        "|earlier than the one i have|earlier than mine|too late|is too late|too far out|too far|too far away"
        "|thats too far|is too far out|thats too late",
    ),
    (
        "LATER",
        None,
        "later|later than planned|later than scheduled|later than originally planned|later than originally scheduled"
        "|later than that|later in the day|a later time|later time|a later date|later date|later one"
        "|a later one|later on|afterwards|later please|later appointment|a later appointment|later slot"
        "|too early|is too early|too soon|thats too early|thats too soon|further out|farther out"
        "|as late as possible"
        "|as late in the day as possible|the later the better",
    ),
    (
        "NOTEARLY",
        None,
        "not too early|nothing too early|not super early|not so early|not that early|not early|not very early"
        "|not real early|not really early|not crazy early|nothing early|nothing real early|nothing super early"
        "|not first thing|not first thing in the morning|nothing first thing|not early morning"
        "|not early in the morning|not at the crack of dawn|not bright and early|as long as its not too early"
        "|as long as its not early|just not early|just not too early|just not first thing|just not early morning"
        "|just not super early",
    ),
    (
        "NOTLATE",
        None,
        "not too late|nothing too late|not so late|not that late|not late|not very late|nothing late|not real late"
        "|not late in the day|nothing late in the day|not too late in the day|not at the end of the day"
        "|as long as its not too late|as long as its not late|just not too late|just not late"
        "|just not late in the day",
    ),
    (
        "SAMETIME",
        None,
        "same time|the same time|same hour|at the same time|same exact time|same time as before"
        "|same time slot|the usual time|my usual time",
    ),
    (
        "ANYPROV",
        None,
        "any doctor|any provider|anyone|anybody|whoever|any dentist|any hygienist|doesnt matter who|dont care who"
        "|whoever is available|with anyone|with anybody|any of the doctors|no preference on doctor"
        "|either doctor|any therapist|any nurse|any one|whomever|any available doctor|any available provider"
        "|other doctors|another doctor|a different doctor|different doctor|diff dr|a diff dr|diff doctor"
        "|a diff doctor|different dr|a different dr|another dr|a new doctor|new doctor|another provider"
        "|different provider|other providers|another dentist|another therapist|it doesnt matter which doctor"
        "|doesnt matter which doctor|dont care which doctor|i dont care which doctor"
        "|any doctors|any of your doctors",
    ),
    (
        "PREFERENCE",
        None,
        "female doctor|a female doctor|male doctor|a male doctor|woman doctor|a woman doctor|lady doctor|a lady doctor"
        "|female provider|male provider|a woman|someone who speaks spanish|who speaks spanish|that speaks spanish"
        "|an interpreter|a translator|an older doctor|a younger doctor",
    ),
    ("WITH", None, "with|w|w/|see"),
    ("DRTITLE", None, "dr|doctor|dr.|doc|drs|nurse practitioner|np"),
    (
        "ANYPLACE",
        None,
        "any location|any office|either location|any clinic|either office|any place|anywhere"
        "|whichever location|doesnt matter where|any of your locations",
    ),
    (
        "PLACE",
        "other",
        "the other location|other location|another location|a different location|different location|the other office"
        "|other office|another office|a different office|different office|the other clinic|another clinic"
        "|a different clinic|different clinic|your other office|your other location|another branch|the other branch",
    ),
    (
        "NAMEIS",
        None,
        "my name is|my names|name is|this is|im|i am|its|it is|call me|names|name|patient name|the name is"
        "|patient name is|patient is|first name is|full name is|name s|my full name is|under the name"
        "|under the name of|under|the patients name is|the patient is|hi im|hello im|my first name is"
        "|last name is",
    ),
    (
        "BORN",
        None,
        "born|born on|born in|i was born|i was born on|date of birth|date of birth is|dob|dob is|d.o.b"
        "|birthday|birthdate|birth date|my birthday is|my birthday|my dob|my dob is|my date of birth is"
        "|my birthdate is|bday|my bday is|birthday is|born the|b day|birth day",
    ),
    (
        "CODEIS",
        None,
        "code|the code|code is|the code is|my code|its|it says|it is|heres the code|here is the code"
        "|verification code|pin|the pin|here it is",
    ),
    (
        "PHONEIS",
        None,
        "phone number is|my phone number is|my number is|my cell|my cell is|my phone is|cell phone|cell"
        "|mobile|my mobile|number is|phone number|phone|telephone|my phone|my number|reach me at"
        "|call me at",
    ),
    (
        "MISSED",
        None,
        "missed|i missed|forgot about|i forgot|no showed|no show|didnt make|didnt go to"
        "|was supposed to come|didnt show up|couldnt come|slept through",
    ),
    (
        "HAVEAPPT",
        None,
        "i have|ive got|i got|i had|we have|i am scheduled|im scheduled|scheduled|im booked|im set"
        "|is scheduled|was scheduled|have|has|had|currently have|im down|originally|currently"
        "|im supposed to|i am supposed to|supposed to come|supposed to come in|supposed to be there"
        "|im supposed to come in|im supposed to be there|i am supposed to come in|was supposed to be there"
        "|its on|it is on|its for|it was for|its this|shes scheduled|hes scheduled|she has|he has"
        "|it was on|i have something|have something|ive got something|i got something",
    ),
    ("MIDWEEK", None, "midweek|mid week|middle of the week|the middle of the week"),
    (
        "FILL",
        None,
        "please|pls|plz|um|uh|umm|uhh|er|hmm|well|so|just|maybe|perhaps|possibly|also|then|kinda|kind of|sort of"
        "|like|really|very|quite|would|could|can|will|be|is|are|was|im|id|ill|i|me|you|it|its|that|thats|guess"
        "|think|i think|i guess|i believe|probably|if possible|if you can|if u can|if thats ok|say|lets say|u|do"
        "|does|get|got|come|go|come in|able|there|here|up|too|even|still|now then|by chance|by any chance|sometime"
        "|kindly|dear|you know|basically|my|with|before then|am|ur|r|as|has|been|be there|time|times|for me|to me"
        "|a time|hour|in there|exactly|either|a bit|a little|a little bit|slightly|a tad|somewhat|a smidge"
        "|a bit more|a little more|im moving away|moving away|im moving out of state|im moving to another"
        "|were moving to another|we moved away|im moving out of town|im moving out of|im moving next month"
        "|were moving away|we are moving away|moving out of state|moving to a new city",
    ),
    (
        "KIN",
        None,
        "my son|my daughter|my kid|my child|my mom|my mother|my dad|my father|my husband|my wife|my baby"
        "|my grandson|my granddaughter|my grandma|my toddler|my little one|my partner|my brother|my sister|my boy"
        "|my girl|my kids|my aunt|my uncle|my grandmother|my grandfather|my grandpa",
    ),
    (
        "SAMEPROV",
        None,
        "same doctor|the same doctor|same provider|the same provider|same dentist|with the same doctor"
        "|my usual doctor|my regular doctor|same therapist|same hygienist|same person as before|same dr"
        "|my usual dentist|the same person",
    ),
    (
        "ORIGINAL",
        None,
        "original date|original time|original appointment|original day|old time|what it was|how it was",
    ),
)
