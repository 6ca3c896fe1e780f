"""Templates and static files of the demo's pages."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(name: str, status: int = 200, **context: object) -> HTMLResponse:
    """Render a template into a page."""
    return HTMLResponse(_TEMPLATES.get_template(name).render(**context), status_code=status)


def static_files(path: str) -> Mount:
    """Serve the style sheet and the module under a path."""
    return Mount(path, StaticFiles(directory=_HERE / "static"))
