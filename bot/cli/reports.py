"""Puts the outcome of measurements into rows of text, for authors, and into plain data, for machines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from bot.content.coverage import Coverage
from bot.content.hijack import Tested
from bot.content.simulate import Simulation, Tally
from bot.content.transcript import Change, Talk
from bot.model.persona import Persona
from bot.model.texts import Texts
from bot.understanding.evaluate import Evaluation, Mistake, Score

KINDS = ("state", "rule", "line")


def evaluation_data(found: Evaluation) -> dict[str, object]:
    """Return an evaluation as plain data."""
    return {
        "messages": found.messages,
        "bands": {name: _score(score) for name, score in found.by_band.items()},
        "moves": {move: _score(score) for move, score in found.by_move.items()},
        "macro_f1": round(found.macro, 4),
        "core": {"seen": found.core_seen, "there": found.core_there},
        "silent": found.silent,
        "false_alarms": found.false_alarms,
        "confusion": [{"there": a, "found": b, "count": count} for a, b, count in found.confusion],
        "worst": [asdict(mistake) for mistake in found.worst],
    }


def _score(score: Score) -> dict[str, float]:
    shares = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {**{name: round(share, 4) for name, share in shares.items()}, **asdict(score)}


def evaluation_rows(found: Evaluation, say: Texts) -> Iterator[str]:
    """Yield an evaluation as a report."""
    yield say("cli.evaluate.title", messages=found.messages)
    yield ""
    yield from _table(
        [
            say(f"cli.evaluate.{name}")
            for name in ("what", "precision", "recall", "f1", "right", "wrong", "missed")
        ],
        [
            *(
                _cells(say(f"cli.evaluate.band.{name.replace('+', '_')}"), one)
                for name, one in found.by_band.items()
            ),
            *(_cells(move, score) for move, score in _by_size(found)),
        ],
    )
    yield ""
    yield say("cli.evaluate.macro", macro=f"{found.macro:.3f}")
    yield say("cli.evaluate.core", seen=found.core_seen, there=found.core_there)
    yield say("cli.evaluate.silent", silent=found.silent, false_alarms=found.false_alarms)
    yield from _section(
        say("cli.evaluate.confusion"), (f"{c:5}  {a} -> {b}" for a, b, c in found.confusion[:15])
    )
    yield from _section(
        say("cli.evaluate.worst"), (row for mistake in found.worst for row in _mistake(mistake, say))
    )


def _by_size(found: Evaluation) -> list[tuple[str, Score]]:
    return sorted(found.by_move.items(), key=lambda item: (-(item[1].right + item[1].missed), item[0]))


def _cells(name: str, score: Score) -> list[str]:
    shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
    return [name, *shares, *map(str, (score.right, score.wrong, score.missed))]


def _mistake(mistake: Mistake, say: Texts) -> tuple[str, str]:
    there = ", ".join(mistake.instead) or "-"
    facts = {"move": mistake.move, "words": mistake.words, "rule": mistake.rule, "there": there}
    certainty = say(f"cli.certainty.{mistake.certainty}")
    return (
        say("cli.evaluate.mistake", certainty=certainty, **facts),
        f"    {mistake.id}: {mistake.text}",
    )


def hijack_rows(found: Iterable[Tested], say: Texts) -> Iterator[str]:
    """Yield who takes whose examples."""
    tested = list(found)
    for one in tested:
        if not one.taken:
            continue
        counts = {"examples": one.examples, "counters": one.counters, "taken": len(one.taken)}
        yield say("cli.hijack.move", move=one.move, title=one.title, **counts)
        for taken in one.taken:
            kind = "counter" if taken.counter else "example" if taken.instead else "lost"
            by = ", ".join(f"{m} [{r}]" for m, r in zip(taken.instead, taken.rules, strict=True))
            yield "    " + say(f"cli.hijack.{kind}", text=taken.text, by=by)
    examples = sum(one.examples + one.counters for one in tested)
    yield say("cli.hijack.total", examples=examples, taken=sum(len(one.taken) for one in tested))


def simulation_data(found: Simulation) -> dict[str, object]:
    """Return a simulation as plain data."""
    return {
        "kinds": {
            kind: {**asdict(one), "outcomes": dict(one.outcomes)} for kind, one in found.tallies.items()
        },
        "outcomes": dict(found.outcomes),
        "ways": {outcome: asdict(way) for outcome, way in found.examples.items()},
        "missing": [asdict(piece) for piece in found.coverage.missing],
        "unending": [asdict(way) for way in found.unending],
        "mute": [asdict(way) for way in found.mute],
    }


def simulation_rows(found: Simulation, persona: Persona, say: Texts) -> Iterator[str]:
    """Yield what a simulation came to."""
    heads = ("kind", "talks", "length", "unclear", "repeats", "good")
    yield from _table(
        [say(f"cli.simulate.{head}") for head in heads],
        [_tally(kind, tally) for kind, tally in found.tallies.items() if tally.talks],
    )
    reached = found.outcomes
    rows = (
        say("cli.simulate.outcome", title=one.title, id=one.id, count=reached[one.id])
        + (f"\n      {' / '.join(found.examples[one.id].words)}" if one.id in found.examples else "")
        for one in persona.outcomes.values()
    )
    yield from _section(say("cli.simulate.outcomes"), rows)


def _tally(kind: str, tally: Tally) -> list[str]:
    shares = (tally.unclear / tally.turns, tally.repeats / tally.turns, tally.good / tally.talks)
    return [
        kind,
        str(tally.talks),
        f"{tally.turns / tally.talks:.1f}",
        *(f"{100 * one:.0f}%" for one in shares),
    ]


def coverage_rows(found: Coverage, file: str, say: Texts) -> Iterator[str]:
    """Yield what the walkthroughs show of a persona, and what not, with line numbers."""
    for kind in KINDS:
        missing = [piece for piece in found.missing if piece.kind == kind]
        share = f"{100 * found.share(kind):.0f}"
        yield say(f"cli.coverage.{kind}", share=share, missing=len(missing))
    yield from (
        f"{file}:{one.at}: {say(f'cli.coverage.missing_{one.kind}', id=one.id)}" for one in found.missing
    )


def replay_rows(talk: Talk, changes: Sequence[Change], say: Texts) -> Iterator[str]:
    """Yield what is not the same any more in a conversation, turn by turn."""
    changed = [change for change in changes if change.fields]
    facts = {"persona": talk.persona, "turns": len(changes), "changed": len(changed)}
    yield say("cli.replay.title", **facts)
    for change in changed:
        yield say("cli.replay.turn", turn=change.turn, text=change.text)
        if change.now is None:
            yield "    " + say("cli.replay.over")
            continue
        for field in change.fields:
            then, now = _shown(getattr(change.then, field)), _shown(getattr(change.now, field))
            yield "    " + say(f"cli.replay.{field}", then=then, now=now, rule=change.now.rule)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        between = "/" if value and isinstance(value[0], int) else ", "
        return between.join(map(str, value)) or "-"
    return str(value)


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  {row}" for row in rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table: names to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        name, *numbers = row
        cells = (cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True))
        yield "  ".join((name.ljust(widths[0]), *cells))
