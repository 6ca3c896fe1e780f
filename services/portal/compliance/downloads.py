"""Downloading an export: a young second factor first, the whole file here before the browser gets any of it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from services.accounts.permissions import Permission
from services.audit.model import Action
from services.kernel.errors import SealdeskError
from services.portal.compliance.exports import Exports
from services.portal.compliance.ports import ExportDesk
from services.portal.compliance.recording import Doing, Recording, each_of
from services.portal.compliance.tabs import EXPORTS
from services.portal.console.section import Call, Screen, go
from services.reports.errors import DiskRefuses


@dataclass(frozen=True, slots=True)
class Downloads:
    """The handlers of a download."""

    desk: ExportDesk
    exports: Exports
    recording: Recording

    async def allow(self, call: Call) -> Response:
        """GET .../download, which asks for the second factor: back to the export's page, where the file is then."""
        return go(f"{EXPORTS}/{call.path('name')}", "export_allowed")

    async def fetch(self, call: Call) -> Screen | Response:
        """GET .../file: the archive; that it was downloaded is recorded before the first byte of it goes out."""
        name = call.path("name")
        if not call.fresh:
            return go(f"{EXPORTS}/{name}/download")
        call.require(Permission.EXPORT_AUDIT)
        seen = await self.exports.orders.seen(name)
        if not seen.ready:
            return self.exports.one_screen(name, seen)
        try:
            return await self._file(call, name)
        except SealdeskError as problem:
            return self.exports.one_screen(name, await self.exports.orders.seen(name), problem)

    async def _file(self, call: Call, name: str) -> Response:
        try:
            folder = tempfile.TemporaryDirectory(prefix="sealdesk-export-")
        except OSError as error:
            raise DiskRefuses(Path(tempfile.gettempdir()), error.strerror or "it refuses") from None
        path = Path(folder.name) / "export.zip"
        try:
            await self.desk.fetch(name, path)
            fetched = Doing(call.person.actor, Action.EXPORT_FETCHED, {"export": name})
            await self.recording.record(*each_of(fetched, self.exports.orders.patients(name)))
        except BaseException:
            folder.cleanup()
            raise
        done = BackgroundTask(folder.cleanup)
        return FileResponse(path, filename=f"sealdesk-audit-{name}.zip", media_type="application/zip", background=done)
