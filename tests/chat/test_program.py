"""The program as it is run, killed in the middle of conversations: it resumes at the same turn."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot.model.session import Turn
from tests.chat.house import open_store, sqlite_url
from tests.fakes.botapi import BotApi, Person, Pusher

ROOT = Path(__file__).parents[2]
SAID = (
    "Goedemiddag, fijn dat u belt.",
    "Ik hoor dat u zich zorgen maakt.",
    "Kunt u daar iets meer over vertellen?",
    "Hoe gaat het thuis?",
    "banaan telefoon kast",
    "Dat begrijp ik.",
    "Wat zou volgens u helpen?",
    "Zullen we er nog eens naar kijken?",
)
PATIENCE = 90.0


def heard_so_many(api: BotApi, number: int) -> bool:
    return len(api.world.messages) >= number


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def settings_for(api: BotApi, folder: Path) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": api.token,
        "TELEGRAM_API_URL": api.url,
        "BOT_DATABASE_URL": sqlite_url(folder),
        "BOT_WEB_PORT": str(free_port()),
        "BOT_HUMAN_DELAY": "0",
    }


@contextmanager
def program(
    api: BotApi, folder: Path, settings: dict[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """`python -m bot run` with its data in a folder."""
    settings = settings or settings_for(api, folder)
    with (folder / "log.txt").open("ab") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def tap(person: Person, action: str) -> None:
    """Tap the newest button whose action starts so."""

    def buttons() -> list[str]:
        return [
            button["callback_data"]
            for message in person.world.said(person.id)
            for row in message.buttons
            for button in row
            if button["callback_data"].startswith(action)
        ]

    person.world.wait_for(lambda: bool(buttons()), within=PATIENCE)
    message = next(m for m in reversed(person.world.said(person.id)) if action in str(m.buttons))
    person.press(message, buttons()[-1])


def begin(person: Person) -> None:
    person.say("/start")
    tap(person, "card:")
    tap(person, "begin:")
    person.world.wait_for(lambda: "'tip'" in str(person.world.said(person.id)[-1].buttons), within=PATIENCE)


async def turns_of(folder: Path, person: Person) -> tuple[Turn, ...]:
    async with open_store(folder) as store, store.unit() as unit:
        teacher = await unit.teacher_for("telegram", str(person.id))
        (session,) = await unit.sessions(teacher.id)
        return await unit.turns(session.id)


@pytest.mark.faults
async def test_killed_in_the_middle_it_resumes_at_the_same_turn(api: BotApi, tmp_path: Path) -> None:
    chance = random.Random(3)
    people = [api.person(f"p{number}") for number in range(4)]
    with program(api, tmp_path):
        for person in people:
            begin(person)
    for said in SAID:
        for person in people:
            person.say(said)
    for _ in range(2):
        heard = len(api.world.messages) + chance.randint(2, 8)
        with program(api, tmp_path):
            api.world.wait_for(partial(heard_so_many, api, heard), within=PATIENCE)
    with program(api, tmp_path) as last:
        for person in people:
            person.say("/stop")
            tap(person, "debrief:")
        last.send_signal(signal.SIGTERM)
        assert last.wait(15) == 0
    for person in people:
        turns = await turns_of(tmp_path, person)
        assert [turn.number for turn in turns] == list(range(1, len(SAID) + 1))
        assert [turn.reading.text for turn in turns] == list(SAID)
        heard_of_it = "\n".join(person.heard())
        assert all(bubble in heard_of_it for turn in turns for bubble in turn.reply)


def ask(url: str) -> tuple[int, str]:
    """Ask a running program something; 0 when it does not answer."""
    try:
        response = httpx.get(url, timeout=5)
    except httpx.TransportError:
        return 0, ""
    return response.status_code, response.text


@pytest.mark.faults
def test_telegram_brings_the_updates_and_machines_see_how_it_goes(api: BotApi, tmp_path: Path) -> None:
    settings = settings_for(api, tmp_path)
    base = f"http://127.0.0.1:{settings['BOT_WEB_PORT']}"
    settings |= {"BOT_PUBLIC_URL": base, "BOT_WEBHOOK_SECRET": "sesam-open-u-sesam"}
    environment = {**os.environ, **settings}
    anna = api.person("Anna")
    with program(api, tmp_path, settings):
        subprocess.run([sys.executable, "-m", "bot", "webhook", "set"], cwd=ROOT, env=environment, check=True)
        with Pusher(api.world, lambda: [api.world.webhook]):
            begin(anna)
            anna.say("Goedemiddag, fijn dat u belt.")
            api.world.wait_for(lambda: not api.world.waiting, within=PATIENCE)
        assert ask(f"{base}/healthz") == (200, "ok")
        assert ask(f"{base}/readyz")[0] == 200
        counts = ask(f"{base}/metrics")[1]
    assert api.world.secret == "sesam-open-u-sesam"
    assert "getupdates" not in {method for method, _ in api.world.calls}
    assert "oefenouder_updates_received_total 4.0" in counts
    log = (tmp_path / "log.txt").read_text()
    assert "sesam" not in log
    assert "Goedemiddag" not in log
    assert api.token not in log
