"""The pages, rendered from templates: start, chat, error."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.dialogue.model import Chat, Line
from services.kernel.language import Language
from services.portal.assets import Assets
from services.portal.settings import PortalSettings
from services.portal.view import choosing_line, line_view, zone_name
from services.portal.words import other_language, words_in

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a message was not taken: the status of the answer, the words, and the text to keep in the field."""

    status: int
    words: str
    text: str = field(repr=False, default="")
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChatState:
    """What the chat page shows beside the transcript."""

    working: bool = False
    failed: bool = False
    problem: Problem | None = None


class Pages:
    """Renders every page of the portal."""

    def __init__(self, settings: PortalSettings, assets: Assets) -> None:
        self._settings = settings
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.globals.update(
            clinic=settings.clinic_name,
            phone=settings.clinic_phone,
            emergency_number=settings.emergency_number,
            asset=assets.address,
            form_id=new_form_id,
        )

    def start(self, language: Language, token: str, *, lost: bool = False) -> str:
        """Return the first page; `lost` says that the browser's last chat is over."""
        return self._render("start.html", language, token=token, lost=lost)

    def chat(self, chat: Chat, lines: Sequence[Line], token: str, state: ChatState) -> str:
        """Return the chat with its whole transcript."""
        zone = self._settings.zone
        return self._render(
            "chat.html",
            chat.language,
            token=token,
            state=state,
            ended=chat.ended,
            lines=[line_view(line, chat.language, zone) for line in lines],
            choosing=None if chat.ended else choosing_line(lines),
            after=lines[-1].number if lines else 0,
        )

    def pay(self, language: Language, state: str, fee: str = "", url: str = "", *, problem: bool = False) -> str:
        """Return the page of one fee, in one of its states."""
        return self._render("pay.html", language, state=state, fee=fee, url=url, problem=problem)

    def error(self, status: int, language: Language) -> str:
        """Return an error page in both languages, the browser's first."""
        return self._render("error.html", language, other=words_in(other_language(language)), status=status)

    def _render(self, template: str, language: Language, **values: object) -> str:
        other = other_language(language)
        return self._environment.get_template(template).render(
            language=language.value,
            other_language=other.value,
            words=words_in(language),
            switch=words_in(other),
            zone=zone_name(self._settings.zone, language),
            **values,
        )


def error_status(status: int) -> int:
    """Return the status whose words an error page uses: its own, or that of its class."""
    if status in words_in(Language.EN).errors:
        return status
    return HTTPStatus.BAD_REQUEST if status < HTTPStatus.INTERNAL_SERVER_ERROR else HTTPStatus.INTERNAL_SERVER_ERROR


def new_form_id() -> str:
    """Return a name for one form, so that its replay is recognised."""
    return secrets.token_urlsafe(18)
