"""How a name sounds to an English or Spanish ear, as a short key: "gonzales" and "gonsalez", "philip" and "filip".

It is finer than Soundex: the vowels stay, as three classes, so that "john" and "jane" do not sound the same. A letter
that the two languages say differently (j, ll, g before e and i) gives a second key.
"""

from typing import Final

from services.gateway.redaction.word_list import word_list

#: Replaced one after the other. `C` is the sound of "ch" and "sh".
_SOUNDS: Final = tuple(
    tuple(each.split("="))
    for each in word_list(
        "schm=sm schn=sn schr=sr schw=su sch=C tch=C sh=C ch=C ph=f ght=t gh=g gue=ge gui=gi que=ke qui=ki x=ks "
        "ce=se ci=si cy=si ck=k c=k q=k h= z=s v=b"
    )
)
_STARTS: Final = {"wr": "r", "wh": "w", "kn": "n", "gn": "n"}
_VOWELS: Final = str.maketrans("weyo", "uiiu")
_SOFT: Final = ("ge", "gi")
_ASPIRATES: Final = tuple(letter + vowel for letter in "jh" for vowel in "aeiou") + _SOFT


def keys(word: str) -> tuple[str, ...]:
    """Return the one or two keys of a folded, lower-case word; words with a key in common sound alike."""
    english = f"j{word[1:]}" if word.startswith(_SOFT) else word
    spanish = f"j{word[1:]}" if word.startswith(_ASPIRATES) else word
    spanish = spanish.replace("lla", "ya").replace("lle", "ye").replace("lli", "yi").replace("llo", "yo")
    first = _key(english)
    return (first,) if spanish == english else tuple({first, _key(spanish)})


def _key(word: str) -> str:
    """Return the key of a word whose letters stand for one language's sounds."""
    word = _STARTS.get(word[:2], word[:2]) + word[2:]
    for letters, sound in _SOUNDS:
        if letters in word:
            word = word.replace(letters, sound)
    if word.endswith("dt"):
        word = word[:-2] + "t"
    if word.endswith("e") and word[-2:-1] not in "aeiouy":
        word = word[:-1]
    sounds = word.translate(_VOWELS)
    return "".join([sound for sound, before in zip(sounds, f" {sounds}", strict=False) if sound != before])
