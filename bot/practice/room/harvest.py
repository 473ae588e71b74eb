"""What can be learnt from the corrections of trainers, likely personal data taken out once more."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.corrected import CorrectedLine, CorrectedTalk
from bot.model.session import Turn
from bot.model.texts import Texts
from bot.practice.ports import StoredSession, Unit
from bot.practice.privacy import Masker
from bot.practice.room.corrections import MOVE
from bot.practice.room.evidence import masked
from bot.practice.room.records import Correction
from bot.practice.room.replaying import corrected

Lesson = tuple[CorrectedLine, CorrectedTalk]


async def lessons(unit: Unit, masker: Masker, texts: Texts) -> tuple[tuple[int, ...], tuple[Lesson, ...]]:
    """Return the numbers of the corrections that were not used yet, and what they teach.

    Only of conversations that are shared at this moment: what a teacher took back is not used.
    """
    new = [one for one in await unit.room.words.all_corrections() if one.exported is None]
    by_line: dict[tuple[str, int], list[Correction]] = {}
    for one in new:
        if one.kind == MOVE:
            by_line.setdefault((one.session, one.turn), []).append(one)
    found = []
    for (session_id, number), corrections in by_line.items():
        session = await unit.session(session_id)
        turns = await unit.turns(session_id)
        if session is not None and 1 <= number <= len(turns):
            seen = tuple(masked(masker.within(session.persona), turn) for turn in turns[:number])
            made = _standing(masker.within(session.persona), seen[-1].reading.text, corrections)
            if made:
                found.append(_lesson(texts, session, seen, made))
    return tuple(one.id for one in new), tuple(found)


def _standing(masker: Masker, line: str, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return corrections with their words masked as the line is; the latest of a clause, when it is there.

    Words that were stored before a name in them was known as one stand in no masked line.
    """
    shown = (replace(one, words=masker.mask(one.words).text) for one in corrections)
    latest = {(one.words, one.was): one for one in shown if one.words in line}
    return tuple(latest.values())


def _lesson(
    texts: Texts, session: StoredSession, turns: Sequence[Turn], corrections: Sequence[Correction]
) -> Lesson:
    last = turns[-1]
    reading = last.reading
    for one in corrections:
        reading = corrected(reading, words=one.words, was=one.was, becomes=one.becomes)
    sure = set(reading.moves())
    clauses = tuple(
        dict.fromkeys((str(one.move), one.words) for one in reading.recognitions if one.move in sure)
    )
    line = CorrectedLine(session.persona, last.parent, reading.text, clauses)
    moves = tuple(dict.fromkeys(move for move, _ in clauses))
    talk = CorrectedTalk(
        persona=session.persona,
        title=texts("cli.corrections.walk", turn=last.number, text=" ".join(reading.text.split()[:6])),
        seed=session.position.seed,
        difficulty=session.position.difficulty,
        state=last.state_before,
        tension=last.before.tension,
        trust=last.before.trust,
        say=last.reading.text,
        moves=moves,
        not_moves=tuple(sorted(set(last.reading.moves()) - sure)),
    )
    return line, talk
