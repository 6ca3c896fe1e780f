"""`sealdesk keys`: the keyring, what seals it, and the recovery cards.

Every change is on record in the audit trail before it is made: what cannot be recorded does not happen.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from appliance.cli.opening import settings_of, staff_actor, state_before_ledger
from appliance.errors import ApplianceError
from appliance.secret_files import OUR_KEYS, SecretFiles
from appliance.settings.model import Settings
from services.audit.model import Action, AuditEvent
from services.kernel.clock import SystemClock
from services.keys import recovery
from services.keys.errors import KeyringThere
from services.keys.kek import Kek, RawKek
from services.keys.keyring import KekPlace, Keyring
from services.keys.sources import SEALS, find_kek, make_file, seal
from services.keys.token import TokenKek

SEALED_FILE: Final = "kek.sealed"
FORMS: Final = f"{', '.join(SEALS)}, file:PATH, credential:NAME, or pkcs11:MODULE:TOKEN:LABEL:PIN_FILE"


SINCE: Final = "since"
"""When the keyring was sealed like this, in what says where its KEK is."""


class KeysRefused(ApplianceError):
    """What was asked of the keys cannot be done like that."""

    code = "keys_refused"


def init(config: Path | None, staff: str, how: str) -> int:
    """Make the keyring, and move the keys of the secrets folder into it."""
    settings, secrets = opened_keys(config)
    actor = staff_actor(staff)
    if secrets.keyring_file.exists():
        raise KeyringThere(secrets.keyring_file)
    place = sealed_by(how, secrets.folder)
    present = [name for name in OUR_KEYS if (secrets.folder / name).exists()]
    content = {name: secrets.key(name) for name in present}
    recorded_first(settings, actor.id, Action.KEYS_MADE, {"seal": place.kind, "keys": " ".join(present)})
    ring = Keyring.make(secrets.keyring_file, find_kek(place), place)
    for name, key in content.items():
        ring.add(name, SystemClock().now(), key)
    _forget_files(secrets, content)
    say(f"The keyring {secrets.keyring_file} holds {len(content)} keys, sealed by {place_words(place)}.")
    say("Their plain files are deleted. Copies of them in backups and snapshots are not: rotate what was copied.")
    say("Now make recovery cards, or a broken machine takes the data with it: sealdesk keys split --as NAME")
    return 0


def split(config: Path | None, staff: str) -> int:
    """Print five recovery cards, any three of which open the keyring."""
    settings, secrets = opened_keys(config)
    ring, actor = secrets.keyring(), staff_actor(staff)
    kek = _shown(ring.kek)
    recorded_first(settings, actor.id, Action.KEYS_SPLIT, {"kek": kek.id, "cards": str(recovery.CARDS)})
    for number, card in enumerate(recovery.split(kek.content), 1):
        say(f"\n{_HEADING} {number} of {recovery.CARDS} (keyring {kek.id}; any {recovery.NEEDED} open it)\n")
        words = card.split()
        for start in range(0, len(words), _COLUMNS):
            row = words[start : start + _COLUMNS]
            say("  ".join(f"{start + place + 1:2} {word:12}" for place, word in enumerate(row)).rstrip())
    say(f"\n{_ENDING} to another person, on paper, and clear this screen. They are void after `keys rotate kek`.")
    return 0


def recover(config: Path | None, staff: str, how: str, cards: Iterable[str]) -> int:
    """Open the keyring by three cards, and have this machine seal it anew.

    The record comes after it: the audit trail opens by a key of this keyring.
    """
    settings, secrets = opened_keys(config)
    actor = staff_actor(staff)
    ring = Keyring.open(secrets.keyring_file, RawKek(recovery.join(_cards(cards))))
    place = sealed_by(how, secrets.folder)
    ring.wrap_anew(find_kek(place), place)
    recorded_first(settings, actor.id, Action.KEYS_RECOVERED, {"seal": place.kind, "kek": ring.kek_id})
    say(f"The keyring is open again, and sealed by {place_words(place)}.")
    say("The cards are void now: sealdesk keys split --as NAME")
    return 0


_COLUMNS: Final = 4
_HEADING: Final = "Sealdesk recovery card"
_ENDING: Final = "Give each card"
_AROUND: Final = (_HEADING, _ENDING)
"""What the words of a card stand between."""


def sealed_by(how: str, folder: Path) -> KekPlace:
    """Make a KEK as the words say; the place says since when.

    Raises:
        KeysRefused: nobody knows the words.
        KeysError: it cannot be made.
    """
    place = _made(how, folder)
    return replace(place, where={**place.where, SINCE: SystemClock().now().isoformat()})


def _made(how: str, folder: Path) -> KekPlace:
    """Make a KEK as the words say.

    Raises:
        KeysRefused: nobody knows the words.
        KeysError: it cannot be made.
    """
    kind, _, rest = how.partition(":")
    makers: Mapping[str, Callable[[], KekPlace]] = {
        "file": lambda: make_file(Path(rest)),
        "credential": lambda: KekPlace("credential", {"name": rest}),
        "pkcs11": lambda: _token(rest),
        **{each: (lambda each=each: seal(_free(folder), each)) for each in SEALS},  # type: ignore[misc]
    }
    if kind not in makers or (kind in {"file", "credential", "pkcs11"}) != bool(rest):
        raise KeysRefused(f"`{how}` is no seal.", f"Give one of: {FORMS}.")
    return makers[kind]()


def _free(folder: Path) -> Path:
    """Return a path for a sealed KEK that is not taken: the one before stays until the keyring is written anew."""
    return next(path for number in range(1, 1000) if not (path := folder / f"{SEALED_FILE}.{number}").exists())


def _token(words: str) -> KekPlace:
    try:
        module, token, label, pin_file = words.split(":")
    except ValueError:
        raise KeysRefused("A token is named by four words.", "Give pkcs11:MODULE:TOKEN:LABEL:PIN_FILE.") from None
    pin = SecretFiles(Path(pin_file).parent).read(Path(pin_file).name).decode("utf-8", "replace").strip()
    return TokenKek.make(module, token, label, pin_file, pin)


def _shown(kek: Kek) -> RawKek:
    if not isinstance(kek, RawKek):
        raise KeysRefused(
            "The key that seals the keyring never leaves its token, so no cards can be made of it.",
            "Back the token up by its maker's own means, or seal the keyring otherwise: sealdesk keys rotate kek.",
        )
    return kek


def _cards(lines: Iterable[str]) -> list[str]:
    """Return the cards of lines: one a line, or its words over several lines; what stands around them is no word."""
    cards, words = [], list[str]()
    for line in lines:
        if line.strip().startswith(_AROUND):
            continue
        found = [word for word in line.split() if word.isalpha()]
        if found and len(words) + len(found) <= recovery.WORDS:
            words += found
        if len(words) == recovery.WORDS:
            cards.append(" ".join(words))
            words = []
    return cards


def _forget_files(secrets: SecretFiles, content: Mapping[str, bytes]) -> None:
    """Delete the plain files, once the keyring on the disk gives the same keys."""
    ring = secrets.keyring()
    if any(ring.key(name) != key for name, key in content.items()):
        raise KeysRefused("The keyring does not give back what was put into it.", "The plain files were left alone.")
    for name in content:
        (secrets.folder / name).unlink()


def opened_keys(config: Path | None) -> tuple[Settings, SecretFiles]:
    """Return the settings in force, and where the keys are."""
    settings = settings_of(config)
    return settings, SecretFiles.locate(settings.folders.secrets)


def recorded_first(settings: Settings, by: str, action: Action, body: Mapping[str, str]) -> None:
    """Put on record what is about to be done to the keys; the ledger takes it over once it runs.

    Raises:
        SealdeskError: it cannot be recorded, so it must not be done.
    """
    asyncio.run(_recorded(settings, AuditEvent(SystemClock().now(), staff_actor(by), action, body=body)))


async def _recorded(settings: Settings, event: AuditEvent) -> None:
    async with state_before_ledger(settings) as store:
        await store.write(lambda tx: tx.audit.record(event))


def place_words(place: KekPlace) -> str:
    """Return what seals a keyring, in words."""
    named = place.where.get("path") or place.where.get("name") or place.where.get("token", "")
    return f"{place.kind} ({named})"


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
