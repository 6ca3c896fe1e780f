"""One transaction on the state: satisfies `services.dialogue.ports.DialogueTx`, and so every room's transaction."""

from collections.abc import Callable

import sqlalchemy as sa

from services.state.accounts import SealedAccounts, SealedEmergencies, SealedSessions
from services.state.attempts import SealedAttempts
from services.state.cases import SealedCases
from services.state.chats import SealedChats
from services.state.claims import SealedClaims
from services.state.fees import SealedFees
from services.state.journeys import SealedJourneys
from services.state.notices import SealedNotices
from services.state.numbers import SealedNumbers
from services.state.officer_mails import SealedOfficerMails
from services.state.operations import SealedOperations
from services.state.outbox import SealedOutbox
from services.state.tasks import SealedTasks
from services.state.texts import SealedTexts
from services.state.trail import SealedAudit
from services.state.waitlist import SealedWaitlist


class SealedTx:
    """All the repositories of one transaction; it ends when the function that was given it returns."""

    def __init__(self, connection: sa.Connection, node: str, pseudonym: Callable[[str], str]) -> None:
        self.operations = SealedOperations(connection)
        self.claims = SealedClaims(connection)
        self.outbox = SealedOutbox(connection)
        self.journeys = SealedJourneys(connection)
        self.numbers = SealedNumbers(connection)
        self.texts = SealedTexts(connection)
        self.escalations = SealedCases(connection)
        self.fees = SealedFees(connection)
        self.notices = SealedNotices(connection)
        self.tasks = SealedTasks(connection)
        self.chats = SealedChats(connection)
        self.attempts = SealedAttempts(connection)
        self.waitlist = SealedWaitlist(connection)
        self.accounts = SealedAccounts(connection)
        self.sessions = SealedSessions(connection)
        self.emergencies = SealedEmergencies(connection)
        self.officer_mails = SealedOfficerMails(connection)
        self.audit = SealedAudit(connection, node, pseudonym)
