"""Words about the waitlist, cut out of a message: what is left says which days and hours suit."""

import re
from typing import Final

_LIST: Final = r"(?:(?:wait|waiting|cancellation|standby) ?list|lista de (?:espera|cancelaciones)|lista)"
_LEAVES: Final = re.compile(
    rf"\b(?:take|remove|get|drop|delete|cross) (?:me|my name) (?:off|from|out of) (?:\w+ )?{_LIST}"
    rf"|\b(?:leave|get off|be off|come off|off) (?:the |your )?{_LIST}"
    rf"|\b(?:don ?t|do not|no longer) (?:want|need) (?:to be )?(?:on )?(?:the |your )?{_LIST}"
    rf"|\b(?:quit|sac|saqu|borr|elimin|baj)\w* de (?:la |su |esa )?{_LIST}"
    rf"|\b(?:salir|salirme|darme de baja) de (?:la |su )?{_LIST}|\bya no quiero (?:estar )?(?:en )?(?:la )?{_LIST}"
)
_JOINS: Final = re.compile(
    rf"\b(?:(?:please |just )?(?:put|add|get|place|sign|keep|stick) me (?:up |down )?(?:on|onto|to|for|in) )"
    rf"(?:the |your |a )?{_LIST}(?: (?:for|if|in case))?"
    rf"|\b(?:pon\w*|apunt\w*|anot\w*|agreg\w*|met\w*|inscrib\w*) (?:en |a )?(?:la |su |una )?{_LIST}(?: para)?"
    rf"|\b(?:join|get on|be on) (?:the |your |a )?{_LIST}"
    r"|\b(?:please )?(?:(?:text|call|tell|notify|message|ping) me|let me know)? ?\b(?:if|when|in case) "
    r"(?:something|anything|a spot|a slot|a time|an appointment|one) (?:\w+ )?(?:earlier |sooner )?"
    r"(?:opens?|frees?|comes?|becomes?)(?: up| free| available)?(?: earlier| sooner)?"
    r"(?: (?:please )?(?:text|call|tell) me)?"
    r"|\b(?:por favor )?(?:avis\w+|dig\w+|escrib\w+)? ?(?:si|cuando) (?:\w+ )?(?:se )?"
    r"(?:abre|libera|desocupa|sale|hay|abren) (?:algo|un lugar|un espacio|una hora|una cita)"
    r"(?: mas)? (?:antes|temprano|pronto)(?: avis\w+| dig\w+)?"
)


def leaves_list(words: str) -> bool:
    """Tell whether folded words ask to be taken off the list."""
    return _LEAVES.search(words) is not None


def joins_list(words: str) -> str | None:
    """Return what folded words say besides the wish to be put on the list; None when they wish no such thing."""
    found = _JOINS.search(words)
    if found is None:
        return None
    return " ".join((words[: found.start()] + " " + words[found.end() :]).split())
