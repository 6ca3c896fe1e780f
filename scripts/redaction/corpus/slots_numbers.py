"""Telephone and identity numbers, valid and invalid, in the shapes people and systems write, and read out."""

from random import Random

from scripts.redaction.corpus import say
from scripts.redaction.corpus.people import phone_digits
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene

_FIGURES = "0123456789"
_MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"


def some_digits(rng: Random, *lengths: int) -> str:
    """Return a row of random digits of one of the lengths."""
    return "".join(rng.choices("0123456789", k=rng.choice(lengths)))


def some_letters(rng: Random, length: int) -> str:
    """Return a row of random capital letters."""
    return "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=length))


def _phone(scene: Scene, row: str, kind: str) -> list[Piece]:
    area, exchange, final = row[:3], row[3:6], row[6:]
    if scene.spoken:
        parts = [say.digits(each, scene.lang, scene.rng) for each in (area, exchange, final)]
        return [Piece(" ".join(parts), kind)]
    shapes = (
        f"{area}-{exchange}-{final}",
        f"({area}) {exchange}-{final}",
        f"{area}.{exchange}.{final}",
        row,
        f"{area} {exchange} {final}",
        f"+1 {area} {exchange} {final}",
        f"1-{area}-{exchange}-{final}",
        f"({area}){exchange}-{final}",
        f"{area}-{exchange}{final}",
        f"{area} {exchange}-{final}",
        f"+1{row}",
        f"{area}/{exchange}-{final}",
    )
    return [Piece(scene.rng.choice(shapes), kind)]


def phone(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's telephone number, in Spanish sometimes a Mexican one."""
    row = scene.person(number).phone
    if scene.lang == "es" and not scene.spoken and scene.rng.random() < 0.08:
        return [Piece(f"+52 {row[:2]} {row[2:6]} {row[6:]}", "PHONE")]
    return _phone(scene, row, "PHONE")


def phone_w(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's telephone number in figures."""
    row = scene.person(number).phone
    return [
        Piece(scene.rng.choice((row, f"{row[:3]}-{row[3:6]}-{row[6:]}", f"({row[:3]}) {row[3:6]}-{row[6:]}")), "PHONE")
    ]


def phone_e164(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's telephone number as E.164."""
    return [Piece(f"+1{scene.person(number).phone}", "PHONE")]


def phone_local(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's telephone number without the area code."""
    row = scene.person(number).phone[3:]
    return [Piece(say.digits(row, scene.lang, scene.rng) if scene.spoken else f"{row[:3]}-{row[3:]}", "PHONE")]


def fax(scene: Scene, _number: int) -> list[Piece]:
    """Return a fax number."""
    return _phone(scene, phone_digits(scene.rng), "FAX")


def _ssn(scene: Scene) -> str:
    """Return a social security number; a fifth lie in ranges never issued or are known samples."""
    rng = scene.rng
    if rng.random() < 0.2:
        area = rng.choice(("000", "666", f"9{some_digits(rng, 2)}"))
        return rng.choice((f"{area}{some_digits(rng, 6)}", "123456789", "078051120"))
    return f"{rng.randint(1, 665):03d}{rng.randint(1, 99):02d}{rng.randint(1, 9999):04d}"


def _ssn_shape(scene: Scene, row: str) -> str:
    parts = (row[:3], row[3:5], row[5:])
    return scene.rng.choice(("-", "-", "-", "-", " ", "", ".")).join(parts)


def ssn(scene: Scene, number: int) -> list[Piece]:
    """Return a social security number."""
    row = scene.once(f"ssn{number}", _ssn(scene))
    return [Piece(say.digits(row, scene.lang, scene.rng) if scene.spoken else _ssn_shape(scene, row), "SSN")]


def ssn_w(scene: Scene, number: int) -> list[Piece]:
    """Return a social security number in figures."""
    row = scene.once(f"ssn{number}", _ssn(scene))
    return [Piece(f"{row[:3]}-{row[3:5]}-{row[5:]}", "SSN")]


def ssn4(scene: Scene, _number: int) -> list[Piece]:
    """Return the last four digits of a social security number."""
    return scene.code(some_digits(scene.rng, 4), "SSN")


def itin(scene: Scene, _number: int) -> list[Piece]:
    """Return a taxpayer number."""
    row = f"9{some_digits(scene.rng, 2)}-{scene.rng.randint(70, 88)}-{some_digits(scene.rng, 4)}"
    return scene.code(row, "ITIN")


def mrn(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's medical record number."""
    return scene.code(scene.person(number).mrn, "MRN")


def mrn_w(scene: Scene, number: int) -> list[Piece]:
    """Return somebody's medical record number in figures."""
    return [Piece(scene.person(number).mrn, "MRN")]


def _member(rng: Random) -> str:
    shapes = (
        f"{some_letters(rng, 3)}{some_digits(rng, 9)}",
        f"W{some_digits(rng, 9)}",
        some_digits(rng, 9, 10, 11),
        f"{some_letters(rng, 3)} {some_digits(rng, 3)} {some_digits(rng, 4)}",
        f"{some_letters(rng, 3)}{some_digits(rng, 8)}-01",
        f"U{some_digits(rng, 7)} 02",
        f"{some_digits(rng, 3)}-{some_digits(rng, 3)}-{some_digits(rng, 3)}",
        f"H{some_digits(rng, 8)}",
        f"{some_letters(rng, 2)}{some_digits(rng, 2)}{some_letters(rng, 1)}{some_digits(rng, 5)}",
    )
    return rng.choice(shapes)


def member(scene: Scene, number: int) -> list[Piece]:
    """Return a health plan's member number."""
    return scene.code(scene.once(f"member{number}", _member(scene.rng)), "MEMBER")


def member_w(scene: Scene, number: int) -> list[Piece]:
    """Return a health plan's member number in figures."""
    return scene.code(scene.once(f"member{number}", _member(scene.rng)), "MEMBER", written=True)


def group(scene: Scene, _number: int) -> list[Piece]:
    """Return a health plan's group number."""
    row = scene.rng.choice(
        (some_digits(scene.rng, 5, 6), f"G{some_digits(scene.rng, 5)}", f"00{some_digits(scene.rng, 6)}-000")
    )
    return scene.code(row, "GROUP")


def group_w(scene: Scene, _number: int) -> list[Piece]:
    """Return a health plan's group number in figures."""
    return [Piece(some_digits(scene.rng, 5, 6), "GROUP")]


def mbi(scene: Scene, _number: int) -> list[Piece]:
    """Return a Medicare beneficiary identifier (CMS: C A AN N A AN N A A N N)."""
    rng = scene.rng
    alphabets = (_MBI_LETTERS, _MBI_LETTERS + _FIGURES, _FIGURES)
    letter, either, figure = range(3)

    def row(*kinds: int) -> str:
        return "".join(rng.choice(alphabets[kind]) for kind in kinds)

    head = f"{rng.randint(1, 9)}{row(letter, either, figure)}"
    middle, tail = row(letter, either, figure), row(letter, letter, figure, figure)
    return scene.code(rng.choice(("-", "-", "")).join((head, middle, tail)), "MBI")


def medicaid(scene: Scene, _number: int) -> list[Piece]:
    """Return a State's Medicaid number."""
    return scene.code(
        scene.rng.choice(
            (
                some_digits(scene.rng, 8, 9, 10),
                f"{some_letters(scene.rng, 2)}{some_digits(scene.rng, 5)}{some_letters(scene.rng, 1)}",
            )
        ),
        "MEDICAID",
    )


def npi(scene: Scene, _number: int) -> list[Piece]:
    """Return a National Provider Identifier, mostly with the right Luhn digit (prefix 80840)."""
    row = f"1{some_digits(scene.rng, 8)}"
    return scene.code(row + (luhn(f"80840{row}") if scene.rng.random() < 0.8 else some_digits(scene.rng, 1)), "NPI")


def luhn(row: str) -> str:
    """Return the check digit of ISO/IEC 7812 for a row of digits."""
    total = 0
    for at, digit in enumerate(reversed(row)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
