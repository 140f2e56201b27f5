"""The assembled pipeline: a document in, facts out, on a Doc of the raw text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.document import Document, fact_id
from extract.facts import Extraction, find_facts, to_json
from extract.pipeline import GROUPS, extract, extract_many, load_pipeline
from tests.sentences import HOME, document

ARTICLE = (
    "WONOGIRI – Bupati Wonogiri Suratno Wibisono membuka rakor kemiskinan di Aula Bappeda, Selasa "
    "(5/11/2024).\n\n“Angka kemiskinan kita turun dari 10,4 persen pada 2023 menjadi 9,85 persen,” "
    "katanya. Angka itu terendah di Jawa Tengah.\n\nPemkab Wonogiri menargetkan angka kemiskinan "
    "8 persen pada 2026. Kepala Dinas Sosial Kab. Wonogiri Rina Kusumastuti menyebut 5.698 KK "
    "miskin menerima bantuan Rp 5,8 miliar."
)
OTHERS = (
    "Pemkab Sintang mencatat angka stunting 18,7 persen pada 2023.",
    "",
    "Tidak ada angka di sini.",
    "Indikator | 2023 | 2024\nAngka kemiskinan (%) | 10,4 | 9,85",
)
UNRELATED = "Langit cerah dan angin bertiup pelan di tepi waduk."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def written(extraction: Extraction) -> str:
    return json.dumps(to_json(extraction), sort_keys=True, ensure_ascii=False)


def documents() -> list[Document]:
    return [document(text, id=f"contoh-{i}") for i, text in enumerate((ARTICLE, *OTHERS))]


def ids(extraction: Extraction) -> list[str]:
    """The ids of all figures, claims and commitments, as the store makes them."""
    text = extraction.document.text
    found: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    kinds = (
        ("figure", [(f.start, f.end) for f in extraction.figures]),
        ("claim", [(c.start, c.end) for c in extraction.claims]),
        ("commitment", [(c.start, c.end) for c in extraction.commitments]),
    )
    for kind, spans in kinds:
        for start, end in sorted(spans):
            quote = text[start:end]
            ordinal = seen.get((kind, quote), 0)
            seen[kind, quote] = ordinal + 1
            found.append(fact_id(extraction.document.id, kind, quote, ordinal))
    return found


def spans(extraction: Extraction) -> list[tuple[int, int]]:
    found = [(f.start, f.end) for f in extraction.figures]
    found += [(f.sentence_start, f.sentence_end) for f in extraction.figures]
    found += [(c.start, c.end) for c in extraction.claims]
    found += [(c.start, c.end) for c in extraction.commitments]
    found += [(d.start, d.end) for d in extraction.dates]
    found += [(u.start, u.end) for u in extraction.unbound]
    found += [span for o in extraction.officials for span in o.mentions]
    return found + [span for r in extraction.regions for span in r.mentions]


# ---- the components --------------------------------------------------------------------------


def test_components_carry_the_name_of_the_project(nlp: Language) -> None:
    assert nlp.pipe_names
    assert all(name.startswith("rakor_") for name in nlp.pipe_names)


def test_the_pipeline_is_built_once() -> None:
    assert load_pipeline() is load_pipeline()


def test_the_language_is_indonesian(nlp: Language) -> None:
    assert nlp.lang == "id"


def test_components_are_found_by_name(nlp: Language) -> None:
    assert all(nlp.has_factory(name) for name in nlp.pipe_names)


def test_a_doc_carries_the_facts_of_its_document(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    assert isinstance(doc._.facts, Extraction)
    assert len(doc._.facts.figures) >= 4


def test_every_kind_of_fact_is_a_span_group(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    assert set(GROUPS) <= set(doc.spans)
    labels = [span.label_ for span in doc.spans["figures"]]
    assert labels == [f.indicator for f in doc._.facts.figures]


def test_spans_of_a_group_cover_the_words_of_their_facts(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    for span, figure in zip(doc.spans["figures"], doc._.facts.figures, strict=True):
        assert span.start_char <= figure.start
        assert figure.end <= span.end_char


# ---- the text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "",
        " ",
        "\n\n\n",
        "Kab. Wonogiri, Prov. Jawa Tengah",
        "a\tb\u00a0c\u2009d",
        "Angka\r\nkemiskinan\r\n9,85 %",
        "  dua spasi  di depan",
        "🙂 angka 👨‍👩‍👧 9,85 persen",
        "\u202bعربي\u202c 9,85 persen",
        "9",
        "nol\x00byte",
        "x" * 5000,
    ],
)
def test_a_doc_keeps_the_raw_text(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rapat dibuka. Rapat ditutup.", 2),
        ("Kab. Wonogiri bergerak. Kab. Sintang menyusul.", 2),
        ("Bupati Wonogiri Suratno Wibisono, S.Sos., M.M. membuka rapat.", 1),
        ("Dana Rp. 5,8 miliar cair. Warga senang.", 2),
        ("Inpres No. 4 Tahun 2022 berlaku.", 1),
        ("Angka turun 9.85 persen.", 1),
        ("Rapat dibuka.Rapat ditutup.", 2),
        ("Paragraf satu\n\nParagraf dua", 2),
    ],
)
def test_sentence_boundaries(nlp: Language, text: str, count: int) -> None:
    assert len(list(nlp(text).sents)) == count


def test_sentences_cover_every_token(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)


def test_an_empty_document_has_no_facts() -> None:
    extraction = extract(document(""))
    assert spans(extraction) == []
    assert extraction.meeting is None


# ---- one by one and many ---------------------------------------------------------------------


def test_extract_is_find_facts() -> None:
    assert [written(extract(d)) for d in documents()] == [
        written(find_facts(d)) for d in documents()
    ]


def test_many_are_as_one_by_one_and_in_order() -> None:
    assert [written(e) for e in extract_many(documents())] == [
        written(extract(d)) for d in documents()
    ]


def test_many_takes_any_iterable() -> None:
    assert list(extract_many(iter(()))) == []
    assert len(list(extract_many(d for d in documents()))) == len(documents())


def test_pipe_reads_plain_texts_as_calls_do(nlp: Language) -> None:
    texts = [ARTICLE, *OTHERS]
    assert [written(doc._.facts) for doc in nlp.pipe(texts)] == [
        written(nlp(text)._.facts) for text in texts
    ]


def test_two_runs_write_the_same_bytes() -> None:
    assert written(extract(document(ARTICLE))) == written(extract(document(ARTICLE)))


def test_the_document_of_an_extraction_is_the_one_given() -> None:
    given_document = document(ARTICLE, title="Rakor", url="https://contoh.example/rakor")
    assert extract(given_document).document == given_document


# ---- JSON ------------------------------------------------------------------------------------


def test_json_has_the_keys_of_the_guide() -> None:
    record = to_json(extract(document(ARTICLE, title="Rakor", publisher="Contoh")))
    assert {
        "id",
        "url",
        "publisher",
        "title",
        "published",
        "regions",
        "meeting",
        "officials",
        "claims",
        "dates",
        "figures",
        "commitments",
    } <= set(record)
    assert record["published"] == "2024-11-06"
    assert {"type", "theme", "date", "venue", "region", "chair"} <= set(record["meeting"])


def test_json_of_a_figure_has_the_fields_of_the_guide() -> None:
    figure = to_json(extract(document(ARTICLE)))["figures"][0]
    assert {
        *("start", "end", "indicator", "value", "unit", "measure", "modality", "comparator"),
        *("region", "period", "speaker", "cited_source", "on_behalf_of", "scope", "per"),
        *("hedged", "stated_on", "programme", "rule", "repairs", "sentence"),
    } <= set(figure)
    assert figure["stated_on"] == "2024-11-06"


def test_json_can_be_written() -> None:
    assert json.loads(written(extract(document(ARTICLE))))["id"] == "contoh"


def test_a_sentence_of_a_figure_holds_its_words() -> None:
    for figure in to_json(extract(document(ARTICLE)))["figures"]:
        assert ARTICLE[figure["start"] : figure["end"]] in figure["sentence"]


def test_one_region_at_most_is_the_subject() -> None:
    for given_document in documents():
        assert sum(r.subject for r in extract(given_document).regions) <= 1


# ---- ids outlive additions -------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["\n\n" + UNRELATED, "\n\n" + UNRELATED + "\n\n" + UNRELATED])
def test_an_unrelated_paragraph_at_the_end_keeps_every_id(tail: str) -> None:
    before, after = extract(document(ARTICLE)), extract(document(ARTICLE + tail))
    assert ids(after) == ids(before)
    assert len(set(ids(before))) == len(ids(before))


def test_an_unrelated_paragraph_at_the_end_changes_no_figure() -> None:
    longer = extract(document(f"{ARTICLE}\n\n{UNRELATED}"))
    assert longer.figures == extract(document(ARTICLE)).figures


def test_a_statement_repeated_has_an_id_of_its_own() -> None:
    text = "Angka kemiskinan 9,85 persen. Sekali lagi, angka kemiskinan 9,85 persen."
    assert len(set(ids(extract(document(text))))) == 2


# ---- any text --------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Angka kemiskinan ",
        "Wonogiri ",
        "turun ",
        "dari 10,4 persen ",
        "menjadi 9,85 persen ",
        "pada 2024",
        ", kata Bupati Wonogiri Suratno Wibisono",
        "katanya",
        "“",
        "”",
        '"',
        ". ",
        "\n",
        "\n\n",
        " | ",
        "\t",
        "Rp 5,8 miliar ",
        "98, 24 ribu jiwa ",
        "5.698 KK miskin ",
        "Selasa (5/11/2024) ",
        "rapat koordinasi ",
        "menargetkan ",
        "terendah di Jawa Tengah ",
        "tindak lanjut:\n1. ",
        "Baca juga: ",
        "🙂",
        "\u200f",
        "\x00",
        "0",
        ",,,",
        "((",
        "%",
    ]
)


def check_spans(extraction: Extraction) -> None:
    text = extraction.document.text
    for start, end in spans(extraction):
        assert 0 <= start < end <= len(text)
    for figure in extraction.figures:
        assert figure.sentence_start <= figure.start
        assert figure.end <= figure.sentence_end
    starts = [figure.start for figure in extraction.figures]
    assert starts == sorted(starts)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_pieces_of_news_in_any_order_never_break_it(text: str) -> None:
    check_spans(extract(document(text)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_arbitrary_text_never_breaks_it(text: str) -> None:
    extraction = extract(document(text))
    check_spans(extraction)
    assert written(extraction) == written(extract(document(text)))


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=10).map("".join))
def test_pieces_read_twice_give_the_same(text: str) -> None:
    assert written(extract(document(text))) == written(find_facts(document(text)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "9,85",
        "1 2 3 4 5 6 7 8 9",
        "%%%%",
        "persen persen persen",
        "“" * 200,
        "Rp" * 200,
        "(" * 500,
        "|" * 500,
        "a " * 2_000,
        "Angka kemiskinan 9,85 persen, " * 40,
        (ARTICLE.replace("\n", " ") + " ") * 40,
        "The poverty rate fell to 9.85 percent in 2024.",
        "Regane beras mundhak, wong cilik sengsara.",
        "<html><body><p>Angka kemiskinan 9,85 persen</p></body></html>",
        "\u202eAngka kemiskinan 9,85 persen\u202c",
        "Angka\u200bkemiskinan 9,85 persen",
        "１２,５ persen",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_odd_texts_never_break_it(text: str) -> None:
    check_spans(extract(document(text)))


@pytest.mark.parametrize(
    "fields",
    [
        {"published": None},
        {"region": None},
        {"region": None, "published": None, "title": None},
        {"published": date(2051, 1, 1)},
        {"published": date(1970, 1, 1)},
        {"title": ""},
        {"kind": "minutes"},
        {"publisher": "BPS Kabupaten Wonogiri"},
    ],
    ids=str,
)
def test_documents_with_little_known_of_them(fields: dict[str, object]) -> None:
    check_spans(extract(document(ARTICLE, **fields)))


def test_the_home_of_the_source_does_not_change_spans() -> None:
    at_home = extract(document(ARTICLE))
    away = extract(replace(document(ARTICLE), region="61.05"))
    assert at_home.document.region == HOME
    assert [f.start for f in at_home.figures] == [f.start for f in away.figures]
