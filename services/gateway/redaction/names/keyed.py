"""Values of keys that hold a person's name and nothing else: `"family": "Blanco"`, `"given": ["Ella", "Mae"]`.

There no lexicon is asked: in a record's field for names every word is one.
"""

import re
from collections.abc import Iterator
from typing import Final

HINT: Final = re.compile(r'(?:name|family|given|guarantor|practitioner)s?"\s?:')
_KEYED: Final = re.compile(
    r'"(?:family|given|(?:first|last|middle|maiden|full|given|family|sur|patient|provider|doctor|mother|father|'
    r"guardian|guarantor|legal|preferred|nick|practitioner|physician|contact|caller|member|subscriber)"
    r'(?:_|-)?names?|surname|guarantor|practitioner)"\s?:\s?(?P<list>\[)?\s?"(?P<value>[^"\n]{1,80})"'
)
_MORE: Final = re.compile(r'\s?,\s?"([^"\n]{1,80})"(?!\s?:)')
_LETTER: Final = re.compile(r"[^\W\d_]")


def keyed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a folded text the values of such keys are; of a list, each of them."""
    if '"' not in text or HINT.search(text) is None:
        return
    for found in _KEYED.finditer(text):
        if _LETTER.search(found["value"]):
            yield found.span("value")
        at = found.end()
        while found["list"] and (more := _MORE.match(text, at)):
            yield more.span(1)
            at = more.end()
