"""How much of a document a public file shows, measured over the file itself.

`excerpts` chooses what is shown and knows offsets; this check does not believe them. It takes every
longer text of the public tables, finds it in the document, and counts the characters that anybody
can read together: quotes, sentences, messages of findings, themes of meetings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from pipelines.excerpts import AROUND, SHARE, covered
from pipelines.masking import FINDING_DOCUMENTS, MASKED, WORDS

SHORTEST = 25  # characters; shorter stretches are names, offices and numbers that recur anywhere
_MESSAGES = f"""SELECT DISTINCT f.document, m.message_id FROM main.findings m
    JOIN ({FINDING_DOCUMENTS}) f ON f.finding = m.id"""
_FACTS = ("figures", "claims", "commitments")


def exceeded(db: sqlite3.Connection) -> Iterator[str]:
    """Documents of which `main` shows more than may be shown; `w` is the working database."""
    texts = db.execute(
        "SELECT d.id, v.text FROM main.documents d "
        "JOIN w.versions v ON v.document = d.id AND v.n = d.version ORDER BY d.id"
    ).fetchall()
    stretches = _stretches(db)
    for document, text in texts:
        share = shown_part(text, stretches.get(document, ()))
        if share > SHARE:
            yield f"document {document}: {share:.0%} of the text is shown, more than {SHARE:.0%}"
    for table in _FACTS:
        yield from _too_wide(db, table)


def _too_wide(db: sqlite3.Connection, table: str) -> Iterator[str]:
    """Facts with more characters around the quote than may be shown."""
    found = db.execute(
        f"SELECT id, document, length(sentence) - length(quote) FROM main.{table} "
        "WHERE length(sentence) - length(quote) > ? ORDER BY id",
        (AROUND,),
    )
    for fact, document, around in found:
        yield (
            f"document {document}: {around} characters around a quote, more than {AROUND} "
            f"({table} {fact})"
        )


def _stretches(db: sqlite3.Connection) -> dict[str, list[str]]:
    """All that the public tables say in the words of each document."""
    found: dict[str, list[str]] = {}
    for table, columns in WORDS.items():
        if table == "documents":  # the title is shown with every quote and is no part of the text
            continue
        for column in columns:
            sql = f"SELECT document, {column} FROM main.{table} WHERE {column} NOT NULL"
            for document, words in db.execute(sql):
                found.setdefault(document, []).append(words)
    for document, message in db.execute(_MESSAGES):
        found.setdefault(document, []).append(message)
    return found


def other_words(db: sqlite3.Connection, document: str) -> Iterator[str]:
    """All that the public tables say in a document's words beside its quotes and sentences: what
    `exceeded` counts as well, so that whoever chooses excerpts leaves room for it."""
    for table, columns in WORDS.items():
        if table == "documents":
            continue
        for column in columns:
            if column not in ("quote", "sentence"):
                sql = f"SELECT {column} FROM main.{table} WHERE document = ? AND {column} NOT NULL"
                yield from (words for (words,) in db.execute(sql, (document,)))
    for owner, message in db.execute(_MESSAGES):
        if owner == document:
            yield message


def shown_part(text: str, stretches: Iterable[str]) -> float:
    """The share of a text's characters that these stretches show, each wherever it stands.

    Masked places part a stretch; the words between quotation marks of a message are looked for too.
    """
    spans: list[tuple[int, int]] = []
    for piece in {piece for words in stretches for piece in _pieces(words)}:
        at = text.find(piece)
        while at >= 0:
            spans.append((at, at + len(piece)))
            at = text.find(piece, at + 1)
    return covered(spans) / max(1, len(text))


def _pieces(words: str) -> Iterator[str]:
    parts = [part for piece in words.split(MASKED) for part in (piece, *_quoted(piece))]
    for part in parts:
        piece = part.strip()
        if len(piece) >= SHORTEST:
            yield piece


def _quoted(words: str) -> list[str]:
    """What stands between “ and ” in a message, without the mark of a cut."""
    return [part.partition("”")[0].rstrip("…") for part in words.split("“")[1:]]
