"""Documents made of a few sentences, and their facts in short words for tables of examples.

All people, speeches and figures are invented; only the names of regions are real. Every text is
read as an article of a source at home in Kabupaten Wonogiri (33.12), published on Wednesday,
6 November 2024, unless a test says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from extract.document import Document
from extract.facts import Extraction, find_facts
from extract.figures import Figure

HOME = "33.12"
PUBLISHED = date(2024, 11, 6)


def document(text: str, **fields: Any) -> Document:
    """A document of this text; `fields` overrule the usual home, day and id."""
    return Document(
        **({"id": "contoh", "region": HOME, "published": PUBLISHED} | fields), text=text
    )


def facts(text: str, **fields: Any) -> Extraction:
    """The facts of a few sentences, as they stand in a text of the field."""
    return find_facts(document(text, **fields), piece=True)


def figures(text: str, show: Callable[[Figure], str], **fields: Any) -> str:
    """What `show` says of every figure of a text, in the order of the text."""
    return "; ".join(show(figure) for figure in facts(text, **fields).figures)


def speaker(figure: Figure) -> str:
    """Who states a figure: "-" for the reporter, "Voice > Principal" for relayed speech."""
    if figure.speaker is None:
        return "-"
    principal = figure.on_behalf_of
    return f"{figure.speaker} > {principal}" if principal else figure.speaker


def identify(value: object) -> str | None:
    """The head of a text as the id of its row; the rest of a row gives none."""
    return " ".join(value.split())[:60] if isinstance(value, str) else None


def named(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The rows of a table as parameters whose ids are the heads of their texts."""
    return [pytest.param(*row, id=identify(row[0])) for row in rows]


def gaps(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Rows that are not read rightly yet. A row that is read rightly fails: move it up then."""
    mark = pytest.mark.xfail(strict=True, reason="known gap")
    return [pytest.param(*row, id=identify(row[0]), marks=mark) for row in rows]
