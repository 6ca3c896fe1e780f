"""English replies of every day: any of the offers, not now, I'll be there, say that again, courtesies."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "YES",
        None,
        "yes indeed|i suppose so|i guess so|suppose so|i think so|i believe so|i reckon so|yes indeedy"
        "|yes definitely|yes absolutely|yes thats fine|yes that is fine|yes it is|yes thats it|yes thats right"
        "|yes that is right|yes thats correct|yes do it|yes go ahead|yes lets do it|yes lets do that|yes i do"
        "|yes i would|yes id like that|yeah go ahead|yeah do it|yeah thats fine|yeah thats right|yeah sure|yeah ok"
        "|yeah okay|sure go ahead|sure do it|ok go ahead|okay go ahead|go right ahead|you can go ahead|feel free"
        "|be my guest|thats the one|that one please|thats it exactly|you bet ya|you betcha|sounds like a winner"
        "|im in|count me in|im down|im down with that|im ok with that|im okay with that|im fine with it"
        "|im good with it|i can live with that|lets roll with that|lets roll|lets book it|book that|book that one"
        "|lock it down|make it official|do that please|do that one|thats what i want|thats what i wanted"
        "|exactly right|thats exactly right|that is exactly right|yes mam|yes maam please|mm hm|mmhmm|mhmm|mm hmmm"
        "|uh huh yes|yuh|yupp|yeppp|yesh|yis|aye|10 4|right on|very well|very good|all good go ahead|looks right"
        "|looks correct|that looks right|thats all correct|all correct|everything is correct|everything looks good"
        "|everything looks right|thatd be great|thatd be perfect|thatd be good|thatd be fine|thatd be wonderful"
        "|thatd work|that would work|itll do|thatll do|that will do|that do|no problem at all|not a problem"
        "|no complaints|im happy with it|id be happy with that|wonderful thank you|please and thank you",
    ),
    (
        "NO",
        None,
        "no maam thank you|no sir thank you|no thats not right|no that is not right|no thats wrong"
        "|no thats incorrect|no thats not it|no thats not what i want|no thats not what i wanted"
        "|no thats not what i said|no i dont want that|no i dont want it|i dont want that|i dont want that one"
        "|i dont want it|id rather not do that|no dont do that|no dont do it|dont do that|please dont do that"
        "|no not that|no not that one|not that day|not that time|hell no|heck no|no freaking way|no can do sorry"
        "|uh no|um no|ehh no|nah im good|nah thats ok|no thats ok|no thats okay"
        "|no im ok|that is not what i asked for|thats not what i asked for"
        "|thats not what i meant|you got it wrong|you got that wrong|thats a mistake|that isnt right|that isnt it"
        "|that aint right|that aint it|not quite|not exactly|nope not that one",
    ),
    (
        "ATTEND",
        None,
        "ill be there|i will be there|well be there|we will be there|see you there|see yall then|see you all then"
        "|ill see you then|i will see you then|count on me|im coming|i am coming|were coming|we are coming"
        "|im still coming|i am still coming|well still be there|im gonna be there|im going to be there|ill make it"
        "|i will make it|ill be coming|i will be coming|we are still coming|ill definitely be there"
        "|ill be there for sure|still planning to come|still planning on coming|planning to be there"
        "|i plan to be there|plan on being there",
    ),
    (
        "PUTOFF",
        None,
        "ill call you back|ill call back|i will call back|i will call you back|ill call back later"
        "|ill call you back later|call you back later|ill call later|i will call later|ill call again"
        "|call back another time|ill text you back|ill text back|ill text you later|ill message you later"
        "|ill message back|ill write back|get back to you|get back to yall|let you know|ill let you know"
        "|i will let you know|let me get back to you|ill get back to you|i will get back to you"
        "|ill have to get back to you|let me check with|lemme check with|lemme check w|let me ask|lemme ask"
        "|let me talk to my|let me talk it over|i need to check with|i have to check with|i gotta check with"
        "|have to check with|need to check with|i should check with|i better check with|check with my husband"
        "|check with my wife|check with my boss|check with my work|check with my mom|ask my husband|ask my wife"
        "|ask my boss|ask my mom|i need to ask my|i have to ask my|i gotta ask my|i need to talk to my"
        "|i have to talk to my|i need to talk it over|talk it over with|run it by my|run that by my"
        "|let me run it by|sleep on it|let me think about it|let me think on it|i need to think about it"
        "|i have to think about it|ill think about it|i want to think about it|need some time to think"
        "|think it over|let me think it over|let me figure out|i need to figure out my|i have to figure out my"
        "|once i figure out|when i know my schedule|i dont know my schedule yet|dont know my schedule yet"
        "|dont have my schedule yet|i dont have my schedule yet|waiting on my schedule|im waiting on my schedule"
        "|ill do this later|ill do it later|i will do it later|lets do this later|can we do this later"
        "|can i do this later|try again later|ill try again later|another time maybe|some other time|not right now",
    ),
    (
        "DUNNO",
        None,
        "i really dont know|dont really know|i dont really know|i dont exactly know|dont exactly know"
        "|im really not sure|im not too sure|not too sure|im not certain|not a clue|i havent a clue|i have no clue"
        "|no clue|who knows|hard to say|its hard to say|i couldnt tell you|couldnt tell you|i honestly dont know"
        "|honestly dont know|not sure yet|im not sure yet|i dont know yet|dont know yet|havent decided"
        "|i havent decided|i havent decided yet|im still deciding|let me check my calendar|let me check my schedule"
        "|lemme check my calendar|lemme check my schedule|let me look at my calendar|let me look at my schedule"
        "|let me pull up my calendar|i need to check my calendar|i need to check my schedule"
        "|i have to check my calendar|i have to check my schedule|i need to look at my calendar"
        "|checking my calendar",
    ),
    (
        "ANYOFFER",
        None,
        "any of them|any of those|any of these|any of the three|any of those three|any of those times"
        "|any of these times|any of them works|any of them work|any of those works|any of those work"
        "|any of those is fine|any of those are fine|any of them is fine|any of them are fine|any one of them"
        "|any one of those|any one is fine|any is fine|any one works|either one|either of them|either of those"
        "|either one works|either works|either works for me|either is fine|either one is fine|either time works"
        "|either time is fine|either of the two|either of the first two|whichever|whichever one|whichever is fine"
        "|whichever works|whichever works for you|whichever works best|whichever is easier|whichever is easiest"
        "|whichever you prefer|whichever you want|whichever you like|whatever works|whatever works for you"
        "|whatever works best for you|whatever is easier|whatever is easiest|whatever you think|you pick|you choose"
        "|you decide|u pick|up to you|its up to you|your call|your choice|dealers choice|surprise me|just pick one"
        "|pick one|pick one for me|you pick one|pick whichever|all of them work|all of them work for me"
        "|all of those work|all of those work for me|all of those are fine|all three work|all three work for me"
        "|all three are fine|they all work|they all work for me|those all work|those all work for me"
        "|all work for me|all of the above|i dont care which|dont care which|doesnt matter which"
        "|it doesnt matter which|doesnt matter which one|it doesnt matter which one|makes no difference"
        "|no preference|i have no preference|all the same to me|its all the same to me|im good with any"
        "|im fine with any|im ok with any|good with any of them|fine with any of them",
    ),
    (
        "CHOICE",
        2,
        "the middle one|middle one|the one in the middle|the middle option|the middle time|the middle slot"
        "|middle option|the one in between|number two|option two|option b|b please|letter b|the b option",
    ),
    ("CHOICE", 1, "the top one|top one|the one on top|the one at the top|option a|letter a|the a option"),
    ("CHOICE", 3, "option c|letter c|c please|the c option"),
    ("CHOICE", -1, "the bottom one|bottom one|the one at the bottom|the very last one"),
    (
        "THANKS",
        None,
        "thank you kindly|thank ya|thanks a bunch|thanks a million|thanks a ton|thank you so very much"
        "|thank you for your help|thanks for your help|thanks for the help|thank you for helping|thanks for helping"
        "|bless you|bless your heart|god bless|god bless you|youre the best|youre a lifesaver|you are a lifesaver"
        "|you are very kind|youre very kind|thats so helpful|that was easy|thats very helpful",
    ),
    (
        "BYE",
        None,
        "have a blessed day|have a lovely day|have a wonderful day|have a good weekend bye"
        "|have a good rest of your day|enjoy your day|you too|you as well|same to you|you have a good day"
        "|you have a great day|yall have a good day|you take care|you take care now|bye now|bye for now|buh bye"
        "|bubye|that is everything|thats everything i needed|thats all i wanted|that was all|that was it"
        "|that is all i needed|nope thats everything|no thats it for me|thats it for me|im done for now|im all done"
        "|i think were good|i think im good|i think im all set|were good|we good|i am all set|thats plenty"
        "|nothing for now|nothing at the moment|not at the moment|not at this time|no nothing else|no nothing"
        "|nothing thanks|nothing thank you|no im okay|no im fine|no im done|no thats fine thanks",
    ),
    (
        "HELLO",
        None,
        "good day to you|good mornin|mornin|evenin|afternoon maam|hi good morning|hi good afternoon|hi good evening"
        "|hello good morning|hello good afternoon|hello good evening|hey good morning|how are you|how are you doing"
        "|how are you doing today|how are you today|hows it going|how ya doing|how yall doing|whats good|wassup"
        "|hows your day|hope youre well|hope you are well|hope youre doing well|nice to meet you"
        "|happy monday to you|pleasure",
    ),
    (
        "FILL",
        None,
        "either day|all night|all night long|up all night|one more thing|one other thing|one last thing"
        "|another thing|just one more thing|holiday week|either of those days|hon|honey|sweetie|sweetheart|darlin"
        "|darling|maam|mam|sir|miss|yall|y all|yo|dude|man|bro|my friend|buddy|lemme see here|lets see"
        "|lets see here|let me see here|if thats okay|if thats alright|if its okay|if its ok"
        "|if its not too much trouble|if you dont mind|if you would|if you could|if thats possible"
        "|if at all possible|if you have it|if youve got it|if u have it|for sure though|to be honest|tbh|honestly"
        "|frankly|i suppose|i reckon|i figure|i mean like|you see|anyways|anyway|ok so|okay so|alright so|well so"
        "|oh ok|oh okay|whenever you get a chance|when you get a chance|real quick|real quickly|quick question"
        "|i was wondering|i was wondering if|im wondering if|just wondering if|just wondering|wondering if"
        "|im calling to|i was calling to|calling to|im calling because|im calling about|calling about"
        "|i am calling to|i am calling about|im texting to|texting to|im writing to|i am writing to"
        "|im reaching out to|reaching out to|reaching out about|im trying to see if|trying to see if|was hoping"
        "|i was hoping|was hoping i could|i was hoping i could|i was hoping to see if|hoping i could"
        "|hoping you could|i was just hoping|is there any way|is there a way|any way|is it possible to"
        "|is it possible for me to|would it be possible to|would it be possible|would it be ok to"
        "|would it be okay to|would you mind|do you mind|could you please|can you please|would you please"
        "|could you possibly|can you possibly",
    ),
)
