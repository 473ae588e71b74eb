"""Where a teacher stands, as far as the page around the bubbles shows it."""

from dataclasses import dataclass

from bot.practice.ids import TeacherId
from bot.practice.messages import Message
from bot.practice.ports import Unit
from bot.practice.practice import Practice


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides on the head and the foot of the page."""

    session: str = ""
    """The open conversation, if any."""
    dossier: Message | None = None
    is_paused: bool = False
    is_asked: bool = False
    """Whether the coach waits for a typed answer."""
    is_known: bool = True
    """False for someone who has just been forgotten: typing begins anew."""
    turn: int = 0

    @property
    def name(self) -> str:
        """The name of the parent; empty outside a conversation."""
        return self.dossier.title if self.dossier else ""

    @property
    def may_type(self) -> bool:
        """Whether there is something to type for."""
        talks = bool(self.session) and not self.is_paused
        return talks or self.is_asked or not self.is_known


async def standing_of(practice: Practice, unit: Unit, teacher_id: TeacherId) -> Standing:
    """Return where a teacher stands now."""
    teacher = await unit.teacher(teacher_id)
    if teacher is None:
        return Standing(is_known=False)
    session = await unit.current(teacher_id)
    return Standing(
        session=session.id if session else "",
        dossier=await practice.dossier(unit, teacher),
        is_paused=teacher.paused,
        is_asked=bool(teacher.waiting_for),
        turn=session.position.turn if session else 0,
    )
