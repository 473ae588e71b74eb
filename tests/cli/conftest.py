"""The program as run from a terminal, on a copy of the tiny content."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main, opening
from tests.content.small_content import small_folder

DIALOGUES = Path(__file__).parents[2] / "dialogues"


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        return [json.loads(row) for row in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny content with the real texts and the template of a new parent."""
    folder = small_folder(tmp_path)
    shutil.copy(DIALOGUES / "texts.yaml", folder)
    shutil.copytree(DIALOGUES / "new", folder / "new")
    monkeypatch.setattr(opening, "ROOT", tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "BOT_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_DIALOGUES", str(folder))
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line; `typed` is what comes in."""

    def run(*arguments: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(arguments)
        sys.stdout.flush()
        return Ran(code, *capfd.readouterr())

    return run
