"""`sealdesk keys`: the keyring, what seals it, and the recovery cards.

Every change is on record in the audit trail before it is made: what cannot be recorded does not happen.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from appliance.certifying import Certifier
from appliance.cli.opening import settings_of, staff_actor, state_before_ledger
from appliance.errors import ApplianceError
from appliance.secret_files import CHECKPOINT_KEY, OUR_KEYS, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import audit_node, build_ledger
from services.audit.model import Action, AuditEvent
from services.kernel.clock import SystemClock
from services.keys import recovery
from services.keys.errors import KeyringThere
from services.keys.kek import Kek, RawKek
from services.keys.keyring import KekPlace, Keyring, Status
from services.keys.sources import SEALS, find_kek, make_file, seal
from services.keys.token import TokenKek
from services.ledger.ledger import Ledger
from services.signing.signers import LogSigner

KEK: Final = "kek"
REPLACED_AT_ONCE: Final = {
    "pepper.key": "Open one-time codes and counted tries are forgotten.",
    "cookie.key": "Open chats and sign-ins are forgotten by the browsers.",
    "waitlist.key": "Codes of waitlist offers that are out no longer count.",
}
"""Keys that nothing durable is sealed with, and what a new one means."""
SEALED_FILE: Final = "kek.sealed"
_FORMS: Final = f"{', '.join(SEALS)}, file:PATH, credential:NAME, or pkcs11:MODULE:TOKEN:LABEL:PIN_FILE"


class KeysRefused(ApplianceError):
    """What was asked of the keys cannot be done like that."""

    code = "keys_refused"


def init(config: Path | None, staff: str, how: str) -> int:
    """Make the keyring, and move the keys of the secrets folder into it."""
    settings, secrets = _opened(config)
    actor = staff_actor(staff)
    if secrets.keyring_file.exists():
        raise KeyringThere(secrets.keyring_file)
    place = _sealed(how, secrets.folder)
    present = [name for name in OUR_KEYS if (secrets.folder / name).exists()]
    content = {name: secrets.key(name) for name in present}
    _record(settings, actor.id, Action.KEYS_MADE, {"seal": place.kind, "keys": " ".join(present)})
    ring = Keyring.make(secrets.keyring_file, find_kek(place), place)
    for name, key in content.items():
        ring.add(name, SystemClock().now(), key)
    _forget_files(secrets, content)
    _say(f"The keyring {secrets.keyring_file} holds {len(content)} keys, sealed by {_place(place)}.")
    _say("Their plain files are deleted. Copies of them in backups and snapshots are not: rotate what was copied.")
    _say("Now make recovery cards, or a broken machine takes the data with it: sealdesk keys split --as NAME")
    return 0


def status(config: Path | None, *, as_json: bool) -> int:
    """Print what the keyring holds; no key is shown."""
    _, secrets = _opened(config)
    ring = secrets.keyring()
    keys = [
        {"name": each.name, "number": each.number, "status": each.status.value, "made": each.made.isoformat()}
        for each in ring.contents()
    ]
    plain = [name for name in OUR_KEYS if (secrets.folder / name).exists()]
    if as_json:
        _say(json.dumps({"kek": ring.kek_id, "seal": ring.place.kind, "keys": keys, "plain_files": plain}))
        return 0
    _say(f"Sealed by {_place(ring.place)}; its id is {ring.kek_id}.")
    for each in keys:
        _say(f"{each['name']:18} {each['number']:>3}  {each['status']:8} made {each['made']}")
    for name in plain:
        _say(f"{name:18}      NOT WRAPPED: a plain file in {secrets.folder}")
    return 1 if plain else 0


def rotate(config: Path | None, staff: str, name: str, how: str | None) -> int:
    """Replace a key, or what seals them all (`kek`)."""
    settings, secrets = _opened(config)
    ring, actor = secrets.keyring(), staff_actor(staff)
    if name == KEK:
        return _seal_anew(settings, secrets, ring, actor.id, how)
    if name == CHECKPOINT_KEY:
        return _hand_over(settings, secrets, ring, actor.id)
    if name not in REPLACED_AT_ONCE:
        can = ", ".join((KEK, CHECKPOINT_KEY, *REPLACED_AT_ONCE))
        raise KeysRefused(f"`{name}` cannot be replaced by itself: data are sealed with it.", f"What can: {can}.")
    _record(settings, actor.id, Action.KEYS_ROTATED, {"key": name})
    ring.add(name, SystemClock().now())
    ring.drop(name, Status.RETIRED)
    _say(f"{name} is new. {REPLACED_AT_ONCE[name]} Restart Sealdesk: sealdesk down; sealdesk up")
    return 0


def _hand_over(settings: Settings, secrets: SecretFiles, ring: Keyring, by: str) -> int:
    """Change the ledger's signing key; the certificate in the ledger is the record of it."""
    clock = SystemClock()

    @contextmanager
    def opened(signer: LogSigner) -> Iterator[Ledger]:
        whole = build_ledger(settings, secrets, clock, signer)
        try:
            yield whole.ledger
        finally:
            whole.close()

    key = Certifier(ring, CHECKPOINT_KEY, opened, clock, audit_node(settings)).run(by)
    _say(f"The ledger's new key, certified by the one before:\n{key.vkey}")
    _say("Give it to every witness: sealdesk witness add-key. Then start Sealdesk: sealdesk up")
    return 0


def split(config: Path | None, staff: str) -> int:
    """Print five recovery cards, any three of which open the keyring."""
    settings, secrets = _opened(config)
    ring, actor = secrets.keyring(), staff_actor(staff)
    kek = _shown(ring.kek)
    _record(settings, actor.id, Action.KEYS_SPLIT, {"kek": kek.id, "cards": str(recovery.CARDS)})
    for number, card in enumerate(recovery.split(kek.content), 1):
        _say(
            f"\nSealdesk recovery card {number} of {recovery.CARDS} (keyring {kek.id}; any {recovery.NEEDED} open it)\n"
        )
        words = card.split()
        for start in range(0, len(words), _COLUMNS):
            row = words[start : start + _COLUMNS]
            _say("  ".join(f"{start + place + 1:2} {word:12}" for place, word in enumerate(row)).rstrip())
    _say("\nGive each card to another person, on paper, and clear this screen. They are void after `keys rotate kek`.")
    return 0


def recover(config: Path | None, staff: str, how: str, cards: Iterable[str]) -> int:
    """Open the keyring by three cards, and have this machine seal it anew.

    The record comes after it: the audit trail opens by a key of this keyring.
    """
    settings, secrets = _opened(config)
    actor = staff_actor(staff)
    ring = Keyring.open(secrets.keyring_file, RawKek(recovery.join(_cards(cards))))
    place = _sealed(how, secrets.folder)
    ring.wrap_anew(find_kek(place), place)
    _record(settings, actor.id, Action.KEYS_RECOVERED, {"seal": place.kind, "kek": ring.kek_id})
    _say(f"The keyring is open again, and sealed by {_place(place)}.")
    _say("The cards are void now: sealdesk keys split --as NAME")
    return 0


_COLUMNS: Final = 4


def _seal_anew(settings: Settings, secrets: SecretFiles, ring: Keyring, by: str, how: str | None) -> int:
    if how is None:
        raise KeysRefused("It must be said what seals the keyring from now on.", f"Give --seal: {_FORMS}.")
    before = ring.place
    place = _sealed(how, secrets.folder)
    _record(settings, by, Action.KEYS_SEALED_ANEW, {"seal": place.kind, "before": before.kind})
    ring.wrap_anew(find_kek(place), place)
    _say(f"The keyring is sealed by {_place(place)} now. Destroy what sealed it before: {_place(before)}.")
    _say("The recovery cards are void: sealdesk keys split --as NAME")
    return 0


def _sealed(how: str, folder: Path) -> KekPlace:
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
        raise KeysRefused(f"`{how}` is no seal.", f"Give one of: {_FORMS}.")
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
    """Return the cards of lines: one card a line, or its words over several lines with an empty one behind."""
    cards, words = [], list[str]()
    for line in lines:
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


def _opened(config: Path | None) -> tuple[Settings, SecretFiles]:
    settings = settings_of(config)
    return settings, SecretFiles.locate(settings.folders.secrets)


def _record(settings: Settings, by: str, action: Action, body: Mapping[str, str]) -> None:
    asyncio.run(_recorded(settings, AuditEvent(SystemClock().now(), staff_actor(by), action, body=body)))


async def _recorded(settings: Settings, event: AuditEvent) -> None:
    async with state_before_ledger(settings) as store:
        await store.write(lambda tx: tx.audit.record(event))


def _place(place: KekPlace) -> str:
    named = place.where.get("path") or place.where.get("name") or place.where.get("token", "")
    return f"{place.kind} ({named})"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
