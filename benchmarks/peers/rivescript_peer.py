"""RiveScript, a language for chat programs."""

import time

began = time.process_time()
from rivescript import RiveScript  # noqa: E402

took = time.process_time() - began
import importlib.metadata  # noqa: E402
from collections.abc import Iterable  # noqa: E402
from typing import Any  # noqa: E402

from common import Read, present, sentences  # noqa: E402


def learn(material: dict[str, Any]) -> Read:
    """Make a trigger of each phrase; words may stand around it."""
    bot = RiveScript(utf8=True)
    lines = ["! version = 2.0", "+ *", "- none"]
    for move, phrases in material["phrases"].items():
        for phrase in phrases:
            lines += [f"+ [*] {phrase.replace(chr(39), '')} [*]", f"- {move}"]
    bot.stream("\n".join(lines))
    bot.sort_replies()

    def read(text: str) -> Iterable[str]:
        for sentence in sentences(text):
            reply = bot.reply("teacher", sentence.replace("'", ""))
            if reply in material["phrases"]:
                yield reply

    return read


if __name__ == "__main__":
    version = importlib.metadata.version("rivescript")
    note = "phrases as made-up sentences with words around them; no examples; one answer a sentence"
    present(f"RiveScript {version}", learn, imported=took, note=note)
