"""The only reader of the environment: settings by environment variable or `.env`, checked at once."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.model.errors import BotError
from bot.practice.room.periods import Periods

_TOKEN_PARTS = 2
_PORTS = range(1, 65536)
_DAYS = range(1, 731)
"""Nothing is kept for more than two years, whatever an operator wants."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class BadSetting(BotError):
    """A setting has a value that cannot work; `name` and `value` are its facts (never a secret)."""

    key = "error.setting"

    def __init__(self, name: str, why: str, value: str = "") -> None:
        """Name the setting, the reason (`error.setting.<why>`) and the value, unless that is a secret."""
        self.key = f"error.setting.{why}"
        super().__init__(name=name, value=value)


@dataclass(frozen=True, slots=True)
class Settings:
    """How this program runs."""

    root: Path
    """The folder of the checkout; `var/` and `dialogues/` are looked for here."""
    token: str = ""
    api_url: str = ""
    """Base URL of a self-hosted Bot API server; empty for Telegram's own."""
    database_url: str = ""
    web_host: str = "127.0.0.1"
    web_port: int = 8080
    public_url: str = ""
    admins: tuple[str, ...] = ()
    """Telegram user ids of those who may name trainers."""
    dialogues: Path = Path("dialogues")
    keep: Periods = Periods()
    """How long conversations are kept."""
    human_delay: float = 1.0
    """Factor on the parent's typing delay; 0 switches it off."""
    chosen_secret: str = ""
    """Proves that it is Telegram that brings an update; empty for one made of the token."""
    metrics_token: str = ""
    """Lets a machine elsewhere read the counts; empty lets only this one."""
    most_in_a_minute: int = 60
    """Messages of one teacher in a minute; 0 is any number."""

    @property
    def data_folder(self) -> Path:
        """Where this machine keeps data: the folder of a SQLite file, else that of the caches."""
        kind, _, file = self.database_url.partition(":///")
        return Path(file).parent if kind.startswith("sqlite") and file else self.root / "var"

    @property
    def has_webhook(self) -> bool:
        """Whether Telegram brings the updates; it does so over https, or where a secret was chosen."""
        is_reached = self.public_url.startswith("https://") or bool(self.public_url and self.chosen_secret)
        return bool(self.token) and is_reached

    @property
    def webhook_secret(self) -> str:
        """What Telegram shows with every update."""
        return self.chosen_secret or _made_of(self.token, b"webhook secret")

    @property
    def webhook_path(self) -> str:
        """Where updates come in: nobody guesses it, and it tells nothing of the secret."""
        return f"/telegram/{_made_of(self.webhook_secret, b'webhook path')[:32]}"

    def __repr__(self) -> str:
        """Hide the token and the database password."""
        return f"Settings(web={self.web_host}:{self.web_port}, dialogues={self.dialogues.name})"


def read_settings(environment: Mapping[str, str], root: Path) -> Settings:
    """Return the checked settings; the environment wins over `.env`.

    Raises:
        BadSetting: One of the values cannot work.
    """
    values = {**_read_env_file(root / ".env"), **environment}

    def value(name: str) -> str:
        return values.get(name, "").strip()

    var = root / "var"
    return Settings(
        root=root,
        token=_token(value("TELEGRAM_BOT_TOKEN")),
        api_url=_url("TELEGRAM_API_URL", value("TELEGRAM_API_URL")).rstrip("/"),
        database_url=database_setting(
            value("BOT_DATABASE_URL") or f"sqlite+aiosqlite:///{var / 'oefenouder.sqlite3'}"
        ),
        web_host=value("BOT_WEB_HOST") or "127.0.0.1",
        web_port=_port(value("BOT_WEB_PORT") or "8080"),
        public_url=_url("BOT_PUBLIC_URL", value("BOT_PUBLIC_URL")).rstrip("/"),
        admins=_admins(value("BOT_ADMINS")),
        dialogues=_folder(value("BOT_DIALOGUES"), root),
        keep=_keep(value),
        human_delay=_delay(value("BOT_HUMAN_DELAY") or "1"),
        chosen_secret=_secret("BOT_WEBHOOK_SECRET", value("BOT_WEBHOOK_SECRET")),
        metrics_token=_secret("BOT_METRICS_TOKEN", value("BOT_METRICS_TOKEN")),
        most_in_a_minute=_most(value("BOT_MESSAGES_PER_MINUTE") or "60"),
    )


def _read_env_file(path: Path) -> dict[str, str]:
    """Read `NAME=value` rows; comments, blank rows, `export ` and quotes as people write them."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError):
        raise BadSetting(".env", "unreadable") from None
    rows = (row.strip().removeprefix("export ") for row in text.splitlines())
    pairs = (row.split("=", 1) for row in rows if row and not row.startswith("#") and "=" in row)
    return {name.strip(): _unquote(value.strip()) for name, value in pairs}


def _unquote(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _token(value: str) -> str:
    parts = value.split(":")
    if value and (len(parts) != _TOKEN_PARTS or not parts[0].isdigit() or not parts[1] or " " in value):
        raise BadSetting("TELEGRAM_BOT_TOKEN", "token")
    return value


def _url(name: str, value: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fits = False
    if not fits:
        raise BadSetting(name, "url", value)
    return value


def database_setting(value: str, name: str = "BOT_DATABASE_URL") -> str:
    """Accept the URLs people write and name the driver that is used.

    Raises:
        BadSetting: It is no URL of a database that this program can use.
    """
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "sqlite+aiosqlite": "sqlite+aiosqlite",
        "postgres": "postgresql+asyncpg",
        "postgresql": "postgresql+asyncpg",
        "postgresql+asyncpg": "postgresql+asyncpg",
    }
    scheme, mark, rest = value.partition("://")
    if not mark or scheme not in drivers or not rest:
        raise BadSetting(name, "database", scheme)
    return f"{drivers[scheme]}://{rest}"


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) not in _PORTS:
        raise BadSetting("BOT_WEB_PORT", "port", value)
    return int(value)


def _keep(value: Callable[[str], str]) -> Periods:
    usual = Periods()
    names = ("BOT_KEEP_SHARED_DAYS", "BOT_KEEP_UNSHARED_DAYS", "BOT_KEEP_AFTER_COURSE_DAYS")
    shared, unshared, after = (
        _days(name, value(name), default)
        for name, default in zip(names, (usual.shared, usual.unshared, usual.after_course), strict=True)
    )
    return Periods(shared, unshared, after)


def _days(name: str, value: str, default: timedelta) -> timedelta:
    if not value:
        return default
    if not value.isdecimal() or int(value) not in _DAYS:
        raise BadSetting(name, "days", value)
    return timedelta(days=int(value))


def _admins(value: str) -> tuple[str, ...]:
    ids = tuple(part for part in value.replace(",", " ").split() if part)
    for one in ids:
        if not one.isdecimal():
            raise BadSetting("BOT_ADMINS", "admins", one)
    return ids


def _secret(name: str, value: str) -> str:
    """Accept the signs that Telegram allows, and so many that nobody guesses them."""
    if value and not _SECRET.fullmatch(value):
        raise BadSetting(name, "secret")
    return value


def _most(value: str) -> int:
    if not value.isdecimal() or int(value) > 10_000:
        raise BadSetting("BOT_MESSAGES_PER_MINUTE", "most", value)
    return int(value)


def _made_of(secret: str, purpose: bytes) -> str:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).hexdigest()


def _folder(value: str, root: Path) -> Path:
    folder = Path(value).expanduser() if value else root / "dialogues"
    if not folder.is_dir():
        raise BadSetting("BOT_DIALOGUES", "folder", str(folder))
    return folder


def _delay(value: str) -> float:
    try:
        delay = float(value.replace(",", "."))
    except ValueError:
        delay = -1.0
    if not 0 <= delay <= 5:
        raise BadSetting("BOT_HUMAN_DELAY", "delay", value)
    return delay
