"""The demo clinic: an EHR simulator, the clinic's own view, and the outbox page, all with invented people."""
