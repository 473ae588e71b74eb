"""What a use case has at hand while it answers one teacher, and the pieces every answer is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.model.texts import Texts
from bot.play import Library
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.operating import Meter, NoMeter
from bot.practice.ports import Chance, Shelf, StoredSession, Teacher, Unit
from bot.practice.privacy import Masker
from bot.practice.room.periods import Periods

Rows = tuple[tuple[Button, ...], ...]


def _nowhere() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class House:
    """What is settled for the whole installation."""

    admins: frozenset[tuple[str, str]] = frozenset()
    """(channel, outside) of those who may name trainers."""
    page: str = ""
    """Address of the practice page; empty when it is reached from this machine only."""
    bot: Callable[[], str] = _nowhere
    """Returns the bot's name on Telegram; empty without one, or while it is not connected."""
    periods: Periods = Periods()


@dataclass(frozen=True, slots=True)
class Visit:
    """One action of one teacher, within one transaction."""

    unit: Unit
    teacher: Teacher
    library: Library
    """The content of today; a session may be played on an older one, see `content_of`."""
    masker: Masker
    shelf: Shelf
    chance: Chance
    now: datetime
    meter: Meter = field(default_factory=NoMeter)
    """Counts what goes on."""
    house: House = House()

    @property
    def texts(self) -> Texts:
        """The sentences of the bot."""
        return self.library.texts

    def coach(self, key: str, *, title: str = "", buttons: Rows = (), **values: object) -> Message:
        """Return a bubble of the coach; `title` is a key as well."""
        heading = self.texts(title, **values) if title else ""
        return Message(Voice.COACH, self.texts(key, **values), title=heading, buttons=buttons)

    def button(self, key: str, action: str, **values: object) -> Button:
        """Return a button whose label is a text."""
        return Button(self.texts(key, **values), action)


async def content_of(visit: Visit, session: StoredSession) -> Library | None:
    """Return the library on which a session is played; None when it can no longer be made."""
    persona = visit.library.personas.get(session.persona)
    if persona is not None and persona.digest == session.digest:
        return visit.library
    return visit.shelf.at(session.digest, await visit.unit.content(session.digest))


async def own_session(visit: Visit, session: str) -> StoredSession | None:
    """Return a session by id when it is this teacher's."""
    found = await visit.unit.session(session)
    return found if found is not None and found.teacher == visit.teacher.id else None


def controls(visit: Visit) -> Rows:
    """Return the buttons that stand under the parent's last bubble."""
    return (
        (
            visit.button("button.tip", "tip"),
            visit.button("button.pause", "pause"),
            visit.button("button.stop", "stop"),
        ),
    )


def spoken(visit: Visit, bubbles: Sequence[str], *, last: bool = True) -> Messages:
    """Return what the parent says, with the controls under it when the teacher is to answer."""
    said = tuple(Message(Voice.PARENT, bubble) for bubble in bubbles)
    if not said or not last:
        return said
    return (*said[:-1], replace(said[-1], buttons=controls(visit)))


def short_name(visit: Visit, session: StoredSession) -> str:
    """Return how the bot calls the parent of a session, also when that parent is gone."""
    persona = visit.library.personas.get(session.persona)
    return persona.short if persona else visit.texts("say.the_parent")


def parents(visit: Visit) -> Messages:
    """Return the list of parents to choose from."""
    people = tuple(visit.library.personas.values())
    text = "\n\n".join(
        visit.texts("parents.line", name=person.name, teaser=person.teaser) for person in people
    )
    rows = tuple((Button(person.short, f"card:{person.id}"),) for person in people)
    return (Message(Voice.COACH, text, title=visit.texts("parents.title"), buttons=rows),)


async def standing(visit: Visit) -> Messages:
    """Return where the teacher stands now: in a conversation, or at the list of parents."""
    session = await visit.unit.current(visit.teacher.id)
    if session is None:
        return parents(visit)
    buttons = (
        (visit.button("button.resume", "resume"), visit.button("button.stop", "stop")),
        (visit.button("button.card", f"card:{session.persona}"),),
    )
    return (visit.coach("say.still_talking", name=short_name(visit, session), buttons=buttons),)


async def stale(visit: Visit) -> Messages:
    """Answer a button whose time is over: say so, and show where things stand."""
    return (visit.coach("say.stale"), *await standing(visit))


async def save_teacher(visit: Visit, teacher: Teacher) -> None:
    """Store a teacher when something changed."""
    if teacher != visit.teacher:
        await visit.unit.save_teacher(teacher)
