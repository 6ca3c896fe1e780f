"""Security keys: what the use cases promise, whatever the browser says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.accounts.errors import SignInRefused, WrongFactor, WrongKey
from services.accounts.model import Account, Role, SecurityKey
from services.accounts.passkeys import MOST, Passkeys
from services.accounts.ports import Site
from services.accounts.service import Browser
from services.accounts.stepping import StepUp
from services.accounts.totp import code_at, step_of
from services.audit.model import Action
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.keys import PaperKeys
from tests.doubles.staff import PASSWORD, staff_of

HERE = Site("desk.clinic.lan", "https://desk.clinic.lan")


class Desk:
    """A clinic where Kim may add keys that are made of paper."""

    def __init__(self) -> None:
        self.clinic = ConsoleClinic()
        self.paper = PaperKeys()
        step_up = StepUp(self.clinic.store, self.clinic.clock)
        self.keys = Passkeys(self.clinic.store, self.clinic.clock, step_up, self.paper)

    async def with_key(self, name: str = "kim", count: int = 1, roles: tuple[Role, ...] = (Role.APPROVER,)) -> "Desk":
        await self.clinic.staff(name, roles=roles)
        await self.keys.to_add(HERE, "browser", name, "Clinic")
        await self.keys.add(HERE, "browser", name, "Stick", self.paper.answer(f"{name}-key", count))
        return self

    async def enters(self, count: int, name: str = "kim", browser: str = "browser") -> str:
        await self.keys.to_show(HERE, browser)
        answer = self.paper.answer(f"{name}-key", count)
        return (await self.keys.sign_in(HERE, browser, answer, Browser())).token

    def account(self, name: str = "kim") -> Account:
        return self.clinic.store.accounts[name]

    def whys(self) -> list[str]:
        events = self.clinic.store.audit
        return [event.body["why"] for event in events if event.action is Action.STAFF_SIGN_IN_FAILED]


async def test_a_key_signs_its_person_in_and_counts_on() -> None:
    desk = await Desk().with_key()
    assert await desk.enters(2)
    (key,) = desk.account().keys
    assert (key.count, key.used_at, key.site) == (2, desk.clinic.clock.now(), HERE.host)


@pytest.mark.parametrize("count", [0, 1])
async def test_a_counter_that_does_not_go_up_tells_of_a_copy(count: int) -> None:
    desk = await Desk().with_key()
    with pytest.raises(WrongKey):
        await desk.enters(count)
    assert desk.whys() == ["copied_key"]
    assert desk.clinic.store.sessions == {}


async def test_a_key_without_a_counter_is_taken() -> None:
    desk = await Desk().with_key(count=0)
    assert await desk.enters(0)


async def test_an_answer_is_taken_once_in_its_own_browser_and_in_time() -> None:
    desk = await Desk().with_key()
    await desk.keys.to_show(HERE, "browser")
    answer = desk.paper.answer("kim-key", 2)
    with pytest.raises(WrongKey):
        await desk.keys.sign_in(HERE, "another browser", answer, Browser())
    with pytest.raises(WrongKey):
        await desk.keys.sign_in(HERE, "browser", answer, Browser())
    await desk.keys.to_show(HERE, "browser")
    late = desk.paper.answer("kim-key", 2)
    desk.clinic.clock.advance(timedelta(minutes=5))
    with pytest.raises(WrongKey):
        await desk.keys.sign_in(HERE, "browser", late, Browser())


async def test_a_key_works_at_its_own_site_alone() -> None:
    desk = await Desk().with_key()
    elsewhere = Site("desk.clinic.example", "https://desk.clinic.example")
    await desk.keys.to_show(elsewhere, "browser")
    with pytest.raises(WrongKey):
        await desk.keys.sign_in(elsewhere, "browser", desk.paper.answer("kim-key", 2), Browser())
    assert desk.whys() == ["wrong_key"]
    assert await desk.keys.to_show(elsewhere, "browser", "kim") == ""


async def test_emergency_access_has_its_own_door_and_no_key_opens_it() -> None:
    desk = await Desk().with_key(roles=(Role.BREAK_GLASS,))
    with pytest.raises(SignInRefused):
        await desk.enters(2)


async def test_somebody_elses_key_is_no_second_factor() -> None:
    desk = await Desk().with_key()
    secret = await desk.clinic.staff("alex")
    staff = staff_of(desk.clinic.store, desk.clinic.clock)
    code = code_at(secret, step_of(desk.clinic.clock.now()))
    token = (await staff.sign_in.sign_in("alex", PASSWORD, code)).token
    await desk.keys.to_show(HERE, token, "alex")
    await desk.keys.to_show(HERE, token)
    with pytest.raises(WrongFactor):
        await desk.keys.show_again(HERE, token, desk.paper.answer("kim-key", 2))


async def test_one_key_belongs_to_one_person_and_an_account_has_ten_at_most() -> None:
    desk = await Desk().with_key()
    await desk.clinic.staff("alex")
    await desk.keys.to_add(HERE, "browser", "alex", "Clinic")
    with pytest.raises(WrongKey):
        await desk.keys.add(HERE, "browser", "alex", "Mine", desk.paper.answer("kim-key", 1))
    kim = desk.account()
    many = tuple(SecurityKey(f"k{n}", "", HERE.host, "", kim.created_at) for n in range(MOST))
    await desk.clinic.store.write(lambda tx: tx.accounts.save(replace(kim, keys=many)))
    with pytest.raises(WrongKey):
        await desk.keys.to_add(HERE, "browser", "kim", "Clinic")
