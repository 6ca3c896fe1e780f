"""FHIR R4: the `SchedulingSystem` port spoken to an EHR over HTTP, on plain dicts with our own invariant checks."""
