"""One-time links, the cookie they give, and who gets in."""

from datetime import timedelta

import pytest

from bot.practice.visit import House as HouseRules
from bot.web.app import WebSettings
from bot.web.signin import invite
from bot.web.visitors import STAYS, Entry
from tests.web.house import Browser, House


async def test_looking_at_a_link_shows_a_button_and_uses_nothing_up(house: House) -> None:
    token = await invite(house.store, clock=house.clock)
    browser = house.browser()
    for _ in range(2):
        response = await browser.get(f"/in/{token}")
        assert (response.status_code, "set-cookie" in response.headers) == (200, False)

    assert house.texts("web.sign_in_button") in browser.text()


async def test_the_button_signs_in_and_shows_the_parents(house: House) -> None:
    browser = await house.signed_in()

    assert "card:mara" in browser.actions()


async def test_only_digests_are_kept(house: House) -> None:
    token = await invite(house.store, clock=house.clock)
    browser = house.browser()
    await browser.post(f"/in/{token}")
    kept = str(house.store.tables)

    assert token not in kept
    assert browser.client.cookies["oefenouder"] not in kept


async def test_a_link_works_once(house: House) -> None:
    token = await invite(house.store, clock=house.clock)
    await house.browser().post(f"/in/{token}")
    second = house.browser()
    statuses = [
        (await second.post(f"/in/{token}")).status_code,
        (await second.get(f"/in/{token}")).status_code,
    ]

    assert statuses == [410, 410]
    assert house.texts("web.link_used") in second.text()


async def test_a_used_link_still_brings_its_user_to_the_page(house: House) -> None:
    token = await invite(house.store, clock=house.clock)
    browser = house.browser()
    await browser.post(f"/in/{token}")
    response = await browser.get(f"/in/{token}")

    assert (response.status_code, response.url.path) == (200, "/")


async def test_an_old_link_does_not_work(house: House) -> None:
    token = await invite(house.store, clock=house.clock)
    house.clock.pass_by(timedelta(days=1))

    assert (await house.browser().post(f"/in/{token}")).status_code == 410


async def test_the_next_printed_link_leads_to_the_same_talks(house: House) -> None:
    first = house.browser()
    await first.post(f"/in/{await invite(house.store, clock=house.clock)}")
    await first.talk("Wat naar")
    second = house.browser()
    await second.post(f"/in/{await invite(house.store, clock=house.clock)}")

    assert ("teacher", "Jij: Wat naar") in second.bubbles()


async def test_two_identities_see_nothing_of_each_other(house: House) -> None:
    one = await house.signed_in(outside="")
    await one.talk("Wat naar")
    other = await house.signed_in(outside="")
    await other.get("/")

    assert "Wat naar" not in other.text()
    assert len(house.store.tables.teachers) == 2


@pytest.mark.parametrize("entry", Entry)
async def test_a_visit_lasts_as_long_as_its_entry_says(house: House, entry: Entry) -> None:
    browser = await house.signed_in(entry=entry)
    house.clock.pass_by(STAYS[entry] - timedelta(seconds=1))
    assert (await browser.get("/")).status_code == 200
    house.clock.pass_by(timedelta(seconds=1))
    assert (await browser.get("/")).status_code == 401


async def test_signing_out_ends_the_visit_and_not_only_the_cookie(house: House, anna: Browser) -> None:
    secret = anna.client.cookies["oefenouder"]
    await anna.get("/")
    await anna.post("/out", anna.hidden())
    assert house.texts("web.signed_out") in anna.text()
    anna.client.cookies.set("oefenouder", secret, domain="localhost.local")

    assert (await anna.get("/")).status_code == 401


@pytest.mark.parametrize("cookie", ["", "nonsense", "é", "a" * 5000])
async def test_a_made_up_cookie_lets_nobody_in(house: House, cookie: str) -> None:
    browser = house.browser()
    response = await browser.client.get("/", headers=[(b"cookie", f"oefenouder={cookie}".encode())])

    assert response.status_code == 401


@pytest.mark.parametrize(("url", "secure"), [("", False), ("https://oefenen.example", True)])
async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(url: str, secure: bool) -> None:
    house = House(WebSettings(public_url=url))
    token = await invite(house.store, clock=house.clock)
    client = house.browser().client
    response = await client.post(f"/in/{token}", follow_redirects=False)
    cookie = response.headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert ("secure" in cookie) is secure


async def test_whoever_tries_many_links_has_to_wait(house: House) -> None:
    browser = house.browser()
    statuses = [(await browser.post(f"/in/wrong{n}")).status_code for n in range(12)]
    assert statuses == [410] * 10 + [429] * 2
    token = await invite(house.store, clock=house.clock)
    assert (await browser.get(f"/in/{token}")).status_code == 429
    house.clock.pass_by(timedelta(minutes=1))
    assert (await browser.post(f"/in/{token}")).status_code == 200


async def test_another_site_cannot_sign_a_visitor_in(house: House) -> None:
    token = await invite(house.store, clock=house.clock)
    client = house.browser().client
    response = await client.post(f"/in/{token}", headers={"origin": "https://elsewhere.example"})

    assert response.status_code == 403
    assert (await house.browser().post(f"/in/{token}")).status_code == 200


async def test_the_link_from_the_chat_leads_to_the_same_teacher(house: House) -> None:
    house.practice.settle(HouseRules(page="http://localhost:8080"))
    async with house.store.unit() as unit:
        kim = await unit.teacher_for("telegram", "42")
        await house.practice.act(unit, kim, "begin:mara", key="1")
        await house.practice.say(unit, kim, "Wat naar", key="2")
        (answer,) = await house.practice.act(unit, kim, "web", key="3")
    browser = house.browser()
    await browser.post(f"/in/{answer.text.rpartition('/in/')[2]}")

    assert ("teacher", "Jij: Wat naar") in browser.bubbles()
    assert len(house.store.tables.teachers) == 1
