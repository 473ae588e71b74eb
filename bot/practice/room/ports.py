"""What the trainer's room needs from the store: `unit.room`. Nobody is asked here who may do it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.messages import Messages
from bot.practice.room.records import (
    Age,
    Answer,
    Assignment,
    Comment,
    Correction,
    Group,
    Letter,
    Look,
    Marks,
    Member,
    Practised,
    Share,
    Trainer,
)

Identity = tuple[str, str]
"""(channel, outside): see `Unit.teacher_for`."""


class People(Protocol):
    """Trainers, groups and who is in them."""

    async def known_as(self, teacher: TeacherId, identities: frozenset[Identity]) -> bool:
        """Say whether one of these outside identities leads to this teacher."""

    async def channels(self, teacher: TeacherId) -> frozenset[str]:
        """Return through which channels this teacher comes in."""

    async def trainer(self, teacher: TeacherId) -> Trainer | None: ...

    async def trainers(self) -> tuple[Trainer, ...]: ...

    async def save_trainer(self, trainer: Trainer) -> None:
        """Store a trainer, or a trainer's new name."""

    async def drop_trainer(self, teacher: TeacherId) -> None:
        """Take away the role, in all groups; the comments stay with those who got them."""

    async def add_trainer_code(self, digest: str, *, group: str, expires: datetime) -> None:
        """Store a one-time code that makes a trainer (of a group, unless empty) by its digest."""

    async def trainer_code(self, digest: str, *, now: datetime) -> str | None:
        """Return the group of a code (or an empty string) without using it up."""

    async def redeem_trainer_code(self, digest: str, *, now: datetime) -> str | None:
        """Use up a code and return its group (or an empty string); None when unknown, used or expired."""

    async def save_group(self, group: Group) -> None: ...

    async def drop_group(self, group: str) -> None:
        """Delete a group with its members, assignments, shares and comments; conversations stay."""

    async def group(self, group: str) -> Group | None: ...

    async def group_by_code(self, code: str) -> Group | None: ...

    async def groups(self) -> tuple[Group, ...]: ...

    async def groups_led_by(self, trainer: TeacherId) -> tuple[Group, ...]: ...

    async def groups_of(self, member: TeacherId) -> tuple[Group, ...]: ...

    async def leads(self, group: str, trainer: TeacherId) -> bool: ...

    async def trainers_of(self, group: str) -> tuple[Trainer, ...]: ...

    async def add_leader(self, group: str, trainer: TeacherId) -> None: ...

    async def drop_leader(self, group: str, trainer: TeacherId) -> None: ...

    async def members(self, group: str) -> tuple[Member, ...]:
        """Return the members in the order in which they joined."""

    async def member(self, group: str, teacher: TeacherId) -> Member | None: ...

    async def save_member(self, member: Member) -> None: ...

    async def drop_member(self, group: str, teacher: TeacherId) -> None:
        """Take a teacher out of a group; what was shared with it is not shared any more."""


class Talks(Protocol):
    """Conversations as a group's trainers may see them, how long they are kept, and who looked."""

    async def practised(self, group: str) -> tuple[Practised, ...]:
        """Return the members' conversations with at least one turn, oldest first."""

    async def keep_marks(self, session: str, marks: Marks) -> None: ...

    async def share(self, share: Share) -> None: ...

    async def unshare(self, session: str, group: str) -> None: ...

    async def shares(self, teacher: TeacherId) -> tuple[Share, ...]:
        """Return what a teacher shares."""

    async def shares_of(self, session: str) -> tuple[Share, ...]: ...

    async def talks_with(self, group: str, words: str) -> frozenset[str]:
        """Return the shared conversations in which parent or teacher says these words, in any case."""

    async def lines_with(self, group: str, words: str) -> tuple[tuple[str, Turn], ...]:
        """Return (conversation, turn) of all shared turns in whose record these words occur, in any case.

        It may be in a name of the record too: the caller looks again.
        """

    async def doubts(self, group: str) -> tuple[dict[str, str], ...]:
        """Return what teachers said of lines of conversations shared with a group; see `Unit.corrections`."""

    async def note_look(self, look: Look) -> None: ...

    async def looks(self, teacher: TeacherId) -> tuple[Look, ...]:
        """Return who opened what of a teacher, newest first."""

    async def ages(self, before: datetime) -> tuple[Age, ...]:
        """Return the conversations that began before this moment."""

    async def quiet(self, before: datetime) -> tuple[TeacherId, ...]:
        """Return those who came before this moment and of whom nothing is left but the key."""

    async def purge(self, before: datetime) -> None:
        """Delete looks, letters and used codes from before this moment."""


class Words(Protocol):
    """What trainers and teachers say to each other."""

    async def add_comment(self, comment: Comment) -> int:
        """Store a comment and return its number."""

    async def comment(self, comment: int) -> Comment | None: ...

    async def drop_comment(self, comment: int) -> None: ...

    async def comments_on(self, session: str) -> tuple[Comment, ...]:
        """Return the comments on a conversation with their answers, oldest first."""

    async def comments_in(self, group: str) -> tuple[Comment, ...]: ...

    async def comments_for(self, teacher: TeacherId) -> tuple[Comment, ...]: ...

    async def add_answer(self, comment: int, answer: Answer) -> None: ...

    async def add_correction(self, correction: Correction) -> int: ...

    async def corrections(self, session: str) -> tuple[Correction, ...]: ...

    async def drop_correction(self, correction: int) -> None: ...

    async def all_corrections(self) -> tuple[Correction, ...]:
        """Return the corrections of conversations that are shared now, oldest first."""

    async def mark_exported(self, corrections: Sequence[int], at: datetime) -> None: ...

    async def save_assignment(self, assignment: Assignment) -> None: ...

    async def assignment(self, assignment: str) -> Assignment | None: ...

    async def drop_assignment(self, assignment: str) -> None: ...

    async def assignments(self, group: str) -> tuple[Assignment, ...]: ...

    async def assignments_for(self, teacher: TeacherId) -> tuple[Assignment, ...]:
        """Return what is asked of a teacher, alone or with the group, first due first."""

    async def post(
        self,
        to: TeacherId,
        messages: Messages,
        at: datetime,
        *,
        session: str = "",
        about_teacher: TeacherId | None = None,
    ) -> None:
        """Store messages for someone; they go to the chat, or wait for the next visit to the page.

        While they wait, they go when the conversation or the person whose words they repeat is wiped.
        """

    async def deliver(self, *, now: datetime) -> int:
        """Move the letters of one person who has a chat to its outbox; return how many there were."""

    async def letters(self, teacher: TeacherId) -> tuple[Letter, ...]:
        """Return what waits for a teacher who has no chat, oldest first."""

    async def read_letters(self, teacher: TeacherId, last: int) -> None:
        """Throw away what waits up to this number; what came after it was not seen and stays."""


class Room(Protocol):
    """The rows of the trainer's room, within the unit's transaction."""

    @property
    def people(self) -> People: ...

    @property
    def talks(self) -> Talks: ...

    @property
    def words(self) -> Words: ...
