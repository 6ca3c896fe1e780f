"""Application-level senders: they alone hold the carriers' credentials and build each request from a template id."""
