"""English words for questions about the clinic, other errands, words aimed at the machine."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "TOPIC",
        "fee",
        "how much|fee|fees|cost|costs|charge|charged|charges|penalty|price|copay|co pay|will it cost"
        "|does it cost|is there a fee|late fee|cancellation fee|cancelation fee|is there a charge"
        "|do i have to pay|is it free to|cancellation policy|cancelation policy|cancellation policies"
        "|your policy|policy|no show fee|late cancellation|reschedule fee|will i be charged|charge me"
        "|be charged",
    ),
    (
        "TOPIC",
        "address",
        "address|where are you|where are you located|located|location|directions|how do i get there"
        "|what floor|which building|where is the office|where is the clinic|where is it|where do i go"
        "|what is the address|how to get there|where do i have to go|how do i get to|how do i find|give me directions",
    ),
    (
        "TOPIC",
        "new_patients",
        "taking new patients|accepting new patients|take new patients|accept new patients|seeing new patients",
    ),
    (
        "TOPIC",
        "modality",
        "video call instead|make it a video call|make it a video visit|make it a telehealth|make it telehealth"
        "|by video instead|do it by video|do it over video|do it over the phone|over the phone instead|do it by phone"
        "|by phone instead|do it virtually|virtually instead|virtual instead|telehealth instead|can it be virtual"
        "|be done by video|be done over the phone|in person instead|do it online|do it on zoom|over zoom|on zoom"
        "|do that over the phone|do that by video|do it remotely",
    ),
    (
        "TOPIC",
        "walk_in",
        "walk in|walk ins|walkin|walkins|do you accept walk ins|do you take walk ins|take walk ins|accept walk ins"
        "|can i just walk in|just walk in|can i just show up|walk in hours",
    ),
    ("TOPIC", "parking", "parking|park|where do i park|where can i park|is there parking"),
    (
        "TOPIC",
        "hours",
        "what are your hours|hours of operation|office hours|opening hours|your hours|when do you open"
        "|when do you close|what time do you open|what time do you close|are you open|business hours"
        "|when are you open|what days are you open|how late are you open|how early do you open|is the clinic open"
        "|is the office open|are you guys open|weekend hours|do you have weekend hours|earliest you open|youre open"
        "|if youre open|if you are open|if yall are open|are yall open|do you open|do yall open|do yall close"
        "|do you close|do you guys close|do you guys open|yall close|what time do yall close|what time do yall open"
        "|what time do you guys close|what time do you guys open|what time you close|what time you open"
        "|you guys open|yall open|open on sunday|open on sundays|open on the weekend|open on holidays|open today"
        "|open tomorrow|open late|open on weekends|open saturdays|open on saturday|open on saturdays|open sundays"
        "|are you closed|is the clinic closed|closed on",
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
        "are you a robot|are you a bot|are you human|are you real|are you a person|are you a real person"
        "|who are you|who is this|what are you|is this a bot|is this a robot|is this a real person"
        "|am i talking to a person|am i talking to a bot|am i talking to a robot|is this a computer"
        "|is this ai|are you ai|are you an ai|am i talking to a real person|am i talking to a human"
        "|are you a machine|what is your name|whats your name|is this automated|am i speaking to a person"
        "|am i speaking with a person",
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
        "why do you need|why do you need that|why do you ask|why do you want|is this safe|is this secure"
        "|is it safe|privacy|do i have to give|why do you need my|who sees|is my information"
        "|what do you need that for|why|how come|is this private|is this confidential|why do i have to"
        "|do i have to|what for|is my info safe|hipaa",
    ),
    (
        "OTHERFLOW",
        "refill",
        "refill|prescription|refill my prescription|medication refill|my meds|medication|medicine refill"
        "|renew my prescription|meds refill|rx|prescription refill|need my medicine|my medicine"
        "|run out of my medication",
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
        "bill|billing|invoice|my bill|a bill|pay my bill|payment|balance|statement|refund|pay my balance"
        "|owe|overcharged|charged twice|pay a bill",
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
        "|new number|got a new number|change my name|update my information|update my info"
        "|emergency contact|my emergency contact|update my emergency contact",
    ),
    (
        "OTHERFLOW",
        "doctor_note",
        "doctors note|doctor note|school note|work note|note for work|note for school|excuse note"
        "|sick note|fmla|disability form|form filled out|forms filled out|paperwork filled out|a note for",
    ),
    ("OTHERFLOW", "complaint", "complaint|complain|file a complaint|unhappy with|lawyer|sue"),
    (
        "OTHERFLOW",
        "medical_advice",
        "should i take|what medicine|side effects|is it normal|side effect|medical advice|my symptoms"
        "|symptoms|i have a rash|i have a fever|should i be worried|what dose|dosage",
    ),
    (
        "OTHERFLOW",
        "callback",
        "missed your call|missed a call|missed call|i missed your call|i missed a call|you called me"
        "|someone called me|somebody called me|returning your call|returning a call|returning a missed call"
        "|you guys called me|got a call from you|i got a call from|you left me a message|you left me a voicemail"
        "|got a voicemail|got your voicemail|got your message",
    ),
    (
        "OTHERFLOW",
        "message",
        "leave a message|leave a msg|leave her a message|leave him a message|give a message|send a message to"
        "|send a message|pass a message|pass along a message|get a message to|message for the doctor|message my doctor"
        "|message for the nurse",
    ),
    (
        "WAITLIST",
        None,
        "waitlist|wait list|waiting list|cancellation list|standby list|call list|if you get a cancellation"
        "|if you have a cancellation|if a cancellation comes up|if anyone cancels|if someone cancels"
        "|if somebody cancels|if anybody cancels|in case someone cancels|in case anyone cancels|if someone else cancels"
        "|when someone cancels|if a spot opens up|if a spot opens|if something opens up"
        "|if anything opens up|if a slot opens up",
    ),
    (
        "INJECT",
        None,
        "ignore previous instructions|ignore all previous instructions|ignore the above"
        "|ignore your instructions|ignore all instructions|ignore previous|ignore all prior instructions"
        "|system prompt|developer mode|you are now|pretend to be|act as|jailbreak"
        "|disregard previous instructions|disregard all previous|disregard your instructions"
        "|disregard the above|forget your instructions|forget all previous instructions"
        "|forget previous instructions|as an ai|override your|reveal your|admin mode|sudo|drop table"
        "|select from|script alert|prompt injection|new instructions|your instructions|print your"
        "|repeat your instructions|bypass|debug mode|root access|delete from|base64|execute"
        "|ignore everything above|ignore any previous|all patients|other patients|every patient"
        "|everyones appointments|other peoples|another patients|patient list|patient database",
    ),
    (
        "OTHERFLOW",
        "provider",
        "change my doctor|change doctors|change provider|change my provider|switch doctors"
        "|switch my doctor|switch providers|switch provider|get a new doctor|find a new doctor"
        "|different primary care doctor|change my dentist",
    ),
    (
        "OTHERFLOW",
        "late",
        "running late|be late|im late|going to be late|gonna be late|minutes late|stuck in traffic"
        "|running behind|be there late",
    ),
)
