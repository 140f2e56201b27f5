"""The text with what was read in it: which words, as what, by which rule and repair."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from extract.facts import Extraction
from extract.indicators import load_indicators
from extract.regions import region_name
from extract.terminal import printable
from extract.text import Repair, repair

# What is marked, in the order in which overlapping marks give way, with its colours: background
# on a page (light, dark) and the number of a terminal's colour.
KINDS = {
    "figure": ("angka", "#ffe08a", "#6b5200", 43),
    "commitment": ("janji", "#c9e7c1", "#24502a", 42),
    "claim": ("klaim", "#f6c9b8", "#6b2f1b", 45),
    "official": ("pejabat", "#cfd8ff", "#2b3a80", 44),
    "date": ("tanggal", "#e6d6f5", "#4b2f66", 46),
    "region": ("wilayah", "#cfeef2", "#1b4f57", 46),
    "unbound": ("angka tanpa indikator", "#e4e4e4", "#4a4a4a", 100),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading: raw offsets, kind, a short label, and the lines that explain it."""

    start: int
    end: int
    kind: str
    label: str
    lines: tuple[str, ...]


def find_marks(extraction: Extraction) -> list[Mark]:
    """Everything that was read in a document, in the order of the text."""
    repairs = repair(extraction.document.text).repairs
    marks = [*_figures(extraction, repairs), *_sayings(extraction), *_names(extraction)]
    return sorted(marks, key=lambda m: (m.start, -m.end))


def _figures(extraction: Extraction, repairs: tuple[Repair, ...]) -> Iterator[Mark]:
    indicators = load_indicators()
    for f in extraction.figures:
        lines = [
            f"{indicators[f.indicator].name_id} = {f.value:g} {f.unit}, {f.measure}, {f.modality}",
            f"wilayah {f.region and region_name(f.region)} ({f.region}), cakupan {f.scope}",
            f"periode {f.period}",
            f"penutur {f.speaker}" + (f", mewakili {f.on_behalf_of}" if f.on_behalf_of else ""),
            f"aturan: {f.rule}",
        ]
        lines += [f"sumber data {f.cited_source}"] if f.cited_source else []
        lines += [
            f"perbaikan {r.rule}: {r.before!r} → {r.after!r}"
            for r in repairs
            if f.start <= r.start < f.end
        ]
        yield Mark(f.start, f.end, "figure", f.indicator, tuple(lines))
    for u in extraction.unbound:
        yield Mark(u.start, u.end, "unbound", f"{u.value:g}", (f"satuan {u.unit}",))


def _sayings(extraction: Extraction) -> Iterator[Mark]:
    lines: tuple[str, ...]
    for c in extraction.claims:
        among = f" terhadap {region_name(c.among)}" if c.among else ""
        lines = (
            f"{c.kind} {c.rank or ''}: {c.indicator}, {c.region and region_name(c.region)}{among}",
            f"periode {c.period}, penutur {c.speaker}",
            f"aturan: {c.rule}",
        )
        yield Mark(c.start, c.end, "claim", c.kind, lines)
    for k in extraction.commitments:
        lines = (
            f"pemilik {k.owner}, penutur {k.speaker}",
            f"tenggat {k.deadline}, indikator {k.indicator}, arah {k.direction}",
            f"dasar {k.instrument}",
            f"aturan: {k.rule}",
        )
        yield Mark(k.start, k.end, "commitment", k.owner or "?", lines)


def _names(extraction: Extraction) -> Iterator[Mark]:
    for o in extraction.officials:
        official = o.official
        lines = (
            f"{official.name}: {official.acting or ''} {official.position} ({official.region})",
        )
        yield from (Mark(s, e, "official", official.name, lines) for s, e in o.mentions)
    for r in extraction.regions:
        lines = (f"{region_name(r.code)} ({r.code})" + (", pokok dokumen" if r.subject else ""),)
        yield from (Mark(s, e, "region", r.code, lines) for s, e in r.mentions)
    for d in extraction.dates:
        yield Mark(d.start, d.end, "date", d.value, (d.value,))


def _leaves(marks: list[Mark], end: int) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """The text cut at every edge of a mark: pieces with the marks that lie over them."""
    edges = sorted({0, end, *(m.start for m in marks), *(m.end for m in marks)})
    return [
        (low, high, tuple(m for m in marks if m.start <= low and high <= m.end))
        for low, high in itertools.pairwise(edges)
    ]


def _top(marks: tuple[Mark, ...]) -> Mark | None:
    order = list(KINDS)
    return min(marks, key=lambda m: (order.index(m.kind), m.end - m.start), default=None)


def explain_text(extraction: Extraction, *, color: bool = True) -> str:
    """The text for a terminal, marks coloured, and below it what each was read as.

    Without `color` marks stand in brackets with their number.
    """
    marks = find_marks(extraction)
    text = extraction.document.text
    parts = []
    for low, high, over in _leaves(marks, len(text)):
        top = _top(over)
        piece = printable(text[low:high], lines=True)
        if top is None:
            parts.append(piece)
        elif color:
            parts.append(f"\x1b[30;{KINDS[top.kind][3]}m{piece}\x1b[0m")
        else:
            parts.append(f"[{piece}]" if top.start == low else piece)
    notes = [
        f"{i}. {KINDS[m.kind][0]} {text[m.start : m.end]!r}\n"
        + "\n".join(f"   {printable(x)}" for x in m.lines)
        for i, m in enumerate((m for m in marks if m.kind not in ("region", "date")), start=1)
    ]
    return "".join(parts) + "\n\n" + "\n".join(notes) + "\n"


STYLE = """
:root{color-scheme:light dark}
body{font:17px/1.6 Georgia,serif;margin:0;padding:1rem;max-width:78rem}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:inherit;border-radius:3px;padding:0 1px}
ol{font:14px/1.45 system-ui,sans-serif;padding-left:1.6rem}
li{margin-bottom:.7rem;overflow-wrap:anywhere} li:target{outline:2px solid}
a{color:inherit} .key span{margin-right:.8rem;padding:0 .4rem;border-radius:3px}
@media(max-width:50rem){main{display:block}}
"""


def explain_html(extraction: Extraction) -> str:
    """One self-contained page: the text with its marks, beside it what each was read as."""
    marks = find_marks(extraction)
    noted = [m for m in marks if m.kind not in ("region", "date")]
    number = {id(m): i for i, m in enumerate(noted, start=1)}
    document = extraction.document
    body = "".join(
        _piece(document.text[low:high], _top(over), number)
        for low, high, over in _leaves(marks, len(document.text))
    )
    notes = "".join(_note(document.text, m, number[id(m)]) for m in noted)
    key = "".join(f'<span class="{kind}">{name}</span>' for kind, (name, *_) in KINDS.items())
    title = escape(document.title or document.id)
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}{_colours()}</style>"
        f'<h1>{title}</h1><p class="key">{key}</p>'
        f'<main><div class="text">{body}</div><ol>{notes}</ol></main></html>'
    )


def _colours() -> str:
    light = "".join(f".{kind}{{background:{c[1]}}}" for kind, c in KINDS.items())
    dark = "".join(f".{kind}{{background:{c[2]}}}" for kind, c in KINDS.items())
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _piece(text: str, top: Mark | None, number: dict[int, int]) -> str:
    if top is None:
        return escape(text)
    tip = escape("\n".join(top.lines), quote=True)
    mark = f'<mark class="{top.kind}" title="{tip}">{escape(text)}</mark>'
    place = number.get(id(top))
    return f'<a href="#n{place}">{mark}</a>' if place else mark


def _note(text: str, mark: Mark, place: int) -> str:
    lines = "<br>".join(escape(line) for line in mark.lines)
    quote = escape(text[mark.start : mark.end][:160])
    return f'<li id="n{place}"><span class="{mark.kind}">{quote}</span><br>{lines}</li>'
