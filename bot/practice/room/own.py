"""What the trainer's room holds of one person, for the file of their own data."""

from dataclasses import asdict

from bot.practice.ports import Teacher, Unit


async def exported_room(unit: Unit, teacher: Teacher) -> dict[str, object]:
    """Return groups, sharing, comments, assignments and who looked; for a trainer the role as well."""
    people, talks, words = unit.room.people, unit.room.talks, unit.room.words
    groups = await people.groups_of(teacher.id)
    members = [await people.member(group.id, teacher.id) for group in groups]
    trainer = await people.trainer(teacher.id)
    return {
        "trainer": asdict(trainer) if trainer else None,
        "leads": [group.name for group in await people.groups_led_by(teacher.id)],
        "groups": [
            {"group": group.name, "member": asdict(member) if member else None}
            for group, member in zip(groups, members, strict=True)
        ],
        "shares": [asdict(one) for one in await talks.shares(teacher.id)],
        "comments": [asdict(one) for one in await words.comments_for(teacher.id)],
        "assignments": [asdict(one) for one in await words.assignments_for(teacher.id)],
        "looks": [asdict(one) for one in await talks.looks(teacher.id)],
        "letters": [asdict(one) for one in await words.letters(teacher.id)],
    }
