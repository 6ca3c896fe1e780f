"""Root does a service's work as that service's user, so that no file of it belongs to root afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def as_owner(folder: Path) -> Iterator[None]:
    """Act as the user whom a folder belongs to, where we are root and it is another's; else as we are.

    What root alone may read has to be read before: the whole process acts so until the block ends.
    """
    status = folder.stat() if folder.exists() else None
    if os.geteuid() != 0 or status is None or status.st_uid == 0:
        yield
        return
    group = os.getegid()
    os.setegid(status.st_gid)
    os.seteuid(status.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
