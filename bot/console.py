"""The terminal: play a parent by typing, for people and (in JSON) for machines; and recognise messages."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TextIO

from bot.model.course import Debrief
from bot.model.ids import OutcomeId, PersonaId
from bot.model.reading import Certainty, Reading, Recognition
from bot.model.session import Mood, Position, Turn
from bot.model.texts import Texts
from bot.play import Library, close_session, open_session, take_turn
from bot.roleplay.explain import Tried

LONGEST = 4096
"""Characters of a message that are read; the rest is left out, as on the phone."""


def recognise_rows(library: Library, rows: Iterable[str], persona: str) -> Iterator[dict[str, object]]:
    """Yield an answer for each JSON row; a row that is no request gets an `error` and the rest goes on."""
    for row in rows:
        if not row.strip():
            continue
        request = _object(row)
        if request is None:
            yield {"id": None, "error": "not a JSON object with a text", "moves": []}
            continue
        yield _recognised(library, request, persona)


def _object(row: str) -> dict[str, object] | None:
    try:
        request = json.loads(row)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(request, dict) and isinstance(request.get("text"), str)
    return request if fits else None


def _recognised(library: Library, request: dict[str, object], persona: str) -> dict[str, object]:
    wanted = PersonaId(str(request.get("persona") or persona))
    recogniser = library.recognisers.get(wanted, library.recogniser)
    parent = request.get("parent")
    reading = recogniser.read(
        str(request["text"])[:LONGEST], parent=parent if isinstance(parent, str) else ""
    )
    return {"id": request.get("id"), **describe(reading)}


def describe(reading: Reading) -> dict[str, object]:
    """Return a reading in the form that `recognise --json` promises."""
    said = reading.moves()
    unsure = tuple(move for move in reading.moves(Certainty.UNSURE) if move not in said)
    return {
        "moves": list(said),
        "unsure": list(unsure),
        "topics": list(dict.fromkeys(hit.topic for hit in reading.topics)),
        "evidence": [_evidence(recognition) for recognition in reading.recognitions],
    }


def _evidence(recognition: Recognition) -> dict[str, object]:
    return {
        "move": recognition.move,
        "start": recognition.spans[0].start,
        "end": recognition.spans[-1].end,
        "words": recognition.words,
        "rule": recognition.rule,
        "certainty": str(recognition.certainty),
        "attributes": sorted(recognition.attributes),
    }


def play_json(
    library: Library, persona: PersonaId, rows: Iterable[str], *, seed: int, difficulty: str = ""
) -> Iterator[dict[str, object]]:
    """Yield the opening, a line for each turn and, at the end, the outcome with the debrief."""
    position, opening = open_session(library, persona, seed=seed, difficulty=difficulty)
    played = {"persona": persona, "seed": seed, "difficulty": position.difficulty}
    yield {**_turn_row(position, opening), **played}
    turns: list[Turn] = []
    for row in rows:
        if not row.strip():
            continue
        request = _object(row)
        if request is None:
            yield {"turn": position.turn, "error": "not a JSON object with a text"}
            continue
        position, turn = take_turn(library, position, str(request["text"])[:LONGEST])
        turns.append(turn)
        yield _turn_row(position, turn.reply, turn)
        if turn.outcome:
            break
    debrief = close_session(library, persona, tuple(turns), outcome=position.outcome)
    yield {"outcome": position.outcome, "debrief": asdict(debrief)}


def _turn_row(position: Position, reply: tuple[str, ...], turn: Turn | None = None) -> dict[str, object]:
    understood = describe(turn.reading) if turn else {"moves": [], "unsure": []}
    outcome: OutcomeId | None = position.outcome
    return {
        "turn": position.turn,
        "said": turn.reading.text if turn else None,
        "moves": understood["moves"],
        "unsure": understood["unsure"],
        "rule": turn.rule if turn else None,
        "state": position.state,
        "mood": {"tension": position.mood.tension, "trust": position.mood.trust},
        "reply": list(reply),
        "outcome": outcome,
    }


@dataclass(frozen=True, slots=True)
class Table:
    """Where a person plays: the content, the parent, and where to print."""

    library: Library
    persona: PersonaId
    out: TextIO
    explain: bool = False

    def open(self, *, seed: int, difficulty: str = "") -> Position:
        """Begin a conversation and print the opening."""
        position, opening = open_session(self.library, self.persona, seed=seed, difficulty=difficulty)
        self._say(opening)
        return position

    def turn(self, position: Position, text: str) -> tuple[Position, Turn]:
        """Say something and print the reply, with an explanation when one is asked for."""
        after, turn = take_turn(self.library, position, text)
        self._say(turn.reply)
        if self.explain:
            tried = self.library.stages[self.persona].why(position, turn.reading)
            print(_explained(turn, tried, self.library.texts), file=self.out)
        return after, turn

    def _say(self, bubbles: tuple[str, ...]) -> None:
        name = self.library.personas[self.persona].short
        print(*(f"{name}: {bubble}" for bubble in bubbles), sep="\n", file=self.out, flush=True)


def play_person(
    library: Library,
    persona: PersonaId,
    rows: Iterable[str],
    out: TextIO,
    *,
    seed: int,
    explain: bool,
    difficulty: str = "",
) -> None:
    """Play with a person: rows are what they type, until an outcome or the end of input."""
    texts, parent = library.texts, library.personas[persona]
    print(texts("cli.play_start", name=parent.name, you=parent.you), parent.card, sep="\n", file=out)
    table = Table(library, persona, out, explain=explain)
    position = table.open(seed=seed, difficulty=difficulty)
    turns: list[Turn] = []
    stops = stop_words(texts)
    for row in rows:
        text = row.strip()[:LONGEST]
        if text.lower() in stops:
            break
        if not text:
            continue
        position, turn = table.turn(position, text)
        turns.append(turn)
        if turn.outcome:
            break
    debrief = close_session(library, persona, tuple(turns), outcome=position.outcome)
    print(written_debrief(debrief, parent.short), file=out)


def stop_words(texts: Texts) -> frozenset[str]:
    """Return what a person may type to stop."""
    return frozenset(word.strip() for word in texts("typed.stop").split(","))


def _explained(turn: Turn, tried: tuple[Tried, ...], texts: Texts) -> str:
    """Return why a reply came, as rows that start with a mark."""
    found = (
        f"{one.move} ({texts(f'cli.certainty.{one.certainty}')}) «{one.words}» [{one.rule}]"
        for one in turn.reading.recognitions
    )
    steps = (f"{one.cause} {one.tension:+d}/{one.trust:+d}" for one in turn.changes)
    failed = (
        f"{one.rule.partition('.')[2]} ({', '.join(one.failed)})"
        for one in tried
        if one.failed and one.rule.startswith(f"{turn.state_before}.")
    )
    facts = {
        "moves": _joined(found),
        "topics": _joined(hit.topic for hit in turn.reading.topics),
        "grants": _joined(hit.grant for hit in turn.reading.grants),
        "asked": _joined(turn.reading.asked),
        "events": _joined(turn.events),
        "attributes": _joined(sorted(turn.reading.attributes)),
        "rule": turn.rule,
        "failed": _joined(failed),
        "before": turn.state_before,
        "after": turn.state_after,
        "mood_before": _mood(turn.before),
        "mood_after": _mood(turn.after),
        "steps": _joined(steps),
        "lines": _joined(turn.said),
    }
    rows = texts("cli.explain", **facts).splitlines()
    return "\n".join(f"    | {row}" for row in rows)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts) or "-"


def _mood(mood: Mood) -> str:
    return f"{mood.tension}/{mood.trust}"


def written_debrief(debrief: Debrief, name: str) -> str:
    """Return the first screen of a debrief as plain text."""
    tip = debrief.tip
    rows = [
        "",
        f"== {debrief.outcome_title} ==" if debrief.outcome_title else "",
        debrief.story,
        f"{name}: {debrief.in_role}" if debrief.in_role else "",
        *(f"+ {top.text}" for top in debrief.tops),
        *((f"> {tip.text}", tip.effect, tip.alternative, tip.invitation) if tip else ()),
        "  ".join(f"{_MARKS[step.mark]} {step.title}" for step in debrief.steps),
        *debrief.notes,
    ]
    return "\n".join(row for row in rows if row)


_MARKS = {"done": "✔", "early": "↕", "missed": "–"}
