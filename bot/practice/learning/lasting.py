"""A run without tips beside the earlier ones with tips: what stays when nobody helps."""

from collections.abc import Mapping, Sequence

from bot.coaching.progress import Marks
from bot.coaching.verdicts import OPEN, SEEN
from bot.model.course import Debrief
from bot.model.ids import TechniqueId
from bot.play import marks_of
from bot.practice.learning.progress import MOST, counted
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.visit import Visit, content_of

MOST_TITLES = 4


async def without_tips(visit: Visit, session: StoredSession, plain: Debrief) -> Messages:
    """Return which techniques were seen with and without tips, in words."""
    helped = await _helped(visit, session)
    earlier = {technique for marks in helped for technique, mark in marks.items() if mark == SEEN}
    titles = {one.technique: one.title for one in plain.verdicts}
    seen = [one.technique for one in plain.verdicts if one.mark == SEEN]
    gone = [one.technique for one in plain.verdicts if one.mark == OPEN and one.technique in earlier]
    told = [
        ("plain.stays", [one for one in seen if one in earlier]),
        ("plain.new", [one for one in seen if one not in earlier]),
        ("plain.gone", gone),
    ]
    lines = [visit.texts(key, titles=_listed(found, titles)) for key, found in told if found]
    if not helped:
        lines = [visit.texts("plain.nothing_to_compare")]
    text = "\n".join(lines) or visit.texts("plain.too_little")
    return (Message(Voice.COACH, text, title=visit.texts("plain.title")),)


async def _helped(visit: Visit, session: StoredSession) -> list[Marks]:
    """Return how techniques fared in the earlier conversations in which a tip was asked for."""
    found: list[Marks] = []
    for one in [one for one in await counted(visit) if one.id != session.id][-MOST:]:
        library, turns = await content_of(visit, one), await visit.unit.turns(one.id)
        if library is not None and any(turn.helped for turn in turns):
            found.append(marks_of(library, one.persona, turns))
    return found


def _listed(found: Sequence[TechniqueId], titles: Mapping[TechniqueId, str]) -> str:
    return ", ".join(titles[one] for one in found[:MOST_TITLES])
