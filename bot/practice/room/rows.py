"""Conversations and comments as rows of a list, with the names that this reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.ids import OutcomeId, PersonaId
from bot.practice.ids import TeacherId
from bot.practice.room.records import Comment, Member, Practised
from bot.practice.room.talk_views import AnswerView, CommentView, SharedTalk
from bot.practice.runs import set_apart
from bot.practice.visit import Visit


@dataclass(frozen=True, slots=True)
class Names:
    """What people are called here."""

    reader: TeacherId
    members: Mapping[TeacherId, str]
    trainers: Mapping[TeacherId, str]
    someone: str
    """For who is not here any more."""

    def trainer(self, who: TeacherId) -> str:
        """Return the name of a trainer."""
        return self.trainers.get(who, self.someone)

    def of(self, who: TeacherId) -> str:
        """Return the name of anyone."""
        return self.members.get(who) or self.trainer(who)


async def names_in(visit: Visit, group: str) -> Names:
    """Return the names in a group."""
    people = visit.unit.room.people
    return Names(
        reader=visit.teacher.id,
        members={one.id: one.name for one in await people.members(group)},
        trainers={one.id: one.name for one in await people.trainers_of(group)},
        someone=visit.texts("room.former_trainer"),
    )


def persona_name(visit: Visit, persona: PersonaId) -> str:
    """Return how a parent is called, also one that is gone."""
    known = visit.library.personas.get(persona)
    return known.short if known else visit.texts("say.the_parent")


def outcome_title(visit: Visit, persona: PersonaId, outcome: OutcomeId | None) -> tuple[str, bool]:
    """Return the title of an ending and whether it is a good one; empty when there is none."""
    known = visit.library.personas.get(persona)
    found = known.outcomes.get(outcome) if known and outcome else None
    return (found.title, found.good) if found else ("", False)


def talk_row(visit: Visit, one: Practised, member: Member, *, comments: int = 0) -> SharedTalk:
    """Return a conversation as a row."""
    title, good = outcome_title(visit, one.persona, one.outcome)
    return SharedTalk(
        session=one.session,
        teacher=one.teacher,
        teacher_name=member.name,
        persona=one.persona,
        persona_name=persona_name(visit, one.persona),
        started=one.started,
        outcome=title,
        good=good,
        turns=one.turns,
        shared=one.shared or visit.now,
        comments=comments,
        branch=one.branch,
        apart=set_apart(one.kind, branch=one.branch),
    )


def comment_view(comment: Comment, names: Names) -> CommentView:
    """Return a comment with the names of those who wrote."""
    answers = tuple(
        AnswerView(names.of(one.by), one.by == names.reader, one.text, one.at) for one in comment.answers
    )
    return CommentView(
        comment=comment,
        trainer_name=names.trainer(comment.trainer),
        teacher_name=names.members.get(comment.teacher, ""),
        mine=comment.trainer == names.reader,
        answers=answers,
    )
