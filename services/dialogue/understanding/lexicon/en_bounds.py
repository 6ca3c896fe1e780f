"""English words for next and last, after and before, connectives."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    ("NEXT", None, "next|nxt"),
    ("THIS", None, "this|ths|this coming|this upcoming"),
    ("COMING", None, "coming|upcoming|the coming|the upcoming"),
    ("FOLLOWING", None, "following"),
    ("LAST", None, "last|final"),
    ("THAT", None, "that|that same"),
    ("SAME", None, "same|the same"),
    (
        "AFTER",
        None,
        "after|later than|anytime after|any time after|some time after|sometime after|aftr|i get off at"
        "|i get off work at|get off at|get off work at|i get out at|get out at|i finish at"
        "|i finish work at|im done at|im off at|off work at|my shift ends at|i get done at|i get home at"
        "|i get off of work at|ending at|i dont get off until|dont get off until|i dont get off work until"
        "|dont get off work until|i dont get out until|dont get out until|i dont finish until"
        "|im not off until|im not done until|not off until|wont be off until|wont be done until"
        "|cant come until|i cant come until|cant make it until|not available until|im not available until"
        "|im busy until|busy until|im booked until|im tied up until"
        "|i have class until|im in class until|im at work until|im working until|i work until|i work till"
        "|i have work until|im in school until|my class ends at|my meeting ends at|i have a meeting until"
        "|in meetings until|im busy till|busy till",
    ),
    (
        "BEFORE",
        None,
        "before|b4|before you close at|before they close at|before you guys close at|before closing at"
        "|before yall close at|prior to|earlier than|ahead of|sooner than|befor|under",
    ),
    ("BY", None, "by|no later than|not later than|at the latest by|on or before|latest|not after|no after"),
    ("UNTIL", None, "until|till|til|up to|up until|through|thru"),
    (
        "NOEARLIER",
        None,
        "no earlier than|not before|not earlier than|no sooner than|not until|not till|no before"
        "|not free until|im not free until|not available until|im not available until",
    ),
    ("FROM", None, "from"),
    (
        "STARTING",
        None,
        "starting|beginning on|as of|starting from|starting on|from about|since|any time from|on or after"
        "|at or after|anytime from|starting at|beginning at",
    ),
    (
        "ONWARD",
        None,
        "onward|onwards|or later|or after|and later|or afterwards|on out|and beyond|or thereafter|forward"
        "|at the earliest|and on",
    ),
    ("ORBEFORE", None, "or earlier|or before|or sooner|at the latest|tops|at latest"),
    ("BETWEEN", None, "between|btwn|btw|inbetween|in between|bet"),
    ("TO", None, "to|back to"),
    (
        "AROUND",
        None,
        "around|about|approximately|roughly|like around|around about|close to|somewhere around|near|approx"
        "|sometime around|some time around|right around|circa|abt",
    ),
    (
        "ISH",
        None,
        "ish|or so|thereabouts|or thereabouts|more or less|give or take|give or take a day|give or take a few days"
        "|give or take a day or two|give or take a couple days|give or take a couple of days|plus or minus a day"
        "|give or take a little|give or take a bit",
    ),
    ("IN", None, "in|inside|in about|in around"),
    ("WITHIN", None, "within|in under|in less than|over"),
    ("OF", None, "of"),
    ("ON", None, "on|during"),
    ("AT", None, "at|@"),
    ("FOR", None, "for"),
    ("POR", None, "during the"),
    ("THE", None, "the|teh|th"),
    ("A", 1, "a|an"),
    ("ONE", 1, "one"),
    ("AND", None, "and|&|n|plus"),
    (
        "OR",
        None,
        "or|or if not|if not|or else|otherwise|or failing that|if thats not possible"
        "|if thats not available|or if thats not available|or maybe|and if not|alternatively",
    ),
    ("NOR", None, "nor"),
    ("BUT", None, "but"),
    (
        "EXCEPT",
        None,
        "except|except for|besides|other than|apart from|aside from|but not|just not|excluding|anything but"
        "|any day but|any time but|anytime but|any day except|any other day than|any day other than|everything but"
        "|all but|any day besides|anything except|save for|minus|any but|any one but|anyone but|anybody but"
        "|any doctor but|anyone except|anyone other than|any doctor except|anybody except|anyone besides"
        "|someone other than|somebody other than|anybody other than|all except|just not on|anyday but"
        "|any day thats not|any time except|anytime except|any time other than|as long as its not"
        "|as long as it isnt|not including|anything other than|whenever but|preferably not|leaving out|leave out"
        "|not counting|without counting|so long as its not|so long as it isnt|provided its not|exclude|excepting"
        "|with the exception of|barring|just no",
    ),
    ("NEGAVOID", None, "avoid|avoiding|rather not|hate|skip"),
    ("ANY", None, "any|every|each|all|whichever|whatever"),
    (
        "AFTERTHAT",
        None,
        "after that|after then|after that day|after that date|anytime after that|any time after that",
    ),
    (
        "BEFORETHAT",
        None,
        "before that|before then|before that day|before that date|anytime before that|any time before that",
    ),
)
