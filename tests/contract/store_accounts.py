"""What every state store promises about staff accounts and their sessions."""

from dataclasses import replace
from datetime import timedelta

from services.accounts.model import Account, EmergencyUse, Invitation, Role, SecurityKey, Session
from services.accounts.ports import AccountTx
from services.kernel.store import Store
from tests.contract.store_world import NOW

MINUTE = timedelta(minutes=1)
KIM = Account(
    id="m.kim",
    name="Min Kim",
    roles=frozenset(Role),
    created_at=NOW,
    secret="GEZDGNBVGY3TQOJQ",
    invitation=Invitation("digest", NOW + MINUTE),
    last_step=7,
    keys=(SecurityKey("id", "public", "desk.clinic.lan", "Stick", NOW, 3, NOW),),
    directory="6f1e",
)
SESSION = Session("digest-1", "m.kim", NOW, NOW)


class AccountsContract:
    """`services.accounts.ports.Accounts` and `Sessions`."""

    async def test_an_account_reads_as_it_was_kept_and_is_added_once(self, store: Store[AccountTx]) -> None:
        assert await store.write(lambda tx: tx.accounts.add(KIM))
        assert not await store.write(lambda tx: tx.accounts.add(replace(KIM, name="Somebody Else")))
        assert await store.read(lambda tx: tx.accounts.get("m.kim")) == KIM
        assert await store.read(lambda tx: tx.accounts.get("nobody")) is None

    async def test_an_account_is_replaced_and_an_unknown_one_is_not_made(self, store: Store[AccountTx]) -> None:
        await store.write(lambda tx: tx.accounts.add(KIM))
        changed = replace(KIM, password="hash", invitation=None, last_step=9, disabled=True)
        await store.write(lambda tx: tx.accounts.save(changed))
        await store.write(lambda tx: tx.accounts.save(replace(KIM, id="nobody")))
        assert await store.read(lambda tx: tx.accounts.all()) == [changed]

    async def test_accounts_are_listed_by_name(self, store: Store[AccountTx]) -> None:
        for name in ("zoe", "abe", "m.kim"):
            await store.write(lambda tx, n=name: tx.accounts.add(replace(KIM, id=n)))  # type: ignore[misc]
        assert [each.id for each in await store.read(lambda tx: tx.accounts.all())] == ["abe", "m.kim", "zoe"]

    async def test_a_session_is_kept_touched_and_ended(self, store: Store[AccountTx]) -> None:
        await store.write(lambda tx: tx.sessions.add(SESSION))
        await store.write(lambda tx: tx.sessions.touch("digest-1", NOW + MINUTE))
        await store.write(lambda tx: tx.sessions.touch("digest-2", NOW + MINUTE))
        assert await store.read(lambda tx: tx.sessions.get("digest-1")) == replace(SESSION, seen_at=NOW + MINUTE)
        assert await store.read(lambda tx: tx.sessions.get("digest-2")) is None
        assert await store.write(lambda tx: tx.sessions.end("digest-1"))
        assert not await store.write(lambda tx: tx.sessions.end("digest-1"))

    async def test_sessions_end_by_account_and_by_age(self, store: Store[AccountTx]) -> None:
        others = [replace(SESSION, digest=f"d{n}", seen_at=NOW + n * MINUTE) for n in range(3)]
        for session in (*others, replace(SESSION, digest="other", account_id="abe", seen_at=NOW + 9 * MINUTE)):
            await store.write(lambda tx, s=session: tx.sessions.add(s))  # type: ignore[misc]
        assert await store.write(lambda tx: tx.sessions.expire(NOW + MINUTE)) == 1
        assert await store.write(lambda tx: tx.sessions.end_all("m.kim")) == 2
        assert await store.read(lambda tx: tx.sessions.get("other")) is not None

    async def test_a_session_keeps_its_second_factor_and_its_own_end(self, store: Store[AccountTx]) -> None:
        whole = replace(SESSION, digest="whole", factor_at=NOW, ends_at=NOW + MINUTE, how="break_glass")
        await store.write(lambda tx: tx.sessions.add(whole))
        assert await store.read(lambda tx: tx.sessions.get("whole")) == whole

    async def test_uses_of_emergency_access_are_kept_newest_first(self, store: Store[AccountTx]) -> None:
        first = EmergencyUse("one", "glass.a", "drill", NOW, NOW + MINUTE)
        second = replace(first, id="two", opened_at=NOW + MINUTE)
        for use in (first, second):
            await store.write(lambda tx, u=use: tx.emergencies.save(u))  # type: ignore[misc]
        reviewed = replace(first, reviewed_by="m.kim", reviewed_at=NOW + MINUTE, found="all in order")
        await store.write(lambda tx: tx.emergencies.save(reviewed))
        assert await store.read(lambda tx: tx.emergencies.all()) == [second, reviewed]
