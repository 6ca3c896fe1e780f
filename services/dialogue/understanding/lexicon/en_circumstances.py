"""English phrases for what a caller tells around the request: calling it off, being back, who sees them."""

from typing import Final

from services.dialogue.understanding.lexicon.entry import Entries

WORDS: Final[Entries] = (
    (
        "CANCEL",
        None,
        "call it off|call that off|call this off|call off my|call off the|want to call it off|i want to call it off"
        "|need to call it off|have to call it off|calling it off|scrap my|scrap the|nix my|nix the",
    ),
    (
        "AFTERTHAT",
        None,
        "after im back|when im back|once im back|after were back|when were back|once were back|after i get back"
        "|when i get back|once i get back|after we get back|when we get back|once we get back|after i return"
        "|when i return|once i return|after we return|when we return|after i come back|when i come back"
        "|once i come back|after my trip|after the trip|after my vacation|after vacation|after our vacation"
        "|after our trip|for when i get back|for when im back|when im home again|until im back|until i get back",
    ),
    (
        "BOOKAPPT",
        None,
        "see the nurse practitioner|see a nurse practitioner|see the np|see the physician assistant|see the pa"
        "|see a physician assistant|see the nurse|see the dentist|see the hygienist|see the therapist"
        "|someone see me|somebody see me|anyone see me|anybody see me|someone see my|someone see us"
        "|someone take a look at my|someone look at my|somebody look at my|someone check my|take a look at my",
    ),
    (
        "HAVEAPPT",
        None,
        "im booked for|im booked in for|im scheduled for|im supposed to be there|i was booked for"
        "|ive been booked for|you booked me for|you have me booked for|you have me scheduled for|you guys have me for"
        "|you have me for|you have me on|you have me at|you have me coming in|im currently booked for",
    ),
    (
        "CANT",
        None,
        "somethings come up|something come up|something has come up|something just came up|something else came up",
    ),
    ("FILL", None, "how does|how would|how do|sound to you|sound good to you|sound ok|sound okay"),
    ("ALTS", None, "what days do you have available|what days are available|what days do you have|which days are open"),
    ("HOLIDAY", "mothers_day", "mother day"),
    ("HOLIDAY", "fathers_day", "father day"),
    ("HOLIDAY", "valentines", "valentine"),
    ("HOLIDAY", "st_patricks", "st patrick day|saint patrick day|st paddys day"),
    ("VISIT", None, "flu shots|covid shot|covid shots|flu vaccine|vaccines"),
    (
        "BOOKAPPT",
        None,
        "bring in my|can i bring in my|could i bring in my|bring my baby in|bring my son in|bring my daughter in"
        "|bring my kid in|bring my mom in|bring my dad in|bring him in|bring her in|bring them in|bring my baby|"
        "can i bring my son|can i bring my daughter|can i bring my kid|could i bring my son|could i bring my daughter",
    ),
    (
        "AVAIL",
        None,
        "any cancellations|any cancellation|had any cancellations|have any cancellations|get any cancellations"
        "|had a cancellation",
    ),
    (
        "FILL",
        None,
        "i found a doctor|i found another doctor|i found a dentist|i found another dentist|i found someone"
        "|we found a doctor|we found another doctor|i found somebody|closer to home|closer to me|closer to us",
    ),
    ("HOLIDAY", "election_day", "election day|voting day"),
    ("HOLIDAY", "easter_monday", "easter monday"),
    ("HOLIDAY", "boxing_day", "boxing day|the day after christmas"),
    ("HOLIDAY", "palm_sunday", "palm sunday"),
    (
        "TOPIC",
        "modality",
        "do i have to come in person|does it have to be in person|do i need to come in person|is it in person"
        "|has to be in person",
    ),
    (
        "FILL",
        None,
        "having second thoughts about|i am having second thoughts about|im having second thoughts about"
        "|i had second thoughts about|when things calm down|if thats at all possible"
        "|if its not too much trouble|if you dont mind|if that makes sense|if i remember right|if im not mistaken"
        "|believe it or not|to be honest|to be perfectly honest|long story short|as luck would have it",
    ),
)
