"""Conversations that were kept, in the terminal or by a teacher, and played again as of now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model.errors import BotError
from bot.model.ids import PersonaId
from bot.model.reading import Certainty
from bot.model.session import Turn
from bot.play import Library, open_session, take_turn

_COUNTED = frozenset({str(Certainty.SURE), str(Certainty.LIKELY)})
Table = Mapping[str, object]


class BadTranscript(BotError):
    """A file that is no transcript."""

    key = "error.transcript"


@dataclass(frozen=True, slots=True)
class Beat:
    """What a turn came to: as it was kept, or as it is now."""

    moves: tuple[str, ...]
    state: str
    mood: tuple[int, int]
    """Tension and trust."""
    reply: tuple[str, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that was kept."""

    persona: PersonaId
    seed: int
    difficulty: str
    turns: tuple[tuple[str, Beat], ...]
    """Pairs (what the teacher said, what it came to)."""


@dataclass(frozen=True, slots=True)
class Change:
    """A turn of a conversation, then and now."""

    turn: int
    text: str
    then: Beat
    now: Beat | None
    """None when the conversation is over before this turn now."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Name what is not the same."""
        if self.now is None:
            return ("over",)
        names = ("moves", "state", "mood", "reply")
        return tuple(name for name in names if getattr(self.then, name) != getattr(self.now, name))


def read_transcript(text: str, *, persona: str = "") -> tuple[Talk, ...]:
    """Return the conversations in a file of `play --json` or of a teacher's own data.

    Args:
        text: What stands in the file.
        persona: With whom, for a file that does not say so.

    Raises:
        BadTranscript: It is neither of both.
    """
    try:
        return tuple(_talks(text, persona))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BadTranscript from None


def replay(library: Library, talk: Talk) -> tuple[Change, ...]:
    """Return each turn of a conversation, then and on the content of now."""
    position, _ = open_session(library, talk.persona, seed=talk.seed, difficulty=talk.difficulty)
    changes: list[Change] = []
    for number, (text, then) in enumerate(talk.turns, start=1):
        if position.outcome:
            changes.append(Change(number, text, then, None))
            continue
        position, turn = take_turn(library, position, text)
        changes.append(Change(number, text, then, _now(turn)))
    return tuple(changes)


def _now(turn: Turn) -> Beat:
    return Beat(
        moves=turn.reading.moves(),
        state=turn.state_after,
        mood=(turn.after.tension, turn.after.trust),
        reply=turn.reply,
        rule=turn.rule,
    )


def _talks(text: str, persona: str) -> Iterator[Talk]:
    try:
        whole = json.loads(text)
    except ValueError:
        whole = None
    if isinstance(whole, dict) and "sessions" in whole:
        yield from (_stored(one) for one in whole["sessions"])
        return
    yield _played([json.loads(row) for row in text.splitlines() if row.strip()], persona)


def _stored(kept: Mapping[str, Table]) -> Talk:
    """Return a conversation as a teacher's own file holds it."""
    session, turns = kept["session"], _list(kept["turns"])
    position = _table(session["position"])
    return Talk(
        persona=PersonaId(str(session["persona"])),
        seed=_number(position["seed"]),
        difficulty=str(position.get("difficulty", "")),
        turns=tuple(_stored_turn(_table(turn)) for turn in turns),
    )


def _stored_turn(turn: Table) -> tuple[str, Beat]:
    reading, after = _table(turn["reading"]), _table(turn["after"])
    found = (_table(one) for one in _list(reading["recognitions"]))
    moves = (str(one["move"]) for one in found if one["certainty"] in _COUNTED)
    beat = Beat(
        tuple(dict.fromkeys(moves)),
        str(turn["state_after"]),
        _mood(after),
        tuple(map(str, _list(turn["reply"]))),
        str(turn["rule"]),
    )
    return str(reading["text"]), beat


def _played(rows: list[Table], persona: str) -> Talk:
    """Return a conversation as `play --json` printed it; its first row is the opening."""
    opening, said = rows[0], [row for row in rows if row.get("said") is not None]
    return Talk(
        persona=PersonaId(persona or str(opening["persona"])),
        seed=_number(opening.get("seed", 1)),
        difficulty=str(opening.get("difficulty", "")),
        turns=tuple((str(row["said"]), _played_beat(row)) for row in said),
    )


def _played_beat(row: Table) -> Beat:
    return Beat(
        tuple(map(str, _list(row["moves"]))),
        str(row["state"]),
        _mood(_table(row["mood"])),
        tuple(map(str, _list(row["reply"]))),
        str(row.get("rule", "")),
    )


def _mood(mood: Table) -> tuple[int, int]:
    return _number(mood["tension"]), _number(mood["trust"])


def _table(value: object) -> Table:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
