"""What people call a practitioner or a place, where a reference brings no name along."""

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.invariants import Json, objects, text
from services.scheduling.errors import SchedulingError
from services.scheduling.model import Party


class Names:
    """Reads names from the directory resources."""

    def __init__(self, client: FhirClient) -> None:
        self._client = client

    async def party(self, resource_type: str, resource_id: str) -> Party | None:
        """Return who it is; nameless when the directory does not tell."""
        if not resource_id:
            return None
        try:
            resource = await self._client.read(resource_type, resource_id)
            return Party(resource_id, text(resource, "name") or _human_name(resource))
        except SchedulingError:
            return Party(resource_id, "")


def _human_name(resource: Json) -> str:
    name = resource.get("name")
    if not isinstance(name, list) or not name:
        return ""
    first = objects(resource, "name", "Practitioner")[0]
    given = first.get("given")
    parts = [*(given if isinstance(given, list) else []), first.get("family")]
    return text(first, "text") or " ".join(part for part in parts if isinstance(part, str))
