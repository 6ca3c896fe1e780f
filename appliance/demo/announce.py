"""What the demo prints once it is open: where to look, whom to be, and what is worth playing."""

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from appliance.demo.people import Person, cast
from appliance.demo.settings import ZONE, Ports
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.wording import say_day

_STORIES: Final = {
    "pat-001": "has one cleaning; others wait for its time",
    "pat-003": "has a check-up too soon to cancel without a fee",
    "pat-015": "has a video visit",
    "pat-017": "has one check-up",
    "pat-002": "has two visits on one day",
    "pat-006": "has a series, which a person changes",
    "pat-012": "has a laser procedure, whose provider approves each new time",
}


def announce(file: Path, ports: Ports, language: Language, clock: Clock) -> None:
    """Print the addresses, and whom to be.

    Args:
        file: the demo's settings.
        ports: where everything listens.
        language: in which language to say so.
        clock: the time; ages of the invented follow it.
    """
    today = clock.now().astimezone(ZoneInfo(ZONE)).date()
    people = "\n".join(_introduce(person) for person in to_try(today))
    words = _WORDS[language].format(**asdict(ports), people=people, file=file)
    sys.stdout.write(words)
    sys.stdout.flush()


def to_try(today: date) -> list[Person]:
    """Return invented patients whose stories are worth playing."""
    by_id = {person.id: person for person in cast(today)}
    return [by_id[person_id] for person_id in _STORIES]


def _introduce(person: Person) -> str:
    born = date.fromisoformat(person.birth_date)
    day = say_day(born, Language.EN, year=True).partition(", ")[2]
    return f"  {person.given} {person.family}, born {day} ({born:%m/%d/%Y}): {_STORIES[person.id]}"


_WORDS: Final = {
    Language.EN: """
The demo clinic is open. Everybody in it is invented, and nothing leaves this machine.

  Patient chat        http://127.0.0.1:{chat}/
  The clinic's view   http://127.0.0.1:{ehr}/clinic
  Outbox and phones   http://127.0.0.1:{outbox}/
  Staff console       http://127.0.0.1:{console}/
  Who signs in there  http://127.0.0.1:{outbox}/staff

Be one of these patients; the one-time code arrives on their phone, which the outbox shows:
{people}

Worth playing:
  Text instead of chatting: open a phone and write "I have to move my visit". STOP, START and HELP work too.
  Cancel Maria's cleaning: four people are offered its time. Answer with the code from one of their phones.
  Cancel Ana's check-up: a fee is said before the yes, and a link to pay follows. (Start with --stripe to pay it
  by card, on a page in Stripe's place.)
  Move Nina's laser visit: it waits for the front desk. Approve it in the staff console; she gets a text.
  Make a carrier fail, on the outbox's second page, and see that nothing is sent twice.

In another terminal: sealdesk chat --config {file}
Ctrl-C stops everything.
""",
    Language.ES: """
La clínica de demostración está abierta. Todas las personas son inventadas y nada sale de esta máquina.

  Chat de pacientes      http://127.0.0.1:{chat}/
  La vista de la clínica http://127.0.0.1:{ehr}/clinic
  Mensajes y teléfonos   http://127.0.0.1:{outbox}/
  Consola del personal   http://127.0.0.1:{console}/
  Quién entra ahí        http://127.0.0.1:{outbox}/staff

Sea una de estas personas; el código de un solo uso llega a su teléfono, que se ve en los mensajes:
{people}

Vale la pena probar:
  Escribir por texto: abra un teléfono y escriba "quiero cambiar mi cita". También ALTO, INICIAR y AYUDA.
  Cancelar la limpieza de Maria: su hora se ofrece a cuatro personas. Responda con la clave de un teléfono.
  Cancelar el chequeo de Ana: se dice el cargo antes del sí, y después llega un enlace para pagar. (Con --stripe
  se paga con tarjeta, en una página en lugar de la de Stripe.)
  Mover la visita de láser de Nina: espera a la recepción. Apruébela en la consola; ella recibe un texto.
  Hacer fallar a un operador, en la segunda página de los mensajes: nada se envía dos veces.

En otra terminal: sealdesk chat --config {file}
Ctrl-C detiene todo.
""",
}
