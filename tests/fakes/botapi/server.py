"""The HTTP side of the fake: requests in all three encodings, long polling, faults on the line."""

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.fakes.botapi.methods import METHODS, Call
from tests.fakes.botapi.people import Person
from tests.fakes.botapi.world import TOKEN, Fault, Refusal, World

_FIRST_PERSON = 1000
_STRANGER = Fault(status=401, description="Unauthorized")


class BotApi:
    """A running server: `with BotApi() as api: ...`; people and faults are at hand."""

    def __init__(self, *, port: int = 0, token: str = TOKEN) -> None:
        self.world = World()
        self.token = token
        self._people: dict[str, Person] = {}
        self._socket = socket.create_server(("127.0.0.1", port))
        # Else the kernel keeps the second half of every answer for 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            Starlette(routes=self._routes()),
            log_config=None,
            log_level="critical",
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="botapi", daemon=True)
        self._polls: list[_Poll] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def person(self, name: str) -> Person:
        """The person of this name, new on the first call."""
        if name not in self._people:
            self._people[name] = Person(self.world, name, _FIRST_PERSON + len(self._people))
        return self._people[name]

    def fail(self, method: str, fault: Fault, *, times: int = 1) -> None:
        self.world.fail(method.lower(), fault, times=times)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self.world.push("nothing", {})  # wakes the long poll
        self._thread.join(10)
        self._socket.close()

    def serve_here(self) -> None:
        """Serve in this thread until interrupted."""
        self._run()

    def _run(self) -> None:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(self._server.serve(sockets=[self._socket]))

    def _routes(self) -> list[Route]:
        return [
            Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
            Route("/people/{name}/{deed}", self._deed, methods=["POST"]),
            Route("/transcript", self._transcript),
        ]

    async def _method(self, request: Request) -> Response:
        method = request.path_params["method"].lower()
        params, files = await _parameters(request)
        fault = self.world.fault(method) or Fault()
        self.world.note(method, params)
        await asyncio.sleep(fault.delay)
        try:
            _raise(fault if request.path_params["token"] == self.token else _STRANGER)
            result = await self._carry_out(method, Call(self.world, params, files))
        except Refusal as refusal:
            return _refused(refusal)
        if fault.cut:
            return _Cut()
        if fault.body:
            return Response(fault.body, media_type="application/json")
        return JSONResponse({"ok": True, "result": result})

    async def _carry_out(self, method: str, call: Call) -> Any:
        if method == "getupdates":
            return await self._get_updates(call)
        if method not in METHODS:
            raise Refusal(404, "Not Found")
        return METHODS[method](call)

    async def _get_updates(self, call: Call) -> list[dict[str, Any]]:
        if self.world.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        kinds = call.parsed("allowed_updates")
        if kinds:
            self.world.kinds = set(kinds)
        for other in self._polls:
            other.end()
        poll = _Poll(asyncio.get_running_loop())
        self._polls.append(poll)
        self.world.listeners.add(poll.wake)
        try:
            return await poll.wait(
                lambda: self.world.take(call.number("offset"), min(call.number("limit", 100), 100)),
                seconds=min(call.number("timeout"), 50),
                closing=lambda: self._server.should_exit,
            )
        finally:
            self.world.listeners.discard(poll.wake)
            self._polls.remove(poll)

    async def _deed(self, request: Request) -> Response:
        """Let a person do something, for those who play by hand: say, tap, send, block, unblock."""
        person = self.person(request.path_params["name"])
        words = (await request.body()).decode()
        deed = request.path_params["deed"]
        if deed in {"block", "unblock"}:
            getattr(person, deed)()
        elif deed in {"say", "tap", "send"}:
            getattr(person, deed)(words)
        else:
            return PlainTextResponse("say, tap, send, block or unblock\n", status_code=404)
        return PlainTextResponse("ok\n")

    async def _transcript(self, _request: Request) -> Response:
        return PlainTextResponse(self.world.transcript() + "\n")


class _Poll:
    """One long poll; a newer one ends it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._event = asyncio.Event()
        self._ended = False

    def wake(self) -> None:
        """From any thread."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._event.set)

    def end(self) -> None:
        self._ended = True
        self._event.set()

    async def wait(
        self, take: Callable[[], list[dict[str, Any]]], *, seconds: float, closing: Callable[[], bool]
    ) -> list[dict[str, Any]]:
        until = self._loop.time() + seconds
        while True:
            found = take()
            left = until - self._loop.time()
            if self._ended:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            if found or left <= 0 or closing():
                return found
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._event.wait(), left)
            self._event.clear()


class _Cut(Response):
    """An answer that breaks off: the line is closed in the middle."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})
        raise ConnectionAbortedError


async def _parameters(request: Request) -> tuple[dict[str, Any], dict[str, int]]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(json.loads(await request.body() or b"{}")), {}
    params: dict[str, Any] = dict(request.query_params)
    files: dict[str, int] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = len(await value.read())
            else:
                params[name] = value
    return params, files


def _raise(fault: Fault) -> None:
    if fault.retry_after:
        raise Refusal(
            429,
            f"Too Many Requests: retry after {fault.retry_after}",
            retry_after=fault.retry_after,
        )
    if fault.migrate_to:
        raise Refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=fault.migrate_to,
        )
    if fault.status:
        raise Refusal(fault.status, fault.description)


def _refused(refusal: Refusal) -> Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return JSONResponse(body, status_code=refusal.status)
