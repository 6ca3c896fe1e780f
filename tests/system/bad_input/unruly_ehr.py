"""A hand on the traps of the demo's EHR."""

import json
from typing import Any

import httpx


class UnrulyEhr:
    """The simulator's control plane."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}_control/"

    def reset(self) -> None:
        """Start again with the clinic as new, and no traps."""
        self._ask("POST", "reset", {})

    def trap(self, name: str, times: int = 0, params: dict[str, Any] | None = None, **match: str) -> None:
        """Arm a trap; `times` 0 means until `clear`."""
        self._ask("POST", "traps", {"name": name, "match": match, "times": times, "params": params or {}})

    def rename(self, old: str, new: str) -> None:
        """Replace words in every display and name the server has."""
        resources = self._ask("GET", "state")["resources"]
        text = json.dumps([each for listed in resources.values() for each in listed])
        assert json.dumps(old)[1:-1] in text
        renamed = json.loads(text.replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]))
        self._ask("POST", "load", {"resources": renamed})

    def clear(self) -> None:
        """Disarm every trap."""
        self._ask("DELETE", "traps")

    def sprung(self) -> int:
        """Return how many requests the armed traps have met."""
        return sum(trap["sprung"] for trap in self._ask("GET", "traps")["traps"])

    def audit(self, **cancelled: int) -> dict[str, list[Any]]:
        """Return what the server's own look finds wrong; `cancelled` are cancellations that were really asked for."""
        asked = {f"Patient/{patient.replace('_', '-')}": count for patient, count in cancelled.items()}
        found: dict[str, list[Any]] = self._ask("POST", "audit", {"cancelled": asked})
        return found

    def booked(self, patient: str) -> list[dict[str, Any]]:
        """Return a patient's booked appointments as they really are."""
        wanted = f"Patient/{patient}"
        found = self._ask("GET", "state?type=Appointment")["resources"]["Appointment"]
        return [
            each
            for each in found
            if each["status"] == "booked"
            and any(part["actor"].get("reference") == wanted for part in each["participant"])
        ]

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 any JSON
        answer = httpx.request(method, self._address + path, json=body or {}, trust_env=False)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else {}
