"""`python -m appliance.demo.ehr`: run the simulated EHR and print its addresses as one line of JSON."""

import argparse
from zoneinfo import ZoneInfo

from appliance.demo.ehr.app import create_ehr
from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects import DIALECTS
from appliance.demo.serving import add_address_arguments, serve


def main(argv: list[str] | None = None) -> None:
    """Parse the command line and serve until stopped."""
    arguments = _parser().parse_args(argv)
    config = EhrConfig(
        dialect=arguments.dialect,
        zone=ZoneInfo(arguments.zone),
        seed=arguments.seed,
        start_date=arguments.start_date,
        slot_side_effects=arguments.slot_side_effects,
        auth=arguments.auth,
        load_clinic=not arguments.empty,
    )
    app = create_ehr(config)
    for kind in filter(None, arguments.traps.split(",")):
        app.state.ehr.traps.add({"name": kind, "times": 0})
    serve(app, arguments, {"fhir": "/fhir", "clinic": "/clinic", "control": "/_control"})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m appliance.demo.ehr", description=__doc__)
    add_address_arguments(parser)
    parser.add_argument("--dialect", choices=sorted(DIALECTS), default="generic", help="whose server to play")
    parser.add_argument("--zone", default="America/New_York", help="the clinic's time zone")
    parser.add_argument("--seed", type=int, default=1, help="chooses the invented people and their appointments")
    parser.add_argument("--start-date", default="", help="first day of slots, YYYY-MM-DD; today where not given")
    parser.add_argument("--slot-side-effects", choices=["none", "server"], default="none", help="who keeps Slot.status")
    parser.add_argument("--auth", choices=["none", "smart"], default="none", help="SMART Backend Services or nothing")
    parser.add_argument("--traps", default="", help="kinds of traps to arm for every request, separated by commas")
    parser.add_argument("--empty", action="store_true", help="start without the invented clinic")
    return parser


if __name__ == "__main__":
    main()
