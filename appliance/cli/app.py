"""The verbs of `sealdesk`, one short function each; their work is in the module each one imports."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from appliance.cli.audit_verbs import audit_app
from appliance.cli.disclosures_verbs import disclosures_app
from appliance.cli.egress_verbs import baa_app, egress_app
from appliance.cli.fees_verbs import fees_app
from appliance.cli.guard import guard
from appliance.cli.keyring_verbs import keys_app
from appliance.cli.messages_verbs import messages_app
from appliance.cli.model_verbs import model_app
from appliance.cli.policy_verbs import policy_app
from appliance.cli.report_verbs import report_app
from appliance.cli.staff_verbs import staff_app
from appliance.cli.waitlist_verbs import waitlist_app
from appliance.cli.witness_verbs import witness_app

app = typer.Typer(
    name="sealdesk",
    help="Sealdesk moves and cancels clinic appointments by conversation; no PHI leaves the building.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
config_app = typer.Typer(help="Check, show and describe the settings.", no_args_is_help=True, rich_markup_mode=None)
cases_app = typer.Typer(help="The cases that wait for a person, and their decisions.", no_args_is_help=True)
app.add_typer(config_app, name="config")
app.add_typer(cases_app, name="cases")
app.add_typer(audit_app, name="audit")
app.add_typer(disclosures_app, name="disclosures")
gateway_app = typer.Typer(help="Run the gateway alone, or print its unit.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(gateway_app, name="gateway")
app.add_typer(model_app, name="model")
app.add_typer(policy_app, name="policy")
app.add_typer(fees_app, name="fees")
app.add_typer(messages_app, name="messages")
app.add_typer(waitlist_app, name="waitlist")
app.add_typer(egress_app, name="egress")
app.add_typer(baa_app, name="baa")
app.add_typer(staff_app, name="staff")
app.add_typer(report_app, name="report")
app.add_typer(witness_app, name="witness")
app.add_typer(keys_app, name="keys")

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]


@app.command()
def up(
    config: Config = None,
    detach: Annotated[bool, typer.Option("--detach", help="Stay up in the background.")] = False,
) -> None:
    """Start every process and keep it running; Ctrl-C stops them."""
    from appliance.cli import lifecycle

    sys.exit(lifecycle.up(config, detach=detach))


@app.command()
def down(config: Config = None) -> None:
    """Stop the processes that `up` started."""
    from appliance.cli import lifecycle

    sys.exit(lifecycle.down_(config))


@app.command()
def status(config: Config = None, as_json: Json = False) -> None:
    """Show each process, whether it is healthy, and what shows it. Exit 0: all healthy, 1: not all, 2: none runs."""
    from appliance.cli import lifecycle

    sys.exit(lifecycle.status(config, as_json=as_json))


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its keys and data.")] = Path("var/demo"),
    language: Annotated[str, typer.Option(help="Language of the words printed here: en or es.")] = "en",
    stripe: Annotated[
        bool, typer.Option("--stripe", help="Fees are paid on a stand-in of Stripe's page, not on the clinic's own.")
    ] = False,
) -> None:
    """Start the demo clinic: patient chat, the clinic's own view and the outbox; Ctrl-C stops it."""
    from appliance.cli import demo as command

    sys.exit(command.run(folder, language, stripe=stripe))


@app.command()
def chat(
    config: Config = None,
    language: Annotated[str | None, typer.Option("--language", help="Begin in this language: en or es.")] = None,
) -> None:
    """Talk to the running appliance in this terminal, as a patient does on the page."""
    from appliance.cli import chat as command

    sys.exit(command.run(config, language))


@app.command()
def doctor(config: Config = None, as_json: Json = False) -> None:
    """Send real traffic to every part; print what was found, the evidence, and the command that mends it."""
    from appliance.cli import doctor as command

    sys.exit(command.run(config, as_json=as_json))


@app.command()
def appointments(
    patient: Annotated[str, typer.Argument(help="The patient's id in the scheduling system.")],
    staff: As,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """List a patient's coming appointments as Sealdesk sees them. The look is audited."""
    from appliance.cli import appointments as command

    sys.exit(command.run(config, patient, staff, as_json=as_json))


@app.command()
def understand() -> None:
    """Read JSON lines (text, now, lang, asked) and answer each at once with commands and times."""
    from appliance.cli.understand import run

    run(sys.stdin, sys.stdout)


@app.command()
def redact(
    roster: Annotated[Path | None, typer.Option(help="JSON lines of patients: name, birth_date, phone, mrn.")] = None,
    mode: Annotated[
        str, typer.Option(help="strict finds every date; scheduling leaves the dates of appointments.")
    ] = "strict",
    no_tagger: Annotated[bool, typer.Option("--no-tagger", help="Rules and word lists alone.")] = False,
) -> None:
    """Read JSON lines (text, lang, asked) and answer each at once with what identifies somebody, and without it."""
    from appliance.cli import redact as command

    sys.exit(command.command(roster, mode, tagger=not no_tagger))


@config_app.command("check")
def config_check(config: Config = None) -> None:
    """Say whether the settings are right; each problem with file, line, key and what is allowed."""
    from appliance.cli import config as command

    sys.exit(command.check(config))


@config_app.command("show")
def config_show(config: Config = None) -> None:
    """Print every setting in force, with defaults filled in. Secrets are never among them."""
    from appliance.cli import config as command

    sys.exit(command.show(config))


@config_app.command("schema")
def config_schema() -> None:
    """Print the JSON schema of appliance.yaml, for editors."""
    from appliance.cli import config as command

    sys.exit(command.schema())


@config_app.command("keys")
def config_keys(config: Config = None) -> None:
    """Print the public keys (JWKS) to register with the scheduling system's authorization server."""
    from appliance.cli import keys

    sys.exit(keys.run(config))


@cases_app.command("list")
def cases_list(staff: As, config: Config = None, as_json: Json = False) -> None:
    """List the open cases, soonest due first."""
    from appliance.cli import cases as command

    sys.exit(command.list_open(config, staff, as_json=as_json))


@cases_app.command("show")
def cases_show(case: Annotated[str, typer.Argument(help="The case's id.")], staff: As, config: Config = None) -> None:
    """Show one case with everything needed to finish it."""
    from appliance.cli import cases as command

    sys.exit(command.show(config, case, staff))


@cases_app.command("close")
def cases_close(case: Annotated[str, typer.Argument(help="The case's id.")], staff: As, config: Config = None) -> None:
    """Close a case that a person has finished."""
    from appliance.cli import cases as command

    sys.exit(command.close(config, case, staff))


@cases_app.command("approve")
def cases_approve(
    case: Annotated[str, typer.Argument(help="The case's id.")],
    staff: As,
    slot: Annotated[str | None, typer.Option("--to", help="Another time: the Slot's id in the EHR.")] = None,
    config: Config = None,
) -> None:
    """Approve the change that a case holds; it is checked again, made, and the patient is told."""
    from appliance.cli import cases as command

    sys.exit(command.approve(config, case, staff, slot))


@cases_app.command("decline")
def cases_decline(
    case: Annotated[str, typer.Argument(help="The case's id.")],
    staff: As,
    reason: Annotated[str, typer.Option(help="Why, in one word; a wrong one lists those that exist.")],
    note: Annotated[str, typer.Option(help="A note for staff; no patient sees it.")] = "",
    config: Config = None,
) -> None:
    """Decline the change that a case holds; its time is given back, and the patient is told."""
    from appliance.cli import cases as command

    sys.exit(command.decline(config, case, staff, reason, note))


@gateway_app.command("serve")
def gateway_serve(  # noqa: PLR0913, PLR0917 one option each
    upstream: Annotated[str, typer.Option(help="The model server: http://HOST:PORT or unix:/PATH.")],
    listen: Annotated[str, typer.Option(help="Where to listen: HOST:PORT or unix:/PATH.")] = "127.0.0.1:8090",
    transcriber: Annotated[str | None, typer.Option(help="The server of transcriptions; default the same.")] = None,
    key_file: Annotated[Path | None, typer.Option(help="The key that clients must send.")] = None,
    upstream_key_file: Annotated[Path | None, typer.Option(help="The model server's own key.")] = None,
    roster: Annotated[Path | None, typer.Option(help="JSON lines of patients: name, birth_date, phone, mrn.")] = None,
    mode: Annotated[str, typer.Option(help="scheduling leaves the dates of appointments; strict none.")] = "scheduling",
    audit: Annotated[Path | None, typer.Option(help="Append audit records here; default the log.")] = None,
    must_be_verified: Annotated[
        bool, typer.Option("--must-be-verified", help="Callers are unverified unless X-Caller-Verified says yes.")
    ] = False,
) -> None:
    """Run the redacting gateway in front of any OpenAI-compatible model server; Ctrl-C stops it."""
    from appliance.cli import gateway as command

    files = command.Files(key_file, upstream_key_file, roster, audit)
    sys.exit(command.serve(upstream, listen, transcriber, files, mode, must_be_verified=must_be_verified))


@gateway_app.command("unit")
def gateway_unit(config: Config = None) -> None:
    """Print the systemd unit of the gateway as the settings have it: its own user and its own secrets."""
    from appliance.cli import gateway_unit as command

    sys.exit(command.run(config))


guard(app)
