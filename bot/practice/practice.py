"""The one door to the use cases: an action or a text in, messages out; the same key, the same answer."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.coaching.progress import Progress
from bot.model.course import Debrief
from bot.model.sheet import Sheet
from bot.play import Library
from bot.practice import (
    access,
    again,
    cards,
    closing,
    debriefing,
    helping,
    own_data,
    pausing,
    reviewing,
    starting,
    talking,
    unsure,
)
from bot.practice.learning import due, plan, progress
from bot.practice.learning.actions import ACTIONS, TYPED
from bot.practice.learning.choices import focus_of
from bot.practice.messages import Message, Messages, Voice
from bot.practice.operating import Meter, NoMeter
from bot.practice.ports import Chance, Clock, Shelf, StoredSession, Teacher, Unit
from bot.practice.privacy import Masker, listed, make_masker
from bot.practice.room import actions as room_actions
from bot.practice.room import mine
from bot.practice.visit import House, Visit, content_of, own_session, parents, spoken, stale

LONGEST = 4096
"""Signs in one message; Telegram's own limit."""
DEBRIEF_STAYS = timedelta(hours=1)
"""So long the debrief of the last conversation is still what stands on the screen."""
Arguments = tuple[str, ...]
Handler = Callable[..., Awaitable[Messages]]

HANDLERS: Mapping[tuple[str, int], Handler] = {
    ("start", 0): starting.start,
    ("help", 0): starting.show_help,
    ("privacy", 0): starting.show_privacy,
    ("parents", 0): starting.show_parents,
    ("card", 1): cards.card,
    ("begin", 1): cards.begin,
    ("begin", 2): cards.begin,
    ("pause", 0): pausing.pause,
    ("resume", 0): pausing.resume,
    ("tip", 0): helping.tip,
    ("tip", 1): helping.tip,
    ("stop", 0): closing.stop,
    ("debrief", 1): debriefing.show,
    ("debrief", 2): debriefing.show,
    ("again", 0): again.choose,
    ("again", 1): again.choose,
    ("again", 2): again.again,
    ("whatif", 2): again.ask_what_if,
    ("nevermind", 0): again.nevermind,
    ("meant", 3): unsure.meant,
    ("wrong", 3): unsure.not_right,
    ("mydata", 0): own_data.show,
    ("wipe", 0): own_data.choose_wipe,
    ("wipe", 1): own_data.ask_wipe,
    ("wipe:no", 0): own_data.keep,
    ("wipe:yes", 1): own_data.wipe,
    ("web", 0): access.give_link,
    **ACTIONS,
    **room_actions.ACTIONS,
}
"""What answers an action, by its name and the number of its arguments."""


class Practice:
    """What a teacher can do, whatever the channel; every method runs within the caller's transaction."""

    def __init__(self, *, shelf: Shelf, clock: Clock, chance: Chance, meter: Meter | None = None) -> None:
        """Take the content, the time, chance and who counts; keep nothing else."""
        self._meter = meter or NoMeter()
        self._shelf = shelf
        self._clock = clock
        self._chance = chance
        self._masker: tuple[str, Masker] | None = None
        self._house = House()

    async def act(self, unit: Unit, teacher: Teacher, action: str, *, key: str) -> Messages:
        """Answer a button or a command."""
        return await self._once(unit, teacher, key, lambda visit: _act(visit, action))

    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> Messages:
        """Answer a message in free text."""
        return await self._once(unit, teacher, key, lambda visit: _say(visit, text))

    async def unsupported(self, unit: Unit, teacher: Teacher, kind: str, *, key: str) -> Messages:
        """Answer what is not a text, such as a photo or an edit."""
        return await self._once(unit, teacher, key, lambda visit: _unsupported(visit, kind))

    async def conversation(self, unit: Unit, teacher: Teacher) -> Messages:
        """Return what stands on the screen now."""
        visit = self._visit(unit, teacher)
        session = await unit.current(teacher.id)
        if session is not None:
            return await _so_far(visit, session)
        if not teacher.consent:
            return await starting.start(visit)
        left = (*await due.standing_reminder(visit), *await mine.letters(visit))
        return (*await _last_debrief(visit), *left, *parents(visit))

    async def dossier(self, unit: Unit, teacher: Teacher) -> Message | None:
        """Return the card of the open conversation's parent, for a front that keeps it at hand."""
        visit = self._visit(unit, teacher)
        session = await unit.current(teacher.id)
        library = await content_of(visit, session) if session else None
        return cards.face(visit, library.personas[session.persona]) if session and library else None

    async def debrief(self, unit: Unit, session_id: str, teacher: Teacher) -> Debrief | None:
        """Return the feedback on a teacher's own session."""
        visit = self._visit(unit, teacher)
        session = await own_session(visit, session_id)
        library = await content_of(visit, session) if session else None
        if session is None or library is None:
            return None
        focus = await focus_of(visit)
        return reviewing.debrief_of(library, session, await unit.turns(session.id), focus=focus)

    async def progress(self, unit: Unit, teacher: Teacher) -> tuple[Progress, ...]:
        """Return how each technique fared over the latest conversations, for the teacher's own eyes."""
        return await progress.of_teacher(self._visit(unit, teacher))

    async def plan(self, unit: Unit, teacher: Teacher) -> Sheet:
        """Return the teacher's action plan as a document."""
        return await plan.sheet_of(self._visit(unit, teacher))

    async def remind(self, unit: Unit) -> bool:
        """Put what is due for one teacher in the outbox; return whether there was anything."""
        waiting = await unit.learning.take_due(self._clock.now())
        teacher = await unit.teacher(waiting[0].teacher) if waiting else None
        if teacher is None:
            return False
        messages = await due.told(self._visit(unit, teacher), waiting)
        await unit.learning.tell(teacher.id, messages)
        return True

    async def own_data(self, unit: Unit, teacher: Teacher) -> str:
        """Return the text of the file `data:<teacher id>`: JSON."""
        return await own_data.exported(unit, teacher)

    async def _once(
        self, unit: Unit, teacher: Teacher, key: str, answer: Callable[[Visit], Awaitable[Messages]]
    ) -> Messages:
        before = await unit.answered(teacher.id, key)
        if before is not None:
            return before
        visit = self._visit(unit, teacher)
        messages = await answer(visit)
        await due.listen(visit)
        now = await unit.teacher(teacher.id)
        if now is not None:
            messages = (*await starting.renewed(visit, now), *messages)
            await unit.remember(teacher.id, key, messages)
        return messages

    def visit(self, unit: Unit, teacher: Teacher) -> Visit:
        """Return what the use cases of the trainer's room take: this person, now, in this transaction."""
        return self._visit(unit, teacher)

    def settle(self, house: House) -> None:
        """Take what is settled for the whole installation: admins, addresses, periods."""
        self._house = house

    def _visit(self, unit: Unit, teacher: Teacher) -> Visit:
        library = self._shelf.current()
        return Visit(
            unit=unit,
            teacher=teacher,
            library=library,
            masker=self._masker_of(library),
            shelf=self._shelf,
            chance=self._chance,
            now=self._clock.now(),
            meter=self._meter,
            house=self._house,
        )

    def _masker_of(self, library: Library) -> Masker:
        if self._masker is None or self._masker[0] != library.digest:
            self._masker = (library.digest, make_masker(library))
        return self._masker[1]


async def _act(visit: Visit, action: str) -> Messages:
    name, *arguments = action.split(":")
    if arguments and (f"{name}:{arguments[0]}", len(arguments) - 1) in HANDLERS:
        name, arguments = f"{name}:{arguments[0]}", arguments[1:]
    handler = HANDLERS.get((name, len(arguments)))
    return await handler(visit, *arguments) if handler else await stale(visit)


async def _say(visit: Visit, text: str) -> Messages:
    line = text.strip()
    if not line:
        return (visit.coach("say.empty"),)
    if len(line) > LONGEST:
        return (visit.coach("say.too_long", most=LONGEST),)
    action = typed_action(visit, line)
    if action:
        return await _act(visit, action)
    if line.startswith("/") and len(line.split()) == 1:
        return (visit.coach("say.unknown_command"),)
    return await _heard(visit, line)


async def _heard(visit: Visit, line: str) -> Messages:
    name, *arguments = visit.teacher.waiting_for.split(":")
    if name == again.WHAT_IF and len(arguments) == 2:
        return await again.what_if(visit, arguments[0], arguments[1], line)
    typed = {**TYPED, **room_actions.TYPED}.get((name, len(arguments)))
    if typed:
        return await typed(visit, *arguments, line)
    return await talking.talk(visit, line)


def typed_action(visit: Visit, line: str) -> str:
    """Return the action whose button was typed out; empty when the line is for the parent."""
    word = line.lower().removeprefix("/").strip(" .!?…")
    for key in visit.texts.entries:
        action = key.removeprefix("typed.")
        if action != key and word in listed(visit.texts, key):
            return "" if action == "resume" and not visit.teacher.paused else action
    return ""


async def _unsupported(visit: Visit, kind: str) -> Messages:
    key = f"unsupported.{kind}"
    return (visit.coach(key if key in visit.texts.entries else "unsupported.other"),)


async def _so_far(visit: Visit, session: StoredSession) -> Messages:
    turns = await visit.unit.turns(session.id)
    said = list(spoken(visit, session.opening, last=not turns))
    for turn in turns:
        said.append(Message(Voice.TEACHER, turn.reading.text))
        said += spoken(visit, turn.reply, last=turn is turns[-1])
    if visit.teacher.paused:
        return (*said, *await pausing.pause(visit))
    return (*said, *await due.asked_in_silence(visit))


async def _last_debrief(visit: Visit) -> Messages:
    ended = [one for one in await visit.unit.sessions(visit.teacher.id) if one.ended and one.position.turn]
    last = max(ended, key=lambda one: one.ended or visit.now, default=None)
    if last is None or last.ended is None or visit.now - last.ended > DEBRIEF_STAYS:
        return ()
    return await debriefing.show(visit, last.id)
