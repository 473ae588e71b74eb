"""A small language and lexicon for tests of the rule engine."""

from bot.model.ids import GrantId, LineId, MoveId, PersonaId, StateId, TopicId
from bot.model.lexicon import Language, Lexicon, Move
from bot.model.persona import Answer, Grant, Line, Lines, Persona, Phrases, State, Topic


def rows(*texts: str, file: str = "t.yaml") -> Phrases:
    """Return phrases, numbered from 1."""
    return Phrases(tuple(enumerate(texts, 1)), file)


LANGUAGE = Language(
    groups={
        "verb": (
            "is",
            "ben",
            "bent",
            "heeft",
            "snap",
            "had",
            "wil",
            "kan",
            "gaat",
            "doe",
            "bel",
            "moet",
            "vindt",
        ),
        "subject": ("u", "je", "hij", "ze", "{child}"),
        "opener": ("ja", "nee", "ok", "dan", "maar"),
        "fronted": ("dan",),
        "feeling": ("boos", "bang*", "van slag"),
        "child": ("hij", "ze", "{child}"),
        "stranger": ("{child}",),
    },
    negations=frozenset({"niet", "geen"}),
    abbreviations={"ff": "even", "'t": "het", "bijv": "bijvoorbeeld", "idd": "inderdaad", "zn": "zijn"},
    clause_words=frozenset({"maar", "want", "omdat", "dus"}),
    question_words=frozenset({"wat", "hoe", "waar"}),
    attributes={"form:u": rows("(u|uw)"), "tentative": rows("misschien")},
    echoes={"day": rows("(maandag|dinsdag)")},
)


def move(name: str, *phrases: str, exceptions: Phrases | None = None) -> Move:
    """Return a move with these phrases."""
    return Move(MoveId(name), name, "", rows(*phrases, file=f"{name}.yaml"), exceptions or rows())


def lexicon(*moves: Move) -> Lexicon:
    """Return a lexicon of these moves."""
    return Lexicon({one.id: one for one in moves}, {}, (), LANGUAGE, ())


def persona() -> Persona:
    """Return a parent with a mandate, a topic and a question."""
    nothing = Lines()
    return Persona(
        id=PersonaId("p"),
        name="P",
        short="P",
        teaser="",
        you="",
        card="",
        values={"child": "Noor"},
        names=frozenset({"noor"}),
        grants=(
            Grant(GrantId("talk"), "", True, rows("dinsdag .. praten")),
            Grant(GrantId("delay"), "", False, rows("toets* .. (uitstel*|later)", "uitstel*")),
        ),
        topics=(Topic(TopicId("test"), rows("toets*", "*toets")),),
        answers=(Answer("sleep", rows("hoe .. slaapt"), nothing),),
        tension=5,
        trust=5,
        bands={},
        reactions={},
        event_steps={},
        start=StateId("s"),
        opening=Line(LineId("l"), ("x",)),
        everywhere=(),
        states={StateId("s"): State(StateId("s"), "", nothing, nothing, nothing, ())},
        replies=(),
        unclear=nothing,
        silence=nothing,
        outcomes={},
        thoughts=(),
        reflections=(),
        complaint=False,
    )
