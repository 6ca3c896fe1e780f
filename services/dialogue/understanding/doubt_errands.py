"""A look at several errands in one sentence: "cancel the lab and move the checkup" is more than one command."""

import re
from collections.abc import Sequence
from typing import Final

from services.dialogue.commands import Command, Constrain, StartBook, StartCancel, StartMove
from services.dialogue.understanding.facts import Facts
from services.dialogue.understanding.grammar.cascade import compile_pattern, encode
from services.dialogue.understanding.lookahead import TIME
from services.dialogue.understanding.model import Asked
from services.dialogue.understanding.role_model import TARGET

_ACT: Final = "(MOVE|MOVEUP|MOVEBACK|CANCEL)"
_NAMED: Final = "(VISIT|WD|ORD|MON|REL|ONE|NUM|PROV|KIN)"
_OWN: Final = f"((POSS|THE|KIN)+ {_NAMED}|OTHERONE)"
#: A verb with its appointment, and behind it another with its own.
_TWO_ACTS: Final = compile_pattern(
    f"{_ACT} (POSS|THE|KIN|APPT|ON|FOR|VISIT)* {_NAMED} .* (AND|COMMA|STOP|ALSO|APPT|ORD|WD|NUM|VISIT|ONE)"
    f" (FILL|ALSO|NEED|TO|X|WE|STOP)* {_ACT} {_OWN}"
)
#: One verb, two appointments, each with its own new day.
_TWO_WAYS: Final = compile_pattern(
    f"MOVE (POSS|THE|KIN|APPT|ON|FOR|VISIT)* {_NAMED} .* (TO|FOR) .* (AND|COMMA|ALSO)+ (POSS|THE|KIN|ON|APPT|FILL)*"
    " (VISIT|WD|ORD|MON|REL|ONE|NUM|APPT)+ (TO|FOR) (THE|NEXT|ON|THIS)* (WD|ORD|MON|REL|NUM|UNIT)"
)
#: Cancelling one's own and booking for somebody else.
_FOR_ANOTHER: Final = compile_pattern(
    "CANCEL .* (AND|COMMA|STOP|ALSO|BUT) .*(BOOK|BOOKAPPT|NEED|AVAIL) .*((FOR|WITH)? KIN|POSS X VISIT)"
)
#: Cancelling one whose kind was not said, and booking one of a kind: it may be another kind.
_OTHER_KIND: Final = compile_pattern(
    "CANCEL ((?!(VISIT|END)).)* (AND|COMMA|STOP|ALSO|BUT) (FILL|WE|NEED|TO|LA|X|STOP|COMMA|AND)* (BOOK|BOOKAPPT|NEED)"
    " (WE|FILL|A|UN|TO)* VISIT"
)


def spares_one(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether all but one are to be changed, and it was not said among which: "cancel all but Friday's"."""
    acts = any(isinstance(command, StartMove | StartCancel) for command in commands)
    named = [item for item in facts.roles.items if item.role == TARGET and item.symbol.cat in TIME]
    spared = any(item.negative for item in named)
    lost = facts.has("EXCEPT") and facts.has("ALLOF") and not spared and not facts.wishes
    return acts and (lost or (spared and all(item.negative for item in named)))


def swaps_places(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether two people trade their times, which no command holds: "could my husband and I swap times"."""
    said = " ".join(token.text for token in facts.tokens if token.kind != "mark")
    moves = any(isinstance(command, StartMove) for command in commands)
    return moves and any(words in said for words in _SWAPS)


_SWAPS: Final = tuple(f"{verb} {what}" for verb in ("swap", "trade") for what in ("times", "slots", "spots", "places"))


_OPENING: Final = frozenset({None, Asked.WHAT})


def act_is_lost(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether cancelling or moving was spoken of at the start, and only a wish came out."""
    acts = any(
        symbol.cat in {"CANCEL", "MOVE", "MOVEUP", "MOVEBACK"} and not symbol.word.startswith("drop")
        for symbol in facts.words
    )
    wishes = bool(commands) and all(isinstance(command, Constrain) for command in commands)
    return acts and wishes and facts.asked in _OPENING


#: "Cancel Thursday's and the one after that".
_ONE_MORE: Final = re.compile(
    r"\b(?:and|y|also|tambien) (?:also |tambien )?(?:the one after|the next one|la que sigue|la siguiente)"
)


def two_errands(facts: Facts, commands: Sequence[Command]) -> bool:
    """Tell whether two visits are to be changed, each in its own way, and the commands hold only one."""
    starts = [command for command in commands if isinstance(command, StartMove | StartCancel | StartBook)]
    if len(starts) != 1 or facts.has("KEEP"):
        return False
    if _ONE_MORE.search(" ".join(token.text for token in facts.tokens)) is not None:
        return facts.has("CANCEL")
    codes = encode(facts.words)
    patterns = (_TWO_ACTS, _TWO_WAYS, _FOR_ANOTHER, _OTHER_KIND)
    return any(pattern.search(codes) is not None for pattern in patterns)
