"""What was not understood, cut or left out of a text is said in an issue, and only then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from extract.document import Document
from extract.facts import find_facts
from extract.pipeline import extract
from extract.text import SENTENCE_MAX

DAY = date(2024, 11, 6)
PLAIN = "Bupati Wonogiri menyebut angka kemiskinan 9,85 persen pada Maret 2024."
ENGLISH = (
    "The regent of the eastern district said on Tuesday that the poverty rate had fallen to 9.85 "
    "percent after three years of steady work, and that the villages near the coast would be "
    "served first when the new roads are opened to traffic later in the dry season by the state."
)
JAVANESE = (
    "Wong-wong desa padha nglumpuk ing bale kanggo ngrungokake katrangan saka pamong, amarga "
    "saiki akeh kulawarga sing durung oleh bantuan beras lan dhuwit saka kantor, mula kabeh "
    "warga dijaluk supaya gelem nyathet jenenge dhewe lan nggawa kertu menyang bale esuk iki."
)
SUNDANESE = (
    "Urang lembur ngarumpul di balé bari ngadéngékeun katerangan ti pamaréntah, sabab ayeuna "
    "réa kulawarga anu can meunang béas jeung artos, ku kituna sakabéh warga dipénta sangkan "
    "daék nyatetkeun ngaranna sorangan jeung mawa kartu ka kantor isukan poé ku "
    "kulawargana, ulah nepi ka aya nu katinggaleun deui."
)
NAMES = " ".join(f"Suratno Wibisono {n} Rina Kusumastuti Bagus Prasetyo" for n in "ABCDEFGHIJ")
LONG = "angka kemiskinan turun dan " * (SENTENCE_MAX // 20) + "selesai."

SAID = {
    "an empty text": ("", "the text is empty"),
    "only marks": ("*** --- …", "the text is empty"),
    "no such day": ("Rapat digelar 31 November 2024. " + PLAIN, "no such day, left out: 31 Nov"),
    "no such month": ("Rapat digelar 12/13/2024. " + PLAIN, "no such day, left out: 12/13/2024"),
    "29 February": ("Data per 29 Februari 2023. " + PLAIN, "left out: 29 Februari 2023"),
    "tags": (f"<p>{PLAIN}</p><br/>", "3 tags or entities of HTML left in the text, first <p>"),
    "a tag with attributes": (f'<div class="isi">{PLAIN}', 'first <div class="isi">'),
    "entities": (f"{PLAIN} Selengkapnya&nbsp;di sini &amp; di sana.", "first &nbsp;"),
    "English": (f"{PLAIN}\n\n{ENGLISH}", "seems not Indonesian: The regent of"),
    "Javanese": (f"{PLAIN}\n\n{JAVANESE}", "seems not Indonesian: Wong wong desa"),
    "Sundanese": (f"{PLAIN}\n\n{SUNDANESE}", "seems not Indonesian: Urang lembur"),
    "no end of a sentence": (LONG, "were read in"),
}
NOTHING = {
    "a plain text": PLAIN,
    "a list of names": f"{PLAIN}\n\n{NAMES}",
    "a short English quote": f"{PLAIN} “The best is yet to come,” katanya.",
    "a table": "Indikator | 2023 | 2024\n" + "Angka kemiskinan (%) | 10,4 | 9,85\n" * 20,
    "angle brackets that are no tags": f"{PLAIN} Kelompok <grup OPD> dan 3 < 5 & 7 > 2.",
    "a leap day": "Data per 29 Februari 2024. " + PLAIN,
    "a ratio": "Rasio 12/40 dan nomor 31/22/2023/A. " + PLAIN,
}


def messages(text: str, published: date | None = DAY) -> list[str]:
    found = find_facts(Document(id="contoh", text=text, published=published)).issues
    return [issue.message for issue in found]


@pytest.mark.parametrize(("text", "said"), SAID.values(), ids=SAID)
def test_what_is_said(text: str, said: str) -> None:
    found = messages(text)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nothing_to_say(text: str) -> None:
    assert messages(text) == []


def test_words_of_time_without_a_date_to_count_from() -> None:
    text = "Angka kemiskinan tahun lalu 9,85 persen dan bulan ini turun."
    assert messages(text, None) == [
        "no publication date; 2 words of time left unread: tahun lalu, bulan ini"
    ]


def test_the_first_date_of_the_text_stands_for_publication() -> None:
    text = "Rapat 5 November 2024 membahas angka kemiskinan tahun lalu 9,85 persen."
    said = "no publication date; the first date of the text, 2024-11-05, stands for it"
    assert messages(text, None) == [said]


def test_no_date_at_all() -> None:
    said = ["no publication date; its statements have no day"]
    assert messages("Angka kemiskinan 9,85 persen.", None) == said


def test_a_date_in_the_future() -> None:
    ahead = date.today() + timedelta(days=3)
    said = f"the publication date {ahead.isoformat()} lies in the future"
    assert messages(PLAIN, ahead) == [said]
    assert messages(PLAIN, date.today()) == []


def test_an_issue_names_source_and_address() -> None:
    document = Document(
        id="a", text="<p>Halo</p>", published=DAY, source="kabar", url="https://kabar.example/a"
    )
    (issue,) = extract(document).issues
    assert (issue.stage, issue.level) == ("extract", "warning")
    assert (issue.source, issue.url) == ("kabar", "https://kabar.example/a")
