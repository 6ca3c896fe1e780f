"""English verbs of giving up and shifting an appointment that few people use, and being unwell."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "MOVE",
        None,
        "pushed|bumped|swapped|shifted|adjusted|transferred|rearranged|rearrange|rebooked|pushing|bumping|shifting"
        "|swapping|adjusting|rebooking|modified|modifying|exchanging|postponing",
    ),
    (
        "CANCEL",
        None,
        "free up my|freeing up my|free my|give up my|giving up my|give up the|giving up the|let go of my|let go of the"
        "|letting go of my|bow out of my|bow out of the|bow out of|back out of the|bail on my|bail on the|bailing on"
        "|bail out of|bail out on|blow off my|cross me off|cross me off for|cross me off of|strike me off|strike me"
        "|scratch me|scratch me off|scratch me from|pull me off|pull me off the schedule|pull me from|pull me out of"
        "|drop me from|drop me off the schedule|take me off the list for|wipe out my|opt out of my|opt out of"
        "|give away my|give my spot away|give my slot away|give my appointment away|give my time away"
        "|give my spot to|give my slot to|give my appointment to|give my time to|give someone else my"
        "|give somebody else my|let someone else have my|let somebody else have my|give it to someone else"
        "|give it to somebody else|give that spot to|open up my|turn loose of my"
        "|dont hold my|do not hold my|dont save my|you dont have to hold my|you dont need to hold my"
        "|no longer want my|no longer want the|no longer want to come|dont need to be seen anymore"
        "|need out of my|need to get out of my|get me off the schedule|get me off the calendar|get me off the books"
        "|take me off the appointment|take me off of|i need off|take my name off|take my name off for"
        "|take my name off of|say no to my|stop my",
    ),
    (
        "MOVEUP",
        None,
        "bring up my|bring my appointment up|bring it up|pull my appointment up|pull it up|pull it in|pull it forward"
        "|pull my appointment forward|pull my appointment in|move my appointment up|scoot it up|slide it up|bump it up"
        "|bump my appointment up|bump me up|move me up|push my appointment up|push it up",
    ),
    (
        "X",
        None,
        "not feeling well|not feeling good|not feeling great|not feeling so well|not feeling so good"
        "|not feeling too good"
        "|not feeling too well|not feeling so great|not feeling too great|not feeling any better|not feeling better"
        "|not feeling right|not feeling my best|not feeling up to it|not doing well|not doing so well|not doing good"
        "|not doing so good|not doing great|not doing so great|not doing too good|not doing too well"
        "|not getting better"
        "|not getting any better|isnt getting better|isnt getting any better|not any better|not improving"
        "|dont feel good"
        "|dont feel well|dont feel so good|dont feel so well|dont feel right|dont feel too good|doesnt feel good"
        "|doesnt feel well|feeling bad|feeling terrible|feeling awful|feel terrible|feel awful|feeling lousy|feel lousy"
        "|feeling rough|feel sick|feeling sick|feel bad|wont go away|not going away|isnt going away|wont stop"
        "|doesnt go away|not sleeping|cant sleep",
    ),
    (
        "ALTS",
        None,
        "different week|a different week|some other week|any other week|other weeks|different month|a different month",
    ),
    (
        "BOOKAPPT",
        None,
        "see about coming in|see about getting in|see about getting seen|ask about coming in|when can i come in"
        "|when can we come in|when could i come in|when could we come in|when can i get in|when could i get in"
        "|when can you see me|when could you see me|when can you see us|when can you get me in|when can you fit me in"
        "|when could you fit me in|when could you get me in|how soon can i come in|how soon can i get in"
        "|how soon can we come in|how soon can you see me|how soon could you see me|how soon can you get me in"
        "|how soon could i get in|when can he come in|when can she come in|when can he get in|when can she get in",
    ),
    ("BOOK", None, "squeeze in|sneak in|slip in|fit in"),
    (
        "HAVEAPPT",
        None,
        "my names on the list for|my name is on the list for|my names down for|my name is down for|im on the list for"
        "|i am on the list for|im on the schedule for|i am on the schedule for|im on the books for"
        "|im on the calendar for"
        "|were on the schedule for|were on the books for|you have me on the schedule for|you have me on the books for"
        "|youve got me on the schedule for"
        "|got me on the schedule for|got me on the books for|have me on the books for"
        "|have me on the calendar for|have me on the schedule for",
    ),
    (
        "APPT",
        None,
        "time you gave me|day you gave me|date you gave me|slot you gave me|time i was given|day i was given"
        "|date i was given|time they gave me|day they gave me|date they gave me|slot they gave me|time you gave us"
        "|day you gave us|date you gave us|time you have me down for|day you have me down for|time i have now"
        "|time you scheduled me for|day you scheduled me for|time you booked me for|day you booked me for",
    ),
    ("TOPIC", "walk_in", "do you take walk|do you accept walk|take walk|accept walk"),
    (
        "BOOKAPPT",
        None,
        "register as a new patient|register as a patient|sign up as a new patient|become a new patient"
        "|sign up as a patient|establish care|get established|get established as a patient",
    ),
    (
        "ENDOF",
        None,
        "toward the end|towards the end|near the end|closer to the end|the latter part|toward the end of"
        "|towards the end of|near the end of|closer to the end of|the latter part of|the back half of|the tail end"
        "|the tail end of",
    ),
    (
        "KEEP",
        None,
        "dont need to cancel|do not need to cancel|dont have to cancel|do not have to cancel|wont need to cancel"
        "|wont have to cancel|not going to cancel|not gonna cancel|not cancelling|not canceling|dont need to reschedule"
        "|dont have to reschedule|wont need to reschedule|wont have to reschedule|dont need to move it"
        "|dont need to change it|dont have to move it|dont have to change it",
    ),
    (
        "STATUS",
        None,
        "cant remember if im supposed to|dont remember if im supposed to|not sure if im supposed to"
        "|forgot if im supposed to|cant remember when im supposed to|dont remember when im supposed to"
        "|cant remember if im coming|dont know if im supposed to",
    ),
    ("TOPIC", "hours", "evening hours|weekend hours|saturday hours|sunday hours|late hours|extended hours|night hours"),
    (
        "FILL",
        None,
        "if its not too late|if it isnt too late|if thats not too late|if it is not too late|if its still not too late"
        "|if im not too late",
    ),
    (
        "X",
        None,
        "my plans changed|plans changed|our plans changed|plans have changed|my plans have changed|my schedule changed"
        "|my schedules changed|my schedule has changed|my work schedule changed|my hours changed|things changed"
        "|things have changed|my situation changed|my situation has changed|everything changed",
    ),
    ("AVAIL", None, "can i come by|could i come by|can we come by|could we come by"),
    (
        "CANCEL",
        None,
        "come off the schedule|come off the schedule for|come off the calendar|come off the books"
        "|come off your schedule",
    ),
    ("TOPIC", "preparation", "need to come in fasting|come in fasting|come fasting|come in on an empty stomach"),
    (
        "HAVEAPPT",
        None,
        "i booked online for|i booked for|i signed up for|i scheduled online for|i booked it for|i scheduled it for"
        "|i booked an appointment for|we booked for|i booked myself for",
    ),
    (
        "AFTER",
        None,
        "after my shift ends at|after my shift is over at|after my class ends at|after i get off work at"
        "|after i get off at|after i finish at|after i get out at|after my meeting ends at|once i get off at"
        "|when i get off at|after school gets out at|after i finish work at|after my last class at|once im off at",
    ),
)
