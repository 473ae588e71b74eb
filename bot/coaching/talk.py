"""A conversation replayed from its stored turns, so that the course's guards can be held against each."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Final

from bot.model.course import Course, Doubt
from bot.model.guard import Guard
from bot.model.ids import FlagId, MoveId
from bot.model.lexicon import Lexicon
from bot.model.moment import Moment, asks, holds, missed_after
from bot.model.persona import Persona
from bot.model.reading import Certainty, Reading, Recognition, Span
from bot.model.session import Turn

Moves = frozenset[MoveId]
BUILDS, HARMS = "builds", "harms"
_TOP: Final = 10
_WORD: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"[^.!?…\n]+")
_AROUND: Final = " ,;:–-"
_ALWAYS: Final = 100


class Talk:
    """The turns of a conversation with a moment for each, and what holds where (computed once)."""

    def __init__(self, turns: tuple[Turn, ...], lexicon: Lexicon, persona: Persona, course: Course) -> None:
        """Replay the turns, without what the course finds too short to count."""
        self.turns = tuple(_counted(turn, course) for turn in turns)
        self.persona = persona
        self._doubts = course.doubts
        self.lexicon = lexicon
        self.wide = moments(self.turns)
        self._said = tuple(frozenset(turn.reading.moves()) for turn in self.turns)
        self._fits: dict[tuple[int, bool], tuple[bool, ...]] = {}

    @cached_property
    def strict(self) -> tuple[Moment, ...]:
        """Return the moments without what may only be judged when sure."""
        fair = (self._fair(turn) for turn in self.turns)
        return moments(tuple(replace(turn, reading=_sure(turn.reading, self.lexicon)) for turn in fair))

    def __len__(self) -> int:
        """Return the number of turns."""
        return len(self.turns)

    @property
    def first(self) -> int:
        """Return the number of the first turn."""
        return self.turns[0].number if self.turns else 1

    def fits(self, guard: Guard, *, strict: bool = False) -> tuple[bool, ...]:
        """Say for each turn whether the guard holds; `strict` for whatever is said as criticism."""
        key = (id(guard), strict)
        if key not in self._fits:
            places = self.strict if strict else self.wide
            self._fits[key] = tuple(
                (not guard.moves or bool(guard.moves & said)) and holds(guard, moment)
                for moment, said in zip(places, self._said, strict=True)
            )
        return self._fits[key]

    def _fair(self, turn: Turn) -> Turn:
        """Return the turn without the events and low scores that another move casts doubt on."""
        for doubt in self._doubts:
            if self._in_doubt(doubt, turn):
                scores = dict(turn.scores)
                if doubt.of in scores:
                    scores[doubt.of] = max(scores[doubt.of], doubt.least)
                kept = tuple(event for event in turn.events if event != doubt.of)
                turn = replace(turn, events=kept, scores=scores)
        return turn

    def _in_doubt(self, doubt: Doubt, turn: Turn) -> bool:
        near = [one for one in self.turns if 0 <= turn.number - one.number <= (doubt.back or turn.number)]
        return (
            bool(guessed_or_seen(near, doubt.seen))
            or bool(guessed_or_seen((one for one in near if one is not turn), doubt.earlier))
            or welcomed(turn, self.persona)
        )

    @property
    def building(self) -> Moves:
        """Return the moves that build the relation."""
        return frozenset(name for name, move in self.lexicon.moves.items() if move.tone == BUILDS)

    @property
    def harming(self) -> Moves:
        """Return the moves that harm the relation."""
        return frozenset(name for name, move in self.lexicon.moves.items() if move.tone == HARMS)

    def harms(self, turn: Turn) -> bool:
        """Say whether the message holds a move that harms the relation, sure or likely."""
        return any(self._tone(move) == HARMS for move in turn.reading.moves())

    def may_harm(self, turn: Turn) -> bool:
        """Say whether something harmful was seen at all, however unsure."""
        return any(self._tone(found.move) == HARMS for found in turn.reading.recognitions)

    def _tone(self, move: MoveId) -> str:
        known = self.lexicon.moves.get(move)
        return known.tone if known else ""


def moments(turns: tuple[Turn, ...]) -> tuple[Moment, ...]:
    """Return the moment at which each message came."""
    places: list[Moment] = []
    flags: frozenset[FlagId] = frozenset()
    stay = missed = 0
    for index, turn in enumerate(turns):
        same = index > 0 and turns[index - 1].state_before == turn.state_before
        stay = stay + 1 if same else 1
        missed = missed_after(missed, turn.reading)
        places.append(_moment(turn, flags=flags, before=turns[:index], stay=stay, missed=missed))
        flags |= frozenset(turn.flags)
    return tuple(places)


def _moment(
    turn: Turn, *, flags: frozenset[FlagId], before: tuple[Turn, ...], stay: int, missed: int
) -> Moment:
    return Moment(
        reading=turn.reading,
        state=turn.state_before,
        mood=turn.before,
        flags=flags,
        history=tuple(earlier.reading.moves() for earlier in before),
        events=frozenset(turn.events),
        scores=turn.scores,
        turn=turn.number,
        stay=stay,
        missed=missed,
        topics=Counter(topic for one in before for topic in {hit.topic for hit in one.reading.topics}),
        grants=Counter(grant for one in before for grant in {hit.grant for hit in one.reading.grants}),
        parent_asked=asks(turn.parent),
    )


def _counted(turn: Turn, course: Course) -> Turn:
    """Return the turn with moves in doubt that lack the words for it, or that are not probable enough."""
    found = turn.reading.recognitions
    kept = tuple(_weighed(one, turn.reading.text, course) for one in found)
    return turn if kept == found else replace(turn, reading=replace(turn.reading, recognitions=kept))


def _weighed(found: Recognition, message: str, course: Course) -> Recognition:
    """Return the recognition, by the sentence with the words that it needs; in doubt without these."""
    needed = course.needed_words.get(found.move)
    if found.words.strip(_AROUND + ".!").lower() in course.never_quoted:
        return replace(found, certainty=Certainty.UNSURE)
    if found.certainty is Certainty.UNSURE or not certain(found, course.least_chance.get(found.move, 0)):
        return replace(found, certainty=Certainty.UNSURE)
    if needed is None or _has(found.words, needed):
        return found
    telling = next((one for one in _SENTENCE.finditer(message) if _has(one.group(), needed)), None)
    if telling is None:
        return replace(found, certainty=Certainty.UNSURE)
    words = telling.group().strip(_AROUND)
    start = message.index(words)
    return replace(found, words=words, spans=(Span(start, start + len(words)),))


def _has(words: str, needed: frozenset[str]) -> bool:
    spaced = f" {' '.join(_WORD.findall(words.lower()))} "
    return any(f" {one} " in spaced for one in needed)


def _sure(reading: Reading, lexicon: Lexicon) -> Reading:
    kept = tuple(found for found in reading.recognitions if _may_judge(found, lexicon))
    return reading if len(kept) == len(reading.recognitions) else replace(reading, recognitions=kept)


def _may_judge(found: Recognition, lexicon: Lexicon) -> bool:
    move = lexicon.moves.get(found.move)
    return found.certainty is Certainty.SURE or move is None or not move.judged_when_sure


def rise(turn: Turn) -> int:
    """Return by how much tension rose (negative: fell); at the top of the scale what it would have risen."""
    rose = turn.after.tension - turn.before.tension
    if rose or turn.before.tension < _TOP:
        return rose
    return max(0, sum(change.tension for change in turn.changes))


def loss(turn: Turn) -> int:
    """Return by how much trust fell (negative: grew); at the bottom what it would have fallen."""
    lost = turn.before.trust - turn.after.trust
    if lost or turn.before.trust > 0:
        return lost
    return max(0, -sum(change.trust for change in turn.changes))


def eased(turn: Turn) -> bool:
    """Say whether the mood got better and in no respect worse."""
    return rise(turn) <= 0 and loss(turn) <= 0 and (rise(turn) < 0 or loss(turn) < 0)


def worse(turn: Turn) -> bool:
    """Say whether tension rose or trust fell."""
    return rise(turn) > 0 or loss(turn) > 0


def mood_fits(mood: str, turn: Turn) -> bool:
    """Say whether a turn did to the mood what is asked: `eased`, `held`, `worse` or anything."""
    checks = {"eased": eased(turn), "held": not worse(turn), "worse": worse(turn)}
    return checks.get(mood, True)


def assents(turn: Turn, persona: Persona) -> bool:
    """Say whether the parent went along: in the states for it and not at high tension, or a good ending.

    Of a persona that names no such states, that the mood held is all there is to see.
    """
    if turn.outcome is not None and turn.outcome in persona.outcomes:
        return persona.outcomes[turn.outcome].good
    if not persona.agreeing:
        return not worse(turn)
    high = persona.bands.get("high")
    heated = high is not None and high.least <= turn.after.tension <= high.most
    return turn.state_after in persona.agreeing and not worse(turn) and (eased(turn) or not heated)


def welcomed(turn: Turn, persona: Persona) -> bool:
    """Say whether the parent went along, apart from what an event of this turn itself did to the tension."""
    own = sum(change.tension for change in turn.changes if change.cause in turn.events)
    return turn.state_after in persona.agreeing and turn.after.tension - own <= turn.before.tension


def turned_away(turn: Turn, persona: Persona) -> bool:
    """Say whether the parent objected or left: by this message, or still, without being any milder."""
    ending = persona.outcomes.get(turn.outcome) if turn.outcome else None
    if ending is not None:
        return not ending.good and not ending.lukewarm
    if turn.state_after not in persona.resisting:
        return False
    return turn.state_before not in persona.resisting or not eased(turn)


def certain(found: Recognition, least: int) -> bool:
    """Say whether a recognition is sure, or likely with at least this chance (above 100: only sure).

    A likely one without a chance was decided by phrases alone.
    """
    if found.certainty is Certainty.SURE:
        return True
    return (
        found.certainty is Certainty.LIKELY
        and least <= _ALWAYS
        and (not found.chance or found.chance >= least)
    )


def recognised(turn: Turn, moves: Moves) -> Recognition | None:
    """Return the best recognition of one of the moves, sure before likely, then the longest words."""
    found = [
        one
        for one in turn.reading.recognitions
        if one.move in moves and one.certainty is not Certainty.UNSURE
    ]
    return max(found, key=_strength, default=None)


def guessed(turns: Iterable[Turn], moves: Moves) -> tuple[int, ...]:
    """Return the turns in which one of the moves was seen, but not surely enough to count."""
    return tuple(
        turn.number
        for turn in turns
        if any(r.move in moves and r.certainty is Certainty.UNSURE for r in turn.reading.recognitions)
    )


def guessed_or_seen(turns: Iterable[Turn], moves: Moves) -> tuple[int, ...]:
    """Return the turns in which one of the moves was seen, however unsurely."""
    return tuple(turn.number for turn in turns if any(r.move in moves for r in turn.reading.recognitions))


def _strength(found: Recognition) -> tuple[bool, int]:
    return (found.certainty is Certainty.SURE, min(len(found.words.split()), 12))
