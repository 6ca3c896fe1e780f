"""Words that say the visit is somebody else's: a parent for a child, a spouse, a carer. A person finishes those."""

import re

from services.dialogue.proof import folded

_KIN_EN = (
    "son|daughter|kid|kids|child|children|baby|wife|husband|spouse|partner|mother|mom|mum|father|dad|grandma|grandmother"
    "|grandpa|grandfather|sister|brother|aunt|uncle|niece|nephew|girlfriend|boyfriend|client|ward|parents|roommate"
)
_KIN_ES = (
    "hijo|hija|hijos|nino|nina|bebe|esposa|esposo|marido|mujer|pareja|madre|mama|padre|papa|abuela|abuelo|hermana"
    "|hermano|tia|tio|sobrina|sobrino|nieto|nieta|suegra|suegro|novia|novio|clienta|cliente|papas|padres"
)
_VISIT_EN = (
    "appointment|appt|appointments|visit|visits|checkup|check up|cleaning|exam|consult|follow up|session|therapy|slot"
)
_VISIT_ES = "cita|citas|consulta|visita|turno|limpieza|chequeo|revision"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:my|our) (?:\w+ )?(?:{_KIN_EN}) ?s (?:\w+ ){{0,3}}(?:{_VISIT_EN})\b",
        rf"\b(?:appointment|appt|visit|checkup|cleaning|exam) (?:is )?(?:for|of) (?:my|our) (?:\w+ )?(?:{_KIN_EN})\b",
        rf"\b(?:calling|writing|asking|here) (?:for|on behalf of|about) (?:my|our) (?:\w+ )?(?:{_KIN_EN})\b",
        r"\bon behalf of (?:my|our|someone|another)\b",
        rf"\b(?:my|our) (?:{_KIN_EN}) (?:has|have) an? (?:\w+ ){{0,2}}(?:{_VISIT_EN})\b",
        rf"\b(?:i m|i am|im|this is) (?!my\b|not\b)(?:\w+ ){{1,3}}s (?:{_KIN_EN}|caregiver|carer|guardian)\b",
        rf"\b(?:i m|i am|im|this is) (?:the|his|her|their|a) (?:{_KIN_EN}|caregiver|carer|guardian)(?: of\b|$)",
        rf"\b(?:cancel|move|reschedule|change) (?:it|this|that|one)? ?for (?:my|our) (?:{_KIN_EN})\b(?! s\b)",
        rf"\bsoy (?:la|el) (?:{_KIN_ES}|nieta|nieto|cuidadora|cuidador|tutora|tutor) de (?!las?\b|los\b)[a-z]",
        rf"\bsoy su (?:{_KIN_ES}|nieta|nieto|cuidadora|cuidador|tutora|tutor)\b",
        rf"\b(?:{_VISIT_ES}) (?:\w+ )?(?:de|para) (?:mi|mis|nuestro|nuestra) (?:{_KIN_ES})\b",
        rf"\b(?:llamo|escribo|pregunto|hablo) (?:por|para|de parte de|en nombre de) (?:mi|mis) (?:{_KIN_ES})\b",
        r"\b(?:de parte de|en nombre de) (?:mi|mis|otra|otro|una|un)\b",
        rf"\bmi (?:{_KIN_ES}) tiene (?:una )?(?:cita|consulta|visita|limpieza|revision)\b",
    )
)


def speaks_for_another(text: str) -> bool:
    """Tell whether the words say plainly that the visit is another person's."""
    plain = folded(text)
    return any(pattern.search(plain) for pattern in _PATTERNS)
