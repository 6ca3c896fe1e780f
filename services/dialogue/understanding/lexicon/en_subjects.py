"""English words for appointments, visits, possessives, questions about what is booked."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "APPT",
        None,
        "appointment|appointments|appt|appts|apptmt|apt|appoinment|apointment|appointmnet|appoitment|visit"
        "|visits|booking|reservation|appointement|apptment|sched|time slot|consult slot|spot|slot"
        "|session time|thing|apmt|app",
    ),
    ("OPTION", None, "option|choice|number|no.|pick|button"),
    (
        "VISIT",
        None,
        "cleaning|teeth cleaning|dental cleaning|checkup|check up|check-up|physical|annual physical|exam|eye exam"
        "|annual exam|annual|follow up|followup|follow-up|consultation|consult|x ray|xray|x-ray|mri|ultrasound"
        "|mammogram|blood work|bloodwork|blood draw|lab work|labs|lab|vaccine|vaccination|flu shot|shot|booster"
        "|therapy|physical therapy|pt|physical therapist|therapist|occupational therapy|occupational therapist"
        "|counselor|hygienist|surgeon|specialist|speech therapy|neurologist|urologist|orthopedist|orthopedic"
        "|oncologist|allergist|ent|eye exam appointment|annual check up|biopsy|mole check|therapy session|session"
        "|counseling|dental|dentist|dentist appointment|doctors|doctor|dermatology|skin check|filling|root canal"
        "|crown|extraction|well visit|well child|wellness visit|wellness|pap smear|pap|prenatal|screening|procedure"
        "|surgery|fitting|hygiene|orthodontist|braces|telehealth|video visit|telehealth visit|video call"
        "|phone visit|injection|infusion|acupuncture|massage|chiropractor|adjustment visit|allergy shot|colonoscopy"
        "|ct scan|scan|test|hearing test|eye doctor|pediatrician|gyn|obgyn|cardiology|cardiologist|chest x ray"
        "|chest xray|ekg|stress test|dermatologist|psychiatrist|psychologist|podiatrist|physio|new patient visit"
        "|office visit|sports physical|nutritionist|evaluation",
    ),
    (
        "POSS",
        None,
        "my|our|his|her|their|mine|my sons|my daughters|my moms|my childs|my husbands|my wifes",
    ),
    ("WE", None, "i|me|we|us|you|it|he|she|they"),
    ("THATONE", None, "that one|this one|that|it|this|that time|that slot|the one you said|thats the one"),
    (
        "OTHERONE",
        None,
        "the other one|other one|the other|the other appointment|the other time|the other option|the other slot",
    ),
    (
        "ALLOF",
        None,
        "both|both of them|all of them|all of it|every one|everything|all my|all my appointments"
        "|both appointments|them all|all appointments|all the appointments|both of the|them both",
    ),
    (
        "STATUS",
        None,
        "when is my|when is the|when are my|whens my|when s my|what time is my|what day is my|what date is my"
        "|whats the time of my|what time was my|when was my|where is my|wheres my|where is the|do i have an"
        "|do i have any|do i have|check my|check on my|look up my|tell me about my|remind me when|remind me of my"
        "|remind me what time|confirm my|confirming my|details of my|info on my|whats the date of my|who is my"
        "|who am i seeing|who am i supposed to see|what time am i|what day am i|when am i|when do i|what time do i"
        "|what day do i|what are my|what is my|is my|see my|view my|verify my|double check my|when i have"
        "|what time i have|when my|what time my|what day my|status of my|am i still|am i scheduled|do i still have"
        "|what appointments do i|which appointments do i|what do i have|any upcoming|upcoming appointments"
        "|when is it|when was it|what time is it|what day is it|what time is the|what day is the|list my|show my"
        "|show me my|when exactly is my|forgot when|forgot what time|dont remember when|dont remember what time"
        "|cant remember when|cant remember what time|not sure when|lost my appointment card|what time s my"
        "|when do i come|where do i go for my|what appointments|which doctor am i|wat time is my|wen is my"
        "|when did i|what did i|how many appointments|what time it is|what day it is|when it is|when im supposed"
        "|when i am supposed|when i need to|when i should|when im scheduled|when i am scheduled|tell me when"
        "|tell me what time|tell me what day|know when|know what time|know what day|what time i|what day i"
        "|when i come in|when i have to come|remind me about|tell me the time of|when im due|what time im"
        "|what day im|when i go|ive got scheduled|i have scheduled|ive got booked|i have booked|do you have me down"
        "|am i down|do you have me|have me scheduled|still on|still happening|still scheduled|still good for"
        "|whats coming up|what i have coming up|my upcoming|coming up|when am i supposed|confirm that i have"
        "|make sure i have|know if i have|see if i have|check if i have|see when|find out when|look up when"
        "|was my appointment cancelled|was my appointment canceled|is my appointment cancelled"
        "|is my appointment canceled|did you cancel|did you move|did you change|was it cancelled|was it canceled"
        "|was it moved|has my appointment been|was my appointment|did it get|did my appointment get"
        "|did it get cancelled|is it cancelled|is it canceled|has it been|got cancelled|did we just"
        "|did that go through|did it go through|what time should i|how early should i|when am i booked"
        "|when am i booked in|when am i booked for|what time am i booked|what time am i booked for"
        "|what time am i booked in|what am i booked for|when am i scheduled|when am i coming in"
        "|what time am i coming in|when do i need to come in|what time do i need to come in"
        "|when do i need to be there|what time do i need to be there|when should i come in"
        "|what time should i come in|what time do i come in|when do i have to come in"
        "|what time do i have to come in|what time do i have to be there|when am i supposed to come in"
        "|what time am i supposed to come in|what time am i supposed to be there|when do i see|what time do i see"
        "|do i have anything|do i have something|is that right|is that correct|is that still right|when am i due"
        "|what did you have me down for|what do you have me down for|when do you have me down|when do you have me"
        "|who is it with|who is that with|who would it be with|who would that be with|which doctor is that"
        "|which doctor is it|which doctor is that with|which doctor is it with|is that am or pm|am or pm"
        "|is it am or pm|is that in the morning|is that in the afternoon|which location is that"
        "|which office is that|which location is it|which doctor that is with|which doctor would that be with"
        "|which doctor would it be with|which doctor would that be|who would that be|what doctor is that"
        "|what doctor is that with|what doctor would that be|which provider is that|which location would that be"
        "|which doctor it is with|which doctor its with|who that is with|who its with|who thats with|who it is with"
        "|what time that is|what day that is|where that is|what time thats at|which ones i have"
        "|which ones do i have|what i have scheduled|which appointments i have|what do i have booked"
        "|what appointments i have|what ive got|where would that be|where is that|what day was it|what time was it",
    ),
    (
        "ALLDAY",
        None,
        "all day|all day long|the whole day|whole day|any time of day|anytime of day|any time of the day"
        "|any hour|at any time",
    ),
    ("PLACEW", None, "office|location|clinic|branch|site|campus|building|facility"),
    (
        "WHICHQ",
        None,
        "which of those|which of these|which of them|which one is|which ones are|which one was|which ones have",
    ),
    ("WHENQ", None, "what day|which day|what time|when|what days|what times|what date"),
)
