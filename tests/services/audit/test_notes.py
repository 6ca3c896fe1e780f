import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.errors import NoteUnreadable, NoteUntrusted
from services.audit.notes import Key, KeyKind, Note, Signature, Verifier, check, open_note, sign
from services.signing.signers import LogSigner
from services.signing.verifiers import verifier_of
from tests.vectors import notes as vectors

ORIGIN = "sealdesk.invalid/front"
LOG = LogSigner(ORIGIN, bytes(range(32)))
OTHER = LogSigner(ORIGIN, bytes(32))
TEXT = Checkpoint(ORIGIN, 7, bytes(32)).text


def known(*signers: LogSigner) -> list[Verifier]:
    return [verifier_of(signer.key) for signer in signers]


def test_a_signed_note_reads_back() -> None:
    note = sign(TEXT, [LOG])
    assert open_note(note.encode(), known(LOG)) == note
    assert Note.parse(note.encode().encode()) == note
    assert Checkpoint.of(note) == Checkpoint(ORIGIN, 7, bytes(32))


def test_a_note_by_nobody_known_is_refused() -> None:
    with pytest.raises(NoteUntrusted, match="No known key"):
        open_note(sign(TEXT, [OTHER]).encode(), known(LOG))


def test_lines_by_unknown_keys_are_passed_over() -> None:
    stranger = Signature("example.com/post-quantum", b"\x00\x01\x02\x03", b"x" * 3000)
    same_name = Signature(ORIGIN, b"\x00\x01\x02\x03", b"y")
    note = sign(TEXT, [LOG]).with_signatures([stranger, same_name])
    assert check(note, known(LOG))[0].key == LOG.key


def test_one_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    wrong = Signature(ORIGIN, OTHER.key.id, bytes(64))
    note = sign(TEXT, [LOG]).with_signatures([wrong])
    with pytest.raises(NoteUntrusted, match="does not fit"):
        check(note, known(LOG, OTHER))


@pytest.mark.parametrize("bit", range(0, 8 * len(TEXT.encode()), 5))
def test_a_changed_text_is_refused(bit: int) -> None:
    raw = bytearray(sign(TEXT, [LOG]).encode().encode())
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises((NoteUntrusted, NoteUnreadable)):
        open_note(bytes(raw), known(LOG))


def test_a_text_with_blank_lines_is_cut_at_the_last_one() -> None:
    note = sign("one\n\ntwo\n", [LOG])
    assert open_note(note.encode(), known(LOG)).text == "one\n\ntwo\n"


@pytest.mark.parametrize(
    "note",
    [
        "", "text\n", "text\n\n", "text\n\n\u2014 name\n", "text\n\n\u2014 name !!\n", "text\n\n\u2014 name AAAA\n",
        "text\n\n- name AAAAAAA=\n", "text\n\n\u2014 name AAAAAAA=", "te\x01xt\n\n\u2014 name AAAAAAA=\n",
        "text\n\n\u2014 na+me AAAAAAA=\n", "text\n\n" + "\u2014 name AAAAAAA=\n" * 65, "x" * 2_000_000,
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NoteUnreadable):
        Note.parse(note)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NoteUnreadable):
        Note.parse(b"\xff\n\n\xe2\x80\x94 name AAAAAAA=\n")


def test_sixteen_signatures_are_read() -> None:
    assert len(Note.parse("text\n\n" + "\u2014 name AAAAAAA=\n" * 16).signatures) == 16


@pytest.mark.parametrize("text", ["no newline", "bell\x07\n"])
def test_a_text_no_note_can_carry_is_not_signed(text: str) -> None:
    with pytest.raises(NoteUnreadable):
        sign(text, [LOG])


def test_a_key_reads_back_from_its_line() -> None:
    assert Key.parse(LOG.key.vkey) == LOG.key
    assert Key.parse(f"{LOG.key.vkey}\n") == LOG.key


@pytest.mark.parametrize(
    "vkey",
    [
        "", "name", "name+00000000", "name+00000000+!!", "name+00000000+AQ==", LOG.key.vkey.replace("front", "back"),
        LOG.key.vkey[:-8], Key("name", KeyKind.ED25519, bytes(31)).vkey, "na me+00000000+AQEB",
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(NoteUnreadable):
        Key.parse(vkey)


def test_a_name_no_note_can_carry_is_refused() -> None:
    with pytest.raises(NoteUnreadable):
        Key("two words", KeyKind.ED25519, bytes(32))


def test_a_key_of_an_unknown_kind_is_read_but_not_checked() -> None:
    strange = Key.parse(Key("example.com/new", 0x77, b"abc").vkey)
    assert strange.kind == 0x77
    with pytest.raises(NoteUnreadable, match="of a kind that is not known"):
        verifier_of(strange)


def test_the_published_note_opens_with_the_published_key() -> None:
    note = open_note(vectors.NOTE, [verifier_of(Key.parse(vectors.VKEY))])
    assert note.text == vectors.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "", "a\n1\n", f"a\n01\n{'A' * 43}=\n", f"a\n-1\n{'A' * 43}=\n", "a\n1\nAAAA\n", f"\n1\n{'A' * 43}=\n",
        f"a\n1\n{'A' * 43}=", f"a\n1\n{'A' * 43}=\n\n", f"a\n\u0661\n{'A' * 43}=\n",
        f"a\n{'9' * 30}\n{'A' * 43}=\n", f"a\n1\n{'A' * 42}B=\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteUnreadable):
        Checkpoint.parse(text)


def test_a_checkpoint_keeps_its_extension_lines() -> None:
    checkpoint = Checkpoint(ORIGIN, 20_852_163, bytes(range(32)), ("time 1763856000",))
    assert Checkpoint.parse(checkpoint.text) == checkpoint
