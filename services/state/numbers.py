"""What is known of telephone numbers in the database: `services.messaging.ports.Numbers`."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from services.kernel.texting import Consent, MessageClass, OptOut, SentMark, Source
from services.state.instants import from_micros, to_micros
from services.state.tables import consents, opt_outs, sent_marks


class SealedNumbers:
    """Opt-outs, consents and counts of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def opt_out(self, number: str) -> OptOut | None:
        """Return the number's newest word on texts, or None when it never said one."""
        row = self._connection.execute(sa.select(opt_outs).where(opt_outs.c.number == number)).first()
        return None if row is None else OptOut(number, bool(row.stopped), from_micros(row.at), Source(row.source))

    def save_opt_out(self, word: OptOut) -> bool:
        """Keep the word; False, and no change, when a newer one is kept. Of two at one instant, STOP stays."""
        at = to_micros(word.at)
        adding = insert(opt_outs).values(number=word.number, stopped=word.stopped, at=at, source=word.source.value)
        newer = sa.or_(opt_outs.c.at < at, sa.and_(opt_outs.c.at == at, sa.literal(word.stopped)))
        values = {"stopped": word.stopped, "at": at, "source": word.source.value}
        keeping = adding.on_conflict_do_update(index_elements=[opt_outs.c.number], set_=values, where=newer)
        return self._connection.execute(keeping).rowcount == 1

    def consent(self, number: str, message_class: MessageClass) -> Consent | None:
        """Return the number's consent to a class, or None when it was never asked."""
        of = (consents.c.number == number, consents.c.message_class == message_class.value)
        row = self._connection.execute(sa.select(consents).where(*of)).first()
        if row is None:
            return None
        return Consent(number, message_class, bool(row.given), from_micros(row.at), Source(row.source))

    def save_consent(self, consent: Consent) -> bool:
        """Keep the consent; False, and no change, when a newer one is kept. Of two at once, the refusal stays."""
        at = to_micros(consent.at)
        values = {"given": consent.given, "at": at, "source": consent.source.value}
        adding = insert(consents).values(number=consent.number, message_class=consent.message_class.value, **values)
        newer = sa.or_(consents.c.at < at, sa.and_(consents.c.at == at, sa.literal(not consent.given)))
        key = [consents.c.number, consents.c.message_class]
        keeping = adding.on_conflict_do_update(index_elements=key, set_=values, where=newer)
        return self._connection.execute(keeping).rowcount == 1

    def mark(self, mark: SentMark) -> None:
        """Count a message; the same id counts once."""
        row = {
            "message_id": mark.message_id,
            "number": mark.number,
            "message_class": mark.message_class.value,
            "at": to_micros(mark.at),
        }
        self._connection.execute(sa.insert(sent_marks).prefix_with("OR IGNORE"), row)

    def unmark(self, message_id: str) -> None:
        """Take back the count of a message that certainly did not leave."""
        self._connection.execute(sa.delete(sent_marks).where(sent_marks.c.message_id == message_id))

    def sent(self, number: str, message_class: MessageClass, since: datetime) -> list[datetime]:
        """Return when messages of the class were counted since, oldest first."""
        query = sa.select(sent_marks.c.at).where(
            sent_marks.c.number == number,
            sent_marks.c.message_class == message_class.value,
            sent_marks.c.at >= to_micros(since),
        )
        return [from_micros(at) for at in self._connection.execute(query.order_by(sent_marks.c.at)).scalars()]

    def forget(self, before: datetime) -> int:
        """Drop counts older than `before`; opt-outs and consents stay. Return how many."""
        return self._connection.execute(sa.delete(sent_marks).where(sent_marks.c.at < to_micros(before))).rowcount
