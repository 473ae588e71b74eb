"""spaCy's Matcher on a blank Dutch pipeline."""

import time

began = time.process_time()
import spacy  # noqa: E402
from spacy.matcher import Matcher  # noqa: E402

took = time.process_time() - began
from collections.abc import Iterable  # noqa: E402
from typing import Any  # noqa: E402

from common import Read, plain, present  # noqa: E402


def learn(material: dict[str, Any]) -> Read:
    """Make a row of words of each phrase."""
    nlp = spacy.blank("nl")
    matcher = Matcher(nlp.vocab)
    for move, phrases in material["phrases"].items():
        matcher.add(move, [[{"LOWER": word.lower_} for word in nlp.make_doc(phrase)] for phrase in phrases])

    def read(text: str) -> Iterable[str]:
        return [nlp.vocab.strings[hit[0]] for hit in matcher(nlp.make_doc(plain(text)))]

    return read


if __name__ == "__main__":
    note = "phrases as made-up rows of words, found anywhere; no examples"
    present(f"spaCy blank(nl) Matcher {spacy.__version__}", learn, imported=took, note=note)
