"""The forms of a street address with a number: expressions over the letters of the parts (see `parts`)."""

import re
from typing import Final, NamedTuple

HOUSE: Final = r"(?:[NZn](?:(?<=n)n{0,5}L?|(?<=[NZ])(?:[-/][NL])?L?))"
"""A house number: 12, 12B, 12-34, "fourteen twenty five".

All its beginnings are in one set, so that a search skips other letters fast.
"""


class Form(NamedTuple):
    """One form of a street address.

    Attributes:
        pattern: It, over letters.
        needs: One of these letters stands in every text in which it matches.
        weak: Whether its kind of street is also another word, so that what follows decides.
    """

    pattern: "re.Pattern[str]"
    needs: str
    weak: bool = False


_SIGN: Final = r"(?:[,]?(?:#\.?){1,2})"
#: The forms that say "address" by themselves. Each has one of the letters N, Z, n, o, P, Q, & and +, and none but
#: those that need a unit goes on behind "~", which they take for an end.
FORMS: Final = (
    # 1425 North Maple Avenue; 350 5th Ave; 12 Park Avenue North; 123 Avenue B
    Form(
        re.compile(
            rf"{HOUSE}[NZ]?(?:D\.?)*(?:[wWoLDBkKAsSpPRjn]\.?-?){{1,5}}?S\.?(?:S\.?)?(?:(?:D(?![wW])|"
            rf"[NLo](?![,.]?[NZ]))\.?)?"
        ),
        needs="S",
    ),
    Form(re.compile(rf"{HOUSE}D?\.?S(?:L|[No]|n(?!n))"), needs="S"),
    Form(
        re.compile(rf"{HOUSE}(?:D\.?)*(?:[wWoLDBkKAsSjpPR]\.?-?){{1,4}}?[sP](?![A-Za-z#])\.?(?:D(?![wW])\.?)?"),
        needs="sP",
        weak=True,
    ),
    Form(
        re.compile(rf"{HOUSE}(?:D\.?)*(?:[wWoLDBkKAsSjpPR]\.?-?){{1,4}}?[sP]\.?(?:D(?![wW])\.?)?"),
        needs="sP",
        weak=True,
    ),
    Form(
        re.compile(rf"{HOUSE}(?:D\.?)*(?:[wWoLDBkKAsSjpPR]\.?-?){{1,4}}[sP](?![sP])\.?(?:D(?![wW])\.?)?"),
        needs="sP",
        weak=True,
    ),
    # 1500 Broadway; 45 County Road 12; 1200 FM 1960; rural route 2 box 15
    Form(re.compile(rf"{HOUSE}D?\.?B"), needs="B"),
    Form(re.compile(rf"{HOUSE}[DAwW]{{0,2}}\.?[RSw]?[RS]-?(?:[NZ]|n{{1,3}})D?"), needs="RS"),
    # 12 rue de la Paix; 772 ul. Narewska 94; 9 Avenida de Mayo
    Form(re.compile(rf"{HOUSE}(?:bis|[,])?P\.?j{{0,3}}(?:[wWKLAs]\.?-?j{{0,2}}){{1,4}}(?:[NZ]L?)?"), needs="P"),
    Form(re.compile(rf"{HOUSE}[,]?p\.?j{{0,3}}(?:[WKA]\.?-?j{{0,2}}){{1,4}}(?:[NZ]L?)?"), needs="p"),
    # 63 Avenue du Golf; Aqqusinersuaq 176, Apt. 2
    Form(re.compile(rf"{HOUSE}[,]?S\.?j{{1,3}}(?:[WK]\.?-?j{{0,2}}){{1,4}}(?:[NZ]L?)?"), needs="S"),
    Form(re.compile(r"W{1,2}[NZ](?:W{0,2}s?)(?=[|,~]{0,3}U\.?[NZ])"), needs="U"),
    # calle 5 de mayo número 34; carrera 7 # 45-10; calle siete número cuarenta y cinco diez
    Form(
        re.compile(
            rf"[PpS]\.?/?j{{0,3}}(?:[wWNZnoLDAspkKPQB]\.?j{{0,3}}){{1,6}}?{_SIGN}{HOUSE}(?:[-wj]?(?:[NZ]|n{{1,2}}))?"
        ),
        needs="#",
    ),
    Form(re.compile(rf"P\.?/?j{{0,3}}(?:[wWoLDAspkK]\.?j{{0,3}}){{1,5}}?,?{HOUSE}(?:-[NZ])?"), needs="P"),
    Form(re.compile(rf"P\.?(?:[NZo]|n{{1,2}})j{{1,2}}[wW](?:,?{HOUSE})?"), needs="P"),
    Form(re.compile(r"P\.?/?(?:[NZ]L?|n{1,2}|o)(?:D|-[NZ])?(?![w%])"), needs="P"),
    Form(re.compile(r"[pL]\.?/?j{0,3}(?:W\.?j{0,3}){1,5}?,?[NZ]L?"), needs="pL"),
    Form(re.compile(r"P\.?/?j{0,3}(?:[WA]\.?j{0,3}W?){1,3}"), needs="P"),
    # Hauptstrasse 12; 6108 Friedhofstrasse 33; Erzsébet tér 19
    Form(re.compile(r"(?:[NZ][NZ]?[wW]{0,2}|[wW]{0,1})K\.?(?:[NZ]L?)"), needs="K"),
    Form(re.compile(r"[NZ]{1,2}[wW]{0,2}K"), needs="K"),
    Form(re.compile(r"[NZ]{0,2}[wWLs]{1,3}[ks]\.?[NZ]L?(?=[.,|~]|$|[U#])"), needs="ks"),
    # number, name, unit: 9448 Iroon Polytechniou 3, Apt. 683
    Form(re.compile(r"[NZ]{1,2}(?:[wWDLjsk]\.?){1,5}(?:[NZ]L?)?[,|~]{0,3}(?=U\.?[NZL])"), needs="U"),
    # 4923 Parmova 109: two numbers round a name
    Form(re.compile(r"[NZ]{1,2}W{1,3}\.?(?:[NZ]L?)(?=[.,|~]|$|U)"), needs="W"),
    # Blvd. Díaz Ordaz 123
    Form(re.compile(r"S\.?j{0,3}(?:W\.?j{0,3}){1,4},?[NZ]L?(?=[.,|~]|$|U)"), needs="S"),
    # mz 4 lote 12; Carretera Nacional km 12; Colonia Roma
    Form(re.compile(r"(?:U\.?#?[NZ]L?,?){2,}"), needs="U"),
    Form(re.compile(r"P\.?j?[wWAD]{0,4}R\.?(?:[NZ]|n{1,3})"), needs="R"),
    Form(re.compile(r"Q\.?(?:j{0,2}W){1,4}"), needs="Q"),
    # 5th and Main, Maple St & 5th Ave
    Form(re.compile(r"(?:D?(?:o|[wW]{1,2})[Ss])(?:&|\+)(?:D?(?:o|[wW]{1,2})[Ss])"), needs="&+"),
    Form(re.compile(r"o[Ss]?(?:&|\+)[W][Ss]?"), needs="&+"),
)
