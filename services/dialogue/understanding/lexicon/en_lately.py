"""English ways of leaving an appointment, of liking a time, and of a call in place of a visit."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "CANCEL",
        None,
        "can i get out of my|could i get out of my|want to get out of my|like to get out of my|how do i get out of my"
        "|get me out of my|get me out of the|get me out of that|get us out of our|get us out of the"
        "|take me out of the|get him out of his|get her out of her"
        "|get my son out of his|get my daughter out of her|get my mom out of her|get my dad out of his",
    ),
    (
        "WORKS",
        None,
        "are the only ones that work|are the only ones that will work|are the only ones i can do"
        "|are the only ones i can make|are the only days that work|are the only days i can do|are the only days i can"
        "|are the only times that work|are the only times i can do|are the only times i can make"
        "|is the only one that works|is the only one i can do|is the only day that works|is the only day i can do"
        "|is the only day i can make|is the only day i can|is the only time that works|is the only time i can do"
        "|is the only time i can make|is the only time i can|is all i can do|are all i can do|is all that works"
        "|are all that works|is all that works for me|are all that works for me|are really all i can do"
        "|are about all i can do|are about the only days i can do|are the only thing that works"
        "|is the only thing that works|are what works|are what works for me|is what works for me"
        "|i can do whatever|i can do whenever|i can do anything|i could do whatever|i could do anything"
        "|were wide open|im wide open|i am wide open|we can do whatever",
    ),
    (
        "WORKS",
        None,
        "better for us|easier for us|best for us|easiest for us|better for our family|ideal for us|easier on us"
        "|better for the kids|easier for the kids|better for the family|easier for my family",
    ),
    (
        "TOPIC",
        "modality",
        "instead of me coming in|instead of coming in|instead of coming in person|instead of my coming in"
        "|instead of us coming in|instead of him coming in|instead of her coming in|instead of having to come in"
        "|instead of an in person visit|instead of an in person appointment|instead of an office visit"
        "|instead of in person|instead of going in|instead of driving in|instead of driving over"
        "|instead of driving all the way|instead of making the drive|instead of physically coming in"
        "|rather than coming in|rather than come in|rather than me coming in|rather than having to come in"
        "|rather than in person|rather than driving in|rather than going in|rather than an office visit"
        "|without having to come in|without coming in|without me having to come in|so i dont have to come in"
        "|so i dont have to drive|so i dont have to drive in",
    ),
    (
        "FILL",
        None,
        "is it too late to|am i too late to|its not too late to|is it to late to|hope its not too late to"
        "|i hope its not too late to|or are you full|or are you booked|or are you all booked|or are you booked up"
        "|or are you guys full|or is it full|or is it all full",
    ),
    ("FILL", None, "i was wondering whether|was wondering whether|wondering whether|i wonder whether|i wonder if"),
    (
        "BAD",
        None,
        "no longer work|no longer works|no longer work for me|no longer works for me|no longer work for us"
        "|no longer works for us|no longer good|no longer good for me|no longer an option|are no longer good"
        "|is no longer good|no longer suit me|no longer suits me|no longer fit my schedule|no longer fits my schedule",
    ),
    (
        "X",
        None,
        "never booked|i never booked|we never booked|never made that|i never made that|i never made this"
        "|i never made an|never scheduled|i never scheduled|we never scheduled|i didnt book|didnt book"
        "|i didnt schedule|i didnt make that appointment|i didnt make this appointment|i never asked for"
        "|never asked for|i never requested|never set up|i never set up|i didnt set up|i didnt ask for"
        "|dont remember booking|i dont remember booking|dont remember making|i dont remember making"
        "|i dont remember scheduling",
    ),
    (
        "CANCEL",
        None,
        "take it off|take that off|take this off|take that one off|take this one off|take it off please"
        "|get it off|get that off|take it off the books|take it off my schedule|take it off the schedule"
        "|take it off the calendar|take it off my calendar|take it off there|clear it off|wipe it off|wipe that off",
    ),
    (
        "CANT",
        None,
        "theres no way i can make it|theres no way i can|no way i can make it|theres no way i could make it"
        "|theres no way i will make it|theres no way ill make it|no way ill make it|no way im making it"
        "|theres no way im making it|theres no way i can get there|no way i can get there|no way i can be there"
        "|theres no way i can be there|theres no way we can make it|no way we can make it",
    ),
)
