"""A persona ready to be played: opening, and one turn after another. Pure and deterministic."""

from dataclasses import dataclass, replace

from bot.model.guard import Effect
from bot.model.ids import FlagId, LineId, StateId
from bot.model.lexicon import Lexicon
from bot.model.moment import Moment
from bot.model.persona import Persona
from bot.model.reading import Reading
from bot.model.session import Mood, MoodChange, Position, Turn
from bot.roleplay.choice import Chooser, fill
from bot.roleplay.explain import Tried, failing
from bot.roleplay.heard import form_of, grants_after, hear, phrases_after, topics_after
from bot.roleplay.machine import Decision, StateMachine
from bot.roleplay.mood import apply, band_of, difficulty_of, effect_change, feel, open_mood, shift
from bot.roleplay.speech import Repertoire, Speaker, Speech, bubbles_of
from bot.roleplay.thoughts import thought_at


@dataclass(frozen=True, slots=True)
class Stage:
    """A persona with its shared machine; holds no conversation."""

    persona: Persona
    lexicon: Lexicon
    machine: StateMachine
    repertoire: Repertoire

    def open(self, *, seed: int, difficulty: str = "") -> tuple[Position, tuple[str, ...]]:
        """Return where a new conversation stands, and the parent's first bubbles."""
        persona = self.persona
        level = difficulty_of(persona, difficulty)
        bubbles = tuple(fill(bubble, persona.values, {}) for bubble in persona.opening.bubbles)
        position = Position(
            persona=persona.id,
            seed=seed,
            state=persona.start,
            mood=open_mood(persona, level),
            difficulty=level.id,
            said=((persona.opening.id, 0),),
            last_said=" ".join(bubbles),
        )
        return position, bubbles

    def turn(self, position: Position, reading: Reading, *, helped: str = "") -> tuple[Position, Turn]:
        """Return where the conversation stands after a message, and what the message brought about."""
        heard = hear(position, reading, self.lexicon.events)
        felt, changes = self._feel(position, heard)
        decision = self.machine.decide(felt)
        level = difficulty_of(self.persona, position.difficulty)
        by_rule = effect_change(decision.id, decision.effect, level)
        mood = _moved(felt.mood, by_rule)
        speech = self._speak(position, felt, decision, mood)
        by_answer = tuple(
            change for name, effect in speech.effects for change in effect_change(name, effect, level)
        )
        happened = _Happened(
            felt, decision, speech, _moved(mood, by_answer), (*changes, *by_rule, *by_answer)
        )
        turn = self._turn(position, happened, helped)
        return self._next(position, happened, turn), turn

    def why(self, position: Position, reading: Reading) -> tuple[Tried, ...]:
        """Return the rules that were tried on a message, in order, the one that fired last."""
        felt, _ = self._feel(position, hear(position, reading, self.lexicon.events))
        tried: list[Tried] = []
        for rule in self.machine.rules_of(position.state):
            nowhere = ("back",) if rule.back and felt.previous is None else ()
            tried.append(Tried(rule.id, nowhere + failing(rule.when, felt)))
            if not tried[-1].failed:
                break
        return tuple(tried)

    def _feel(self, position: Position, heard: Moment) -> tuple[Moment, tuple[MoodChange, ...]]:
        """Return the moment as rules and lines see it: with the mood that the message itself brings."""
        level = difficulty_of(self.persona, position.difficulty)
        changes = feel(self.persona, self.lexicon, heard, level)
        least, most = self.lexicon.least_delta, self.lexicon.most_delta
        return replace(heard, mood=apply(heard.mood, changes, least=least, most=most)), changes

    def _speak(self, position: Position, felt: Moment, decision: Decision, mood: Mood) -> Speech:
        chooser = Chooser(
            seed=position.seed,
            turn=felt.turn,
            said=dict(position.said),
            echoes=dict(felt.reading.echoes),
        )
        return Speaker(self.repertoire, felt, chooser, band_of(self.persona, mood)).speak(decision)

    def _turn(self, position: Position, happened: "_Happened", helped: str) -> Turn:
        moment, decision, speech = happened.moment, happened.decision, happened.speech
        values, echoes = self.persona.values, dict(moment.reading.echoes)
        return Turn(
            number=moment.turn,
            parent=position.last_said,
            reading=moment.reading,
            events=tuple(sorted(moment.events)),
            scores=moment.scores,
            rule=decision.id,
            state_before=position.state,
            state_after=decision.state,
            before=position.mood,
            after=happened.mood,
            changes=happened.changes,
            reply=tuple(fill(bubble, values, echoes) for bubble in bubbles_of(speech.lines)),
            said=tuple(line.id for line in speech.lines),
            thought=fill(thought_at(self.persona, moment, decision.rule), values, echoes),
            flags=tuple(sorted(happened.raised - position.flags)),
            outcome=self.persona.states[decision.state].outcome,
            helped=helped,
        )

    def _next(self, position: Position, happened: "_Happened", turn: Turn) -> Position:
        said: dict[LineId, int] = dict(position.said) | dict.fromkeys(turn.said, turn.number)
        return replace(
            position,
            state=turn.state_after,
            mood=turn.after,
            turn=turn.number,
            stay=position.stay + 1 if turn.state_after == turn.state_before else 0,
            flags=(position.flags - happened.lowered) | happened.raised,
            history=(*position.history, turn.reading.moves()),
            phrases=phrases_after(position, turn.reading),
            missed=happened.moment.missed,
            said=tuple(said.items()),
            last_said=" ".join(turn.reply),
            form=form_of(turn.reading) or position.form,
            outcome=turn.outcome,
            path=_path_after(position, happened.decision),
            topics=topics_after(position, turn.reading),
            grants=grants_after(position, turn.reading),
        )


@dataclass(frozen=True, slots=True)
class _Happened:
    """All that one message led to."""

    moment: Moment
    decision: Decision
    speech: Speech
    mood: Mood
    changes: tuple[MoodChange, ...]

    @property
    def raised(self) -> frozenset[FlagId]:
        """The flags that this message set."""
        return frozenset().union(*(effect.set for effect in self._effects()))

    @property
    def lowered(self) -> frozenset[FlagId]:
        """The flags that this message cleared."""
        return frozenset().union(*(effect.clear for effect in self._effects()))

    def _effects(self) -> tuple[Effect, ...]:
        return (self.decision.effect, *(effect for _, effect in self.speech.effects))


def build_stage(persona: Persona, lexicon: Lexicon) -> Stage:
    """Return a persona ready to be played; its names must have been checked."""
    return Stage(persona, lexicon, StateMachine(persona), Repertoire(persona))


def _path_after(position: Position, decision: Decision) -> tuple[StateId, ...]:
    """Return the states that the parent came from, after a decision."""
    if decision.state == position.state:
        return position.path
    if decision.rule and decision.rule.back and position.path:
        return position.path[:-1]
    return (*position.path, position.state)


def _moved(mood: Mood, changes: tuple[MoodChange, ...]) -> Mood:
    for change in changes:
        mood = shift(mood, change.tension, change.trust)
    return mood
