"""How sure a teacher feels, asked once before the first conversation and once after it; it may be skipped."""

from bot.practice.learning.choices import choose, chosen
from bot.practice.learning.ports import ChoiceKind
from bot.practice.messages import Messages
from bot.practice.ports import StoredSession
from bot.practice.runs import counts
from bot.practice.visit import Visit, parents, stale

BEFORE, AFTER = "before", "after"
LEVELS = ("1", "2", "3", "4", "5")


async def asked_before(visit: Visit, persona: str) -> Messages:
    """Return the question on the way to the very first conversation; nothing later or once it is answered."""
    if await visit.unit.sessions(visit.teacher.id) or await chosen(visit, ChoiceKind.CONFIDENCE):
        return ()
    row = tuple(visit.button(f"button.sure_{level}", f"sure:{BEFORE}:{level}:{persona}") for level in LEVELS)
    return (visit.coach("sure.before", buttons=(row,)),)


async def asked_after(visit: Visit, session: StoredSession) -> Messages:
    """Return the question after the first whole conversation, to who answered the one before it."""
    answers = await chosen(visit, ChoiceKind.CONFIDENCE)
    whole = [one for one in await visit.unit.sessions(visit.teacher.id) if counts(one)]
    if BEFORE not in answers or AFTER in answers or [one.id for one in whole] != [session.id]:
        return ()
    row = tuple(visit.button(f"button.sure_{level}", f"sure:{AFTER}:{level}") for level in LEVELS)
    return (visit.coach("sure.after", buttons=(row,)),)


async def before(visit: Visit, level: str, persona: str) -> Messages:
    """Note how sure the teacher feels before the first conversation."""
    if level not in LEVELS:
        return await stale(visit)
    await choose(visit, ChoiceKind.CONFIDENCE, level, subject=BEFORE)
    row = (visit.button("button.begin", f"begin:{persona}"), visit.button("button.other_parent", "parents"))
    return (visit.coach("sure.noted", buttons=(row,)),)


async def after(visit: Visit, level: str) -> Messages:
    """Note how sure the teacher feels now, and say honestly what a change means."""
    earlier = (await chosen(visit, ChoiceKind.CONFIDENCE)).get(BEFORE)
    if level not in LEVELS or earlier is None:
        return await stale(visit)
    await choose(visit, ChoiceKind.CONFIDENCE, level, subject=AFTER)
    change = int(level) - int(earlier)
    key = "sure.dropped" if change < 0 else "sure.grew" if change > 0 else "sure.same"
    return (visit.coach(key), *parents(visit))
