"""What a clinic's text is full of and what identifies nobody: vitals, drugs, codes, money, times."""

from scripts.redaction.corpus import say
from scripts.redaction.corpus.pieces import Piece
from scripts.redaction.corpus.scene import Scene


def _figure(scene: Scene, text: str) -> list[Piece]:
    return [Piece(say.numerals(text, scene.lang) if scene.spoken else text)]


def word(table: str, kind: str | None = None) -> "Word":
    """Return a generator of the words of a table."""
    return Word(table, kind)


class Word:
    """Chooses a word of a clinic's table."""

    def __init__(self, table: str, kind: str | None) -> None:
        self._table, self._kind = table, kind

    def __call__(self, scene: Scene, _number: int) -> list[Piece]:
        """Return a word of the table as a piece."""
        text = scene.word(self._table)
        return [Piece(say.numerals(text, scene.lang) if scene.spoken else text, self._kind)]


def bp(scene: Scene, _number: int) -> list[Piece]:
    """Return a blood pressure."""
    return _figure(scene, f"{scene.rng.randint(95, 190)}/{scene.rng.randint(55, 110)}")


def temp(scene: Scene, _number: int) -> list[Piece]:
    """Return a temperature, in Fahrenheit or (in Spanish) often Celsius."""
    value = scene.rng.uniform(36, 40) if scene.lang == "es" and scene.rng.random() < 0.6 else scene.rng.uniform(97, 104)
    if scene.spoken:
        point = "punto" if scene.lang == "es" else "point"
        return [Piece(f"{say.number(int(value), scene.lang)} {point} {say.number(int(value * 10) % 10, scene.lang)}")]
    return [Piece(f"{value:.1f}")]


def pulse(scene: Scene, _number: int) -> list[Piece]:
    """Return a heart rate."""
    return _figure(scene, str(scene.rng.randint(52, 120)))


def o2(scene: Scene, _number: int) -> list[Piece]:
    """Return an oxygen saturation."""
    return _figure(scene, f"{scene.rng.randint(88, 100)}{'' if scene.spoken else '%'}")


def a1c(scene: Scene, _number: int) -> list[Piece]:
    """Return a haemoglobin A1c."""
    point = " punto " if scene.lang == "es" else " point "
    whole, tenth = scene.rng.randint(5, 12), scene.rng.randint(0, 9)
    if scene.spoken:
        return [Piece(say.number(whole, scene.lang) + point + say.number(tenth, scene.lang))]
    return [Piece(f"{whole}.{tenth}")]


def lab(scene: Scene, _number: int) -> list[Piece]:
    """Return a laboratory value."""
    return _figure(scene, str(scene.rng.randint(65, 320)))


def pain(scene: Scene, _number: int) -> list[Piece]:
    """Return a grade of pain."""
    return _figure(scene, str(scene.rng.randint(1, 10)))


def count(scene: Scene, _number: int) -> list[Piece]:
    """Return a small number."""
    return _figure(scene, str(scene.rng.randint(2, 45)))


def height(scene: Scene, _number: int) -> list[Piece]:
    """Return a body height."""
    if scene.lang == "es":
        value = scene.rng.randint(48, 90)
        return [
            Piece(
                f"uno {say.number(value, 'es')}" if scene.spoken else scene.rng.choice((f"1.{value}", f"1.{value} m"))
            )
        ]
    feet, inches = scene.rng.randint(4, 6), scene.rng.randint(0, 11)
    if scene.spoken:
        return [Piece(f"{say.number(feet, 'en')} foot {say.number(inches, 'en')}")]
    return [Piece(scene.rng.choice((f"5'{inches}\"", f"{feet}'{inches}", f"{feet} ft {inches} in", f"{feet * 30}cm")))]


def weight(scene: Scene, _number: int) -> list[Piece]:
    """Return a body weight."""
    value = scene.rng.randint(95, 320)
    unit = scene.rng.choice(("lbs", "pounds", "lb")) if scene.lang == "en" else scene.rng.choice(("libras", "kilos"))
    return _figure(scene, f"{value if unit != 'kilos' else value // 2} {unit}")


def newborn_weight(scene: Scene, _number: int) -> list[Piece]:
    """Return a newborn's weight."""
    return _figure(scene, f"{scene.rng.randint(5, 9)} pounds {scene.rng.randint(1, 15)} ounces")


def cpt(scene: Scene, _number: int) -> list[Piece]:
    """Return a procedure code."""
    return scene.code(
        scene.rng.choice(("99213", "99214", "99203", "93000", "80053", "36415", "90686", "71046", "G0439", "J1100")),
        None,
    )


def icd(scene: Scene, _number: int) -> list[Piece]:
    """Return a diagnosis code."""
    return scene.code(
        scene.rng.choice(("E11.9", "I10", "M54.5", "J06.9", "Z00.00", "F41.1", "K21.9", "R07.9", "G43.909", "N39.0")),
        None,
    )


def loinc(scene: Scene, _number: int) -> list[Piece]:
    """Return a LOINC code."""
    return scene.code(scene.rng.choice(("4548-4", "2345-7", "718-7", "2160-0", "13457-7", "33914-3")), None)


def money(scene: Scene, _number: int) -> list[Piece]:
    """Return an amount of money."""
    value = scene.rng.choice((scene.rng.randint(5, 99), scene.rng.randint(100, 2400)))
    if scene.spoken:
        return [Piece(f"{say.number(value, scene.lang)} {'dólares' if scene.lang == 'es' else 'dollars'}")]
    cents = scene.rng.randint(0, 99)
    return [
        Piece(
            scene.rng.choice(
                (
                    f"${value}",
                    f"${value}.{cents:02d}",
                    f"${value:,}",
                    f"{value} {'dólares' if scene.lang == 'es' else 'dollars'}",
                )
            )
        )
    ]


def time(scene: Scene, _number: int) -> list[Piece]:
    """Return a time of day."""
    hour, minute = scene.rng.randint(1, 12), scene.rng.choice((0, 0, 15, 30, 45))
    if scene.spoken:
        tail = (
            ""
            if minute == 0
            else f" {say.number(minute, scene.lang)}"
            if scene.lang == "en"
            else f" y {say.number(minute, 'es')}"
        )
        said = say.number(hour, scene.lang)
        return [Piece(("una" if scene.lang == "es" and hour == 1 else said) + tail)]
    clock = f"{hour}:{minute:02d}"
    if scene.lang == "es":
        return [Piece(scene.rng.choice((clock, f"{clock} pm", f"{clock} a.m.", str(hour) if minute == 0 else clock)))]
    return [
        Piece(
            scene.rng.choice((clock, f"{clock} pm", f"{clock}am", f"{hour}pm" if minute == 0 else clock, f"{clock} AM"))
        )
    ]


def year(scene: Scene, _number: int) -> list[Piece]:
    """Return a year: no identifier."""
    value = scene.rng.randint(1985, 2025)
    return [Piece(say.year(value, scene.lang, scene.rng) if scene.spoken else str(value))]
