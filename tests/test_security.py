"""What an attacker might try, beyond what stands with each part; docs/beheer.md lists them all."""

import ast
import logging
import re
from pathlib import Path

import pytest

from bot.chat.errors import described
from bot.chat.line import Line, NoLine
from bot.content.loader import load
from bot.settings import BadSetting, read_settings
from bot.web.signin import invite
from tests.content.small_content import bare_notes
from tests.fakes.botapi import BotApi, Fault
from tests.web.house import Browser, House

ROOT = Path(__file__).parent.parent
TOKEN = "123456:very-secret-token"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 8)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "bomb",
    [LAUGHS, "[" * 50_000, "{a: " * 50_000, "a: " + "x" * 5_000_000, "- " * 50_000, "? " * 20_000],
    ids=["laughs", "lists", "maps", "long", "dashes", "keys"],
)
def test_a_yaml_bomb_is_a_finding(bomb: str) -> None:
    notes = bare_notes()
    load(bomb, notes)
    assert notes.broken


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['x']", "!!python/name:os.system", "!x y"])
def test_a_yaml_tag_makes_nothing(tag: str) -> None:
    notes = bare_notes()
    load(f"a: {tag}", notes)
    assert notes.found


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/....//app.py",
    ],
)
async def test_no_path_leads_out_of_the_static_files(house: House, path: str) -> None:
    response = await house.browser().client.get(path)

    assert response.status_code in {400, 404}
    assert "import" not in response.text


@pytest.mark.parametrize("trick", ["x%0d%0aset-cookie:%20a=b", "x%0aset-cookie:a=b", "%0d%0a%0d%0a<b>"])
async def test_no_header_comes_in_by_a_path(house: House, trick: str) -> None:
    for response in (
        await house.browser().client.get(f"/in/{trick}"),
        await house.browser().client.post(f"/in/{trick}", follow_redirects=False),
    ):
        assert "set-cookie" not in response.headers
        assert all("\n" not in value for value in response.headers.values())


@pytest.mark.parametrize(
    "words", ["{{7*7}}", "{% raw %}", "${7*7}", "<script>alert(1)</script>", "{name}", "%s"]
)
async def test_words_are_never_run(house: House, words: str) -> None:
    anna = await house.signed_in()
    await anna.talk(words)

    assert ("teacher", f"Jij: {' '.join(words.split())}") in [
        (voice, text) for voice, text in anna.bubbles()
    ] or "<script>alert" not in anna.page
    assert "49" not in anna.text()
    assert "<script>alert" not in anna.page


async def test_a_cookie_from_before_signing_in_is_worth_nothing_after_it(house: House) -> None:
    browser: Browser = house.browser()
    browser.client.cookies.set("oefenouder", "chosen-by-the-attacker", domain="localhost")
    token = await invite(house.store, clock=house.clock)
    response = await browser.client.post(f"/in/{token}", follow_redirects=False)
    attacker = house.browser()
    attacker.client.cookies.set("oefenouder", "chosen-by-the-attacker")

    assert "chosen-by-the-attacker" not in response.headers["set-cookie"]
    assert (await attacker.client.get("/")).status_code == 401


def test_the_settings_show_no_secret(tmp_path: Path) -> None:
    (tmp_path / "dialogues").mkdir()
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "BOT_DATABASE_URL": "postgresql://anna:geheim@db/x",
            "BOT_WEBHOOK_SECRET": "sesam-open-u-sesam",
            "BOT_METRICS_TOKEN": "sesam-open-u-sesam",
        },
        tmp_path,
    )
    for secret in ("very-secret", "geheim", "sesam"):
        assert secret not in repr(settings)
    assert "very-secret" not in settings.webhook_path + settings.webhook_secret


@pytest.mark.parametrize("name", ["BOT_WEBHOOK_SECRET", "BOT_METRICS_TOKEN"])
def test_a_wrong_secret_is_refused_without_being_shown(tmp_path: Path, name: str) -> None:
    (tmp_path / "dialogues").mkdir()
    with pytest.raises(BadSetting) as refused:
        read_settings({name: "te kort!"}, tmp_path)

    assert "kort" not in str(refused.value) + str(refused.value.facts)


async def test_an_error_on_the_line_shows_no_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with BotApi() as api:
        api.fail("getMe", Fault(status=500), times=9)
        with pytest.raises(NoLine) as refused:
            await Line(api.token, api.url).report()
        secret = api.token.partition(":")[2]
    with pytest.raises(NoLine) as away:
        await Line(TOKEN, "http://127.0.0.1:1").report()

    for error in (refused.value, away.value):
        assert secret not in str(error)
        assert "very-secret" not in str(error) + described(error)
    own = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert not any(secret in row or "very-secret" in row for row in own)


def test_nothing_but_the_line_to_telegram_reaches_out() -> None:
    """No text of a persona, and nothing that a teacher types, can make this program call an address."""
    callers = re.compile(r"^(httpx|requests|aiohttp|urllib\.request|http\.client|ftplib|smtplib)\b")
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [str(path) for name in names if callers.match(name)]

    assert found == []


def test_every_threat_on_the_page_has_its_test() -> None:
    page = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)`", page.partition("## Bedreigingen")[2])

    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).is_file()] == []
