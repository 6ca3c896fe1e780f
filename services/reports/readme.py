"""What stands in an export's `README.txt`: the same words in each."""

from typing import Final

README: Final = """\
An export of a Sealdesk audit log

To check it, on any computer with Python 3.11 and its package `cryptography`:

    python3 sealdesk_verify.py THIS_FOLDER --vkey KEY

Get sealdesk_verify.py and the log's key (KEY, one line) from somebody else than the one who gave you this folder: the
key from the person who runs the log, at an earlier time. Say also --witness KEY or --checkpoint FILE where you have
a witness's key or kept an older checkpoint; without them the program says `UNANCHORED`, and why.

manifest.json        what was asked, the checkpoint, every file's length and SHA-256
manifest.json.note   the log's signature over it
events.ndjson        one event a line: its fields, and the salt that its hash in the log was made with
events.csv           the same as a table. UTF-8. A cell that a spreadsheet would run (= + - @,
                     also behind blanks) has an apostrophe in front
fhir.ndjson          the same as FHIR R4 AuditEvent, one a line, after IHE BALP where it has a pattern
report.csv           the report's own table
report.pdf           the report on paper (PDF/UA)
proofs.ndjson        for each event, the proof that it stands in the log; where a small part is exported
statements.ndjson    what the log says about its own keys; where a part is exported
log/                 the log's checkpoint, key and hashes (C2SP tlog-tiles); they hold no word of what happened

Times: `at` when it happened, `recorded` when the log took it; microseconds since 1970-01-01 UTC. `patient` is a keyed
hash; the clinic can tell whose it is. An event marked `shredded` was kept for its six years; its key was then
destroyed by two people, and the log still proves that it stood there.
"""
