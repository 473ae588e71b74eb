"""A school at the pages: an admin, two trainers with a group each, and teachers who practised and shared."""

from dataclasses import dataclass, replace

from bot.practice.ids import TeacherId
from bot.practice.room.records import Comment, Group
from bot.practice.visit import House as HouseRules
from bot.web.app import WebSettings
from tests.web.house import Browser, House

TOKEN = "123:secret"
ADMIN, TRAINER, STRANGER, KIM, SAM = "admin", "trainer", "stranger", "kim", "sam"
PEOPLE = (ADMIN, TRAINER, STRANGER, KIM, SAM)


@dataclass(frozen=True)
class School:
    """Who is who: `trainer` leads the group of Kim and Sam; `stranger` leads another; Kim shared `talk`."""

    house: House
    browsers: dict[str, Browser]
    group: Group
    other: Group
    talk: str
    """The conversation that Kim shared."""
    secret: str
    """One that Kim did not share."""

    def __getitem__(self, name: str) -> Browser:
        return self.browsers[name]

    async def id_of(self, name: str) -> TeacherId:
        async with self.house.store.unit() as unit:
            return (await unit.teacher_for("web", name)).id

    async def comments(self) -> tuple[Comment, ...]:
        async with self.house.store.unit() as unit:
            return await unit.room.words.comments_on(self.talk)


async def do(browser: Browser, page: str, deed: str, **fields: str) -> int:
    """Open a page, send one of its forms and return the status."""
    await browser.get(page)
    response = await browser.post(f"/do/{deed}", {**browser.hidden(), **fields})
    return response.status_code


def in_page(browser: Browser, begins: str) -> str:
    """Return the code on the page whose words begin so."""
    found = [part.partition("</code>")[0] for part in browser.page.split('<code class="code">')[1:]]
    return next(one for one in found if one.startswith(begins))


async def make_trainer(house: House, admin: Browser, browser: Browser) -> None:
    await do(admin, "/room/people", "invite_trainer")
    code = in_page(admin, "http").rpartition("/")[2]
    await browser.get(f"/join/{code}")
    await browser.post("/join", {"code": code, **browser.hidden()})


async def make_group(house: House, trainer: Browser, name: str) -> Group:
    await do(trainer, "/room", "make_group", name=name, date="2026-10-06")
    return next(one for one in house.store.tables.room.groups.values() if one.name == name)


_MADE: list[School] = []
"""The first school; the next ones are copies of it, for making one takes a while."""


async def school() -> School:
    """Return a school that the test may do with as it likes."""
    if not _MADE:
        _MADE.append(await _made())
    first = _MADE[0]
    house = _opened()
    house.chance.given = first.house.chance.given
    house.store.put_back(first.house.store.tables)
    browsers = {name: house.browser() for name in PEOPLE}
    for name, browser in browsers.items():
        browser.client.cookies = first[name].client.cookies
    return replace(first, house=house, browsers=browsers)


def _opened() -> House:
    house = House(WebSettings(bot_token=TOKEN))
    house.practice.settle(HouseRules(admins=frozenset({("web", ADMIN)})))
    return house


async def _made() -> School:
    house = _opened()
    browsers = {name: await house.signed_in(outside=name) for name in PEOPLE}
    groups = []
    for trainer, name in ((TRAINER, "Dinsdag"), (STRANGER, "Vreemd")):
        await make_trainer(house, browsers[ADMIN], browsers[trainer])
        groups.append(await make_group(house, browsers[trainer], name))
    kim = browsers[KIM]
    for name in (KIM, SAM):
        await browsers[name].get("/join")
        await browsers[name].post("/join", {"code": groups[0].code, "name": name, **browsers[name].hidden()})
    for words in ("Wat naar", "Dat is uw eigen schuld"):
        await kim.talk("Dag", words)
        await kim.press("stop")
    talk, secret = list(house.store.tables.sessions)
    await do(kim, f"/mine/talk/{talk}", "share", session=talk, group=groups[0].id)
    return School(house, browsers, groups[0], groups[1], talk, secret)
