"""Who has an account, what each may do, and ending one at once."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from starlette.responses import Response

from services.accounts.enrolling import Enrolling
from services.accounts.errors import AccountError, WrongAccount
from services.accounts.model import Account, Role
from services.accounts.permissions import MEANINGS, Permission, permits, roles_with
from services.kernel.clock import Clock
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.console.words import ROLES

HERE = "/accounts"


@dataclass(frozen=True, slots=True)
class AccountPages:
    """The handlers of the accounts page."""

    enrolling: Enrolling
    clock: Clock

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page(HERE, show=self.show),
            Page(f"{HERE}/{{account}}/disable", take=self.disable, needs=Permission.MANAGE_ACCOUNTS),
        )
        return Section("Accounts", HERE, "u", pages, Permission.SEE_ACCOUNTS)

    async def show(self, call: Call) -> Screen:
        """GET /accounts: people, and which role may do what."""
        return await self._screen(call)

    async def disable(self, call: Call) -> Screen | Response:
        """POST /accounts/NAME/disable: nobody comes in under this name any more, and open sessions end."""
        account_id = call.path("account")
        try:
            if account_id == call.person.id:
                raise WrongAccount("This is your own account.", "Ask a colleague to end it.")
            await self.enrolling.disable(account_id, call.person.actor)
        except AccountError as problem:
            return await self._screen(call, problem)
        return go(HERE, "account_disabled")

    async def _screen(self, call: Call, problem: AccountError | None = None) -> Screen:
        now, managing = self.clock.now(), call.may(Permission.MANAGE_ACCOUNTS)
        rows = [
            _row(each, now, ends=managing and each.id != call.person.id) for each in await self.enrolling.everybody()
        ]
        grants = [
            {
                "words": MEANINGS[each].words,
                "phi": MEANINGS[each].phi,
                "roles": [ROLES[role] for role in roles_with(each)],
            }
            for each in Permission
            if each is not Permission.OWN_ACCOUNT
        ]
        values = {"rows": rows, "grants": grants, "problem": problem}
        status, at = (HTTPStatus.CONFLICT, HERE) if problem else (HTTPStatus.OK, "")
        return Screen("accounts.html", values, status, at)


def _row(account: Account, now: datetime, *, ends: bool) -> dict[str, object]:
    phi = any(MEANINGS[each].phi for each in Permission if permits(account.roles, each))
    return {
        "id": account.id,
        "name": account.name,
        "roles": [ROLES[role] for role in Role if role in account.roles],
        "phi": phi,
        "state": _state(account, now),
        "way": "by the directory" if account.directory else "with an account of this appliance",
        "security_keys": len(account.keys),
        "ends": ends and not account.disabled,
    }


def _state(account: Account, now: datetime) -> str:
    if account.disabled:
        return "ended"
    if account.password or account.directory:
        return "ready"
    return "invited" if account.invitation and account.invitation.until > now else "invitation ran out"
