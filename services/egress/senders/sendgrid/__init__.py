"""SendGrid v3, which is not HIPAA-eligible: fixed words and a link, and nothing that says anything about a patient."""
