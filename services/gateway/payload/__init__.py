"""Every position of an OpenAI chat request and reply: what may pass, what is redacted, what is restored."""
