"""`python -m appliance.demo.outbox`: run the outbox and print its address as one line of JSON."""

import argparse
from pathlib import Path

from appliance.demo.outbox.app import OutboxConfig, create_outbox
from appliance.demo.serving import add_address_arguments, serve


def main(argv: list[str] | None = None) -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(prog="python -m appliance.demo.outbox", description="The demo's outbox.")
    add_address_arguments(parser)
    parser.add_argument("--zone", default="America/New_York", help="the clinic's time zone")
    parser.add_argument("--folder", type=Path, help="the stand-ins' keys and the relay's certificate")
    parser.add_argument("--mail-port", type=int, help="where the mail relay listens; left out: nowhere")
    parser.add_argument("--console", default="", help="address of the staff console")
    parser.add_argument("--chat", default="", help="address of the patient chat, which takes Stripe's messages")
    arguments = parser.parse_args(argv)
    config = OutboxConfig(
        arguments.zone, arguments.folder, arguments.mail_port, console=arguments.console, chat=arguments.chat
    )
    serve(create_outbox(config), arguments, {"outbox": "/", "carriers": "/carriers"})


if __name__ == "__main__":
    main()
