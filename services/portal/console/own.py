"""One's own account: what one may do, one's security keys, and signing out of every browser."""

from dataclasses import dataclass

from starlette.responses import Response

from services.accounts.errors import WrongKey
from services.accounts.model import Account
from services.accounts.passkeys import Passkeys
from services.accounts.permissions import MEANINGS, Permission, permissions_of
from services.accounts.ports import AccountTx
from services.accounts.service import SignIn
from services.kernel.store import Store
from services.portal.console.browsers import Browsers
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.console.sites import site_of
from services.portal.errors import BadRequest

HERE = "/me"


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The handlers of the pages of one's own account."""

    sign_in: SignIn
    passkeys: Passkeys
    store: Store[AccountTx]
    browsers: Browsers
    issuer: str
    tls: bool

    def section(self) -> Section:
        """Return the section; the navigation does not show it, the person's name leads there."""
        pages = (
            Page(HERE, show=self.show),
            Page(f"{HERE}/key", show=self.form, take=self.add, step_up=True),
            Page(f"{HERE}/key/revoke", take=self.revoke, step_up=True),
            Page(f"{HERE}/sign-out", take=self.sign_out),
        )
        return Section("", HERE, "", pages, Permission.OWN_ACCOUNT)

    async def show(self, call: Call) -> Screen:
        """GET /me."""
        account = await self._account(call)
        may = permissions_of(account.roles)
        words = [MEANINGS[each].words for each in Permission if each in may]
        return Screen("own.html", {"account": account, "may": words, "keyed": site_of(call.request, tls=self.tls)})

    async def form(self, call: Call) -> Screen:
        """GET /me/key: the page that asks the browser for a new key."""
        site = site_of(call.request, tls=self.tls)
        if site is None:
            raise WrongKey("Security keys work where the console is reached by a host name and over TLS.")
        secret = self.browsers.secret(call.request)
        options = await self.passkeys.to_add(site, secret, call.person.id, self.issuer)
        return Screen("own_key.html", {"options": options})

    async def add(self, call: Call) -> Response:
        """POST /me/key: keep the new key."""
        site = site_of(call.request, tls=self.tls)
        if site is None:
            raise BadRequest("No key is made at this address.")
        secret, name = self.browsers.secret(call.request), call.fields.get("name", "")
        await self.passkeys.add(site, secret, call.person.id, name, call.fields.get("answer", ""))
        return go(HERE, "key_added")

    async def revoke(self, call: Call) -> Response:
        """POST /me/key/revoke: take a key off."""
        gone = await self.passkeys.revoke(call.person.id, call.fields.get("key", ""), call.person.actor)
        return go(HERE, "key_revoked" if gone else "key_gone")

    async def sign_out(self, call: Call) -> Response:
        """POST /me/sign-out: end every session of this person, here and everywhere."""
        await self.sign_in.sign_out_everywhere(call.person.id, call.person.actor)
        response = go("/sign-in", "signed_out_everywhere")
        self.browsers.forget(response)
        return response

    async def _account(self, call: Call) -> Account:
        account = await self.store.read(lambda tx: tx.accounts.get(call.person.id))
        if account is None:
            raise BadRequest("There is no such account.")
        return account
