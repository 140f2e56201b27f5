"""What is known of a word before its sentence is read: three classes that the trained reader sees.

With few annotated sentences a reader meets many words for the first time. Each word gets three
classes: how the broad corpora label it, which words stand in the same places as it, and in which
of our own tables it occurs. The first two are learned once and kept with the model.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from extract.corpora import Sentence
from extract.gazetteer import name_forms
from extract.tables import load_table

UNKNOWN = "?"
_WORD = re.compile(r"[\w'’-]+")
_STEPS = ((0.05, "0"), (0.35, "1"), (0.75, "2"))  # shares of a word's places, in four classes


@dataclass(frozen=True, slots=True)
class WordTable:
    """By small word: its class by labels and its cluster, learned from corpora."""

    labelled: Mapping[str, str] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)

    def classes(self, word: str) -> tuple[str, str, str]:
        """The three classes of a word: by labels, by cluster, by our tables."""
        low = word.lower()
        return (
            self.labelled.get(low, UNKNOWN),
            self.clusters.get(_alike(low), UNKNOWN),
            table_classes().get(low, UNKNOWN),
        )


def learn_words(
    broad: Sequence[Sentence], fine: Sequence[Sentence], *, clusters: int = 256, seed: int = 0
) -> WordTable:
    """The table of words of some corpora; labels are counted in the broad ones alone, so that
    a class tells of a word in the fine ones no more than it does in an unseen text."""
    grouped = _clusters([s.words for s in (*fine, *broad)], clusters, seed)
    return WordTable(_labelled(broad), grouped)


# ---- by our own tables -------------------------------------------------------------------------

_TABLES = (  # table, column, letter
    ("districts", "name", "d"),
    ("positions", "form", "p"),
    ("office_words", "word", "o"),
    ("parties", "name", "y"),
    ("honorifics", "form", "h"),
    ("degrees", "form", "g"),
    ("name_stops", "word", "s"),
)


@cache
def table_classes() -> Mapping[str, str]:
    """By small word: a letter for each of our tables that has it, in the order of the alphabet."""
    found: dict[str, set[str]] = defaultdict(set)
    forms = [(form, "r") for form in name_forms()]
    for table, column, letter in _TABLES:
        forms += [(row[column], letter) for row in load_table(table)]
    for form, letter in forms:
        for word in _WORD.findall(form.lower()):
            found[word].add(letter)
    return {word: "".join(sorted(letters)) for word, letters in found.items()}


# ---- by labels ---------------------------------------------------------------------------------


def _labelled(sentences: Iterable[Sentence]) -> dict[str, str]:
    """By small word: the shares of its places in persons, bodies and places, how often it is
    written with a capital inside a sentence, and whether it is rare."""
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    labels: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        low = [word.lower() for word in sentence.words]
        seen.update(low)
        capital.update(word.lower() for word in sentence.words[1:] if word[0].isupper())
        for start, end, label in sentence.names:
            labels.update((word, label) for word in low[start:end])
    return {word: _class(word, n, capital, labels) for word, n in seen.items()}


def _class(
    word: str, n: int, capital: Counter[str], labels: Counter[tuple[str, str]]
) -> str:  # fmt: skip
    shares = [labels[word, label] / n for label in ("PERSON", "ORG", "LOC")]
    often = "1" if n == 1 else "2" if n < 6 else "3"
    return "".join(_step(share) for share in (*shares, capital[word] / n)) + often


def _step(share: float) -> str:
    return next((letter for limit, letter in _STEPS if share < limit), "3")


# ---- by neighbours -----------------------------------------------------------------------------

_CONTEXTS = 1200  # the most frequent words, each at four places around
_PLACES = (-2, -1, 1, 2)
_DIMENSIONS = 64
_LEAST = 3  # rarer words have too few neighbours to tell


def _alike(word: str) -> str:
    """Numbers of one length stand in the same places."""
    return re.sub(r"\d", "0", word)


def _clusters(sentences: Iterable[Sequence[str]], count: int, seed: int) -> dict[str, str]:
    """Words that stand between the same neighbours, as numbered clusters.

    Positive pointwise mutual information of words and neighbours, its largest singular vectors
    (Levy and Goldberg 2014), and spherical k-means on them.
    """
    texts = [[_alike(word.lower()) for word in words] for words in sentences]
    frequent = Counter(word for words in texts for word in words).most_common()
    index = {word: i for i, (word, n) in enumerate(frequent) if n >= _LEAST}
    if len(index) <= count:
        return {word: str(i) for word, i in index.items()}
    rng = np.random.default_rng(seed)
    vectors = _vectors(_information(texts, index), rng)
    nearest = _nearest(vectors, count, rng)
    return {word: str(nearest[i]) for word, i in index.items()}


def _information(texts: Iterable[Sequence[str]], index: Mapping[str, int]) -> Any:
    """Positive pointwise mutual information, shape (words, places x contexts)."""
    counts = np.zeros((len(index), len(_PLACES) * _CONTEXTS), dtype="float32")
    for words in texts:
        ids = [index.get(word, -1) for word in words]
        for i, row in enumerate(ids):
            for place, offset in enumerate(_PLACES):
                near = ids[i + offset] if 0 <= i + offset < len(ids) else -1
                if row >= 0 and 0 <= near < _CONTEXTS:
                    counts[row, place * _CONTEXTS + near] += 1
    rows = counts.sum(axis=1, keepdims=True) + 1e-6
    columns = counts.sum(axis=0, keepdims=True) ** 0.75 + 1e-6
    ratio = counts * columns.sum() / (rows * columns)
    return np.log(np.maximum(ratio, 1.0))


def _vectors(matrix: Any, rng: np.random.Generator) -> Any:
    """The words in the space of the largest singular vectors, of length one (Halko, Martinsson
    and Tropp 2011: random projection with three power steps)."""
    size = min(_DIMENSIONS, min(matrix.shape))
    basis = matrix @ rng.standard_normal((matrix.shape[1], size + 20), dtype="float32")
    for _ in range(3):
        basis = matrix @ (matrix.T @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    left, values, _ = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    return _unit((basis @ left)[:, :size] * np.sqrt(values[:size]))


def _nearest(vectors: Any, count: int, rng: np.random.Generator) -> list[int]:
    """The cluster of every vector after twenty rounds of spherical k-means."""
    centres = vectors[rng.choice(len(vectors), count, replace=False)]
    nearest = np.argmax(vectors @ centres.T, axis=1)
    for _ in range(20):
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        filled = np.bincount(nearest, minlength=count) > 0
        centres[filled] = _unit(sums[filled])
        nearest = np.argmax(vectors @ centres.T, axis=1)
    return [int(i) for i in nearest]


def _unit(vectors: Any) -> Any:
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)


Classes = Callable[[str], tuple[str, str, str]]
