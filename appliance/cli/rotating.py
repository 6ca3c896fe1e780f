"""`sealdesk keys rotate`: a new key in place of another, each in the way that what it seals needs.

- what seals nothing durable is replaced at once;
- what seals the keyring (`kek`) wraps every key anew;
- the ledger's signing key is certified by the one before;
- the keys of the databases need every file to be written anew, and so that nothing runs.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from appliance.acting import as_owner
from appliance.certifying import Certifier
from appliance.cli.down_first import require_down
from appliance.cli.keyring import FORMS, KeysRefused, opened_keys, place_words, recorded_first, sealed_by
from appliance.cli.opening import staff_actor
from appliance.key_change import DATABASE_KEYS, KeyChange
from appliance.places import Places
from appliance.secret_files import CHECKPOINT_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import audit_node, ledger_secrets, open_ledger
from services.audit.model import Action
from services.kernel.clock import SystemClock
from services.keys.keyring import Keyring, Status
from services.keys.sources import find_kek
from services.ledger.ledger import Ledger
from services.signing.signers import LogSigner

KEK: Final = "kek"
DATABASES: Final = "databases"
REPLACED_AT_ONCE: Final = {
    "pepper.key": "Open one-time codes and counted tries are forgotten.",
    "cookie.key": "Open chats and sign-ins are forgotten by the browsers.",
    "waitlist.key": "Codes of waitlist offers that are out no longer count.",
}
"""Keys that nothing durable is sealed with, and what a new one means."""
_RUNNING: Final = "the processes that run know the present key only"


def rotate(config: Path | None, staff: str, name: str, how: str | None) -> int:
    """Replace a key, all keys of the databases (`databases`), or what seals them all (`kek`)."""
    settings, secrets = opened_keys(config)
    ring, actor = secrets.keyring(), staff_actor(staff)
    if name == KEK:
        return _seal_anew(settings, secrets, ring, actor.id, how)
    if name == CHECKPOINT_KEY:
        return _hand_over(settings, secrets, ring, actor.id)
    if name in {DATABASES, *DATABASE_KEYS}:
        return _databases(settings, ring, actor.id, DATABASE_KEYS if name == DATABASES else (name,))
    if name not in REPLACED_AT_ONCE:
        can = ", ".join((KEK, DATABASES, *DATABASE_KEYS, CHECKPOINT_KEY, *REPLACED_AT_ONCE))
        raise KeysRefused(f"`{name}` cannot be replaced.", f"What can: {can}.")
    recorded_first(settings, actor.id, Action.KEYS_ROTATED, {"key": name})
    ring.add(name, SystemClock().now())
    ring.drop(name, Status.RETIRED)
    _say(f"{name} is new. {REPLACED_AT_ONCE[name]} Restart Sealdesk: sealdesk down; sealdesk up")
    return 0


def _databases(settings: Settings, ring: Keyring, by: str, names: tuple[str, ...]) -> int:
    """Write the databases anew under new keys; a change that was interrupted is finished first, and is the change."""
    require_down(settings, _RUNNING)
    change = KeyChange(ring, Places.of(settings))
    finished = change.finish()
    for name in finished:
        _say(f"{name}: the change that was interrupted is finished.")
    for name in names:
        if name in finished:
            continue
        if name not in ring.names():
            _say(f"{name} is not in the keyring; there is nothing to change.")
            continue
        recorded_first(settings, by, Action.KEYS_ROTATED, {"key": name})
        _say(f"{name}: writing its files anew (about half a minute for a million records)...")
        change.run(name, SystemClock().now())
        _say(f"{name} is new. The one before stays in the keyring: it opens backups of before, and nothing else.")
    _say("Back the keyring up now, and start Sealdesk: sealdesk up")
    return 0


def _hand_over(settings: Settings, secrets: SecretFiles, ring: Keyring, by: str) -> int:
    """Change the ledger's signing key; the certificate in the ledger is the record of it."""
    require_down(settings, "only one process may have the audit ledger open")
    clock, keys = SystemClock(), ledger_secrets(secrets)

    @contextmanager
    def opened(signer: LogSigner) -> Iterator[Ledger]:
        with as_owner(Places.of(settings).ledger):
            whole = open_ledger(settings, keys, clock, signer)
            try:
                yield whole.ledger
            finally:
                whole.close()

    key = Certifier(ring, CHECKPOINT_KEY, opened, clock, audit_node(settings)).run(by)
    _say(f"The ledger's new key, certified by the one before:\n{key.vkey}")
    _say("Give it to every witness: sealdesk witness add-key. Then start Sealdesk: sealdesk up")
    return 0


def _seal_anew(settings: Settings, secrets: SecretFiles, ring: Keyring, by: str, how: str | None) -> int:
    if how is None:
        raise KeysRefused("It must be said what seals the keyring from now on.", f"Give --seal: {FORMS}.")
    before = ring.place
    place = sealed_by(how, secrets.folder)
    recorded_first(settings, by, Action.KEYS_SEALED_ANEW, {"seal": place.kind, "before": before.kind})
    ring.wrap_anew(find_kek(place), place)
    _say(f"The keyring is sealed by {place_words(place)} now. Destroy what sealed it before: {place_words(before)}.")
    _say("The recovery cards are void: sealdesk keys split --as NAME")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
