"""English phrases of everyday life: what keeps people from coming, more visits, more ways to ask."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "NOT",
        None,
        "i have to leave town|i have to go out of town|i have to be out of town|i have to travel|i have to fly out"
        "|i need to leave town|i gotta leave town|i have to go away"
        "|i babysit|i teach|i coach|i volunteer|i golf|i bowl|i watch my grandkids|i watch the grandkids"
        "|i have the kids"
        "|i watch my grandson|i watch my granddaughter|i take care of my mom|i take care of my mother"
        "|i care for my mom"
        "|i have church|i have bible study|i have choir|i have practice|i have court|i have jury duty|i have rehab"
        "|i have chemo|i have night class|i have night school|i have a shift|i have my kids|i have pt|i got class"
        "|i got school|i got church|i got practice|i got dialysis|i got therapy|i have training|i have a conference"
        "|i have a funeral|i have guests|i have family in town|i have company|we have company|im at church|im in court"
        "|im on shift|im on duty|im in class|im in school|im at school|im at work|im in training|im at the gym"
        "|im stuck at work|i fly out|i leave town|outta town|im outta town|outa town|im outa town|ill be outta town"
        "|i am out of town|i am away"
        "|im gonna be out of town|im going to be out of town|im gonna be away|im going to be away|im gonna be gone"
        "|im going to be gone|we are away|were gone|we are gone|i leave for vacation|were flying out|im flying out"
        "|ill be in surgery"
        "|rather not come in at all|rather not come in|dont want to come in at all|dont want to come in"
        "|would rather not come in|id rather not come in|id rather not come in at all|i would rather not come in"
        "|i would rather not come in at all",
    ),
    (
        "VISIT",
        None,
        "well check|well child check|well baby|well baby check|well baby visit|well woman exam|well woman visit"
        "|wellness check|wellness exam|yearly checkup|yearly physical|yearly exam|annual visit|annual wellness visit"
        "|med check|medication check|bp check|blood pressure check|sick visit|post op|post op visit|pre op"
        "|pre op visit|weight check|covid test|covid shot|covid booster|tb test|strep test|drug test|allergy test"
        "|allergy shots|shots|immunizations|immunization|vaccines|tetanus shot|shingles shot|eye appointment"
        "|dental appointment|deep cleaning|contact lens fitting|wound check|suture removal|stitches out|cast removal"
        "|dental exam|vision exam|foot exam|pelvic exam|glucose test|sugar test|sleep study|endoscopy|bone density"
        "|dexa scan|echo|echocardiogram|audiologist|endocrinologist|rheumatologist|gastroenterologist|nephrologist"
        "|pulmonologist|dietitian|midwife|school physical|camp physical|dot physical|work physical",
    ),
    (
        "STATUS",
        None,
        "i cant remember if its|i dont remember if its|i cant remember whether its|im not sure if its"
        "|i dont know if its|i forgot if its|cant remember if its|dont remember if its|cant remember whether its"
        "|dont remember whether its|i forget if its|forgot if its|not sure if its|cant remember if it was"
        "|dont remember if it was|forgot if it was|cant remember if my|dont remember if my|forgot if my"
        "|make sure im coming|make sure i am coming|make sure im on|make sure im still|make sure my"
        "|make sure i still have"
        "|tell me if|tell me whether|do you know if|let me know if|find out if|can you see if my"
        "|did i miss my|have i missed my|did i miss an|did we miss my|did i already miss my"
        "|who are those with|who are they with|who are these with|who would those be with"
        "|who are those appointments with",
    ),
    (
        "PUTOFF",
        None,
        "i wont know until|i wont know till|i dont know until|i wont find out until|i wont have my schedule until"
        "|i dont get my schedule until|i wont get my schedule until|i dont have my schedule until|i wont know before"
        "|can i think about it|could i think about it|i wanna think about it|need to think about it"
        "|think about it first"
        "|think on it|think about it and call|can i think it over|i gotta think about it|can i call you back"
        "|can i call back|can i get back to you|could i get back to you",
    ),
    (
        "BOOKAPPT",
        None,
        "need somebody to look at|need someone to look at|want someone to look at|want somebody to look at"
        "|need a doctor to look at|need someone to check|need somebody to check|need it looked at|need this looked at"
        "|need that looked at|see about getting an appointment|see about making an appointment"
        "|get one for|make one for|book one for|schedule one for|set one up for|need one for|an appointment for"
        "|get my teeth cleaned|get my teeth checked|get my eyes checked|get my eyes examined|get my eyes tested"
        "|get a flu shot|get my flu shot|get a shot|get my shots|get vaccinated|get a vaccine|get a booster"
        "|get my blood drawn|get blood drawn|get my blood work done|get my labs done|get labs done|get an x ray"
        "|get an mri|get a checkup|get a check up|get a physical|get my physical|get a cleaning|get my cleaning"
        "|get an eye exam|get a mammogram|get my mammogram|get tested|time for my|its time for my|due for my|due for a"
        "|due for another|im due for my|im due for a|im due for another|overdue for my|overdue for a|im overdue for my"
        "|im overdue for a|overdue for|time for another|get this looked at|get it looked at|get that looked at"
        "|have my teeth cleaned|have my eyes checked|get my back looked at|get my knee looked at"
        "|have someone take a look"
        "|have the doctor look at|have a doctor look at|have the doctor check|see my doctor about|see a doctor about"
        "|see the doctor about|see someone for|come in and be seen|get seen|need to be seen|needs to be seen"
        "|need to see someone|need to see somebody|want to see someone|like to see someone|need to see a doctor"
        "|need to see the doctor|want to see a doctor|want to see the doctor|get it back|have it back"
        "|get my appointment back|get my spot back|reinstate|uncancel|un cancel|undo the cancellation|put it back on"
        "|can i get it back|could i get it back|can i have it back|could i have it back|i need a new one"
        "|i want a new one"
        "|i need another one|i want another one|i need another appointment|can i get another one|can i get a new one"
        "|can i have another one|need a new one|make a new one|get a new one|schedule a new one|book a new one"
        "|make another one|book another one"
        "|schedule another one|get another one|need another one|need another appointment|make another appointment"
        "|book another appointment|schedule another appointment|get another appointment",
    ),
    (
        "TOPIC",
        "assistant",
        "is this the eye|is this the dental|is this the dentist|is this the dentists|is this the clinic"
        "|is this the office"
        "|is this the doctors|is this the doctors office|is this the right clinic|is this the right office"
        "|is this the right number|is this the right place|have i reached|did i reach|do i have the right number"
        "|is this the front desk|is this the scheduling",
    ),
    (
        "OTHERFLOW",
        "late",
        "min late|mins late|if im late|if i am late|few minutes late|a little late|a bit late|be a little late"
        "|be a bit late|be there a little late|running a bit behind|running a little late|running a bit late"
        "|gonna be a few minutes|still come if im|still be seen if im|hour late|on my way but",
    ),
    (
        "TOPIC",
        "preparation",
        "do i have to wear|do i need to wear|should i wear|what should i wear|wear a mask|do i have to fast"
        "|do i have to bring|can i take my meds|can i take my medicine|do i need a driver|need someone to drive me"
        "|do i need to fill out|do i have to fill out|fill out any forms|fill out any paperwork|can i drink water"
        "|can i eat breakfast|can i drink coffee|do i need to do anything before|do i need to bring my",
    ),
    (
        "TOPIC",
        "fee",
        "what happens if i cancel|what if i cancel|what if i have to cancel|what happens if i have to cancel"
        "|what happens if i need to cancel|what if i need to cancel|what happens if i miss|what if i miss"
        "|what happens if i dont show up|what if i dont show up|what happens if i no show",
    ),
    (
        "MISSED",
        None,
        "i forgot about|i totally forgot about|i completely forgot about|we forgot about|forgot all about|i spaced on"
        "|i slept through|i overslept",
    ),
    (
        "TOPIC",
        "modality",
        "do i have to come in person|does it have to be in person|is it in person|is this in person"
        "|is it over the phone"
        "|is it by phone|is it a video|is it virtual|is it a video call|in person or"
        "|to video|to a video|to a video call|to a video visit|to telehealth|to a telehealth|to a phone call"
        "|to a phone visit|to virtual|to a virtual visit|to zoom|to in person|to an in person|to an in person visit",
    ),
    (
        "PREFERENCE",
        None,
        "spanish speaking|a spanish speaking|spanish speaking doctor|a spanish speaking doctor"
        "|doctor who speaks spanish"
        "|a doctor who speaks spanish|a doctor that speaks spanish|speaks spanish|sign language interpreter",
    ),
    (
        "MOVE",
        None,
        "booked for the wrong day|booked for the wrong time|booked the wrong day|booked the wrong time"
        "|booked the wrong date|picked the wrong day|picked the wrong time"
        "|picked the wrong date|chose the wrong day|chose the wrong time|scheduled the wrong day"
        "|scheduled the wrong time"
        "|made it for the wrong day|put the wrong day|booked it for the wrong day|scheduled it for the wrong day"
        "|signed up for the wrong day|signed up for the wrong time",
    ),
    ("NEVERMIND", None, "unsubscribe|stop texting me|stop texting|stop messaging me|dont text me|do not text me"),
    (
        "OTHERFLOW",
        "contact_details",
        "i changed my number|changed my number|i changed my phone|i changed phones|i have a new number"
        "|i have a new phone"
        "|i got a new phone|got a new phone|my number changed|my number has changed|i changed numbers|my phone changed"
        "|my address changed|my email changed|i got married and changed|my last name changed|i changed my last name",
    ),
    (
        "RESEND",
        None,
        "it says expired|says expired|its expired|says invalid|it says invalid|says its wrong|not working",
    ),
    ("HELLO", None, "are you there|you there|is this working|is this thing on"),
    (
        "FILL",
        None,
        "one more question|another question|i have a question|i have another question|i have one more question"
        "|i got a question|got a question|have a quick question|i have a quick question|one other question"
        "|just one question|couple more questions|i have a few questions|i have some questions",
    ),
    (
        "SOONEST",
        None,
        "whatever is first|whatever you have first|whichever is first|whichever comes first"
        "|next avail|first avail|soonest avail|earliest avail|next opening you have|first thing available",
    ),
    ("TOPIC", "hours", "r u open|r u guys open|are u open|are u guys open|u guys open|when do u open|when do u close"),
    (
        "ALLOF",
        None,
        "all of my|all of my appointments|all of our|all of our appointments|all our|every appointment",
    ),
    (
        "REPEAT",
        None,
        "i cant hear you|cant hear you|slow down|too fast|i dont understand|i didnt understand"
        "|i dont get it|i dont follow|im confused|im lost|can you explain|i didnt get that|say it slower",
    ),
    (
        "ASKPERSON_ALONE",
        None,
        "youre not understanding me|you are not understanding me|youre not listening|you are not listening"
        "|this isnt helping|this is not helping|this is not working|please transfer me|transfer me please"
        "|just transfer me|connect me please|please connect me|get me a human|get me a person|can a nurse call me"
        "|let me have a person|let me have a human|let me have somebody|let me have someone|let me have someone real"
        "|let me have a real person|let me have an agent|let me have an operator|let me have a representative",
    ),
    (
        "TOPIC",
        "address",
        "what building|what suite|which suite|what street|what suite number|suite number|cross street|where yall at"
        "|where are yall|where you at|where u at|where r u|where are u|which entrance|what side of the building"
        "|which door|what city are you|what part of town",
    ),
    (
        "TOPIC",
        "preparation",
        "do i need to come early|should i come early|do i have to come early|do i need to arrive early"
        "|should i arrive early|do i have to arrive early|need to get there early|do i need to get there early"
        "|should i get there early|do i need to be there early|come early to fill|come in early to fill",
    ),
    ("WEEKENDS", None, "either weekend day|any weekend day|a weekend day|a weekend"),
    ("VISIT", None, "blood test|blood tests|lab test|lab tests|urine test|pregnancy test"),
    ("EARLIEST", None, "the one closest to today|closest one|the closest one|the nearest one|the closest"),
    (
        "OTHERFLOW",
        "provider",
        "change the doctor|change the dr|switch the doctor|change doctor|swap doctors|switch dr|switch drs|change drs"
        "|change dr|switch doctor|change the provider|change my dr|switch my dr",
    ),
    ("HAVEAPPT", None, "both have|we both have|they both have|both got|we both got"),
    (
        "CANT",
        None,
        "is at the same time as|are at the same time as|is the same time as|is on the same day as|is the same day as"
        "|overlaps with|clashes with|interferes with",
    ),
    ("X", None, "in the parking lot|parking lot|im in the|im in a|im in my|im in line|im in pain"),
    (
        "STATUS",
        None,
        "name of the doctor|name of my doctor|which doctor i|which doctor im|what doctor im|who im seeing"
        "|who i am seeing"
        "|who am i meeting|who will i see|who will i be seeing|who do i see|is it with|is my appointment with"
        "|is my appt with",
    ),
    (
        "TOPIC",
        "preparation",
        "how early should i get there|how early should i come|how early do i need to be there"
        "|how early do i need to come"
        "|how early should i arrive|how early do i have to be there|how early should i be there",
    ),
    ("CANCEL", None, "cxl|cxld|cnx|cancl|kancel"),
    (
        "AVAIL",
        None,
        "do you do|do yall do|do you guys do|do you offer|are you booking|are you booking into|are you scheduling"
        "|are you scheduling into|by chance anything",
    ),
    ("FROM", None, "frm|fr"),
    ("ALTS", None, "diff day|diff time|diff date|a diff day|a diff time|a diff date|diff times|diff days"),
    ("X", None, "after all|fell through|falls through|fell thru|falling through"),
    (
        "EARLIEST",
        None,
        "whichever is sooner|whichever is earlier|whichever is first|whichever comes sooner|whichevers sooner"
        "|whichever comes up first|whatever is sooner|the sooner of those",
    ),
    ("LATEST", None, "whichever is later|the latter|the latter one|the last of those"),
    (
        "AVAIL",
        None,
        "what do you got|what you got|what have ya got|whatcha got|what do yall have|what do you guys have"
        "|what dates do you have|what days do you have|what times do you have|what days are available"
        "|what times are available|what dates are available|what days are open|what times are open|what is available"
        "|what is open|what have you got available|what do you have available|what do you have open"
        "|what do u have|what do u got|what times you got|what days you got|what all do you have",
    ),
)
