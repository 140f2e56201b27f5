"""The facts of one document as records, and as the JSON that the gold set's guide defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from extract.claims import find_claims
from extract.commitments import Commitment, find_commitments
from extract.document import Document, Issue
from extract.field import is_of_field, reach
from extract.figures import Claim, Figure, find_figures
from extract.issues import find_issues
from extract.meetings import Meeting, Participant, find_meeting
from extract.officials import NameReader, Official
from extract.periods import Period
from extract.quantities import Quantity
from extract.quotes import find_utterances
from extract.reading import Reading, read
from extract.unsure import find_illegible, find_unsure, is_doubtful

R = TypeVar("R", Claim, Commitment, Meeting)
K = TypeVar("K")

RULES_VERSION = "4"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFact:
    """A region that the text names, with every mention; one is the document's subject."""

    code: str
    subject: bool
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFact:
    """An official with every mention of the name."""

    official: Official
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact:
    """An expression that names a day."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbound:
    """A number that could not be bound to an indicator: kept, never guessed."""

    start: int
    end: int
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The facts of one document. All offsets are into `document.text`, the raw text."""

    document: Document
    regions: tuple[RegionFact, ...] = ()
    officials: tuple[OfficialFact, ...] = ()
    dates: tuple[DateFact, ...] = ()
    meeting: Meeting | None = None
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    unbound: tuple[Unbound, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a text states, in offsets of the repaired text; nothing where it is of other things."""

    figures: Sequence[Figure] = ()
    unbound: Sequence[Quantity] = ()
    claims: Sequence[Claim] = ()
    commitments: Sequence[Commitment] = ()


# Money, aid and houses, of which a text may speak that only touches on poverty.
ALSO_ELSEWHERE = ("budget", "fiscal_incentive", "beneficiaries", "housing_units")


def _stated(reading: Reading, paragraphs: Collection[int] | None) -> _Stated:
    """What is stated in a text of the field, by whoever says it; what is told of other fields as
    well, only in some paragraphs if such are given."""

    def near(fact: Figure | Commitment) -> bool:
        sentence = reading.sentences[reading.sentence_index(fact.start)]
        return paragraphs is None or sentence.paragraph in paragraphs

    utterances = find_utterances(reading)
    figures, unbound = find_figures(reading, utterances)
    figures = [f for f in figures if f.indicator not in ALSO_ELSEWHERE or near(f)]
    claims = find_claims(reading, utterances, figures)
    commitments = find_commitments(reading, utterances, figures)
    return _Stated(figures, unbound, claims, [c for c in commitments if near(c)])


def find_facts(
    document: Document, reader: NameReader | None = None, *, piece: bool = False
) -> Extraction:
    """Read a document and bind what it states; offsets are into its raw text.

    `reader` names persons beside the rules; the pipeline has none, since it does not pay. `piece`
    says that the text is a piece of one of the field, which need not name the field itself.
    """
    reading = read(document, reader)
    stated = _Stated()
    if piece or is_of_field(document, reading.text):
        stated = _stated(reading, None if piece else reach(reading))
    meeting = find_meeting(reading)
    raw = reading.repaired.raw_span
    extraction = Extraction(
        document=document,
        regions=_regions(reading),
        officials=_officials(reading),
        dates=tuple(
            DateFact(start=span[0], end=span[1], value=p.iso)
            for p in reading.periods
            if p.kind == "day" and (span := raw(p.start, p.end)) and not _bare(p)
        ),
        meeting=_at_raw(meeting, raw) if meeting else None,
        figures=tuple(_figure_at_raw(f, reading) for f in stated.figures),
        claims=tuple(_at_raw(c, raw) for c in stated.claims),
        commitments=tuple(_at_raw(c, raw) for c in stated.commitments),
        unbound=tuple(
            Unbound(start=span[0], end=span[1], value=q.value, unit=q.unit)
            for q in stated.unbound
            if (span := raw(q.start, q.end))
        ),
        issues=find_issues(reading, document.published),
    )
    return _without_illegible(extraction) if is_doubtful(document) else extraction


def _without_illegible(extraction: Extraction) -> Extraction:
    """Facts of a scan: a figure whose digits were hardly legible is kept as a number without an
    indicator, which is not published; each doubt is told in an issue."""
    document, figures = extraction.document, extraction.figures
    away = find_illegible(document, figures)
    kept = [n for n in range(len(figures)) if n not in away]
    places: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    numbers = [
        Unbound(start=f.start, end=f.end, value=f.value, unit=f.unit)
        for n, f in enumerate(figures)
        if n in away
    ]
    others: list[Claim | Commitment] = [*extraction.claims, *extraction.commitments]
    return replace(
        extraction,
        figures=tuple(figures[n] for n in kept),
        commitments=tuple(replace(c, figure=places.get(c.figure)) for c in extraction.commitments),
        unbound=tuple(sorted([*extraction.unbound, *numbers], key=lambda n: n.start)),
        issues=(*extraction.issues, *find_unsure(document, figures, others)),
    )


def _bare(period: Period) -> bool:
    """A bare weekday or "kemarin" names no day by itself."""
    return not re.search(r"\d", period.text) and not re.search(r"bulan|tanggal", period.text)


def _at_raw(record: R, raw: Callable[[int, int], tuple[int, int]]) -> R:
    if record.start is None or record.end is None:
        return record
    start, end = raw(record.start, record.end)
    return replace(record, start=start, end=end)


def _figure_at_raw(figure: Figure, reading: Reading) -> Figure:
    raw = reading.repaired.raw_span
    start, end = raw(figure.start, figure.end)
    low, high = raw(figure.sentence_start, figure.sentence_end)
    repairs = tuple(r.rule for r in reading.repaired.repairs_in(figure.start, figure.end))
    stated = reading.published.isoformat() if reading.published else None
    return replace(
        figure,
        start=start,
        end=end,
        sentence_start=low,
        sentence_end=high,
        repairs=repairs,
        stated_on=stated,
    )


def _regions(reading: Reading) -> tuple[RegionFact, ...]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in reading.regions.mentions:
        span = reading.repaired.raw_span(mention.start, mention.end)
        spans.setdefault(mention.code, []).append(span)
    subject = reading.regions.subject
    return tuple(
        RegionFact(code=code, subject=code == subject, mentions=tuple(found))
        for code, found in spans.items()
    )


def _officials(reading: Reading) -> tuple[OfficialFact, ...]:
    mentions: dict[int, list[tuple[int, int]]] = {}
    for name in reading.officials.names:
        span = reading.repaired.raw_span(name.start, name.end)
        mentions.setdefault(name.official, []).append(span)
    return tuple(
        OfficialFact(official=official, mentions=tuple(mentions.get(index, ())))
        for index, official in enumerate(reading.officials.officials)
    )


def _spans(pairs: tuple[tuple[int, int], ...]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in pairs]


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The facts as the JSON object that the gold set's guide defines."""
    document = extraction.document
    text = document.text
    return {
        "id": document.id,
        "url": document.url,
        "publisher": document.publisher,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "regions": [
            {"code": r.code, "subject": r.subject, "mentions": _spans(r.mentions)}
            for r in extraction.regions
        ],
        "meeting": asdict(extraction.meeting) if extraction.meeting else None,
        "officials": [
            {**asdict(o.official), "mentions": _spans(o.mentions)} for o in extraction.officials
        ],
        "dates": [asdict(d) for d in extraction.dates],
        "figures": [
            {**asdict(f), "sentence": text[f.sentence_start : f.sentence_end]}
            for f in extraction.figures
        ],
        "claims": [asdict(c) for c in extraction.claims],
        "commitments": [asdict(c) for c in extraction.commitments],
        "unbound": [asdict(u) for u in extraction.unbound],
        "issues": [asdict(i) for i in extraction.issues],
    }


def from_json(document: Document, values: Mapping[str, Any]) -> Extraction:
    """The record that `to_json` wrote; the document is given, because its text stands apart.

    Raises KeyError and TypeError for an object that `to_json` did not write.
    """
    meeting = values["meeting"]
    people = [_record(Participant, person) for person in meeting["participants"]] if meeting else ()
    return Extraction(
        document=document,
        regions=tuple(
            RegionFact(code=r["code"], subject=r["subject"], mentions=_pairs(r["mentions"]))
            for r in values["regions"]
        ),
        officials=tuple(
            OfficialFact(official=_record(Official, o), mentions=_pairs(o["mentions"]))
            for o in values["officials"]
        ),
        dates=tuple(_record(DateFact, d) for d in values["dates"]),
        meeting=_record(Meeting, {**meeting, "participants": people}) if meeting else None,
        figures=tuple(_record(Figure, f) for f in values["figures"]),
        claims=tuple(_record(Claim, c) for c in values["claims"]),
        commitments=tuple(_record(Commitment, c) for c in values["commitments"]),
        unbound=tuple(_record(Unbound, u) for u in values["unbound"]),
        issues=tuple(_record(Issue, i) for i in values["issues"]),
    )


def _pairs(spans: Iterable[Mapping[str, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def _record(kind: type[K], values: Mapping[str, Any]) -> K:
    """A record of what JSON kept of it: lists were tuples, columns of others are passed over."""
    return kind(
        **{
            name: tuple(values[name]) if isinstance(values[name], list) else values[name]
            for name in kind.__slots__  # type: ignore[attr-defined]
        }
    )
