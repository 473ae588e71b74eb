"""Bad input gets a clear sentence, and nothing that was typed is lost."""

import pytest

from bot.practice.practice import LONGEST
from tests.web.house import Browser, House


@pytest.mark.parametrize("text", ["", "   ", "\r\n\t"])
async def test_an_empty_message_is_told(house: House, anna: Browser, text: str) -> None:
    await anna.talk()

    assert (await anna.say(text)).status_code == 422
    assert house.texts("say.empty") in anna.text()
    assert house.said() == []


async def test_a_wall_of_text_stays_in_the_box(house: House, anna: Browser) -> None:
    await anna.talk()
    wall = "é" * (LONGEST + 1)

    assert (await anna.say(wall)).status_code == 422
    assert house.texts("say.too_long", most=LONGEST) in anna.text()
    assert anna.box() == wall


async def test_the_longest_message_is_heard(house: House, anna: Browser) -> None:
    await anna.talk()
    await anna.say("é" * LONGEST)

    assert house.said() == ["é" * LONGEST]


@pytest.mark.parametrize("mark", ["", "wrong", "é"])
async def test_a_form_that_is_not_ours_is_refused_and_its_text_given_back(
    house: House, anna: Browser, mark: str
) -> None:
    await anna.talk()
    response = await anna.post("/say", {"text": "Wat naar", "mark": mark, "once": "1"})

    assert response.status_code == 403
    assert house.texts("web.form_expired") in anna.text()
    assert (anna.box(), house.said()) == ("Wat naar", [])
    await anna.say(anna.box())
    assert house.said() == ["Wat naar"]


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
async def test_a_form_from_another_site_is_refused(
    house: House, anna: Browser, headers: dict[str, str]
) -> None:
    await anna.talk()
    fields = {"text": "Wat naar", **anna.hidden()}
    response = await anna.client.post("/say", data=fields, headers=headers)

    assert (response.status_code, house.said()) == (403, [])


@pytest.mark.parametrize(
    "action",
    [
        "",
        "nonsense",
        "begin:nobody",
        "again:nothing:1",
        "debrief:nothing",
        "wipe:yes:nothing",
        "x" * 3000,
        "a:b:c:d",
    ],
)
async def test_a_button_whose_time_is_over_is_told_and_the_talk_goes_on(
    house: House, anna: Browser, action: str
) -> None:
    await anna.talk("Dag")
    response = await anna.press(action)
    assert response.status_code == 200
    assert house.texts("say.stale") in anna.text()
    await anna.say("Wat naar")

    assert house.said() == ["Dag", "Wat naar"]


async def test_another_teachers_session_is_out_of_reach(house: House, anna: Browser) -> None:
    await anna.talk("Wat naar")
    session = next(iter(house.store.tables.sessions))
    other = await house.signed_in(outside="other")
    for action in (
        f"debrief:{session}",
        f"again:{session}:1",
        f"wipe:yes:{session}",
        f"meant:{session}:1:kind",
    ):
        await other.press(action)
        assert house.texts("say.stale") in other.text()

    assert house.said() == ["Wat naar"]


async def test_who_is_not_signed_in_any_more_gets_the_text_back(house: House, anna: Browser) -> None:
    await anna.talk()
    hidden = anna.hidden()
    anna.client.cookies.clear()
    response = await anna.post("/say", {"text": "Een lang verhaal", **hidden})

    assert response.status_code == 401
    assert house.texts("web.not_signed_in") in anna.text()
    assert anna.box() == "Een lang verhaal"


@pytest.mark.parametrize("path", ["/act", "/say"])
async def test_the_script_is_told_in_its_own_way(house: House, path: str) -> None:
    response = await house.browser().post(path, {"text": "Dag", "action": "tip"}, script=True)

    assert (response.status_code, response.json()) == (401, {"error": house.texts("web.not_signed_in")})


@pytest.mark.parametrize("announced", [True, False])
async def test_a_flood_is_cut_off(house: House, anna: Browser, announced: bool) -> None:
    async def flood() -> object:
        for _ in range(40):
            yield b"a" * 10_000

    content = b"text=" + b"a" * 400_000 if announced else flood()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = await anna.client.post("/say", content=content, headers=headers)  # type: ignore[arg-type]  # both will do

    assert response.status_code == 413
    assert house.texts("web.too_large") in response.text


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("GET", "/say"), ("PUT", "/"), ("GET", "/static/no.css")]
)
async def test_what_is_not_there_is_told(house: House, anna: Browser, method: str, path: str) -> None:
    response = await anna.client.request(method, path)

    assert response.status_code == 404
    assert house.texts("web.not_found") in response.text


async def test_a_mistake_of_ours_is_told_and_loses_nothing(
    house: House, anna: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    await anna.talk("Wat naar")
    response = await anna.say("val om", script=True)
    assert (response.status_code, response.json()) == (500, {"error": house.texts("web.failed")})
    await anna.get("/")

    assert "Jij: Wat naar" in anna.text()
    assert "ZeroDivisionError" in caplog.text
    assert "val om" not in caplog.text


async def test_a_form_that_cannot_be_read_is_told(house: House, anna: Browser) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    response = await anna.client.post("/say", content=b"--x\r\nnonsense", headers=headers)

    assert response.status_code in {400, 403}
