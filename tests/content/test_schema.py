"""The schema knows just the keys that the compiler knows, explains each, and accepts our parents."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.folder import Folder
from bot.content.library import check_library
from bot.content.schema import SCHEMA, SHAPES, persona_schema
from bot.model.guard import Guard
from tests.content.json_schema import mistakes
from tests.content.small_content import edit, small_folder

DIALOGUES = Path(__file__).parents[2] / "dialogues"
SCHEMA_NOW: dict[str, Any] = persona_schema(Folder(DIALOGUES))
PARENTS = sorted(path for path in (DIALOGUES / "personas").glob("*.yaml") if ".test." not in path.name)


def test_the_written_schema_is_that_of_now() -> None:
    assert json.loads((DIALOGUES / SCHEMA).read_text("utf-8")) == SCHEMA_NOW, "run python -m bot schema"


@pytest.mark.parametrize("path", [*PARENTS, DIALOGUES / "new" / "persona.yaml"], ids=lambda path: path.stem)
def test_every_parent_fits_the_schema(path: Path) -> None:
    text = path.read_text("utf-8").replace("<child>", "Bo").replace("<id>", "piet").replace("<name>", "Piet")
    assert list(mistakes(yaml.safe_load(text), SCHEMA_NOW, SCHEMA_NOW)) == []


def described(schema: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each property with its explanation."""
    if isinstance(schema, dict):
        for key, below in schema.get("properties", {}).items():
            if key not in {"any", "low", "mid", "high"} or "bands" in place:
                yield f"{place}.{key}", below.get("description", "")
        for key, below in schema.items():
            yield from described(below, f"{place}.{key}")


def test_every_key_is_explained() -> None:
    keys = dict(described(SCHEMA_NOW))
    assert len(keys) > 100
    assert [key for key, words in keys.items() if not words] == []


def test_no_explanation_is_of_a_key_that_is_not_there() -> None:
    kept = yaml.safe_load((DIALOGUES / "schema" / "keys.yaml").read_text("utf-8"))
    kept.pop("title")
    assert {shape: sorted(keys) for shape, keys in kept.items()} == {
        shape: sorted(keys) for shape, keys in SHAPES.items()
    }


def test_a_guard_has_the_same_fields_in_the_schema_and_in_the_code() -> None:
    assert set(SHAPES["guard"]) == {field.name for field in fields(Guard) if field.init}


PLACES = {
    "persona": ("id: anna", "id: anna\n{}"),
    "mood": ("mood: {tension: 5", "mood: {{{}, tension: 5"),
    "warm_up": ("id: anna", "id: anna\nwarm_up: {{{}, state: opening, line: Wacht.}}"),
    "bands": ("bands: {low", "bands: {{{}, low"),
    "difficulty": ("gewoon: {title", "gewoon: {{{}, title"),
    "mandate": ("mandate:\n", "mandate:\n  {}\n"),
    "grant": ("praten: {text", "praten: {{{}, text"),
    "step": ("insult: {tension", "insult: {{{}, tension"),
    "state": ("title: Opening\n", "title: Opening\n    {}\n"),
    "tip": ("tip: {parent", "tip: {{{}, parent"),
    "rule": ("- id: boos\n", "- id: boos\n    {}\n"),
    "effect": ("effect: {trust: -1", "effect: {{{}, trust: -1"),
    "answer": ("  slaap:\n", "  slaap:\n    {}\n"),
    "reply": ("- id: dag\n", "- id: dag\n    {}\n"),
    "case": (
        "enter: Daar ben ik weer.",
        "enter:\n      - {{{}, when: {{turn: '2'}}, lines: Hm.}}\n      - {{lines: Dag}}",
    ),
    "thought": ("- {when: {moves: insult}, text", "- {{{}, when: {{moves: insult}}, text"),
    "reflection": ("- {when: {moves: insult}, hurt", "- {{{}, when: {{moves: insult}}, hurt"),
    "outcome": ("plan: {title", "plan: {{{}, title"),
    "guard": ("when: {every: [feel, ask]", "when: {{{}, every: [feel, ask]"),
}
"""Where in the tiny parent a key of each kind of mapping can be put in."""


@pytest.mark.parametrize(("shape", "key"), [(shape, key) for shape in SHAPES for key in SHAPES[shape]])
def test_the_compiler_knows_every_key_of_the_schema(tmp_path: Path, shape: str, key: str) -> None:
    folder = small_folder(tmp_path)
    before, after = PLACES[shape]
    edit(folder, "personas/anna.yaml", before, after.format(f"{key}: x"))
    codes = [(finding.code, finding.message) for finding in check_library(folder)]
    assert not [message for code, message in codes if code == "F009" and f"“{key}”" in message]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_key_that_nobody_knows_fits_neither(tmp_path: Path, shape: str) -> None:
    folder = small_folder(tmp_path)
    before, after = PLACES[shape]
    edit(folder, "personas/anna.yaml", before, after.format("zomaar: x"))
    assert "F009" in [finding.code for finding in check_library(folder)]
    schema = persona_schema(Folder(folder))
    parent = yaml.safe_load((folder / "personas" / "anna.yaml").read_text("utf-8"))
    assert any("zomaar" in one or "no " in one for one in mistakes(parent, schema, schema))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("every: [feel, ask]", "every: [fel, ask]"),
        ("tension: high", "tension: heel hoog"),
        ("moves: promise", "moves: promis"),
        ("tension: 5, trust", "tension: vijf, trust"),
        ("good: true", "good: ja"),
    ],
)
def test_a_wrong_value_does_not_fit(tmp_path: Path, before: str, after: str) -> None:
    folder = small_folder(tmp_path)
    schema = persona_schema(Folder(folder))
    edit(folder, "personas/anna.yaml", before, after)
    parent = yaml.safe_load((folder / "personas" / "anna.yaml").read_text("utf-8"))
    assert list(mistakes(parent, schema, schema))
