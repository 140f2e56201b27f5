"""Personal names as Indonesians write them: honorifics, the bare name, degrees.

One name may be one word ("Fadlan"), carry initials ("Sultan M. Sani") or particles ("Umar bin
Saleh"), titles of birth that belong to it ("I Gusti", "Andi", "Tengku") and a row of degrees in any
punctuation ("SH,MH", "S.Sos., M.Si", "SE.MPP MPA").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.tables import load_table

_MOST_WORDS = 7  # more capitalised words in a row are a heading


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    `first` is where its honorifics begin, `start` and `end` are of the bare name, `stop` is after
    its degrees. `text` is the bare name, `titled` says whether an honorific stands before it.
    """

    first: int
    start: int
    end: int
    stop: int
    text: str
    degrees: str | None
    titled: bool

    @property
    def marked(self) -> bool:
        """Whether honorific or degree show that these capitalised words are a person."""
        return self.titled or self.degrees is not None


_DOTS = re.compile(r"[\s.]")


def degree_key(written: str) -> str:
    """A degree without dots and spaces: "M. A.P" → "map"."""
    return _DOTS.sub("", written).lower()


@cache
def _degrees() -> frozenset[str]:
    return frozenset(degree_key(row["form"]) for row in load_table("degrees"))


@cache
def _honorifics() -> dict[str, str]:
    rows = load_table("honorifics")
    return {row["form"]: row["kind"] for row in rows if row["kind"] != "part"}


@cache
def _shortened() -> frozenset[str]:
    """Shortened words of a name, small, without their dot: "muh", "abd", "rr"."""
    return frozenset(
        row["form"].lower() for row in load_table("honorifics") if row["kind"] == "part"
    )


@cache
def office_words() -> frozenset[str]:
    """Words of the names of institutions and duties, small: where they stand, no name begins."""
    return frozenset(row["word"] for row in load_table("office_words"))


@cache
def given_names() -> frozenset[str]:
    """Small given and family names that many people bear."""
    return frozenset(row["name"].lower() for row in load_table("given_names"))


@cache
def _stops() -> frozenset[str]:
    heads = {row["form"].split()[0] for row in load_table("positions")}
    return frozenset(row["word"].lower() for row in load_table("name_stops")) | heads


# ---- degrees ---------------------------------------------------------------------------------

_DOTTED = re.compile(
    r"(?:S|M|A|B|Sp|Ph|Dr|DR|D|Lc|SP|SE|SH|SST)\."
    r"[ ]?(?:[A-Z][A-Za-z]{0,6}\.?){1,4}(?:\.[A-Z][A-Za-z]*)*"
)
_PLAIN = re.compile(r"[A-Z][A-Za-z]{1,8}\b\.?")
_PLAIN_SPACED = re.compile(r"[A-Z][A-Za-z]{0,3}\.? [A-Z][a-z]{1,4}\b\.?")
_BETWEEN = re.compile(r"[ \t,.;]{0,3}")


def degree_end(text: str, at: int) -> int:
    """The end of one degree at `at`, or `at` where there is none."""
    for shape in (_DOTTED, _PLAIN_SPACED, _PLAIN):
        found = shape.match(text, at)
        if found and _is_degree(found[0]) and _ends_there(text, found.end()):
            return found.end()
    return at


def _ends_there(text: str, end: int) -> bool:
    return text[end - 1] == "." or not text[end : end + 1].isalnum()


def _is_degree(written: str) -> bool:
    """In the table with two capitals ("SE", "MSi", never "Ma"), or of a degree's dotted shape."""
    if degree_key(written) in _degrees():
        return sum(c.isupper() for c in written) >= 2
    return " " not in written and written.rstrip(".").count(".") >= 1 and _dotted_shape(written)


def _dotted_shape(written: str) -> bool:
    """ "S.Xyz" or "M.X.Y." without a space; "M.Yusuf" is an initial and a name."""
    parts = written.rstrip(".").split(".")
    return len(parts) > 2 and all(0 < len(p) <= 5 for p in parts)


def degrees_end(text: str, at: int) -> int:
    """The end of all degrees that follow `at` on the line; `at` where there are none."""
    end = at
    while True:
        gap = _BETWEEN.match(text, end)
        start = gap.end() if gap else end
        stop = degree_end(text, start)
        if stop == start:
            return end
        end = stop


# ---- honorifics ------------------------------------------------------------------------------

_POLICE_RANK = re.compile(
    r"(?:(?:Inspektur|Brigadir|Komisaris) Jenderal|Ajun Komisaris(?: Besar)?|Komisaris(?: Besar)?|"
    r"Letnan Kolonel|Letnan Jenderal|Mayor Jenderal|Brigadir Jenderal)(?: Polisi| Pol\.?| TNI)?"
    r"(?: \([^()\n]{2,8}\))?[ \t]+"
)
_HONORIFIC = re.compile(r"(?P<form>K\.[ ]?H|[^\W\d_]{1,10})(?P<dot>\.?)(?P<gap>[ \t]*)")
_RANK_TAIL = re.compile(r"[ \t]*\((?:Inf|Arm|Kav|Czi|Arh|Cba|Cpl|Mar|P|E|Purn)\.?\)[ \t]*")
_COMMA = re.compile(r",[ \t]*(?=[A-Z]\w{0,3}\.)")


def honorifics_end(text: str, at: int) -> tuple[int, bool]:
    """The place after titles, ranks and forms of address, and whether there was one."""
    titled = False
    while True:
        rank = _POLICE_RANK.match(text, at)
        if rank:
            at, titled = rank.end(), True
        found = _HONORIFIC.match(text, at)
        if not found or not _is_honorific(found):
            return at, titled
        at, titled = found.end(), True
        for tail in (_RANK_TAIL.match(text, at), _COMMA.match(text, at)):
            at = tail.end() if tail else at


def _is_honorific(found: re.Match[str]) -> bool:
    """A title of the table, set off by a dot or a space."""
    if found["form"].replace(" ", "") not in _honorifics():
        return False
    return bool(found["dot"] or found["gap"])


# ---- the bare name ---------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_][\w'’‘`]*(?:-[^\W\d_][\w'’]*)*")
_INITIAL = re.compile(r"[A-Z]\.(?=[\s,]|[A-Z](?:\.|[a-z]{2})|$)|[A-Z](?= [A-Z][a-z’']{2})")
_SPACE = re.compile(r"[ \t]{1,2}")
_PARTICLES = frozenset(
    ("bin", "binti", "al", "el", "van", "von", "de", "da", "dos", "ibnu", "br", "boru")
)


def _word_end(text: str, at: int, first: bool) -> int:
    """The end of one word of a name at `at`, or `at` where none stands."""
    initial = _INITIAL.match(text, at)
    if initial:
        return initial.end()
    word = _WORD.match(text, at)
    if not word or not _is_name_word(word[0], first):
        return at
    dotted = word[0].lower() in _shortened() and text[word.end() : word.end() + 1] == "."
    return word.end() + dotted


# "PPKB", "PPKB-PPPA": capitals without a vowel, or two such side by side, are short for an agency.
_ABBREVIATED = re.compile(
    r"(?:^|-)[B-DF-HJ-NP-TV-XZ]{4,}(?:$|-)|^[A-Z]*[B-DF-HJ-NP-TV-XZ]{3,}[A-Z]*-[A-Z]+$"
)


def _is_name_word(word: str, first: bool) -> bool:
    low = word.lower()
    if low in _PARTICLES and not first:
        return True
    if word == "Anak" and first:
        return True  # "Anak Agung"; "anak" alone belongs to institutions
    if _ABBREVIATED.search(word):
        return False
    if not word[0].isupper() or low in _stops():
        return False
    if low in office_words() and first:
        return False  # "Dana" or "Warisan" end many a name, but begin none behind an office
    return not (len(word) == 1 and first and word != "I")


def _words(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The words of a name from `at` on."""
    here = at
    while True:
        if here != at and degree_end(text, here) > here:
            return
        end = _word_end(text, here, here == at)
        if end == here:
            return
        yield here, end
        gap = _SPACE.match(text, end)
        if gap is None and text[end - 1] != ".":
            return
        here = gap.end() if gap else end


def name_at(text: str, at: int) -> Name | None:
    """The name with its honorifics and degrees that begins at `at`."""
    start, titled = honorifics_end(text, at)
    words = list(_words(text, start))
    while words and text[slice(*words[-1])].lower() in _PARTICLES:
        words.pop()
    if not words or len(words) > _MOST_WORDS or _is_child(text, words):
        return None
    end = words[-1][1]
    bare = proper(" ".join(text[start:end].split()))
    if len(bare) < 3 or not any(b - a > 2 for a, b in words):
        return None
    stop = degrees_end(text, end)
    return Name(at, start, end, stop, bare, text[end:stop].strip(" ,.;") or None, titled)


def _is_child(text: str, words: list[tuple[int, int]]) -> bool:
    """ "Anak" begins a name only in the Balinese "Anak Agung"."""
    first, second = (text[slice(*w)] for w in (words * 2)[:2])
    return first == "Anak" and second != "Agung"


_LAST_WORD = re.compile(r"([^\W\d_][\w'’-]*)[.\s,]*$")


def may_end_at(text: str, end: int) -> bool:
    """A quick look whether a name with degrees could end before `end`."""
    last = _LAST_WORD.search(text, max(0, end - 30), end)
    return last is not None and last[1][0].isupper() and last[1].lower() not in _stops()


def shortened(text: str, name: Name, words: int) -> Name:
    """The same name cut to its first `words` words; what was cut takes the degrees along."""
    end = name.start
    for _ in range(words):
        end = _word_end(text, _skip(text, end), end == name.start)
    return Name(
        name.first,
        name.start,
        end,
        end,
        proper(" ".join(text[name.start : end].split())),
        None,
        name.titled,
    )


def _skip(text: str, at: int) -> int:
    gap = _SPACE.match(text, at)
    return gap.end() if gap else at


def proper(name: str) -> str:
    """Capitals as in other texts: "ARIEF TRIWIBAWA" → "Arief Triwibawa"."""
    if not name.isupper() or len(name) < 5:
        return name
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0].capitalize(), name)
