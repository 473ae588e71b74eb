"""How well the recogniser reads hands that it never saw: the more messages, the better, and hand by hand.

`python benchmarks/learning_curve.py` prints the curve, `… --hands 4` leaves hands out, four groups in turn.
Takes a minute or more a fit. Where sentences end without a mark was learnt from all hands.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.content.examples import read_examples  # noqa: E402
from bot.content.folder import Folder  # noqa: E402
from bot.content.library import load_library  # noqa: E402
from bot.content.training import textbook  # noqa: E402
from bot.model.reading import LabelledMessage, Reading  # noqa: E402
from bot.play import Library  # noqa: E402
from bot.understanding.evaluate import Evaluation, evaluate  # noqa: E402
from bot.understanding.examples import fit_examples  # noqa: E402

SIZES = (250, 500, 1000, 2000, 4000)
Messages = Sequence[LabelledMessage]


def main() -> None:
    """Print one of the two tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hands", type=int, default=0, metavar="GROUPS", help="leave hands out in groups")
    options.add_argument("--left-out", type=int, default=4, help="how many hands the curve is measured on")
    chosen = options.parse_args()
    library = load_library(ROOT / "dialogues", cache=ROOT / "var" / "cache")[0]
    assert library is not None
    files = Folder(ROOT / "dialogues")
    examples = read_examples(files, frozenset(library.lexicon.moves))
    talks = sorted({one.hand for one in examples if one.parent})
    print(f"{'':16}{'n':>6}{'micro':>7}{'macro':>7}{'sure P':>8}{'likely P':>9}{'likely R':>9}{'core':>7}")
    if chosen.hands:
        for group in range(chosen.hands):
            leave_out(library, examples, frozenset(talks[group :: chosen.hands]))
    else:
        curve(library, examples, frozenset(talks[:: len(talks) // chosen.left_out][: chosen.left_out]))


def leave_out(library: Library, examples: Messages, hands: frozenset[str]) -> None:
    """Fit without some hands, and print how each of them is read."""
    read = reader(library, [one for one in examples if one.hand not in hands])
    for hand in sorted(hands):
        print(row(hand, judge(library, [one for one in examples if one.hand == hand], read)), flush=True)


def curve(library: Library, examples: Messages, hands: frozenset[str]) -> None:
    """Fit with ever more messages of the other hands, and print how these are read."""
    unseen = [one for one in examples if one.hand in hands]
    others = [one for one in examples if one.hand not in hands]
    for size in (*(size for size in SIZES if size < len(others)), len(others)):
        # Every so-maniest message, so that each hand is there from the start.
        some = [others[at * len(others) // size] for at in range(size)]
        print(row(f"{size} messages", judge(library, unseen, reader(library, some))), flush=True)


def reader(library: Library, examples: Messages) -> Callable[[LabelledMessage], Reading]:
    """Return how messages are read by a model of these examples."""
    base, own = library.recogniser, {str(name): one for name, one in library.recognisers.items()}
    telling = [move.id for move in library.lexicon.moves.values() if not move.neutral]
    model = fit_examples(
        (*examples, *textbook(library.lexicon)),
        telling,
        library.lexicon.language,
        lambda one: own.get(one.persona, base).split(one.text, parent=one.parent),
    )
    return lambda one: replace(own.get(one.persona, base), model=model).read(one.text, parent=one.parent)


def judge(library: Library, messages: Messages, read: Callable[[LabelledMessage], Reading]) -> Evaluation:
    """Compare readings with labels."""
    neutral = frozenset(move.id for move in library.lexicon.moves.values() if move.neutral)
    return evaluate(messages, read, neutral=neutral)


def row(name: str, found: Evaluation) -> str:
    """Return a row of the table."""
    likely, sure = found.by_band["sure+likely"], found.by_band["sure"]
    return (
        f"{name:16}{found.messages:6}{found.by_band['all'].f1:7.3f}{found.macro:7.3f}{sure.precision:8.3f}"
        f"{likely.precision:9.3f}{likely.recall:9.3f}{found.core_seen / max(found.core_there, 1):7.3f}"
    )


if __name__ == "__main__":
    main()
