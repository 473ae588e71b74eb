"""What a persona is like, apart from talk: moods, mandate, topics, outcomes, difficulties."""

from collections.abc import Mapping

from bot.content.desk import BANDS, Desk
from bot.content.form import Form
from bot.content.guards import guard_of, parse_range
from bot.content.lines import phrases_in, phrases_of
from bot.model.guard import Range
from bot.model.ids import EventId, GrantId, MoveId, OutcomeId, TopicId
from bot.model.persona import Difficulty, Grant, MoodStep, Outcome, Topic
from bot.model.session import Mood


def mood_of(form: Form) -> Mood:
    """Return the mood in which the parent starts, when nothing makes it harder or easier."""
    below = form.form("mood")
    mood = Mood(below.number("tension", 5), below.number("trust", 3))
    below.close()
    return mood


def bands_of(form: Form) -> Mapping[str, Range]:
    """Return the bands of tension; the usual ones when the persona gives none."""
    if "bands" not in form:
        return BANDS
    below = form.form("bands")
    bands: dict[str, Range] = {}
    for name in BANDS:
        span = parse_range(below.text(name, needed=True))
        if span is None:
            form.notes.add(below.at(name), "F011", text=below.text(name))
        bands[name] = span or BANDS[name]
    below.close()
    return bands


def grants_of(form: Form) -> tuple[Grant, ...]:
    """Return the mandate: what the teacher may and may not give."""
    grants: list[Grant] = []
    mandate = form.form("mandate")
    for kind in ("allowed", "forbidden"):
        for name, node in mandate.table(kind).items():
            below = Form(node, form.notes)
            text = below.text("text", needed=True)
            if "phrases" not in below:
                form.notes.add(node.line, "F002", key="phrases")
            grants.append(Grant(GrantId(name), text, kind == "allowed", phrases_of(below, "phrases")))
            below.close()
    mandate.close()
    return tuple(grants)


def topics_of(form: Form) -> tuple[Topic, ...]:
    """Return what the parent hears in a message."""
    table = form.table("topics")
    return tuple(Topic(TopicId(name), phrases_in(node, name, form.notes)) for name, node in table.items())


def reactions_of(form: Form, desk: Desk) -> dict[MoveId, tuple[MoodStep, ...]]:
    """Return what each move does to the mood."""
    reactions: dict[MoveId, tuple[MoodStep, ...]] = {}
    below = form.form("reactions")
    named = form.table("reactions")
    # A group's steps hold for those of its moves that have none of their own.
    for name in sorted(named, key=lambda one: one not in desk.groups):
        steps = tuple(_step(Form(item, form.notes), desk) for item in below.items(name))
        reactions.update(dict.fromkeys(desk.moves_named(named[name].line, name), steps))
    return reactions


def event_steps_of(form: Form, desk: Desk) -> dict[EventId, MoodStep]:
    """Return what derived events do to the mood."""
    steps: dict[EventId, MoodStep] = {}
    for name, node in form.table("event_steps").items():
        desk.known(((node.line, name),), desk.events, "R007")
        steps[EventId(name)] = _step(Form(node, form.notes), desk)
    return steps


def _step(form: Form, desk: Desk) -> MoodStep:
    step = MoodStep(guard_of(form.node("when"), desk), form.number("tension"), form.number("trust"))
    form.close()
    return step


def outcomes_of(form: Form) -> dict[OutcomeId, Outcome]:
    """Return the named endings."""
    outcomes: dict[OutcomeId, Outcome] = {}
    for name, node in form.table("outcomes").items():
        below = Form(node, form.notes)
        outcomes[OutcomeId(name)] = Outcome(
            id=OutcomeId(name),
            title=below.text("title", needed=True),
            good=bool(below.truth("good")),
            story=below.text("story", needed=True),
            in_disguise=bool(below.truth("in_disguise")),
            lukewarm=bool(below.truth("lukewarm")),
        )
        if below.truth("lukewarm") and (below.truth("good") or below.truth("in_disguise")):
            form.notes.add(below.at("lukewarm"), "P029")
        if "good" not in below:
            form.notes.add(node.line, "F002", key="good")
        below.close()
    return outcomes


def difficulties_of(form: Form) -> dict[str, Difficulty]:
    """Return how hard the parent may make it."""
    difficulties: dict[str, Difficulty] = {}
    for name, node in form.table("difficulties").items():
        below = Form(node, form.notes)
        difficulties[name] = Difficulty(
            id=name,
            title=below.text("title", needed=True),
            tension=below.number("tension"),
            trust=below.number("trust"),
            soften=below.number("soften", 100),
            harden=below.number("harden", 100),
        )
        below.close()
    return difficulties
