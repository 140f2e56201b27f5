"""Patterns that look only where one of their first words stands.

Most patterns of the extractors are lists of phrases. The standard engine tries every alternative
at every character; a `Finder` first asks one automaton, shared by all finders, where the first
letters of its alternatives stand, and runs the pattern at those places alone. What it finds is
what the pattern finds: the first letters are read from the pattern itself, and a pattern without
such letters is searched as ever.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

END = sys.maxsize
MOST, LEAST = 400, 2  # beginnings of one pattern; letters of the shortest
FEW, SHORT, LONG = 40, 24, 200  # beginnings of a short pattern; letters of short and long texts
LONGEST = (40, 8, 5, 3)  # letters of a beginning: as many as keep the number of beginnings small
KEPT_TEXTS, KEPT_LETTERS = 4_000, 2_000_000  # what the memory of texts seen may hold
WHOLE = KEPT_LETTERS // 8  # letters of a text that is kept beside that memory, one at a time

# Letters that the engine takes for an ASCII letter when case is ignored, and other scripts' digits.
_PLAIN = {ord(c): p for c, p in zip("\u0130\u0131\u017f\u212a", "iisk", strict=True)} | {
    n: str(unicodedata.digit(chr(n))) for n in range(128, 0x20000) if chr(n).isdecimal()
}
_ODD = re.compile(f"[{''.join(chr(n) for n in _PLAIN if n < 0x10000)}]")
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_DIGITS = frozenset("0123456789")


def fold(text: str) -> str:
    """The text in small letters, every offset kept."""
    if not text.isascii() and (_ODD.search(text) or _WIDE.search(text)):
        text = text.translate(_PLAIN)
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# ---- the first letters of a pattern ----------------------------------------------------------

# A set of beginnings: each with whether the match may go on exactly behind it.
_Heads = dict[str, bool]


def first_letters(pattern: str, flags: int = 0) -> tuple[frozenset[str], bool] | None:
    """Small-letter beginnings, one of which starts every match, and whether a word starts there.

    None when the pattern has no such beginnings, or only some that are too short to be of use.

    >>> sorted(first_letters(r"(?<!\\w)(?:akan|ber(?:janji|tekad))")[0])
    ['akan', 'berjanji', 'bertekad']
    """
    tree = list(parser.parse(pattern, flags))
    for longest in LONGEST:
        heads = _sequence(tree, longest)
        if heads and len(heads) <= MOST and all(map(_tells, heads)):
            break
    else:
        return None
    return frozenset(_shortest(heads)), bool(tree) and _starts_word(tree[0], heads)


def _tells(head: str) -> bool:
    """Whether a beginning is rare enough: two letters, or one sign or digit."""
    return len(head) >= LEAST or (head != "" and not head.isalpha() and not head.isspace())


def _shortest(heads: _Heads) -> Iterator[str]:
    """The beginnings without those that go on from another one."""
    for head in heads:
        if not any(head[:size] in heads for size in range(1, len(head))):
            yield head


def _starts_word(item: tuple[Any, Any], heads: _Heads) -> bool:
    r"""Whether no letter or digit stands before a match: the pattern starts with `(?<!\w)`, or with
    `\b` before a letter."""
    code, value = item
    if code is op.AT:
        return value is op.AT_BOUNDARY and all(head[0].isalnum() for head in heads)
    if code is not op.ASSERT_NOT or value[0] != -1:
        return False
    inner = list(value[1])
    return len(inner) == 1 and inner[0][0] is op.IN and _WORD in inner[0][1]


_WORD = (op.CATEGORY, op.CATEGORY_WORD)


def _sequence(items: list[tuple[Any, Any]], longest: int) -> _Heads:
    """The beginnings of items in a row; what is `longest` already is not followed further."""
    heads: _Heads = {"": True}
    for code, value in items:
        more = _heads_of(code, value, longest)
        joined: _Heads = {}
        for head, goes_on in heads.items():
            if not goes_on or len(head) >= longest:
                joined[head] = False
                continue
            for tail, tail_goes_on in more.items():
                joined[head + tail] = joined.get(head + tail, True) and tail_goes_on
        if len(joined) > MOST:
            return dict.fromkeys(heads, False)
        heads = joined
        if not any(heads.values()):
            break
    return heads


def _heads_of(code: Any, value: Any, longest: int) -> _Heads:
    """The beginnings of one item of a parsed pattern; {"": False} for what is unknown."""
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return {"": True}
    if code is op.LITERAL:
        return _letter(value)
    if code is op.IN:
        return _one_of(value)
    if code is op.SUBPATTERN:
        return _sequence(list(value[-1]), longest)
    if code is op.ATOMIC_GROUP:
        return _sequence(list(value), longest)
    if code is op.BRANCH:
        return _any_of(_sequence(list(part), longest) for part in value[1])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, inner = value
        heads = _sequence(list(inner), longest)
        if most != 1:
            heads = dict.fromkeys(heads, False)
        return heads if least else _any_of([heads, {"": True}])
    return {"": False}


def _letter(value: int) -> _Heads:
    char = chr(value)
    if ord(char) > 127 and (char.isalpha() or char.lower() != char):
        return {"": False}
    return {char.lower(): True}


def _one_of(items: list[tuple[Any, Any]]) -> _Heads:
    """The letters of a short list in brackets, or the ten digits."""
    if all(map(_is_digit, items)):
        return dict.fromkeys(_DIGITS, False)
    if len(items) > 6 or any(code is not op.LITERAL for code, _ in items):
        return {"": False}
    return _any_of(_letter(value) for _, value in items)


def _is_digit(item: tuple[Any, Any]) -> bool:
    code, value = item
    if code is op.CATEGORY:
        return value is op.CATEGORY_DIGIT
    low, high = value if code is op.RANGE else (value, value)
    return code in (op.LITERAL, op.RANGE) and ord("0") <= low <= high <= ord("9")


def _any_of(parts: Any) -> _Heads:
    found: _Heads = {}
    for part in parts:
        for head, goes_on in part.items():
            found[head] = found.get(head, True) and goes_on
    return found


# ---- one automaton for all finders -----------------------------------------------------------

_NO_PLACES: list[int] = []


# Where beginnings stand in a text: by beginning the places in order, those at the start of a word
# and those inside one.
_Stands = defaultdict[str, list[int]]


class _Starts:
    """Where all beginnings stand in one text; the places of a finder are put together when it
    asks for them, because most finders never look at most texts."""

    __slots__ = ("_heads", "_inside", "_opening", "_words", "known")

    def __init__(
        self, opening: _Stands, inside: _Stands, owners: dict[str, list[int]], words: list[bool]
    ) -> None:
        self._opening, self._inside, self._words = opening, inside, words
        self._heads = heads = defaultdict[int, list[str]](list)
        self.known: dict[int, list[int]] = {}
        for head in opening:
            for number in owners[head]:
                heads[number].append(head)
        for head in inside:
            if head not in opening:
                for number in owners[head]:
                    heads[number].append(head)

    def get(self, number: int) -> list[int]:
        """The places where one of a finder's beginnings stands, in order."""
        if (places := self.known.get(number)) is None:
            places = self.known[number] = self._places(number)
        return places

    def _places(self, number: int) -> list[int]:
        if number not in self._heads:
            return _NO_PLACES
        here = self._heads[number]
        stands = [self._opening[head] for head in here if head in self._opening]
        if not self._words[number]:
            stands += [self._inside[head] for head in here if head in self._inside]
        if len(stands) == 1:
            return stands[0]
        return sorted(set(chain.from_iterable(stands)))


class _Part:
    """The same for a part of a text that was read whole."""

    __slots__ = ("_end", "_start", "_whole", "known")

    def __init__(self, whole: _Starts | _Part, start: int, end: int) -> None:
        self._whole, self._start, self._end = whole, start, end
        self.known: dict[int, list[int]] = {}

    def get(self, number: int) -> list[int]:
        """The places of the whole text that lie in the part; at some near its end the beginning
        may run on behind it, which the pattern itself then sees."""
        places, start = self._whole.get(number), self._start
        first = bisect_left(places, start)
        last = bisect_left(places, self._end, first)
        found = [place - start for place in places[first:last]] if first < last else _NO_PLACES
        self.known[number] = found
        return found


def _is_word_sign(char: str) -> bool:
    return char.isalnum() or char == "_"


class _Shared:
    """The beginnings of all finders, and where they stand in the texts seen last."""

    def __init__(self) -> None:
        self.words: list[bool] = []  # by finder: whether a word starts at its beginnings
        self.owners: defaultdict[str, list[int]] = defaultdict(list)  # by beginning: the finders
        self.automaton: Any = None
        self.seen: dict[str, _Starts | _Part] = {}
        self.letters = 0
        self.whole: str | None = None

    def add(self, heads: frozenset[str], words: bool) -> int:
        """The number of a new finder; the automaton is built anew when it is asked next."""
        for head in heads:
            self.owners[head].append(len(self.words))
        self.words.append(words)
        self.automaton = None
        self.seen.clear()
        self.whole = None
        return len(self.words) - 1

    def starts(self, text: str) -> _Starts | _Part:
        """The places of all beginnings in a text, kept for the next finder."""
        known = self.seen.get(text)
        return self.keep(text, self._read(text)) if known is None else known

    def keep(self, text: str, found: _Starts | _Part) -> _Starts | _Part:
        """Keep what was found in a text, and forget others when it is too much."""
        self.seen[text] = found
        if len(text) >= WHOLE:
            self._keep_whole(text)
        else:
            self.letters += len(text)
            if len(self.seen) > KEPT_TEXTS or self.letters > KEPT_LETTERS:
                self._forget_all_but(text)
        return found

    def _keep_whole(self, text: str) -> None:
        """A long document stays while its sentences come and go: were it forgotten with them, it
        would be read again for each of them."""
        if self.whole is not None:
            self.seen.pop(self.whole, None)
        self.whole = text

    def _forget_all_but(self, text: str) -> None:
        kept = {key: self.seen[key] for key in (self.whole, text) if key is not None}
        self.seen.clear()
        self.seen.update(kept)
        self.letters = len(text)

    def _build(self) -> Any:
        automaton = ahocorasick.Automaton()
        for head, owners in self.owners.items():
            words = all(self.words[number] for number in owners)
            automaton.add_word(head, (head, len(head) - 1, words))
        automaton.make_automaton()
        return automaton

    def _read(self, text: str) -> _Starts:
        if self.automaton is None:
            self.automaton = self._build()
        low = fold(text)
        opening, inside = _Stands(list), _Stands(list)
        for last, (head, behind, words) in self.automaton.iter(low):
            place = last - behind
            if not place or not ((before := low[place - 1]).isalnum() or before == "_"):
                opening[head].append(place)
            elif not words:
                inside[head].append(place)
        return _Starts(opening, inside, self.owners, self.words)


_SHARED = _Shared()
_SEEN = _SHARED.seen
_NOTHING: Iterator[re.Match[str]] = iter(())


def forget_texts() -> None:
    """Forget all texts, so that each is read as if for the first time: for measuring."""
    _SEEN.clear()
    _SHARED.letters, _SHARED.whole = 0, None


def know_part(piece: str, text: str, start: int) -> str:
    """The piece, which stands at a place of a text; the finders need not read it again.

    Signs of the piece may be blanked, as long as what is blanked ends at signs that are no letters.
    """
    whole = _SEEN.get(text)
    if whole is None or piece in _SEEN or _in_word(text, start):
        return piece
    _SHARED.keep(piece, _Part(whole, start, start + len(piece)))
    return piece


def _in_word(text: str, place: int) -> bool:
    """Whether a place parts a word: what begins there begins no word of the text."""
    return place > 0 and _is_word_sign(text[place - 1])


class Finder:
    """A compiled pattern with the methods of `re.Pattern` that the extractors use."""

    __slots__ = ("_number", "_shortest", "compiled", "fullmatch", "match", "pattern")

    def __init__(self, compiled: re.Pattern[str]) -> None:
        self.compiled = compiled
        self.pattern: str = compiled.pattern
        self.match = compiled.match
        self.fullmatch = compiled.fullmatch
        heads = first_letters(compiled.pattern, compiled.flags & ~re.UNICODE)
        self._number = -1 if heads is None else _SHARED.add(*heads)
        # A short text that no finder has read is searched quicker by a short pattern alone.
        self._shortest = SHORT if heads and len(heads[0]) > FEW else LONG
        if heads is None:
            self._shortest = END

    def places(self, text: str) -> list[int] | None:
        """Where one of the pattern's beginnings stands; None when the pattern has none."""
        return None if self._number < 0 else _SHARED.starts(text).get(self._number)

    def starts(self, text: str) -> list[int]:
        """Where a match may begin: at the beginnings, or wherever the pattern itself finds one."""
        places = self.places(text)
        return [m.start() for m in self.compiled.finditer(text)] if places is None else places

    def _places(self, text: str) -> list[int] | None:
        """The places to look at, None for a text that is better searched as ever."""
        starts = _SEEN.get(text)
        if starts is None:
            if len(text) < self._shortest:
                return None
            starts = _SHARED.starts(text)
        places = starts.known.get(self._number)
        return starts.get(self._number) if places is None else places

    def search(self, text: str, pos: int = 0, endpos: int = END) -> re.Match[str] | None:
        """The first match, as `re.Pattern.search` gives it."""
        places = self._places(text) if self._number >= 0 else None
        if places is None:
            return self.compiled.search(text, pos, endpos)
        if not places or places[-1] < pos:
            return None
        match = self.match
        for index in range(bisect_left(places, pos), len(places)):
            if places[index] >= endpos:
                return None
            if found := match(text, places[index], endpos):
                return found
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int = END) -> Iterator[re.Match[str]]:
        """The matches one after the other, as `re.Pattern.finditer` gives them."""
        places = self._places(text) if self._number >= 0 else None
        if places is None:
            return self.compiled.finditer(text, pos, endpos)
        first = bisect_left(places, pos)
        if first == len(places) or places[first] >= endpos:
            return _NOTHING
        return self._each(text, places, first, pos, endpos)

    def _each(
        self, text: str, places: list[int], first: int, pos: int, endpos: int
    ) -> Iterator[re.Match[str]]:
        for index in range(first, len(places)):
            place = places[index]
            if place >= endpos:
                return
            if place >= pos and (found := self.match(text, place, endpos)):
                yield found
                pos = found.end()

    def findall(self, text: str, pos: int = 0, endpos: int = END) -> list[Any]:
        """What `re.Pattern.findall` gives."""
        if self._places(text) is None:
            return self.compiled.findall(text, pos, endpos)
        if self.compiled.groups > 1:
            return [match.groups("") for match in self.finditer(text, pos, endpos)]
        group = self.compiled.groups
        return [match.group(group) or "" for match in self.finditer(text, pos, endpos)]


class AnyOf:
    """Tells where none of several finders can find anything, for the price of asking one."""

    __slots__ = ("_number",)

    def __init__(self, finders: Iterable[Finder]) -> None:
        heads, words = set[str](), True
        self._number = -1
        for finder in finders:
            first = first_letters(finder.pattern, finder.compiled.flags & ~re.UNICODE)
            if first is None:
                return  # what has no beginnings may stand anywhere
            heads |= first[0]
            words = words and first[1]
        self._number = _SHARED.add(frozenset(heads), words)

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether one of the finders may find something that starts inside a span."""
        if self._number < 0:
            return True
        places = _SHARED.starts(text).get(self._number)
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end


def compile_finder(pattern: str, flags: int = 0) -> Finder:
    """A finder of a pattern; raises re.error as `re.compile` does."""
    return Finder(re.compile(pattern, flags))
