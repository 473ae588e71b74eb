"""Trainers' corrections as content: examples and walkthroughs, shown as a diff before they are written."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.content.notes import Notes
from bot.content.walkthrough import play_walks
from bot.model.corrected import CorrectedLine, CorrectedTalk
from bot.model.ids import PersonaId
from bot.play import Library

EXAMPLES = "examples/corrected.yaml"
WALKTHROUGHS = "personas/{persona}.test.yaml"
HAND = "corrected"


@dataclass(frozen=True, slots=True)
class Patch:
    """A file of the content folder as it is and as it would be."""

    name: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        rows = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            fromfile=f"a/{self.name}",
            tofile=f"b/{self.name}",
        )
        return "".join(rows)


def patches(
    folder: Path, lines: Sequence[CorrectedLine], talks: Sequence[CorrectedTalk]
) -> tuple[Patch, ...]:
    """Return what would change in a content folder; files that stay as they are are left out."""
    made = [_examples(folder, lines)] if lines else []
    made += [
        _walkthroughs(folder, persona, [talk for talk in talks if talk.persona == persona])
        for persona in dict.fromkeys(talk.persona for talk in talks)
    ]
    return tuple(patch for patch in made if patch.before != patch.after)


def write(folder: Path, changed: Iterable[Patch]) -> None:
    """Apply patches to the folder."""
    for patch in changed:
        path = folder / patch.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(patch.after, encoding="utf-8")


def goes_well(library: Library, talk: CorrectedTalk) -> bool:
    """Say whether a corrected line is read as the trainer reads it, so that its walkthrough holds."""
    persona = PersonaId(talk.persona)
    notes = Notes(WALKTHROUGHS.format(persona=persona), {})
    return persona in library.personas and bool(
        play_walks(library, persona, walkthrough(talk), notes) and not notes.found
    )


def _examples(folder: Path, lines: Sequence[CorrectedLine]) -> Patch:
    before = _text(folder / EXAMPLES)
    start = before or f"hand: {HAND}\nconversations:\n"
    rows = [_conversation(line) for line in lines]
    return Patch(EXAMPLES, before, start + "".join(row for row in dict.fromkeys(rows) if row not in start))


def _conversation(line: CorrectedLine) -> str:
    moves: dict[str, object] = {}
    for move, words in line.clauses:
        moves[move] = [*_listed(moves.get(move)), words] if move in moves else words
    turn: dict[str, object] = {"parent": line.parent, "say": line.text, "moves": moves or []}
    return _dumped([{"persona": line.persona, "turns": [turn]}])


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _walkthroughs(folder: Path, persona: str, talks: Sequence[CorrectedTalk]) -> Patch:
    name = WALKTHROUGHS.format(persona=persona)
    before = _text(folder / name)
    rows = [walkthrough(talk) for talk in talks]
    new = [row for row in dict.fromkeys(rows) if row not in before]
    gap = "\n" if before and new else ""
    return Patch(name, before, before + gap + "\n".join(new))


def walkthrough(talk: CorrectedTalk) -> str:
    """Return a corrected line as one turn of a walkthrough, from the state in which it was said."""
    turn: dict[str, object] = {"say": talk.say}
    turn |= {"moves": list(talk.moves)} if talk.moves else {}
    turn |= {"not_moves": list(talk.not_moves)} if talk.not_moves else {}
    start = {"state": talk.state, "tension": talk.tension, "trust": talk.trust}
    test: dict[str, object] = {"name": talk.title, "seed": talk.seed, "start": start, "turns": [turn]}
    if talk.difficulty:
        test["difficulty"] = talk.difficulty
    return _dumped([test])


def _dumped(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
