"""A small course with one small parent, played by the real engine, and the bot's real sentences."""

from functools import cache
from pathlib import Path

import yaml

from bot.model.course import Course, Evidence, Module, Slip, Step, Technique
from bot.model.guard import Effect, Guard, Range
from bot.model.ids import (
    GrantId,
    LineId,
    ModuleId,
    MoveId,
    OutcomeId,
    PersonaId,
    RuleId,
    StateId,
    TechniqueId,
)
from bot.model.lexicon import Language, Lexicon, Move
from bot.model.persona import (
    Grant,
    Line,
    Lines,
    MoodStep,
    Outcome,
    Persona,
    Phrases,
    Rule,
    State,
    Thought,
    Tip,
)
from bot.model.reading import LabelledMessage
from bot.model.texts import Texts
from bot.play import Library
from bot.roleplay.stage import build_stage
from bot.understanding.recogniser import compile_recogniser

TEXTS = Path(__file__).parents[2] / "dialogues" / "texts.yaml"
MARA = PersonaId("mara")
KIND, HARSH, DEAL = MoveId("kind"), MoveId("harsh"), MoveId("deal")


@cache
def real_texts() -> Texts:
    def flat(node: dict[str, object], before: str = "") -> dict[str, str]:
        entries: dict[str, str] = {}
        for key, value in node.items():
            if isinstance(value, dict):
                entries |= flat(value, f"{before}{key}.")
            else:
                entries[before + key] = str(value).strip()
        return entries

    return Texts(flat(yaml.safe_load(TEXTS.read_text(encoding="utf-8"))))


def phrases(*rows: str) -> Phrases:
    return Phrases(tuple(enumerate(rows, start=1)), "moves.yaml")


def lines(name: str, *said: str) -> Lines:
    return Lines(
        any=tuple(Line(LineId(f"{name}{n}"), tuple(one.split(" // "))) for n, one in enumerate(said))
    )


def move(name: MoveId, title: str, *rows: str, tone: str = "builds") -> Move:
    return Move(name, title, "", phrases(*rows), phrases(), tone=tone)


def lexicon() -> Lexicon:
    moves = (
        move(KIND, "Gevoel erkennen", "wat naar", "ik snap dat u zich zorgen maakt"),
        move(HARSH, "Verwijten", "uw eigen schuld", tone="harms"),
        move(DEAL, "Afspraak maken", "dat spreken we af"),
    )
    known = "dag we hebben vandaag op school rust en tijd hoe gaat het thuis met uw zoon"
    return Lexicon(
        moves={one.id: one for one in moves},
        groups={},
        events=(),
        language=Language({}, frozenset(), {}, frozenset(), frozenset(), {}, {}),
        examples=(LabelledMessage(known), LabelledMessage("Dat staat in Magister")),
    )


def rule(name: str, moves: MoveId, to: str) -> Rule:
    return Rule(RuleId(name), Guard(moves=frozenset({moves})), StateId(to), Effect())


def ending(name: str, outcome: str, said: str) -> State:
    nothing = Lines()
    last = lines(f"enter_{name}", said)
    return State(StateId(name), "Klaar", last, nothing, nothing, (), outcome=OutcomeId(outcome))


def states() -> tuple[State, ...]:
    tip = Tip("Zij is bang.", "Erken eerst het gevoel.", "Wat naar voor u.")
    return (
        State(
            StateId("opening"),
            "Opening",
            lines("enter_opening", "Ik maak me zorgen."),
            lines("stay_opening", "Ja, maar hoe dan?", "Ik weet het niet, hoor.", "Hm.", "Nou ja."),
            lines("unclear_opening", "Wat bedoelt u?", "Hoe bedoelt u dat?", "Ik volg u even niet."),
            (rule("calm", KIND, "calm"), rule("angry", HARSH, "angry")),
            tip=tip,
        ),
        State(
            StateId("calm"),
            "Rustig",
            lines("enter_calm", "Fijn dat u dat zegt. // Bo slaapt slecht."),
            lines("stay_calm", "Ja.", "Precies.", "Zo is het."),
            Lines(),
            (rule("agreed", DEAL, "end_good"),),
        ),
        State(
            StateId("angry"),
            "Boos",
            lines("enter_angry", "Pardon?"),
            lines("stay_angry", "Nou moe.", "Tjonge."),
            Lines(),
            (rule("left", HARSH, "end_bad"),),
            tip=tip,
        ),
        ending("end_good", "good", "Dank u wel."),
        ending("end_bad", "bad", "Dag."),
    )


def mara() -> Persona:
    return Persona(
        id=MARA,
        name="Mara Bergsma",
        short="Mara",
        teaser="Ze maakt zich zorgen om Bo.",
        you="de mentor van Bo",
        card="Bo zit in de brugklas.",
        values={"child": "Bo"},
        names=frozenset({"mara", "bergsma", "bo"}),
        grants=(
            Grant(GrantId("call"), "elke week bellen", allowed=True, phrases=phrases()),
            Grant(GrantId("delay"), "de toets uitstellen", allowed=False, phrases=phrases()),
        ),
        topics=(),
        answers=(),
        tension=6,
        trust=3,
        bands={"low": Range(0, 3), "mid": Range(4, 6), "high": Range(7, 10)},
        reactions={KIND: (MoodStep(Guard(), -2, 1),), HARSH: (MoodStep(Guard(), 2, -1),)},
        event_steps={},
        start=StateId("opening"),
        opening=Line(LineId("open"), ("Dag, met Mara.", "Ik bel over Bo.")),
        everywhere=(),
        states={one.id: one for one in states()},
        replies=(),
        unclear=lines("unclear", "Sorry, wat bedoelt u?"),
        silence=lines("silence", "Bent u er nog?"),
        outcomes={
            OutcomeId("good"): Outcome(OutcomeId("good"), "Een afspraak", good=True, story="Bo slaapt weer."),
            OutcomeId("bad"): Outcome(OutcomeId("bad"), "Weggelopen", good=False, story="Ze belt de rector."),
        },
        thoughts=(Thought(Guard(moves=frozenset({KIND})), "Hij luistert."),),
        reflections=(),
        complaint=False,
        digest="first",
    )


def course() -> Course:
    kind = Guard(moves=frozenset({KIND}))
    module = ModuleId("one")
    return Course(
        title="Training",
        modules=(Module(module, 1, "Contact"),),
        techniques=(
            Technique(
                id=TechniqueId("acknowledge"),
                module=module,
                title="Erkennen",
                occasion=None,
                seen=Evidence(turn=kind),
                quote=kind,
                moves=frozenset({KIND}),
                top={"any": ("Je zei “{quote}”. Dat hielp.",)},
                slips=(
                    Slip(
                        id="blaming",
                        title="verwijt",
                        when=Guard(moves=frozenset({HARSH})),
                        moves=frozenset({HARSH}),
                        tip=("Je zei “{quote}”.",),
                        effect={"any": ("Dat kwam waarschijnlijk hard aan.",)},
                        alternative={"any": ("Je zou kunnen zeggen: “Wat naar voor u.”",)},
                    ),
                ),
            ),
        ),
        steps=(Step("open", "Openstaan", "", Evidence(turn=kind), "", "Je ging meteen de inhoud in."),),
        steps_title="De stappen",
        profiles=(),
        sentences={},
        thresholds={},
    )


def small_library() -> Library:
    words, parent = lexicon(), mara()
    shared = compile_recogniser(words, model=None)
    return Library(
        lexicon=words,
        course=course(),
        texts=real_texts(),
        personas={MARA: parent},
        recogniser=shared,
        recognisers={MARA: compile_recogniser(words, parent, model=None, shared=shared)},
        stages={MARA: build_stage(parent, words)},
        digest="library",
    )
