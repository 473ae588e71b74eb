"""scikit-learn: TF-IDF of pieces of words and of words, and a logistic regression for each move."""

import time

began = time.process_time()
import sklearn  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.multiclass import OneVsRestClassifier  # noqa: E402
from sklearn.pipeline import make_pipeline, make_union  # noqa: E402
from sklearn.preprocessing import MultiLabelBinarizer  # noqa: E402

took = time.process_time() - began
from collections.abc import Iterable  # noqa: E402
from typing import Any  # noqa: E402

from common import Read, present  # noqa: E402

SURE = 0.3
"""Chosen by trying 0.2 to 0.5 on the examples themselves, five ways: the best F1."""


def learn(material: dict[str, Any]) -> Read:
    """Learn from the examples, and from the phrases as examples of one move."""
    texts = [text for text, _ in material["examples"]]
    moves = [moves for _, moves in material["examples"]]
    for move, phrases in material["phrases"].items():
        texts += phrases
        moves += [[move]] * len(phrases)
    labels = MultiLabelBinarizer()
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = make_pipeline(
        make_union(pieces, words), OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear"))
    )
    model.fit(texts, labels.fit_transform(moves))

    def read(text: str) -> Iterable[str]:
        chances = model.predict_proba([text])[0]
        return [move for move, chance in zip(labels.classes_, chances, strict=True) if chance >= SURE]

    return read


if __name__ == "__main__":
    note = "all examples, and the phrases as more of them; no parent's line"
    present(f"scikit-learn n-grams {sklearn.__version__}", learn, imported=took, note=note)
