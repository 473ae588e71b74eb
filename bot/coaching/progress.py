"""How techniques fared over several conversations, in words: for the teacher alone, no marks, no ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coaching.verdicts import NONE, OPEN, SEEN
from bot.coaching.wording import words
from bot.model.course import Course, Debrief, Technique
from bot.model.ids import ModuleId, TechniqueId

Marks = Mapping[TechniqueId, str]
"""The mark of each technique in one conversation."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How one technique fared from the first conversation to the latest."""

    technique: TechniqueId
    module: ModuleId
    title: str
    marks: tuple[str, ...]
    """`seen`, `open` or `none` per conversation, oldest first."""
    kind: str
    """What there is to say: `new`, `kept`, `often`, `missed`, `not_yet`, `first_seen` … ."""
    text: str


def progress(course: Course, attempts: Sequence[Debrief]) -> tuple[Progress, ...]:
    """Return for each technique how it went over the conversations, oldest first."""
    return progress_of(
        course, [{verdict.technique: verdict.mark for verdict in one.verdicts} for one in attempts]
    )


def progress_of(course: Course, attempts: Sequence[Marks]) -> tuple[Progress, ...]:
    """Return the same from the marks alone, as they are kept of conversations."""
    return tuple(_progress(technique, attempts, course) for technique in course.techniques)


def focus(
    course: Course, attempts: Sequence[Debrief], *, module: ModuleId | None = None
) -> TechniqueId | None:
    """Return the technique to work on next: not seen lately though there was occasion, heaviest first."""
    weights = {technique.id: technique.weight for technique in course.techniques}
    order = ("missed", "first_open", "not_yet")
    wanted = [
        one
        for one in progress(course, attempts)
        if one.kind in order and (module is None or one.module == module)
    ]
    best = max(wanted, key=lambda one: weights[one.technique], default=None)
    return best.technique if best else None


def _progress(technique: Technique, attempts: Sequence[Marks], course: Course) -> Progress:
    marks = tuple(one.get(technique.id, NONE) for one in attempts)
    scored = tuple(mark for mark in marks if mark != NONE)
    kind = _kind(scored)
    ways = course.sentences.get(f"progress_{kind}", ())
    text = min(ways, key=words, default="")
    counts = {"{turns}": str(scored.count(SEEN)), "{number}": str(len(scored))}
    for name, number in counts.items():
        text = text.replace(name, number)
    return Progress(technique.id, technique.module, technique.title, marks, kind, text)


def _kind(scored: tuple[str, ...]) -> str:
    """Name what the marks of the conversations with occasion show."""
    if not scored:
        return "no_occasion"
    if len(scored) == 1:
        return "first_seen" if scored[0] == SEEN else "first_open"
    if SEEN not in scored:
        return "not_yet"
    if OPEN not in scored:
        return "kept"
    if scored[-1] == OPEN:
        return "missed"
    return "new" if scored.count(SEEN) == 1 else "often"
