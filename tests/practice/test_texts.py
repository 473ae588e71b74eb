"""Every sentence that the use cases ask for is there, and fits on a button, in a menu, in a bubble."""

import re
from pathlib import Path

import pytest
import yaml

import bot.practice
from tests.practice.world import TEXTS as TEXTS_FILE
from tests.practice.world import real_texts

TEXTS = real_texts()
FILES = Path(bot.practice.__file__).parent.rglob("*.py")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
GROUPS = "|".join(sorted({key.split(".")[0] for key in TEXTS.entries}))
FAMILIES = tuple(re.findall(r'f"(button\.[a-z_]+_)\{', CODE))
"""What the keys of buttons start with that differ by what they stand for, such as a level or a day."""
KEYS = sorted(set(re.findall(rf'"((?:{GROUPS})\.[a-z_.]+[a-z_])"', CODE)))


def test_there_are_keys_to_look_at() -> None:
    assert len(KEYS) > 80


@pytest.mark.parametrize("key", KEYS)
def test_every_key_in_the_code_has_a_sentence(key: str) -> None:
    assert key in TEXTS.entries


@pytest.mark.parametrize("key", [key for key in TEXTS.entries if key.startswith("button.")])
def test_a_label_fits_on_a_button(key: str) -> None:
    assert len(TEXTS.entries[key]) <= 26
    assert key in KEYS or key.startswith(FAMILIES)


@pytest.mark.parametrize("key", [key for key in TEXTS.entries if key.startswith("command.")])
def test_a_description_fits_in_the_menu(key: str) -> None:
    assert 3 <= len(TEXTS.entries[key]) <= 40


@pytest.mark.parametrize("key", ["start.welcome", "start.private", "start.names"])
def test_the_first_bubbles_are_short(key: str) -> None:
    assert len(TEXTS.entries[key].split()) <= 50


def test_no_word_is_typed_for_two_actions() -> None:
    words = [
        word.strip()
        for key, text in TEXTS.entries.items()
        if key.startswith("typed.")
        for word in text.split(",")
    ]
    assert sorted(words) == sorted(set(words))


def test_the_longest_ids_fit_on_a_button() -> None:
    course = yaml.safe_load((TEXTS_FILE.parent / "course.yaml").read_text(encoding="utf-8"))
    session = "s" * 22
    longest = max(course["techniques"], key=len)
    assert len(f"wrong:{session}:{longest}:99".encode()) <= 60
