"""A trainer's day in a real browser, from making a group to deleting it; and every page checked by axe."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.practice.visit import House as HouseRules
from bot.web.signin import invite
from tests.web.test_browser import PHONE, Served, begin, chromium, say, scrolls_sideways

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as running:
        running.house.practice.settle(HouseRules(admins=frozenset({("web", "here")})))
        yield running


def newcomer(chromium: Browser, served: Served, size: dict[str, int], *, dark: bool = False) -> Page:
    context = chromium.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: served.mistakes.append(str(error)))
    return page


def fill_in(page: Page, deed: str, **fields: str) -> None:
    """Fill in a form of the page and send it; what is folded away is opened first."""
    form = page.locator(f"form[action='/do/{deed}']").first
    form.wait_for(state="attached")
    if not form.is_visible():
        page.locator("details", has=form).last.locator("> summary").click()
    for name, value in fields.items():
        form.locator(f"[name={name}]").first.fill(value)
    form.locator("button").click()


def said(page: Page, served: Served, key: str) -> None:
    expect(page.locator("#said")).to_have_text(served.house.texts(f"pages.said.{key}"))


def join(page: Page, served: Served, code: str, name: str) -> None:
    page.goto(f"{served.base}/join/{code}")
    page.locator("[name=name]").fill(name)
    page.locator("button").click()


def practise(page: Page, served: Served, *lines: str) -> None:
    page.goto(served.base)
    begin(page)
    for line in lines:
        say(page, line)
        expect(page.locator("#log .teacher").last).to_contain_text(line)
        page.wait_for_selector("body:not([data-busy])")
    page.locator("#controls button[value='stop']").click()
    expect(page.locator("#controls button")).to_have_count(0)


def trainer_of(chromium: Browser, served: Served) -> Page:
    """Return the page of someone who came by the printed link and made a trainer of themselves."""
    page = newcomer(chromium, served, WIDE)
    page.goto(served.link())
    page.locator("form button").click()
    page.goto(f"{served.base}/room/people")
    fill_in(page, "invite_trainer")
    code = page.locator("code").first.inner_text().rpartition("/")[2]
    join(page, served, code, "")
    said(page, served, "trainer")
    fill_in(page, "name_trainer", name="Mirjam")
    said(page, served, "kept")
    return page


def group_of(page: Page, served: Served) -> str:
    """Make a group and return its code."""
    fill_in(page, "make_group", name="Dinsdag", date="2026-10-06")
    said(page, served, "group_made")
    expect(page.locator(".qr svg")).to_be_visible()
    return page.locator("code").last.inner_text()


def shared_by(page: Page, served: Served) -> None:
    page.goto(f"{served.base}/mine")
    page.locator("#talks ~ ul a").first.click()
    expect(page.locator(".talk-lines mark").first).to_be_visible()
    fill_in(page, "share")
    said(page, served, "shared")


def test_the_whole_day(chromium: Browser, served: Served) -> None:
    trainer = trainer_of(chromium, served)
    code = group_of(trainer, served)
    kim, sam = newcomer(chromium, served, PHONE), newcomer(chromium, served, PHONE)
    join(kim, served, code, "Kim")
    join(sam, served, code, "Sam")
    practise(kim, served, "Wat naar", "Dag")
    practise(sam, served, "Dat is uw eigen schuld")
    shared_by(kim, served)
    trainer.get_by_role("link", name=served.house.texts("pages.tab.overview")).click()
    expect(trainer.locator("tbody tr")).to_have_count(2)
    expect(trainer.locator("main")).not_to_contain_text("uw eigen schuld")
    comment_and_correct(trainer, served)
    answered(kim, served)
    trainer.reload()
    expect(trainer.locator(".answer .words")).to_have_text("Dat ga ik doen.")
    taken_along(trainer)
    trainer.get_by_role("link", name=served.house.texts("pages.tab.group"), exact=True).click()
    fill_in(trainer, "drop_group")
    said(trainer, served, "group_gone")
    kim.goto(f"{served.base}/mine")
    expect(kim.locator("main")).to_contain_text(served.house.texts("pages.mine.no_groups"))
    for page in (trainer, kim, sam):
        page.context.close()


def comment_and_correct(trainer: Page, served: Served) -> None:
    trainer.get_by_role("link", name=served.house.texts("pages.tab.talks")).click()
    trainer.locator(".list a").first.click()
    trainer.locator("#b1").get_by_role("link", name=served.house.texts("pages.comment.on_line")).click()
    fill_in(trainer, "comment_line", text=" ")
    expect(trainer.locator("#b1 .note")).to_be_visible()
    fill_in(trainer, "comment_line", text="Vat het eerst samen.")
    said(trainer, served, "commented")
    expect(trainer.locator("#b1 .comment .words")).to_have_text("Vat het eerst samen.")
    trainer.locator("#b1").get_by_role("link", name=served.house.texts("pages.correct.link")).click()
    trainer.locator("select[name=becomes]").select_option("harsh")
    trainer.get_by_role("button", name=served.house.texts("pages.correct.try")).click()
    expect(trainer.locator(".changes tbody tr").first).to_be_visible()
    fill_in(trainer, "correct_move")
    said(trainer, served, "corrected")
    expect(trainer.locator("#b1 ins").first).to_contain_text("Verwijten")


def answered(kim: Page, served: Served) -> None:
    kim.goto(served.base)
    expect(kim.locator("#log .trainer")).to_contain_text("Vat het eerst samen.")
    kim.goto(f"{served.base}/mine")
    expect(kim.locator("main")).to_contain_text("Mirjam opende")
    fill_in(kim, "answer", text="Dat ga ik doen.")
    said(kim, served, "answered")


def taken_along(trainer: Page) -> None:
    with trainer.expect_download() as waiting:
        trainer.locator("a[href$='talk.json']").click()
    assert "Wat naar" in json.dumps(json.loads(waiting.value.path().read_text(encoding="utf-8")))


def addresses(served: Served) -> tuple[list[str], str]:
    """Return the pages of the trainer and the one of the teacher's own conversation."""
    tables = served.house.store.tables
    group, session = next(iter(tables.room.groups)), next(iter(tables.sessions))
    member = tables.sessions[session].teacher
    here, talk = f"/room/{group}", f"/room/talk/{session}"
    pages = ["/room", "/room/people", here, f"{here}/group", f"{here}/talks?words=naar", f"{here}/present"]
    pages += [f"{here}/teacher/{member}", f"{talk}?on=1", f"{talk}/present/1"]
    pages += [f"{talk}/line/1", f"{talk}/line/1?was=kind&becomes=harsh"]
    return pages, f"/mine/talk/{session}"


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (WIDE, False)], ids=["phone at night", "desk"])
def test_every_page_can_be_used_by_everybody(
    chromium: Browser, served: Served, size: dict[str, int], dark: bool
) -> None:
    trainer = trainer_of(chromium, served)
    kim = newcomer(chromium, served, size, dark=dark)
    join(kim, served, group_of(trainer, served), "Kim")
    practise(kim, served, "Wat naar", "Dat is uw eigen schuld")
    shared_by(kim, served)
    pages, own = addresses(served)
    reader = newcomer(chromium, served, size, dark=dark)
    reader.goto(again(served))
    reader.locator("form button").click()
    found = {page: looked_at(reader, served, page) for page in pages}
    found |= {page: looked_at(kim, served, page) for page in ("/", "/mine", own, "/mine/device", "/join")}
    for page in (trainer, kim, reader):
        page.context.close()

    assert found == {page: [] for page in found}


def again(served: Served) -> str:
    """Return a link with which the trainer signs in once more."""
    with ThreadPoolExecutor(1) as worker:
        token = worker.submit(asyncio.run, invite(served.house.store, clock=served.house.clock)).result()
    return f"{served.base}/in/{token}"


def looked_at(page: Page, served: Served, path: str) -> list[str]:
    """Return what axe finds on a page, and whether it is too wide or too heavy."""
    response = page.goto(served.base + path)
    assert response is not None
    report = Axe().run(page, options={"resultTypes": ["violations"]}).response
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in report["violations"]]
    if scrolls_sideways(page):
        found.append("too wide")
    if len(response.body()) > 60_000:
        found.append("too heavy")
    return found


def test_moments_are_turned_with_the_arrows(chromium: Browser, served: Served) -> None:
    trainer = trainer_of(chromium, served)
    kim = newcomer(chromium, served, PHONE)
    join(kim, served, group_of(trainer, served), "Kim")
    practise(kim, served, "Wat naar", "Dat is uw eigen schuld")
    shared_by(kim, served)
    session = next(iter(served.house.store.tables.sessions))
    trainer.goto(f"{served.base}/room/talk/{session}/present/1")
    expect(trainer.locator(".bubble.teacher")).to_have_text("Wat naar")
    trainer.keyboard.press("ArrowRight")
    expect(trainer.locator(".bubble.teacher")).to_have_text("Dat is uw eigen schuld")
    trainer.wait_for_load_state()
    trainer.keyboard.press("ArrowLeft")
    expect(trainer.locator(".bubble.teacher")).to_have_text("Wat naar")
    expect(trainer.locator("body")).not_to_contain_text("Kim")
    for page in (trainer, kim):
        page.context.close()
