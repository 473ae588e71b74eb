"""The web server itself: whether its port is free, and serving until it is time to stop."""

import asyncio
import socket
from contextlib import closing

import uvicorn
from starlette.types import ASGIApp

from bot.model.errors import BotError


class UsedPort(BotError):
    """Another program listens on the port."""

    key = "error.used_port"


def refuse_used_port(host: str, port: int) -> None:
    """Raise UsedPort when nobody can listen there: before anything else is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise UsedPort(port=port, host=host) from None


async def serve(app: ASGIApp, *, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve until it is time to stop; when the server ends by itself, it is time for all to stop."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        # Slow senders and floods: a bounded number of connections, and none that idles for long.
        limit_concurrency=500,
        backlog=512,
        h11_max_incomplete_event_size=32 * 1024,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    await asyncio.wait({serving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    stop.set()


class _Server(uvicorn.Server):
    """Leaves the signals to us: the bot and the pages stop together."""

    def install_signal_handlers(self) -> None:
        """Install none."""
