"""Character sets of MSH-18 (HL7 table 0211), and how a message's bytes are read so that none is lost."""

import codecs
import re
from typing import Final

#: Table 0211 and names that senders use instead, without blanks, hyphens, slashes and underscores.
_CODECS: Final = {
    "": "",
    "ASCII": "ascii",
    "USASCII": "ascii",
    "ISOIR6": "ascii",
    "88591": "iso8859-1",
    "ISO88591": "iso8859-1",
    "ISOIR100": "iso8859-1",
    "LATIN1": "iso8859-1",
    **{f"8859{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 15)},
    **{f"ISO8859{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 15)},
    "WINDOWS1252": "cp1252",
    "CP1252": "cp1252",
    "ISOIR14": "iso2022-jp",
    "ISOIR87": "iso2022-jp",
    "ISOIR159": "iso2022-jp-1",
    "GB180302000": "gb18030",
    "GB18030": "gb18030",
    "KSX1001": "euc-kr",
    "CNS116431992": "big5",
    "BIG5": "big5",
    "UNICODE": "utf-8",
    "UNICODEUTF8": "utf-8",
    "UTF8": "utf-8",
}
#: Every byte is a character and the other way round: what cannot be read otherwise is kept by it.
BYTES: Final = "latin-1"
#: Two and four bytes a character show in the first ones; no header could be found to declare them.
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"M\0S\0H\0", "utf-16-le"),
    (b"\0M\0S\0H", "utf-16-be"),
)
_HEAD: Final = 8_192
_HEADER: Final = re.compile(rb"(?:MSH|FHS|BHS)[^\r\n]{2,}")
_MSH_18: Final = 17


def codec_named(name: str) -> str | None:
    """Return the Python codec of a name of MSH-18; empty where none is given, None where it is not known."""
    plain = name.strip().upper().translate(dict.fromkeys(map(ord, " -/_.")))
    return _CODECS.get(plain)


def declared(raw: bytes) -> str:
    """Return what MSH-18 says first, looked for in the bytes themselves; empty where it says nothing."""
    found = _HEADER.search(raw[:_HEAD])
    if found is None:
        return ""
    fields = found.group().decode(BYTES).split(chr(found.group()[3]))
    value = fields[_MSH_18] if len(fields) > _MSH_18 else ""
    return value.split(fields[1][1:2] or "\0")[0]


def read(raw: bytes, fallback: str = "utf-8") -> tuple[str, str, bool]:
    """Return a message's text, the codec that gives its bytes back, and whether it is the one it should have.

    Where the declared one does not give the very bytes back, the fallback may; else each byte is a character.

    Args:
        raw: the message without its frame.
        fallback: the Python codec where MSH-18 says nothing.
    """
    wide = next((codec for mark, codec in _WIDE if raw.startswith(mark)), None)
    wanted = wide or codec_named(declared(raw))
    for codec in (wanted or fallback, fallback):
        text = _exactly(raw, codec)
        if text is not None:
            return text, codec, wanted in {codec, ""}
    return raw.decode(BYTES), BYTES, False


def _exactly(raw: bytes, codec: str) -> str | None:
    """Return the text, where the codec reads it and writes the same bytes again."""
    try:
        text = raw.decode(codec)
        return text if text.encode(codec) == raw else None
    except UnicodeError:
        return None
