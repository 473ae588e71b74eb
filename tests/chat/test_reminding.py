"""A reminder goes from the store through the outbox to Telegram, while the bot runs."""

import asyncio

from bot.practice.messages import Message, Voice
from bot.practice.ports import Store, Teacher, Unit
from tests.chat.house import Script, running
from tests.fakes.botapi import BotApi, Person


class OneReminder(Script):
    """Has something for the first teacher it met, once; before that it fails once."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Teacher | None = None
        self.failed = False

    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> tuple[Message, ...]:
        self.waiting = teacher
        return await super().say(unit, teacher, text, key=key)

    async def remind(self, unit: Unit) -> bool:
        if self.waiting is None:
            return False
        if not self.failed:
            self.failed = True
            raise ZeroDivisionError
        teacher, self.waiting = self.waiting, None
        return await unit.learning.tell(teacher.id, (Message(Voice.COACH, "Even oefenen?"),))


async def test_a_reminder_is_sent_once(api: BotApi, store: Store, anna: Person) -> None:
    practice = OneReminder()
    async with running(api, store, practice):
        anna.say("Goedemiddag")
        await asyncio.to_thread(anna.awaits, "ouder: Goedemiddag")
    async with running(api, store, practice):
        anna.say("Nog iets")
        await asyncio.to_thread(anna.awaits, "ouder: Nog iets")
    assert practice.failed
    async with running(api, store, practice):
        await asyncio.to_thread(anna.awaits, "Even oefenen?")
    assert sum("Even oefenen?" in one for one in anna.heard()) == 1
