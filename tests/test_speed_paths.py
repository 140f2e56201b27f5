"""The quick ways give what the plain ways give: finders as the engine, tokens as spaCy."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import periods, quantities
from extract.cues import _finders
from extract.document import Document
from extract.finder import (
    _SHARED,
    KEPT_LETTERS,
    KEPT_TEXTS,
    WHOLE,
    AnyOf,
    Finder,
    compile_finder,
    first_letters,
    fold,
    forget_texts,
    know_part,
)
from extract.indicators import load_patterns
from extract.pipeline import LONGEST, extract, extract_many, load_pipeline

HEADS = [
    (r"(?<!\w)(?:akan|ber(?:janji|tekad))", {"akan", "berjanji", "bertekad"}),
    (r"\b(?:jumlah\s+|total\s+)?warga", {"jumlah", "warga", "total"}),
    (r"[Kk]etua(?= [a-z])", {"ketua"}),
    (r"(?i:(?:di )?atas)", {"di atas", "atas"}),
    (r"19\d\d", {"19" + str(n) for n in range(10)}),
]
HEADLESS = [r"\w+ persen", r"(?:akan)?", r"\s+dan", r"[^.]{1,5}x", r"a\b", r"(?:\w+ )?desa"]
WORDS = """
akan menargetkan kemiskinan ekstrem turun menjadi di atas bawah IPM stunting pada 12,4 2024
persen Maret Senin (28/10) Rp5 miliar ke-3 \u017fekitar Kemiskinan \u0130nflasi \u0131
mengatakan Bupati KK rumah tangga miskin \u0663 per kapita info@contoh.example www.a.co dua
puluh lima koma jumlah penduduk
"""
MARKS = (" ", "  ", "\n", "\u00a0", ".", ",", "-", "“", "x")
PIECES = st.sampled_from((*WORDS.split(), *MARKS))
TEXTS = st.lists(PIECES, max_size=40).map(
    lambda parts: "".join(p if len(p) < 2 else f"{p} " for p in parts)
)


def _finders_of_all() -> list[Finder]:
    own = [quantities._candidates(), quantities._comparators("before")[0]]
    own += [finder for finder, _ in periods._rules()]
    return [*_finders().values(), *(finder for *_, finder in load_patterns()), *own]


def _spans(matches: object) -> list[tuple[int, int, str | None]]:
    return [(m.start(), m.end(), m.lastgroup) for m in matches]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("pattern", "heads"), HEADS, ids=[p for p, _ in HEADS])
def test_first_letters(pattern: str, heads: set[str]) -> None:
    found = first_letters(pattern)
    assert found is not None
    assert found[0] == heads


@pytest.mark.parametrize("pattern", HEADLESS)
def test_patterns_without_first_letters_are_searched_as_ever(pattern: str) -> None:
    assert first_letters(pattern) is None
    text = "Kepala Desa Contoh dan 5 persen warga akan datang ke desa itu besok pagi x"
    finder, plain = compile_finder(pattern), re.compile(pattern)
    assert finder.places(text) is None
    assert _spans(finder.finditer(text)) == _spans(plain.finditer(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 30), st.integers(0, 60))
def test_finders_find_what_their_patterns_find(text: str, pos: int, length: int) -> None:
    for finder in _finders_of_all():
        finder.places(text)  # from here on the text is known, so the quick way is taken
        plain = finder.compiled
        assert _spans(finder.finditer(text)) == _spans(plain.finditer(text)), finder.pattern[:60]
        assert finder.findall(text) == plain.findall(text)
        part = finder.search(text, pos, pos + length)
        whole = plain.search(text, pos, pos + length)
        assert (part and part.span()) == (whole and whole.span())


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 30), st.integers(0, 60))
def test_where_none_may_match_none_of_the_finders_matches(text: str, pos: int, length: int) -> None:
    finders = _finders_of_all()
    every = AnyOf(finders)
    named = AnyOf(list(_finders().values()))
    starts = {m.start() for f in _finders().values() for m in f.finditer(text, pos)}
    assert every.may_match(text, pos, pos + length) or not any(
        pos <= m.start() < pos + length for f in finders for m in f.finditer(text, pos)
    )
    if not named.may_match(text, pos, pos + length):
        assert not [start for start in starts if start < pos + length]


def test_what_has_no_beginnings_may_match_anywhere() -> None:
    finder = compile_finder(r"\w+ persen")
    assert AnyOf([finder, compile_finder("akan")]).may_match("desa", 0, 4)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_rule_of_days_matches_where_it_is_not_tried(text: str) -> None:
    tried = set(periods._attempts(text))
    amounts = {place for m in periods._AMOUNT.finditer(text) for place in range(*m.span())}
    for number in periods._opened_by_day():
        finder, _ = periods._rules()[number]
        found = {m.start() for m in finder.compiled.finditer(text)} - amounts
        assert {(place, number) for place in found} <= tried


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_part_of_a_known_text_gives_what_it_gives_alone(
    before: str, part: str, after: str
) -> None:
    text = f"{before}{part}{after}"
    forget_texts()
    for finder in _finders_of_all():
        finder.places(text)
    piece = know_part(part, text, len(before))
    for finder in _finders_of_all():
        found = _spans(finder.compiled.finditer(part))
        assert _spans(finder.finditer(piece)) == found, finder.pattern[:60]


def test_what_is_blanked_is_not_found_in_a_part() -> None:
    text = "Ia berkata “kami akan menargetkan 5 persen” dan akan hadir."
    finder = compile_finder(r"\bakan\b")
    assert finder.places(text) is not None
    piece = know_part(f"{text[:11]}{chr(0) * 32}{text[43:]}", text, 0)
    assert [m.start() for m in finder.finditer(piece)] == [text.rindex("akan")]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_masks_are_those_of_one_search(text: str) -> None:
    assert _spans(quantities._find_masks(text)) == _spans(quantities._masks().finditer(text))


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_tokens_are_those_of_the_stock_tokenizer() -> None:
    """Asked chunk by chunk or for a whole text, the tokenizer gives the same tokens."""
    nlp = load_pipeline()
    stock = nlp.tokenizer.stock  # type: ignore[union-attr]
    folder = Path(__file__).parent.parent / "data" / "gold" / "practice"
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.txt"))]
    draw = random.Random(3)
    for text in [*texts, "", " ", "\n\n", "  a  ", "Kab. Contoh,\n\nS.Sos. 9,4%", "a\u2028b"]:
        start = draw.randrange(len(text) + 1)
        for piece in (text, text[start : start + 60]):
            doc = nlp.make_doc(piece)
            assert doc.text == piece
            flat = "".join(" " if c.isspace() else c for c in piece)
            # A long run without spaces is handed over in pieces.
            flat = re.sub(rf"(\S{{{LONGEST}}})(?=\S)", r"\1 ", flat)
            expected = [t.text for t in stock(flat) if not t.is_space]
            assert [t.text for t in doc if not t.is_space] == expected


def test_many_documents_give_what_each_gives_alone() -> None:
    folder = Path(__file__).parent.parent / "data" / "gold" / "practice"
    documents = [
        Document(id=f.stem, text=f.read_text("utf-8")) for f in sorted(folder.glob("*.txt"))[:8]
    ]
    assert list(extract_many(documents)) == [extract(d) for d in documents]


def test_a_text_longer_than_a_million_characters_is_read() -> None:
    text = "Acara itu ramai. " * 60_000
    assert not extract(Document(id="long", text=text)).figures


def test_a_long_text_stays_known_while_its_sentences_are_read() -> None:
    finder = compile_finder(r"(?<!\w)persen")
    whole = "angka kemiskinan 14,14 persen. " * (2 * KEPT_LETTERS // 31)
    known = _SHARED.starts(whole)
    for number in range(KEPT_TEXTS + 10):
        finder.places(f"kalimat nomor {number} menyebut 14,14 persen penduduk")
    assert _SHARED.starts(whole) is known
    assert len(_SHARED.seen) <= KEPT_TEXTS


def test_one_long_text_is_kept_and_the_one_before_it_forgotten() -> None:
    first, second = ("persen " * KEPT_LETTERS)[:WHOLE], ("jiwa " * KEPT_LETTERS)[:WHOLE]
    _SHARED.starts(first)
    _SHARED.starts(second)
    assert first not in _SHARED.seen
    assert second in _SHARED.seen
