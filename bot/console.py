"""The terminal: play a parent by typing, for people and (in JSON) for machines; and recognise messages."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TextIO

from bot.model.course import Debrief
from bot.model.ids import OutcomeId, PersonaId
from bot.model.reading import Certainty, Reading, Recognition
from bot.model.session import Mood, Position, Turn
from bot.play import Library, close_session, open_session, take_turn

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
    yield _turn_row(position, opening)
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
    position, opening = open_session(library, persona, seed=seed, difficulty=difficulty)
    _say(parent.short, opening, out)
    turns: list[Turn] = []
    stop_words = {word.strip() for word in texts("typed.stop").split(",")}
    for row in rows:
        text = row.strip()[:LONGEST]
        if text.lower() in stop_words:
            break
        if not text:
            continue
        position, turn = take_turn(library, position, text)
        turns.append(turn)
        _say(parent.short, turn.reply, out)
        if explain:
            print(_explained(turn), file=out)
        if turn.outcome:
            break
    debrief = close_session(library, persona, tuple(turns), outcome=position.outcome)
    print(written_debrief(debrief, parent.short), file=out)


def _say(name: str, bubbles: tuple[str, ...], out: TextIO) -> None:
    print(*(f"{name}: {bubble}" for bubble in bubbles), sep="\n", file=out, flush=True)


def _explained(turn: Turn) -> str:
    """Return moves, rule, state and mood under a reply, as rows that start with a mark."""
    found = ", ".join(f"{r.move} ({r.certainty}) «{r.words}» [{r.rule}]" for r in turn.reading.recognitions)
    why = ", ".join(f"{c.cause} {c.tension:+d}/{c.trust:+d}" for c in turn.changes)
    rows = (
        f"moves: {found or '-'}",
        f"topics: {', '.join(hit.topic for hit in turn.reading.topics) or '-'}"
        f"  asked: {', '.join(turn.reading.asked) or '-'}  events: {', '.join(turn.events) or '-'}",
        f"rule: {turn.rule}  state: {turn.state_before} -> {turn.state_after}",
        f"mood: {_mood(turn.before)} -> {_mood(turn.after)}  ({why or '-'})",
    )
    return "\n".join(f"    | {row}" for row in rows)


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
