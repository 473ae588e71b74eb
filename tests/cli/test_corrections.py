"""Corrections of trainers are taken over from a database; `check` stays usable."""

import asyncio
from pathlib import Path

import pytest

from bot.model.ids import PersonaId
from bot.play import open_session, take_turn
from bot.practice.ports import StoredSession
from bot.practice.room.records import Correction, Group, Share, Trainer
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.cli.conftest import Run
from tests.content.small_content import small_library
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.samples import NOW


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    where = f"sqlite:///{tmp_path / 'data.sqlite3'}"
    monkeypatch.setenv("BOT_DATABASE_URL", where)
    return where


async def corrected(where: str, said: str, was: str, becomes: str) -> None:
    """Store a shared conversation with Anna of one turn that a trainer corrected."""
    position, opening = open_session(small_library(), PersonaId("anna"), seed=750992858)
    after, turn = take_turn(small_library(), position, said)
    await prepare(where)
    store = SqlStore(where, clock=FakeClock(), chance=FakeChance())
    async with store.unit() as unit:
        trainer = (await unit.teacher_for("web", "trainer")).id
        teacher = (await unit.teacher_for("web", "teacher")).id
        await unit.room.people.save_trainer(Trainer(trainer, "Tineke"))
        await unit.room.people.save_group(Group("g", "Team", "abcde-fghjk", (), NOW))
        session = StoredSession("s", teacher, PersonaId("anna"), "x", after, opening, NOW, ended=NOW)
        await unit.add_session(session)
        await unit.add_turn("s", turn, NOW)
        await unit.room.talks.share(Share("s", "g", NOW))
        words = turn.reading.recognitions[0].words if was else said
        await unit.room.words.add_correction(
            Correction(0, trainer, "s", 1, "move", words, was, becomes, NOW, group="g")
        )
    await store.close()


def test_what_is_not_read_yet_is_told_and_kept_out(run: Run, folder: Path, database: str) -> None:
    asyncio.run(corrected(database, "Wat naar voor u", "feel", "insult"))
    shown = run("corrections")
    assert (shown.code, "+  seed: 750992858" in shown.out) == (0, True)
    ran = run("corrections", "--write")
    assert ran.code == 0
    assert "seed: 750992858" in ran.err
    assert (folder / "examples" / "corrected.yaml").is_file()
    assert "750992858" not in (folder / "personas" / "anna.test.yaml").read_text(encoding="utf-8")
    assert "gecorrigeerd" not in run("check").out
    assert run("corrections").out == "", "it is remembered"


def test_what_is_read_becomes_a_walkthrough(run: Run, folder: Path, database: str) -> None:
    asyncio.run(corrected(database, "Ik kan dinsdag met Bo praten, wat naar", "", "feel"))
    ran = run("corrections", "--write")
    assert (ran.code, "seed:" in ran.err) == (0, False)
    assert "seed: 750992858" in (folder / "personas" / "anna.test.yaml").read_text(encoding="utf-8")
    assert "gecorrigeerd" not in run("check").out
