"""The app: which page stands where. It decides nothing about a conversation."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.model.errors import BotError
from bot.model.texts import Texts
from bot.practice.ports import Chance, Clock, Store
from bot.practice.practice import Practice
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.web import conversation, downloads, signin
from bot.web.gate import Gate
from bot.web.notices import notice, refusal
from bot.web.parts import STATIC, Draw, Parts, WebSettings, parts_of
from bot.web.room.routes import ROUTES as ROOM
from bot.web.visitors import SignedOut

__all__ = ["WebSettings", "make_app"]

ROUTES = [
    Route("/", conversation.show),
    Route("/act", conversation.act, methods=["POST"]),
    Route("/say", conversation.say, methods=["POST"]),
    Route("/in/{token}", signin.show_link),
    Route("/in/{token}", signin.use_link, methods=["POST"]),
    Route("/app", signin.show_app),
    Route("/app", signin.use_app, methods=["POST"]),
    Route("/out", signin.leave, methods=["POST"]),
    Route("/picture/{session}.png", downloads.picture),
    Route("/data.json", downloads.own_data),
    Route("/action-plan.pdf", downloads.plan_pdf),
    Route("/action-plan.txt", downloads.plan_text),
    Route("/progress.png", downloads.progress),
]


def make_app(
    *,
    store: Store,
    practice: Practice,
    texts: Callable[[], Texts],
    clock: Clock,
    chance: Chance,
    draw: Draw,
    settings: WebSettings,
) -> Starlette:
    """Return the pages; `draw` makes pictures and files off the loop."""
    parts = Parts(
        store=store,
        practice=practice,
        current_texts=texts,
        clock=clock,
        chance=chance,
        draw=draw,
        settings=settings,
    )
    app = Starlette(
        routes=[*ROUTES, *ROOM, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Gate, parts=parts)],
        exception_handlers={
            400: _bad,
            404: _absent,
            405: _absent,
            SignedOut: _signed_out,
            BotError: _refused,
        },
    )
    app.state.parts = parts
    return app


async def _absent(request: Request, error: Exception) -> Response:  # noqa: ARG001 (starlette hands it over)
    return notice(parts_of(request), request, "web.not_found", status=404)


async def _signed_out(request: Request, error: Exception) -> Response:  # noqa: ARG001 (starlette hands it over)
    return notice(parts_of(request), request, SignedOut.key, status=401)


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, NotAllowed | NotThere | BadInput):
        # Anything else is a mistake of ours or of the store: the gate tells it, and it goes into the log.
        raise error
    return refusal(parts_of(request), request, error)


async def _bad(request: Request, error: Exception) -> Response:  # noqa: ARG001 (starlette hands it over)
    return notice(parts_of(request), request, "web.form_expired", status=400)
