"""A page, or for the script a line, that says one thing: not signed in, not found, too much, failed."""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.model.errors import BotError
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.web.parts import Parts

NOTHING: Mapping[str, object] = MappingProxyType({})
_STATUSES = ((NotAllowed, 403), (NotThere, 404), (BadInput, 422))


def wants_json(request: Request) -> bool:
    """Whether the page's own script asks, rather than the browser itself."""
    return "application/json" in request.headers.get("accept", "")


def notice(
    parts: Parts,
    request: Request,
    key: str,
    *,
    status: int,
    kept: str = "",
    back: str = "/",
    facts: Mapping[str, object] = NOTHING,
) -> Response:
    """Return a sentence.

    Args:
        parts: The parts of the app.
        request: Says whether the script or the browser asks.
        key: Of the sentence.
        status: Of the answer.
        kept: What had been typed, which is given back.
        back: Where the button leads.
        facts: What fills the placeholders of the sentence.
    """
    sentence = parts.texts(key, **facts)
    if wants_json(request):
        return JSONResponse({"error": sentence}, status)
    page = parts.render("notice.html", sentence=sentence, kept=kept, back=back)
    return HTMLResponse(page, status)


def refusal(parts: Parts, request: Request, error: BotError, *, kept: str = "", back: str = "/") -> Response:
    """Return the sentence of what a use case refused."""
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 500)
    return notice(parts, request, error.key, status=status, kept=kept, back=back, facts=error.facts)
