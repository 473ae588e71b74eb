"""Hand-made conversations, and the real course compiled against a small lexicon."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.coaching.debrief import make_debrief
from bot.content.course import compile_course
from bot.content.notes import Notes
from bot.model.course import Course, Debrief, Observation
from bot.model.guard import Guard
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
)
from bot.model.lexicon import Event, Language, Lexicon, Move
from bot.model.persona import Grant, Line, Lines, Outcome, Persona, Phrases, Reflection, State
from bot.model.reading import Certainty, GrantHit, Reading, Recognition, Span
from bot.model.session import Mood, Turn
from bot.model.texts import Texts

COURSE = Path(__file__).parents[2] / "dialogues" / "course.yaml"
NOTHING = Phrases(())
BUILDS = [
    "welcome_thank",
    "acknowledge_feeling",
    "summarize",
    "open_question",
    "closed_question",
    "ask_interest",
    "appreciate_child",
    "involve_pupil",
    "inform_explain",
    "shared_goal",
    "accept_difference",
    "set_boundary",
    "i_message",
    "propose_option",
    "ask_parent_idea",
    "use_parent_argument",
    "make_agreement",
    "schedule_followup",
    "apologize_own",
    "close_conversation",
]
HARMS = [
    "defend_justify",
    "yes_but",
    "blame",
    "dismiss_feeling",
    "attack_threat",
    "hide_behind",
    "compare_pupils",
]
WHEN_SURE = frozenset({"blame", "dismiss_feeling", "attack_threat", "compare_pupils"})
GROUPS = {
    "listening": "acknowledge_feeling summarize",
    "questions": "open_question closed_question ask_interest ask_parent_idea",
    "open_questions": "open_question ask_interest ask_parent_idea",
    "solving": "propose_option give_in make_agreement",
    "offers": "propose_option make_agreement schedule_followup",
    "together": "shared_goal involve_pupil ask_parent_idea use_parent_argument accept_difference",
    "harming": " ".join(HARMS),
    "hostile": "attack_threat blame dismiss_feeling compare_pupils",
}
EVENTS = ["premature_solution", "interrogation", "parrot", "ignored_emotion", "monologue", "empty_again"]
SCORES = ["boundary_quality", "i_message_parts"]
WHEN = {"s": Certainty.SURE, "l": Certainty.LIKELY, "u": Certainty.UNSURE}


def _move(name: str, tone: str) -> Move:
    return Move(MoveId(name), name, "", NOTHING, NOTHING, tone=tone, judged_when_sure=name in WHEN_SURE)


LEXICON = Lexicon(
    moves={
        MoveId(name): _move(name, tone)
        for tone, names in (("builds", BUILDS), ("harms", HARMS), ("neutral", ["give_in", "other_neutral"]))
        for name in names
    },
    groups={name: frozenset(map(MoveId, ids.split())) for name, ids in GROUPS.items()},
    events=(
        *(Event(EventId(name), name, Guard()) for name in EVENTS),
        *(Event(EventId(name), name, Guard(), points=(Guard(),)) for name in SCORES),
    ),
    language=Language(
        {},
        frozenset(),
        {},
        frozenset({"maar", "want", "omdat"}),
        frozenset(),
        dict.fromkeys(("insult", "shouting", "sneer", "tentative"), NOTHING),
        {},
    ),
    examples=(),
)


def compile_text(source: str) -> tuple[Course | None, Notes]:
    notes = Notes("course.yaml", {})
    return compile_course(source, LEXICON, notes), notes


@cache
def course() -> Course:
    compiled, notes = compile_text(COURSE.read_text(encoding="utf-8"))
    assert not notes.found, [str(finding) for finding in notes.found]
    assert compiled is not None
    return compiled


def outcome(name: str, *, good: bool, in_disguise: bool = False) -> Outcome:
    return Outcome(OutcomeId(name), f"Afloop {name}", good, "Zo liep het af met {child}.", in_disguise)


PERSONA = Persona(
    id=PersonaId("saskia"),
    name="Saskia de Wit",
    short="Saskia",
    teaser="",
    you="de mentor",
    card="",
    values={"child": "Lotte"},
    names=frozenset(),
    grants=(
        Grant(GrantId("tuesday"), "elke dinsdag praten", allowed=True, phrases=NOTHING),
        Grant(GrantId("delay"), "toetsen uitstellen", allowed=False, phrases=NOTHING),
    ),
    topics=(),
    answers=(),
    tension=5,
    trust=3,
    bands={},
    reactions={},
    event_steps={},
    start=StateId("opening"),
    opening=Line(LineId("opening"), ("Dag.",)),
    everywhere=(),
    states={StateId("opening"): State(StateId("opening"), "Opening", Lines(), Lines(), Lines(), ())},
    replies=(),
    unclear=Lines(),
    silence=Lines(),
    outcomes={
        OutcomeId("good"): outcome("good", good=True),
        OutcomeId("bad"): outcome("bad", good=False),
        OutcomeId("gave_way"): outcome("gave_way", good=False, in_disguise=True),
    },
    thoughts=(),
    reflections=(
        Reflection(
            Guard(moves=frozenset({MoveId("dismiss_feeling")})),
            "Bij “{quote}” dacht ik: zie je wel.",
            hurt=True,
        ),
        Reflection(
            Guard(moves=frozenset({MoveId("acknowledge_feeling")})),
            "Bij “{quote}” voelde ik lucht.",
            hurt=False,
        ),
    ),
    complaint=False,
    flags=frozenset({FlagId("layer_home")}),
    flag_titles={FlagId("layer_home"): "Wat er thuis speelt"},
)


class Conversation:
    """Collects turns; the mood goes on from turn to turn."""

    def __init__(self, *, tension: int = 6, trust: int = 3) -> None:
        self.mood = Mood(tension, trust)
        self.turns: list[Turn] = []

    def say(
        self,
        text: str,
        moves: str = "",
        *,
        parent: str = "Ze eet ook al bijna niet meer.",
        tension: int = 0,
        trust: int = 0,
        events: str = "",
        flags: str = "",
        scores: dict[str, int] | None = None,
        attributes: str = "",
        grants: str = "",
        helped: str = "",
        chance: int = 0,
        to: str = "opening",
    ) -> "Conversation":
        """Add a message; moves as `name:s=words` (s sure, l likely, u unsure), joined by ` | `."""
        after = Mood(_held(self.mood.tension + tension), _held(self.mood.trust + trust))
        reading = Reading(
            text,
            recognitions=tuple(
                replace(_found(text, move), chance=chance) for move in moves.split(" | ") if move
            ),
            grants=tuple(_hit(text, grant) for grant in grants.split(" | ") if grant),
            attributes=frozenset(attributes.split()),
            words=len(text.split()),
        )
        self.turns.append(
            Turn(
                number=len(self.turns) + 1,
                parent=parent,
                reading=reading,
                events=tuple(map(EventId, events.split())),
                scores={EventId(name): score for name, score in (scores or {}).items()},
                rule=RuleId("stay"),
                state_before=StateId("opening"),
                state_after=StateId(to),
                before=self.mood,
                after=after,
                changes=(),
                reply=("Ja.",),
                said=(),
                thought="",
                flags=tuple(map(FlagId, flags.split())),
                helped=helped,
            )
        )
        self.mood = after
        return self

    @property
    def all(self) -> tuple[Turn, ...]:
        return tuple(self.turns)


def _held(number: int) -> int:
    return max(0, min(10, number))


def _found(text: str, written: str) -> Recognition:
    head, _, words = written.partition("=")
    name, _, mark = head.partition(":")
    name, *attributes = name.split("+")
    words = words or text
    start = text.index(words)
    return Recognition(
        move=MoveId(name),
        spans=(Span(start, start + len(words)),),
        words=words,
        rule="test",
        certainty=WHEN[mark or "s"],
        attributes=frozenset(one.replace(".", ":") for one in attributes),
    )


def _hit(text: str, written: str) -> GrantHit:
    name, _, words = written.partition("=")
    start = text.index(words)
    return GrantHit(GrantId(name), Span(start, start + len(words)))


def debrief(
    turns: tuple[Turn, ...],
    *,
    outcome: str = "",
    persona: Persona = PERSONA,
    meant: Mapping[int, str] | None = None,
) -> Debrief:
    ending = OutcomeId(outcome) if outcome else None
    told = {turn: MoveId(move) for turn, move in (meant or {}).items()}
    return make_debrief(course(), LEXICON, persona, turns, outcome=ending, texts=Texts({}), meant=told)


def told(debrief: Debrief) -> list[tuple[str, str, int]]:
    """What was said, as (kind, technique, turn)."""
    tip: tuple[Observation, ...] = (debrief.tip,) if debrief.tip else ()
    return [(one.kind, one.technique, one.turn) for one in (*debrief.tops, *tip)]
