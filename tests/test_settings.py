"""Settings are read in one place, and wrong ones are refused with their name."""

from pathlib import Path

import pytest

from bot.settings import BadSetting, read_settings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dialogues").mkdir()
    return tmp_path


def test_nothing_set_runs_on_sqlite_and_loopback(root: Path) -> None:
    settings = read_settings({}, root)

    assert settings.database_url == f"sqlite+aiosqlite:///{root}/var/oefenouder.sqlite3"
    assert (settings.web_host, settings.web_port) == ("127.0.0.1", 8080)
    assert settings.token == ""


def test_the_environment_wins_over_the_env_file(root: Path) -> None:
    (root / ".env").write_text('# mine\nexport BOT_WEB_PORT="9000"\nBOT_HUMAN_DELAY=0\n', encoding="utf-8")

    settings = read_settings({"BOT_WEB_PORT": "9001"}, root)

    assert (settings.web_port, settings.human_delay) == (9001, 0.0)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("TELEGRAM_BOT_TOKEN", "geen token", "error.setting.token"),
        ("TELEGRAM_BOT_TOKEN", "123:abc def", "error.setting.token"),
        ("TELEGRAM_API_URL", "telegram.org", "error.setting.url"),
        ("BOT_PUBLIC_URL", "http://[", "error.setting.url"),
        ("BOT_PUBLIC_URL", "https://", "error.setting.url"),
        ("BOT_DATABASE_URL", "mysql://x/y", "error.setting.database"),
        ("BOT_DATABASE_URL", "oefenouder.db", "error.setting.database"),
        ("BOT_WEB_PORT", "0", "error.setting.port"),
        ("BOT_WEB_PORT", "tachtig", "error.setting.port"),
        ("BOT_WEB_PORT", "70000", "error.setting.port"),
        ("BOT_ADMINS", "12, @piet", "error.setting.admins"),
        ("BOT_DIALOGUES", "/bestaat/niet", "error.setting.folder"),
        ("BOT_HUMAN_DELAY", "snel", "error.setting.delay"),
        ("BOT_HUMAN_DELAY", "nan", "error.setting.delay"),
    ],
)
def test_a_wrong_value_is_refused(root: Path, name: str, value: str, key: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({name: value}, root)

    assert refused.value.key == key
    assert refused.value.facts["name"] == name


def test_a_refused_token_is_not_repeated(root: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({"TELEGRAM_BOT_TOKEN": "12345-geheim"}, root)

    assert "geheim" not in str(refused.value)


def test_settings_never_show_the_token(root: Path) -> None:
    settings = read_settings({"TELEGRAM_BOT_TOKEN": "12345:geheim"}, root)

    assert "geheim" not in repr(settings)


def test_a_postgres_url_gets_its_driver(root: Path) -> None:
    settings = read_settings({"BOT_DATABASE_URL": "postgres://localhost/oefen"}, root)

    assert settings.database_url == "postgresql+asyncpg://localhost/oefen"


@pytest.mark.parametrize(
    ("public", "secret", "has_webhook"),
    [
        ("", "", False),
        ("", "sesam-open-u-sesam", False),
        ("http://oefenen.example", "", False),
        ("https://oefenen.example", "", True),
        ("http://127.0.0.1:9", "sesam-open-u-sesam", True),
    ],
)
def test_telegram_brings_updates_where_it_can(
    tmp_path: Path, public: str, secret: str, has_webhook: bool
) -> None:
    (tmp_path / "dialogues").mkdir()
    given = {"TELEGRAM_BOT_TOKEN": "1:a", "BOT_PUBLIC_URL": public, "BOT_WEBHOOK_SECRET": secret}
    settings = read_settings(given, tmp_path)

    assert settings.has_webhook == has_webhook
    assert settings.webhook_secret not in settings.webhook_path


@pytest.mark.parametrize("most", ["-1", "veel", "1.5", "10001"])
def test_a_limit_is_a_number(tmp_path: Path, most: str) -> None:
    (tmp_path / "dialogues").mkdir()
    with pytest.raises(BadSetting):
        read_settings({"BOT_MESSAGES_PER_MINUTE": most}, tmp_path)
