"""What every page has at hand: settings, store, use cases, texts and templates."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from bot.model.texts import Texts
from bot.practice.ports import Chance, Clock, Store
from bot.practice.practice import Practice
from bot.web.bubbles import blocks
from bot.web.days import day, moment
from bot.web.knocks import Knocks

HERE = Path(__file__).parent
STATIC = HERE / "static"
TRIES, FORMS = 10, 60
"""Failed attempts to get in, and forms of the room, within a minute."""
Draw = Callable[[str], Awaitable[bytes | None]]
"""Makes a picture (`mood:<session>`) or a file (`data:<teacher>`) off the loop; None when it is gone."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the pages are served."""

    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    human_delay: float = 0.0
    """Factor on the parent's typing delay; 0 switches it off."""
    bot_token: str = field(default="", repr=False)
    """What Telegram signs the data of a Mini App with; empty without a bot."""

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach us by https."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which these pages may be called."""
        own = {"127.0.0.1", "localhost", "::1", self.host.lower()}
        public = urlsplit(self.public_url).hostname
        return frozenset(own | ({public} if public else set()))


@dataclass(frozen=True)
class Parts:
    """All of it; one for an app."""

    store: Store
    practice: Practice
    current_texts: Callable[[], Texts]
    clock: Clock
    chance: Chance
    draw: Draw
    settings: WebSettings
    knocks: Knocks = field(default_factory=lambda: Knocks(TRIES))
    """Failed attempts to get in, by address."""
    pace: Knocks = field(default_factory=lambda: Knocks(FORMS))
    """Forms of the room, by browser."""

    @property
    def texts(self) -> Texts:
        """The sentences of today."""
        return self.current_texts()

    def render(self, template: str, **values: object) -> str:
        """Return a page or a piece of one."""
        texts = self.texts
        when = {"day": partial(day, texts), "moment": partial(moment, texts)}
        return _templates().get_template(template).render(t=texts, **when, **values)


def parts_of(request: Request) -> Parts:
    """Return the parts of the app that got this request."""
    found = request.app.state.parts
    if not isinstance(found, Parts):
        raise TypeError(found)
    return found


@cache
def _templates() -> Environment:
    """Return the templates, compiled once; every value in them is escaped."""
    loader = FileSystemLoader(HERE / "templates")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["version"] = _version()
    made.filters["blocks"] = blocks
    return made


def _version() -> str:
    """Return a mark of the static files, so that browsers fetch them anew when they change."""
    content = b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file())
    return hashlib.sha256(content).hexdigest()[:10]
