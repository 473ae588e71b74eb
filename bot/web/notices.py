"""A page, or for the script a line, that says one thing: not signed in, not found, too much, failed."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.web.parts import Parts


def wants_json(request: Request) -> bool:
    """Whether the page's own script asks, rather than the browser itself."""
    return "application/json" in request.headers.get("accept", "")


def notice(parts: Parts, request: Request, key: str, *, status: int, kept: str = "") -> Response:
    """Return a sentence; `kept` is what the teacher had typed, which is given back."""
    if wants_json(request):
        return JSONResponse({"error": parts.texts(key)}, status)
    return HTMLResponse(parts.render("notice.html", sentence=parts.texts(key), kept=kept), status)
