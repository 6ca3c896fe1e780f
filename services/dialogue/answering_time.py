"""By when a person answers: opening time counts, nights and days off do not."""

from datetime import datetime, timedelta

from services.dialogue.settings import DialogueSettings

_DAYS_AHEAD = 30


def answer_due(now: datetime, settings: DialogueSettings) -> datetime:
    """Return the instant at which `settings.person_answers_within` of opening time has passed since `now`."""
    left = settings.person_answers_within
    local = now.astimezone(settings.zone)
    for ahead in range(_DAYS_AHEAD):
        day = local.date() + timedelta(days=ahead)
        if day.weekday() not in settings.open_days:
            continue
        opens = datetime.combine(day, settings.hours.opens, settings.zone)
        closes = datetime.combine(day, settings.hours.closes, settings.zone)
        start = max(opens, local)
        if start >= closes:
            continue
        if start + left <= closes:
            return start + left
        left -= closes - start
    return now + settings.person_answers_within
