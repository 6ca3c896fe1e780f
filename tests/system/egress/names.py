"""The names and addresses of the world; the vendors are invented, the addresses are nobody's (RFC 7535)."""

from typing import Final

from services.egress.model import Coverage

NEED: Final = Coverage("Harborbook", "Scheduling API")

ROUTER: Final = "192.31.196.1"
DOOR: Final = "192.31.196.2"
VENDOR: Final = "192.31.196.10"
NAME_SERVER: Final = "192.31.196.53"
INSIDE: Final = "192.168.77.20"
EHR: Final = "192.168.77.30"
ADDRESSES: Final = (ROUTER, VENDOR, NAME_SERVER, INSIDE, EHR)

ALLOWED: Final = "api.harborbook.example"
REBOUND: Final = "rebound.harborbook.example"
UNCOVERED: Final = "api.pelican.example"
CLINIC: Final = "ehr.clinic.example"
FHIR: Final = "fhir.harborbook.example"
FHIR_PORT: Final = 9443
UNLISTED: Final = "elsewhere.harborbook.example"

ANSWERS: Final = {
    ALLOWED: [VENDOR],
    REBOUND: [VENDOR, INSIDE],
    UNCOVERED: [VENDOR],
    CLINIC: [EHR],
    UNLISTED: [VENDOR],
    FHIR: [VENDOR],
}
"""What the name server says to the first, second, ... question; the last answer stays."""
