"""Who gets at which page of the room: every page for every role, and every way to be nobody."""

from datetime import timedelta

import pytest

from bot.web.room.deeds import DEEDS
from bot.web.room.routes import ROUTES
from bot.web.visitors import REVIEWS, Entry
from tests.web.house import Browser
from tests.web.school import ADMIN, KIM, PEOPLE, SAM, STRANGER, TRAINER, School, school
from tests.web.test_mini_app import NOW, signed

GROUP_PAGES = (
    "/room/{group}",
    "/room/{group}/group",
    "/room/{group}/talks",
    "/room/{group}/present",
    "/room/{group}/teacher/{teacher}",
    "/room/{group}/talks.csv",
    "/room/{group}/group.json",
)
TALK_PAGES = (
    "/room/talk/{session}",
    "/room/talk/{session}/line/{turn}",
    "/room/talk/{session}/present/{turn}",
    "/room/talk/{session}/talk.csv",
    "/room/talk/{session}/talk.json",
    "/room/talk/{session}/talk.pdf",
)
OWN_PAGES = ("/mine", "/mine/device")
MAY = {
    **{page: {TRAINER} for page in (*GROUP_PAGES, *TALK_PAGES)},
    **{page: set(PEOPLE) for page in OWN_PAGES},
    "/room": {TRAINER, STRANGER, ADMIN},
    "/room/people": {ADMIN},
    "/mine/talk/{session}": {KIM},
}
"""Who may open the pages of Kim's group and of the conversation that Kim shared."""
OPEN = {"/join", "/join/{code}", "/join/trainer/{code}", "/do/{deed}"}


@pytest.fixture
async def full() -> School:
    return await school()


async def address(full: School, page: str, *, session: str = "", group: str = "") -> str:
    return page.format(
        group=group or full.group.id,
        session=session or full.talk,
        teacher=await full.id_of(KIM),
        turn=1,
    )


def test_every_page_is_looked_at() -> None:
    assert {route.path for route in ROUTES} - OPEN == set(MAY)


async def test_every_page_for_every_role(full: School) -> None:
    opened = {
        page: {
            name for name in PEOPLE if (await full[name].get(await address(full, page))).status_code == 200
        }
        for page in MAY
    }

    assert opened == MAY


@pytest.mark.parametrize("page", [*TALK_PAGES, "/mine/talk/{session}"])
async def test_what_was_not_shared_is_open_to_its_teacher_alone(full: School, page: str) -> None:
    there = await address(full, page, session=full.secret)
    opened = {name for name in PEOPLE if (await full[name].get(there)).status_code == 200}

    assert opened == ({KIM} if page.startswith("/mine") else set())


async def test_what_is_not_shared_any_more_is_closed_at_once(full: School) -> None:
    there = await address(full, TALK_PAGES[0])
    assert (await full[TRAINER].get(there)).status_code == 200
    await full[KIM].get(f"/mine/talk/{full.talk}")
    await full[KIM].post("/do/unshare", {**full[KIM].hidden(), "session": full.talk})

    assert (await full[TRAINER].get(there)).status_code == 403


@pytest.mark.parametrize("page", [*GROUP_PAGES, *TALK_PAGES])
async def test_what_is_refused_looks_like_what_is_not_there(full: School, page: str) -> None:
    refused = await full[STRANGER].get(await address(full, page))
    absent = await full[STRANGER].get(await address(full, page, session="none", group="none"))

    assert (refused.status_code, refused.text) == (absent.status_code, absent.text)


async def statuses(full: School, browser: Browser) -> set[int]:
    return {(await browser.get(await address(full, page))).status_code for page in MAY}


async def test_a_forged_session_opens_nothing(full: School) -> None:
    browser = full.house.browser()
    for name in ("oefenouder", "oefenouder_app"):
        browser.client.cookies.set(name, "a" * 43, domain="localhost.local")

    assert await statuses(full, browser) == {401}


async def test_nobody_opens_nothing(full: School) -> None:
    assert await statuses(full, full.house.browser()) == {401}


async def test_an_expired_session_opens_nothing(full: School) -> None:
    full.house.clock.pass_by(timedelta(days=30))

    assert await statuses(full, full[TRAINER]) == {401}


async def test_who_signed_out_opens_nothing(full: School) -> None:
    secret = full[TRAINER].client.cookies["oefenouder"]
    await full[TRAINER].get("/mine")
    await full[TRAINER].post("/out", full[TRAINER].hidden())
    full[TRAINER].client.cookies.set("oefenouder", secret, domain="localhost.local")

    assert await statuses(full, full[TRAINER]) == {401}


async def test_the_pages_of_others_want_a_recent_sign_in(full: School) -> None:
    full.house.clock.pass_by(REVIEWS - timedelta(seconds=1))
    assert (await full[TRAINER].get(f"/room/{full.group.id}")).status_code == 200
    full.house.clock.pass_by(timedelta(seconds=1))
    response = await full[TRAINER].get(f"/room/{full.group.id}")

    assert response.status_code == 401
    assert full.house.texts("pages.sign_in_again") in full[TRAINER].text()
    assert (await full[TRAINER].get("/mine")).status_code == 200


@pytest.mark.parametrize("age", [timedelta(), REVIEWS - timedelta(minutes=1), REVIEWS])
async def test_a_link_of_ones_own_makes_nobody_a_trainer_for_longer(full: School, age: timedelta) -> None:
    full.house.clock.pass_by(age)
    await full[TRAINER].get("/mine/device")
    await full[TRAINER].post("/do/device", full[TRAINER].hidden())
    link = full[TRAINER].page.partition("/in/")[2].partition("<")[0]
    other = full.house.browser()
    await other.post(f"/in/{link}")

    assert (await other.get("/mine")).status_code == 200
    assert (await other.get(f"/room/{full.group.id}")).status_code == 401


async def test_an_admin_gives_a_trainer_a_new_way_in_once(full: School) -> None:
    await full[ADMIN].get("/room/people")
    fields = {**full[ADMIN].hidden(), "trainer": await full.id_of(TRAINER)}
    response = await full[ADMIN].post("/do/renew_trainer", fields)
    link = response.text.partition("/in/")[2].partition("<")[0]
    first, second = full.house.browser(), full.house.browser()
    assert (await first.post(f"/in/{link}")).status_code == 200
    assert (await first.get(f"/room/{full.group.id}")).status_code == 200

    assert (await second.post(f"/in/{link}")).status_code == 410
    assert await statuses(full, second) == {401}


@pytest.mark.parametrize("who", [TRAINER, KIM, SAM, STRANGER])
async def test_only_an_admin_renews_and_only_for_trainers(full: School, who: str) -> None:
    await full[who].get("/mine")
    fields = {**full[who].hidden(), "trainer": await full.id_of(TRAINER)}
    assert (await full[who].post("/do/renew_trainer", fields)).status_code == 403
    await full[ADMIN].get("/room/people")
    fields = {**full[ADMIN].hidden(), "trainer": await full.id_of(KIM)}
    assert (await full[ADMIN].post("/do/renew_trainer", fields)).status_code == 403


async def test_the_mini_app_shows_a_trainer_the_same_room(full: School) -> None:
    async with full.house.store.unit() as unit:
        kim = await unit.teacher_for("telegram", "42")
        await unit.room.people.add_leader(full.group.id, kim.id)
    browser = full.house.browser()
    await browser.post("/app", {"data": signed(at=NOW)}, script=True)

    assert (await browser.get(f"/room/{full.group.id}")).status_code == 200


@pytest.mark.parametrize("data", [signed(token="9:x"), signed(at=NOW - timedelta(hours=2)), "user=1&hash=0"])
async def test_a_forged_or_old_mini_app_opens_nothing(full: School, data: str) -> None:
    browser = full.house.browser()
    await browser.post("/app", {"data": data}, script=True)

    assert await statuses(full, browser) == {401}


EVERYBODYS = {"make_group", "name_trainer", "device", "read_letters"}
"""What a trainer or a teacher may do anyway, for it is about nobody else."""
OWN = {"name_me", "share_plan", "leave"}
"""What Sam may do as a member of the group."""


@pytest.mark.parametrize("who", [SAM, STRANGER])
async def test_nobody_does_anything_to_what_is_not_theirs(full: School, who: str) -> None:
    fields = {
        "group": full.group.id,
        "teacher": await full.id_of(KIM),
        "trainer": await full.id_of(TRAINER),
        "session": full.talk,
        "turn": "1",
        "comment": "1",
        "assignment": "1",
        "module": "m",
        "due": "2026-12-01",
        "words": "Dag",
        "was": "",
        "becomes": "kind",
        "technique": "t",
        "kind": "top",
        "name": "Ander",
        "date": "2026-12-01",
        "text": "Dag",
        "on": "yes",
    }
    await full[who].get("/mine")
    hidden, before = full[who].hidden(), str(full.house.store.tables.room)
    for deed in sorted(set(DEEDS) - EVERYBODYS - (OWN if who == SAM else set())):
        response = await full[who].post(f"/do/{deed}", {**hidden, **fields})
        assert (deed, response.status_code) in {(deed, 403), (deed, 404)}

    assert str(full.house.store.tables.room) == before


async def test_a_form_that_is_not_ours_does_nothing(full: School) -> None:
    before = str(full.house.store.tables.room)
    fields = {"mark": "wrong", "group": full.group.id, "name": "x", "text": "Weg ermee", "session": full.talk}
    nobody = full.house.browser()
    for deed in DEEDS:
        for who in (TRAINER, ADMIN, KIM):
            assert (await full[who].post(f"/do/{deed}", fields)).status_code == 403
        assert (await nobody.post(f"/do/{deed}", fields)).status_code == 401

    assert str(full.house.store.tables.room) == before


@pytest.mark.parametrize("entry", [Entry.TEACHER, Entry.APP])
async def test_a_trainers_role_that_is_taken_away_is_gone_at_once(full: School, entry: Entry) -> None:
    browser = await full.house.signed_in(outside=TRAINER, entry=entry)
    assert (await browser.get(f"/room/{full.group.id}")).status_code == 200
    await full[ADMIN].get("/room/people")
    fields = {**full[ADMIN].hidden(), "trainer": await full.id_of(TRAINER)}
    await full[ADMIN].post("/do/end_trainer", fields)

    assert (await browser.get(f"/room/{full.group.id}")).status_code == 403
