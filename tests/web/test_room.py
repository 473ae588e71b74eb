"""The pages of the room without script: forms, refusals, codes, files; and that every sentence is there."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

import bot.web
from bot.model.session import Mood
from bot.practice.ids import TeacherId
from bot.practice.messages import Message, Voice
from bot.web.parts import FORMS
from bot.web.room.drawing import curve, qr_code
from bot.web.room.exports import plain_name
from tests.practice.world import real_texts
from tests.storage.samples import NOW
from tests.web.school import ADMIN, KIM, SAM, STRANGER, TRAINER, School, do, in_page, school

WEB = Path(bot.web.__file__).parent
SOURCES = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
TEXTS = real_texts()


@pytest.fixture
async def full() -> School:
    return await school()


def keys_of(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r'(?:\bt|texts)\(\s*"([a-z_.]+[a-z_])"\s*[,)]', text))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_sentence_of_a_page_is_there(path: Path) -> None:
    assert keys_of(path) - set(TEXTS.entries) == set()


def test_every_sentence_after_a_form_is_there() -> None:
    said = re.findall(r'Done\([^)]*?"([a-z_]+)"', (WEB / "room" / "deeds.py").read_text(encoding="utf-8"))

    assert len(said) > 10
    assert [one for one in said if f"pages.said.{one}" not in TEXTS.entries] == []


async def test_the_same_form_is_done_once(full: School) -> None:
    await full[TRAINER].get(f"/room/talk/{full.talk}")
    fields = {**full[TRAINER].hidden(), "session": full.talk, "turn": "1", "kind": "top", "text": "Mooi."}
    for _ in range(2):
        assert (await full[TRAINER].post("/do/comment_line", fields)).status_code == 200

    assert [one.text for one in await full.comments()] == ["Mooi."]


async def test_a_letter_that_came_after_the_page_was_opened_is_not_put_away(full: School) -> None:
    kim = TeacherId(await full.id_of(KIM))
    async with full.house.store.unit() as unit:
        await unit.room.words.post(kim, (Message(Voice.TRAINER, "Eerst"),), NOW)
    await full[KIM].get("/mine")
    (last,) = re.findall(r'name="last" value="(\d+)"', full[KIM].page)
    fields = {**full[KIM].hidden(), "last": last}
    async with full.house.store.unit() as unit:
        await unit.room.words.post(kim, (Message(Voice.TRAINER, "Daarna"),), NOW)
    await full[KIM].post("/do/read_letters", fields)
    await full[KIM].get("/mine")

    assert "Daarna" in full[KIM].page
    assert "Eerst" not in full[KIM].page


@pytest.mark.parametrize("text", ["", "   ", "lang " * 3000])
async def test_what_is_refused_is_told_and_given_back(full: School, text: str) -> None:
    page = f"/room/talk/{full.talk}"
    fields = {"session": full.talk, "turn": "1", "kind": "top", "text": text, "back": page}
    assert await do(full[TRAINER], page, "comment_line", **fields) == 422

    assert full[TRAINER].box() == text
    assert f'href="{page}"' in full[TRAINER].page
    assert await full.comments() == ()


@pytest.mark.parametrize("back", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "x"])
async def test_no_form_leads_elsewhere(full: School, back: str) -> None:
    fields = {"session": full.talk, "turn": "1", "text": "", "back": back}
    await do(full[TRAINER], f"/room/talk/{full.talk}", "comment_line", **fields)

    assert "elsewhere" not in full[TRAINER].page
    assert 'class="button" href="/"' in full[TRAINER].page


async def test_the_script_gets_the_refusal_as_a_line(full: School) -> None:
    await full[TRAINER].get(f"/room/talk/{full.talk}")
    fields = {**full[TRAINER].hidden(), "session": full.talk, "turn": "1", "text": ""}
    response = await full[TRAINER].post("/do/comment_line", fields, script=True)

    assert (response.status_code, response.json()) == (
        422,
        {"error": full.house.texts("room.error.comment_empty")},
    )


async def test_a_flood_of_forms_has_to_wait(full: School) -> None:
    await full[KIM].get("/mine")
    hidden, group = full[KIM].hidden(), full.group.id
    statuses = [
        (await full[KIM].post("/do/name_me", {**hidden, "group": group, "name": f"Kim{n}"})).status_code
        for n in range(FORMS + 1)
    ]
    assert statuses == [200] * FORMS + [429]
    full.house.clock.pass_by(timedelta(minutes=1))
    assert await do(full[KIM], "/mine", "name_me", group=group, name="Kim") == 200


async def test_who_joins_in_the_browser_becomes_somebody_new(full: School) -> None:
    newcomer = full.house.browser()
    await newcomer.get(f"/join/{full.group.code}")
    assert full.group.code in newcomer.page
    await newcomer.post("/join", {"code": full.group.code, "name": "Noor"})
    assert newcomer.house.texts("pages.said.joined") in newcomer.text()
    await full[TRAINER].get(f"/room/{full.group.id}")

    assert "Noor" in full[TRAINER].text()


async def test_a_new_trainer_is_spoken_to_as_one_and_keeps_the_typed_name(full: School) -> None:
    await do(full[ADMIN], "/room/people", "invite_trainer")
    link = in_page(full[ADMIN], "http")
    newcomer, texts = full.house.browser(), full.house.texts
    await newcomer.get(link[link.index("/join/") :])
    assert texts("pages.join.trainer_why") in newcomer.text()
    assert texts("pages.join.why") not in newcomer.text()
    await newcomer.post("/join", {"code": link.rpartition("/")[2], "name": "Tineke"})
    assert texts("pages.said.trainer") in newcomer.text()
    await full[ADMIN].get("/room/people")
    assert "Tineke" in full[ADMIN].text()


async def test_two_in_a_group_are_not_called_the_same(full: School) -> None:
    assert await do(full[KIM], "/mine", "name_me", group=full.group.id, name="Sam") == 422
    newcomer = full.house.browser()
    response = await newcomer.post("/join", {"code": full.group.code, "name": "KIM"})
    assert response.status_code == 422
    assert full.house.texts("room.error.name_taken") in newcomer.text()


async def test_a_corrected_mark_is_told_in_words(full: School) -> None:
    page = f"/room/talk/{full.talk}"
    await full[TRAINER].get(page)
    technique = full[TRAINER].page.partition('<select name="technique"><option value="')[2].partition('"')[0]
    await do(
        full[TRAINER], page, "correct_observation", session=full.talk, technique=technique, becomes="none"
    )
    await full[TRAINER].get(page)
    assert f"<ins>{full.house.texts('room.mark.none')}</ins>" in full[TRAINER].page
    assert "<ins>none</ins>" not in full[TRAINER].page


@pytest.mark.parametrize("code", ["", "nonsense", "a" * 5000, "é"])
async def test_a_wrong_code_makes_nobody(full: School, code: str) -> None:
    before = len(full.house.store.tables.teachers)
    newcomer = full.house.browser()
    response = await newcomer.post("/join", {"code": code})

    assert response.status_code == 404
    assert (len(full.house.store.tables.teachers), dict(newcomer.client.cookies)) == (before, {})


async def test_whoever_tries_many_codes_has_to_wait(full: School) -> None:
    newcomer = full.house.browser()
    statuses = [(await newcomer.post("/join", {"code": f"wrong{n}"})).status_code for n in range(11)]

    assert statuses == [404] * 10 + [429]
    assert (await newcomer.get(f"/join/{full.group.code}")).status_code == 429


async def test_a_renewed_code_closes_the_old_one(full: School) -> None:
    page = f"/room/{full.group.id}/group"
    assert await do(full[TRAINER], page, "renew_code", group=full.group.id) == 200

    assert (await full.house.browser().post("/join", {"code": full.group.code})).status_code == 404


async def test_the_teacher_reads_who_looked(full: School) -> None:
    await full[TRAINER].get(f"/room/talk/{full.talk}")
    await full[KIM].get("/mine")
    await full[SAM].get("/mine")

    assert "opende" in full[KIM].text()
    assert full.house.texts("pages.mine.no_looks") in full[SAM].text()


async def test_a_comment_reaches_the_practice_page_and_its_answer_the_trainer(full: School) -> None:
    page = f"/room/talk/{full.talk}"
    await do(full[TRAINER], page, "comment_line", session=full.talk, turn="1", kind="try", text="Vat samen.")
    await full[KIM].get("/")
    assert ("trainer", True) in {(voice, "Vat samen." in said) for voice, said in full[KIM].bubbles()}
    await do(full[KIM], "/mine", "answer", comment="1", text="Goed plan.", back="/mine")
    await full[TRAINER].get(page)

    assert "Goed plan." in full[TRAINER].text()


@pytest.mark.parametrize("kind", ["csv", "json", "pdf"])
async def test_a_shared_conversation_is_taken_along(full: School, kind: str) -> None:
    response = await full[TRAINER].get(f"/room/talk/{full.talk}/talk.{kind}")

    named = response.headers["content-disposition"]
    assert re.fullmatch(
        rf'attachment; filename="gesprek-met-[a-z0-9-]+-\d{{4}}-\d\d-\d\d-\d{{4}}\.{kind}"', named
    )
    assert KIM not in named
    assert response.content.startswith({"csv": b"\xef\xbb\xbf", "json": b"{", "pdf": b"%PDF"}[kind])


@pytest.mark.parametrize(("file", "kind"), [("talks", "csv"), ("group", "json")])
async def test_a_group_is_taken_along_under_its_own_name(full: School, file: str, kind: str) -> None:
    response = await full[TRAINER].get(f"/room/{full.group.id}/{file}.{kind}")
    named = response.headers["content-disposition"]
    assert re.fullmatch(rf'attachment; filename="groep-dinsdag-\d{{4}}-\d\d-\d\d\.{kind}"', named)


def test_a_file_gets_a_name_that_every_system_takes() -> None:
    assert plain_name('Groep "É" / ..\r\n5') == "groep-e-5"


async def test_words_are_only_words(full: School) -> None:
    name = "<b>x</b>{{ 7*7 }}"
    await do(full[KIM], "/mine", "name_me", group=full.group.id, name=name)
    await full[TRAINER].get(f"/room/{full.group.id}")

    assert "<b>x" not in full[TRAINER].page
    assert "49" not in full[TRAINER].text()


@pytest.mark.parametrize("query", ["words=naar", "persona=mara", "well=yes", "quiet=1", "since=2026-09-01"])
async def test_the_list_can_be_searched(full: School, query: str) -> None:
    await full[TRAINER].get(f"/room/{full.group.id}/talks?{query}")
    found = f'href="/room/talk/{full.talk}"' in full[TRAINER].page

    assert found is (query != "well=yes")


@pytest.mark.parametrize("query", ["start=²", "start=-1", "start=99999", "since=x", "well=%00", "at=9999999"])
async def test_nonsense_in_an_address_does_no_harm(full: School, query: str) -> None:
    for page in ("talks", "present"):
        assert (await full[TRAINER].get(f"/room/{full.group.id}/{page}?{query}")).status_code == 200


@pytest.mark.parametrize("turn", ["0", "99", "x", "²", "-1"])
async def test_a_line_that_is_not_there(full: School, turn: str) -> None:
    statuses = {
        (await full[TRAINER].get(f"/room/talk/{full.talk}/{page}/{turn}")).status_code
        for page in ("line", "present")
    }

    assert statuses <= {200, 403, 404}


async def test_words_that_are_not_in_the_line_are_told_beside_the_form(full: School) -> None:
    response = await full[TRAINER].get(f"/room/talk/{full.talk}/line/2?was=&words=iets+anders&becomes=harsh")

    assert response.status_code == 200
    assert full.house.texts("room.error.no_words") in full[TRAINER].text()
    assert 'value="iets anders"' in full[TRAINER].page


async def test_pages_ask_nothing_of_other_sites_and_hold_no_code(full: School) -> None:
    group, talk = f"/room/{full.group.id}", f"/room/talk/{full.talk}"
    for page in (group, f"{group}/talks", talk, f"{talk}/present/1", "/room"):
        await full[TRAINER].get(page)
        assert not re.search(r'://|<script>| style=| on[a-z]+="', full[TRAINER].page)


async def test_another_trainer_cannot_see_that_the_group_exists(full: School) -> None:
    await full[STRANGER].get("/room")

    assert full.group.name not in full[STRANGER].text()


def test_the_curve_says_what_it_shows() -> None:
    drawn = curve((Mood(7, 2), Mood(3, 6)), TEXTS)

    assert TEXTS("pages.talk.curve", tension=7, tension_after=3, trust=2, trust_after=6) in drawn
    assert drawn.count("<circle") == 4


def test_names_of_lines_that_end_together_stand_apart() -> None:
    drawn = curve((Mood(5, 5), Mood(5, 5)), TEXTS)
    heights = [int(y) for y in re.findall(r'<text x="335" y="(\d+)"', drawn)]

    assert abs(heights[0] - heights[1]) >= 12


def test_without_an_address_there_is_no_code() -> None:
    assert qr_code("") == ""
    assert "style" not in qr_code("https://o.example/join/abc")
