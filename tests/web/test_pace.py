"""A browser that floods is held off; one that looks around is not."""

from datetime import timedelta
from functools import partial

import httpx
import pytest

from bot.web.operating import Desk, Front
from bot.web.pace import Pace
from bot.web.visitors import digest_of_visitor
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


def front_of(house: House) -> httpx.AsyncClient:
    """Return a browser before the front, which allows three forms a minute."""
    pace = Pace(3)
    desk = Desk(
        still=tuple,
        ready=_ready,
        measures=_measures,
        is_too_fast=lambda browser: pace.is_too_fast(browser, house.clock.now()),
        signed_in=partial(digest_of_visitor, house.store, house.clock),
        too_fast=lambda: "Rustig aan.",
    )
    transport = httpx.ASGITransport(Front(house.app, desk))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:8080")


@pytest.mark.parametrize("name", ["oefenouder", "oefenouder_app", "x"])
async def test_a_new_cookie_for_each_form_is_no_way_around(house: House, name: str) -> None:
    async with front_of(house) as client:
        posts = [
            (await client.post("/say", headers={"cookie": f"{name}={number}"})).status_code
            for number in range(5)
        ]

    assert 429 not in posts[:3]
    assert posts[3:] == [429, 429]


async def test_signed_in_colleagues_at_one_address_have_each_their_own(house: House) -> None:
    cookies = [
        f"oefenouder={(await house.signed_in(outside=name)).client.cookies['oefenouder']}" for name in "ab"
    ]
    async with front_of(house) as client:
        posts = [(await client.post("/say", headers={"cookie": one})).status_code for one in cookies * 3]
        more = [(await client.post("/say", headers={"cookie": one})).status_code for one in cookies]

    assert 429 not in posts
    assert more == [429, 429]


async def test_a_flood_of_forms_is_told_to_wait(house: House) -> None:
    async with front_of(house) as client:
        posts = [(await client.post("/say", data={"text": "x"})).status_code for _ in range(5)]
        script = await client.post("/say", headers={"accept": "application/json"})
        looks = [(await client.get("/")).status_code for _ in range(9)]

    assert 429 not in posts[:3]
    assert posts[3:] == [429, 429]
    assert script.json() == {"error": "Rustig aan."}
    assert 429 not in looks
