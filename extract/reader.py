"""The trained reader: a spaCy pipeline that finds persons, bodies and places by their sentence.

Its parts are factories of this project, so that `spacy.load` reads a saved pipeline wherever rakor
is installed: words as they were taught, their classes (`extract.words`), the network, and places
of the gazetteer told from other places.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extract.corpora import words_of
from extract.gazetteer import is_region_name
from extract.words import WordTable

MODEL = "model"  # the folder beside this module
_ATTRIBUTES: list[int | str] = [
    "TAG",
    "DEP",
    "LEMMA",
]  # where the network finds the three classes of a word
_KEPT = 200_000  # words whose classes are remembered


class PlainTokenizer:
    """Words by `words_of`; the Doc keeps the text, white space included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in words_of(text):
            self._gap(text[at:start], words, spaces)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        self._gap(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
        """One space belongs to the word before it; more white space is a token."""
        if gap.startswith(" ") and words:
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: what it does is written above."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> PlainTokenizer:
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        return None

    def from_disk(self, *_: Any, **__: Any) -> PlainTokenizer:
        return self


def plain_tokenizer() -> Any:
    """Makes a tokenizer for a pipeline; registered as `rakor_words.v1`."""
    return lambda nlp: PlainTokenizer(nlp.vocab)


# spaCy types its registry only at run time.
_REGISTRY: Any = registry
_REGISTRY.tokenizers("rakor_words.v1")(plain_tokenizer)


class WordClasses:
    """Gives every token the three classes of its word, in attributes that the network reads."""

    def __init__(self, vocab: Vocab, table: WordTable | None = None) -> None:
        self.vocab = vocab
        self.table = table or WordTable()
        self.known: dict[str, tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        values: Any = np.array([self._codes(token.text) for token in doc], dtype="uint64")
        return doc.from_array(_ATTRIBUTES, values.reshape(len(doc), 3)) if len(doc) else doc

    def _codes(self, word: str) -> tuple[int, int, int]:
        if word not in self.known:
            if len(self.known) >= _KEPT:
                self.known.clear()
            add = self.vocab.strings.add
            one, two, three = self.table.classes(word)
            self.known[word] = (add(one), add(two), add(three))
        return self.known[word]

    def to_disk(self, path: Path, **_: Any) -> None:
        """One JSON file, packed: by word its class by labels and its cluster."""
        columns = {"labelled": dict(self.table.labelled), "clusters": dict(self.table.clusters)}
        text = json.dumps(columns, ensure_ascii=False, sort_keys=True)
        Path(path).write_bytes(gzip.compress(text.encode(), mtime=0))

    def from_disk(self, path: Path, **_: Any) -> WordClasses:
        columns = json.loads(gzip.decompress(Path(path).read_bytes()))
        self.table = WordTable(columns["labelled"], columns["clusters"])
        self.known.clear()
        return self


@Language.factory("rakor_words")
def word_classes(nlp: Language, name: str) -> WordClasses:
    return WordClasses(nlp.vocab)


@Language.component("rakor_places")
def places(doc: Doc) -> Doc:
    """Places that the gazetteer knows become GPE; the network's own attributes are taken off."""
    doc.ents = tuple(
        Span(doc, ent.start, ent.end, label="GPE")
        if ent.label_ == "LOC" and is_region_name(ent.text)
        else ent
        for ent in doc.ents
    )
    nothing: Any = np.zeros((len(doc), 3), dtype="uint64")
    return doc.from_array(_ATTRIBUTES, nothing) if len(doc) else doc


@cache
def load_reader() -> Language | None:
    """The reader that ships with rakor, loaded once a process; None where it does not stand."""
    folder = Path(str(files("extract").joinpath(MODEL)))
    if not folder.joinpath("config.cfg").is_file():
        return None
    return spacy.load(folder)


def find_people(nlp: Language, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Of each text the spans of the persons in it."""
    return [
        [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "PERSON"]
        for doc in nlp.pipe(texts)
    ]
