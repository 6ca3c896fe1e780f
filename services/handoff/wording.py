"""Why a case needs a person, as staff read it, in English and Spanish. Rule codes are the policy's."""

from collections.abc import Iterable, Mapping

from services.kernel.language import Language
from services.scheduling.policy_model import Finding

_RULES: Mapping[str, tuple[str, str]] = {
    "provider_approval": ("The provider approves each new time.", "El médico aprueba cada nuevo horario."),
    "other_provider": ("The new time is with another provider.", "El nuevo horario es con otro médico."),
    "other_place": ("The new time is at another place.", "El nuevo horario es en otro lugar."),
    "other_modality": ("The new time is for another kind of visit.", "El nuevo horario es para otro tipo de cita."),
    "authorization_missing": ("The insurer's authorization is missing.", "Falta la autorización del seguro."),
    "authorization_expired": (
        "The insurer's authorization ran out on {expires}.",
        "La autorización del seguro venció el {expires}.",
    ),
    "authorization_expires": (
        "The insurer's authorization ends on {expires}, before the new time.",
        "La autorización del seguro vence el {expires}, antes del nuevo horario.",
    ),
    "referral_missing": ("The referral is missing.", "Falta la orden médica."),
    "referral_expired": ("The referral ran out on {expires}.", "La orden médica venció el {expires}."),
    "referral_expires": (
        "The referral ends on {expires}, before the new time.",
        "La orden médica vence el {expires}, antes del nuevo horario.",
    ),
    "payer_unknown": ("It is not known who pays for the visit.", "No se sabe quién paga la cita."),
    "interpreter": ("An interpreter has to be arranged anew.", "Hay que organizar de nuevo al intérprete."),
    "telehealth_link": ("The video link has to be made anew.", "Hay que crear de nuevo el enlace de video."),
    "reserved_slot": (
        "The new time is reserved for other visits.",
        "El nuevo horario está reservado a otras citas.",
    ),
    "prepaid": ("The late visit is paid for in advance.", "La cita, ya cercana, está pagada por adelantado."),
    "resource": (
        "A room or device of this visit does not come with the new time.",
        "Una sala o un equipo de esta cita no viene con el nuevo horario.",
    ),
    "new_patient": ("This is a new patient's visit.", "Es una cita de paciente nuevo."),
    "inactive_patient": ("The patient's record is not active.", "El registro del paciente no está activo."),
    "minor": (
        "The patient is under {adult_age}: speak with a parent or guardian.",
        "El paciente tiene menos de {adult_age} años: hable con el padre, la madre o el tutor.",
    ),
    "age_unknown": ("The record has no birth date.", "El registro no tiene fecha de nacimiento."),
    "group": ("{patients} patients share this visit.", "{patients} pacientes comparten esta cita."),
    "series": ("The visit is part of a series.", "La cita es parte de una serie."),
    "linked": ("Other visits are linked to this one ({others}).", "Hay otras citas ligadas a esta ({others})."),
    "no_shows": ("The patient missed visits repeatedly.", "El paciente faltó a citas repetidas veces."),
    "late": (
        "The visit is less than {notice_hours} hours away.",
        "Faltan menos de {notice_hours} horas para la cita.",
    ),
    "late_fee": (
        "The patient asks about the fee of {fee} for this late change; your approval makes it free.",
        "El paciente pregunta por el cargo de {fee} de este cambio tardío; si usted aprueba, no paga nada.",
    ),
    "too_many_moves": (
        "The visit was moved {max_moves} times, which is the limit.",
        "La cita ya se cambió {max_moves} veces, que es el límite.",
    ),
    "not_changeable": (
        "The scheduling system shows the status {status}.",
        "El sistema de citas muestra el estado {status}.",
    ),
    "no_time": ("The appointment has no time.", "La cita no tiene horario."),
    "system_forbids_cancel": (
        "The scheduling system says that it may not be cancelled.",
        "El sistema de citas indica que no se puede cancelar.",
    ),
    "system_forbids_move": (
        "The scheduling system says that it may not be moved.",
        "El sistema de citas indica que no se puede cambiar.",
    ),
}
_OTHER = ("The policy leaves this to a person ({rule}).", "La política deja esto a una persona ({rule}).")
CODES = frozenset(_RULES)
"""The rule codes that have words of their own."""


class _Known(dict[str, str]):
    """Values of a wording; one that is not there is shown as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def say_rule(finding: Finding, language: Language) -> str:
    """Return one rule in words."""
    english, spanish = _RULES.get(finding.rule, _OTHER)
    text = english if language is Language.EN else spanish
    return text.format_map(_Known({"rule": finding.rule, **finding.params}))


def say_rules(findings: Iterable[Finding], language: Language) -> str:
    """Return all rules in words, in their order."""
    return " ".join(say_rule(finding, language) for finding in findings)
