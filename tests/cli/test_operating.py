"""What an operator does beside running, as typed in a terminal."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.content.small_content import edit
from tests.fakes.botapi import BotApi, Fault

GOOD = "[goed]"


def connect(api: BotApi, monkeypatch: pytest.MonkeyPatch, *, public: str = "") -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", api.url)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
    monkeypatch.setenv("BOT_PUBLIC_URL", public)


@pytest.fixture(autouse=True)
def _database(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path / 'data.sqlite3'}")
    for name in ("BOT_PUBLIC_URL", "BOT_WEBHOOK_SECRET", "TELEGRAM_API_URL"):
        monkeypatch.delenv(name, raising=False)


async def made(tmp_path: Path) -> None:
    from bot.storage.schema import prepare

    await prepare(f"sqlite:///{tmp_path / 'data.sqlite3'}")


def make(tmp_path: Path) -> None:
    import asyncio

    asyncio.run(made(tmp_path))


def test_a_sound_installation_passes_the_doctor(run: Run, tmp_path: Path) -> None:
    make(tmp_path)
    ran = run("doctor")

    assert ran.code == 0
    assert all(row.startswith(GOOD) for row in ran.out.splitlines())
    assert "alleen de oefenpagina" in ran.out


def test_the_doctor_knows_the_bot(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        connect(api, monkeypatch)
        ran = run("doctor")

    assert ran.code == 0
    assert "@oefenouder_test_bot" in ran.out
    assert "De klok loopt gelijk" in ran.out


@pytest.mark.parametrize(
    ("webhook", "public", "advice"),
    [
        ("https://elsewhere.example/x", "", "webhook delete"),
        ("", "https://oefenen.example", "webhook set"),
        ("https://elsewhere.example/x", "https://oefenen.example", "webhook set"),
    ],
)
def test_the_doctor_sees_where_updates_go(
    run: Run, monkeypatch: pytest.MonkeyPatch, webhook: str, public: str, advice: str
) -> None:
    with BotApi() as api:
        connect(api, monkeypatch, public=public)
        api.world.webhook = webhook
        ran = run("doctor")

    assert ran.code == 1
    assert advice in ran.out


def test_the_doctor_tells_a_wrong_token_from_no_network(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        connect(api, monkeypatch)
        api.fail("getMe", Fault(status=401, description="Unauthorized"), times=3)
        wrong = run("doctor")
    away = run("doctor")

    assert (wrong.code, away.code) == (1, 1)
    assert "kent het token niet" in wrong.out
    assert "niet te bereiken" in away.out
    assert api.token not in wrong.out + wrong.err + away.out + away.err


def test_the_doctor_sees_mistakes_in_the_content(run: Run, folder: Path) -> None:
    edit(folder, "personas/anna.yaml", "to: verhaal", "to: verhal")
    ran = run("doctor")

    assert (ran.code, "python -m bot check" in ran.out) == (1, True)


def test_the_doctor_sees_a_file_that_is_no_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data.sqlite3").write_text("een boodschappenlijst " * 100)
    ran = run("doctor")

    assert (ran.code, "[let op] De database" in ran.out) == (1, True)


def test_the_webhook_is_set_and_deleted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        connect(api, monkeypatch, public="https://oefenen.example")
        ran = run("webhook", "set")
        path = api.world.webhook.removeprefix("https://oefenen.example/telegram/")
        assert re.fullmatch(r"[0-9a-f]{32}", path)
        assert api.world.secret
        assert run("doctor").code == 0
        assert run("webhook", "delete").code == 0
        assert api.world.webhook == ""

    assert ran.code == 0
    assert api.world.secret not in ran.out
    assert path not in ran.out


def test_a_webhook_needs_an_address(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        connect(api, monkeypatch)
        ran = run("webhook", "set")

    assert (ran.code, "BOT_PUBLIC_URL" in ran.err) == (1, True)
    assert api.world.webhook == ""


def test_a_backup_is_made_and_put_back(run: Run, tmp_path: Path) -> None:
    make(tmp_path)
    copy = tmp_path / "safe" / "copy.sqlite3"

    assert run("backup", str(copy)).code == 0
    assert copy.is_file()
    assert run("restore", str(copy)).code == 0
    assert run("restore", str(tmp_path / "none")).code == 1


def test_a_move_says_what_went_over(run: Run, tmp_path: Path) -> None:
    make(tmp_path)
    new = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    ran = run("move", "--from", f"sqlite:///{tmp_path / 'data.sqlite3'}", "--to", new)

    assert (ran.code, "Verhuisd: 0 rijen" in ran.out) == (0, True)
    assert run("move", "--from", new, "--to", "mysql://a:secret@b/c").code == 1
