"""Every report there is, in the order in which they are offered."""

from typing import Final

from services.reports.definition import Definition, Need, Prompt
from services.reports.errors import UnknownReport

_NOT_OUTSIDE: Final = "What people do in the EHR itself, or in other programs: those keep logs of their own."
_NOT_NAMES: Final = "Names of patients. The log knows a patient by a keyed hash; the clinic's staff can look one up."
_LIST: Final = ("number", "when", "who", "role", "what", "outcome", "patient", "resource", "details")

EVENTS: Final = Definition(
    "events",
    "Audit events",
    "45 CFR 164.312(b)",
    "What was recorded in this period?",
    ("Each row is one recorded event: who, what, when, about which patient, with which outcome.",),
    (_NOT_OUTSIDE, _NOT_NAMES),
    _LIST,
)
ACTIVITY: Final = Definition(
    "activity",
    "Information system activity review",
    "45 CFR 164.308(a)(1)(ii)(D)",
    "What needs a look in this period, and who reviewed it?",
    (
        "It lists what did not go as asked: refused and failed sign-ins, pages that a role does not open,"
        " refused changes, messages and calls. The figures count these events by kind.",
        "Signed and dated, it is evidence that the review took place. Reviews signed before stand at its end.",
    ),
    (
        "Whether a look at a patient's data that was allowed was also needed: see the reports by patient and by user.",
        _NOT_OUTSIDE,
    ),
    ("number", "when", "who", "what", "outcome", "patient", "why", "details"),
    outcomes=("refused", "failed"),
    days=7,
    signed=True,
)
BY_PATIENT: Final = Definition(
    "patient-users",
    "Who saw this patient's data",
    "45 CFR 164.312(b)",
    "Which people and services acted on this patient's data?",
    ("One row for each person or service: how often, from when to when, and what they did.",),
    (_NOT_OUTSIDE, "Data that was read aloud, or seen on a screen over somebody's shoulder."),
    ("who", "role"),
    needs=(Need.PATIENT,),
    by="who",
    days=None,
)
BY_USER: Final = Definition(
    "user-patients",
    "Whose data this user saw",
    "45 CFR 164.312(b)",
    "Which patients' data did this person or service act on?",
    ("One row for each patient: how often, from when to when, and what was done.",),
    (_NOT_OUTSIDE, _NOT_NAMES, "Why: a look that was allowed may still have been curiosity."),
    ("patient",),
    needs=(Need.ACTOR,),
    by="patient",
    days=365,
)
DISCLOSURES: Final = Definition(
    "disclosures",
    "Accounting of disclosures",
    "45 CFR 164.528",
    "To whom was this patient's health information disclosed, when, what, and why?",
    (
        "Each row is one disclosure: its date, who received it and where, what was disclosed, and for what purpose."
        " The same disclosed again to the same recipient for the same purpose is one row, with how often and the last"
        " day.",
        "It goes six years back from today, or from the day asked for.",
        "You may not find here what the law exempts: disclosures for treatment, payment and the clinic's own work, to"
        " you or the people involved in your care, or with your authorization. An empty list is usual.",
    ),
    ("Disclosures that nobody put on record: from the clinic's other programs, or of which nobody knows.",),
    ("number", "when", "recipient", "address", "description", "disclosed_for"),
    accountable=True,
    needs=(Need.PATIENT,),
    days=None,
    for_patient=True,
)
ACCOUNTINGS: Final = Definition(
    "accountings",
    "Accountings given to patients",
    "45 CFR 164.528(d)",
    "Which patients were given an accounting of disclosures, when, and by whom?",
    (
        "Each row is an accounting that was made for a patient. The first in any 12 months is free (164.528(c)(2)).",
        "The hash is that of the manifest of the export that was handed out: keep that export with the request.",
    ),
    ("Accountings that were written without Sealdesk.", _NOT_NAMES),
    ("number", "when", "who", "role", "patient", "period", "entries", "manifest"),
    actions=("accounting.",),
    days=None,
)
SIGN_INS: Final = Definition(
    "sign-ins",
    "Sign-ins and failures",
    "45 CFR 164.308(a)(5)(ii)(C)",
    "Who signed in, who tried and failed, who was locked out?",
    ("Staff and patients. Repeated wrong tries are recorded the 1st, 10th and 100th time of a day, counted.",),
    ("Sign-ins at the clinic's own directory or at the EHR.",),
    ("number", "when", "who", "what", "outcome", "account", "tries", "why"),
    actions=(
        "staff.signed_in", "staff.sign_in_failed", "staff.locked", "staff.signed_out", "staff.denied",
        "staff.stepped_up", "staff.step_up_failed", "identity.verified", "identity.failed", "identity.locked",
    ),
)  # fmt: skip
ACCESS: Final = Definition(
    "access",
    "Access review",
    "45 CFR 164.308(a)(4)(ii)(C)",
    "Which accounts were made, changed or closed, with which roles, and by whom?",
    ("Each row is a change to an account. Compare the accounts that are open with the people who work here now.",),
    ("The accounts of the clinic's directory. `sealdesk staff list` shows the accounts that are open today.",),
    ("number", "when", "who", "what", "account", "roles", "details"),
    actions=(
        "staff.added", "staff.enrolled", "staff.reset", "staff.disabled", "staff.roles_changed", "staff.key_added",
        "staff.key_revoked",
    ),
    days=None,
    signed=True,
)  # fmt: skip
BREAK_GLASS: Final = Definition(
    "break-glass",
    "Emergency access",
    "45 CFR 164.312(a)(2)(ii)",
    "When was an emergency account used, why, and who reviewed it?",
    (
        "Each use of an emergency account is a row, with the reason that was given, and each review of a use another.",
        "A use has to be reviewed within 24 hours. What was done meanwhile: ask for that user's events.",
    ),
    ("Emergency access to the EHR itself.",),
    ("number", "when", "who", "what", "outcome", "why", "details"),
    actions=("break_glass.",),
    days=None,
    signed=True,
)
OUTBOUND: Final = Definition(
    "outbound",
    "Every outbound call",
    "45 CFR 164.312(e)(1)",
    "What left the building, where to, and what was refused?",
    (
        "Each row is a connection through the door out, or an errand of the process that sends messages. A connection"
        " is recorded before its first packet leaves.",
    ),
    ("What other machines of the clinic send. What was inside an encrypted connection of the clinic's own EHR.",),
    ("number", "when", "who", "what", "outcome", "target", "why", "details"),
    actions=("egress.", "errand."),
)
CHANGES: Final = Definition(
    "changes",
    "Changes to appointments",
    "45 CFR 164.312(c)(1)",
    "Which appointments were moved or cancelled, at whose word, and how did it end?",
    (
        "A change has two events or more under one change number: asked for, and done, undone or handed to a person.",
        "Done means that it was read back from the scheduling system.",
    ),
    (_NOT_OUTSIDE,),
    ("number", "when", "who", "what", "outcome", "patient", "resource", "operation", "details"),
    actions=("change.", "case.approved", "case.changed", "case.declined"),
)
KEYS: Final = Definition(
    "keys",
    "Keys and the log's own state",
    "45 CFR 164.312(b), 164.312(a)(2)(iv)",
    "Which keys were made, changed or destroyed, and when did recording start or stop?",
    (
        "Changes to keys and to the log's state, holds, and the start and stop of each process. A key is destroyed only"
        " by two people at the end of retention; the event names both.",
    ),
    ("Who held a recovery card, or a copy of a key, outside the appliance.",),
    ("number", "when", "who", "what", "outcome", "why", "details"),
    actions=(
        "keys.",
        "ledger.key_certified",
        "ledger.quarter_removed",
        "ledger.clock_accepted",
        "ledger.tested",
        "hold.",
        "retention.",
        "service.",
        "state.restored",
        "officer_mail.",
    ),
    days=None,
)
EXPORTS: Final = Definition(
    "exports",
    "Searches and exports of the log",
    "45 CFR 164.312(b)",
    "Who looked at the audit log, who took records out of it, and why?",
    ("Each export is recorded before it is handed out, with the hash of its signed manifest.",),
    ("What became of an export afterwards.",),
    ("number", "when", "who", "what", "purpose", "why", "details"),
    actions=("ledger.searched", "export.", "review."),
    days=None,
)
COPIES: Final = Definition(
    "backups",
    "Backups and drills",
    "45 CFR 164.308(a)(7)(ii)",
    "Which evidence of copies, drills and controls was collected, and what was signed off?",
    ("Evidence packs hold what the probes of copies and drills found that day; a sign-off names person and paper.",),
    ("Copies that another program makes, unless somebody signed for them.",),
    ("number", "when", "who", "what", "outcome", "details"),
    actions=("evidence.", "control.", "state.restored"),
    days=None,
)
AGREEMENTS: Final = Definition(
    "agreements",
    "Business associate agreements",
    "45 CFR 164.308(b), 164.504(e)",
    "Which agreements were put on the register or taken off it, with whom, and until when?",
    ("A channel that can carry PHI opens only while a signed agreement that has not expired is on the register.",),
    ("Agreements of the clinic that concern other programs. `sealdesk baa list` shows how each stands today.",),
    ("number", "when", "who", "what", "agreement", "vendor", "product", "effective", "expires"),
    actions=("baa.added", "baa.withdrawn", "baa.signed", "baa.key_made"),
    days=None,
)
_FACTORS: Final = (
    Prompt(
        "What happened, and when",
        "164.404(c)(1)(A): a brief description, the date of the breach and of its discovery.",
        4,
    ),
    Prompt(
        "Factor 1: the information",
        "164.402(2)(i): which kinds of identifiers, and how likely people can be told from them.",
    ),
    Prompt("Factor 2: who got it", "164.402(2)(ii): the person who used the information or to whom it was disclosed."),
    Prompt(
        "Factor 3: acquired or viewed", "164.402(2)(iii): whether it was actually acquired or viewed, or only could be."
    ),
    Prompt("Factor 4: mitigation", "164.402(2)(iv): how far the risk has been reduced, such as by a signed assurance."),
    Prompt(
        "Decision", "A low probability that the information was compromised, shown by all four factors; or a breach.", 2
    ),
    Prompt(
        "What was done for those affected",
        "164.404(c)(1)(C) to (E): what they can do, what the clinic does, whom to ask.",
        3,
    ),
)
BREACH: Final = Definition(
    "breach",
    "Breach pack",
    "45 CFR 164.402 to 164.414",
    "Whose information does an incident concern, what was done with it, and what must be decided and told by when?",
    (
        "One row for each patient whose data these events touched: how often, from when to when, and what was done.",
        "The form holds the four factors; the clinic has the burden of proof (164.414(b)) and keeps it six years.",
    ),
    (
        "Whether it is a breach: people decide that, by the four factors.",
        _NOT_NAMES,
        _NOT_OUTSIDE,
    ),
    ("patient",),
    needs=(Need.DISCOVERED,),
    by="patient",
    days=31,
    form=_FACTORS,
    signed=True,
)

REPORTS: Final[dict[str, Definition]] = {
    one.id: one
    for one in (
        EVENTS, ACTIVITY, BY_PATIENT, BY_USER, DISCLOSURES, ACCOUNTINGS, SIGN_INS, BREAK_GLASS, ACCESS, OUTBOUND,
        CHANGES, KEYS, EXPORTS, COPIES, AGREEMENTS, BREACH,
    )
}  # fmt: skip


def report_named(name: str) -> Definition:
    """Return a report.

    Raises:
        UnknownReport: there is none of that name.
    """
    if name not in REPORTS:
        raise UnknownReport(", ".join(REPORTS))
    return REPORTS[name]
