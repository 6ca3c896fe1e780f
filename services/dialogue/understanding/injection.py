"""Words aimed at the machine: instructions to an assistant, markup, code, a model's own control words."""

import re
from typing import Final

from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.words.tokens import MAX_CHARS

#: Markup, code and structured data: never what a patient means.
_MARKUP: Final = re.compile(r"</?[a-zA-Z!?|]|\{\s*[\"'{%]|```|\$\{|&[lg]t;|<\?|\[/?INST|</s>")


def aims_at_machine(facts: Facts) -> bool:
    """Tell whether a message is aimed at the machine, whatever else it says."""
    return facts.has("INJECT") or _MARKUP.search(facts.text[:MAX_CHARS]) is not None
