"""Whose phone or inbox it is: a short key for addresses of pages, which hold no number, and a name to show."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from appliance.demo.people import Person


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody with a phone, an inbox or both."""

    key: str
    name: str
    phone: str = field(default="", repr=False)
    mail: str = field(default="", repr=False)
    story: str = ""


class Directory:
    """Everybody who may get a message.

    Args:
        people: the invented patients.
        clinic: the clinic's own: its front desk, its providers' inbox.
    """

    def __init__(self, people: Iterable[Person], clinic: Iterable[Contact]) -> None:
        known = [
            Contact(person.id, f"{person.given} {person.family}", person.phone, person.mail, person.story)
            for person in people
        ]
        self.contacts = [*clinic, *known]
        self._by_key = {contact.key: contact for contact in self.contacts}
        self._by_address = {
            address: contact for contact in self.contacts for address in (contact.phone, contact.mail) if address
        }

    def of(self, address: str) -> Contact:
        """Return whose number or mail address it is; a stranger becomes known under a key of their own."""
        found = self._by_address.get(address)
        if found is None:
            key = f"other-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
            mail, phone = (address, "") if "@" in address else ("", address)
            found = Contact(key, "Somebody else", phone, mail)
            self._by_address[address] = self._by_key[key] = found
        return found

    def get(self, key: str) -> Contact | None:
        """Return the contact with this key, or None."""
        return self._by_key.get(key)
