"""A section of the console whose pages reach far, and note what they were sent."""

from dataclasses import dataclass, field

from starlette.responses import PlainTextResponse, Response

from services.accounts.permissions import Permission
from services.portal.console.section import Call, Page, Section


@dataclass
class FarReaching:
    """A page to read and a form to order an export; `sent` is what arrived."""

    sent: list[dict[str, str]] = field(default_factory=list)

    def section(self) -> Section:
        pages = (
            Page("/audit", show=self.read),
            Page("/audit/export", show=self.read, take=self.export, needs=Permission.EXPORT_AUDIT),
            Page("/audit/late", take=self.late),
            Page("/audit/keys", take=self.keys),
        )
        return Section("Audit", "/audit", "a", pages, Permission.SEE_AUDIT)

    async def read(self, call: Call) -> Response:
        return PlainTextResponse(f"read {call.request.url.query}")

    async def export(self, call: Call) -> Response:
        self.sent.append({name: text for name, text in call.fields.items() if name != "token"})
        return PlainTextResponse("exported")

    async def late(self, call: Call) -> Response:
        call.require_step_up()
        return await self.export(call)

    async def keys(self, call: Call) -> Response:
        call.require(Permission.OPERATE_KEYS)
        return await self.export(call)
