"""Inputs that are nearly right: seeds taken apart and put together with what breaks things.

A mutation keeps most of the structure of its seed (tags, words, numbers, lines) and damages some.
The same seeds, name and number give the same input.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

MOST = 2048  # bytes of an input

PIECES = re.compile(rb"<[^<>]{0,200}>|&#?\w{1,10};|\s+|\d+(?:[.,:/-]\d+)*|\w+|[^\w\s]")
NUMBER = re.compile(rb"\d+(?:[.,]\d+)*")

# Pieces that readers stumble over: separators, marks, limits of types, other scripts, half
# characters, markup of every kind that is read, and the words that the rules look for.
SPECIAL: tuple[bytes, ...] = (
    b"", b" ", b"\n", b"\r\n", b"\t", b"\0", b"\x0b", b"\x1b[2J", b"\x85", b"\xff", b"\xc3",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", "\u2028".encode(), "\u202e".encode(),
    "\u200b".encode(), "\u00a0".encode(), "\u0130".encode(), "\u0131".encode(),
    "\u017f".encode(), "\u212a".encode(), "ﬁ".encode(),
    "²".encode(), "٣".encode(), "½".encode(), "😀".encode(), "e\u0301".encode(), "\ue000".encode(),
    "“".encode(), "”".encode(), "‘".encode(), "’".encode(), "–".encode(), "—".encode(), b'"', b"'",
    b"(", b")", b"[", b"]", b"{", b"}", b"<", b">", b"&", b"%", b";", b":", b",", b".", b"|", b"/",
    b"\\", b"-", b"+", b"=", b"*", b"#", b"@", b"~", b"^", b"$", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"<?xml", b"?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"&#x110000;",
    b"0", b"-0", b"00", b"1e999", b"NaN", b"Infinity", b"-1", b"2147483648", b"9" * 40, b"0,0",
    b"1.000.000", b"1,5", b"31/02/2024", b"2024-13-45", b"24:60", b"0000-00-00", b"9999-12-31",
    b"http://", b"https://a.example/", b"http://[::1", b"//a.example", b"?page=2", b"#", b"%zz",
    b"javascript:alert(1)", b"../", b"/etc/passwd", b"null", b"true", b"[]", b"{}",
    b"kemiskinan", b"persen", b"bupati", b"Kabupaten", b"kata", b"tahun", b"dari", b"menjadi",
    b"ribu", b"juta", b"Rp", b"Pasal", b"s.d.", b"dan", b"Drs.", b"S.Sos.", b"Kab.", b"No.",
)  # fmt: skip


def mutate(seeds: Sequence[bytes], source: random.Random) -> bytes:
    """One input of at most MOST bytes, made of one or two seeds."""
    data = source.choice(seeds)
    if source.random() < 0.2:
        data = _spliced(data, source.choice(seeds), source)
    for _ in range(1 + int(source.expovariate(0.5))):
        data = source.choice(OPERATIONS)(data, source)
        data = data if len(data) <= MOST else _window(data, source)
    return data


def _window(data: bytes, source: random.Random) -> bytes:
    start = source.randrange(len(data) - MOST + 1)
    return data[start : start + MOST]


def _place(data: bytes, source: random.Random) -> int:
    return source.randint(0, len(data))


def _spliced(one: bytes, other: bytes, source: random.Random) -> bytes:
    return one[: _place(one, source)] + other[_place(other, source) :]


def _edited(data: bytes, source: random.Random) -> bytes:
    """A few pieces doubled, dropped, exchanged or replaced."""
    pieces = PIECES.findall(data) or [b""]
    for _ in range(source.randint(1, 4)):
        at = source.randrange(len(pieces))
        kind = source.randrange(4)
        if kind == 0:
            pieces.insert(at, pieces[at])
        elif kind == 1 and len(pieces) > 1:
            del pieces[at]
        elif kind == 2:
            other = source.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        else:
            pieces[at] = source.choice(SPECIAL)
    return b"".join(pieces)


def _inserted(data: bytes, source: random.Random) -> bytes:
    at = _place(data, source)
    return data[:at] + source.choice(SPECIAL) + data[at:]


def _repeated(data: bytes, source: random.Random) -> bytes:
    """A piece many times over: what is not linear shows itself."""
    pieces = PIECES.findall(data) or [b"a"]
    first = source.randrange(len(pieces))
    unit = b"".join(pieces[first : first + source.randint(1, 4)])
    unit = source.choice((unit, source.choice(SPECIAL))) or b" "
    at = _place(data, source)
    return data[:at] + unit * (source.randint(2, MOST) // len(unit)) + data[at:]


def _nested(data: bytes, source: random.Random) -> bytes:
    opening, closing = source.choice(
        ((b"<div>", b"</div>"), (b"[", b"]"), (b'{"@graph":', b"}"), (b"(", b")"), (b'"', b'"'),
         ("“".encode(), "”".encode()), (b"<b>", b""), (b"<table><tr><td>", b""))
    )  # fmt: skip
    times = source.randint(1, MOST // (2 * len(opening)))
    return opening * times + data[: MOST // 4] + closing * times


def _bytes_changed(data: bytes, source: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), source.randint(1, 6))):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def _number_changed(data: bytes, source: random.Random) -> bytes:
    found = list(NUMBER.finditer(data))
    if not found:
        return _inserted(data, source)
    match = source.choice(found)
    number = source.choice(
        (b"0", b"1", b"9" * source.randint(1, 60), match[0] * source.randint(1, 20),
         match[0].replace(b".", b","), match[0].replace(b",", b"."), b"%d" % source.randrange(9999),
         b"1900", b"2024", b"32", b"13", b"99.99")
    )  # fmt: skip
    return data[: match.start()] + number + data[match.end() :]


def _cut(data: bytes, source: random.Random) -> bytes:
    low, high = sorted((_place(data, source), _place(data, source)))
    return data[:low] + data[high:] if source.random() < 0.5 else data[low:high]


OPERATIONS = (
    _edited, _edited, _edited, _inserted, _repeated, _nested, _bytes_changed, _number_changed,
    _number_changed, _cut,
)  # fmt: skip
