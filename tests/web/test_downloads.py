"""The mood picture and the teacher's own data, for their owner only."""

import pytest

from tests.web.house import PNG, Browser, House


async def finished(browser: Browser) -> str:
    await browser.talk("Wat naar")
    await browser.press("stop")
    return next(iter(browser.house.store.tables.sessions))


async def test_the_picture_of_an_own_conversation_is_drawn(house: House, anna: Browser) -> None:
    session = await finished(anna)
    response = await anna.get(f"/picture/{session}.png")

    assert (response.content, response.headers["content-type"]) == (PNG, "image/png")
    assert house.drawn == [f"mood:{session}"]


async def test_a_picture_is_for_its_owner_only(house: House, anna: Browser) -> None:
    session = await finished(anna)
    other = await house.signed_in(outside="other")
    statuses = [
        (await other.get(f"/picture/{session}.png")).status_code,
        (await house.browser().get(f"/picture/{session}.png")).status_code,
        (await anna.get("/picture/nothing.png")).status_code,
    ]

    assert statuses == [404, 401, 404]
    assert house.drawn == []


async def test_a_conversation_that_goes_on_has_no_picture_yet(house: House, anna: Browser) -> None:
    await anna.talk("Wat naar")
    session = next(iter(house.store.tables.sessions))

    assert (await anna.get(f"/picture/{session}.png")).status_code == 404


async def test_own_data_comes_as_a_file(house: House, anna: Browser) -> None:
    await anna.get("/")
    await anna.press("mydata")
    assert 'href="/data.json"' in anna.page
    response = await anna.get("/data.json")
    teacher = next(iter(house.store.tables.teachers))

    assert response.headers["content-disposition"] == 'attachment; filename="oefenouder-mijn-gegevens.json"'
    assert house.drawn == [f"data:{teacher}"]


async def test_own_data_is_for_those_who_are_signed_in(house: House) -> None:
    assert (await house.browser().get("/data.json")).status_code == 401


@pytest.mark.parametrize(
    ("address", "recipe"),
    [("/progress.png", "progress"), ("/action-plan.pdf", "plan"), ("/action-plan.txt", "plantext")],
)
async def test_what_is_of_a_teacher_is_drawn_for_that_teacher(
    house: House, anna: Browser, address: str, recipe: str
) -> None:
    await anna.get("/")
    teacher = next(iter(house.store.tables.teachers))

    assert (await anna.get(address)).status_code == 200
    assert house.drawn == [f"{recipe}:{teacher}"]
    assert (await house.browser().get(address)).status_code == 401
