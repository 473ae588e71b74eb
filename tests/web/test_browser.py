"""A teacher at the practice page, in a real browser: on a phone, at a desk, with and without script."""

import asyncio
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.web.app import WebSettings
from bot.web.signin import invite
from tests.web.house import House

pytestmark = pytest.mark.browser
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def found() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = found()
    if not program and os.environ.get("BOT_TEST_BROWSER") != "required":
        pytest.skip("no Chromium or Chrome found: the browser tests are left out")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Served:
    """The pages on a free port, in a thread."""

    def __init__(self, *, delay: float = 0.0) -> None:
        with socket.create_server(("127.0.0.1", 0)) as trial:
            port = int(trial.getsockname()[1])
        self.house = House(WebSettings(port=port, human_delay=delay))
        self.base = f"http://127.0.0.1:{port}"
        config = uvicorn.Config(self.house.app, port=port, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self.mistakes: list[str] = []
        """What went wrong in the pages' own script."""

    def link(self) -> str:
        """Return a new link, made in a thread of its own: playwright's loop runs in this one."""
        with ThreadPoolExecutor(1) as worker:
            token = worker.submit(asyncio.run, invite(self.house.store, clock=self.house.clock)).result()
        return f"{self.base}/in/{token}"

    def __enter__(self) -> "Served":
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started and time.monotonic() < until:
            threading.Event().wait(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        assert self.mistakes == []


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as running:
        yield running


def arrive(chromium: Browser, served: Served, size: dict[str, int], *, script: bool = True) -> Page:
    """Open the printed link, press the button and return the page."""
    context = chromium.new_context(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=script
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: served.mistakes.append(str(error)))
    page.goto(served.link())
    page.locator("form button").click()
    return page


def press(page: Page, button: str) -> None:
    page.wait_for_selector("body:not([data-busy])")
    page.locator(button).click()


def begin(page: Page) -> None:
    press(page, "#log button[value='card:mara']")
    press(page, "#log button[value='begin:mara']")
    expect(page.locator("#log .parent").last).to_contain_text("Ik bel over Bo.")


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#say button").click()


WIDER = """[document.documentElement, ...document.querySelectorAll("main, footer, header")]
    .some(part => part.scrollWidth > part.clientWidth + 1)"""


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate(WIDER))


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 568}], ids=["phone", "desk", "small"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_whole_practice(chromium: Browser, served: Served, size: dict[str, int], script: bool) -> None:
    page = arrive(chromium, served, size, script=script)
    begin(page)
    say(page, "Ik snap dat u zich zorgen maakt")
    expect(page.locator("#log .parent").last).to_contain_text("Bo slaapt slecht.")
    press(page, "#controls button[value='tip']")
    expect(page.locator("#log .coach").last).to_contain_text(served.house.texts("tip.none", name="Mara"))
    press(page, "#controls button[value='pause']")
    expect(page.locator("#text")).to_be_hidden()
    press(page, "#controls button[value='resume']")
    expect(page.locator("#text")).to_be_visible()
    assert not scrolls_sideways(page)
    press(page, "#controls button[value='stop']")
    expect(page.locator("#log img.mood")).to_be_attached()
    expect(page.locator("#controls button")).to_have_count(0)
    press(page, "#log button[value$=':steps']")
    expect(page.locator("#log .coach").last).to_contain_text(served.house.texts("review.legend"))
    assert not scrolls_sideways(page)
    page.context.close()


def test_the_dossier_opens_and_closes_with_the_keyboard(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, PHONE)
    begin(page)
    card = page.locator("#head .card")
    expect(card).to_be_hidden()
    page.locator("#head summary").focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Bo zit in de brugklas.")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.context.close()


def test_enter_sends_and_the_box_keeps_the_focus(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, DESK)
    begin(page)
    page.locator("#text").fill("Dag.")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Wat naar")
    page.keyboard.press("Enter")
    expect(page.locator("#log .parent").last).to_contain_text("Bo slaapt slecht.")
    expect(page.locator("#text")).to_be_focused()
    assert served.house.said() == ["Dag.\nWat naar"]
    page.context.close()


def test_without_a_connection_the_text_stays_and_is_sent_once(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, PHONE)
    begin(page)
    page.route("**/say", lambda route: route.abort())
    say(page, "Wat naar")
    expect(page.locator("#note")).to_have_text(served.house.texts("web.offline"))
    expect(page.locator("#text")).to_have_value("Wat naar")
    page.unroute("**/say")
    page.locator("#say button").click()
    expect(page.locator("#log .parent").last).to_contain_text("Bo slaapt slecht.")
    expect(page.locator("#note")).to_be_hidden()
    assert served.house.said() == ["Wat naar"]
    page.context.close()


def test_an_answer_that_got_lost_is_not_given_twice(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, PHONE)
    begin(page)

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]  # a Route
        route.abort()  # type: ignore[attr-defined]  # idem

    page.route("**/say", lose)
    say(page, "Wat naar")
    expect(page.locator("#text")).to_have_value("Wat naar")
    page.unroute("**/say")
    page.locator("#say button").click()
    expect(page.locator("#log .teacher")).to_have_count(1)
    expect(page.locator("#log .parent").last).to_contain_text("Bo slaapt slecht.")
    assert served.house.said() == ["Wat naar"]
    page.context.close()


def test_what_cannot_be_sent_is_told_and_stays(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, PHONE)
    begin(page)
    say(page, "  ")
    expect(page.locator("#note")).to_have_text(served.house.texts("say.empty"))
    wall = "woord " * 1000
    say(page, wall)
    expect(page.locator("#note")).to_contain_text("4096")
    expect(page.locator("#text")).to_have_value(wall)
    expect(page.locator("#log .teacher")).to_have_count(0)
    assert not scrolls_sideways(page)
    page.context.close()


def test_the_parent_types_for_a_moment(chromium: Browser) -> None:
    with Served(delay=0.5) as served:
        page = arrive(chromium, served, PHONE)
        press(page, "#log button[value='card:mara']")
        press(page, "#log button[value='begin:mara']")
        expect(page.locator("#typing")).to_be_visible()
        expect(page.locator("#log .parent")).to_have_count(2)
        expect(page.locator("#typing")).to_be_hidden()
        page.context.close()


def test_who_does_not_wait_for_the_parent_is_heard_as_well(chromium: Browser) -> None:
    with Served(delay=2) as served:
        page = arrive(chromium, served, PHONE)
        press(page, "#log button[value='card:mara']")
        page.locator("#log button[value='begin:mara']").dblclick()
        expect(page.locator("#typing")).to_be_visible()
        # The bubble stands there at once; only the answer says that the words are stored.
        with page.expect_response("**/say"):
            say(page, "Wat naar")
            expect(page.locator("#log .teacher")).to_have_count(1)
            assert page.locator("#log .parent").count() == 2
        assert served.house.said() == ["Wat naar"]
        page.context.close()


def test_nothing_is_fetched_from_elsewhere(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, PHONE)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.reload()
    begin(page)
    say(page, "Wat naar")
    expect(page.locator("#log .teacher")).to_have_count(1)
    press(page, "#controls button[value='stop']")
    expect(page.locator("#log img.mood, #log .coach p").last).to_be_attached()

    assert {url[: len(served.base)] for url in seen} == {served.base}
    page.context.close()


def test_a_screen_reader_hears_what_is_new(chromium: Browser, served: Served) -> None:
    page = arrive(chromium, served, PHONE)
    begin(page)
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("textbox", name=served.house.texts("web.message"))).to_be_visible()
    expect(page.get_by_role("button", name=served.house.texts("web.send"))).to_be_visible()
    nameless = page.locator("button:visible, summary:visible, a:visible").evaluate_all(
        "all => all.filter(e => !(e.innerText.trim() || e.getAttribute('aria-label'))).map(e => e.outerHTML)"
    )
    assert nameless == []
    page.context.close()


def test_the_browser_is_where_it_is_looked_for() -> None:
    assert not found() or Path(found()).exists()
