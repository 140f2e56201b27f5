"""The text with what was read in it, for a terminal and as a page."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.explain import explain_html, explain_text, find_marks
from extract.facts import Extraction
from tests.sentences import facts

TEXT = (
    "Bupati Wonogiri Suratno Wibisono memimpin rakor, Selasa (5/11/2024). “Angka kemiskinan "
    "Wonogiri 14, 14 persen dan terus turun,” katanya.\n\nPemkab Wonogiri menargetkan angka "
    'kemiskinan 8 persen pada 2026. Jalan 12 kilometer <itu> & "lainnya" rusak.'
)


class Page(HTMLParser):
    """What a reader of a page sees: the text column, its marks and the notes beside it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.notes: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.loaded: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.loaded += [str(v) for k, v in attrs if k in ("src", "srcset") or tag == "link"]
        if tag == "div" and found.get("class") == "text":
            self._inside.append("text")
        if tag == "li":
            self.ids.append(str(found.get("id")))
            self.notes.append("")
            self._inside.append("note")
        if tag == "a":
            self.links.append(str(found.get("href")))
        if tag == "mark":
            self.marks.append((str(found.get("class")), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("div", "li") and self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside == ["text"]:
            self.text += data
        elif self._inside == ["note"]:
            self.notes[-1] += data


def spans(extraction: Extraction) -> list[tuple[int, int]]:
    """The spans of all facts of an extraction."""
    found = [(f.start, f.end) for f in extraction.figures]
    found += [(c.start, c.end) for c in extraction.claims]
    found += [(c.start, c.end) for c in extraction.commitments]
    found += [(d.start, d.end) for d in extraction.dates]
    found += [(u.start, u.end) for u in extraction.unbound]
    found += [span for official in extraction.officials for span in official.mentions]
    return found + [span for region in extraction.regions for span in region.mentions]


def test_every_fact_is_marked_once() -> None:
    extraction = facts(TEXT)
    assert sorted((m.start, m.end) for m in find_marks(extraction)) == sorted(spans(extraction))


def test_marks_stand_in_the_order_of_the_text() -> None:
    starts = [mark.start for mark in find_marks(facts(TEXT))]
    assert starts == sorted(starts)


def test_the_example_holds_every_kind_of_mark() -> None:
    kinds = {mark.kind for mark in find_marks(facts(TEXT))}
    assert kinds == {"figure", "commitment", "claim", "official", "date", "region", "unbound"}


def test_a_terminal_shows_the_whole_text_and_colours() -> None:
    shown = explain_text(facts(TEXT))
    assert re.sub(r"\x1b\[[\d;]*m", "", shown).startswith(TEXT)
    assert "\x1b[" in shown


def test_every_colour_ends() -> None:
    codes = re.findall(r"\x1b\[([\d;]*)m", explain_text(facts(TEXT)))
    assert codes[1::2] == ["0"] * (len(codes) // 2)
    assert len(codes) % 2 == 0


def test_no_colour_means_no_codes() -> None:
    assert "\x1b" not in explain_text(facts(TEXT), color=False)


def test_without_colours_figures_stand_in_brackets() -> None:
    assert "[14, 14 persen]" in explain_text(facts(TEXT), color=False)


def test_notes_name_the_rule_the_repair_and_the_binding() -> None:
    shown = explain_text(facts(TEXT), color=False)
    note = shown[shown.index("'14, 14 persen'") :].split("\n2. ")[0]
    assert "aturan:" in note
    assert "perbaikan" in note
    assert "Suratno Wibisono" in note
    assert "33.12" in note


def test_each_fact_but_regions_and_dates_has_one_note() -> None:
    extraction = facts(TEXT)
    noted = [m for m in find_marks(extraction) if m.kind not in ("region", "date")]
    notes = re.findall(r"^\d+\. ", explain_text(extraction, color=False), re.MULTILINE)
    assert len(notes) == len(noted)


def test_a_page_shows_the_whole_text() -> None:
    assert Page(explain_html(facts(TEXT))).text == TEXT


def test_a_page_has_a_note_for_every_link_and_no_two_with_one_id() -> None:
    page = Page(explain_html(facts(TEXT)))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert len(page.notes) == sum(m.kind not in ("region", "date") for m in find_marks(facts(TEXT)))


def test_a_page_is_self_contained() -> None:
    html = explain_html(facts(TEXT))
    assert Page(html).loaded == []
    assert "http" not in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> Angka kemiskinan Wonogiri 9,85 persen.",
        "Angka kemiskinan <b>Wonogiri</b> & 9,85 persen.",
        'Angka kemiskinan "Wonogiri" 9,85 persen <img src=x onerror=alert(1)>',
        "Bupati Wonogiri Suratno <i>Wibisono</i> mengatakan angka kemiskinan 9,85 persen.",
    ],
)
def test_markup_of_a_text_is_shown_and_not_run(text: str) -> None:
    html = explain_html(facts(text, title="<script>alert(2)</script>"))
    page = Page(html)
    assert "<script" not in html
    assert "<img" not in html
    assert page.text == text
    assert unescape(html).count("<script>alert(2)</script>") == 2


@pytest.mark.parametrize("text", ["", " ", "\n", "Tidak ada angka.", "9", "[1] [2]"])
def test_texts_with_little_to_say(text: str) -> None:
    extraction = facts(text)
    assert (
        explain_text(extraction, color=False)
        .replace("[", "")
        .startswith(text.replace("[", "").split("]")[0])
    )
    assert Page(explain_html(extraction)).text == text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Angka kemiskinan Wonogiri 9,85 persen. ",
                "Bupati Wonogiri Suratno Wibisono ",
                "“terus turun” ",
                "<b>& ",
                "pada 2026 ",
                "Pemkab Wonogiri menargetkan stunting 10% pada 2025.\n\n",
                "5/11/2024 ",
                "🙂 ",
            ]
        ),
        max_size=6,
    ).map("".join)
)
def test_any_text_is_shown_whole(text: str) -> None:
    extraction = facts(text)
    shown = re.sub(r"\x1b\[[\d;]*m", "", explain_text(extraction))
    assert shown.startswith(text)
    assert Page(explain_html(extraction)).text == text
