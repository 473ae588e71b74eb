"""The pages with a small parent, the store in memory, and a browser made of httpx."""

import re
import struct
import zlib
from collections.abc import Mapping
from html import unescape

import httpx
from starlette.applications import Starlette

from bot.practice.messages import Messages
from bot.practice.ports import Teacher, Unit
from bot.practice.practice import Practice
from bot.web.app import WebSettings, make_app
from bot.web.signin import invite
from bot.web.visitors import Entry
from tests.fakes.clock import FakeChance, FakeClock
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shelf import FakeShelf
from tests.practice.world import small_library


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\0")),
        _chunk(b"IEND", b""),
    )
)
"""A picture of one grey dot."""


class FallingPractice(Practice):
    """A practice that fails when it hears a certain word."""

    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> Messages:
        if text == "val om":
            raise ZeroDivisionError(text)
        return await super().say(unit, teacher, text, key=key)


class House:
    """A program with its pages."""

    def __init__(self, settings: WebSettings | None = None) -> None:
        self.clock, self.chance = FakeClock(), FakeChance()
        self.store = MemoryStore(clock=self.clock, chance=self.chance)
        self.shelf = FakeShelf(small_library())
        self.practice = FallingPractice(shelf=self.shelf, clock=self.clock, chance=self.chance)
        self.texts = self.shelf.library.texts
        self.drawn: list[str] = []
        self.app: Starlette = make_app(
            store=self.store,
            practice=self.practice,
            texts=lambda: self.texts,
            clock=self.clock,
            chance=self.chance,
            draw=self.draw,
            settings=settings or WebSettings(),
        )

    async def draw(self, recipe: str) -> bytes | None:
        self.drawn.append(recipe)
        return PNG if recipe.startswith("mood:") else b'{"teacher": {}}'

    def browser(self) -> "Browser":
        return Browser(self)

    async def signed_in(self, *, entry: Entry = Entry.TEACHER, outside: str = "anna") -> "Browser":
        browser = self.browser()
        token = await invite(self.store, clock=self.clock, entry=entry, outside=outside)
        await browser.post(f"/in/{token}")
        return browser

    def said(self) -> list[str]:
        """Return what the parents heard, in all conversations."""
        return [turn.reading.text for turn in self.store.tables.turns.values()]


class Browser:
    """Follows links and sends the forms of the page that it has before it, as one without script does."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(house.app), base_url="http://localhost:8080", follow_redirects=True
        )
        self.page = ""

    async def get(self, path: str) -> httpx.Response:
        return self._seen(await self.client.get(path))

    async def post(
        self, path: str, fields: Mapping[str, str] | None = None, *, script: bool = False
    ) -> httpx.Response:
        headers = {"accept": "application/json"} if script else {}
        return self._seen(await self.client.post(path, data=fields, headers=headers))

    async def press(self, action: str, *, script: bool = False) -> httpx.Response:
        return await self.post("/act", {"action": action, **self.hidden()}, script=script)

    async def say(self, text: str, *, script: bool = False) -> httpx.Response:
        return await self.post("/say", {"text": text, **self.hidden()}, script=script)

    async def talk(self, *lines: str) -> None:
        """Begin a conversation and say these lines."""
        await self.get("/")
        await self.press("begin:mara")
        for line in lines:
            await self.say(line)

    def hidden(self) -> dict[str, str]:
        """Return the hidden fields of the forms on the page."""
        return dict(re.findall(r'type="hidden" name="(mark|once)" value="([^"]*)"', self.page))

    def actions(self) -> list[str]:
        """Return what the buttons in the bubbles do."""
        log = self.page.partition('id="log"')[2].partition("</main>")[0]
        return re.findall(r'name="action" value="([^"]+)"', log)

    def text(self) -> str:
        """Return the words on the page, without the markup."""
        return text_of(self.page)

    def bubbles(self) -> list[tuple[str, str]]:
        """Return the voice and the words of each bubble."""
        log = self.page.partition("</main>")[0]
        found = re.findall(r'<article class="bubble (\w+)[^>]*>(.*?)</article>', log, re.DOTALL)
        return [(voice, text_of(content)) for voice, content in found]

    def box(self) -> str:
        """Return what stands in the text box."""
        found = re.search(r"<textarea[^>]*>(.*?)</textarea>", self.page, re.DOTALL)
        return unescape(found[1]) if found else ""

    def _seen(self, response: httpx.Response) -> httpx.Response:
        if "html" in response.headers.get("content-type", ""):
            self.page = response.text
        return response


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())
