"""House rules that the stock linters do not know; one rule a file, each with an id. Run: `python -m scripts.lint`."""
