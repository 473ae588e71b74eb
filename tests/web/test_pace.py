"""A browser that floods is held off; one that looks around is not."""

from datetime import timedelta

import httpx

from bot.web.operating import Desk, Front
from bot.web.pace import Pace
from tests.fakes.clock import FakeClock
from tests.web.house import House


def test_so_many_forms_a_minute() -> None:
    clock, pace = FakeClock(), Pace(2)
    answers = []
    for seconds in (0, 1, 1, 57, 1, 1, 70):
        clock.pass_by(timedelta(seconds=seconds))
        answers.append(pace.is_too_fast("a", clock.now()))

    assert answers == [False, False, True, True, False, False, False]
    assert not pace.is_too_fast("b", clock.now())


def test_many_browsers_do_not_fill_the_memory() -> None:
    clock, pace = FakeClock(), Pace(2)
    for number in range(6_000):
        pace.is_too_fast(str(number), clock.now())
    assert len(pace._sent) == 5_000


async def _ready() -> dict[str, bool]:
    return {}


async def _measures() -> bytes:
    return b""


async def test_a_flood_of_forms_is_told_to_wait(house: House) -> None:
    pace = Pace(3)
    desk = Desk(
        still=tuple,
        ready=_ready,
        measures=_measures,
        is_too_fast=lambda browser: pace.is_too_fast(browser, house.clock.now()),
        too_fast=lambda: "Rustig aan.",
    )
    transport = httpx.ASGITransport(Front(house.app, desk))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8080") as client:
        posts = [(await client.post("/say", data={"text": "x"})).status_code for _ in range(5)]
        script = await client.post("/say", headers={"accept": "application/json"})
        looks = [(await client.get("/")).status_code for _ in range(9)]

    assert 429 not in posts[:3]
    assert posts[3:] == [429, 429]
    assert script.json() == {"error": "Rustig aan."}
    assert 429 not in looks
