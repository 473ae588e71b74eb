"""What machines ask: alive, ready, counts; and how Telegram's updates come in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from bot.model.errors import BotError
from bot.web.metrics import Metrics
from bot.web.operating import Desk, Front
from bot.web.readiness import Readiness
from bot.web.webhook import LARGEST, Hook
from tests.fakes.clock import FakeClock
from tests.fakes.memory_store import MemoryStore

SECRET = "sesam-open-u-sesam"
HEADERS = {"x-telegram-bot-api-secret-token": SECRET}


class Works:
    """A program behind the front."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = MemoryStore(clock=self.clock)
        self.metrics = Metrics()
        self.stop = asyncio.Event()
        self.got: list[bytes] = []
        self.refuses = False
        self.still: tuple[str, ...] = ()
        self.hears = True
        self.token = ""

    async def receive(self, body: bytes) -> None:
        if self.refuses:
            raise BotError
        self.got.append(body)

    def client(self, *, near: str = "127.0.0.1") -> httpx.AsyncClient:
        readiness = Readiness(
            self.store, self.metrics, clock=self.clock, stop=self.stop, hears=lambda _now: self.hears
        )
        desk = Desk(
            still=lambda: self.still,
            ready=readiness.ready,
            measures=readiness.measures,
            measures_token=self.token,
            hook=Hook("/telegram/x", SECRET, self.receive),
        )
        transport = httpx.ASGITransport(Front(pages, desk), client=(near, 1234))
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")


async def pages(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"pages"})


@pytest.fixture
def works() -> Works:
    return Works()


async def test_an_update_with_the_secret_is_taken(works: Works) -> None:
    response = await works.client().post("/telegram/x", content=b'{"update_id": 1}', headers=HEADERS)

    assert (response.status_code, works.got) == (200, [b'{"update_id": 1}'])


@pytest.mark.parametrize("secret", ["", "sesam", SECRET + "x", SECRET.upper(), "é", "\x00"])
async def test_a_forged_update_is_not(works: Works, secret: str) -> None:
    headers = [(b"x-telegram-bot-api-secret-token", secret.encode())]
    response = await works.client().post("/telegram/x", content=b"{}", headers=headers)

    assert (response.status_code, works.got) == (403, [])


@pytest.mark.parametrize("path", ["/telegram/", "/telegram/y", "/telegram/x/", "/telegram/x/../x2"])
async def test_other_paths_belong_to_the_pages(works: Works, path: str) -> None:
    response = await works.client().post(path, content=b"{}", headers=HEADERS)

    assert (response.status_code, works.got) == (418, [])


async def test_only_a_post_brings_an_update(works: Works) -> None:
    assert (await works.client().get("/telegram/x", headers=HEADERS)).status_code == 405


async def test_too_large_an_update_is_refused_before_it_is_read_whole(works: Works) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * LARGEST:
            sent += 64 * 1024
            yield b"x" * 64 * 1024

    response = await works.client().post("/telegram/x", content=endless(), headers=HEADERS)

    assert (response.status_code, works.got) == (413, [])


async def test_telegram_must_come_back_when_the_store_is_away(works: Works) -> None:
    works.refuses = True
    response = await works.client().post("/telegram/x", content=b"{}", headers=HEADERS)

    assert (response.status_code, response.headers["retry-after"]) == (503, "1")


async def test_a_hook_does_not_show_its_secret(works: Works) -> None:
    assert SECRET not in repr(Hook("/telegram/x", SECRET, works.receive))


async def test_a_loop_that_stands_still_is_told(works: Works) -> None:
    fine = await works.client().get("/healthz")
    works.still = ("send",)
    wrong = await works.client().get("/healthz", headers={"host": "10.1.2.3"})

    assert (fine.status_code, fine.text) == (200, "ok")
    assert (wrong.status_code, wrong.text) == (503, "send")


async def test_ready_means_that_all_is_there(works: Works) -> None:
    ready = await works.client().get("/readyz")
    works.hears = False
    deaf = await works.client().get("/readyz")
    works.stop.set()
    ending = await works.client().get("/readyz")

    assert (ready.status_code, ready.json()) == (200, {"running": True, "store": True, "updates": True})
    assert (deaf.status_code, deaf.json()["updates"]) == (503, False)
    assert (ending.status_code, ending.json()["running"]) == (503, False)


async def test_the_counts_tell_of_the_backlog_without_words_or_chats(works: Works) -> None:
    await works.store.chats.receive([(1, 987654, '{"text": "geheimpje"}')])
    works.clock.pass_by(timedelta(seconds=5))
    works.metrics.sent("sent")
    works.metrics.answered(0.004)
    page = (await works.client().get("/metrics")).text

    assert "oefenouder_inbox_age_seconds 5.0" in page
    assert 'oefenouder_sends_total{result="sent"} 1.0' in page
    assert "oefenouder_update_seconds_count 1.0" in page
    assert "geheimpje" not in page
    assert "987654" not in page


@pytest.mark.parametrize(
    ("near", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.0.0.7", {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "10.0.0.7"}, 404),
        ("127.0.0.1", {"host": "oefenen.example"}, 404),
        ("10.0.0.7", {"authorization": "Bearer long-enough-token"}, 200),
        ("10.0.0.7", {"authorization": "Bearer wrong"}, 404),
        ("10.0.0.7", {"authorization": "long-enough-token"}, 404),
    ],
)
async def test_the_counts_are_for_this_machine_or_a_token(
    works: Works, near: str, headers: dict[str, str], status: int
) -> None:
    works.token = "long-enough-token"
    assert (await works.client(near=near).get("/metrics", headers=headers)).status_code == status


async def test_without_a_token_nobody_elsewhere_reads_them(works: Works) -> None:
    response = await works.client(near="10.0.0.7").get("/metrics", headers={"authorization": "Bearer "})

    assert response.status_code == 404
