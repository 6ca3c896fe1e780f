"""English ways of asking for the rest, of hearing the list again, and of taking whichever comes first or last."""

from itertools import product
from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries


def _each(*parts: str) -> str:
    """Return every phrase made of one choice of each part."""
    return "|".join(" ".join(each).replace("  ", " ").strip() for each in product(*(part.split("|") for part in parts)))


_WHICHEVER: Final = (
    "whichever|whichever is|whichevers|whichever ones|whichever one|whichever one is|whichever of them is"
)
_OF_TWO: Final = "|of the two|of those two|of them|of those|of the bunch|of the lot"
_KINDS: Final = (
    "skin|heart|foot|feet|ear|ears|bone|bones|knee|back|baby|tooth|teeth|nerve|kidney|lung|stomach|allergy|cancer|pain"
    "|sleep|throat|womens|hand|hip|spine|diabetes|sugar|thyroid|blood pressure|joint|nose|brain|liver"
)

WORDS: Final[Entries] = (
    (
        "ALTS",
        None,
        "the other times|the other ones|the other days|the other options|the other slots|the other dates|the others"
        "|the other choices|other ones|the other openings|the rest of them|the rest of the times|"
        "next page|the next page|show the next ones|show me the next ones|next ones|the next ones|more please|some more"
        "|keep going|what else have you got|what else you got|what else you have|what else do you got"
        "|what else is there"
        "|what else is available|what else is open|what else could i have|what else can you give me|what else ya got"
        "|what else can you do|what else might there be|whats there besides those|what besides those|what about others"
        "|got anything else|have you got anything else|you got anything else|do you got anything else"
        "|anything else you got|anything else available|anything else open|anything else you have|anything else at all"
        "|got any others|have you got any others|have you got others|do you have others|got others|any other ones"
        "|what other ones|what others do you have|what others have you got|what other ones do you have|what others"
        "|is that all you have|is that all you got|is that all youve got|is that everything you have"
        "|is that all there is"
        "|are those all you have|are those the only ones|are those the only times|are those my only options"
        "|are those my only choices|are there others|are there any others|are there other ones|are there any more"
        "|give me some others|give me some other options|give me other options|show me others|show me the others"
        "|what are my other options|what are my other choices|what are the other options|other choices"
        "|none of those are any good|none of those suit me|none of those suit|none of those really work"
        "|none of those will do|none of those are good|none of those are good for me|none of them are good"
        "|none of them suit me|none of them really|none of those really|not any of those|not any of them"
        "|i cant do any of them|i cant make any of them|cant do any of them|cant make any of them",
    ),
    (
        "REPEAT",
        None,
        "read them to me|read me them|read them off|read those off|read them out|read them off to me|read those to me"
        "|read me those|read those back|read them back|read me the list|read me my list|read me the choices"
        "|read the list|go through them|go over them|run through them|list them|list them for me|list them out"
        "|list them off|what are they|what are they again|name them|name them for me|tell me what they are"
        "|tell me which ones|remind me what they are|remind me which ones|say what they are|what were my options"
        "|what were the choices|what were my choices again|what were the times again|what were the options again"
        "|what were those options|what were those options again|what were those two|what were those three"
        "|what was the first one|what was the second one|what was the third one|what was the last one"
        "|what was the other one|whats the first one|whats the second one|whats the last one|whats the third one"
        "|what was the second one again|what was the last one again|what was the third one again"
        "|what time is the first one|what time is the second one|what time is the last one|what day is the first one"
        "|what day is the second one|what day is the last one|when is the first one|when is the second one"
        "|when is the last one|when is the third one|what time was the first one|what time was the second one"
        "|what time was the last one|what day was the first one|what day was the second one|what day was the last one",
    ),
    (
        "STATUS",
        None,
        "who ill be seeing|who will i see|who would i see|who do i see|who i will be seeing|how many do i have"
        "|how many have i got|how many are there|how many i have|how many appointments do i have"
        "|how many appointments have i got|who theyre with|who they are with|who its with|who it is with"
        "|who its gonna be with"
        "|which doctor its with|what doctor its with|where they are|where its at|which office its at|who is it with"
        "|whos it with|who would it be with|who would that be with|who is that with|whos that with"
        "|who are they with|whos the doctor|who is the doctor|who will it be with|which doctor is it"
        "|which doctor is that"
        "|what doctor is it|what doctor is that|which doctor would it be|who would i be seeing|who will that be with"
        "|whos it gonna be with|who is it going to be with|which location is it|which location is that"
        "|which office is it"
        "|which office is that|which clinic is it",
    ),
    ("STATUS", None, "what have i got|what all do i have|what all have i got|what have i got coming up"),
    (
        "EARLIEST",
        None,
        "the one coming up first|the one coming up next|the one thats first|the first one coming up|the next one up|"
        + _each(_WHICHEVER, "sooner|earlier|soonest|earliest|first|the soonest|the earliest|nearest|closest")
        + "|"
        + _each(
            "whichever|whichever one|whatever",
            "comes first|comes up first|comes sooner|comes soonest|gets me in first|gets me in soonest"
            "|gets me in quickest|gets me in fastest|gets me in sooner|is quickest|is fastest",
        )
        + "|"
        + _each("the", "earlier one|sooner one|first one up", _OF_TWO),
    ),
    (
        "LATEST",
        None,
        _each(_WHICHEVER, "later|latest|last|the latest|furthest out|farthest out")
        + "|"
        + _each("whichever|whichever one", "comes last|comes later")
        + "|the furthest out|the farthest out|the one furthest out|the one farthest out|furthest one out",
    ),
    (
        "ANYPROV",
        None,
        "the other doctor|the other dr|the other provider|the other dentist|the other therapist|other doctor"
        "|with someone else|with somebody else|with anyone else|with anybody else|with a different person"
        "|with another person|see someone else|see somebody else|seeing someone else|seeing somebody else"
        "|someone else there|by someone else|by somebody else|someone else instead|somebody else instead",
    ),
    (
        "TAKE",
        None,
        "ill take|well take|i will take|we will take|id take|let me take|ill grab|let me grab|ill snag|can i take"
        "|could i take|can we take|could we take|can i grab|ill go ahead and take|lets take|we can take|ill just take"
        "|i wanna take|i want to take|id like to take|i would like to take|i guess ill take|ill go with|well go with",
    ),
    (
        "YES",
        None,
        "alrighty|alrighty then|alright then|lets do this|make it happen|sold|lock me in|thats the plan|oh yes|oh yeah"
        "|no objections|no worries go ahead|no worries|no problem go ahead|it does|you may|im all for it|all for it"
        "|thumbs up|bingo|you know it|why yes|consider it done|no issue|no issues|no issue with that"
        "|no issues with that"
        "|no problem with that|no complaints here|no objection here|no reason not to|i have no objection|im for it"
        "|by all means yes|you have my permission|you have my blessing|thats agreeable|agreeable|i consent|approved"
        "|no need to ask go ahead|no doubt|no doubt about it|no question|no question about it|no brainer",
    ),
    (
        "WORKS",
        None,
        "that suits us|suits us|suits us fine|works for us|good with us|fine with us|ok with us|okay with us",
    ),
    (
        "KEEP",
        None,
        _each(
            "ill|i will|well|ill just|i guess ill|lets|lets just|im gonna|i think ill|id rather",
            "stick with|keep|stay with|go with|stick to",
            "what ive got|what i have|what i got|mine|my original|the original|the one i have|the one ive got"
            "|my old one|my time",
        )
        + "|stick with what ive got|stick with what i have|stick with what i got|ill stick with mine|stick with mine"
        "|stick with the one i have|stick with the one ive got|stick with my|sticking with what i have"
        "|keep what ive got"
        "|keep what i got|keep what i have|stay with what i have|stay with what ive got|leave what i have"
        "|leave what ive got"
        "|go with what i have|go with what ive got|stick with the original|keep the original|keep the one ive got"
        "|stick with my original|leave mine alone|leave mine as is|leave mine where it is|leave mine|keep mine",
    ),
    (
        "MAYBE",
        None,
        _each(
            "if thats|if that is|if its",
            "all you have|all youve got|all you got|all there is|the best you can do|your best",
        )
        + "|"
        + _each(
            "if thats|if that is|if its",
            "the best you have|the best youve got|the earliest|the soonest|the only one|it",
        )
        + "|"
        + _each(
            "if thats|if that is|if its", "the only time|the only option|my only option|what you have|what youve got"
        )
        + "|leave it at that|lets leave it at that|if i must"
        "|if i have to|if i got to|if theres nothing else|if nothing else|if need be"
        "|if youve got nothing else"
        "|if you dont have anything else|if you have nothing else",
    ),
    (
        "ORIGINAL",
        None,
        _each("change|put|switch|set", "it|that|this|them", "back")
        + "|back the way it was|back how it was|back to how it was|back to what it was|back to the way it was",
    ),
    ("CORRECT", None, "i misspoke|misspoke|i misspoke i meant"),
    ("VISIT", None, _each(_KINDS, "doctor|dr|doc|specialist")),
    (
        "SAMEPROV",
        None,
        _each("see|seeing|be seen by|to see", "my own|my regular|my usual|my normal", "doctor|dr|dentist|provider"),
    ),
    (
        "DUNNO",
        None,
        "it depends on|depends on my|it depends|that depends|depends on whether|depends if"
        "|yes and no|yeah and no|no and yes|i dont wanna decide yet|i havent made up my mind",
    ),
    (
        "PUTOFF",
        None,
        "i have to call back|ill have to call back|im gonna have to call back|im going to have to call back"
        "|i will have to call back|i need to call back|gonna have to call back|have to call you back"
        "|ill need to call back"
        "|have to call back later|i have to call you back|ill have to call you back|need to call you back"
        "|gonna need to call you back|ill just call back|let me call back|let me call you back|i can call back later"
        "|i need to check with my|i have to check with my|i gotta check with my|let me check with my"
        "|need to run it by my"
        "|i should ask my|i better ask my|i need to see what my|let me see what my|i need to check my calendar first"
        "|i need to check my schedule first|i need to look at my calendar first|i have to look at my calendar first"
        "|i have to check my schedule first|i have to check my calendar first|i need to clear it with my"
        "|need to clear it with|i need to make sure with my|let me clear it with my|not ready to decide"
        "|im not ready to decide|im not ready to commit|not ready to commit|i want to think it over"
        "|i wanna think it over"
        "|i need to think it over|i need to think on it|need to think on it|give me time to think",
    ),
)
