"""The one place that wires: settings, content, store, use cases, pages and the bot."""

import asyncio
import logging
import secrets
import signal
import socket
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import uvicorn

from bot.chat.runner import BotRunner
from bot.content.errors import BadContent
from bot.content.library import load_texts
from bot.content.shelf import FileShelf, NoContent
from bot.model.errors import BotError
from bot.play import Library
from bot.practice.ports import Teacher, TeacherId
from bot.practice.practice import Practice
from bot.settings import Settings
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from bot.web.app import WebSettings, make_app
from bot.web.signin import invite

log = logging.getLogger(__name__)

REFRESH_SECONDS = 3.0
"""How often the content folder is looked at for a change."""
PURGE_SECONDS = 6 * 3600.0
KEEP_DONE = timedelta(days=7)
"""How long processed updates and sent messages are kept: Telegram repeats an update for a day at most."""


class UsedPort(BotError):
    """Another program listens on the port."""

    key = "error.used_port"


class WallClock:
    """The time of the machine, in UTC."""

    def now(self) -> datetime:
        """Return the time now."""
        return datetime.now(UTC)


class SystemChance:
    """Chance of the machine."""

    def seed(self) -> int:
        """Return a seed for a conversation."""
        return secrets.randbelow(2**31)

    def token(self) -> str:
        """Return a random code that cannot be guessed."""
        return secrets.token_urlsafe(16)


class Artist:
    """Makes the pictures and files for the recipes that messages carry, off the event loop."""

    def __init__(self, practice: Practice, store: SqlStore, shelf: FileShelf) -> None:
        """Take what a picture needs."""
        self._practice = practice
        self._store = store
        self._shelf = shelf

    async def draw(self, recipe: str) -> bytes | None:
        """Return the bytes of `mood:<session>` (PNG) or `data:<teacher>` (JSON); None when it is gone."""
        kind, _, of = recipe.partition(":")
        if kind == "data":
            return await self._data(TeacherId(of))
        return await self._mood(of)

    async def _mood(self, session_id: str) -> bytes | None:
        from bot.charts import mood_chart

        async with self._store.unit() as unit:
            session = await unit.session(session_id)
            teacher = await unit.teacher(session.teacher) if session else None
            debrief = await self._practice.debrief(unit, session_id, teacher) if teacher else None
        library: Library = self._shelf.current()
        if session is None or debrief is None or session.persona not in library.personas:
            return None
        persona = library.personas[session.persona]
        return await asyncio.to_thread(mood_chart, debrief, persona, library.texts)

    async def _data(self, teacher_id: TeacherId) -> bytes | None:
        async with self._store.unit() as unit:
            teacher: Teacher | None = await unit.teacher(teacher_id)
            return (await self._practice.own_data(unit, teacher)).encode() if teacher else None


def run(settings: Settings) -> int:
    """Run until told to stop; return the exit code.

    Raises:
        BotError: Something that keeps the program from starting, with a sentence for the operator.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # These log whole rows of what is said (transitions at INFO, the driver its parameters at DEBUG).
    for chatty in ("transitions", "alembic", "aiosqlite", "sqlalchemy"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    _free_port(settings.web_host, settings.web_port)
    texts = load_texts(settings.dialogues)
    if texts is not None:
        # A first start learns from thousands of examples; silence would look like a program that hangs.
        sys.stdout.write(texts("connect.starting") + "\n")
        sys.stdout.flush()
    try:
        shelf = FileShelf(settings.dialogues, cache=settings.root / "var" / "cache")
    except NoContent as refused:
        sys.stderr.write("\n".join(map(str, refused.findings)) + "\n")
        raise BadContent(count=len(refused.findings)) from None
    asyncio.run(_serve(settings, shelf))
    return 0


def _free_port(host: str, port: int) -> None:
    """Raise UsedPort when nobody can listen there: before anything else is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise UsedPort(port=port, host=host) from None


async def _serve(settings: Settings, shelf: FileShelf) -> None:
    await prepare(settings.database_url)
    clock, chance = WallClock(), SystemChance()
    store = SqlStore(settings.database_url, clock=clock, chance=chance)
    practice = Practice(shelf=shelf, clock=clock, chance=chance)
    artist = Artist(practice, store, shelf)
    stop = _stop_on_signals()
    try:
        bot = await _bot(settings, practice, store, shelf, artist, clock)
        app = make_app(
            store=store,
            practice=practice,
            texts=lambda: shelf.current().texts,
            clock=clock,
            chance=chance,
            draw=artist.draw,
            settings=WebSettings(
                settings.web_host,
                settings.web_port,
                settings.public_url,
                settings.human_delay,
                settings.token,
            ),
        )
        await _greet(settings, shelf, store, clock, bot)
        async with asyncio.TaskGroup() as parts:
            parts.create_task(_pages(settings, app, stop))
            parts.create_task(_reload(shelf, stop))
            parts.create_task(_purge(store, clock, stop))
            if bot:
                parts.create_task(bot.run_until(stop))
        if bot:
            await bot.stop()
    finally:
        await store.close()


async def _bot(
    settings: Settings,
    practice: Practice,
    store: SqlStore,
    shelf: FileShelf,
    artist: Artist,
    clock: WallClock,
) -> BotRunner | None:
    """Return the bot, its token tried; None without a token.

    Raises:
        BadToken: Telegram refuses the token.
    """
    if not settings.token:
        return None
    bot = BotRunner(
        token=settings.token,
        practice=practice,
        store=store,
        texts=shelf.current().texts,
        clock=clock,
        draw=artist.draw,
        api_url=settings.api_url,
        delay=settings.human_delay,
    )
    await bot.start()
    return bot


async def _greet(
    settings: Settings, shelf: FileShelf, store: SqlStore, clock: WallClock, bot: BotRunner | None
) -> None:
    """Print, in the operator's language, where the practice page is and how to connect Telegram."""
    texts = shelf.current().texts
    base = _page_address(settings)
    token = await invite(store, clock=clock)
    rows = [texts("connect.page", link=f"{base}/in/{token}")]
    if bot is None:
        rows += [texts(f"connect.{row}") for row in ("title", "one", "two", "three")]
    elif bot.username:
        rows.append(texts("connect.running", link=f"https://t.me/{bot.username}"))
    sys.stdout.write("\n".join(rows) + "\n")
    sys.stdout.flush()


def _page_address(settings: Settings) -> str:
    """Return the address of the pages, as a browser reaches them."""
    return settings.public_url or f"http://{_reached_at(settings.web_host)}:{settings.web_port}"


def _reached_at(host: str) -> str:
    """Return the address at which this machine's own browser finds a host that may mean every address."""
    if host in {"0.0.0.0", "::"}:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


async def _pages(settings: Settings, app: object, stop: asyncio.Event) -> None:
    """Serve the pages until it is time to stop."""
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI app, which main need not know more of
        host=settings.web_host,
        port=settings.web_port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    await asyncio.wait({serving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving
    stop.set()


class _Server(uvicorn.Server):
    """Leaves the signals to us: the bot and the pages stop together."""

    def install_signal_handlers(self) -> None:
        """Install none."""


async def _reload(shelf: FileShelf, stop: asyncio.Event) -> None:
    """Take up changed content; with mistakes the old stays and the findings are printed for the author."""
    while not stop.is_set():
        await _rest(stop, REFRESH_SECONDS)
        findings = await asyncio.to_thread(shelf.refresh)
        if findings is None:
            continue
        log.info("content read again findings=%d", len(findings))
        for finding in findings:
            sys.stderr.write(f"{finding}\n")


async def _purge(store: SqlStore, clock: WallClock, stop: asyncio.Event) -> None:
    """Throw away now and then what the durable path no longer needs."""
    while not stop.is_set():
        try:
            await store.chats.purge(clock.now() - KEEP_DONE)
        except BotError as error:
            log.warning("purge left for later error=%s", error.key)
        await _rest(stop, PURGE_SECONDS)


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
