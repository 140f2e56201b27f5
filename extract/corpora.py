"""Annotated corpora as sentences: words with the names among them.

`tables/corpora.csv` lists the files, what each is used for and what its labels mean here. They are
not part of this project; their licences allow to learn from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.document import ReadError
from extract.tables import load_table

LABELS = ("PERSON", "ORG", "LOC")

# A number with its marks, a word with its inner hyphens and apostrophes, or one other character.
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W_]+)*|\w+|[^\w\s]")
_ROW = re.compile(r"(?P<word>\S.*?)(?:\t| [A-Z]+ )(?P<tag>O|[BI]-(?P<label>\w+))")
# Words that stay small inside of names.
_SMALL = frozenset(["bin", "binti", "dan", "dari", "de", "di", "of", "the", "untuk", "van", "von"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, and the names among them as (first word, word behind, label) in their order."""

    words: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]


def words_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a text start and end: the tokens that the reader is taught on.

    >>> [text[a:b] for text in ["H. Umar Al-Fatih, S.E. (9,41%)"] for a, b in words_of(text)]
    ['H', '.', 'Umar', 'Al-Fatih', ',', 'S', '.', 'E', '.', '(', '9,41', '%', ')']
    """
    return [found.span() for found in _PIECE.finditer(text)]


def load_corpora(folder: Path) -> dict[str, list[Sentence]]:
    """The sentences of every file of the table by their use: fine, broad, dev and test.

    The corpora share sources: most sentences of one test split stand in another corpus. What has
    six words in a row in common with the dev or test split is left out of what is learned.
    ReadError names a file that is missing, and the line of one that is not as the table says.
    """
    found: dict[str, list[Sentence]] = {"fine": [], "broad": [], "dev": [], "test": []}
    for row in load_table("corpora"):
        labels = dict(pair.split("=") for pair in row["labels"].split())
        path = folder / row["corpus"] / row["file"]
        found[row["use"]] += read_iob(path, labels, small=row["small"] == "yes")
    judged = {run for use in ("dev", "test") for s in found[use] for run in _runs(s.words)}
    for use in ("fine", "broad"):
        found[use] = [s for s in found[use] if judged.isdisjoint(_runs(s.words))]
    return found


RUN = 6  # words; so many alike are no chance


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Every run of six words of a sentence, or the whole of a shorter one: in small letters and
    without marks, which the corpora set differently."""
    low = tuple(word.lower() for word in words if any(c.isalnum() for c in word))
    return {low[i : i + RUN] for i in range(max(1, len(low) - RUN + 1))}


def read_iob(path: Path, labels: dict[str, str], *, small: bool = False) -> list[Sentence]:
    """The sentences of a file of rows "word tag" or "word part-of-speech tag", tags in IOB2."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise ReadError(
            f"{path}: cannot be read ({error.strerror}); `rakor train` wants the folder that holds "
            "the corpora of extract/tables/corpora.csv"
        ) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: is no UTF-8 text: {error}") from error
    return [_sentence(rows, labels, small) for rows in _blocks(path, lines)]


def _blocks(path: Path, lines: Iterable[str]) -> Iterator[list[re.Match[str]]]:
    rows: list[re.Match[str]] = []
    for number, line in enumerate(lines, start=1):
        row = _ROW.fullmatch(line.strip())
        if row:
            rows.append(row)
        elif line.strip():
            raise ReadError(f"{path}, line {number}: no word with a tag in IOB2: {line.strip()!r}")
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _sentence(rows: list[re.Match[str]], labels: dict[str, str], small: bool) -> Sentence:
    """The rows in our words; an I- tag without its beginning begins a name."""
    words: list[str] = []
    names: list[tuple[int, int, str]] = []
    before: str | None = None
    for row in rows:
        label = row["label"]
        start = len(words)
        word = _capital(row["word"]) if small and (label or not start) else row["word"]
        words += [word[a:b] for a, b in words_of(word)]
        kind = labels.get(label)
        if kind and row["tag"][0] == "I" and before == label and names:
            names[-1] = (names[-1][0], len(words), kind)
        elif kind and len(words) > start:
            names.append((start, len(words), kind))
        before = label
    return Sentence(tuple(words), tuple(names))


def _capital(word: str) -> str:
    """A word of a name in a text without capitals: short ones without a vowel are abbreviations."""
    if word in _SMALL:
        return word
    short = 1 < len(word) < 5 and not re.search("[aiueo]", word)
    return word.upper() if short else word[:1].upper() + word[1:]
