"""English phrases that callers tell with: what fell through, who is sick, how they take what is left."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "YES",
        None,
        "thatll have to do|that will have to do|itll have to do|it will have to do|thatll do|that will do|itll do"
        "|it will do|that does it for me|i can live with that|good enough|thats good enough|works out|that works out"
        "|guess so|i guess that works|might as well|may as well|why the heck not|i guess it will|i guess itll work",
    ),
    (
        "CANT",
        None,
        "ride fell through|ride fell thru|ride cancelled|ride canceled|sitter cancelled|sitter canceled"
        "|babysitter cancelled|babysitter canceled|sitter fell through|sitter bailed|babysitter bailed"
        "|babysitter fell through|childcare fell through|transportation fell through|ride bailed|lost my ride"
        "|dont have a ride|i dont have a ride|dont have a way to get there|have no ride|no ride"
        "|have no way to get there",
    ),
    (
        "LATER",
        None,
        "slide it back|slide it later",
    ),
    (
        "MOVE",
        None,
        "slide it|slide my|slide that|slide mine|can we slide|could we slide|scoot it|scoot my",
    ),
    (
        "BOOK",
        None,
        "you can see her|you can see him|you can see me|you can see us|you can see them|you could see her"
        "|you could see him|you could see me|you could see us|she can be seen|he can be seen|she could be seen"
        "|he could be seen|we could be seen|we can be seen|i could be seen|i can be seen",
    ),
    (
        "NEVERMIND",
        None,
        "pressed the wrong button|i pressed the wrong button|hit the wrong button|i hit the wrong button"
        "|pushed the wrong button|pressed it by mistake|called by mistake|dialed by mistake|texted by mistake"
        "|i have the wrong number|i called the wrong number|i texted the wrong number|it was an accident"
        "|butt dial|pocket dial",
    ),
    ("STATUS", None, "check the time of my|check the date of my|check the day of my|double check my|check on my"),
    (
        "TOPIC",
        "preparation",
        "if i need to fast|if i have to fast|if i should fast|do i need to fast|need to fast|if i should eat"
        "|if i can eat"
        "|if i need to bring|if i have to bring|if i should bring|what i need to bring|what i should bring"
        "|what to bring|if i can take my meds|if i should take my",
    ),
    (
        "FILL",
        None,
        "if anyone cancels|if someone cancels|if somebody cancels|if anybody cancels|if theres a cancellation"
        "|if there is a cancellation|if you get a cancellation|if you have a cancellation|if someone drops out"
        "|if anyone drops out|if there are any cancellations|if you have any cancellations|if anything opens up",
    ),
    (
        "TOPIC",
        "modality",
        "a video visit instead|do a video visit instead|a phone visit instead|do it by video instead"
        "|do it over the phone"
        "|do it by phone|do it on zoom|do it over zoom|do it over video|do telehealth instead|a video call instead"
        "|a video visit instead of coming in|a phone call instead of coming in|a telehealth visit instead",
    ),
    ("AVAIL", None, "could come in right now|can come in right now|come right now|come right over"),
    (
        "KIN",
        None,
        "the twins|my twins|both kids|the children|both my kids|my boys|my girls|the boys|both of my kids|my stepson"
        "|my stepdaughter|my niece|my nephew|my cousin|my girlfriend|my boyfriend|my fiance|my mother in law"
        "|my father in law|my grandkids|my newborn|my husbands|my roommate|my friend|my neighbor",
    ),
    (
        "PUTOFF",
        None,
        "call me later|call me back later|text me later|im driving|im driving right now|i am driving"
        "|im at work right now"
        "|call you later|ill call you later|text you later|call back later|ask me later|try me later",
    ),
    (
        "STATUS",
        None,
        "cant remember if i said|i cant remember if i said|dont remember if i said|not sure if i said"
        "|im not sure if i said"
        "|dont know if i said|i dont remember if i said|i forgot if i said|forgot if i said|cant remember if you said"
        "|i cant remember if you said|dont remember if you said|i dont remember if you said|not sure if you said"
        "|cant remember whether i said|whos the doctor|who is the doctor|who would the doctor be|who the doctor is"
        "|whos the provider|who the provider is|which doctor it would be",
    ),
    (
        "ANYTIME",
        None,
        "im not picky|not picky|not picky about it|im easy|im flexible|dealers choice|up to you|its up to you"
        "|whatever you think is best|surprise me",
    ),
    (
        "X",
        None,
        "dont drive at night|cant drive at night|dont like driving at night|dont see well at night"
        "|dont like to drive at night",
    ),
    (
        "FILL",
        None,
        "told to call back to|was told to call back to|i was told to call back to|told to call to|told to call and"
        "|was told to call to|asked to call back to|supposed to call back to|said to call back to|said to call to",
    ),
    (
        "CANCEL",
        None,
        "off the books|off the calendar|off your books|off your schedule|off your calendar",
    ),
    (
        "STATUS",
        None,
        "if im good for|im good for|if im still good for|if im on for|am i good for|am i on for|are we still on for"
        "|are we good for|if were still on for|if we are still on for|are we on for|am i still good for"
        "|am i still on for|if im all set for|am i all set for",
    ),
    (
        "EXCEPT",
        None,
        "with anyone but|with anybody but|with anyone except|with anybody except|with anyone other than"
        "|with any doctor but|with any doctor except|with anyone besides|anyone else but|with someone other than"
        "|with somebody other than|with anyone who isnt|with someone who isnt|anyone who isnt|anyone thats not"
        "|someone who isnt|someone thats not",
    ),
    (
        "BOOKAPPT",
        None,
        "somebody look at|someone look at|a doctor look at|the doctor look at|somebody take a look at"
        "|someone take a look at|anybody look at|anyone look at|look at my son|look at my daughter",
    ),
    (
        "KEEP",
        None,
        "stick with what i have|stick with what ive got|keep what ive got|stay with what i have|stay with what ive got"
        "|stick with the one i have|stick with the one ive got|keep the one ive got|stick with my original"
        "|leave my old one|keep my old one|stay with my old one|stick with my old one|keep my current one",
    ),
    (
        "TOPIC",
        "modality",
        "could be a phone call|be a phone call instead|be a video call|be a video call instead|be by phone"
        "|be over the phone"
        "|be virtual|be a phone visit|be a video visit|be a telehealth visit|be done over the phone|be done by phone"
        "|be on the phone instead|be a virtual visit",
    ),
    (
        "STATUS",
        None,
        "confirm whether my|confirm if my|confirm the date of my|confirm the time of my|confirm the date and time of my"
        "|confirm when my|verify the time of my|verify my|verify when my|check when my|check what time my"
        "|look up my|pull up my|see when my|see what time my",
    ),
    (
        "OTHERFLOW",
        "message",
        "check in for my|checking in for|here to check in|im here for my|i am here for my|im here to check in"
        "|im outside|im in the lobby|im downstairs|im in the waiting room|check me in",
    ),
    ("BOOKAPPT", None, "need 2 c|need to c|gotta c|wanna c|want to c|want 2 c"),
    ("REPEAT", None, "wait what time|wait what day|wait which day|what time again|hold on what time|hang on what time"),
    (
        "AVAIL",
        None,
        "can we look at|could we look at|lets look at|can you look at|could you look at|whats wrong with"
        "|what is wrong with|how about we look at|can we try for|could we try for|lets try for",
    ),
    (
        "X",
        None,
        "im on nights|i am on nights|im working nights|im on days|im on night shift|im on the night shift|on nights"
        "|i keep getting|keep getting|keeps getting|keep on getting|i keep missing|keep calling",
    ),
    (
        "FILL",
        None,
        "i just had surgery|just had surgery|i had surgery|recovering from surgery|still recovering from surgery"
        "|i just had a procedure|had a baby|just had a baby|i just had a baby",
    ),
    (
        "OR",
        None,
        "or if thats gone|or if its gone|or if thats taken|or if its taken|or if thats not open|or if thats full"
        "|or if its full|or if you dont have that|or if that doesnt work|or if that wont work|if that doesnt work"
        "|if that doesnt work then|if that wont work"
        "|or if its booked|or if thats booked|or failing that|or second choice",
    ),
    (
        "BYE",
        None,
        "thats it for today|no thats it for today|thats all for today|that is all for today|no thats all for today"
        "|that is it for today|thatll be all for today|all set for today|good for today|nothing else today"
        "|nothing else for today|have a blessed day|have a blessed one|have a good rest of your day"
        "|enjoy the rest of your day|have a wonderful day|you have a good day|you have a great day|you too",
    ),
    ("ALLOF", None, "it all|them all|the whole lot|all of it"),
    (
        "FILL",
        None,
        "come by|stop by|swing by|drop by|coming by|stopping by|its not an emergency|not an emergency|not urgent",
    ),
    (
        "X",
        None,
        "i get in|i leave|i arrive|i land|i fly in|we leave|we get in|we arrive|we fly in|my flight is|i fly home",
    ),
    (
        "CANT",
        None,
        "can no longer make|can no longer make it|can no longer come|can no longer do|can no longer attend"
        "|no longer able to make|no longer able to come|no longer able to make it|am no longer able to make"
        "|can no longer keep",
    ),
    (
        "FILL",
        None,
        "trying to reach you all day|reach you all day|been calling all day|trying all day|calling all day"
        "|calling you all day|on hold all day|been trying all day|trying to call all day|trying to get through all day"
        "|calling all morning|trying all morning|trying to reach you all morning|been on hold all morning",
    ),
)
