"""Bringing updates to webhooks as Telegram does: one in flight per queue, tried again until it is taken.

Messages and edits of a chat share a queue; the taps of a person have another, so they can overtake.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import httpx

from tests.fakes.botapi.world import Waiting, World

_FIRST_WAIT = 0.05
_LONGEST_WAIT = 1.0
"""Telegram waits up to two minutes; a test has less time."""


class Pusher:
    """`with Pusher(world, urls): ...`: several addresses are several replicas behind a proxy."""

    def __init__(self, world: World, urls: Callable[[], Sequence[str]], *, secret: str = "") -> None:
        self._world = world
        self._urls = urls
        self._secret = secret
        self._busy: set[str] = set()
        self._turn = 0
        self.refusals = 0
        """How often an update was not taken."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="pusher", daemon=True)
        self._ended = asyncio.Event()
        self._changed = asyncio.Event()

    def __enter__(self) -> Self:
        self._world.listeners.add(self._wake)
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._world.listeners.discard(self._wake)
        self._loop.call_soon_threadsafe(self._ended.set)
        self._wake()
        self._thread.join(10)

    def _wake(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._changed.set)

    def _run(self) -> None:
        self._loop.run_until_complete(self._push())
        self._loop.close()

    async def _push(self) -> None:
        limits = httpx.Limits(max_connections=40)
        async with httpx.AsyncClient(limits=limits, timeout=10) as client, asyncio.TaskGroup() as tasks:
            while not self._ended.is_set():
                for queue, update in self._heads().items():
                    self._busy.add(queue)
                    tasks.create_task(self._bring(client, queue, update))
                self._changed.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.5)

    def _heads(self) -> dict[str, Waiting]:
        """Return the oldest update of each queue that has none in flight."""
        heads: dict[str, Waiting] = {}
        with self._world.changed:
            for update in self._world.waiting:
                queue = queue_of(update.body)
                if queue not in self._busy:
                    heads.setdefault(queue, update)
        return heads

    async def _bring(self, client: httpx.AsyncClient, queue: str, update: Waiting) -> None:
        wait = _FIRST_WAIT
        while not self._ended.is_set():
            if await self._is_taken(client, update.body):
                self._world.confirm(update.id)
                break
            self.refusals += 1
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        self._busy.discard(queue)
        self._changed.set()

    async def _is_taken(self, client: httpx.AsyncClient, body: dict[str, Any]) -> bool:
        urls = self._urls()
        self._turn += 1
        # A proxy tries the next replica when one does not answer.
        for number in range(len(urls)):
            with contextlib.suppress(httpx.HTTPError):
                headers = {"x-telegram-bot-api-secret-token": self._secret or self._world.secret}
                url = urls[(self._turn + number) % len(urls)]
                response = await client.post(url, json=body, headers=headers)
                return response.is_success
        return False


def queue_of(body: dict[str, Any]) -> str:
    """The queue of an update, by Telegram's rules."""
    if "callback_query" in body:
        return f"tap {body['callback_query']['from']['id']}"
    content = next(part for key, part in body.items() if key != "update_id")
    return f"chat {content['chat']['id']}" if "chat" in content else "other"
