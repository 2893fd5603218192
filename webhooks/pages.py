"""What all our web pages share: templates, static files, and what may be said about them to a browser."""

from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.rendering import telegram_html, whatsapp_text
from bot.replies import long_date

HERE = Path(__file__).parent

# No inline script or style, nothing from elsewhere.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def _bubble(text: str) -> Markup:
    return Markup(telegram_html(text))  # noqa: S704  our own rendering: escaped, and only <b>


def environment(*folders: Path) -> Environment:
    """Templates in these folders, escaped, with the filters all our pages use."""
    found = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(bubble=_bubble, whatsapp=whatsapp_text, long_date=long_date)
    return found


class Pages:
    """Renders the pages of one folder."""

    def __init__(self, folder: str) -> None:
        self._templates = Jinja2Templates(env=environment(HERE / folder / "templates", HERE / "templates"))

    def show(self, request: Request, name: str, *, status_code: int = 200, **facts: Any) -> Response:
        """The page `name`."""
        return self._templates.TemplateResponse(request, name, facts, status_code=status_code, headers=HEADERS)
