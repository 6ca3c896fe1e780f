"""What every state store promises about conversations."""

import asyncio
from datetime import timedelta
from functools import partial

from services.dialogue.ports import DialogueTx
from services.kernel.store import Store
from tests.contract.store_world import NOW, a_chat, a_line

Tx = DialogueTx
AnyStore = Store[DialogueTx]
HOUR = timedelta(hours=1)


def _second_turn(text: str, tx: Tx) -> bool:
    return tx.chats.save(a_chat(version=2), [a_line(1, text)])


class ChatsContract:
    """`services.dialogue.ports.Chats` and `Attempts`."""

    async def test_a_chat_reads_as_it_was_kept(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.chats.add(a_chat()))
        assert await store.read(lambda tx: tx.chats.get("chat_1")) == a_chat()
        assert await store.read(lambda tx: tx.chats.get("chat_2")) is None
        assert await store.read(lambda tx: tx.chats.count_open()) == 1

    async def test_a_turn_is_saved_with_its_lines(self, store: AnyStore) -> None:
        later = a_chat(version=2, last_at=NOW + HOUR, ended=True, state="{}")
        await store.write(lambda tx: tx.chats.add(a_chat()))
        assert await store.write(lambda tx: tx.chats.save(later, [a_line(1), a_line(2, "¿Sí?")]))
        assert await store.read(lambda tx: tx.chats.get("chat_1")) == later
        assert await store.read(lambda tx: tx.chats.lines("chat_1")) == [a_line(1), a_line(2, "¿Sí?")]
        assert await store.read(lambda tx: tx.chats.lines("chat_1", after=1)) == [a_line(2, "¿Sí?")]

    async def test_of_two_tabs_one_turn_is_saved(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.chats.add(a_chat()))
        saves = [store.write(partial(_second_turn, text)) for text in ("one", "two")]
        assert sorted(await asyncio.gather(*saves)) == [False, True]
        assert len(await store.read(lambda tx: tx.chats.lines("chat_1"))) == 1

    async def test_an_unknown_chat_is_not_saved(self, store: AnyStore) -> None:
        assert not await store.write(lambda tx: tx.chats.save(a_chat(version=2), [a_line(1)]))

    async def test_a_form_is_taken_once(self, store: AnyStore) -> None:
        await store.write(lambda tx: tx.chats.add(a_chat()))
        assert await store.write(lambda tx: tx.chats.turn_of("chat_1", "form_1"))
        assert not await store.write(lambda tx: tx.chats.turn_of("chat_1", "form_1"))
        assert await store.write(lambda tx: tx.chats.turn_of("chat_1", "form_2"))

    async def test_an_expired_chat_goes_with_its_lines_and_forms(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.chats.add(a_chat())
            tx.chats.save(a_chat(version=2), [a_line(1)])
            tx.chats.turn_of("chat_1", "form_1")
            tx.chats.add(a_chat(id="chat_2", last_at=NOW + HOUR))

        await store.write(work)
        assert await store.write(lambda tx: tx.chats.expire(NOW + HOUR)) == ["chat_1"]
        assert await store.read(lambda tx: tx.chats.get("chat_1")) is None
        assert await store.read(lambda tx: tx.chats.lines("chat_1")) == []
        assert await store.read(lambda tx: tx.chats.count_open()) == 1
        assert await store.write(lambda tx: tx.chats.turn_of("chat_1", "form_1"))

    async def test_a_deleted_chat_goes_with_its_lines_and_forms(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            tx.chats.add(a_chat())
            tx.chats.save(a_chat(version=2), [a_line(1)])
            tx.chats.turn_of("chat_1", "form_1")
            tx.chats.add(a_chat(id="chat_2"))
            tx.chats.delete("chat_1")
            tx.chats.delete("chat_unknown")

        await store.write(work)
        assert await store.read(lambda tx: tx.chats.get("chat_1")) is None
        assert await store.read(lambda tx: tx.chats.lines("chat_1")) == []
        assert await store.read(lambda tx: tx.chats.count_open()) == 1
        assert await store.write(lambda tx: tx.chats.turn_of("chat_1", "form_1"))

    async def test_attempts_are_counted_per_key_and_since(self, store: AnyStore) -> None:
        def work(tx: Tx) -> None:
            for minutes in (0, 10, 20):
                tx.attempts.add("key", NOW + timedelta(minutes=minutes))
            tx.attempts.add("other", NOW)

        await store.write(work)
        assert await store.read(lambda tx: tx.attempts.count("key", NOW + timedelta(minutes=10))) == 2
        await store.write(lambda tx: tx.attempts.forget(NOW + timedelta(minutes=20)))
        assert await store.read(lambda tx: tx.attempts.count("key", NOW)) == 1
        assert await store.read(lambda tx: tx.attempts.count("other", NOW)) == 0
