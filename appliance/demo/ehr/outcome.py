"""OperationOutcome and the one error the simulated EHR raises (http://hl7.org/fhir/R4/operationoutcome.html)."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Resource: TypeAlias = dict[str, Any]


def outcome(severity: str, code: str, diagnostics: str, coding: Resource | None = None) -> Resource:
    """Build an OperationOutcome with one issue.

    Args:
        severity: fatal, error, warning or information.
        code: a code of http://hl7.org/fhir/issue-type.
        diagnostics: what happened, for a developer; never PHI.
        coding: a vendor's own code for the issue, where the dialect has one.
    """
    issue: Resource = {"severity": severity, "code": code, "diagnostics": diagnostics}
    if coding is not None:
        issue["details"] = {"coding": [coding], "text": diagnostics}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


class FhirError(Exception):
    """The server's answer is no: an HTTP status of 400 or more with an OperationOutcome."""

    def __init__(
        self,
        status: int,
        code: str,
        diagnostics: str,
        *,
        severity: str = "error",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the HTTP status, the issue type and what happened."""
        super().__init__(diagnostics)
        self.status = status
        self.headers = dict(headers or {})
        self.resource = outcome(severity, code, diagnostics)


def bad_request(diagnostics: str, code: str = "invalid") -> FhirError:
    """Return a 400: the request itself is malformed."""
    return FhirError(400, code, diagnostics)


def not_found(reference: str) -> FhirError:
    """Return a 404 for an unknown resource."""
    return FhirError(404, "not-found", f"{reference} is not known here")


def not_allowed(what: str) -> FhirError:
    """Return a 405 for an interaction this server does not offer."""
    return FhirError(405, "not-supported", f"{what} is not supported by this server")


def conflict(diagnostics: str, status: int = 409) -> FhirError:
    """Return a 409 (or the dialect's own status): the state of the resource forbids the write."""
    return FhirError(status, "conflict", diagnostics)


def unprocessable(diagnostics: str, code: str = "business-rule") -> FhirError:
    """Return a 422: well formed, but against a rule of FHIR or of the clinic."""
    return FhirError(422, code, diagnostics)
