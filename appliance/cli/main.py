"""`sealdesk`: the entry point. Each verb imports what it needs when it runs, so that every one starts at once."""

import sys

from services.kernel.errors import SealdeskError

FAILED = 1


def main() -> None:
    """Run the command line; a known error prints what happened and what to do, and exits 1."""
    if sys.argv[1:] == ["understand"]:  # scored line by line: no time for the command framework
        from appliance.cli.understand import run

        run(sys.stdin, sys.stdout)
        return
    if sys.argv[1:2] == ["redact"] and not _wants_help(sys.argv[2:]):
        from appliance.cli import redact

        sys.exit(redact.main(sys.argv[2:]))
    from appliance.cli.app import app

    try:
        app()
    except SealdeskError as error:
        sys.stderr.write(f"sealdesk: {error.what}\n")
        if error.do:
            sys.stderr.write(f"          {error.do.strip()}\n")
        sys.exit(FAILED)


def _wants_help(words: list[str]) -> bool:
    """Tell whether the words ask what a verb can do."""
    return any(word in {"-h", "--help"} for word in words)


if __name__ == "__main__":
    main()
