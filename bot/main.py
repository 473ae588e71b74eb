"""The one place that wires: settings, content, store, use cases, pages and the bot."""

import asyncio
import logging
import secrets
import signal
import sys
from datetime import timedelta
from functools import partial

from bot.artist import Artist
from bot.chat.alarms import Alarms, BrokenContent, DeadLetters, DiskAlmostFull, NothingComesIn, Watch
from bot.chat.handlers import CHANNEL as TELEGRAM
from bot.chat.runner import BotRunner
from bot.content.errors import BadContent
from bot.content.library import load_texts
from bot.content.shelf import FileShelf, NoContent
from bot.model.errors import BotError
from bot.practice.living import living
from bot.practice.practice import Practice
from bot.practice.room.housekeeping import send_letters, tidy
from bot.practice.room.periods import Periods
from bot.practice.timekeeping import SteadyClock
from bot.practice.visit import House
from bot.settings import Settings
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from bot.web.app import WebSettings, make_app
from bot.web.metrics import Metrics
from bot.web.operating import Desk, Front
from bot.web.pace import Pace
from bot.web.readiness import Readiness
from bot.web.serving import refuse_used_port, serve
from bot.web.signin import HERE, invite
from bot.web.visitors import CHANNEL as PAGES
from bot.web.visitors import digest_of_visitor
from bot.web.webhook import Hook

log = logging.getLogger(__name__)

REFRESH_SECONDS = 3.0
"""How often the content folder is looked at for a change."""
LETTER_SECONDS = 3.0
PURGE_SECONDS = 6 * 3600.0
KEEP_DONE = timedelta(days=7)
"""How long processed updates and sent messages are kept: Telegram repeats an update for a day at most."""


class SystemChance:
    """Chance of the machine."""

    def seed(self) -> int:
        """Return a seed for a conversation."""
        return secrets.randbelow(2**31)

    def token(self) -> str:
        """Return a random code that cannot be guessed."""
        return secrets.token_urlsafe(16)


def run(settings: Settings) -> int:
    """Run until told to stop; return the exit code.

    Raises:
        BotError: Something that keeps the program from starting, with a sentence for the operator.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # These log whole rows of what is said (transitions at INFO, the driver its parameters at DEBUG).
    for chatty in ("transitions", "alembic", "aiosqlite", "sqlalchemy"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    refuse_used_port(settings.web_host, settings.web_port)
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


async def _serve(settings: Settings, shelf: FileShelf) -> None:
    await prepare(settings.database_url)
    clock, chance = SteadyClock(), SystemChance()
    store = SqlStore(settings.database_url, clock=clock, chance=chance)
    try:
        async with living(store.operations):
            await _serve_from(store, settings, shelf, clock, chance)
    finally:
        await store.close()


async def _serve_from(
    store: SqlStore, settings: Settings, shelf: FileShelf, clock: SteadyClock, chance: SystemChance
) -> None:
    metrics = Metrics()
    practice = Practice(shelf=shelf, clock=clock, chance=chance, meter=metrics)
    artist = Artist(practice, store, shelf)
    stop = _stop_on_signals()
    bot = await _bot(settings, practice, store, shelf, artist, clock, metrics)
    practice.settle(_house(settings, bot))
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
    front = Front(app, _desk(settings, shelf, store, metrics, clock, bot, stop))
    async with asyncio.TaskGroup() as parts:
        parts.create_task(serve(front, host=settings.web_host, port=settings.web_port, stop=stop))
        parts.create_task(_reload(shelf, stop))
        parts.create_task(_alarms(settings, store, shelf, clock, bot).run(stop))
        for chore in (_purge(store, clock, stop, settings.keep), _letters(store, clock, stop)):
            parts.create_task(chore)
        if bot:
            parts.create_task(bot.run_until(stop))
    if bot:
        await bot.stop()


async def _bot(
    settings: Settings,
    practice: Practice,
    store: SqlStore,
    shelf: FileShelf,
    artist: Artist,
    clock: SteadyClock,
    metrics: Metrics,
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
        polls=not settings.has_webhook,
        most_in_a_minute=settings.most_in_a_minute,
        meter=metrics,
    )
    await bot.start()
    return bot


def _house(settings: Settings, bot: BotRunner | None) -> House:
    """Return what is settled for the whole installation; who sits at this machine is an admin too."""
    return House(
        admins=frozenset({(PAGES, HERE), *((TELEGRAM, admin) for admin in settings.admins)}),
        page=settings.public_url,
        bot=lambda: bot.username if bot else "",
        periods=settings.keep,
    )


def _desk(
    settings: Settings,
    shelf: FileShelf,
    store: SqlStore,
    metrics: Metrics,
    clock: SteadyClock,
    bot: BotRunner | None,
    stop: asyncio.Event,
) -> Desk:
    """Return what machines can ask; without a bot nothing can stand still or fail to come in."""
    hears = bot.healthy if bot else lambda _now: True
    readiness = Readiness(store, metrics, clock=clock, stop=stop, hears=hears)
    pace = Pace(2 * settings.most_in_a_minute)  # a message and a button for each
    hook = None
    if bot and settings.has_webhook:
        hook = Hook(settings.webhook_path, settings.webhook_secret, bot.receive)
    return Desk(
        still=lambda: bot.still(clock.now()) if bot else (),
        ready=readiness.ready,
        measures=readiness.measures,
        measures_token=settings.metrics_token,
        hook=hook,
        is_too_fast=lambda browser: pace.is_too_fast(browser, clock.now()),
        signed_in=partial(digest_of_visitor, store, clock),
        too_fast=lambda: shelf.current().texts("web.too_many"),
    )


def _alarms(
    settings: Settings, store: SqlStore, shelf: FileShelf, clock: SteadyClock, bot: BotRunner | None
) -> Alarms:
    """Return what watches over the program, and tells the admins on Telegram when there is a bot."""
    watches: list[Watch] = [
        DeadLetters(store),
        NothingComesIn(lambda: bot is None or bot.healthy(clock.now())),
        BrokenContent(lambda: shelf.mistakes),
        DiskAlmostFull(settings.data_folder),
    ]
    admins = [int(admin) for admin in settings.admins] if bot else []
    return Alarms(store, shelf.current().texts, admins, watches)


async def _greet(
    settings: Settings, shelf: FileShelf, store: SqlStore, clock: SteadyClock, bot: BotRunner | None
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


async def _letters(store: SqlStore, clock: SteadyClock, stop: asyncio.Event) -> None:
    """Send what trainers and teachers write to each other to the chats."""
    while not stop.is_set():
        try:
            await send_letters(store, clock.now())
        except BotError as error:
            log.warning("letters left for later error=%s", error.key)
        await _rest(stop, LETTER_SECONDS)


async def _purge(store: SqlStore, clock: SteadyClock, stop: asyncio.Event, keep: Periods) -> None:
    """Throw away now and then what has had its time, and what the durable path no longer needs."""
    while not stop.is_set():
        try:
            gone = await tidy(store, clock.now(), keep)
            log.info("conversations deleted by age count=%d", gone)
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
