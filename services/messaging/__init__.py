"""Messages to patients and staff: reviewed templates, the worker that delivers the outbox, and the senders."""
