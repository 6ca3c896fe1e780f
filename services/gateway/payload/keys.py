"""What the name of a JSON field says about its value: `last_name` and `mrn` leave no doubt."""

import re
from typing import Final

from services.gateway.payload.texts import readable
from services.gateway.redaction.labels import Label

_SURE: Final[dict[str, Label]] = {
    **dict.fromkeys(
        (
            "first name",
            "last name",
            "middle name",
            "full name",
            "patient name",
            "given name",
            "family name",
            "given",
            "family",
            "surname",
            "firstname",
            "lastname",
            "fullname",
            "patient",
            "guardian name",
            "emergency contact",
            "contact name",
            "caller name",
            "nombre",
            "apellido",
            "apellidos",
        ),
        Label.NAME,
    ),
    **dict.fromkeys(("dob", "date of birth", "birth date", "birthdate", "birthday", "fecha de nacimiento"), Label.DOB),
    **dict.fromkeys(
        ("phone", "phone number", "mobile", "cell", "telephone", "home phone", "work phone", "telefono", "cell phone"),
        Label.PHONE,
    ),
    **dict.fromkeys(("fax", "fax number"), Label.FAX),
    **dict.fromkeys(("email", "e mail", "email address", "correo"), Label.EMAIL),
    **dict.fromkeys(("ssn", "social security number", "social security"), Label.SSN),
    **dict.fromkeys(("mrn", "medical record number", "medical record"), Label.MRN),
    **dict.fromkeys(
        ("member id", "policy number", "insurance id", "subscriber id", "beneficiary id", "medicare number", "mbi"),
        Label.HEALTH_PLAN,
    ),
    **dict.fromkeys(("account number", "card number", "iban", "account no"), Label.ACCOUNT),
    **dict.fromkeys(
        ("address", "street", "street address", "address line", "address line 1", "address line 2", "direccion"),
        Label.ADDRESS,
    ),
    **dict.fromkeys(("zip", "zip code", "postal code", "postcode"), Label.ADDRESS),
    **dict.fromkeys(("city", "county", "ciudad"), Label.PLACE),
    **dict.fromkeys(("license number", "drivers license", "driver license"), Label.LICENSE),
    **dict.fromkeys(("license plate", "vin"), Label.VEHICLE),
    **dict.fromkeys(("ip", "ip address"), Label.IP),
}
_LIKELY: Final = (
    (re.compile(r"\bname\b|\bnombre\b"), Label.NAME),
    (re.compile(r"\bbirth|\bdob\b|nacimiento"), Label.DOB),
    (re.compile(r"\b(?:phone|tel|telephone|mobile|cell)\b"), Label.PHONE),
    (re.compile(r"\bmrn\b"), Label.MRN),
    (re.compile(r"\bssn\b"), Label.SSN),
    (re.compile(r"\bemail\b"), Label.EMAIL),
    (re.compile(r"\baddress\b"), Label.ADDRESS),
)
_VALUELESS: Final = frozenset({"", "none", "null", "unknown", "n/a", "na", "-", "true", "false"})
_LONGEST_VALUE: Final = 120


def sure_label(key: str, value: str) -> Label | None:
    """Return the label of a whole value where its field's name leaves no doubt."""
    if len(value) > _LONGEST_VALUE or value.strip().lower() in _VALUELESS:
        return None
    return _SURE.get(readable(key))


def likely_label(key: str) -> Label | None:
    """Return what kind of identifier a field with this name may hold."""
    words = readable(key)
    return next((label for pattern, label in _LIKELY if pattern.search(words)), None)
