"""English words for moving, cancelling, booking, wishing, correcting."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "MOVEUP",
        None,
        "move up|move it up|bring forward|bring it forward|push up|bump up|pull in|get in sooner"
        "|get in earlier|come in sooner|come in earlier|move forward|move it forward|move it earlier"
        "|make it earlier|get in any sooner|get in any earlier",
    ),
    (
        "MOVEBACK",
        None,
        "put it off|put that off|put this off|put off|putting it off|"
        "push back|push it back|push out|push it out|postpone|put off|delay|move back|move it back"
        "|bump back|make it later|move it later|hold off on|push to later|defer|postponed|pushed back"
        "|delayed",
    ),
    (
        "MOVE",
        None,
        "move|reschedule|rescheduled|re schedule|rescedule|reshedule|rescheduling|moved|moving|change"
        "|changed|changing|switch|switched|switching|rebook|re book|shift|swap|resched|postpone|postponed"
        "|push back|push it back|push out|push it out|transfer|trade|change the date|change the time"
        "|change the date of|change the time of|change the day of|change the day|change my date"
        "|change my time|need a different time|need a different day|need another time|need another day"
        "|reskedule|need a new time|need a new date|different time for|different day for|another time for"
        "|another day for|reschdule|find another time|find a different time|find another day"
        "|find a new time|push|bump|put off|change times|chnge|reschedual|reschudule|adjust|modify"
        "|can i come another day|come another day|come a different day|another day instead"
        "|come in another day|come in a different day|rescheudle|redo|exchange",
    ),
    (
        "CANCEL",
        None,
        "cancel|cancell|cancle|cancelled|canceled|canceling|cancelling|cansel|call off|call it off|delete"
        "|get rid of|withdraw|take me off|back out of|bail on|wont be coming|wont be coming to"
        "|dont need my|no longer need|dont need the|dont need it anymore|no longer need my|not coming to"
        "|wont be coming in|not coming|im not coming|cancellation|want to cancel|erase|pull out of|unbook"
        "|wont need|cancal|cncl|canc|dont want my appointment|dont want the appointment|dont want to come"
        "|drop my|drop the appointment|drop it|remove my|remove the|remove it|release my|scrap my"
        "|scratch my|nix my|give up my|get out of my|get out of the|back out of my|dont need to come in"
        "|not going to need|take me off the schedule|take me off the calendar|take me off the book"
        "|take me off the books|remove me from the schedule|remove me from|take it off my calendar"
        "|take me off your schedule|take me out of|wipe my|clear my|get rid of my|i want out of my|pull my"
        "|dont want my|unschedule",
    ),
    (
        "BOOK",
        None,
        "book|schedule|make|set up|setup|get in|get in to see|come in for|request|scedule|set me up|set me up with"
        "|sign me up|put me down|squeeze me in|fit me in|get me in|slot me in|put me down for|pencil me in"
        "|work me in|get us in|get him in|get her in|get them in|get my son in|get my daughter in|get my kid in"
        "|get my child in|get my mom in|get my dad in|get my wife in|get my husband in|get my baby in|fit us in"
        "|fit him in|fit her in|squeeze us in|squeeze him in|squeeze her in|set something up|schedule something"
        "|book something|book me|book me in|book in|book me for|schedule me|get something scheduled"
        "|get something on the books|get on the schedule|get on the books|get in with|get on the calendar",
    ),
    (
        "BOOKAPPT",
        None,
        "new patient appointment|a new appointment|new appointment|make an appointment|get an appointment|new visit"
        "|a new visit|an appointment with|first appointment with|become a patient|new patient|see a doctor"
        "|see the doctor|see someone about|see a dentist|see the dentist|see a specialist|be seen|get checked"
        "|get checked out|get looked at|have someone look at|see a nurse|see a provider|make a appointment"
        "|set up an appointment|schedule an appointment|book an appointment|get in to see|first visit"
        "|get in to see someone|get in to see somebody|get in to see a doctor|get in to see the doctor"
        "|come in to see|come in and see|see somebody about|see somebody|have someone see me",
    ),
    ("BACKADV", None, "back|out further|backward|backwards|back by|out by"),
    ("AHEADADV", None, "forward|ahead|up|up by|forward by|ahead by"),
    (
        "NEED",
        None,
        "need|want|wanted|i wanted|i needed|i asked for|asked for|would like|id like|like|wanna|looking for|need to"
        "|want to|looking to|trying to|try to|hoping to|hoping for|wish|i need|i want|i would like|can i get"
        "|could i get|can i have|could i have|may i have|gotta|got to|have to|id love",
    ),
    (
        "AVAIL",
        None,
        "available|open|free|openings|opening|availability|something|anything|any openings"
        "|any availability|anything open|do you have|have you got|you have|got anything|is there|are there"
        "|any slots|slots|any spots|spots|whats available|what do you have|what have you got|what about"
        "|how about|can you do|could you do|can we do|could we do|can i do|could i do|can i come"
        "|could i come|can i come in|could i come in|could we try|can we try|try|lets try|prefer"
        "|preferably|i prefer|id prefer|i would prefer|ideally|rather|id rather|i would rather"
        "|would rather|find me|find|look for|looking at|can you find|any chance of|any chance for"
        "|hopefully|show me|what else|could you see if|check|see if|any time|would prefer|got something"
        "|works better|any|im free|im available|i am free|i am available|i can come|i can do|i can make"
        "|i could do|i could come|i could make|only|but only|can only do|can only come|can only make"
        "|only free|only available|i can only|works best for me|im off|i am off|i get off|it has to be"
        "|has to be|must be|needs to be|should be|best for me|would love|shoot for|aim for|how bout"
        "|wat about|hows|dont you have|do you not have|isnt there|arent there|havent you got"
        "|dont you have anything|isnt there anything|dont they have|can you check|could you check"
        "|please check|can you look|could you look|look into|see whats available|whats open",
    ),
    ("INSTEAD", None, "instead of|in place of|rather than|in lieu of"),
    ("INSTEADADV", None, "instead"),
    (
        "CORRECT",
        None,
        "actually|wait|i mean|i meant|sorry|scratch that|make that|or rather|no wait|hold on|on second thought"
        "|correction|my mistake|oops|hang on|wait no|strike that|no actually|let me rephrase|better yet|no sorry"
        "|i take that back|whoops|never mind that|hmm actually|no make it|no i mean|no i meant|i misspoke"
        "|excuse me i mean|hold on a second|hold on a sec|hang on a second|hang on a sec|wait a second"
        "|wait a minute|wait a sec|one second|just a second|give me a second|one moment|just a moment|one sec"
        "|give me a sec|give me a minute|hold on a minute|just a sec|just a minute|give me one second"
        "|hold on one second|one minute",
    ),
)
