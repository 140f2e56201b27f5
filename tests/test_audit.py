"""The audit: hand-written statements, the seed articles, the shape of findings."""

from __future__ import annotations

import json
import shlex
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.commitments import Commitment
from extract.document import Document
from extract.figures import Claim, Figure
from extract.indicators import load_indicators
from extract.pipeline import DateFact, Extraction, RegionFact, extract
from extract.quantities import find_quantities
from extract.regions import region_name
from pipelines.audit import CHECKS, CROSS_CHECKS, audit_documents
from pipelines.findings import VERDICTS, Finding, number, period_label, to_json
from pipelines.matching import Stated, agreement, interval
from pipelines.reference import Reference, load_reference

CASES = tomllib.loads(Path(__file__).with_name("audit_cases.toml").read_text())["case"]
REFERENCE = load_reference()
LOUD = ("notice", "warning")
FLAGS = {"target": {"modality": "target"}, "forecast": {"modality": "forecast"},
         "hedged": {"hedged": True}, "fall": {"measure": "change"},
         "rise": {"measure": "change"}}  # fmt: skip
KEYS = {"scope": "scope", "per": "per", "from": "cited_source", "by": "speaker",
        "programme": "programme"}  # fmt: skip


@pytest.fixture(scope="module")
def reference() -> Reference:
    return REFERENCE


# ---- the language of the table --------------------------------------------------------------


class _Draft:
    """A document under construction."""

    def __init__(self, name: str, on: date | None) -> None:
        self.name, self.on, self.text = name, on, ""
        self.facts: dict[str, list[Any]] = {
            "figures": [], "claims": [], "commitments": [], "dates": []
        }  # fmt: skip

    def write(self, words: str) -> dict[str, int]:
        start = len(self.text)
        self.text += words
        return {"start": start, "end": len(self.text)}

    def done(self) -> Extraction:
        document = Document(id=self.name, text=self.text, published=self.on)
        return Extraction(document=document, **{k: tuple(v) for k, v in self.facts.items()})


def _records(sentence: str) -> list[list[str]]:
    return [shlex.split(record) for record in sentence.split(" | ")]


def _document(name: str, on: date | None, says: list[str]) -> Extraction:
    draft = _Draft(name, on)
    for sentence in says:
        first, low = {kind: len(facts) for kind, facts in draft.facts.items()}, len(draft.text)
        for words in _records(sentence):
            WRITERS.get(words[0], _figure)(draft, words)
            draft.write(" ")
        draft.write("\n")
        for n in range(first["figures"], len(draft.facts["figures"])):
            draft.facts["figures"][n] = Figure(
                **draft.facts["figures"][n], sentence_start=low, sentence_end=len(draft.text)
            )
    return draft.done()


def _or_none(word: str) -> str | None:
    return None if word == "-" else word


def _figure(draft: _Draft, words: list[str]) -> None:
    indicator, region, period, surface, *flags = words
    quantity = find_quantities(surface)[0]
    bare = {"index": "index"}.get(load_indicators()[indicator].units[0], "percent")
    fields: dict[str, Any] = {
        "indicator": indicator, "region": _or_none(region), "period": _or_none(period),
        "value": quantity.value, "unit": quantity.unit or bare, "decimals": quantity.decimals,
        "step": quantity.step,
    }  # fmt: skip
    for flag in flags:
        key, _, value = flag.partition("=")
        if flag in ("~", "<", ">", "<=", ">="):
            fields["comparator"] = flag
        elif value and key in KEYS:
            fields[KEYS[key]] = value
        else:
            fields |= FLAGS.get(flag, {})
    if "fall" in flags:
        fields["value"] = -fields["value"]
    draft.write(f"{load_indicators()[indicator].name_id} {region_name(region)}")
    draft.write(" " if "now" in flags else f" {period} ")
    draft.facts["figures"].append(fields | draft.write(surface))


def _claim(draft: _Draft, words: list[str]) -> None:
    _, kind, indicator, region, period, *rest = words
    more = dict(word.split("=") for word in rest)
    draft.write(load_indicators()[indicator].name_id + " ")
    rank = int(more["rank"]) if "rank" in more else None
    claim = Claim(
        kind=kind, indicator=indicator, region=region, period=_or_none(period), rank=rank,
        among=more.get("among"), **draft.write(f"{kind} {rank or ''}"),
    )  # fmt: skip
    draft.facts["claims"].append(claim)


def _commit(draft: _Draft, words: list[str]) -> None:
    _, indicator, region, deadline, *rest = words
    figure = next((int(w[7:]) - 1 for w in rest if w.startswith("figure=")), None)
    direction = next((w for w in rest if w in ("up", "down", "zero", "keep")), None)
    plan = next((w for w in rest if " " in w), None)
    commitment = Commitment(
        owner="pemerintah daerah", indicator=_or_none(indicator), region=region,
        deadline=_or_none(deadline), direction=direction, figure=figure, instrument=plan,
        **draft.write("pemerintah daerah menargetkan"),
    )  # fmt: skip
    draft.facts["commitments"].append(commitment)


def _date(draft: _Draft, words: list[str]) -> None:
    draft.facts["dates"].append(DateFact(value=words[1], **draft.write(words[2])))


def _text(draft: _Draft, words: list[str]) -> None:
    draft.write(words[1])


WRITERS = {"claim": _claim, "commit": _commit, "date": _date, "text": _text}


def _case_documents(case: dict[str, Any]) -> list[Extraction]:
    parts = [{"on": case.get("on"), "says": case["says"]}, *case.get("more", [])]
    return [_document(f"d{n}", part["on"], part["says"]) for n, part in enumerate(parts, 1)]


def _said(finding: Finding) -> str:
    return f"{finding.check} {finding.verdict}"


# ---- the table ------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], reference: Reference) -> None:
    found = audit_documents(_case_documents(case), as_of=case.get("as_of"), reference=reference)
    wanted = Counter(case["expect"])
    every = Counter(_said(f) for f in found)
    assert not wanted - every, f"missing; found {dict(every)}"
    loud = Counter(_said(f) for f in found if f.severity in LOUD)
    assert not loud - wanted, f"too loud: {dict(loud - wanted)}"


def test_half_of_the_cases_are_clean() -> None:
    loud = [case for case in CASES if any(_loud(line) for line in case["expect"])]
    assert len(loud) >= 60
    assert len(CASES) - len(loud) >= 60


def _loud(line: str) -> bool:
    return VERDICTS[line.split(" ", 1)[1]][0] in LOUD


def test_every_check_is_tripped_by_a_case() -> None:
    tripped = {line.split(" ")[0] for case in CASES for line in case["expect"] if _loud(line)}
    assert tripped >= {*CHECKS, *CROSS_CHECKS, "ledger"}


def test_every_verdict_has_a_case() -> None:
    assert {line.split(" ", 1)[1] for case in CASES for line in case["expect"]} == set(VERDICTS)


# ---- numbers as intervals -------------------------------------------------------------------

AGREEMENTS = [
    # stated, step, official, resolution, how
    (14.14, 0.01, 14.14, 0.01, "consistent"),
    (14.1, 0.1, 14.14, 0.01, "rounding"),
    (13.6, 0.1, 13.69, 0.01, "truncated"),
    (13.7, 0.1, 13.65, 0.01, "rounding"),
    (13.6, 0.1, 13.65, 0.01, "truncated"),
    (14.15, 0.01, 14.14, 0.01, None),
    (60170.0, 10.0, 60190.0, 10.0, None),
    (60000.0, 1000.0, 60190.0, 10.0, "rounding"),
    (70520.0, 10.0, 70500.0, 100.0, "consistent"),
    (-0.4, 0.1, -0.45, 0.01, "truncated"),
    (0.4, 0.1, -0.45, 0.01, None),
    (0.0, 1.0, 0.83, 0.01, "truncated"),
]


@pytest.mark.parametrize(("value", "step", "official", "resolution", "how"), AGREEMENTS)
def test_agreement(
    value: float, step: float, official: float, resolution: float, how: str | None
) -> None:
    assert agreement(Stated(value, step, 3), official, resolution) == how


def test_an_interval_holds_what_is_rounded_and_what_is_cut() -> None:
    low, high = interval(Stated(13.6, 0.1, 3))
    assert low <= 13.55
    assert high >= 13.69


# ---- anything may come -----------------------------------------------------------------------

PERIODS = [None, "", "segera", "2024", "2024-03", "2024-13", "2024-S1", "2024-Q3", "2024/2026",
           "2024-03-05", "/", "20"]  # fmt: skip
anything = st.builds(
    Figure,
    start=st.integers(0, 30), end=st.integers(0, 40),
    indicator=st.sampled_from([*load_indicators()]),
    value=st.floats(-1e12, 1e12) | st.sampled_from([0.0, 14.14, 60190.0]),
    unit=st.sampled_from(["percent", "percentage_point", "person", "household", "idr", "index"]),
    decimals=st.integers(0, 6), step=st.sampled_from([0.01, 1.0, 1000.0, 1e9]),
    measure=st.sampled_from(["level", "change"]),
    modality=st.sampled_from(["reported", "target", "forecast"]),
    comparator=st.sampled_from(["=", "<", "<=", ">", ">=", "~"]),
    region=st.sampled_from([None, "ID", "16", "16.04", "16.04.01", "99.99"]),
    period=st.sampled_from(PERIODS), per=st.sampled_from([None, "day", "month", "year"]),
    scope=st.sampled_from(["total", "urban"]), hedged=st.booleans(),
)  # fmt: skip
promised = st.builds(
    Commitment,
    start=st.integers(0, 30), end=st.integers(0, 40), owner=st.none(),
    region=st.sampled_from([None, "ID", "16.04"]),
    indicator=st.sampled_from([None, "poverty_rate", "budget"]),
    direction=st.sampled_from([None, "up", "down", "zero", "keep"]),
    deadline=st.sampled_from(PERIODS), figure=st.none() | st.integers(-2, 5),
    instrument=st.none() | st.just("RPJMD 2021-2026"),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(anything, max_size=5), st.lists(promised, max_size=3))
def test_no_facts_break_the_audit(figures: list[Figure], commitments: list[Commitment]) -> None:
    document = Document(id="d", text="Angka kemiskinan Lahat 2024 itu 14,14%", published=None)
    x = Extraction(document=document, figures=tuple(figures), commitments=tuple(commitments))
    for finding in audit_documents([x], reference=REFERENCE):
        assert finding.verdict in VERDICTS
        assert "  " not in finding.message_id.replace("\n", " ")
        json.dumps(to_json(finding))
        quiet = all(f.hedged or f.comparator != "=" or f.scope != "total" for f in figures)
        assert not (quiet and finding.verdict in ("differs", "contradicts"))


def test_a_region_that_the_text_does_not_name_is_not_accused(reference: Reference) -> None:
    text = "Di daerah ini angka kemiskinan Maret 2024 sebesar 7,91 persen."
    at = text.index("7,91")
    figure = Figure(
        start=at, end=len(text) - 1, indicator="poverty_rate", value=7.91, decimals=2,
        unit="percent", region="36.02", period="2024-03", sentence_end=len(text),
    )  # fmt: skip
    for home, verdict in ((None, "not comparable"), ("36.02", "differs")):
        document = Document(id="d", text=text, published=date(2025, 2, 3), region=home)
        x = Extraction(document=document, figures=(figure,))
        [finding] = audit_documents([x], reference=reference)
        assert finding.verdict == verdict


RULES = [
    ("", "differs"),
    ("label; region name in sentence; period in sentence", "differs"),
    ("label; region of document; period in sentence", "differs"),
    ("label left out; region of document; period carried on", "not comparable"),
    ("label carried on; region carried on; period in sentence", "not comparable"),
]


@pytest.mark.parametrize(("rule", "verdict"), RULES)
def test_a_number_bound_by_inference_is_not_accused(
    rule: str, verdict: str, reference: Reference
) -> None:
    x = _document("d", date(2025, 2, 3), ['poverty_rate 36.02 2024-03 "7,91 persen"'])
    figures = (replace(x.figures[0], rule=rule),)
    [finding] = audit_documents([replace(x, figures=figures)], reference=reference)
    assert finding.verdict == verdict


def test_a_third_region_named_behind_a_claim_takes_it_from_the_first(reference: Reference) -> None:
    text = "Persentase penduduk miskin tertinggi di Sumatera Selatan adalah Musi Rawas Utara."
    at = text.index("Musi")
    claim = Claim(start=0, end=at - 8, kind="highest", indicator="poverty_rate", region="16.04",
                  among="16", period="2024")  # fmt: skip
    other = RegionFact(code="16.13", subject=False, mentions=((at, len(text) - 1),))
    document = Document(id="d", text=text, published=date(2025, 10, 1))
    for regions, verdict in (((), "rank differs"), ((other,), "not comparable")):
        x = Extraction(document=document, claims=(claim,), regions=regions)
        [finding] = audit_documents([x], reference=reference)
        assert finding.verdict == verdict


# ---- messages -------------------------------------------------------------------------------


def test_numbers_are_written_in_both_languages() -> None:
    assert number(14.14, "percent").id == "14,14 persen"
    assert number(60190, "person").en == "60,190 persons"
    assert number(582041, "idr").id == "Rp582.041"
    assert number(0.339, "index").id == "0,339"
    assert period_label("2024-03").id == "Maret 2024"
    assert period_label("2024-10-25").en == "25 October 2024"
    assert period_label("2024/2026").id == "2024–2026"


def test_a_message_says_what_was_stated_what_stands_against_it_and_how_sure_it_is(
    reference: Reference,
) -> None:
    said = ['poverty_rate 36.02 2024-03 "7,91 persen" by="Budi Contoh"']
    [finding] = audit_documents([_document("d", date(2025, 2, 3), said)], reference=reference)
    for words in ("7,91 persen", "8,44 persen", "Kabupaten Lebak", "belum dicocokkan ke penerbit"):
        assert words in finding.message_id
    assert "not yet compared with the publisher" in finding.message_en
    assert "Contoh" not in finding.message_id + finding.message_en


def test_no_finding_names_a_speaker(reference: Reference) -> None:
    for case in CASES:
        for finding in audit_documents(_case_documents(case), reference=reference):
            assert finding.message_id[0].isupper() or finding.message_id[0] == "“"
            assert finding.message_en


def test_a_finding_as_json(reference: Reference) -> None:
    said = ['extreme_poverty_rate 16.04 2024 "14,14%"']
    [finding] = audit_documents([_document("d", date(2025, 12, 2), said)], reference=reference)
    row = json.loads(json.dumps(to_json(finding)))
    assert row["check"] == "figure"
    assert row["verdict"] == "other indicator"
    assert row["severity"] == "notice"
    assert row["claims"] == row["commitments"] == []
    assert row["figures"] == [{"document": "d", "start": 48, "end": 54}]
    assert row["observations"][0]["indicator"] == "poverty_rate"


# ---- the seed articles, from text to finding --------------------------------------------------

SEEDS = {
    "lahat-2025": [("14,14%", "other indicator"), ("13,6%", "truncated"), ("0,4", "truncated")],
    "lahat-2024": [("14, 14%", "consistent"), ("60, 17 ribu jiwa", "near"),
                   ("lahat itu adalah kabupaten nomor 2 di sumsel", "rank holds")],
    "lebak-2024": [("345 KK", "consistent")],
    "dompu-2024": [("7,5 persen", "target not met")],
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDS)
def test_seed(name: str, shared: Path, reference: Reference) -> None:
    about = json.loads((shared / "gold/seeds" / f"{name}.json").read_text())
    text = (shared / "gold/seeds" / f"{name}.txt").read_text()
    document = Document(id=name, text=text, published=date.fromisoformat(about["published"]))
    findings = audit_documents([extract(document)], reference=reference)
    said = [(text[r.start : r.end], f.verdict) for f in findings for r in (*f.figures, *f.claims)]
    for words, verdict in SEEDS[name]:
        assert any(quote.startswith(words) and v == verdict for quote, v in said), (words, said)
    assert not {"differs", "contradicts", "sum does not hold"} & {f.verdict for f in findings}
