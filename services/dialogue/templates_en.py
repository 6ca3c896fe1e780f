"""The reviewed texts in English: short sentences and plain words, sixth grade at most."""

from services.dialogue.phrases import Phrase

TEXTS: dict[Phrase, str] = {
    Phrase.GREETING: (
        "Hello. This is the automated assistant of {clinic}. I can move or cancel your visit, or tell you "
        "when it is. You can talk to a person at any time. In an emergency, call {emergency}."
    ),
    Phrase.GREETING_OTHER: "Puede escribir en español.",
    Phrase.GREETING_TEXT: (
        "This is the automated assistant of {clinic}. For a person, write PERSON. In an emergency, call {emergency}."
    ),
    Phrase.HELLO: "Hello.",
    Phrase.ASK_GOAL: "What can I do for you? I can move or cancel a visit, or tell you when it is.",
    Phrase.ASK_GOAL_WHICH: "Do you want to move your visit, or cancel it?",
    Phrase.ASK_IDENTITY: (
        "First I need to know who you are. This keeps your visits private. What is your full name, and what "
        "is your birth date?"
    ),
    Phrase.ASK_NAME: "What is your first and last name?",
    Phrase.ASK_BIRTH_DATE: "Thank you. What is your birth date? Please give the month, the day and the year.",
    Phrase.ASK_BIRTH_DATE_WHICH: "Is your birth date {first} or {second}?",
    Phrase.CODE_SENT: (
        "Thank you. If this matches our records, I have sent a 6-digit code by text. It goes to the phone we "
        "have on file, which ends in {tail}. Please write the code here. It works for {minutes} minutes. "
        "A phone that texted us STOP gets no code. Text START from it first, or ask for a person."
    ),
    Phrase.CODE_SENT_TEXT: (
        "If this matches our records, a 6-digit code is on its way. It goes to the phone that ends in {tail}. "
        "Please write it here within {minutes} minutes. A phone that texted us STOP gets no code. Text START first, "
        "or ask for a person."
    ),
    Phrase.CODE_AGAIN: "Please write the 6-digit code from the text. It goes to the phone that ends in {tail}.",
    Phrase.CODE_WRONG: "That code does not match. Please look at the text and try again.",
    Phrase.CODE_RESENT: (
        "If this matches our records, I have sent a new code. It goes to the phone that ends in {tail}. "
        "Please use only the new one."
    ),
    Phrase.CODE_NOT_AGAIN: "I can send a new code only once. If no text comes, a person can help you.",
    Phrase.CODE_EXPIRED: "That code is too old.",
    Phrase.DETAILS_AGAIN: "Let us try again. What is your full name, and what is your birth date?",
    Phrase.LOCKED: "I can't check who you are here. A person will help you.",
    Phrase.VERIFIED: "Thank you. I know now that it is you.",
    Phrase.VERIFY_AGAIN: "You were away for a while. To keep your visits private, I must check again who you are.",
    Phrase.THIRD_PARTY: (
        "In this chat I can only help you with your own visits. For someone else, a person must help."
    ),
    Phrase.OTHER_NAME: (
        "Here I can only change visits of the person who got the code. For someone else, a person must help."
    ),
    Phrase.MINOR: "For a patient of this age, a person must help. I will ask the front desk.",
    Phrase.NO_APPOINTMENTS: "I see no coming visit that I can change. Shall I ask a person to look?",
    Phrase.WHICH: "You have {count} visits coming up. Which one do you mean?",
    Phrase.WHICH_OF: "{count} of your visits fit that. Which one do you mean?",
    Phrase.NO_SUCH: "I don't see a visit like that.",
    Phrase.ONLY_ONE: "I see one visit: {visit}. Do you mean this one?",
    Phrase.FOUND: "This is your visit: {visit}.",
    Phrase.STATUS_ONE: "You have one visit coming up: {visit}.",
    Phrase.STATUS_MANY: "You have {count} visits coming up:",
    Phrase.STATUS_ITEM: "{visit}.",
    Phrase.NEXT_OF_SEVERAL: "Now the next one: {visit}.",
    Phrase.CHANGED_MEANWHILE: "Your visit was changed in the meantime. Let us look at it again.",
    Phrase.OFFERS_FIRST: "These are the first free times. Choose one, or tell me a day or time that suits you.",
    Phrase.OFFERS_FIT: "These times are free. Which one would you like?",
    Phrase.OFFERS_CHECK_DAY: "Please check the day: did I get it right? These times are free.",
    Phrase.OFFERS_NEAREST: "Nothing that is free fits your wish. These are the nearest free times.",
    Phrase.OFFERS_FOR_PERSON: "These times fit, but a person must agree first. Which one would you like?",
    Phrase.OFFERS_OTHER: "Here are some other times. You can also tell me a day or time.",
    Phrase.OFFERS_ALL_SHOWN: (
        "I have no other free times. You can choose one of these, keep your visit, or talk to a person."
    ),
    Phrase.OFFER_TAKEN: "That time is not free any more. Your visit on {old} still stands.",
    Phrase.NO_OFFERS: (
        "I see no other free time that suits. Your visit on {old} still stands. Shall I ask the front desk? "
        "They can put you on the waitlist."
    ),
    Phrase.NO_OFFERS_WAIT: (
        "I see no other free time that suits. Your visit on {old} still stands. Shall I put you on the waitlist? "
        "We text you when a time is free."
    ),
    Phrase.CONFIRM_WAIT: (
        "You would wait for a better time for: {visit}. What suits you: {wish}. You can still tell me other days or "
        "hours. We text the phone that ends in {tail}. Your visit stays until you take another time. "
        "Shall I put you on the waitlist? Please say yes or no."
    ),
    Phrase.WAIT_JOINED: (
        "You are on the waitlist. When a time is free, we text the phone that ends in {tail}. The first one who "
        "replies gets it. Your visit on {old} stays. To leave the list, write: take me off the waitlist."
    ),
    Phrase.WAIT_LEFT: "You are off the waitlist. Your visit stays as it is.",
    Phrase.WAIT_NONE: "You are not on the waitlist. Your visit stays as it is.",
    Phrase.WAIT_NO_TEXTS: (
        "The waitlist works by text, and texts to your phone are off. Text START to us first, or call {phone}."
    ),
    Phrase.WAIT_UNKNOWN_NAME: "I can't put that wish on the waitlist myself. Shall I ask a person?",
    Phrase.OFFER_CODE_FIRST: "Thank you, you are the first. We are booking it now and text you when it is done.",
    Phrase.OFFER_CODE_SECOND: (
        "Someone answered before you. If that falls through, the time is yours and we text you. Your visit stays."
    ),
    Phrase.OFFER_CODE_GONE: "That time is not open any more. Your visit stays, and you keep your place on the list.",
    Phrase.OFFER_CODE_OVER: "That code was used or is too old, so nothing more was changed.",
    Phrase.OFFER_CODE_UNKNOWN: (
        "I know no such code for your phone, so nothing was changed. Please look at the text, or call {phone}."
    ),
    Phrase.ANY_DAY: "any day",
    Phrase.ANY_TIME: "at any time",
    Phrase.ANY_PROVIDER: "with anyone",
    Phrase.OR: " or ",
    Phrase.FROM_DAY: "from {day} on",
    Phrase.UNTIL_DAY: "until {day}",
    Phrase.STALE: "That choice is no longer open.",
    Phrase.WHICH_OFFER: "Which of these times do you mean?",
    Phrase.FEE: (
        "Less than {hours} hours are left, so there is a fee of {fee} for this. "
        "Staff can waive it. For that, talk to a person first."
    ),
    Phrase.FEE_FREE: "Less than {hours} hours are left. It costs nothing this time. Next time there can be a fee.",
    Phrase.FEE_AGAIN: "Another late change of yours counts too. So please look at the fee again.",
    Phrase.LATE_IN_PROGRESS: "I am still working on another change of yours. Please say yes again in a minute.",
    Phrase.FEE_TO_PERSON: "I will ask staff about the fee of {fee}. Until then, your visit on {old} stands.",
    Phrase.FEE_PAY: "The fee for this is {fee}. You can pay it on our payment page.",
    Phrase.FEE_PAY_AT_DESK: "The fee for this is {fee}. You can pay it at the front desk. Our number is {phone}.",
    Phrase.FEE_TEXTED: "The link to pay is on its way to your phone too.",
    Phrase.FEE_ASK_TEXT: "I can text you the link. We text about fees only if you say so, and STOP ends it.",
    Phrase.FEE_NOT_TEXTED: "I can't text you that link. Please call {phone} if you need help to pay.",
    Phrase.CONFIRM_MOVE: "Your visit now: {old}. The new time: {new}. Shall I move it? Please say yes or no.",
    Phrase.CONFIRM_CANCEL: "I would cancel this visit: {old}. Shall I cancel it? Please say yes or no.",
    Phrase.NEED_YES: "I only go on with a clear yes.",
    Phrase.WRITING_MOVE: "One moment, I am moving your visit.",
    Phrase.WRITING_CANCEL: "One moment, I am canceling your visit.",
    Phrase.STILL_WORKING: "I am still working on it. I will tell you here as soon as I know.",
    Phrase.DONE_MOVE: "Done. Your visit is now: {new}. The old time, {old}, is no longer yours.",
    Phrase.DONE_CANCEL: "Done. This visit is canceled: {old}.",
    Phrase.TEXT_ON_WAY: "A text is on its way to your phone.",
    Phrase.MAIL_ON_WAY: "An e-mail for your calendar is on its way too.",
    Phrase.NOTICE_ON_WAY: "An e-mail is on its way too.",
    Phrase.UNDONE_TAKEN: "Someone else just took that time. Your visit on {old} still stands.",
    Phrase.TAKEN_JUST_NOW: "Someone else just took that time.",
    Phrase.UNDONE_CHANGED: "Your visit was changed in the meantime, so I did nothing. Let us look at it again.",
    Phrase.UNDONE_CANCELLED: "That visit was canceled already. There is nothing to change.",
    Phrase.UNDONE_OTHER: (
        "I could not do that. Nothing was changed, and your visit on {old} still stands. Shall I ask a person?"
    ),
    Phrase.IN_PROGRESS: "This visit is being changed already. Please wait until that is done.",
    Phrase.REQUESTED: "I have sent your wish to the front desk. It is not done yet. You will hear from them by {by}.",
    Phrase.FRONT_DESK_FINISHES: (
        "I have asked the front desk to finish this. I can't say yet that it is done. You will hear from them by {by}."
    ),
    Phrase.PERSON_DECIDES: "{why} A person must decide this. Until then, your visit on {old} stands.",
    Phrase.REFUSED: "{why} Your visit on {old} still stands. Shall I ask a person?",
    Phrase.PERSON_COMING: "I have told the front desk. A person will answer you by {by}. You can also call {phone}.",
    Phrase.VISIT_SOONER: "Your visit is before that, so please call {phone}.",
    Phrase.ASK_PHONE: "At which phone number can they reach you?",
    Phrase.PHONE_NOTED: "Thank you. I have passed the number on.",
    Phrase.PERSON_HAS_IT: "A person has this now and can read what you write here. I will not change anything.",
    Phrase.STAFF_HERE: "{staff} from the front desk writes with you here now. I stay out of it.",
    Phrase.STAFF_GONE: "I am back. I am the clinic's assistant, not a person.",
    Phrase.CASE_CHANGED: "The front desk made the change you asked for.",
    Phrase.CASE_NOT_CHANGED: "The front desk could not make the change you asked for.",
    Phrase.NOT_OFFERED: "I can't do that here. Shall I ask a person at the front desk?",
    Phrase.SORRY: "Sorry, I did not understand that.",
    Phrase.HANDOVER: "Sorry, I can't follow. A person will help you.",
    Phrase.EMERGENCY: (
        "If this is an emergency, call {emergency} now. Do not wait for an answer here. I have told the staff."
    ),
    Phrase.EMERGENCY_CRISIS: (
        "Call {emergency} now if you are in danger. You can call or text {crisis} at any time to talk to someone. "
        "I have told the staff."
    ),
    Phrase.SYSTEM_DOWN: (
        "I can't reach the clinic's schedule right now. Nothing was changed. Please try again in a few "
        "minutes, or talk to a person."
    ),
    Phrase.KEPT: "All right. I changed nothing.",
    Phrase.ANYTHING_ELSE: "Is there anything else?",
    Phrase.BYE: "Thank you. Goodbye.",
    Phrase.LANGUAGE_NOW: "All right, we go on in English.",
    Phrase.FULL: "This chat is full. Please start a new one, or call {phone}.",
    Phrase.ANSWER_HOURS: "We are open: {days}.",
    Phrase.OPEN_DAYS: "{first} to {last}",
    Phrase.OPEN_SPAN: "from {opens} to {closes}",
    Phrase.AND: " and ",
    Phrase.ANSWER_ADDRESS: "Our address is {address}.",
    Phrase.ANSWER_OTHER_PLACE: "For the way to {place}, please call {phone}.",
    Phrase.ANSWER_REMOTE: "You do not need to come in for that.",
    Phrase.ANSWER_PHONE: "You can call us at {phone}.",
    Phrase.ANSWER_FEE: "If there is a fee, I tell you before you say yes.",
    Phrase.ANSWER_FEE_NOW: "There is a fee of {fee} for this.",
    Phrase.ANSWER_NO_FEE: "There is no fee for this.",
    Phrase.ANSWER_PRIVACY: (
        "What you write stays at the clinic. I ask who you are so that no one else can see your visits."
    ),
    Phrase.ANSWER_ASSISTANT: "I am a computer program of the clinic. You can ask for a person at any time.",
    Phrase.ANSWER_VISIT: "Your visit is: {visit}.",
    Phrase.ANSWER_UNKNOWN: "I can't answer that here. A person can, at {phone}.",
    Phrase.VISIT: "{kind} on {when}{provider}{place}",
    Phrase.A_VISIT: "Visit",
    Phrase.TIME: "{when}{provider}{place}",
    Phrase.WITH_PROVIDER: " with {provider}",
    Phrase.AT_PLACE: " at {place}",
    Phrase.B_MOVE: "Move a visit",
    Phrase.B_CANCEL: "Cancel a visit",
    Phrase.B_STATUS: "When is my visit?",
    Phrase.B_PERSON: "Talk to a person",
    Phrase.B_LANGUAGE: "Español",
    Phrase.B_YES_MOVE: "Yes, move it",
    Phrase.B_YES_CANCEL: "Yes, cancel it",
    Phrase.B_KEEP: "No, keep it",
    Phrase.B_YES: "Yes",
    Phrase.B_NO: "No",
    Phrase.B_WAIT: "Put me on the waitlist",
    Phrase.B_YES_WAIT: "Yes, put me on the waitlist",
    Phrase.B_NONE: "None of these",
    Phrase.B_AGAIN: "Try again",
    Phrase.B_RESEND: "Send a new code",
    Phrase.B_DETAILS: "Change my name or birth date",
    Phrase.B_TEXT_FEE: "Yes, text me about this fee",
    Phrase.WHY_DEFAULT: "I may not change this visit myself.",
    Phrase.WHY_LATE: "Your visit is less than {notice_hours} hours away.",
    Phrase.WHY_GROUP: "Other patients share this visit.",
    Phrase.WHY_SERIES: "This visit is part of a series.",
    Phrase.WHY_LINKED: "This visit goes with another visit.",
    Phrase.WHY_NEW_PATIENT: "This is a visit for new patients.",
    Phrase.WHY_RECORD: "Your record needs a check first.",
    Phrase.WHY_MINOR: "The patient is under {adult_age} years old.",
    Phrase.WHY_REFERRAL: "This visit needs a referral.",
    Phrase.WHY_AUTHORIZATION: "Your insurance must approve this visit first.",
    Phrase.WHY_AUTHORIZATION_EXPIRED: "The approval of your insurance has run out.",
    Phrase.WHY_AUTHORIZATION_EXPIRES: "The approval of your insurance ends before that day.",
    Phrase.WHY_TOO_MANY_MOVES: "This visit was moved {max_moves} times, which is the limit.",
    Phrase.WHY_PROVIDER_APPROVAL: "Your provider must agree to a new time.",
    Phrase.WHY_RESOURCE: "This visit needs a room or a machine that must be free too.",
    Phrase.WHY_OTHER_PROVIDER: "That time is with another provider.",
    Phrase.WHY_OTHER_PLACE: "That time is at another place.",
    Phrase.WHY_OTHER_MODALITY: "That time is for another kind of visit.",
    Phrase.WHY_CLOSED: "That visit can't be changed any more.",
    Phrase.WHY_NOT_OPEN: "That time is not open for this visit.",
    Phrase.WHY_SAME_TIME: "That is the time you have now.",
}
