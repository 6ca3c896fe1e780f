"""English phrases of callers: needs said of others, what to bring, hearing it again."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "NEED",
        None,
        "needs|wants|needs to|wants to",
    ),
    (
        "BOOKAPPT",
        None,
        "make my first appointment|schedule my first appointment|book my first appointment"
        "|set up my first appointment"
        "|my first appointment ever|make that appointment|make that appt|schedule that appointment"
        "|book that appointment|get that scheduled"
        "|get that set up|get that on the calendar|get that appointment made|make the appointment"
        "|see me back|see us back|see him back|see her back",
    ),
    (
        "BOOK",
        None,
        "wants me back|want me back|wants me to come back|want me to come back|told me to come back"
        "|said to come back|told us to come back|said come back|wants him back|wants her back|wants us back"
        "|told to come back|told i should come back|said i should come back|said i need to come back",
    ),
    (
        "TOPIC",
        "preparation",
        "what do i bring|what do i have to bring|what should we bring|what do we need to bring|what do we bring"
        "|what should she bring|what should he bring|what all do i need to bring|what all should i bring"
        "|what paperwork do i need|what documents do i need|what do i need for|anything i need to do before"
        "|anything i should do before|anything i need to bring|anything i should bring|what should i do before"
        "|what do i need to do to get ready|how do i get ready|how should i prepare|do i bring",
    ),
    (
        "HAVEAPPT",
        None,
        "made an appointment|made me an appointment|made an appointment for me|booked an appointment"
        "|scheduled an appointment|made an appt|already made an appointment|already have an appointment"
        "|scheduled me for|scheduled me an appointment|booked me for|made one for me",
    ),
    (
        "STATUS",
        None,
        "cant recall|dont recall|cannot recall|cant recall when|dont recall when|cant recall the time"
        "|cant remember the time|dont remember the time|cant remember the day|dont remember the day|forgot the time"
        "|forgot the day|forgot the date|dont know what day it is|dont know what time it is|dont know when it is"
        "|i dont know what day it is|i dont know what time it is|i dont know when it is|not sure what day it is"
        "|not sure what time it is|dont remember what day|cant remember what day|cant remember what time"
        "|i lost the card|lost my card"
        "|text saying my|email saying my|message saying my|voicemail saying my|letter saying my",
    ),
    (
        "AFTER",
        None,
        "my shifts over at|my shift over at|shift is over at|my shift is over at|shifts over at|my shift ends around"
        "|i get off around|i get out around"
        "|i clock out at|i get off shift at|my last class ends at|my last class is over at|i wake up at|i get up at"
        "|i finish up at|i wrap up at|we get off at|we finish at|i teach until|i teach till",
    ),
    (
        "NOT",
        None,
        "my shift got changed to|my shift changed to|my schedule changed to|my hours changed to|i got moved to"
        "|i got switched to|they put me on|they switched me to|they moved me to"
        "|i have finals",
    ),
    (
        "CANT",
        None,
        "never gonna make it|never going to make it|aint gonna make it|aint going to make it|wont let me"
        "|wont let me off|wont give me|cant get off|cant get time off|cant take off|cant get the day off"
        "|cant get away from work|have to pass on|ill have to pass on|gonna have to pass on|ill pass on"
        "|cant leave work",
    ),
    (
        "THANKS",
        None,
        "youve been very helpful|youve been so helpful|youve been helpful|youve been a big help|youve been great"
        "|you were very helpful|youre a big help|youre a lifesaver|youre an angel|bless you|god bless you"
        "|bless your heart",
    ),
    (
        "EARLIEST",
        None,
        "whichever sooner|whichever earlier|whichever first|whichevers sooner|whichevers earlier|whichevers first"
        "|whichevers soonest|whichevers earliest|what youve got first",
    ),
    ("LATEST", None, "whichevers later|whichevers latest|whichevers last"),
    ("X", None, "i leave|we leave|i leave on|we leave on|i leave for|she leaves|he leaves|they leave"),
    (
        "CANCEL",
        None,
        "dont think i need to come in|dont think i need to come|dont think i need it|dont think i need the"
        "|dont think i need my|dont think ill need|dont think i need to be seen",
    ),
    (
        "PREFERENCE",
        None,
        "come in with me|come with me|comes with me|coming with me|sit in with me|be in the room with me"
        "|bring a friend"
        "|bring my kids|bring my dog|service dog|bring my baby|bring someone with me|come back with me",
    ),
    (
        "TOPIC",
        "modality",
        "instead of coming in|without coming in|instead of in person|do it from home|do this from home",
    ),
    (
        "SAMETIME",
        None,
        "keep the time|keep the same time|keep my time|keep the time the same|keep it at the same time|keep the hour",
    ),
    (
        "BAD",
        None,
        "not then|so not that day|any day but that|any day but that one|any day but then|any day except that"
        "|any day except that one"
        "|any day except then|any time but then|anytime but then|any time except then|anytime except then"
        "|anything but that|anything but then|just not then|just not that day|but not then|not on that day"
        "|any day besides that|any day other than that|any time other than that|are rough|is rough|are tough|is tough"
        "|are tricky|is tricky|are hectic|is hectic|are crazy|is crazy|are a mess|is a mess|are hard|is hard"
        "|are chaos|is chaos|are insane|are impossible|is impossible|are out of the question|is out of the question"
        "|are a nightmare|are terrible|are awful|are the worst|is terrible|is awful|are shot|is shot|are packed"
        "|is packed|are full|is full|are swamped|are a no go|is a no go",
    ),
    (
        "NOT",
        None,
        "ill be at the|ill be at my|ill be at a|im gonna be at|im going to be at|well be at the|ill be visiting"
        "|well be visiting|im visiting|ill be camping|well be camping|ill be fishing|ill be hunting|ill be in court"
        "|ill be at work|ill be working|ill be on vacation|well be on vacation|im going to be on vacation|ill be busy"
        "|ill be flying|ill be driving|ill be in class|ill be in meetings|ill be in school|ill be asleep|i sleep"
        "|she naps|he naps|the baby naps|my baby naps|my son naps|my daughter naps|i nap|we eat|i take a nap"
        "|were going to|were headed to|im headed to|im going to my|im having company|were having company",
    ),
    (
        "STATUS",
        None,
        "got my cancellation|get my cancellation|received my cancellation|check on my cancellation"
        "|see my cancellation"
        "|checking on my cancellation|confirm my cancellation|make sure my cancellation",
    ),
    (
        "X",
        None,
        "remove me from your reminder|remove me from your call|remove me from your calls|remove me from your text"
        "|remove me from your texts|remove me from your list|remove me from the list|remove me from your mailing"
        "|take me off your list|take me off the list|take me off your reminder|take me off your call list"
        "|take me off your mailing|take me off your texts",
    ),
    (
        "TOPIC",
        "assistant",
        "is this dr|is this doctor|is this the office of|did i reach dr|have i reached dr|is this still dr",
    ),
    ("VISIT", None, "yearly|my yearly|six month checkup|six month cleaning|physicals|checkups|cleanings"),
    (
        "BOOKAPPT",
        None,
        "looked at|looked at by|get my stitches out|get my stitches taken out|get stitches out|get my cast off"
        "|get my cast taken off"
        "|get my stitches removed|get my ears cleaned|get my foot looked at|get my ear looked at|get my eye looked at"
        "|get him checked|get her checked|get him looked at|get her looked at|get him checked out"
        "|get her checked out|get him seen|get her seen|get the kids seen",
    ),
    ("BOOK", None, "need in|want in|get the baby in|get my mother in|get my father in|get the kids in|get my kids in"),
    ("WORKS", None, "are my days off|is my day off|are my off days|is my off day|are my free days|is my free day"),
    (
        "AVAIL",
        None,
        "swing by|stop by|drop by|pop by|can swing by|can stop by|can drop by|could swing by|could stop by",
    ),
    ("AVAIL", None, "my days off are|my day off is|my free days are|my off days are|the only day i have off is"),
    ("REPEAT", None, "what were my choices|what are my choices|what did you say those were|what did you just say"),
)
