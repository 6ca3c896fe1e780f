"""What each form asks its signer, besides what the appliance fills in."""

from typing import Final

from compliance.controls.model import Control

_USUAL: Final = (
    "What was looked at, by whom, on which days?",
    "What was found?",
    "What is done about it, by whom, until when?",
)
_PROMPTS: Final = {
    "164.306(d)(3)": (
        "For each specification above that the clinic does not do as it is written: why is it not reasonable and "
        "appropriate?",
        "For each of these: what is done instead, or why is nothing equivalent reasonable?",
    ),
    "164.308(a)(1)(ii)(A)": (
        "For each store, page and destination above: what could go wrong (theft, loss, error, failure, attack)?",
        "For each: how likely is it, and how bad (low, medium, high)?",
        "Which risks does the clinic accept, and why? Which does it bring down, until when?",
    ),
    "164.308(a)(1)(ii)(B)": ("For each open point above: who owns it, until when, and what is the next step?",),
    "164.308(a)(2)": ("Who is the security official, since when, and who appointed them?", "Who stands in for them?"),
    "164.308(a)(3)(ii)(A)": (
        "Does everybody in the list work here, in this role? Who does not need the access any more?",
    ),
    "164.308(a)(4)(ii)(A)": ("Does the clinic run a clearinghouse? If so, how is it kept apart?",),
    "164.308(a)(6)(ii)": (
        "Which incidents were there (or none), when, and how were they noticed?",
        "What was done to limit each, and how did it end?",
        "What was changed afterwards?",
    ),
    "164.308(a)(7)(ii)(C)": (
        "When did the clinic practise working without the appliance, and for how long?",
        "How were appointments kept meanwhile, and how was PHI protected?",
        "What is to be changed?",
    ),
    "164.308(a)(7)(ii)(E)": ("Rank the processes and stores: what must be back within an hour, a day, a week?",),
    "164.308(a)(8)": (
        "What was evaluated, technical and otherwise, by whom, on which days? What had changed since the last time?",
        "Which policies and procedures do not meet the rule, or are not followed?",
        "What is done about it, by whom, until when?",
    ),
    "164.308(b)(3)": (
        "Who else handles PHI for the clinic (billing, shredding, IT support)? Is there an agreement with each?",
    ),
    "164.310(a)(2)(iv)": ("Which repairs were there (or none): what, when, by whom?",),
    "164.314(a)(2)(i)": ("Which clauses are missing in which agreement, and what is done about it?",),
    "164.504(e)(2)": ("Which clauses are missing in which agreement, and what is done about it?",),
    "164.404": (
        "Was there a breach of unsecured PHI (or none)? Discovered on which day (60 days run from it)?",
        "How many people are affected, and when were they told? The notice says what happened, which PHI it was, what "
        "people should do, what the clinic does, and whom to ask.",
    ),
    "164.408": ("List each breach with day of discovery, people affected, and day of the report to the Secretary.",),
    "164.410": ("Which associate reported what, when was it discovered, who is affected, when were you told?",),
    "164.414(b)": (
        "1. Which PHI was involved, and how easily can somebody be recognised by it?",
        "2. Who used it or got it?",
        "3. Was it really acquired or viewed?",
        "4. How far was the risk mitigated?",
        "Is there a low probability that PHI was compromised? Why?",
    ),
    "164.522(a)": ("Who asked for which restriction, when, and was it agreed to? Did they pay in full themselves?",),
    "164.522(b)": ("Who asked to be reached how or where, when, and since when is it so?",),
    "164.530(c)": (
        "What can be heard or seen by others, where? What was changed?",
        "How are paper, prints and screens kept from those whom they do not concern?",
    ),
    "164.530(f)": ("Which use or disclosure should not have been, whom did it concern, what was done for them?",),
    "164.524": ("Who asked for access, when, and when and how was it given (30 days)?",),
    "164.526": ("Who asked for which amendment, when, and was it made or denied, and why?",),
}


def prompts_for(control: Control) -> tuple[str, ...]:
    """Return the questions of a control's form."""
    return _PROMPTS.get(control.id, _USUAL)
