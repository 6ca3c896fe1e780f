"""English words for people, repeating, other offers, small talk, languages."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "PERSON",
        None,
        "person|human|a person|a human|real person|a real person|live person|agent|an agent|live agent"
        "|operator|representative|rep|a rep|someone|somebody|front desk|the front desk|receptionist|staff"
        "|a staff member|staff member|customer service|human being|actual person|an actual person"
        "|actual human|real human|live human|nurse|the nurse|a nurse|manager|the office|the clinic"
        "|scheduler|secretary|a live person|real people|someone real|supervisor|an actual human"
        "|a real human|a human being|somebody real|an operator|a representative|a receptionist|live chat"
        "|real human being|humans|real humans|anyone there|anybody there|somebody there|people there"
        "|any humans|actual people|the doctors office|the receptionist|the nurses|scheduling"
        "|the scheduling desk|billing department",
    ),
    (
        "ASKPERSON",
        None,
        "talk to|speak to|speak with|talk with|connect me|connect me to|connect me with|transfer me"
        "|transfer me to|put me through|put me through to|get me|can i talk|can i speak|let me talk"
        "|let me speak|chat with|call me|have someone call me|reach|have someone call|call me back"
        "|someone call me|get a hold of|hand me over|hand me to|want to talk|need to talk|want to speak"
        "|need to speak|contact|hand me off to|prefer a|rather talk to|rather speak to|rather speak with"
        "|rather talk with|rather have a|just want a|just get me a|i prefer a",
    ),
    (
        "ASKPERSON_ALONE",
        None,
        "call me|have someone call me|call me back|i want to talk to a person|are you a person talk"
        "|get me out of this bot|human please|agent please|person please|operator please|i hate bots|i hate robots"
        "|stop the bot|not a bot|no bots|this bot is useless|this isnt working|you dont understand me"
        "|you are not helping|youre not helping|you are useless|youre useless|someone call me|phone me"
        "|give me a call|can someone help me|i need help from a person|representative please|talk to someone"
        "|speak to someone|speak with someone|talk with someone|speak to somebody|talk to somebody"
        "|real person please|live agent please|zero|customer service please|i dont want to talk to a bot"
        "|let me talk to someone|i dont want to talk to a robot|i dont want to talk to a machine"
        "|i dont want to talk to a computer|i dont want to talk to an ai|i dont want to talk to ai"
        "|i dont wanna talk to a bot|i dont wanna talk to a robot|i dont wanna talk to a machine"
        "|get me off this thing|dont want to talk to a machine|i dont want a robot|i dont want to chat with a bot"
        "|ill just call|i would rather call|id rather call|can i just call|i want to call|can i call you"
        "|rather do this by phone|can someone call me|could someone call me|callback|call back|a callback"
        "|give me a callback|have a nurse call me|can you have someone call|have somebody call me"
        "|can somebody call me",
    ),
    (
        "REPEAT",
        None,
        "repeat|repeat that|say that again|say again|come again|what did you say|pardon|pardon me"
        "|what was that|can you repeat|could you repeat|one more time|again please|i didnt catch that"
        "|didnt catch that|didnt get that|i didnt hear|sorry what|what|huh|say it again|read that back"
        "|read it back|i missed that|what were the options|what were the times|excuse me"
        "|what was the first one again|what are my options|run that by me again|wat|once more"
        "|what are the options|come again please|what was the time|what time was that|what was that time"
        "|what time did you say|what day was that|which day was that|what was the date|what were they"
        "|what did you say the time was|when was that|what time again|what day again|which one was that"
        "|what was it|hear those again|hear them again|hear that again|say those again|say them again|tell me again"
        "|tell me those again|list them again|list those again|read those again|read them again|go over those again"
        "|go over that again|what were those|what were those times|what were those again|repeat those|repeat them"
        "|repeat the times|repeat the options|can i hear the options|what are the times|what are the times again"
        "|you broke up|you cut out|you were breaking up|i couldnt hear|i couldnt hear you|couldnt hear that|say what"
        "|which ones were those|which times were those|what times were those",
    ),
    (
        "RESEND",
        None,
        "resend|send it again|send the code again|send again|resend the code|didnt get the code|didnt get a code"
        "|didnt get it|i didnt get it|never got it|never got the code|no code|i havent received|havent gotten"
        "|didnt receive|did not receive|did not get|new code|another code|code expired|the code expired"
        "|send me another|send another|code didnt come|no text yet|i havent gotten|havent got|not received"
        "|hasnt arrived|didnt arrive|never came|nothing came|send me a new|resend it|didnt receive it"
        "|did not get it|i dont have a code|where is the code|send a new|code didnt work|no message yet|nothing yet"
        "|didnt get any code|didnt get any|didnt get anything|i didnt get anything|i didnt get any"
        "|i didnt get a text|didnt get a text|didnt get the text|didnt get a message|never received"
        "|never received it|i never got a code|never got a code|never got anything|never got a text|i dont see it"
        "|i dont see a code|dont see a code|dont see any code|i dont see anything|it hasnt come"
        "|it hasnt come through|hasnt come through|hasnt come|didnt come through|it didnt come|nothing came through"
        "|havent received|havent received it|havent received anything|havent gotten it|havent gotten a code"
        "|havent got it|still waiting for the code|still waiting on the code|still waiting for the text"
        "|still nothing|not getting it|im not getting it|not getting the code|the code isnt working"
        "|code isnt working|code doesnt work|the code doesnt work|it expired|the code ran out|text me again"
        "|text it again|text it to me again|can you text it again|send one more",
    ),
    (
        "ALTS",
        None,
        "neither of those days|neither of those times|neither day|neither time|none of those days"
        "|none of those times|none of those days work|none of those times work|neither of those days works"
        "|neither of those days work|neither of those works|neither of those times work|other options|other times"
        "|other days|anything else|something else|what else|none of those|none of these|none of them|neither"
        "|neither works|neither one|neither of those|different time|different day|different times|more options"
        "|more times|show me more|other slots|another time|another day|another option|other openings|none work"
        "|none of those work|any other|none of these work|what else do you have|different days|none|not those|more"
        "|next options|see more|other dates|keep looking|any others|something different|other availability"
        "|any other times|any other days|any other options|what other times|what other days|those dont work"
        "|they dont work|none of them work|none of the above|try again|show more|another date|a different one"
        "|can i see others|others|any more|what other|dont like any|cant do any of those|cant make any of those"
        "|different date|any alternatives|alternatives|none are good|none are any good|none of those are good"
        "|not any of those|other choices|other choice|any other choices|different options|different slots"
        "|any other day|some other day|for other day|to other day|to other date|another slot|another opening",
    ),
    (
        "THANKS",
        None,
        "thanks|thank you|thx|ty|thnx|tx|thanx|thank u|appreciate it|much appreciated|thanks so much"
        "|thank you so much|tysm|i appreciate it|thanks a lot|thank you very much|many thanks|cheers|tks"
        "|thnks",
    ),
    (
        "BYE",
        None,
        "bye|goodbye|good bye|bye bye|see you|see ya|cya|thats all|that is all|thats it|that is it"
        "|nothing else|im done|all done|have a good day|have a nice day|have a great day|take care"
        "|good night|no thats all|that will be all|thatll be all|all set|im all set|talk later"
        "|see you then|later gator|im good|i am good|no thats it|done|that s all|see u|ttyl|good day"
        "|nothing more|we are done|were done|thats everything|that will do it|thatll do it"
        "|i think thats all|i think thats it|no thats everything|thats all i need|thats all i needed"
        "|all good|nothing more thanks|nothing else thanks|no im good|no im all set|were all set"
        "|we are all set|good for now|thats it for now|thats all for now|no more questions"
        "|thats all for today|have a good one|take care bye|ok bye|okay bye|ciao|peace|later|see you later"
        "|talk to you later|talk soon",
    ),
    (
        "HELLO",
        None,
        "hi|hello|hey|good morning|good afternoon|good evening|hiya|howdy|hi there|hello there|greetings"
        "|morning all|yo|hey there|whats up|helo|gm|heya|sup",
    ),
    (
        "KEEP",
        None,
        "keep it|keep|keep my|keep the|leave it|leave it as is|leave it alone|leave as is"
        "|leave it as it is|leave my|leave the|keep what i have|keep it as is|keep it the same|dont cancel"
        "|do not cancel|dont change|do not change|dont move|do not move|stay with|stick with|ill keep"
        "|i will keep|ill keep it|stay with the original|stick with the original|keep the original"
        "|keep the same|not cancel|keep the one i have|keep the old one|leave things as they are"
        "|leave everything as it is|rather keep|keep my original"
        "|see you then i will be there|i can still make it|i can make it after all"
        "|dont want to cancel|do not want to cancel|no need to cancel|no need to change|ill stick with"
        "|i want to keep|id like to keep|not canceling|not cancelling|dont touch|dont want to change"
        "|dont want to move|no changes|no change|leave it where it is|leave it how it is|leave everything"
        "|leave everything the way it is|leave it the way it is|leave everything as is"
        "|keep things the same|keep it how it is|keep it the way it is|keep everything the same",
    ),
    (
        "NEVERMIND",
        None,
        "never mind|nevermind|nvm|forget it|forget about it|stop|quit|exit|end|end chat|cancel this"
        "|cancel that request|start over|dont bother|dont worry about it|abort|close this|no longer needed"
        "|forget i asked|skip it|i changed my mind about it|lets stop|stop here|im out|leave me alone|neva mind"
        "|nvmd|nm|disregard|disregard that|scratch the whole thing|ill do it later|ill think about it"
        "|let me think about it|i need to think about it|ill get back to you|maybe later|some other time"
        "|i have to go|gotta go|not now|i give up"
        ""
        ""
        ""
        ""
        ""
        ""
        ""
        "",
    ),
    (
        "LANG",
        "es",
        "spanish|espanol|in spanish|speak spanish|do you speak spanish|can we speak spanish|spanish please"
        "|switch to spanish|change to spanish|change language to spanish|habla espanol|hablas espanol"
        "|se habla espanol",
    ),
    (
        "LANG",
        "en",
        "english|in english|speak english|english please|switch to english|do you speak english"
        "|change to english|change language to english|back to english",
    ),
)
