"""English turns of phrase around times: what bounds one, what refers back to one, what only excuses the hour."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "FILL",
        None,
        "oh gosh|oh my|oh my gosh|oh dear|oh man|oh god|oh boy|oh um|oh uh|oh hmm|oh well|oh lord|gosh|oh goodness"
        "|oh yes|oh no|oh sure|oh right|oh hey|oh hi|oh so|goodness|let me think|let me see|let me check"
        "|let me look|lemme see|lemme think|lemme check|happy new year|happy almost new year|happy almost friday"
        "|almost new year|merry christmas|happy holidays|happy thanksgiving|happy easter|happy friday|happy monday"
        "|have a good weekend|have a great weekend|have a nice weekend|sorry for the hour|sorry its so late"
        "|sorry to text so late|sorry to call so late|sorry for texting so late|sorry about the hour"
        "|sorry for the late hour|other than that|apart from that|aside from that",
    ),
    (
        "ANYTIME",
        None,
        "i dont care what day|dont care what day|doesnt matter what day|it doesnt matter what day"
        "|doesnt matter which day|it doesnt matter which day|any of those days|the day doesnt matter"
        "|day doesnt matter|what day doesnt matter|i dont mind which day|i dont mind what day"
        "|whichever day|whatever day|no matter what day|no matter which day|i dont care what time"
        "|doesnt matter what time|the time doesnt matter|the other days|the rest of the days|all the other days",
    ),
    (
        "AFTERTHAT",
        None,
        "from then on|from there on|from that point on|from then onwards|from that day on|from then|any time from then",
    ),
    (
        "AFTER",
        None,
        "right after|just after|shortly after|soon after|immediately after|straight after|some time right after"
        "|gets out of school at|gets off school at|gets out at|gets off at|gets off work at|gets home at"
        "|gets home from school at|gets home from work at|school lets out at|school gets out at|school ends at"
        "|school is out at|gets done at|gets done with school at|gets out of class at|i get out of class at"
        "|i get out of school at|get out of school at|get out of class at|get out of work at|i get out of work at"
        "|get home from work at|i get home from work at",
    ),
    (
        "PART",
        "after_school",
        "after school gets out|after school lets out|after school is out|when school gets out|when school lets out"
        "|once school gets out|once school lets out|once the kids are out of school|after the kids get home"
        "|when the kids get out of school|after my kids get out of school|when my kids get out of school",
    ),
    (
        "STARTING",
        None,
        "im not back until|not back until|wont be back until|i wont be back until|were not back until"
        "|we wont be back until|dont get back until|i dont get back until|we dont get back until",
    ),
    (
        "BEFORE",
        "reason",
        "i start work at|i go to work at|i go into work at|i go in to work at|my shift starts at|i start my shift at"
        "|i have to be at work at|i have to be at work by|i need to be at work by|i need to be at work at"
        "|i have to leave for work at|i have to leave by|i have to leave at|i have to pick up my kids at"
        "|i have to pick up the kids at|i pick up my kids at|i pick up the kids at|i pick my kids up at"
        "|i pick the kids up at|i have to pick up my son at|i have to pick up my daughter at|i gotta be at work at"
        "|i gotta be at work by|i start at work at|my class starts at|i have class at",
    ),
    (
        "BY",
        None,
        "i need to be out by|i have to be out by|need to be out by|have to be out by|gotta be out by|i gotta be out by"
        "|i need to leave by|need to leave by|i need to be done by|need to be done by|i have to be done by"
        "|have to be done by|out of there by|i need to be home by|i have to be home by|i need to be back by"
        "|i have to be back by|i have to be gone by",
    ),
    (
        "LATER",
        None,
        "a bit later|bit later|a little later|little later|a tad later|a little bit later|little bit later"
        "|slightly later|a touch later|some later",
    ),
    (
        "EARLIER",
        None,
        "a bit earlier|bit earlier|a little earlier|little earlier|a tad earlier|a little bit earlier"
        "|slightly earlier|a bit sooner|a little sooner|a little bit sooner",
    ),
    (
        "VAGUEDAY",
        None,
        "spring break|winter break|fall break|summer break|christmas break|school break|thanksgiving break"
        "|summer vacation|half term|the long weekend|long weekend|ramadan|hanukkah|passover|lent|mardi gras"
        "|finals week",
    ),
    (
        "THENWORKS",
        None,
        "so then|so around then|so during that|so during that time|so at that time|so that time|so any time then"
        "|so anytime then|so then works|then would work|during that would work",
    ),
    ("HOLYWEEK", None, "holy week|easter week"),
    ("HOLIDAY", "holy_thursday", "maundy thursday|holy thursday"),
    ("HOLIDAY", "holy_saturday", "holy saturday"),
    ("HOLIDAY", "palm_sunday", "palm sunday"),
    ("HOLIDAY", "easter_monday", "easter monday"),
    (
        "WHICHIS",
        None,
        "which is when|thats when|that is when|which is my|thats my day|thats my lunch|thats my break|that is my day"
        "|because thats when|cause thats when|since thats when|because that is when",
    ),
    (
        "NOT",
        None,
        "i travel|we travel|is traveling|is travelling|were traveling|were away|were out of town|we are out of town"
        "|were on vacation|we are on vacation|well be away|well be out of town|well be gone|i have therapy"
        "|i have dialysis|i have an exam|i have exams|i have finals|has exams|has an exam|im on call|i have a wedding"
        "|i have a trip|we have a trip|i got work|i gotta work|i have to work|i need to work",
    ),
)
