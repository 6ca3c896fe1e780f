"""English words for clock times, parts of the day, vagueness."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    ("AMPM", "am", "am|a m|a.m|in the am"),
    ("AMPM", "pm", "pm|p m|p.m|p|in the pm"),
    ("OCLOCK", None, "oclock|o clock|sharp|on the dot|hundred hours|exactly"),
    ("HALF", None, "half|haf"),
    ("HALFHOUR", 30, "half an hour|half hour|a half hour"),
    ("QUARTER", None, "quarter|a quarter"),
    ("PAST", None, "past"),
    ("NOON", 720, "noon|midday|mid day|noontime|twelve noon|12 noon|high noon"),
    ("MIDNIGHT", None, "midnight"),
    ("PART", "morning", "morning|mornings|mornin|morn|mornning|morningtime"),
    ("PART", "afternoon", "afternoon|afternoons|arvo|aft|afternon|aftrnoon|afternoonish"),
    ("PART", "evening", "evening|evenings|eve|evenin|evning"),
    ("PART", "night", "night|nights|nighttime|nite"),
    (
        "PART",
        "lunch",
        "lunchtime|lunch time|lunch hour|my lunch break|lunch break|over lunch|at lunch|around lunch"
        "|around lunchtime|noon hour|lunch",
    ),
    (
        "PART",
        "early_morning",
        "first thing|first thing in the morning|first thing in the am|crack of dawn|when you open"
        "|right when you open|as soon as you open|first appointment of the day|opening time"
        "|first slot of the day|bright and early|at opening",
    ),
    (
        "PART",
        "last_thing",
        "last thing|end of the day|end of day|last appointment of the day|last slot of the day"
        "|right before you close|close of business|eod|before you close|last thing in the day"
        "|end of the workday|at closing|the end of the day|at the end of the day|at the end of day",
    ),
    (
        "PART",
        "after_work",
        "after work|after i get off work|after i get off|after hours|after office hours|after my shift"
        "|when i get off work",
    ),
    (
        "PART",
        "before_work",
        "before work|before i go to work|before my shift|before school|before office hours",
    ),
    (
        "PART",
        "after_school",
        "after school|after school pickup|after the kids get out of school|once school is out",
    ),
    (
        "PART",
        "after_lunch",
        "right after lunch|just after lunch|shortly after lunch|soon after lunch|straight after lunch"
        "|after lunch|after lunchtime|after my lunch break|post lunch|any time after lunch|anytime after lunch",
    ),
    ("PART", "before_lunch", "before lunch|before lunchtime"),
    ("PART", "school_hours", "during school hours|while the kids are at school|during school"),
    (
        "EARLY",
        None,
        "early|earlyish|early on|beginning of|start of|the beginning of|the start of|first part of"
        "|the first part of|earlier in|top of",
    ),
    ("LATE", None, "late|lateish|later in|late in|later on in"),
    ("MID", None, "mid|middle of|the middle of|midway through"),
    (
        "ENDOF",
        None,
        "end of|the end of|tail end of|the tail end of|the last part of|the latter part of|towards the end of",
    ),
    (
        "LATERIN",
        None,
        "later|rest of|the rest of|remainder of|the remainder of|sometime later|some time later",
    ),
    (
        "SOONEST",
        None,
        "asap|a.s.a.p|as soon as possible|soonest|the soonest|as early as possible|earliest possible"
        "|first available|earliest available|next available|the earliest|right away|immediately"
        "|as soon as you can|whatever is soonest|the next opening|next opening|first opening"
        "|soon as possible|earliest you have|soonest available|the next slot|as soon as u can"
        "|sooner the better|the sooner the better|earliest appointment|earliest opening|quickest"
        "|earliest slot|first available slot|earliest time|as quickly as possible|next available slot"
        "|quick as possible|next available appointment|soonest appointment|as soon as|the next available"
        "|earliest date|earliest|the earliest you have|soonest you have|earliest possible time"
        "|as early as you can|as early as u can|as soon as you are able|as soon as you have"
        "|as soon as there is|as soon as one opens up|soon|very soon",
    ),
    (
        "ANYTIME",
        None,
        "anytime|any time|whenever|any day|anyday|any time at all|any day is fine|im flexible|flexible"
        "|im open|doesnt matter when|dont care when|whatever works|whatever you have|no preference"
        "|im wide open|wide open|i dont care|dont care|i do not care|it doesnt matter|doesnt matter"
        "|up to you|you choose|you pick|you decide|any of them works|no preference at all|im easy"
        "|whatever is easiest|whatever is easiest for you|it doesnt matter to me|any day works"
        "|any day is good|any time works|anytime works|any time is fine|anytime is fine|any other day"
        "|any other time|every day|each day|any day of the week|all week|anytime at all|all days"
        "|all other days|every other day of the week|any old time|any",
    ),
    ("AGO", None, "ago"),
    ("FROMNOW", None, "from now|from today|out|hence|from right now|after today|after now"),
    ("NOW", None, "now|right now"),
    ("COUPLE", 2, "couple|couple of|a couple|a couple of|cpl|a pair of"),
    ("FEW", 3, "few|a few|several|some"),
    (
        "SOMETIME",
        None,
        "sometime|some time|some point|at some point|some day|someday|one of these days|some morning|some day this",
    ),
    ("PART", "noonish", "noonish|noon ish|middayish"),
    ("PART", "mid_morning", "midmorning"),
)
