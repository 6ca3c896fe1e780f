"""OperationOutcome (http://hl7.org/fhir/R4/operationoutcome.html): only its codes; its texts may hold PHI."""

import re

_CODE = re.compile(r"[A-Za-z0-9\-_.:]{1,64}")


def issue_code(body: object) -> str:
    """Return the vendor's own code of the first issue, else its issue type, else an empty string."""
    issues = body.get("issue") if isinstance(body, dict) and body.get("resourceType") == "OperationOutcome" else None
    first = issues[0] if isinstance(issues, list) and issues else None
    if not isinstance(first, dict):
        return ""
    return _clean(_detail(first)) or _clean(first.get("code"))


def _detail(issue: dict[str, object]) -> object:
    details = issue.get("details")
    codings = details.get("coding") if isinstance(details, dict) else None
    first = codings[0] if isinstance(codings, list) and codings else None
    return first.get("code") if isinstance(first, dict) else None


def _clean(code: object) -> str:
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
