"""The clinic's own live view under `/clinic`: what the EHR's people see, and the buttons of the front desk."""

from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from appliance.demo.board import build_board
from appliance.demo.ehr.outcome import FhirError
from appliance.demo.ehr.runtime import Ehr
from appliance.demo.web.live import event_stream
from appliance.demo.web.rendering import page, static_files
from appliance.demo.web.security import from_this_page

PATH = "/clinic"
_STATIC = f"{PATH}/static"
_ARGUMENTS = ("slot", "appointment")


def routes(ehr: Ehr) -> list[BaseRoute]:
    """Return the routes of the clinic's view."""

    async def show(request: Request) -> Response:
        return _board(ehr, request.query_params.get("day", ""))

    async def act(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        if not from_this_page(request):
            return _board(ehr, form.get("day", ""), 403, "This form was not sent from this page.")
        return _act(ehr, form)

    async def events(_: Request) -> Response:
        return event_stream(ehr.store)

    return [
        Route(PATH, show),
        Route(f"{PATH}/act", act, methods=["POST"]),
        Route(f"{PATH}/events", events),
        static_files(_STATIC),
    ]


def _act(ehr: Ehr, form: dict[str, str]) -> Response:
    """Do what a button of the front desk asks for, and show the day again."""
    day = form.get("day", "")
    action = ehr.front_desk.actions.get(form.get("action", ""))
    if action is None:
        return _board(ehr, day, 400, "The front desk does not know this action.")
    try:
        action(**{name: form[name] for name in _ARGUMENTS if name in form})
    except TypeError:
        return _board(ehr, day, 400, "This action is for something else.")
    except FhirError as error:
        return _board(ehr, day, error.status, f"That did not work: {error}.")
    return RedirectResponse(f"{PATH}?day={_day(day) or ''}", status_code=303)


def _board(ehr: Ehr, day: str, status: int = 200, problem: str = "") -> Response:
    board = build_board(ehr.store, _day(day))
    links = {"path": PATH, "events": f"{PATH}/events", "static": _STATIC}
    return page("clinic.html", status, **links, board=board, problem=problem)


def _day(text: str) -> date | None:
    """Return the day a query names, or None where it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
