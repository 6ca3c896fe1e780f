"""One file per family of FHIR servers: what each does differently when an appointment is moved or cancelled."""
