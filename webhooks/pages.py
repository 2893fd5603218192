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


def _templates(*folders: Path) -> Jinja2Templates:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(bubble=_bubble, whatsapp=whatsapp_text, long_date=long_date)
    return Jinja2Templates(env=environment)


class Pages:
    """Renders the pages of one folder."""

    def __init__(self, folder: str) -> None:
        self._templates = _templates(HERE / folder / "templates", HERE / "templates")

    def show(self, request: Request, name: str, *, status_code: int = 200, **facts: Any) -> Response:
        """The page `name`."""
        return self._templates.TemplateResponse(request, name, facts, status_code=status_code, headers=HEADERS)
