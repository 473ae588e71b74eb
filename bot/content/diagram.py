"""A persona's states as a Mermaid diagram, read back from the machine that plays them."""

from bot.model.ids import StateId
from bot.model.persona import Outcome, Persona
from bot.roleplay.stage import Stage

_ANYWHERE = "anywhere"
_GOOD, _LUKEWARM, _BAD = "#cfe8cf", "#dddddd", "#f3cfcf"


def mermaid(stage: Stage) -> str:
    """Return the diagram as text: endings at the bottom, rules for any state once, from one knot."""
    persona = stage.persona
    rows = ["flowchart TD", f'  begin(["{_plain(persona.name)}"]) --> {_node(persona.start)}']
    rows += [f"  {_shape(persona, state)}" for state in persona.states]
    rows += [f"  {source} -->|{label}| {target}" for (source, target), label in _ways(stage).items()]
    rows += [
        f"  style {_node(state.id)} fill:{_colour(persona.outcomes[state.outcome])}"
        for state in persona.states.values()
        if state.outcome
    ]
    return "\n".join(rows) + "\n"


def _colour(outcome: Outcome) -> str:
    return _GOOD if outcome.good else _LUKEWARM if outcome.lukewarm else _BAD


def _ways(stage: Stage) -> dict[tuple[str, str], str]:
    """Return the arrows with their labels; several rules between the same states share an arrow."""
    general = {rule.id for rule in stage.persona.everywhere}
    ways: dict[tuple[str, str], dict[str, None]] = {}
    for edge in stage.machine.edges():
        source = _ANYWHERE if edge.rule in general else _node(edge.source)
        label = _plain(edge.rule.partition(".")[2])
        ways.setdefault((source, _node(edge.target)), {})[label] = None
    return {way: "<br>".join(labels) for way, labels in ways.items()}


def _shape(persona: Persona, state: StateId) -> str:
    title = _plain(persona.states[state].title)
    return f'{_node(state)}(["{title}"])' if persona.states[state].outcome else f'{_node(state)}["{title}"]'


def _node(state: StateId) -> str:
    return f"s_{state}"


def _plain(text: str) -> str:
    """Return a text without the signs that mean something to Mermaid."""
    return text.translate(str.maketrans('"|<>', "'/()", "#"))
