"""adapt-parser, the intents of Mycroft."""

import time

began = time.process_time()
from adapt.engine import IntentDeterminationEngine  # noqa: E402
from adapt.intent import IntentBuilder  # noqa: E402

took = time.process_time() - began
import importlib.metadata  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from typing import Any  # noqa: E402

from common import Read, present, sentences  # noqa: E402


def learn(material: dict[str, Any]) -> Read:
    """Make an intent of each move that asks for one of its phrases."""
    engine = IntentDeterminationEngine()
    for move, phrases in material["phrases"].items():
        for phrase in phrases:
            engine.register_entity(phrase, f"{move}Words")
        engine.register_intent_parser(IntentBuilder(move).require(f"{move}Words").build())

    def read(text: str) -> Iterable[str]:
        for sentence in sentences(text):
            for intent in engine.determine_intent(sentence):
                if intent and intent.get("confidence", 0) > 0:
                    yield intent["intent_type"]

    return read


if __name__ == "__main__":
    version = importlib.metadata.version("adapt-parser")
    note = "phrases as made-up keywords; no order, no examples; one intent a sentence"
    present(f"adapt-parser {version}", learn, imported=took, note=note)
