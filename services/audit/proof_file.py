"""An inclusion proof as a file that other people's tools read (https://c2sp.org/tlog-proof).

    c2sp.org/tlog-proof@v1
    extra BASE64
    index N
    BASE64          one line for each hash of the proof
    (blank)
    the checkpoint

`extra` holds the entry itself, 49 bytes without a word of what happened (services/audit/leaf.py): its leaf hash is what
the proof leads from.
"""

import base64
from collections.abc import Sequence
from typing import Final

from services.audit.leaf import Entry
from services.audit.notes import encoded

KIND: Final = "c2sp.org/tlog-proof@v1"


def proof_file(entry: Entry, hashes: Sequence[bytes], checkpoint: str) -> bytes:
    """Return the file that proves that an entry stands in the tree which a checkpoint signs."""
    extra = base64.b64encode(entry.encode()).decode()
    lines = (KIND, f"extra {extra}", f"index {entry.sequence - 1}", *encoded(hashes), "", checkpoint)
    return "\n".join(lines).encode()
