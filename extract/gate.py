"""A quick look at a whole document: may it hold a figure, a claim or a topic's commitment?

Facts are read only from documents of the field (`extract.field`), so a document that names nothing
of it needs no reading. The gate looks in the raw text, and in the repaired one only where a
repair could join or part a word; on archives in which few documents are of the topic it saves
nearly all of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.document import Document
from extract.facts import Extraction
from extract.field import is_of_field, names_field
from extract.pipeline import extract
from extract.text import repair

# Where a repair may join or part a word: what cannot be seen, marks of HTML, odd spaces and
# hyphens, a word cut at the end of a line, letters glued to digits, signs or "per".
_REPAIRED = re.compile(
    r"[\x0b\x0c\r\x85\xa0\xad\u1680\u2000-\u200f\u2010\u2011\u2028-\u202f\u205f-\u2064\u2212"
    r"\u3000\ufeff\ufffc\uff10-\uff19<&]|-[ \t]?\n|\d(?=[^\W\d])|%(?=[A-Za-z])"
    r"|(?<=[^\W\d])\d|[Pp][Ee][Rr](?=kapita|hari|bulan|tahun|minggu|orang|jiwa|kk|keluarga)"
)


def may_hold_facts(document: Document) -> bool:
    """Whether a document can hold a figure, a claim or a commitment of our topics."""
    text = document.text
    if is_of_field(document, text):
        return True
    return _REPAIRED.search(text) is not None and names_field(repair(text).text)


def extract_gated(documents: Iterable[Document]) -> Iterator[Extraction]:
    """The facts of many documents in their order; an empty record for those the gate holds back."""
    for document in documents:
        yield extract(document) if may_hold_facts(document) else Extraction(document=document)
