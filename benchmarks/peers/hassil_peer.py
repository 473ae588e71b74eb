"""hassil, the sentence templates of Home Assistant."""

import time

began = time.process_time()
import hassil  # noqa: E402
from hassil import Intents, recognize  # noqa: E402

took = time.process_time() - began
import importlib.metadata  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from typing import Any  # noqa: E402

from common import Read, present, sentences  # noqa: E402


def learn(material: dict[str, Any]) -> Read:
    """Make an intent of each move; words may stand around a phrase."""
    rows = {
        move: {"data": [{"sentences": [f"[<around>] {phrase} [<after>]" for phrase in phrases]}]}
        for move, phrases in material["phrases"].items()
    }
    rules = {"around": "{before}", "after": "{behind}"}
    lists = {"before": {"wildcard": True}, "behind": {"wildcard": True}}
    intents = Intents.from_dict({"language": "nl", "intents": rows, "expansion_rules": rules, "lists": lists})

    def read(text: str) -> Iterable[str]:
        for sentence in sentences(text):
            result = recognize(sentence, intents)
            if result is not None:
                yield result.intent.name

    return read


if __name__ == "__main__":
    assert hassil
    version = importlib.metadata.version("hassil")
    note = "phrases as made-up sentences with words around them; no examples; one intent a sentence"
    present(f"hassil {version}", learn, imported=took, note=note)
