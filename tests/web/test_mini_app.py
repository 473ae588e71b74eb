"""Signing in as Telegram's Mini App: who is let in, and in whose frame the pages may stand."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from bot.web.app import WebSettings
from bot.web.initdata import FRESH, LARGEST, user_of
from bot.web.signin import invite
from tests.web.house import Browser, House

TOKEN = "123:secret"
NOW = datetime(2026, 9, 7, 16, 30, tzinfo=UTC)
PUBLISHED = (
    "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C"
    "%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C"
    "%22is_premium%22%3Atrue%7D&auth_date=1662771648&"
    "hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2"
)


def signed(*, token: str = TOKEN, at: datetime = NOW, user: object = None, **more: str) -> str:
    person = {"id": 42, "first_name": "Kim"} if user is None else user
    fields = {"auth_date": str(int(at.timestamp())), "user": json.dumps(person), "signature": "x", **more}
    rows = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return urlencode({**fields, "hash": hmac.new(secret, rows.encode(), hashlib.sha256).hexdigest()})


def test_the_published_example_is_understood() -> None:
    at = datetime.fromtimestamp(1662771648, UTC)
    token = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8"

    assert user_of(PUBLISHED, token=token, now=at) == "279058397"


REFUSED = {
    "nothing": "",
    "no field": "nonsense",
    "no hash": signed().partition("&hash=")[0],
    "another bot": signed(token="124:secret"),
    "changed afterwards": signed().replace("Kim", "Jim"),
    "a field added": signed() + "&start_param=x",
    "a field twice": signed() + "&auth_date=1",
    "too old": signed(at=NOW - FRESH - timedelta(seconds=1)),
    "from the future": signed(at=NOW + timedelta(seconds=61)),
    "no moment": signed(auth_date=""),
    "a moment that is no number": signed(auth_date="²"),
    "a bot": signed(user={"id": 42, "is_bot": True}),
    "no number": signed(user={"id": "42"}),
    "yes is no number": signed(user={"id": True}),
    "a list": signed(user=[42]),
    "too large": signed(start_param="a" * LARGEST),
    "half a sign": signed().replace("hash=", "hash=\ud800"),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_who_is_not_sent_by_telegram_stays_out(data: str) -> None:
    assert user_of(data, token=TOKEN, now=NOW) is None


def test_without_a_token_nobody_is_let_in() -> None:
    assert user_of(signed(token=""), token="", now=NOW) is None


@pytest.mark.parametrize("age", [timedelta(), FRESH, timedelta(seconds=-60)])
def test_who_comes_in_time_is_let_in(age: timedelta) -> None:
    assert user_of(signed(at=NOW - age), token=TOKEN, now=NOW) == "42"


@pytest.fixture
def house() -> House:
    return House(WebSettings(public_url="https://oefenen.example", bot_token=TOKEN))


def phone(house: House) -> Browser:
    browser = house.browser()
    browser.client.base_url = "https://oefenen.example"
    return browser


async def test_the_mini_app_shows_what_stands_in_the_chat(house: House) -> None:
    async with house.store.unit() as unit:
        kim = await unit.teacher_for("telegram", "42")
        await house.practice.act(unit, kim, "begin:mara", key="1")
        await house.practice.say(unit, kim, "Wat naar", key="2")
    browser = phone(house)
    response = await browser.post("/app", {"data": signed()}, script=True)
    assert (response.status_code, response.json()) == (200, {"to": "/"})
    await browser.get("/")

    assert ("teacher", "Jij: Wat naar") in browser.bubbles()
    assert len(house.store.tables.teachers) == 1


async def test_the_telegram_number_is_not_kept_with_the_sign_in(house: House) -> None:
    await phone(house).post("/app", {"data": signed(user={"id": 4242424242})}, script=True)

    assert "4242424242" not in str(house.store.tables.sign_ins)


@pytest.mark.parametrize("data", ["", "nonsense", REFUSED["too old"], REFUSED["another bot"]])
async def test_forged_and_old_data_get_a_sentence_and_no_cookie(house: House, data: str) -> None:
    browser = phone(house)
    response = await browser.post("/app", {"data": data}, script=True)

    assert (response.status_code, response.json()) == (403, {"error": house.texts("web.app_refused")})
    assert not browser.client.cookies


async def test_whoever_tries_often_has_to_wait(house: House) -> None:
    browser = phone(house)
    statuses = [(await browser.post("/app", {"data": "x"}, script=True)).status_code for _ in range(12)]

    assert statuses == [403] * 10 + [429] * 2


async def test_only_telegram_may_frame_the_mini_app(house: House) -> None:
    browser = phone(house)
    before = (await browser.get("/")).headers["content-security-policy"]
    page = (await browser.get("/app")).headers["content-security-policy"]
    await browser.post("/app", {"data": signed()}, script=True)
    after = (await browser.get("/")).headers["content-security-policy"]

    assert "frame-ancestors 'none'" in before
    assert "frame-ancestors https://web.telegram.org" in page
    assert "frame-ancestors https://web.telegram.org" in after
    assert ["telegram.org/js" in policy for policy in (before, page, after)] == [False, True, False]


async def test_the_cookie_of_the_mini_app_lives_in_its_frame_only(house: House) -> None:
    response = await phone(house).post("/app", {"data": signed()}, script=True)
    cookie = response.headers["set-cookie"].lower()

    assert all(word in cookie for word in ("httponly", "secure", "samesite=none", "partitioned"))


async def test_a_worthless_cookie_of_the_mini_app_hides_no_good_sign_in() -> None:
    browser = await House().signed_in()
    browser.client.cookies.set("oefenouder_app", "worthless", domain="localhost.local")

    assert (await browser.get("/mine")).status_code == 200


async def test_signing_in_one_way_takes_the_cookie_of_the_other_back(house: House) -> None:
    browser = phone(house)
    await browser.post("/app", {"data": signed()}, script=True)
    assert set(browser.client.cookies) == {"oefenouder_app"}
    await browser.post(f"/in/{await invite(house.store, clock=house.clock)}")
    assert set(browser.client.cookies) == {"oefenouder"}
    await browser.post("/app", {"data": signed()}, script=True)
    assert set(browser.client.cookies) == {"oefenouder_app"}


async def test_the_cookie_is_taken_back_as_it_was_given(house: House) -> None:
    browser = phone(house)
    given = (await browser.post("/app", {"data": signed()}, script=True)).headers["set-cookie"]
    await browser.get("/")
    back = (await browser.post("/out", browser.hidden())).headers.get_list("set-cookie")
    (taken,) = (one for one in back if one.startswith("oefenouder_app="))

    assert not browser.client.cookies
    assert attributes(taken) == attributes(given.partition(", oefenouder=")[0])


def attributes(cookie: str) -> set[str]:
    return {part.strip() for part in cookie.lower().split(";")[1:] if "max-age" not in part}


async def test_without_a_bot_there_is_no_mini_app() -> None:
    house = House()
    assert (await house.browser().get("/app")).status_code == 404


async def test_who_wiped_everything_is_signed_out(house: House) -> None:
    browser = phone(house)
    await browser.post("/app", {"data": signed()}, script=True)
    await browser.get("/")
    await browser.press("wipe:yes:all")
    assert house.texts("wipe.done_all") in browser.text()

    assert (await browser.get("/")).status_code == 401
    assert house.store.tables.teachers == {}
