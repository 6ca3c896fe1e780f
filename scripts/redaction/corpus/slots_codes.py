"""Accounts, cards, licences, vehicles, devices and all other unique numbers."""

from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene
from scripts.redaction.corpus.slots_numbers import luhn, some_digits, some_letters


def _account(scene: Scene) -> str:
    rng = scene.rng
    return rng.choice(
        (
            some_digits(rng, 6, 7, 8, 10),
            f"A-{some_digits(rng, 6)}",
            f"{some_digits(rng, 4)}-{some_digits(rng, 4)}",
            f"ACC{some_digits(rng, 7)}",
        )
    )


def account(scene: Scene, number: int) -> list[Piece]:
    """Return an account number."""
    return scene.code(scene.once(f"account{number}", _account(scene)), "ACCOUNT")


def account_w(scene: Scene, number: int) -> list[Piece]:
    """Return an account number in figures."""
    return scene.code(scene.once(f"account{number}", _account(scene)), "ACCOUNT", written=True)


def invoice(scene: Scene, _number: int) -> list[Piece]:
    """Return an invoice's number."""
    return scene.code(scene.rng.choice((f"INV-{some_digits(scene.rng, 6)}", some_digits(scene.rng, 7, 8))), "ACCOUNT")


def _card(scene: Scene) -> str:
    rng = scene.rng
    head = rng.choice(("4", "51", "52", "55", "6011", "37"))
    length = 15 if head == "37" else 16
    row = head + some_digits(rng, length - len(head) - 1)
    return row + (luhn(row) if rng.random() < 0.85 else some_digits(rng, 1))


def card(scene: Scene, number: int) -> list[Piece]:
    """Return a payment card's number, some with a wrong check digit."""
    row = scene.once(f"card{number}", _card(scene))
    mark = scene.rng.choice((" ", " ", "-", ""))
    parts = (row[:4], row[4:10], row[10:]) if len(row) == 15 else (row[:4], row[4:8], row[8:12], row[12:])
    return scene.code(mark.join(parts), "CARD")


def card4(scene: Scene, _number: int) -> list[Piece]:
    """Return a card's last four digits."""
    return scene.code(some_digits(scene.rng, 4), "CARD")


def cvv(scene: Scene, _number: int) -> list[Piece]:
    """Return a card's security code."""
    return scene.code(some_digits(scene.rng, 3), "CARD")


def expiry(scene: Scene, _number: int) -> list[Piece]:
    """Return a card's expiry: neutral."""
    return scene.code(f"{scene.rng.randint(1, 12):02d}/{scene.rng.randint(27, 32)}", "neutral")


def routing(scene: Scene, _number: int) -> list[Piece]:
    """Return a bank's routing number with a right ABA checksum."""
    row = f"{scene.rng.choice(('0', '1', '2', '3'))}{some_digits(scene.rng, 7)}"
    weights = (3, 7, 1, 3, 7, 1, 3, 7)
    check = -sum(int(digit) * weight for digit, weight in zip(row, weights, strict=True)) % 10
    return scene.code(f"{row}{check}", "ROUTING")


def iban(scene: Scene, _number: int) -> list[Piece]:
    """Return an IBAN of Spain or Germany with right check digits (ISO 13616)."""
    country, length = scene.rng.choice((("ES", 20), ("DE", 18)))
    rest = some_digits(scene.rng, length)
    figures = "".join(str(int(each, 36)) for each in f"{rest}{country}00")
    row = f"{country}{98 - int(figures) % 97:02d}{rest}"
    spaced = " ".join(row[at : at + 4] for at in range(0, len(row), 4))
    return scene.code(scene.rng.choice((row, spaced)), "IBAN")


def license_number(scene: Scene, _number: int) -> list[Piece]:
    """Return a driver's licence number in the shape of some State."""
    rng = scene.rng
    shapes = (
        some_digits(rng, 8, 9),
        f"{some_letters(rng, 1)}{some_digits(rng, 7)}",
        f"{some_letters(rng, 1)}{some_digits(rng, 12)}",
        f"{some_letters(rng, 2)}{some_digits(rng, 6)}",
        f"{some_letters(rng, 1)}{some_digits(rng, 3)}-{some_digits(rng, 4)}-{some_digits(rng, 4)}",
    )
    return scene.code(rng.choice(shapes), "DRIVER_LICENSE")


def dea(scene: Scene, _number: int) -> list[Piece]:
    """Return a DEA registration number with a right check digit."""
    row = some_digits(scene.rng, 6)
    odd, even = sum(map(int, row[::2])), sum(map(int, row[1::2]))
    return scene.code(f"{scene.rng.choice('ABFM')}{some_letters(scene.rng, 1)}{row}{(odd + 2 * even) % 10}", "DEA")


def plate(scene: Scene, _number: int) -> list[Piece]:
    """Return a licence plate."""
    rng = scene.rng
    shapes = (
        f"{some_letters(rng, 3)}-{some_digits(rng, 4)}",
        f"{some_letters(rng, 3)} {some_digits(rng, 3)}",
        f"{some_letters(rng, 3)}{some_digits(rng, 4)}",
        f"{some_digits(rng, 1)}{some_letters(rng, 3)}{some_digits(rng, 3)}",
        f"{some_letters(rng, 2)}{some_digits(rng, 5)}",
    )
    return scene.code(rng.choice(shapes), "PLATE")


def vin(scene: Scene, _number: int) -> list[Piece]:
    """Return a vehicle identification number of 17 characters."""
    rng = scene.rng
    letters = "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=9))
    return scene.code(f"{rng.choice('12345JWK')}{some_letters(rng, 2)}{letters}{some_digits(rng, 5)}", "VIN")


def serial(scene: Scene, number: int) -> list[Piece]:
    """Return a device's serial number."""
    rng = scene.rng
    shapes = (
        f"SN{some_digits(rng, 8)}",
        f"{some_letters(rng, 3)}{some_digits(rng, 6)}{some_letters(rng, 1)}",
        f"{some_digits(rng, 4)}-{some_digits(rng, 5)}",
        f"{some_letters(rng, 2)}-{some_digits(rng, 6)}",
        some_digits(rng, 8, 10),
    )
    return scene.code(scene.once(f"serial{number}", rng.choice(shapes)), "SERIAL")


def serial_w(scene: Scene, number: int) -> list[Piece]:
    """Return a device's serial number in figures."""
    return [Piece("".join(each.text for each in serial(scene, number)).upper(), "SERIAL")]


def passport(scene: Scene, _number: int) -> list[Piece]:
    """Return a passport's number."""
    return scene.code(
        scene.rng.choice((some_digits(scene.rng, 9), f"{some_letters(scene.rng, 1)}{some_digits(scene.rng, 8)}")), "ID"
    )


def alien(scene: Scene, _number: int) -> list[Piece]:
    """Return a permanent resident's number."""
    return scene.code(f"A{some_digits(scene.rng, 9)}", "ID")


def curp(scene: Scene, _number: int) -> list[Piece]:
    """Return a Mexican population registry code (CURP)."""
    rng = scene.rng
    born = f"{rng.randint(40, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    return scene.code(
        f"{some_letters(rng, 4)}{born}{rng.choice('HM')}{some_letters(rng, 5)}{some_digits(rng, 2)}", "ID"
    )


def reference(scene: Scene, _number: int) -> list[Piece]:
    """Return a case, claim, confirmation, authorisation, order, badge or student number."""
    rng = scene.rng
    shapes = (
        some_digits(rng, 6, 7, 8),
        f"{some_letters(rng, 2)}{some_digits(rng, 6)}",
        f"{some_letters(rng, 1)}-{some_digits(rng, 5)}",
        f"{some_letters(rng, 3)}-{some_digits(rng, 4)}-{some_digits(rng, 2)}",
        f"{some_digits(rng, 2)}-{some_digits(rng, 6)}",
    )
    return scene.code(rng.choice(shapes), "ID")


def uid(scene: Scene, _number: int) -> list[Piece]:
    """Return a resource's id in a record system."""
    rng = scene.rng
    raw = "".join(rng.choices("0123456789abcdef", k=32))
    dashed = f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
    return [Piece(scene.once("uid", rng.choice((dashed, some_digits(rng, 6, 7), f"pat-{some_digits(rng, 5)}"))), "ID")]
