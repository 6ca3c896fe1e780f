"""The attacks: each takes an honest ledger and a source of chance and returns the export that the auditor gets.

"Careless" changes files and leaves the rest; "careful" makes everything again that needs no key of the ledger; "stolen"
also signs with the ledger's key.
"""

import csv
import io
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.audit import export as layout
from services.audit.checkpoint import Checkpoint
from services.audit.notes import sign
from services.audit.reading import Found
from services.audit.statement import Closed, Shredding
from tests.doubles.exports import Ledger, a_filing, table
from tests.tamper.scene import FIRST_KEY, OWN_KEY, SECOND_KEY, Export, Scene

Attack = Callable[[Scene, random.Random], Export]
COLUMNS = (
    "actor_id",
    "action",
    "outcome",
    "patient",
    "resource",
    "purpose",
    "role",
    "node",
    "at",
    "number",
    "accountable",
)


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Flip one bit."""
    place = chance.randrange(8 * len(content))
    raw = bytearray(content)
    raw[place // 8] ^= 1 << place % 8
    return bytes(raw)


def by_chance(scene: Scene, forged: Ledger, chance: random.Random, careless: Export) -> Export:
    """Hide it not at all, or as well as it goes without the key."""
    return chance.choice((lambda: careless, lambda: scene.careful(forged), lambda: scene.masked(forged)))()


def with_events(scene: Scene, events: Sequence[Found], chance: random.Random) -> Export:
    """Other events: in the files alone, or in a ledger made again around them."""
    lines = b"".join(layout.event_line(one) for one in events)
    careless = scene.honest | {layout.EVENTS: lines, layout.CSV: table(events)}
    return by_chance(scene, scene.ledger.rebuilt(events, SECOND_KEY), chance, careless)


def edited(found: Found, chance: random.Random) -> Found:
    """Change one column of an event."""
    filing, column = found.filing, chance.choice(COLUMNS)
    if column == "at":
        filing = replace(filing, at=filing.at + 1 + chance.randrange(9))
    elif column == "accountable":
        filing = replace(filing, accountable=not filing.accountable)
    else:
        changed: dict[str, Any] = {column: f"{getattr(filing, column) or 'nobody'}~"}
        filing = replace(filing, **changed)
    return replace(found, filing=filing)


def bit_flip(scene: Scene, chance: random.Random) -> Export:
    path = chance.choice(sorted(scene.honest))
    return scene.honest | {path: flipped(scene.honest[path], chance)}


def column_edit(scene: Scene, chance: random.Random) -> Export:
    events, index = list(scene.ledger.events), scene.opened(chance)
    events[index] = edited(events[index], chance)
    return with_events(scene, events, chance)


def delete(scene: Scene, chance: random.Random) -> Export:
    events = list(scene.ledger.events)
    del events[chance.randrange(len(events) - 1)]
    return with_events(scene, events, chance)


def truncation_before_a_checkpoint(scene: Scene, chance: random.Random) -> Export:
    return with_events(scene, scene.ledger.events[: -1 - chance.randrange(60)], chance)


def truncation_after_a_checkpoint(scene: Scene, chance: random.Random) -> Export:
    """Everything behind an earlier checkpoint is cut off; that one is genuine, and the ledger exports the rest."""
    size, note = chance.choice(scene.notes[1:-1])
    shorter = scene.ledger.rebuilt(scene.until(size), SECOND_KEY)
    shorter.checkpoint()
    genuine = replace(note, signatures=note.signatures[:1])
    return shorter.contents(genuine)


def reorder(scene: Scene, chance: random.Random) -> Export:
    events = list(scene.ledger.events)
    one, two = sorted(chance.sample(range(len(events)), 2))
    events[one], events[two] = events[two], events[one]
    return with_events(scene, events, chance)


def insert(scene: Scene, chance: random.Random) -> Export:
    events, place = list(scene.ledger.events), chance.randrange(scene.ledger.size)
    invented = Ledger(chance.randrange(1 << 30)).grow(1).events[0]
    events.insert(place, replace(invented, recorded=events[place].recorded))
    return with_events(scene, events, chance)


def replay(scene: Scene, chance: random.Random) -> Export:
    """An event is recorded a second time at the end, by the key's holder even: its number came before."""
    forged, again = scene.again(), scene.ledger.events[scene.opened(chance)]
    forged.record(again.filing)
    lines = scene.honest[layout.EVENTS] + layout.event_line(again)
    careless = scene.honest | {layout.EVENTS: lines}
    return chance.choice((lambda: scene.stolen(forged), lambda: by_chance(scene, forged, chance, careless)))()


def body_swap(scene: Scene, chance: random.Random) -> Export:
    events = list(scene.ledger.events)
    one = two = scene.opened(chance)
    while two == one:
        two = scene.opened(chance)
    bodies = events[one].filing.body, events[two].filing.body
    salts = events[one].salt, events[two].salt
    for place, other in ((one, 1), (two, 0)):
        swapped = replace(events[place].filing, body=bodies[other])
        events[place] = replace(events[place], filing=swapped, salt=salts[chance.choice((other, 1 - other))])
    return with_events(scene, events, chance)


def checkpoint_edit(scene: Scene, chance: random.Random) -> Export:
    point, size = Checkpoint.of(scene.newest), scene.ledger.size
    texts = (
        replace(point, size=size - 1 - chance.randrange(size - 1)),
        replace(point, size=size + 1 + chance.randrange(99)),
        replace(point, root=chance.randbytes(32)),
        replace(point, origin=f"{point.origin}{chance.randrange(9)}"),
        replace(point, extensions=("genuine",)),
    )
    note = replace(scene.newest, text=chance.choice(texts).text)
    older = chance.choice(scene.notes[:-1])[1]
    changed = chance.choice((note, note, older, replace(scene.newest, signatures=scene.newest.signatures[1:])))
    return scene.honest | {"log/checkpoint": changed.encode().encode()}


def roll_back_of_the_whole_file(scene: Scene, chance: random.Random) -> Export:
    """A genuine older state of everything stands in the ledger's place."""
    place = chance.randrange(len(scene.notes) - 1)
    size, note = scene.notes[place]
    older = scene.ledger.rebuilt(scene.until(size), SECOND_KEY if place else FIRST_KEY)
    older.checkpoint()
    return older.contents(note)


def resign_with_a_stolen_key(scene: Scene, chance: random.Random) -> Export:
    """Any change of what a checkpoint covers, everything made again and signed with the ledger's own key."""
    events, index = list(scene.ledger.events), scene.opened(chance)
    kind = chance.randrange(3)
    if kind == 0:
        events[index] = replace(events[index], filing=replace(events[index].filing, actor_id="staff-99"))
    elif kind == 1:
        events = scene.until(chance.randrange(scene.notes[1][0], len(events)))
    else:
        swapped = replace(events[index].filing, body={"note": "nothing happened"})
        events[index] = replace(events[index], filing=swapped)
    return scene.stolen(scene.ledger.rebuilt(events, SECOND_KEY))


def key_substitution(scene: Scene, chance: random.Random) -> Export:
    """The attacker's key signs: instead of the ledger's, or certified by itself."""
    forged = scene.again()
    if chance.random() < 0.5:
        forged.signer = OWN_KEY
        forged.rotate(OWN_KEY)
    return scene.careful(forged.grow(chance.randrange(3)))


def split_view(scene: Scene, chance: random.Random) -> Export:
    """From some entry on the auditor is shown another continuation than the witness."""
    cut = chance.randrange(scene.notes[1][0], scene.ledger.size - 1)
    other = scene.ledger.rebuilt(scene.until(cut), SECOND_KEY)
    other.chance = random.Random(chance.random())  # noqa: S311 a seeded place
    return scene.stolen(other.grow(1 + chance.randrange(2 * (scene.ledger.size - cut))))


def back_dating(scene: Scene, chance: random.Random) -> Export:
    """An event gets an earlier time; one put in at the end is dated back even by the key's holder."""
    events, index = list(scene.ledger.events), scene.opened(chance)
    earlier = chance.randrange(1, 90 * 86_400) * 1_000_000
    if chance.random() < 0.5:
        found = events[index]
        events[index] = replace(
            found, recorded=found.recorded - earlier, filing=replace(found.filing, at=found.filing.at - earlier)
        )
        return with_events(scene, events, chance)
    forged = scene.again()
    forged.now -= earlier
    forged.record(a_filing(chance, forged.size + 1, forged.now))
    return scene.stolen(forged)


def unsigned_shred(scene: Scene, chance: random.Random) -> Export:
    """Events are made unreadable without two people's word: not at all, by one person, or others than were named."""
    forged = scene.again()
    patient = forged.events[scene.opened(chance)].filing.patient or "0" * 64
    gone = [one.sequence for one in forged.closable(patient)]
    kind = chance.randrange(4) if gone else 2
    if kind == 0:
        forged.hide(chance.sample(gone, chance.randrange(1, len(gone) + 1)))
        return scene.honest | {layout.EVENTS: forged.contents()[layout.EVENTS], layout.CSV: table(forged.events)}
    if kind == 1:
        forged.hide(gone)
    elif kind == 2:
        forged.shred(patient, people=chance.choice((("staff-1", "staff-1"), ("staff-1",), ())))
    else:
        others = Closed()
        others.take(patient, forged.size + 7)
        people = ("staff-1", "staff-2")
        forged.state(Shredding("2026Q4", people, len(gone), others.digest(), "retention ended", (patient,)).body())
        forged.hide(gone)
    return scene.stolen(forged)


def edited_files(scene: Scene, chance: random.Random) -> Export:
    """A file of the export is edited; the table even by the key's holder."""
    path = chance.choice((layout.CSV, layout.EVENTS, "report.pdf"))
    if path == layout.CSV and chance.random() < 0.7:
        content = edited_table(scene.honest[path], chance)
    elif path == layout.EVENTS and chance.random() < 0.7:
        content = edited_line(scene.honest[path], chance)
    else:
        content = flipped(scene.honest[path], chance)
    files = scene.honest | {path: content}
    manifest = scene.ledger.manifest(scene.newest, scene.ledger.events, _parts(files), whole=True)
    if chance.random() < 0.5:
        return files
    signer = OWN_KEY if path == "report.pdf" else chance.choice((OWN_KEY, SECOND_KEY))
    note = sign(layout.manifest_text(manifest.origin, manifest.encode()), [signer]).encode().encode()
    return files | {layout.MANIFEST: manifest.encode(), layout.MANIFEST_NOTE: note}


def _parts(files: Export) -> Export:
    return {path: content for path, content in files.items() if not path.startswith("manifest.json")}


def edited_table(content: bytes, chance: random.Random) -> bytes:
    """Change one cell, drop a row or repeat one."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    place = chance.randrange(1, len(rows))
    kind = chance.randrange(3)
    if kind == 0:
        column = chance.randrange(len(rows[place]))
        rows[place][column] += "1"
    elif kind == 1:
        del rows[place]
    else:
        rows.insert(place, rows[place])
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def edited_line(content: bytes, chance: random.Random) -> bytes:
    """Change one value of one event."""
    lines = content.splitlines(keepends=True)
    place = chance.randrange(len(lines))
    fields = json.loads(lines[place])
    name = chance.choice(sorted(set(fields) - {"shredded"}))
    fields[name] = fields[name] + 1 if isinstance(fields[name], int) else f"{fields[name]}1"
    lines[place] = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    return b"".join(lines)


@dataclass(frozen=True)
class Kind:
    """A class of tampering; `needs_witness`: the ledger's own key, or its own past, is in the attacker's hand."""

    attack: Attack
    needs_witness: bool = False


KINDS = {
    "bit flip": Kind(bit_flip),
    "column edit": Kind(column_edit),
    "delete": Kind(delete),
    "truncation before a checkpoint": Kind(truncation_before_a_checkpoint),
    "truncation after a checkpoint": Kind(truncation_after_a_checkpoint, needs_witness=True),
    "reorder": Kind(reorder),
    "insert": Kind(insert),
    "replay": Kind(replay),
    "body swap": Kind(body_swap),
    "checkpoint edit": Kind(checkpoint_edit),
    "roll-back of the whole file": Kind(roll_back_of_the_whole_file, needs_witness=True),
    "re-sign with a stolen key": Kind(resign_with_a_stolen_key, needs_witness=True),
    "key substitution": Kind(key_substitution),
    "split view": Kind(split_view, needs_witness=True),
    "back-dating": Kind(back_dating),
    "unsigned shred": Kind(unsigned_shred),
    "edited CSV, NDJSON or PDF": Kind(edited_files),
}
