"""English phrases of everyday life: what keeps people from coming, more visits, more ways to ask."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "NOT",
        None,
        "i babysit|i teach|i coach|i volunteer|i golf|i bowl|i watch my grandkids|i watch the grandkids|i have the kids"
        "|i watch my grandson|i watch my granddaughter|i take care of my mom|i take care of my mother|i care for my mom"
        "|i have church|i have bible study|i have choir|i have practice|i have court|i have jury duty|i have rehab"
        "|i have chemo|i have night class|i have night school|i have a shift|i have my kids|i have pt|i got class"
        "|i got school|i got church|i got practice|i got dialysis|i got therapy|i have training|i have a conference"
        "|i have a funeral|i have guests|i have family in town|i have company|we have company|im at church|im in court"
        "|im on shift|im on duty|im in class|im in school|im at school|im at work|im in training|im at the gym"
        "|im stuck at work|i fly out|i leave town|i leave for vacation|were flying out|im flying out|ill be in surgery"
        "|rather not come in at all|rather not come in|dont want to come in at all|dont want to come in"
        "|would rather not come in",
    ),
    (
        "VISIT",
        None,
        "well check|well child check|well baby|well baby check|well baby visit|well woman exam|well woman visit"
        "|wellness check|wellness exam|yearly checkup|yearly physical|yearly exam|annual visit|annual wellness visit"
        "|med check|medication check|bp check|blood pressure check|sick visit|post op|post op visit|pre op"
        "|pre op visit|weight check|covid test|covid shot|covid booster|tb test|strep test|drug test|allergy test"
        "|allergy shots|shots|immunizations|immunization|vaccines|tetanus shot|shingles shot|eye appointment"
        "|dental appointment|deep cleaning|contact lens fitting|wound check|suture removal|stitches out|cast removal"
        "|dental exam|vision exam|foot exam|pelvic exam|glucose test|sugar test|sleep study|endoscopy|bone density"
        "|dexa scan|echo|echocardiogram|audiologist|endocrinologist|rheumatologist|gastroenterologist|nephrologist"
        "|pulmonologist|dietitian|midwife|school physical|camp physical|dot physical|work physical",
    ),
    (
        "STATUS",
        None,
        "make sure im coming|make sure i am coming|make sure im on|make sure im still|make sure my|make sure i still have"
        "|who are those with|who are they with|who are these with|who would those be with|who are those appointments with",
    ),
    (
        "PUTOFF",
        None,
        "can i think about it|could i think about it|i wanna think about it|need to think about it|think about it first"
        "|think on it|think about it and call|can i think it over|i gotta think about it|can i call you back"
        "|can i call back|can i get back to you|could i get back to you",
    ),
    (
        "BOOKAPPT",
        None,
        "get one for|make one for|book one for|schedule one for|set one up for|need one for|an appointment for",
    ),
    (
        "EARLIEST",
        None,
        "whichever is sooner|whichever is earlier|whichever is first|whichever comes sooner|whichevers sooner"
        "|whichever comes up first|whatever is sooner|the sooner of those",
    ),
    ("LATEST", None, "whichever is later|the latter|the latter one|the last of those"),
    (
        "AVAIL",
        None,
        "what do you got|what you got|what have ya got|whatcha got|what do yall have|what do you guys have"
        "|what dates do you have|what days do you have|what times do you have|what days are available"
        "|what times are available|what dates are available|what days are open|what times are open|what is available"
        "|what is open|what have you got available|what do you have available|what do you have open"
        "|what do u have|what do u got|what times you got|what days you got|what all do you have",
    ),
)
