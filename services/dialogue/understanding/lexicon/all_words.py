"""All word lists of each language, in the order in which they are looked up."""

from typing import Final

from services.dialogue.understanding.lexicon import (
    en_answers,
    en_bounds,
    en_callers,
    en_choosing,
    en_circumstances,
    en_days,
    en_details,
    en_everyday,
    en_heard,
    en_hours,
    en_lately,
    en_moving,
    en_questions,
    en_reasons,
    en_replies,
    en_requests,
    en_subjects,
    en_talk,
    en_told,
    es_answers,
    es_asking,
    es_bounds,
    es_callers,
    es_changes,
    es_choosing,
    es_circumstances,
    es_courtesy,
    es_days,
    es_delays,
    es_desk,
    es_details,
    es_heard,
    es_homely,
    es_hours,
    es_mishaps,
    es_moving,
    es_questions,
    es_reasons,
    es_replies,
    es_requests,
    es_sayings,
    es_spoken,
    es_subjects,
    es_talk,
)
from services.dialogue.understanding.lexicon.entry import Entries
from services.kernel.language import Language

TIME: Final[dict[Language, Entries]] = {
    Language.EN: en_days.WORDS + en_bounds.WORDS + en_hours.WORDS,
    Language.ES: es_days.WORDS + es_bounds.WORDS + es_hours.WORDS,
}
"""Words of time."""

ACTS: Final[dict[Language, Entries]] = {
    Language.EN: en_circumstances.WORDS
    + en_heard.WORDS
    + en_choosing.WORDS
    + en_lately.WORDS
    + en_told.WORDS
    + en_moving.WORDS
    + en_callers.WORDS
    + en_everyday.WORDS
    + en_replies.WORDS
    + en_answers.WORDS
    + en_requests.WORDS
    + en_subjects.WORDS
    + en_talk.WORDS
    + en_questions.WORDS
    + en_details.WORDS
    + en_reasons.WORDS,
    Language.ES: es_circumstances.WORDS
    + es_heard.WORDS
    + es_choosing.WORDS
    + es_desk.WORDS
    + es_homely.WORDS
    + es_courtesy.WORDS
    + es_callers.WORDS
    + es_sayings.WORDS
    + es_mishaps.WORDS
    + es_spoken.WORDS
    + es_replies.WORDS
    + es_delays.WORDS
    + es_asking.WORDS
    + es_changes.WORDS
    + es_answers.WORDS
    + es_requests.WORDS
    + es_subjects.WORDS
    + es_talk.WORDS
    + es_questions.WORDS
    + es_details.WORDS
    + es_reasons.WORDS
    + es_moving.WORDS,
}
"""Words of what patients do."""
