"""What the name of a JSON field says about its value: `last_name` and `mrn` leave no doubt."""

import re
from collections.abc import Mapping
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
            "nombre completo",
            "primer nombre",
            "segundo nombre",
            "apellido",
            "apellidos",
            "primer apellido",
            "segundo apellido",
            "paciente",
        ),
        Label.NAME,
    ),
    **dict.fromkeys(("dob", "date of birth", "birth date", "birthdate", "birthday", "fecha de nacimiento"), Label.DOB),
    **dict.fromkeys(("birth year", "year of birth", "fecha nacimiento", "ano de nacimiento"), Label.DOB),
    **dict.fromkeys(
        (
            "phone",
            "phone number",
            "mobile",
            "cell",
            "telephone",
            "home phone",
            "work phone",
            "telefono",
            "cell phone",
            "celular",
        ),
        Label.PHONE,
    ),
    **dict.fromkeys(("fax", "fax number"), Label.FAX),
    **dict.fromkeys(("email", "e mail", "email address", "correo", "correo electronico"), Label.EMAIL),
    **dict.fromkeys(
        ("ssn", "social security number", "social security", "seguro social", "ssn last4", "ssn last 4"), Label.SSN
    ),
    **dict.fromkeys(
        ("mrn", "medical record number", "medical record", "chart number", "expediente", "numero de expediente"),
        Label.MRN,
    ),
    **dict.fromkeys(
        ("member id", "policy number", "insurance id", "subscriber id", "beneficiary id", "medicare number", "mbi"),
        Label.HEALTH_PLAN,
    ),
    **dict.fromkeys(("account number", "card number", "iban", "account no"), Label.ACCOUNT),
    **dict.fromkeys(
        ("address", "street", "street address", "address line", "address line 1", "address line 2", "direccion"),
        Label.ADDRESS,
    ),
    **dict.fromkeys(
        ("zip", "zip code", "zipcode", "postal code", "postcode", "codigo postal", "latitude", "longitude"),
        Label.ADDRESS,
    ),
    **dict.fromkeys(("city", "county", "ciudad"), Label.PLACE),
    **dict.fromkeys(("license number", "drivers license", "driver license"), Label.LICENSE),
    **dict.fromkeys(("license plate", "vin"), Label.VEHICLE),
    **dict.fromkeys(("ip", "ip address"), Label.IP),
    **dict.fromkeys(("identifier", "patient id", "id paciente", "last four", "last4", "last 4"), Label.ID),
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
#: Words of a field's name that say its number, however short, may be somebody's.
_TELLING: Final = re.compile(
    r"\b(?:age|edad|born|birth\w*|dob|nacimiento|id|identifier|number|no|num|nro|numero|account|acct|cuenta|card|tarjeta"
    r"|zip\w*|postal|postcode|last ?(?:4|four)|ultimos|ssn|mrn|chart|record|expediente|historia|member|policy|poliza"
    r"|patient|paciente|phone|telefono|fax|folio|case|claim|confirmation|license|licencia|serial|plate|placa)\b"
)
#: Fields that say nothing of their own: what they are of is said by the field around them (FHIR's data types).
_OF_THE_OUTER: Final = frozenset(
    {"value", "values", "number", "text", "display", "full", "raw", "digits", "year", "month", "day"}
    | {"valor", "numero", "número", "texto", "ano", "año", "mes", "dia", "día", "id"}
)
#: Fields in which the name of another field stands.
_NAMING: Final = ("field", "key", "name", "label", "attribute", "question")
#: `mrns: [48213]` are numbers of records, `phones: 2` is a count.
_SHORTEST_OF_MANY: Final = 3
_VALUELESS: Final = frozenset({"", "none", "null", "unknown", "n/a", "na", "-", "true", "false"})
_LONGEST_VALUE: Final = 120


def sure_label(key: str, value: str) -> Label | None:
    """Return the label of a whole value where its field's name leaves no doubt."""
    if len(value) > _LONGEST_VALUE or value.strip().lower() in _VALUELESS:
        return None
    words = readable(key)
    if words in _SURE or len(value) < _SHORTEST_OF_MANY:
        return _SURE.get(words)
    return _SURE.get(words.removesuffix("s"))


def named_beside(fields: Mapping[str, object]) -> str:
    """Return what an object calls the value beside (`{"name": "mrn", "value": "48213"}`); "" for nothing known."""
    names = (fields.get(each) for each in _NAMING)
    return next((each for each in names if isinstance(each, str) and readable(each) in _SURE), "")


def likely_label(key: str) -> Label | None:
    """Return what kind of identifier a field with this name may hold."""
    words = readable(key)
    return next((label for pattern, label in _LIKELY if pattern.search(words)), None)


def telling(key: str) -> bool:
    """Tell whether a field's name says that even a short number in it may be somebody's."""
    return _TELLING.search(readable(key)) is not None


def under(outer: str, name: str) -> str:
    """Return the name by which a field inside another is to be judged: `identifier.value` is an identifier."""
    word = name.lower()
    if not outer or word not in _OF_THE_OUTER:
        return name
    return f"{outer} id" if word == "id" else outer
