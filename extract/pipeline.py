"""The assembled spaCy pipeline: a document in, facts out.

The Doc is made of the raw text, so that every span of a fact is a span of what was fetched. The
readers work on the repaired text and hand back raw offsets (`extract.text`, `extract.facts`);
the components put them on the Doc as sentence starts and span groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
from spacy.lang.id import Indonesian
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract.document import Document
from extract.facts import (
    RULES_VERSION,
    DateFact,
    Extraction,
    OfficialFact,
    RegionFact,
    Unbound,
    find_facts,
    to_json,
)
from extract.reading import split
from extract.tables import load_table

__all__ = [
    "RULES_VERSION",
    "DateFact",
    "Extraction",
    "OfficialFact",
    "RegionFact",
    "Unbound",
    "extract",
    "extract_many",
    "find_facts",
    "load_pipeline",
    "to_json",
]

GROUPS = ("regions", "officials", "dates", "figures", "claims", "commitments", "unbound")
CACHE = 100_000  # chunks kept by the tokenizer; a language has fewer common words
# Characters without a space that the stock tokenizer is given at once: on 6,000 dashes or quotation
# marks it takes 45 s, since it looks through all that is left for each mark that it takes off.
LONGEST = 80
MOST = 100_000_000  # characters of one text
STRINGS = 400_000  # spaCy forgets no word; a pipeline that has seen so many is built anew
_RUNS = re.compile(r"(\S+)?(\s*)")

Doc.set_extension("document", default=None)
Doc.set_extension("facts", default=None)


# spaCy types its language classes only at run time.
_Stock: Any = Indonesian


class IndonesianNews(_Stock):  # type: ignore[misc]
    """Indonesian without the 15,600 stock exceptions for reduplications, which cost 1.5 s to load;
    with abbreviations of offices and places that keep their full stop."""

    class Defaults(_Stock.Defaults):  # type: ignore[misc]
        tokenizer_exceptions = {  # noqa: RUF012 - spaCy's own class attribute
            text: tokens
            for text, tokens in (Indonesian.Defaults.tokenizer_exceptions or {}).items()
            if "." in text and "-" not in text
        }


# Tokens, and whether a space follows each.
_Tokens = tuple[list[str], list[bool]]


class RawTokenizer:
    """spaCy's tokenizer, asked once for each chunk between spaces; the Doc keeps the raw text.

    The stock tokenizer caches nothing more behind the first special case of a text, and a newline
    is one. What it makes of a chunk does not depend on the chunks around it.
    """

    def __init__(self, nlp: Language) -> None:
        self.vocab: Vocab = nlp.vocab
        self.stock = nlp.tokenizer
        self.known: dict[tuple[str, str], _Tokens] = {}

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        known = self.known
        for run in _RUNS.findall(text):
            more, spaced = known.get(run) or self._tokens(*run)
            words += more
            spaces += spaced
        return Doc(self.vocab, words=words, spaces=spaces)

    def _tokens(self, chunk: str, gap: str) -> _Tokens:
        """The tokens of a chunk and of the white space behind it, kept for its next occurrence; a
        single space belongs to the token before it."""
        run = chunk, gap
        words = self._split(chunk)
        spaces = [False] * len(words)
        if chunk and gap:
            spaced = gap[0] == " "
            words += [] if spaced else [gap[0]]
            spaces = [*spaces[:-1], True] if spaced else [*spaces, False]
            gap = gap[1:]
        if gap:
            words, spaces = [*words, gap], [*spaces, False]
        if len(self.known) >= CACHE:
            self.known.clear()
        self.known[run] = words, spaces
        return words, spaces

    def _split(self, chunk: str) -> list[str]:
        """The tokens of a chunk by the stock tokenizer."""
        pieces = (chunk[at : at + LONGEST] for at in range(0, len(chunk), LONGEST))
        return [token.text for piece in pieces for token in self.stock(piece)]

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing of its own to keep: the wrapped tokenizer is built from the language."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> RawTokenizer:
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        return None

    def from_disk(self, *_: Any, **__: Any) -> RawTokenizer:
        return self


@Language.component("rakor_sentences")
def sentences(doc: Doc) -> Doc:
    """Sentence starts by the rules of `extract.text`, which know "Kab." and "S.Sos."."""
    repaired, found = split(doc._.document.text if doc._.document else doc.text)
    starts = {repaired.raw_span(sentence.start, sentence.end)[0] for sentence in found}
    marks = [1 if place in starts else -1 for place in doc.to_array("IDX").tolist()]
    marks[:1] = [1] * len(marks[:1])
    values: Any = np.array(marks, dtype="int64").astype("uint64")
    return doc.from_array(["SENT_START"], values)


@Language.component("rakor_facts")
def facts(doc: Doc) -> Doc:
    """The facts of the document that a Doc was made of: `doc._.facts`, and a span group each."""
    document = doc._.document or Document(id="text", text=doc.text)
    extraction = find_facts(document)
    doc._.facts = extraction
    for group in GROUPS:
        doc.spans[group] = _group(doc, extraction, group)
    return doc


def _group(doc: Doc, extraction: Extraction, group: str) -> list[Span]:
    """Spans widened to whole tokens, labelled by what they are."""
    spans = []
    for label, start, end in _labelled(extraction, group):
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    return spans


def _labelled(extraction: Extraction, group: str) -> Iterator[tuple[str, int, int]]:
    if group == "regions":
        yield from ((r.code, s, e) for r in extraction.regions for s, e in r.mentions)
    elif group == "officials":
        yield from (
            (o.official.position or "official", s, e)
            for o in extraction.officials
            for s, e in o.mentions
        )
    else:
        for fact in getattr(extraction, group):
            yield getattr(fact, "indicator", None) or group, fact.start, fact.end


@cache
def load_pipeline() -> Language:
    """The pipeline, built once a process: tokenizer, sentences, facts."""
    nlp: Language = IndonesianNews()
    stock: Any = nlp.tokenizer
    for form in _abbreviations():
        stock.add_special_case(form, [{"ORTH": form}])
    nlp.max_length = MOST  # the stock limit guards parsers, of which there is none here
    nlp.tokenizer = RawTokenizer(nlp)
    nlp.add_pipe("rakor_sentences")
    nlp.add_pipe("rakor_facts")
    return nlp


def _abbreviations() -> Iterator[str]:
    """The abbreviations of the table with their full stop, in the cases that texts use."""
    for row in load_table("abbreviations"):
        if row["form"].replace(".", "").isalpha():
            yield from {
                f"{form}." for form in (row["form"], row["form"].title(), row["form"].upper())
            }


def _doc(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    doc._.document = document
    return doc


def extract(document: Document) -> Extraction:
    """The facts of one document."""
    nlp = load_pipeline()
    if len(nlp.vocab.strings) > STRINGS:
        load_pipeline.cache_clear()
        nlp = load_pipeline()
    result: Extraction = nlp(_doc(nlp, document))._.facts
    return result


def extract_many(documents: Iterable[Document]) -> Iterator[Extraction]:
    """The facts of many documents, in their order, through one pipeline."""
    yield from map(extract, documents)
