""

"""English words and phrases for what a patient does: yes, no, move, cancel, ask, as (category, value, alternatives)."""

from typing import Any, Final

WORDS: Final[tuple[tuple[str, Any, str], ...]] = (
    ("ALSO", 0, "also|as well|too"),
    ("PLACEW", 0, "office|location|clinic|branch|site|campus|building|facility"),
    (
        "ALLDAY",
        0,
        "all day|all day long|the whole day|whole day|any time of day|anytime of day"
        "|any time of the day|any hour|at any time",
    ),
    (
        "YES",
        0,
        "yes|yeah|yea|yep|yup|yah|ya|ye|yess|yesss|yas|y|sure|ok|okay|k|kk|okey|okie|okey dokey|alright"
        "|all right|aight|absolutely|definitely|certainly|of course|for sure|sure thing|you bet|uh huh"
        "|uhuh|mm hmm|mhm|yessir|yes sir|yes maam|affirmative|correct|thats correct|thats right|right"
        "|exactly|indeed|go ahead|do it|lets do it|go for it|please do|book it|lock it in|confirm"
        "|confirmed|i confirm|make it so|deal|agreed|i agree|that is correct|yeppers|ill take it"
        "|i will take it|ill take that|take it|lets do that|do that|sign me up|works|sounds like a plan"
        "|thats me|this is me|this is he|this is she|why not|by all means|yes please|totally|fosho|bet"
        "|true|no problem|lets go with that|go with that|i accept|accept|that is right|it is|i do"
        "|i would|i am|please go ahead|proceed|no objection|without a doubt|roger|ten four"
        "|that one works|100 percent|you got it|that is fine|i would like that|id like that|ok do it"
        "|make the change|go on|continue|sounds right|ready",
    ),
    (
        "WORKS",
        0,
        "sounds good|sounds great|sounds fine|sounds perfect|sound good|works for me|that works"
        "|it works|thatll work|that will work|will work|would work|works great|works fine|works best"
        "|is fine|is good|is great|is ok|is okay|is perfect|thats fine|thats good|thats great"
        "|thats perfect|thats ok|thats okay|perfect|great|fine|good|awesome|cool|excellent|wonderful"
        "|fantastic|super|lovely|looks good|looks great|im good with that|im fine with that|i can do"
        "|i can make|i can do that|i can make it|that would be great|that would be good"
        "|that would be perfect|would be great|would be good|would be fine|would be perfect"
        "|would be nice|would be better|would be best|is better|is best|happy with that"
        "|im happy with that|good for me|fine by me|fine with me|ok with me|suits me|suits me fine"
        "|that suits me|would suit me|that should work|should work|should be fine|can work|could work"
        "|ok for me|is alright|works better|works perfectly|is ideal|would be ideal|ideal"
        "|that does work|does work|are fine|are good|are best|are ok|are great|are okay|are perfect"
        "|are better|that should be fine|might work|nice|gr8|is possible",
    ),
    (
        "NO",
        0,
        "no|nope|nah|naw|nop|negative|no thanks|no thank you|no way|not really|absolutely not"
        "|definitely not|noo|nooo|no sir|no maam|nay|not at all|of course not|i dont think so"
        "|dont do it|dont|please dont|do not|never|uh uh|nuh uh|thats wrong|that is wrong|wrong"
        "|incorrect|thats not right|that is not right|thats incorrect|not correct|nein|n|i do not"
        "|i dont|id rather not|i would rather not|rather not|not that|not that one|i disagree"
        "|not today thanks|not this time|thats not it|thats not me|not me|wrong person|hold off"
        "|dont change it|dont move it|not yet|not now|not interested|false|i changed my mind"
        "|changed my mind|no good",
    ),
    (
        "NOT",
        0,
        "not|isnt|arent|wasnt|wont|wouldnt|doesnt|didnt|no|dont want|do not want|dont like|not any"
        "|dont give me|dont book|dont put me|no more|hardly|dont schedule|dont need|dont do|i dont do"
        "|not during|i dont want|i do not want|id rather not do|please not|nothing|not available"
        "|not free|im not free|im not available|unavailable|im unavailable|im busy|busy|im booked"
        "|booked|i work|im working|i have work|i have class|i have school|out of town|im out of town"
        "|im away|away|im traveling|tied up",
    ),
    (
        "CANT",
        0,
        "cant|cannot|can not|cant do|cannot do|cant make|cannot make|cant make it|cannot make it"
        "|cant come|cannot come|wont be able to|wont be able to make|wont be able to make it|unable to"
        "|unable to make|unable to make it|wont make it|not able to|not able to make"
        "|not able to make it|im not able to|couldnt make|couldnt make it|could not make it"
        "|wont be there|cant be there|cant go|cant attend|cant get there|cant come in|not going to make"
        "|not gonna make|not going to make it|not gonna make it|not going to be able to make it"
        "|not gonna be able to make it|wont be in|not going to be able to|not gonna be able to"
        "|cant keep|cannot keep|cant get off work|have to miss|need to miss|going to miss|gonna miss"
        "|wont be able to come|wont be able to attend|will not be able to|will not be able to make it"
        "|cant do it|cant make my|cant show up|cant get away|cant swing|could not make|cant come in on"
        "|no can do|never can|i cant do|cant come to|cant attend my|not able to come|not able to attend"
        "|unable to attend|unable to come|will not be able to make|wont be able to do|will miss"
        "|ill miss|have a conflict|have a conflict on|conflicts with|something came up|have something"
        "|i have something|got something|im not going to make it|cant make that",
    ),
    (
        "BAD",
        0,
        "doesnt work|does not work|dont work|do not work|wont work|will not work|wouldnt work"
        "|is no good|are no good|is bad|are bad|isnt good|is not good|arent good|are not good"
        "|isnt going to work|is not going to work|not going to work|doesnt suit me|is out|are out"
        "|is impossible|are impossible|isnt possible|wont do|is not possible|no longer works|isnt great"
        "|is not great|doesnt work for me|does not work for me|dont work for me|not good for me"
        "|no good for me|is not an option|are not an option|is not convenient|isnt convenient|not ideal"
        "|isnt ideal|is tough|is hard|is difficult|are hard|are tough|are difficult|is tricky"
        "|doesnt fit|is a no|is a no go|is a bad day|are a no go|isnt an option|is not ok|isnt ok"
        "|no bueno|not possible|wont suit|cant work|not gonna work|isnt working|is not working"
        "|im not free|im busy|im working|im not available|is booked|not gonna work for me"
        "|am not available|doesnt really work|not so good|isnt so good|is packed|never works|never work"
        "|i am busy|is full|is not great|not convenient",
    ),
    (
        "MOVEUP",
        0,
        "move up|move it up|bring forward|bring it forward|push up|bump up|pull in|get in sooner"
        "|get in earlier|come in sooner",
    ),
    (
        "MOVEUP",
        0,
        "come in earlier|move forward|move it forward|move it earlier|make it earlier|get in any sooner"
        "|get in any earlier",
    ),
    (
        "MOVEBACK",
        0,
        "push back|push it back|push out|push it out|postpone|put off|delay|move back|move it back"
        "|bump back|make it later",
    ),
    ("MOVEBACK", 0, "move it later|hold off on|push to later|defer|postponed|pushed back|delayed"),
    (
        "MOVE",
        0,
        "move|reschedule|rescheduled|re schedule|rescedule|reshedule|rescheduling|moved|moving|change"
        "|changed|changing|switch|switched|switching|rebook|re book|shift|swap|resched|postpone"
        "|postponed|push back|push it back|push out|push it out|transfer|trade|change the date"
        "|change the time|change the date of|change the time of|change the day of|change the day"
        "|change my date|change my time|need a different time|need a different day|need another time"
        "|need another day|reskedule|need a new time|need a new date|different time for"
        "|different day for|another time for|another day for|reschdule|find another time"
        "|find a different time|find another day|find a new time|push|bump|put off|change times|chnge"
        "|reschedual|reschudule|adjust|modify|can i come another day|come another day"
        "|come a different day|another day instead|come in another day|come in a different day"
        "|rescheudle|redo|exchange",
    ),
    (
        "CANCEL",
        0,
        "cancel|cancell|cancle|cancelled|canceled|canceling|cancelling|cansel|call off|call it off"
        "|delete|get rid of|withdraw|take me off|back out of|bail on|wont be coming|wont be coming to"
        "|dont need my|no longer need|dont need the|dont need it anymore|no longer need my"
        "|not coming to|wont be coming in|not coming|im not coming|cancellation|want to cancel|erase"
        "|pull out of|unbook|wont need|cancal|cncl|canc|dont want my appointment"
        "|dont want the appointment|dont want to come|drop my|drop the appointment|drop it|remove my"
        "|remove the|remove it|release my|scrap my|scratch my|nix my|give up my",
    ),
    ("BOOK", 0, "book|schedule|make|set up|setup|get in|get in to see|see the doctor|see a doctor"),
    ("BOOK", 0, "see the dentist|come in for|to be seen|get seen|request|scedule"),
    (
        "BOOKAPPT",
        0,
        "new patient appointment|a new appointment|new appointment|make an appointment"
        "|get an appointment|new visit|a new visit|an appointment with|first appointment with"
        "|become a patient|new patient",
    ),
    ("BACKADV", 0, "back|out further|backward|backwards|back by|out by"),
    ("AHEADADV", 0, "forward|ahead|up|up by|forward by|ahead by"),
    (
        "NEED",
        0,
        "need|want|would like|id like|like|wanna|looking for|need to|want to|looking to|trying to"
        "|try to|hoping to|hoping for|wish",
    ),
    (
        "NEED",
        0,
        "i need|i want|i would like|can i get|could i get|can i have|could i have|may i have|gotta"
        "|got to|have to|id love",
    ),
    (
        "AVAIL",
        0,
        "available|open|free|openings|opening|availability|something|anything|any openings"
        "|any availability|anything open|do you have|have you got|you have|got anything|is there"
        "|are there|any slots|slots|any spots|spots|whats available|what do you have|what have you got"
        "|what about|how about|can you do|could you do|can we do|could we do|can i do|could i do"
        "|can i come|could i come|can i come in|could i come in|could we try|can we try|try|lets try"
        "|lets do|let us do|lets say|lets make it|make it|prefer|preferably|i prefer|id prefer"
        "|i would prefer|ideally|rather|id rather|i would rather|would rather|find me|find|look for"
        "|looking at|can you find|any chance of|any chance for|hopefully|give me|show me|what else"
        "|could you see if|check|see if|any time|would prefer|put me in|put me down|squeeze me in"
        "|fit me in|get me in|slot me in|got something|works better|any|im free|im available|i am free"
        "|i am available|i can come|i can do|i can make|i could do|i could come|i could make|only"
        "|but only|can only do|can only come|can only make|only free|only available|i can only"
        "|works best for me|im off|i am off|i get off|it has to be|has to be|must be|needs to be"
        "|should be|best for me|would love|shoot for|aim for|how bout|wat about|hows",
    ),
    ("INSTEAD", 0, "instead of|in place of|rather than|in lieu of"),
    ("INSTEADADV", 0, "instead"),
    (
        "CORRECT",
        0,
        "actually|wait|i mean|i meant|sorry|scratch that|make that|or rather|no wait|hold on"
        "|on second thought|correction|my mistake|oops|hang on|wait no|strike that|no actually"
        "|let me rephrase|better yet|no sorry|i take that back|whoops|never mind that|hmm actually"
        "|no make it|no i mean|no i meant|i misspoke|excuse me i mean",
    ),
    (
        "APPT",
        "",
        "appointment|appointments|appt|appts|apptmt|apt|appoinment|apointment|appointmnet|appoitment"
        "|visit|visits|booking",
    ),
    (
        "APPT",
        "",
        "reservation|appointement|apptment|sched|time slot|consult slot|spot|slot|session time|thing"
        "|apmt|app",
    ),
    ("ONES", 0, "ones"),
    ("OPTION", 0, "option|choice|number|no.|pick|button"),
    (
        "VISIT",
        "",
        "cleaning|teeth cleaning|dental cleaning|checkup|check up|check-up|physical|annual physical"
        "|exam|eye exam|annual exam|annual|follow up|followup|follow-up|consultation|consult|x ray|xray"
        "|x-ray|mri|ultrasound|mammogram|blood work|bloodwork|blood draw|lab work|labs|lab|vaccine"
        "|vaccination|flu shot|shot|booster|therapy|physical therapy|pt|therapy session|session"
        "|counseling|dental|dentist|dentist appointment|doctors|doctor|dermatology|skin check|filling"
        "|root canal|crown|extraction|well visit|well child|wellness visit|wellness|pap smear|pap"
        "|prenatal|screening|procedure|surgery|fitting|hygiene|orthodontist|braces|telehealth"
        "|video visit|telehealth visit|video call|phone visit|injection|infusion|acupuncture|massage"
        "|chiropractor|adjustment visit|allergy shot|colonoscopy|ct scan|scan|test|hearing test"
        "|eye doctor|pediatrician|gyn|obgyn|cardiology|cardiologist|chest x ray|chest xray|ekg"
        "|stress test|dermatologist|psychiatrist|psychologist|podiatrist|physio|new patient visit"
        "|office visit|sports physical|nutritionist|evaluation",
    ),
    (
        "POSS",
        0,
        "my|our|his|her|their|mine|the one for my|my sons|my daughters|my moms|my kids|my childs"
        "|my husbands|my wifes",
    ),
    ("WE", 0, "i|me|we|us|you|it|he|she|they"),
    ("THATONE", 0, "that one|this one|that|it|this|that time|that slot|the one you said|thats the one"),
    (
        "OTHERONE",
        0,
        "the other one|other one|the other|the other appointment|the other time|the other option"
        "|the other slot",
    ),
    (
        "ALLOF",
        0,
        "both|both of them|all of them|all of it|every one|everything|all my|all my appointments"
        "|both appointments|them all|all appointments|all the appointments|both of the|them both",
    ),
    (
        "MY_APPTS",
        0,
        "what appointments|which appointments|what do i have|what have i got|whats on my schedule"
        "|any upcoming appointments",
    ),
    (
        "STATUS",
        0,
        "when is my|when is the|when are my|whens my|when s my|what time is my|what day is my"
        "|what date is my|whats the time of my|what time was my|when was my|where is my|wheres my"
        "|where is the|do i have an|do i have any|do i have|check my|check on my|look up my"
        "|tell me about my|remind me when|remind me of my|remind me what time|confirm my|confirming my"
        "|details of my|info on my|whats the date of my|who is my|who am i seeing"
        "|who am i supposed to see|what time am i|what day am i|when am i|when do i|what time do i"
        "|what day do i|what are my|what is my|is my|see my|view my|verify my|double check my"
        "|when i have|what time i have|when my|what time my|what day my|status of my|am i still"
        "|am i scheduled|do i still have|what appointments do i|which appointments do i|what do i have"
        "|any upcoming|upcoming appointments|when is it|when was it|what time is it|what day is it"
        "|what time is the|what day is the|list my|show my|show me my|when exactly is my|forgot when"
        "|forgot what time|dont remember when|dont remember what time|cant remember when"
        "|cant remember what time|not sure when|lost my appointment card|what time s my|when do i come"
        "|where do i go for my|what appointments|which doctor am i|wat time is my|wen is my|when did i"
        "|what did i|how many appointments|what time it is|what day it is|when it is",
    ),
    (
        "PERSON",
        0,
        "person|human|a person|a human|real person|a real person|live person|agent|an agent|live agent"
        "|operator|representative|rep|a rep|someone|somebody|front desk|the front desk|receptionist"
        "|staff|a staff member|staff member|customer service|human being|actual person|an actual person"
        "|actual human|real human|live human|nurse|the nurse|a nurse|manager|the office|the clinic"
        "|scheduler|secretary|people|a live person|real people|someone real|supervisor|an actual human"
        "|a real human|a human being|somebody real|an operator|a representative|a receptionist"
        "|live chat|real human being",
    ),
    (
        "ASKPERSON",
        0,
        "talk to|speak to|speak with|talk with|connect me|connect me to|connect me with|transfer me"
        "|transfer me to|put me through|put me through to|get me|can i talk|can i speak|let me talk"
        "|let me speak|chat with|call me|have someone call me|reach|have someone call|call me back"
        "|someone call me|get a hold of|hand me over|hand me to|want to talk|need to talk|want to speak"
        "|need to speak|contact|hand me off to|prefer a|rather talk to|rather speak to"
        "|rather speak with|rather talk with|rather have a|just want a|just get me a|i prefer a",
    ),
    (
        "ASKPERSON_ALONE",
        0,
        "call me|have someone call me|call me back|i want to talk to a person|are you a person talk"
        "|get me out of this bot|human please|agent please|person please|operator please|i hate bots"
        "|i hate robots|stop the bot|not a bot|no bots|this bot is useless|this isnt working"
        "|you dont understand me|you are not helping|youre not helping|you are useless|youre useless"
        "|someone call me|phone me|give me a call|can someone help me|i need help from a person"
        "|representative please|talk to someone|speak to someone|speak with someone|talk with someone"
        "|speak to somebody|talk to somebody|real person please|live agent please|zero"
        "|customer service please|i dont want to talk to a bot|let me talk to someone"
        "|i dont want to talk to a robot|dont want to talk to a machine|i dont want a robot"
        "|i dont want to chat with a bot|ill just call|i would rather call|id rather call"
        "|can i just call|i want to call|can i call you|rather do this by phone",
    ),
    (
        "REPEAT",
        0,
        "repeat|repeat that|say that again|say again|come again|what did you say|pardon|pardon me"
        "|what was that|can you repeat|could you repeat|one more time|again please|i didnt catch that"
        "|didnt catch that|didnt get that|i didnt hear|sorry what|what|huh|say it again|read that back"
        "|read it back|i missed that|what were the options|what were the times|excuse me"
        "|what was the first one again|what are my options|run that by me again|wat|once more"
        "|what are the options|come again please",
    ),
    (
        "RESEND",
        0,
        "resend|send it again|send the code again|send again|resend the code|didnt get the code"
        "|didnt get a code|didnt get it|i didnt get it|never got it|never got the code|no code"
        "|i havent received|havent gotten|didnt receive|did not receive|did not get|new code"
        "|another code|code expired|the code expired|send me another|send another|code didnt come"
        "|no text yet|i havent gotten|havent got|not received|hasnt arrived|didnt arrive|never came"
        "|nothing came|send me a new|resend it|didnt receive it|did not get it|i dont have a code"
        "|where is the code|send a new|code didnt work|no message yet|nothing yet",
    ),
    (
        "ALTS",
        0,
        "other options|other times|other days|anything else|something else|what else|none of those"
        "|none of these|none of them|neither|neither works|neither one|neither of those|different time"
        "|different day|different times|more options|more times|show me more|other slots|another time"
        "|another day|another option|other openings|none work|none of those work|any other"
        "|none of these work|what else do you have|different days|none|not those|more|next options"
        "|see more|other dates|keep looking|any others|something different|other availability"
        "|any other times|any other days|any other options|what other times|what other days"
        "|those dont work|they dont work|none of them work|none of the above|try again|show more"
        "|another date|a different one|can i see others|others|any more|what other|dont like any"
        "|cant do any of those|cant make any of those|different date|any alternatives|alternatives"
        "|none are good|none are any good|none of those are good|not any of those",
    ),
    (
        "THANKS",
        0,
        "thanks|thank you|thx|ty|thnx|tx|thanx|thank u|appreciate it|much appreciated|thanks so much"
        "|thank you so much|tysm|i appreciate it|thanks a lot|thank you very much|many thanks|cheers"
        "|tks|thnks",
    ),
    (
        "BYE",
        0,
        "bye|goodbye|good bye|bye bye|see you|see ya|cya|thats all|that is all|thats it|that is it"
        "|nothing else|im done|all done|have a good day|have a nice day|have a great day|take care"
        "|good night|no thats all|that will be all|thatll be all|all set|im all set|talk later"
        "|see you then|later gator|im good|i am good|no thats it|done|that s all|see u|ttyl|good day"
        "|nothing more|we are done|were done",
    ),
    (
        "HELLO",
        0,
        "hi|hello|hey|good morning|good afternoon|good evening|hiya|howdy|hi there|hello there"
        "|greetings|morning all|yo|hey there|whats up|helo|gm|heya|sup",
    ),
    (
        "KEEP",
        0,
        "keep it|keep|keep my|keep the|leave it|leave it as is|leave it alone|leave as is"
        "|leave it as it is|leave my|leave the|keep what i have|keep it as is|keep it the same"
        "|dont cancel|do not cancel|dont change|do not change|dont move|do not move|stay with"
        "|stick with|ill keep|i will keep|ill keep it|stay with the original|stick with the original"
        "|keep the original|keep the same|not cancel|keep the one i have|keep the old one"
        "|leave things as they are|leave everything as it is|rather keep|keep my original|still coming"
        "|im still coming|ill be there|i will be there|see you then i will be there|i can still make it"
        "|i can make it after all|dont want to cancel|do not want to cancel|no need to cancel"
        "|no need to change|ill stick with|i want to keep|id like to keep|not canceling|not cancelling"
        "|dont touch|dont want to change|dont want to move|no changes|no change|leave it where it is"
        "|leave it how it is",
    ),
    (
        "NEVERMIND",
        0,
        "never mind|nevermind|nvm|forget it|forget about it|stop|quit|exit|end|end chat|cancel this"
        "|cancel that request|start over|dont bother|dont worry about it|abort|close this"
        "|no longer needed|forget i asked|skip it|i changed my mind about it|lets stop|stop here|im out"
        "|leave me alone|neva mind|nvmd|nm|disregard|disregard that|scratch the whole thing"
        "|ill do it later|ill think about it|let me think about it|i need to think about it"
        "|ill get back to you|maybe later|some other time|i have to go|gotta go|not now|i give up",
    ),
    (
        "LANG",
        "es",
        "spanish|espanol|in spanish|speak spanish|do you speak spanish|can we speak spanish"
        "|spanish please|switch to spanish|change to spanish|change language to spanish|habla espanol"
        "|hablas espanol|se habla espanol",
    ),
    (
        "LANG",
        "en",
        "english|in english|speak english|english please|switch to english|do you speak english"
        "|change to english|change language to english|back to english",
    ),
    (
        "TOPIC",
        "fee",
        "how much|fee|fees|cost|costs|charge|charged|charges|penalty|price|copay|co pay|will it cost"
        "|does it cost|is there a fee|late fee|cancellation fee|cancelation fee|is there a charge"
        "|do i have to pay|is it free to",
    ),
    (
        "TOPIC",
        "address",
        "address|where are you|where are you located|located|location|directions|how do i get there"
        "|what floor|which building|where is the office|where is the clinic|where is it|where do i go"
        "|what is the address|how to get there|where do i have to go",
    ),
    ("TOPIC", "parking", "parking|park|where do i park|where can i park|is there parking"),
    (
        "TOPIC",
        "hours",
        "what are your hours|hours of operation|office hours|opening hours|your hours|when do you open"
        "|when do you close|what time do you open|what time do you close|are you open|business hours"
        "|when are you open|what days are you open|how late are you open|how early do you open",
    ),
    (
        "TOPIC",
        "insurance",
        "do you take|do you accept|take my insurance|accept my insurance|insurance|medicaid|medicare"
        "|blue cross|in network|aetna|cigna|unitedhealthcare|is it covered",
    ),
    (
        "TOPIC",
        "preparation",
        "what should i bring|what do i need to bring|do i need to bring|bring anything|should i bring"
        "|do i need to fast|need to fast|should i fast|can i eat before|prepare|preparation"
        "|how do i prepare|what do i need to do before|can i eat|can i drink|fasting|what to bring",
    ),
    (
        "TOPIC",
        "duration",
        "how long|how long will it take|how long is the|how long does|how long will|how much time",
    ),
    (
        "TOPIC",
        "assistant",
        "are you a robot|are you a bot|are you human|are you real|are you a person"
        "|are you a real person|who are you|who is this|what are you|is this a bot|is this a robot"
        "|is this a real person|am i talking to a person|am i talking to a bot|am i talking to a robot"
        "|is this a computer|is this ai|are you ai|are you an ai|am i talking to a real person"
        "|am i talking to a human|are you a machine|what is your name|whats your name|is this automated"
        "|am i speaking to a person|am i speaking with a person",
    ),
    (
        "TOPIC",
        "help",
        "what can you do|how does this work|what can i do here|help|help me|what are you able to do"
        "|i need help|can you help|can you help me|what is this|how do i use this|menu|options please"
        "|instructions|what do i do",
    ),
    (
        "TOPIC",
        "privacy",
        "why do you need|why do you need that|why do you ask|why do you want|is this safe"
        "|is this secure|is it safe|privacy|do i have to give|why do you need my|who sees"
        "|is my information|what do you need that for|why|how come|is this private|is this confidential"
        "|why do i have to|do i have to|what for|is my info safe|hipaa",
    ),
    (
        "OTHERFLOW",
        "refill",
        "refill|prescription|refill my prescription|medication refill|my meds|medication"
        "|medicine refill|renew my prescription|meds refill|rx|prescription refill|need my medicine"
        "|my medicine|run out of my medication",
    ),
    (
        "OTHERFLOW",
        "results",
        "test results|lab results|my results|results|bloodwork results|xray results|x ray results"
        "|biopsy results|blood test results",
    ),
    (
        "OTHERFLOW",
        "billing",
        "bill|billing|invoice|my bill|a bill|pay my bill|payment|balance|statement|refund"
        "|pay my balance|owe|overcharged|charged twice|pay a bill",
    ),
    (
        "OTHERFLOW",
        "referral",
        "referral|a referral|refer me|need a referral|prior authorization|authorization",
    ),
    (
        "OTHERFLOW",
        "records",
        "medical records|my records|records|copy of my chart|my chart|shot records|immunization records"
        "|vaccine records|vaccination record",
    ),
    (
        "OTHERFLOW",
        "insurance",
        "update my insurance|change my insurance|new insurance|insurance changed|my insurance changed"
        "|insurance card|switched insurance|add my insurance",
    ),
    (
        "OTHERFLOW",
        "contact_details",
        "change my phone number|change my address|update my address|update my phone|new phone number"
        "|new address|i moved|change my phone|update my phone number|change my email|update my email"
        "|new number|got a new number|change my name|update my information|update my info",
    ),
    (
        "OTHERFLOW",
        "doctor_note",
        "doctors note|doctor note|school note|work note|note for work|note for school|excuse note"
        "|sick note|fmla|disability form|form filled out|forms filled out|paperwork filled out"
        "|a note for",
    ),
    ("OTHERFLOW", "complaint", "complaint|complain|file a complaint|unhappy with|lawyer|sue"),
    (
        "OTHERFLOW",
        "medical_advice",
        "should i take|what medicine|side effects|is it normal|side effect|medical advice|my symptoms"
        "|symptoms|i have a rash|i have a fever|should i be worried|what dose|dosage",
    ),
    ("WAITLIST", 0, "waitlist|wait list|waiting list|cancellation list|standby list|call list"),
    (
        "EARLIER",
        0,
        "earlier|sooner|earlier than that|earlyer|earlier in the day|sooner than that|an earlier time"
        "|earlier time|an earlier date|earlier date|earlier one|an earlier one|sooner one|sooner please"
        "|earlier appointment|an earlier appointment|earlier slot|too late|is too late|too far out"
        "|too far|too far away|thats too far|is too far out|thats too late",
    ),
    (
        "LATER",
        0,
        "later|later than that|later in the day|a later time|later time|a later date|later date"
        "|later one|a later one|later on|afterwards|later please|later appointment|a later appointment"
        "|later slot|too early|is too early|too soon|thats too early|thats too soon|further out"
        "|farther out",
    ),
    ("NOTFIRST", 0, "the first one doesnt work|not the first one"),
    (
        "SAMETIME",
        0,
        "same time|the same time|same hour|at the same time|same exact time|same time as before"
        "|same time slot|the usual time|my usual time",
    ),
    (
        "ANYPROV",
        0,
        "any doctor|any provider|anyone|anybody|whoever|any dentist|any hygienist|doesnt matter who"
        "|dont care who|any of them|whoever is available|with anyone|with anybody|any of the doctors"
        "|no preference on doctor|either doctor|any therapist|any nurse|any one|whomever"
        "|any available doctor|any available provider",
    ),
    ("WITH", 0, "with|w|w/|see"),
    ("DRTITLE", 0, "dr|doctor|dr.|doc|drs|nurse practitioner|np"),
    (
        "SAMEPROV",
        0,
        "same doctor|same provider|the same doctor|the same provider|same dentist|same person"
        "|with the same doctor|my usual doctor|my regular doctor|same therapist|same hygienist"
        "|my doctor|same dr|my usual dentist",
    ),
    (
        "SAMEPLACE",
        0,
        "same place|same location|same office|same clinic|the same place|the same office"
        "|the same location",
    ),
    (
        "ANYPLACE",
        0,
        "any location|any office|either location|any clinic|either office|any place|anywhere"
        "|whichever location|doesnt matter where|any of your locations",
    ),
    (
        "NAMEIS",
        0,
        "my name is|my names|name is|this is|im|i am|its|it is|call me|names|name|patient name"
        "|the name is|patient name is|patient is|first name is|full name is|name s|my full name is"
        "|under the name|under the name of|under|the patients name is|the patient is|hi im|hello im"
        "|my first name is|last name is",
    ),
    (
        "BORN",
        0,
        "born|born on|born in|i was born|i was born on|date of birth|date of birth is|dob|dob is|d.o.b"
        "|birthday|birthdate|birth date|my birthday is|my birthday|my dob|my dob is|my date of birth is"
        "|my birthdate is|bday|my bday is|birthday is|born the|b day|birth day",
    ),
    (
        "CODEIS",
        0,
        "code|the code|code is|the code is|my code|its|it says|it is|heres the code|here is the code"
        "|verification code|pin|the pin|here it is",
    ),
    (
        "PHONEIS",
        0,
        "phone number is|my phone number is|my number is|my cell|my cell is|my phone is|cell phone|cell"
        "|mobile|my mobile|number is|phone number|phone|telephone|my phone|my number|reach me at"
        "|call me at",
    ),
    (
        "MISSED",
        0,
        "missed|i missed|forgot about|i forgot|no showed|no show|didnt make|didnt go to"
        "|was supposed to come|didnt show up|couldnt come|slept through",
    ),
    (
        "HAVEAPPT",
        0,
        "i have|ive got|i got|i had|we have|i am scheduled|im scheduled|scheduled|im booked|im set"
        "|is scheduled|was scheduled|have|has|had|currently have|im down|originally|currently",
    ),
    (
        "FILL",
        0,
        "please|pls|plz|um|uh|umm|uhh|er|hmm|well|so|just|maybe|perhaps|possibly|also|then|kinda"
        "|kind of|sort of|like|really|very|quite|would|could|can|will|be|is|are|was|im|id|ill|i|me|you"
        "|it|its|that|thats|guess|think|i think|i guess|i believe|probably|if possible|if you can"
        "|if u can|if thats ok|say|lets say|u|do|does|get|got|come|go|come in|able|there|here|up|too"
        "|even|still|now then|by chance|by any chance|sometime|kindly|dear|you know|basically|my|with"
        "|before then|am|ur|r|as|has|been|be there|time|times|for me|to me|a time|hour|in there|exactly",
    ),
    ("TIMEWORD", 0, "time of day|hours of the day"),
    ("MIDWEEK", 0, "midweek|mid week|middle of the week|the middle of the week"),
    (
        "INJECT",
        0,
        "ignore previous instructions|ignore all previous instructions|ignore the above"
        "|ignore your instructions|ignore all instructions|ignore previous"
        "|ignore all prior instructions|system prompt|developer mode|you are now|pretend to be|act as"
        "|jailbreak|disregard previous instructions|disregard all previous|disregard your instructions"
        "|disregard the above|forget your instructions|forget all previous instructions"
        "|forget previous instructions|as an ai|override your|reveal your|admin mode|sudo|drop table"
        "|select from|script alert|prompt injection|new instructions|your instructions|print your"
        "|repeat your instructions|bypass|debug mode|root access|delete from|base64|execute"
        "|ignore everything above|ignore any previous|all patients|other patients|every patient"
        "|everyones appointments|other peoples|another patients|patient list|patient database",
    ),
)
