"""A training as the tests see it: an admin, two trainers with a group each, teachers, and somebody else."""

from datetime import date

from bot.practice.room import groups, joining, people, sharing
from bot.practice.room.records import Group
from bot.practice.visit import House, Visit
from tests.practice.room import Room

ADMIN, TRAINER, OTHER_TRAINER = "ans", "tineke", "bert"
TEACHER, OTHER_TEACHER, NOBODY = "kim", "sam", "noor"
ROLES = (ADMIN, TRAINER, OTHER_TRAINER, TEACHER, OTHER_TEACHER, NOBODY)


class Training:
    """Two groups: Kim and Sam with Tineke, nobody with Bert."""

    def __init__(self) -> None:
        self.room = Room()
        self.room.practice.settle(House(admins=frozenset({("test", ADMIN)}), bot=lambda: "oefenbot"))
        self.group: Group
        self.other_group: Group
        self.session = ""

    async def visit(self, name: str) -> Visit:
        return self.room.practice.visit(self.room.unit, await self.room.teacher(name))

    async def id_of(self, name: str) -> str:
        return (await self.room.teacher(name)).id

    async def begin(self) -> "Training":
        for name in (TRAINER, OTHER_TRAINER):
            code = await people.invite_trainer(await self.visit(ADMIN))
            await joining.join(await self.visit(name), code)
            await people.name_trainer(await self.visit(name), name.title())
        self.group = await groups.make_group(
            await self.visit(TRAINER), "Team onderbouw", [date(2026, 9, 14), date(2026, 11, 30)]
        )
        self.other_group = await groups.make_group(await self.visit(OTHER_TRAINER), "Andere school")
        for name in (TEACHER, OTHER_TEACHER):
            await joining.join(await self.visit(name), self.group.code)
            await joining.name_me(await self.visit(name), self.group.id, name.title())
        return self

    async def practise(self, name: str, *said: str) -> str:
        """Let somebody have a whole conversation; return its id."""
        await self.room.act("start", name=name)
        await self.room.act("begin:mara", name=name)
        for line in said or ("wat naar voor u", "uw eigen schuld, dat spreken we af"):
            await self.room.say(line, name=name)
        await self.room.act("stop", name=name)
        return (await self.room.session()).id

    async def shared(self, name: str = TEACHER, *said: str) -> str:
        """Let somebody have a conversation and share it."""
        session = await self.practise(name, *said)
        await sharing.share(await self.visit(name), session)
        self.session = self.session or session
        return session
