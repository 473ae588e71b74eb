"""Records with something in every field."""

from datetime import UTC, datetime

from bot.model.ids import (
    EventId,
    FlagId,
    GrantId,
    LineId,
    MoveId,
    OutcomeId,
    PersonaId,
    RuleId,
    StateId,
    TopicId,
)
from bot.model.reading import Certainty, GrantHit, Reading, Recognition, Span, TopicHit
from bot.model.session import Mood, MoodChange, Position, Turn
from bot.practice.ids import TeacherId
from bot.practice.messages import Button, Message, Voice
from bot.practice.ports import StoredSession

NOW = datetime(2026, 9, 7, 16, 30, tzinfo=UTC)

READING = Reading(
    text="Wat naar 😟\x00 voor “Lotte”\ud800",
    recognitions=(
        Recognition(
            MoveId("move_a"),
            (Span(0, 3), Span(5, 8)),
            "Wat naar",
            "a.yaml:3",
            Certainty.LIKELY,
            frozenset({"b", "a"}),
        ),
    ),
    topics=(TopicHit(TopicId("topic"), Span(0, 1)),),
    grants=(GrantHit(GrantId("grant"), Span(1, 2)),),
    asked=("sleep",),
    echoes=(("day", "dinsdag"),),
    attributes=frozenset({"question"}),
    words=4,
)


def turn(number: int = 1) -> Turn:
    return Turn(
        number=number,
        parent="Dag.",
        reading=READING,
        events=(EventId("event"),),
        scores={EventId("score"): 2},
        rule=RuleId("rule"),
        state_before=StateId("one"),
        state_after=StateId("two"),
        before=Mood(5, 3),
        after=Mood(4, 4),
        changes=(MoodChange("move_a", -1, 1),),
        reply=("Ja.", "Nee."),
        said=(LineId("line"),),
        thought="Hm.",
        flags=(FlagId("flag"),),
        outcome=OutcomeId("end"),
        helped="tip",
    )


POSITION = Position(
    persona=PersonaId("p"),
    seed=7,
    state=StateId("two"),
    mood=Mood(4, 4),
    difficulty="hard",
    turn=2,
    stay=1,
    flags=frozenset({FlagId("flag")}),
    history=((MoveId("move_a"),), ()),
    phrases=(("a|b", 2),),
    missed=1,
    said=((LineId("line"), 1),),
    last_said="Ja. Nee.",
    form="u",
    outcome=None,
)

MESSAGE = Message(
    Voice.COACH,
    "Tekst",
    "Kop",
    buttons=((Button("Ja", "yes"), Button("Nee", "no")),),
    picture="mood:s",
    file="",
)


def parent(text: str) -> Message:
    return Message(Voice.PARENT, text)


def session(name: str, teacher: TeacherId, *, branch_of: str = "") -> StoredSession:
    return StoredSession(
        id=name,
        teacher=teacher,
        persona=PersonaId("p"),
        digest="d1",
        position=POSITION,
        opening=("Dag.", "Ja?"),
        started=NOW,
        branch_of=branch_of,
        branch_turn=2 if branch_of else 0,
    )
