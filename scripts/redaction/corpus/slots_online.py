"""Addresses of the internet: e-mail, web, IP, hardware, user names, file names of photographs and recordings."""

from scripts.redaction.corpus import say
from scripts.redaction.corpus.people import plain
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene
from scripts.redaction.corpus.slots_numbers import some_digits, some_letters

_HOSTS = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net", "att.net")
_OWN = (
    "example.com",
    "harlanfreight.example",
    "mail.example.org",
    "casa-lopez.com",
    "utexas.edu",
    "yahoo.com.mx",
    "live.com.mx",
)


def _local(scene: Scene, number: int) -> str:
    who = scene.person(number)
    first, last = (
        plain(each).lower().replace(" ", "").replace("'", "").replace(".", "") for each in (who.given, who.family)
    )
    year = f"{who.born:%y}"
    return scene.rng.choice(
        (
            f"{first}.{last}",
            f"{first}{last}",
            f"{first[0]}{last}",
            f"{first}_{last}",
            f"{last}.{first}",
            f"{first}{year}",
            f"{first[0]}.{last}{year}",
            f"{last}{some_digits(scene.rng, 2, 3)}",
            f"{first}-{last}",
            f"the{last}family",
        )
    )


def _mail(scene: Scene, number: int) -> str:
    host = scene.rng.choice(_HOSTS if scene.rng.random() < 0.75 else _OWN)
    return scene.once(f"email{number}", f"{_local(scene, number)}@{host}")


def email(scene: Scene, number: int) -> list[Piece]:
    """Return an e-mail address."""
    value = _mail(scene, number)
    return [Piece(say.address(value, scene.lang) if scene.spoken else value, "EMAIL")]


def email_w(scene: Scene, number: int) -> list[Piece]:
    """Return an e-mail address in characters."""
    return [Piece(_mail(scene, number), "EMAIL")]


def handle(scene: Scene, number: int) -> list[Piece]:
    """Return a user name."""
    value = f"{_local(scene, number)}{some_digits(scene.rng, 1, 2)}"
    return [Piece(say.address(value, scene.lang) if scene.spoken else value, "ID")]


def handle_w(scene: Scene, number: int) -> list[Piece]:
    """Return a user name in characters."""
    return [Piece(f"{_local(scene, number)}{some_digits(scene.rng, 1, 2)}", "ID")]


def url(scene: Scene, number: int) -> list[Piece]:
    """Return a web address that leads to a person."""
    local = _local(scene, number)
    shapes = (
        f"facebook.com/{local}",
        f"https://www.instagram.com/{local}/",
        f"www.{local}.com",
        f"https://portal.example.org/p/{some_digits(scene.rng, 6)}",
        f"http://reviews.example.com/user/{local}?id={some_digits(scene.rng, 4)}",
        f"linkedin.com/in/{local}",
    )
    value = scene.rng.choice(shapes)
    return [Piece(say.address(value, scene.lang) if scene.spoken else value, "URL")]


def ip(scene: Scene, _number: int) -> list[Piece]:
    """Return an internet address of version 4 or 6."""
    rng = scene.rng
    four = ".".join(str(rng.randint(1, 254)) for _ in range(4))
    six = f"2001:db8:{rng.randint(1, 9999):x}::{rng.randint(1, 9999):x}"
    value = four if rng.random() < 0.8 or scene.spoken else six
    return [Piece(say.address(value, scene.lang) if scene.spoken else value, "IP")]


def ip_w(scene: Scene, _number: int) -> list[Piece]:
    """Return an internet address in figures."""
    return [Piece(".".join(str(scene.rng.randint(1, 254)) for _ in range(4)), "IP")]


def _mac(scene: Scene) -> str:
    return scene.rng.choice(":-").join(f"{scene.rng.randint(0, 255):02X}" for _ in range(6))


def mac(scene: Scene, _number: int) -> list[Piece]:
    """Return a hardware address."""
    return scene.code(_mac(scene), "MAC")


def mac_w(scene: Scene, _number: int) -> list[Piece]:
    """Return a hardware address in figures."""
    return [Piece(_mac(scene), "MAC")]


def photo(scene: Scene, number: int) -> list[Piece]:
    """Return the file name of a photograph."""
    local = _local(scene, number)
    value = scene.rng.choice(
        (f"{local}_face.jpg", f"IMG_{some_digits(scene.rng, 4)}.jpg", f"selfie-{local}.png", f"{local}.heic")
    )
    return [Piece(say.address(value.lower(), scene.lang) if scene.spoken else value, "PHOTO")]


def voice(scene: Scene, _number: int) -> list[Piece]:
    """Return a voice print's id."""
    return scene.code(f"VP-{some_letters(scene.rng, 2)}{some_digits(scene.rng, 5)}", "VOICE")
