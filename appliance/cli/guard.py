"""Every verb of the command line asks for its permission before it runs; `appliance.cli.needs` says for which."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import typer

from appliance.cli.needs import FREE, NEEDS
from services.accounts.errors import AccountError


class UnknownVerb(AccountError):
    """Nobody has said which permission a verb needs; it is refused until somebody has."""

    code = "verb_unlisted"

    def __init__(self, verb: str) -> None:
        super().__init__(
            f"It is not settled who may run `sealdesk {verb}`. Nothing was done.",
            "Report this: the verb belongs into appliance/cli/needs.py.",
        )


def guard(app: typer.Typer, path: str = "") -> None:
    """Have every verb below a command ask for its permission before it runs."""
    for command in app.registered_commands:
        if command.callback is not None and command.name is not None:
            command.callback = _guarded(f"{path}{command.name}", command.callback)
        elif command.callback is not None:
            command.callback = _guarded(f"{path}{command.callback.__name__.replace('_', '-')}", command.callback)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            guard(group.typer_instance, f"{path}{group.name} ")


def _guarded(verb: str, run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def guarded(**given: Any) -> Any:  # noqa: ANN401 whatever the verb takes and gives
        need = NEEDS.get(verb)
        if need is None and verb not in FREE:
            raise UnknownVerb(verb)
        if need is not None and need.when(given):
            from appliance.cli.permission import allow

            allow(verb, need.permission, given.get("config"), given.get("staff") or "")
        return run(**given)

    return guarded
