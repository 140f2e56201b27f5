"""Versions of one story and copies across outlets.

A copy is told by its narrative: the words outside quotation marks. Two reporters at one meeting
write down the same speech, so their quotations agree; only who copies also tells it in the same
words. A later text joins an earlier one when a good part of the shorter narrative stands in the
other, and when the numbers agree: a monthly report from a template is no copy of last month's.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Literal
from urllib.parse import urlsplit
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np

from extract.document import Document

SHINGLE = 4  # words; shorter runs are formulas of office ("Bupati Lahat yang diwakili …")
SAMPLED = 8  # one shingle in so many stands in the index; a copied paragraph still leaves some
COMMON = 200  # documents; a shingle of more of them is boilerplate and finds nothing
CONTAINED = 0.4  # share of the shorter narrative that a copy has in common with the other
SHARED_MIN = 20  # shingles in common, some 25 words: less is a formula or a borrowed sentence
NUMBERS_AGREE = 0.5  # share of the shorter text's numbers that the other has too
NUMBERS_MIN = 3
NARRATIVE_MIN = 40  # words; of texts that are nearly all quotation, everything is compared
CANDIDATES = 30  # documents that are compared in full, those with most in common first

QUOTED = re.compile(r"“[^“”]{1,1500}”|\"[^\"\n]{1,1500}\"|«[^«»]{1,1500}»")
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


Order = tuple[date, time, str]  # day, time of day, id: the earliest document first


@dataclass(frozen=True, slots=True)
class Signature:
    """What a text is compared by: hashes of the shingles of its narrative, and its numbers.

    `shingles` is sorted, without repetition, 32 bits each (about 1 KB for an article).
    """

    shingles: np.ndarray[tuple[int], np.dtype[np.uint32]]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a group: its id, whose voice it would be by itself, how alike it is.

    `likeness` is the share (0 to 1) of the shorter narrative that it has in common with the
    member it is most like; 1 for the origin.
    """

    document: str
    voice: str
    likeness: float


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """One story and its copies, the earliest first: that is the origin, and the group's voice."""

    members: tuple[Member, ...]

    @property
    def origin(self) -> Member:
        """The earliest."""
        return self.members[0]

    @property
    def outlets(self) -> int:
        """How many outlets, a network counted once, carry the story."""
        return len({member.voice for member in self.members})


def find_copies(
    documents: Iterable[Document], networks: Mapping[str, str] | None = None
) -> list[CopyGroup]:
    """The stories that stand in more than one document, in the order of their origins.

    `networks` gives the owner or network of a source by the source's id.
    """
    index = CopyIndex(networks or {})
    for document in sorted(documents, key=_order):
        add_document(index, document)
    return groups_of(index)


@dataclass(frozen=True, slots=True)
class CopyIndex:
    """All documents seen so far; add_document takes one more in.

    `postings` gives, for a sampled shingle, the numbers of the documents that have it: one number,
    or an array where there are several, which are few. An article takes 5 KB all in all.
    """

    networks: Mapping[str, str]
    signatures: list[Signature] = field(default_factory=list)
    members: list[tuple[Order, Member]] = field(default_factory=list)
    group_of: list[int] = field(default_factory=list)
    postings: dict[int, int | array[int]] = field(default_factory=dict)


def add_document(index: CopyIndex, document: Document) -> str | None:
    """Take a document into the index; the id of the one that it is a copy of, else None.

    It joins the group of the one that it is most like, and groups never merge: a round-up that
    holds two stories does not make them one.
    """
    number, signature = len(index.signatures), sign(document.text)
    keys = _sample(signature)
    best, likeness = _most_like(index, signature, keys)
    member = Member(document.id, voice_of(document, index.networks), likeness)
    index.signatures.append(signature)
    index.members.append((_order(document), member))
    index.group_of.append(number if best is None else index.group_of[best])
    for key in keys:
        others = index.postings.setdefault(key, number)
        if isinstance(others, array):
            others.append(number)
        elif others != number:
            index.postings[key] = array("I", (others, number))
    return None if best is None else index.members[best][1].document


def groups_of(index: CopyIndex) -> list[CopyGroup]:
    """The groups of two and more, each with its earliest document first."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(index.group_of):
        numbers[group].append(number)
    found = [
        sorted((index.members[n] for n in group), key=itemgetter(0))
        for group in numbers.values()
        if len(group) > 1
    ]
    return [
        CopyGroup((replace(first, likeness=1.0), *(member for _, member in rest)))
        for (_, first), *rest in sorted(found, key=lambda group: group[0][0])
    ]


def _most_like(
    index: CopyIndex, signature: Signature, keys: Iterable[int]
) -> tuple[int | None, float]:
    """The number of the document that the signature is a copy of, and how alike the two are."""
    shared: Counter[int] = Counter()
    for key in keys:
        others = index.postings.get(key)
        if isinstance(others, array):
            shared.update(others if len(others) <= COMMON else ())
        elif others is not None:
            shared[others] += 1
    best, most = None, 0.0
    for number, _ in shared.most_common(CANDIDATES):
        alike = likeness_of(signature, index.signatures[number])
        if alike > most:
            best, most = number, alike
    return best, most or 1.0


def sign(text: str) -> Signature:
    """The signature of a text."""
    words = WORD.findall(QUOTED.sub(" ", text).lower())
    if len(words) < NARRATIVE_MIN:
        words = WORD.findall(text.lower())
    hashes = np.fromiter((crc32(word.encode()) for word in words), np.uint64, len(words))
    count = max(0, len(words) - SHINGLE + 1)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + count]
    shingles = np.unique((mixed >> np.uint64(32)).astype(np.uint32))
    return Signature(shingles, frozenset(NUMBER.findall(text)))


def _sample(signature: Signature) -> list[int]:
    """The shingles that stand in the index: the same ones in every text that has them."""
    shingles = signature.shingles
    return [int(key) for key in shingles[shingles % SAMPLED == 0]]


def likeness_of(one: Signature, other: Signature) -> float:
    """The share of the shorter narrative that both have, or 0 when that makes no copy."""
    shorter = min(len(one.shingles), len(other.shingles))
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    if shared < min(SHARED_MIN, 0.8 * shorter) or shared < CONTAINED * shorter:
        return 0.0
    fewest = min(len(one.numbers), len(other.numbers))
    if fewest >= NUMBERS_MIN and len(one.numbers & other.numbers) < NUMBERS_AGREE * fewest:
        return 0.0
    return shared / shorter


def _order(document: Document) -> Order:
    """Earliest first. Without a time of day, a government's release comes before that day's news
    and everything else after it; what has no date comes last."""
    if document.published_at is not None:
        moment = document.published_at.astimezone(ZoneInfo("Asia/Jakarta"))
        return moment.date(), moment.time(), document.id
    hour = time.min if document.kind == "government" else time.max
    return document.published or date.max, hour, document.id


# --- voices -----------------------------------------------------------------------------------


def voice_of(document: Document, networks: Mapping[str, str] | None = None) -> str:
    """The outlet of a document, or the network that it belongs to."""
    if document.source is not None:
        return (networks or {}).get(document.source, document.source)
    return document.publisher or urlsplit(document.url or "").netloc or document.id


def count_voices(
    documents: Iterable[Document],
    groups: Iterable[CopyGroup],
    networks: Mapping[str, str] | None = None,
) -> int:
    """How many independent voices a set of documents makes up.

    A copy speaks with the voice of its origin, so a release and all who took it over are one; the
    sites of one network are one.
    """
    origins = {m.document: group.origin.voice for group in groups for m in group.members}
    return len({origins.get(d.id) or voice_of(d, networks) for d in documents})


# --- versions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed paragraph, and what became of them."""

    kind: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that two versions of a text do not have in common; None where it is missing."""

    kind: Literal["added", "removed", "changed"]
    old: str | None
    new: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both versions in reading order."""
        old, new = re.findall(r"\S+", self.old or ""), re.findall(r"\S+", self.new or "")
        pieces: list[Piece] = []
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                pieces.append(Piece("kept", " ".join(old[a:b])))
                continue
            if b > a:
                pieces.append(Piece("removed", " ".join(old[a:b])))
            if d > c:
                pieces.append(Piece("added", " ".join(new[c:d])))
        return tuple(pieces)


REWRITTEN = 0.5  # likeness from which a new paragraph counts as the old one, changed


def difference(old_text: str, new_text: str) -> list[Change]:
    """What changed between two versions of a text, paragraph by paragraph, in reading order.

    White space and empty lines do not count. An empty list means that nothing changed.
    """
    old, new = _paragraphs(old_text), _paragraphs(new_text)
    changes: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            changes += _pair(old[a:b], new[c:d])
    return changes


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _pair(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Match the paragraphs of one changed stretch, in order, where they are alike."""
    changes: list[Change] = []
    waiting = list(old)
    for paragraph in new:
        alike = [_alike(before, paragraph) for before in waiting]
        place = max(range(len(alike)), key=alike.__getitem__, default=0)
        if not alike or alike[place] < REWRITTEN:
            changes.append(Change("added", None, paragraph))
            continue
        changes += [Change("removed", before, None) for before in waiting[:place]]
        changes.append(Change("changed", waiting[place], paragraph))
        del waiting[: place + 1]
    return changes + [Change("removed", before, None) for before in waiting]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
