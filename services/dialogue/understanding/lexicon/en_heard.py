"""English phrases in which "cancellation", "move" and "two" ask for nothing: hopes for a gap, denials, head counts."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "AVAIL",
        None,
        "theres a cancellation|there is a cancellation|there was a cancellation|there are cancellations"
        "|any cancellations|any cancellation|you have a cancellation|you get a cancellation|you had a cancellation"
        "|someone cancels|somebody cancels|anyone cancels|somebody else cancels|someone else cancels"
        "|a spot opens up|a slot opens up|a spot frees up",
    ),
    (
        "FILL",
        None,
        "no need to move anything|no need to change anything|no need to cancel anything|dont need to move anything"
        "|dont need to change anything|dont need to cancel anything|not moving anything|not changing anything"
        "|not cancelling anything|not canceling anything|dont want to change anything|dont want to move anything"
        "|dont want to cancel anything|im not trying to change anything|im not trying to cancel"
        "|second thoughts|two things|a couple of things|a couple things|couple of things|three of us|two of us"
        "|four of us|double booked",
    ),
    ("STATUS", None, "tell me who i see|tell me who im seeing|tell me who its with|who do i see|who am i seeing"),
    ("MOVE", None, "resheduel|reshedual|reschedual|rescheduel|resedule|rescedule|reshedge|resechdule"),
    ("PERSON", None, "human being|a human being|an actual human being|living person"),
    ("STATUS", None, "is it done|is that done|did it go through|is it changed now"),
    ("REPEAT", None, "are you sure its|you sure its|are you positive its|you said its"),
    ("BEFORE", None, "out of there by|out of here by|done by|be gone by|finished by|back at work by"),
)
