"""English words for yes, no, cannot, does not work."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "TAKE",
        None,
        "lets do|lets say|lets make it|let us do|give me|put me in|make it|lets go with|lets go for|ill go with"
        "|ill do|i will do|i choose|i pick|ill pick|put me in for|i would take|i can take|lets plan on|plan on"
        "|lets plan for|put me on|mark me down for",
    ),
    ("LATEST", None, "the latest one|the latest|latest one|whichever is latest|the latest of those"),
    (
        "EARLIEST",
        None,
        "whichever is earliest|whichever is soonest|whichever comes first|the earliest one|earliest one"
        "|the soonest one|soonest one|whatever is earliest|the earliest of those",
    ),
    (
        "DUNNO",
        None,
        "i dont know|dont know|idk|dunno|not sure|im not sure|i am not sure|not certain|no idea|i dont remember"
        "|dont remember|i cant remember|i forget|i have no idea|unsure|undecided|cant decide|i cant decide|beats me"
        "|i forgot|dont have my phone|i dont have my phone|not my number|not my phone|thats not my phone number"
        "|not my phone number|old number|old phone"
        "|it is what it is|what it is|that is how it is|thats how it is|thats life|that is life",
    ),
    ("ALSO", None, "also|as well|too"),
    (
        "YES",
        None,
        "yes|yeah|yea|yep|yup|yah|ya|ye|yess|yesss|yas|y|sure|ok|okay|k|kk|okey|okie|okey dokey|alright"
        "|all right|aight|absolutely|definitely|certainly|of course|for sure|sure thing|you bet|uh huh"
        "|uhuh|mm hmm|mhm|yessir|yes sir|yes maam|affirmative|correct|thats correct|thats right|right"
        "|exactly|indeed|go ahead|do it|lets do it|go for it|please do|book it|lock it in|confirm"
        "|confirmed|i confirm|make it so|deal|agreed|i agree|that is correct|yeppers|ill take it"
        "|i will take it|ill take that|take it|lets do that|do that|sign me up|works|sounds like a plan"
        "|thats me|this is me|this is he|this is she|why not|by all means|yes please|totally|fosho|bet"
        "|true|no problem|lets go with that|go with that|i accept|accept|that is right|it is|i do|i would"
        "|i am|please go ahead|proceed|no objection|without a doubt|roger|ten four|that one works"
        "|100 percent|you got it|that is fine|i would like that|id like that|ok do it|make the change"
        "|go on|continue|sounds right|ready",
    ),
    (
        "WORKS",
        None,
        "sounds good|sounds great|sounds fine|sounds perfect|sound good|works for me|that works|it works"
        "|thatll work|that will work|will work|would work|works great|works fine|works best|is fine"
        "|is good|is great|is ok|is okay|is perfect|thats fine|thats good|thats great|thats perfect"
        "|thats ok|thats okay|perfect|great|fine|good|awesome|cool|excellent|wonderful|fantastic|super"
        "|lovely|looks good|looks great|im good with that|im fine with that|i can do|i can make"
        "|i can do that|i can make it|that would be great|that would be good|that would be perfect"
        "|would be great|would be good|would be fine|would be perfect|would be nice|would be better"
        "|would be best|is better|is best|happy with that|im happy with that|good for me|fine by me"
        "|fine with me|ok with me|suits me|suits me fine|that suits me|would suit me|that should work"
        "|should work|should be fine|can work|could work|ok for me|is alright|works better|works perfectly"
        "|is ideal|would be ideal|ideal|that does work|does work|are fine|are good|are best|are ok"
        "|are great|are okay|are perfect|are better|that should be fine|might work|nice|gr8|is possible",
    ),
    (
        "NO",
        None,
        "no|nope|nah|naw|nop|negative|no thanks|no thank you|no way|not really|absolutely not|definitely not|noo"
        "|nooo|no sir|no maam|nay|not at all|of course not|i dont think so|dont do it|dont|please dont|do not|never"
        "|uh uh|nuh uh|thats wrong|that is wrong|wrong|incorrect|thats not right|that is not right|thats incorrect"
        "|not correct|nein|n|i do not|id rather not|i would rather not|rather not|not that|not that one|i disagree"
        "|not today thanks|not this time|thats not it|thats not me|not me|wrong person|hold off|dont change it"
        "|dont move it|not yet|not now|not interested|false|i changed my mind|changed my mind|no good|wrong day"
        "|wrong time|wrong date|wrong one|wrong appointment|not the right day|not the right time|not the right one"
        "|not the right date|not what i wanted|not what i said|not what i asked for",
    ),
    (
        "NOT",
        None,
        "not|isnt|arent|wasnt|wont|wouldnt|doesnt|didnt|no|dont want|do not want|dont like|not any"
        "|dont give me|dont book|dont put me|no more|hardly|dont schedule|dont need|dont do|i dont do"
        "|not during|i dont want|i do not want|id rather not do|please not|nothing|not available|not free"
        "|im not free|im not available|unavailable|im unavailable|im busy|im booked|i work|im working"
        "|i have work|i have class|i have school|out of town|im out of town|im away|away|im traveling"
        "|tied up|on vacation|im on vacation|vacationing|on a trip|ill be out of town|ill be away"
        "|ill be traveling|ill be gone|i will be gone|i will be out of town|gone|im out|im gone"
        "|i will be away|traveling|im out of the country|out of the country|ill be out|im tied up"
        "|i am busy|i am working|my lunch is|my lunch break is|my class is|my classes are|i have a meeting"
        "|i have meetings|im in meetings|my shift is|i work from|my kids have school",
    ),
    (
        "CANT",
        None,
        "cant|cannot|can not|cant do|cannot do|cant make|cannot make|cant make it|cannot make it|cant come"
        "|cannot come|wont be able to|wont be able to make|wont be able to make it|unable to"
        "|unable to make|unable to make it|wont make it|not able to|not able to make|not able to make it"
        "|im not able to|couldnt make|couldnt make it|could not make it|wont be there|cant be there"
        "|cant go|cant attend|cant get there|cant come in|not going to make|not gonna make"
        "|not going to make it|not gonna make it|not going to be able to make it"
        "|not gonna be able to make it|wont be in|not going to be able to|not gonna be able to|cant keep"
        "|cannot keep|cant get off work|have to miss|need to miss|going to miss|gonna miss"
        "|wont be able to come|wont be able to attend|will not be able to|will not be able to make it"
        "|cant do it|cant make my|cant show up|cant get away|cant swing|could not make|cant come in on"
        "|no can do|never can|i cant do|cant come to|cant attend my|not able to come|not able to attend"
        "|unable to attend|unable to come|will not be able to make|wont be able to do|will miss|ill miss"
        "|have a conflict|have a conflict on|conflicts with|something came up|im not going to make it"
        "|cant make that|i dont think i can make|i dont think i can make it|dont think i can make it"
        "|i dont think i can come|dont think ill make it|i dont think ill make it"
        "|i dont think ill be able to make it|i dont think i will make it|not sure i can make"
        "|not sure i can make it|doubt i can make it|i dont think i can do|i dont think ill be able to"
        "|wont make|conflict with|a conflict with|have a conflict with|i have a conflict|cant find"
        "|couldnt find|cant get a|double booked|i double booked|im double booked|i double booked myself",
    ),
    (
        "BAD",
        None,
        "doesnt work|does not work|dont work|do not work|wont work|will not work|wouldnt work|is no good"
        "|are no good|is bad|are bad|isnt good|is not good|arent good|are not good|isnt going to work"
        "|is not going to work|not going to work|doesnt suit me|is out|are out|is impossible"
        "|are impossible|isnt possible|wont do|is not possible|no longer works|isnt great|is not great"
        "|doesnt work for me|does not work for me|dont work for me|not good for me|no good for me"
        "|is not an option|are not an option|is not convenient|isnt convenient|not ideal|isnt ideal"
        "|is tough|is hard|is difficult|are hard|are tough|are difficult|is tricky|doesnt fit|is a no"
        "|is a no go|is a bad day|are a no go|isnt an option|is not ok|isnt ok|no bueno|not possible"
        "|wont suit|cant work|not gonna work|isnt working|is not working|im not free|im busy|im working"
        "|im not available|is booked|not gonna work for me|am not available|doesnt really work|not so good"
        "|isnt so good|is packed|never works|never work|i am busy|is full|not convenient",
    ),
)
