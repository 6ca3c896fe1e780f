"""Biometric identifiers and photographs: references to prints and scans, and files that hold one."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE
from services.gateway.redaction.spans import Span

_PRINTS: Final = (
    "finger\\s?prints?|thumb\\s?prints?|palm\\s?(?:prints?|veins?)|hand\\sprints?|voice\\s?prints?|voice\\sid|voice\\ssignature|retina(?:l)?|"
    "iris|face\\s?(?:id|prints?|template|recognition)|facial(?:\\srecognition)?|gait|biometrics?|dna|"
    "huellas?(?:\\s(?:digital|dactilar|vocal|de\\svoz))?(?:es)?|biometric[oa]s?|reconocimiento\\s(?:facial|de\\svoz)|adn"
)
_IMAGES: Final = r"(?:jpe?g|jfif|png|heic|heif|gif|bmp|tiff?|webp|svg|dng|cr2|nef|dcm|dicom)"
_SOUNDS: Final = r"(?:wav|mp3|m4a|ogg|flac|aac|amr|opus|wma|minutiae|fpt|wsq|ansi378)"
_NAME: Final = re.compile(r"[a-z0-9_\-./\\%~:()]++", re.ASCII)
_REACH: Final = 200


class _File(Shape):
    """A file's name, known by its ending; the trigger is the ending."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the name with its path or address before the ending."""
        before = _NAME.match(text[max(0, start - _REACH) : start][::-1])
        return [Span(start - before.end(), end, self.label, 5)] if before else []


RULES: Final[tuple[Rule, ...]] = (
    _File(Label.PHOTO, (rf"\.{_IMAGES}\b",), _NAME),
    _File(Label.BIOMETRIC, (rf"\.{_SOUNDS}\b",), _NAME),
    Shape(
        Label.PHOTO,
        (r"\bdata:image/[a-z+]{2,12};base64,[a-z0-9+/]",),
        re.compile(r"data:image/[a-z+]{2,12};base64,[a-z0-9+/=]++", re.ASCII),
        lambda _value: 6,
    ),
    Shape(
        Label.PHOTO,
        (r"\b(?:img|dsc|dscn|dscf|pxl|mvimg|photo)[_\-]?\d{4}",),
        re.compile(r"[a-z]{3,5}[_\-]?\d{4,8}(?:[_\-]\d{1,9}){0,3}", re.ASCII),
    ),
    Cue(
        Label.PHOTO,
        (
            r"\b(?:photo|photograph|picture|selfie|headshot|portrait|image|foto|fotografia|imagen|retrato)s?\s?(?:id|number|num|no|#|ref|file|reference|numero|archivo)\b",
        ),
        CODE,
        least=3,
        weight=3,
    ),
    Cue(
        Label.BIOMETRIC,
        (
            rf"\b(?:{_PRINTS})\s?(?:scan|template|templates|hash|record|ref|reference|token|profile|sample|data|file|signature|plantilla|registro|muestra|escaneo|referencia)?\s?"
            r"(?:id|number|num|no|#|numero)?\b",
            r"\b(?:voice\s)?(?:recording|grabacion)\s(?:id|number|no|is|es)\b",
        ),
        rf"(?:[a-z]{{2,8}}[_\-])?{CODE}",
        least=2,
        weight=6,
    ),
)
