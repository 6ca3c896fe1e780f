"""FHIR R4 resources to the core's values. Pure: one resource in, one value out, nothing believed unchecked."""

from collections.abc import Iterable, Iterator

from services.bridge.fhir.codes import (
    codes,
    concept_text,
    extension_date,
    extension_flag,
    extension_text,
    identifiers,
    marks,
)
from services.bridge.fhir.instants import read_date, read_interval
from services.bridge.fhir.invariants import (
    Json,
    appointment_status,
    broken,
    check_appointment,
    objects,
    slot_status,
    text,
)
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.references import Target, target
from services.bridge.fhir.schedules import Schedule, parties_of
from services.kernel.interval import Interval
from services.kernel.language import Language
from services.kernel.mail import is_mail_address
from services.kernel.phone import e164
from services.scheduling.model import Appointment, Modality, Patient, Slot, SlotStatus

_MODALITIES = {modality.value: modality for modality in Modality}
_HELD = frozenset({SlotStatus.BUSY, SlotStatus.BUSY_TENTATIVE})
_NAME_ORDER = {"official": 0, "usual": 1, None: 2, "nickname": 4, "maiden": 5, "old": 6}
_PHONE_ORDER = {"mobile": 0, "home": 1, None: 2, "work": 3}
_MAIL_ORDER = {"home": 0, None: 1, "mobile": 1, "temp": 2, "work": 3}
_OTHER_USE = 3
_LAST_RANK = 2**31
_LANGUAGES = {language.value: language for language in Language}
_INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
"""FHIR R4, standard extension of Patient."""


class Mapper:
    """Reads resources in the light of one site's profile."""

    def __init__(self, profile: SiteProfile) -> None:
        self._profile = profile

    def schedule_id(self, slot: Json) -> str:
        """Return the id of a slot's schedule.

        Raises:
            MalformedAnswer: Slot.schedule is missing or leads elsewhere.
        """
        found = target(slot.get("schedule"), self._profile.base_url)
        if found is None or found.type != "Schedule":
            raise broken("Slot.schedule is not a reference to a Schedule.")
        return found.id

    def slot(self, resource: Json, schedule: Schedule) -> Slot:
        """Read a Slot.

        Raises:
            MalformedAnswer: an element we depend on is missing or wrong.
        """
        status = slot_status(resource)
        owners = marks(resource) if status in _HELD else []
        return Slot(
            id=resource["id"],
            version=version(resource),
            status=status,
            interval=read_interval(resource.get("start"), resource.get("end"), "Slot"),
            schedule_id=schedule.id,
            practitioner=schedule.parties.practitioner,
            location=schedule.parties.location,
            visit_types=self._visit_types(resource) or schedule.visit_types,
            modality=self._modality(resource),
            resources=schedule.parties.resources,
            held_by=owners[-1] if owners else None,
            labels=frozenset(each.code for each in codes(resource.get("appointmentType"))),
        )

    def appointment(self, resource: Json, patient_id: str | None = None) -> Appointment:
        """Read an Appointment; where several patients share it, it is told from `patient_id`'s side.

        Raises:
            MalformedAnswer: an element we depend on is missing or wrong, or one of app-1 to app-4 is broken.
        """
        participants = objects(resource, "participant", "Appointment")
        check_appointment(resource, participants)
        actors = self._actors(participants)
        patients = list(dict.fromkeys(actor.id for actor in actors if actor.type == "Patient"))
        parties = parties_of(actors)
        urls = self._profile.extensions
        return Appointment(
            id=resource["id"],
            version=version(resource),
            status=appointment_status(resource),
            patient_id=patient_id if patient_id in patients else next(iter(patients), ""),
            interval=_interval(resource),
            visit_type=self._visit_type(resource),
            visit_name=_visit_name(resource),
            practitioner=parties.practitioner,
            location=parties.location,
            slot_ids=tuple(self._ids(objects(resource, "slot", "Appointment"), "Slot")),
            modality=self._modality(resource),
            resources=parties.resources,
            patient_count=max(1, len(patients)),
            series_id=next(iter(identifiers(resource, self._profile.identifiers.series)), None),
            linked_ids=tuple(self._ids(objects(resource, "supportingInformation", "Appointment"), "Appointment")),
            authorization_expires=extension_date(resource, urls.authorization_expires),
            referral_id=next(self._ids(objects(resource, "basedOn", "Appointment"), "ServiceRequest"), None),
            referral_expires=extension_date(resource, urls.referral_expires),
            cancelable=extension_flag(resource, urls.is_cancelable),
            reschedulable=extension_flag(resource, urls.is_reschedulable),
            operations=frozenset(marks(resource)),
        )

    def link_keys(self, resource: Json) -> frozenset[str]:
        """Return the values of the identifier that linked appointments share."""
        return frozenset(identifiers(resource, self._profile.identifiers.linked))

    def _actors(self, participants: list[Json]) -> list[Target]:
        base = self._profile.base_url
        found = (target(item.get("actor"), base) for item in participants if item.get("status") != "declined")
        return [actor for actor in found if actor is not None]

    def _ids(self, references: Iterable[Json], resource_type: str) -> Iterator[str]:
        base = self._profile.base_url
        found = (target(item, base) for item in references)
        return (item.id for item in found if item is not None and item.type == resource_type)

    def _visit_types(self, resource: Json) -> frozenset[str]:
        types = self._profile.service_types
        return frozenset(types.get(item.code, item.code) for item in codes(resource.get("serviceType")))

    def _visit_type(self, resource: Json) -> str | None:
        for element in ("serviceType", "appointmentType"):
            for item in codes(resource.get(element)):
                return self._profile.service_types.get(item.code, item.code)
        return None

    def _modality(self, resource: Json) -> Modality:
        said = extension_text(resource, self._profile.extensions.modality)
        if said in _MODALITIES:
            return _MODALITIES[said]
        for element in ("serviceType", "serviceCategory", "appointmentType"):
            for item in codes(resource.get(element)):
                if item.code in self._profile.video_codes:
                    return Modality.VIDEO
                if item.code in self._profile.phone_codes:
                    return Modality.PHONE
        return Modality.IN_PERSON


def version(resource: Json) -> str | None:
    """Return meta.versionId."""
    meta = resource.get("meta")
    return text(meta, "versionId") if isinstance(meta, dict) else None


def _interval(resource: Json) -> Interval | None:
    if resource.get("start") is None:
        return None
    return read_interval(resource.get("start"), resource.get("end"), "Appointment")


def _visit_name(resource: Json) -> str | None:
    for element in ("serviceType", "appointmentType"):
        name = concept_text(resource.get(element)) or next((c.name for c in codes(resource.get(element)) if c.name), "")
        if name:
            return name
    return text(resource, "description")


def read_patient(resource: Json, payer_url: str = "") -> Patient:
    """Read a Patient: the official name, numbers with mobiles first, mail addresses, the language, who pays.

    Raises:
        MalformedAnswer: a list element is not a list.
    """
    names = sorted(objects(resource, "name", "Patient"), key=lambda n: _rank(_NAME_ORDER, n))
    name = names[0] if names else {}
    given = name.get("given")
    return Patient(
        id=resource["id"],
        given=tuple(part for part in given if isinstance(part, str)) if isinstance(given, list) else (),
        family=text(name, "family") or "",
        birth_date=read_date(resource.get("birthDate")),
        phones=_phones(objects(resource, "telecom", "Patient")),
        mails=_mails(objects(resource, "telecom", "Patient")),
        language=_language(objects(resource, "communication", "Patient")),
        active=_alive_and_active(resource),
        needs_interpreter=extension_flag(resource, _INTERPRETER) is True,
        payer=extension_text(resource, payer_url),
    )


def _rank(order: dict[str | None, int], item: Json) -> int:
    use = item.get("use")
    return order.get(use, _OTHER_USE) if use is None or isinstance(use, str) else _OTHER_USE


def _phones(telecom: list[Json]) -> tuple[str, ...]:
    phones = [item for item in telecom if item.get("system") in ("phone", "sms") and item.get("use") != "old"]
    ordered = sorted(phones, key=lambda item: _rank(_PHONE_ORDER, item))
    numbers = (e164(text(item, "value") or "") for item in ordered)
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def _mails(telecom: list[Json]) -> tuple[str, ...]:
    """Return the addresses in use, by rank and then by use, without those whose period ends."""
    mails = [item for item in telecom if item.get("system") == "email" and item.get("use") != "old"]
    current = [item for item in mails if not (isinstance(item.get("period"), dict) and item["period"].get("end"))]
    ordered = sorted(current, key=lambda item: (_place(item), _rank(_MAIL_ORDER, item)))
    addresses = ((text(item, "value") or "").strip() for item in ordered)
    return tuple(dict.fromkeys(address for address in addresses if is_mail_address(address)))


def _place(item: Json) -> int:
    """Return ContactPoint.rank: 1 is asked first, one without a rank last."""
    rank = item.get("rank")
    return rank if isinstance(rank, int) and not isinstance(rank, bool) else _LAST_RANK


def _language(communication: list[Json]) -> Language | None:
    ordered = sorted(communication, key=lambda item: item.get("preferred") is not True)
    for item in ordered:
        for found in codes(item.get("language")):
            language = _LANGUAGES.get(found.code.split("-")[0].lower())
            if language is not None:
                return language
    return None


def _alive_and_active(resource: Json) -> bool:
    """Tell whether somebody can act as this patient; a merged record says `active: false`."""
    dead = resource.get("deceasedBoolean") is True or resource.get("deceasedDateTime") is not None
    return resource.get("active") is not False and not dead
