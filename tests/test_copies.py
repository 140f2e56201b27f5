"""Copies across outlets, voices and versions."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document
from pipelines.copies import (
    Change,
    CopyIndex,
    Piece,
    add_document,
    count_voices,
    difference,
    find_copies,
    groups_of,
)

HERE = Path(__file__).parent
PAIRS: list[dict[str, Any]] = json.loads((HERE / "copies.json").read_text("utf-8"))
DAY = date(2024, 9, 10)


def text_of(page: str) -> str:
    """The text of one of the pages of tests/pages."""
    return "\n".join(json.loads((HERE / "pages" / f"{page}.json").read_text("utf-8"))["text"])


def story(name: str, text: str, **about: Any) -> Document:
    return Document(id=name, text=text, **{"source": name, "published": DAY, **about})


STORY, OTHER = text_of("newkarma-rakor"), text_of("joomla-k2")


def is_copy(pair: dict[str, Any]) -> bool:
    base = story("satu", text_of(pair["base"]))
    later = story("dua", "\n".join(pair["text"]), published=DAY + timedelta(days=1))
    return bool(find_copies([later, base]))


# --- copies -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p['kind']}-{p['base']}-{p['note']}")
def test_pairs(pair: dict[str, Any]) -> None:
    assert is_copy(pair) == pair["copy"]


def test_forty_pairs_precision_and_recall() -> None:
    found = [pair for pair in PAIRS if is_copy(pair)]
    right = [pair for pair in found if pair["copy"]]
    assert len(PAIRS) >= 40
    assert len(right) >= 0.95 * len(found)
    assert len(right) >= 0.95 * sum(pair["copy"] for pair in PAIRS)


def test_no_two_of_the_pages_are_copies() -> None:
    pages = [path.stem for path in (HERE / "pages").glob("*.json")]
    assert find_copies([story(page, text_of(page)) for page in pages]) == []


def test_earliest_is_marked_whatever_the_order() -> None:
    days = {"kedua": 2, "pertama": 0, "ketiga": 5}
    documents = [story(name, STORY, published=DAY + timedelta(days=days[name])) for name in days]
    for order in (documents, documents[::-1]):
        (group,) = find_copies(order)
        assert [m.document for m in group.members] == ["pertama", "kedua", "ketiga"]
        assert group.origin.document == "pertama"
        assert group.outlets == 3


def test_time_of_day_decides_within_a_day() -> None:
    zone = ZoneInfo("Asia/Makassar")
    morning = story("pagi", STORY, published_at=datetime(2024, 9, 10, 8, 0, tzinfo=zone))
    noon = story("a-siang", STORY, published_at=datetime(2024, 9, 10, 12, 0, tzinfo=zone))
    (group,) = find_copies([noon, morning])
    assert group.origin.document == "pagi"


def test_release_without_a_time_comes_before_the_news_of_its_day() -> None:
    news = story("a", STORY, published_at=datetime(2024, 9, 10, 7, tzinfo=ZoneInfo("Asia/Jakarta")))
    release = story("z", STORY, kind="government")
    assert find_copies([news, release])[0].origin.document == "z"


def test_round_up_does_not_join_two_stories() -> None:
    round_up = story("rangkuman", f"{STORY}\n{OTHER}", published=DAY + timedelta(days=1))
    groups = find_copies([story("satu", STORY), story("dua", OTHER), round_up])
    assert len(groups) == 1
    assert len(groups[0].members) == 2


def test_late_find_of_an_earlier_document_becomes_the_origin() -> None:
    index = CopyIndex({})
    assert add_document(index, story("salinan", STORY)) is None
    earlier = story("asal", STORY, published=DAY - timedelta(days=1))
    assert add_document(index, earlier) == "salinan"
    assert groups_of(index)[0].origin.document == "asal"
    assert groups_of(index)[0].origin.likeness == 1.0


def test_added_one_by_one_gives_what_all_at_once_gives() -> None:
    documents = [story(f"{n}", "\n".join(p["text"])) for n, p in enumerate(PAIRS)]
    documents += [story(f"asal-{n}", text_of(p["base"])) for n, p in enumerate(PAIRS[:10])]
    index = CopyIndex({})
    for document in sorted(documents, key=lambda d: d.id):
        add_document(index, document)
    assert groups_of(index) == find_copies(documents)


@pytest.mark.parametrize("text", ["", "Kosong.", "satu dua tiga", "“Hanya kutipan.”"])
def test_nothing_short_is_a_copy_of_another(text: str) -> None:
    assert find_copies([story("satu", text), story("dua", STORY)]) == []


def test_boilerplate_of_hundreds_finds_nothing() -> None:
    line = " ".join(f"kata{n}" for n in range(30))
    unlike = [
        story(f"{n}", line + " " + " ".join(f"lain{n}x{m}" for m in range(60))) for n in range(300)
    ]
    assert find_copies(unlike) == []


# --- voices -----------------------------------------------------------------------------------


def test_copy_speaks_with_the_voice_of_its_origin() -> None:
    release = story("humas", STORY, kind="government")
    copies = [story(name, STORY, published=DAY + timedelta(days=1)) for name in ("a", "b")]
    own = story("c", OTHER)
    groups = find_copies([release, *copies, own])
    assert count_voices([release, *copies], groups) == 1
    assert count_voices([*copies, own], groups) == 2


def test_network_is_one_voice() -> None:
    networks = {"kota-satu": "Jaringan Contoh", "kota-dua": "Jaringan Contoh"}
    pages = [
        story("kota-satu", STORY),
        story("kota-dua", OTHER),
        story("lain", text_of("goid-form")),
    ]
    assert count_voices(pages, find_copies(pages, networks), networks) == 2
    copied = [story(name, STORY) for name in (*networks, "lain")]
    assert find_copies(copied, networks)[0].outlets == 2


def test_outlet_without_a_source_is_known_by_publisher_or_host() -> None:
    named = replace(story("x", STORY), source=None, publisher="Kabar Contoh")
    hosted = replace(story("y", OTHER), source=None, url="https://contoh.example/a")
    same = replace(story("z", text_of("goid-form")), source=None, url="https://contoh.example/b")
    assert count_voices([named, hosted, same], []) == 2


# --- versions ---------------------------------------------------------------------------------

VERSIONS = {
    "nothing": ("Satu.\nDua.", "Satu.\n\n  Dua. ", []),
    "added": ("Satu.", "Satu.\nDua tambahan.", [Change("added", None, "Dua tambahan.")]),
    "removed": ("Satu.\nDua.", "Dua.", [Change("removed", "Satu.", None)]),
    "changed": (
        "Angka turun 14,1 persen tahun ini.\nTetap.",
        "Angka turun 14,4 persen tahun ini.\nTetap.",
        [
            Change(
                "changed",
                "Angka turun 14,1 persen tahun ini.",
                "Angka turun 14,4 persen tahun ini.",
            )
        ],
    ),
    "replaced": (
        "Satu kalimat lama sekali.",
        "Hal yang sama sekali berbeda.",
        [
            Change("added", None, "Hal yang sama sekali berbeda."),
            Change("removed", "Satu kalimat lama sekali.", None),
        ],
    ),
    "empty": ("", "", []),
}


@pytest.mark.parametrize(("old", "new", "changes"), VERSIONS.values(), ids=VERSIONS)
def test_difference(old: str, new: str, changes: list[Change]) -> None:
    assert difference(old, new) == changes


def test_pieces_of_a_changed_paragraph() -> None:
    change = Change("changed", "turun 14,1 persen tahun ini", "turun 14,4 persen")
    assert change.pieces == (
        Piece("kept", "turun"),
        Piece("removed", "14,1"),
        Piece("added", "14,4"),
        Piece("kept", "persen"),
        Piece("removed", "tahun ini"),
    )


LINES = st.lists(st.text("abc ", max_size=12), max_size=6)


@given(LINES, LINES)
def test_difference_tells_how_to_get_from_old_to_new(old: list[str], new: list[str]) -> None:
    changes = difference("\n".join(old), "\n".join(new))

    def lines(text: list[str]) -> list[str]:
        return sorted(" ".join(line.split()) for line in text if line.strip())

    gone = sorted(c.old for c in changes if c.old is not None)
    come = sorted(c.new for c in changes if c.new is not None)
    kept = lines(old)
    for line in gone:
        kept.remove(line)
    assert sorted(kept + come) == lines(new)
    assert (changes == []) == (
        [" ".join(x.split()) for x in old if x.strip()]
        == [" ".join(x.split()) for x in new if x.strip()]
    )
