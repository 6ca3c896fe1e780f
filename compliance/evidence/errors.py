"""What can go wrong with an evidence pack.

EvidenceError
├── FolderInUse      something is in the folder already
├── FolderUnusable   the folder cannot be written or read
├── NoPack           the folder holds no whole pack
├── NotSealed        a pack carries no signature that can be believed
└── UnknownControl   the catalogue has no such control, or it is not signed by people
"""

from pathlib import Path

from services.kernel.errors import SealdeskError


class EvidenceError(SealdeskError):
    """Something about an evidence pack failed."""

    code = "evidence_error"


class FolderInUse(EvidenceError):
    """A pack is never written over something else."""

    code = "folder_in_use"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds something already.", "Name a folder that is new or empty.")


class FolderUnusable(EvidenceError):
    """The folder cannot be written or read."""

    code = "folder_unusable"

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(
            f"{folder} cannot be used ({type(error).__name__}).", "Check the folder, its owner and the disk."
        )


class NoPack(EvidenceError):
    """The folder holds no whole pack."""

    code = "no_pack"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no evidence pack.", "Name a folder that `sealdesk report hipaa` has written.")


class NotSealed(EvidenceError):
    """A pack carries no signature that can be believed: it may be somebody else's."""

    code = "pack_not_sealed"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The pack's signature cannot be believed: {why}.",
            "Give the log's own key with --vkey (its file log/vkey), or ask for the pack again.",
        )


class UnknownControl(EvidenceError):
    """Only a control that people sign can be signed off."""

    code = "unknown_control"
