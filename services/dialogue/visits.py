"""Which appointment the words mean: pure narrowing by time, kind of visit, provider, place and position.

Nothing is guessed: what is left may be none, one or several, and the flow asks unless it is one.
"""

from collections.abc import Sequence
from dataclasses import replace

from services.dialogue.commands import AppointmentRef, When
from services.dialogue.proof import folded
from services.scheduling.model import Appointment, Party, Slot

_KINDS = (
    "clean cleaning cleanings limpieza limpiezas hygiene higiene prophylaxis profilaxis dental teeth dientes",
    "checkup check-up check chequeo revision exam examen physical fisico annual anual wellness rutina",
    "follow followup follow-up seguimiento control",
    "crown corona filling empaste relleno root canal endodoncia",
    "therapy terapia fisioterapia physiotherapy pt rehab rehabilitacion",
    "consult consultation consulta",
    "vaccine vaccination vacuna vacunas shot shots flu gripe immunization inyeccion",
    "xray x-ray radiografia rayos imaging imagen mri resonancia ultrasound ultrasonido ecografia scan",
    "lab labs blood sangre laboratorio analisis test tests prueba pruebas",
    "eye eyes ojo ojos vision vista optometry",
    "skin piel dermatology dermatologia laser",
    "new nuevo nueva first primera",
    "telehealth video videollamada virtual telemedicina",
)
_GROUPS = tuple(frozenset(folded(group).split()) for group in _KINDS)
_EMPTY = (
    "a an the my mi mis de del la el los las con with dr dra doctor doctora md do dds np pa visit visita visits cita"
    " citas appointment appointments appt turno hora at en in clinic clinica office consultorio un una for para"
)
_EMPTY_WORDS = frozenset(_EMPTY.split())


def narrow(
    appointments: Sequence[Appointment], ref: AppointmentRef | None, current: Appointment | None = None
) -> list[Appointment]:
    """Return the appointments the words can mean, in the order shown."""
    if ref is None:
        return list(appointments)
    if ref.ordinal is not None:
        return _placed(appointments, ref, ref.ordinal)
    kept = [each for each in appointments if not (ref.other and current and each.id == current.id)]
    return [each for each in kept if _fits(each, ref)]


def says_something(ref: AppointmentRef | None) -> bool:
    """Tell whether the reference narrows anything at all."""
    return ref is not None and ref != AppointmentRef() and ref != AppointmentRef(all=True)


def merged(old: AppointmentRef | None, new: AppointmentRef) -> AppointmentRef:
    """Return what both references say together; the newer wins where they differ."""
    if old is None or new.other or new.ordinal is not None or new.all:
        return new
    return replace(
        old,
        when=new.when or old.when,
        visit=new.visit or old.visit,
        provider=new.provider or old.provider,
        place=new.place or old.place,
    )


def within(spans: Sequence[When], visit: Appointment | Slot) -> bool:
    """Tell whether it starts in one of the spans; no spans allow everything."""
    if not spans:
        return True
    return visit.interval is not None and any(span.start <= visit.interval.start < span.end for span in spans)


def named(said: str | None, party: Party | None) -> bool:
    """Tell whether the said name can mean this provider or place; nothing said allows everyone."""
    words = _telling(said)
    if not words:
        return True
    known = set(folded(party.name).split()) if party else set()
    return words <= known or bool(words & known)


def same_kind(said: str | None, visit_name: str | None) -> bool:
    """Tell whether the said kind of visit can mean this one, in either language; nothing said allows every kind."""
    words = _telling(said)
    if not words:
        return True
    known = set(folded(visit_name or "").split())
    return bool(words & known) or any(words & group and known & group for group in _GROUPS)


def _telling(said: str | None) -> set[str]:
    return set(folded(said or "").split()) - _EMPTY_WORDS


def _fits(appointment: Appointment, ref: AppointmentRef) -> bool:
    return (
        within(ref.when, appointment)
        and same_kind(ref.visit, appointment.visit_name)
        and named(ref.provider, appointment.practitioner)
        and named(ref.place, appointment.location)
    )


def _placed(appointments: Sequence[Appointment], ref: AppointmentRef, ordinal: int) -> list[Appointment]:
    """Return the one at a place in the list, or, where it does not fit the other words, among those that do."""
    placed = [each for each in _at(appointments, ordinal) if _fits(each, ref)]
    return placed or _at([each for each in appointments if _fits(each, ref)], ordinal)


def _at(appointments: Sequence[Appointment], ordinal: int) -> list[Appointment]:
    index = ordinal - 1 if ordinal > 0 else len(appointments) + ordinal
    return [appointments[index]] if 0 <= index < len(appointments) else []
