"""The author's guide is true: its examples work, it explains every key, command and finding."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.program import _parser
from bot.content.library import check_library, load_library, read_library
from bot.content.new import new_persona
from bot.content.schema import SHAPES
from bot.model.ids import PersonaId
from bot.play import open_session, take_turn
from bot.roleplay.choice import fill

DIALOGUES = Path(__file__).parents[2] / "dialogues"
GUIDE = (DIALOGUES / "README.md").read_text("utf-8")
FINDINGS = (DIALOGUES / "bevindingen.md").read_text("utf-8")
FENCE = re.compile(r"^```yaml( erbij)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(bool(added), yaml.safe_load(text), text) for added, text in FENCE.findall(GUIDE)]
ADDED = [(block, text) for added, block, text in BLOCKS if added]
LEXICON = [(block, text) for added, block, text in BLOCKS if not added and "moves" in block]


def marga() -> tuple[dict[str, Any], list[Any]]:
    """Return the parent of the first hour, and her walkthroughs."""
    persona: dict[str, Any] = {}
    walks: list[Any] = []
    for added, block, _ in BLOCKS:
        if isinstance(block, list):
            walks += block
        elif not added and "moves" not in block:
            persona |= block
    return persona, walks


def write(folder: Path, persona: dict[str, Any], walks: list[Any]) -> None:
    for ending, content in ((".yaml", persona), (".test.yaml", walks)):
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / "personas" / f"marga{ending}").write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real content without parents and without what it learnt: phrases decide, as in any new folder."""
    folder = tmp_path / "dialogues"
    shutil.copytree(DIALOGUES, folder, ignore=shutil.ignore_patterns("examples", "personas"))
    (folder / "personas").mkdir()
    return folder


def findings(folder: Path) -> list[str]:
    return [str(finding) for finding in check_library(folder)]


def test_the_template_is_a_parent_without_findings(folder: Path) -> None:
    new_persona(folder, "marga", name="Marga Kuipers", child="Tim")
    assert findings(folder) == []


def test_the_parent_of_the_first_hour_works(folder: Path) -> None:
    write(folder, *marga())
    assert findings(folder) == []


def test_the_parent_of_the_first_hour_says_nothing_that_our_parents_say(folder: Path) -> None:
    shutil.rmtree(folder / "personas")
    shutil.copytree(DIALOGUES / "personas", folder / "personas")
    write(folder, *marga())
    found = read_library(folder).findings
    assert [str(one) for one in found if one.code == "P026" and "Marga" in one.message] == []


def test_who_follows_the_tips_of_the_first_hour_ends_well(folder: Path) -> None:
    write(folder, *marga())
    library, _ = load_library(folder)
    assert library
    name = PersonaId("marga")
    parent = library.personas[name]
    position, _ = open_session(library, name, seed=1)
    for _ in range(3):
        tip = parent.states[position.state].tip
        if tip:
            position, _ = take_turn(library, position, fill(tip.example, parent.values, {}))
    assert position.outcome
    assert parent.outcomes[position.outcome].good


def test_the_first_hour_leaves_nothing_of_the_template(folder: Path) -> None:
    """What the guide does not replace would stand in the reader's file as well."""
    template = yaml.safe_load((DIALOGUES / "new" / "persona.yaml").read_text("utf-8"))
    assert set(template) - set(marga()[0]) == set()


def merged(persona: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return a parent with pieces added: mappings are joined, lists go on top."""
    joined = dict(persona)
    for key, value in more.items():
        here = joined.get(key)
        joined[key] = value + here if isinstance(here, list) else {**here, **value} if here else value
    return joined


@pytest.mark.parametrize("number", range(len(ADDED)))
def test_what_the_guide_adds_to_the_parent_works(folder: Path, number: int) -> None:
    persona, walks = marga()
    write(folder, merged(persona, ADDED[number][0]), walks)
    assert findings(folder) == []


@pytest.mark.parametrize("number", range(len(LEXICON)))
def test_a_move_of_the_guide_works_and_its_examples_are_read_so(folder: Path, number: int) -> None:
    block, text = LEXICON[number]
    (folder / "moves" / "zz.yaml").write_text(text, "utf-8")
    persona, walks = marga()
    moves = {
        name: [{"say": row, "moves": [name]} for row in move["examples"].splitlines()]
        + [{"say": row.split(" = ")[0], "not_moves": [name]} for row in move["counter_examples"].splitlines()]
        for name, move in block["moves"].items()
    }
    write(folder, persona, [*walks, *({"name": name, "turns": turns} for name, turns in moves.items())])
    assert [row for row in findings(folder) if ": W" not in row] == []


def test_the_examples_of_the_guide_are_there() -> None:
    assert (len(BLOCKS), len(ADDED), len(LEXICON)) == (10, 3, 1)


def test_every_key_is_explained_in_the_words_of_the_editor() -> None:
    words = yaml.safe_load((DIALOGUES / "schema" / "keys.yaml").read_text("utf-8"))
    rows = [
        f"| `{key}`{'.' if kind.endswith('!') else ''} | {words[shape][key]} |"
        for shape, keys in SHAPES.items()
        for key, kind in keys.items()
    ]
    assert [row for row in rows if row not in GUIDE] == []


OPERATORS = {"run", "webhook", "doctor", "backup", "restore", "move"}
"""Commands that are no author's: they are explained where an operator looks."""


def commands() -> Iterator[str]:
    for action in _parser()._actions:
        choices = action.choices
        if isinstance(choices, dict):
            yield from choices


@pytest.mark.parametrize("command", sorted(set(commands()) - OPERATORS))
def test_every_command_of_an_author_is_explained(command: str) -> None:
    assert f"| `python -m bot {command}" in GUIDE


@pytest.mark.parametrize("row", sorted(set(re.findall(r"^python -m bot (.*)$", GUIDE, re.MULTILINE))))
def test_every_command_line_of_the_guide_is_understood(row: str) -> None:
    words = [one.strip('"') for one in re.findall(r'"[^"]*"|\S+', row.partition("#")[0])]
    assert "command" in vars(_parser().parse_args(words))


CODES = [
    code for code in yaml.safe_load((DIALOGUES / "findings.yaml").read_text("utf-8")) if code[1:].isdigit()
]


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_a_paragraph(code: str) -> None:
    found = re.search(rf"^### {code}[ :].*\n\n(.+)", FINDINGS, re.MULTILINE)
    assert found
    assert len(found.group(1).split()) >= 8


def test_no_paragraph_is_of_a_finding_that_is_not_there() -> None:
    assert [
        code for code in re.findall(r"^### ([A-Z]\d{3})", FINDINGS, re.MULTILINE) if code not in CODES
    ] == []


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", GUIDE + FINDINGS))))
def test_links_lead_somewhere(link: str) -> None:
    file, _, anchor = link.partition("#")
    text = (DIALOGUES / file).read_text("utf-8") if file else GUIDE + FINDINGS
    heads = {
        re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert not anchor or anchor in heads
