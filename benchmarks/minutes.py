"""Minutes, measured: facts from born digital files and from scans, boxes, and pages a second.

    python benchmarks/minutes.py [--every-scan | --held] [--misses]

Reads the sample files of data/samples/minutes. `--every-scan` also makes a scan of each of their
texts (needs LibreOffice) and reads it, for scores on more than the few scans that are stored.
`--held` takes the texts of held.toml instead, to which nothing was tuned: each printed, and
scanned twice, cleanly and badly. Prints a line for each file and the totals of each kind.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib import util
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from extract.document import Box, Document
from extract.pipeline import Extraction, extract
from scraper.minutes import read_minutes

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples" / "minutes"
FIELDS = ("indicator", "value", "unit", "region", "period", "modality", "speaker")


def load_make() -> Any:
    """The script that makes the samples, as a module."""
    spec = util.spec_from_file_location("make_minutes", SAMPLES / "make.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{SAMPLES / 'make.py'} is missing")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(slots=True)
class Tally:
    """Counts of one file or of many: found, predicted, asked for each kind."""

    figures: list[int] = field(default_factory=lambda: [0, 0, 0])
    followups: list[int] = field(default_factory=lambda: [0, 0, 0])
    complete: list[int] = field(default_factory=lambda: [0, 0, 0])
    header: list[int] = field(default_factory=lambda: [0, 0])
    boxes: list[int] = field(default_factory=lambda: [0, 0])
    misses: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        for name in ("figures", "followups", "complete", "header", "boxes"):
            mine = getattr(self, name)
            mine[:] = [a + b for a, b in zip(mine, getattr(other, name), strict=True)]

    def line(self) -> str:
        """The rates as words."""
        header, boxes = self.header, self.boxes
        shown = f"figures {f1(self.figures):.3f}  follow-ups {f1(self.followups):.3f}"
        shown += f" (owner and deadline too {f1(self.complete):.3f})"
        shown += f"  header {header[0]}/{header[1]}"
        return shown + (f"  boxes {boxes[0]}/{boxes[1]}" if boxes[1] else "")


def f1(counts: Sequence[int]) -> float:
    """F1 of found, predicted, asked."""
    found, predicted, asked = counts
    return 2 * found / (predicted + asked) if predicted + asked else 1.0


def plain(text: Any) -> str:
    """Letters, figures and what parts them, in lower case."""
    return re.sub(r"\s+", " ", str(text)).strip(" .;:,").lower()


def alike(one: Any, other: Any, least: float = 0.85) -> bool:
    """Whether two strings are the same but for a few recognised characters."""
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= least


def agrees(wanted: Any, given: Any) -> bool:
    """Whether a value is one of the alternatives."""
    if wanted == "?":
        return True
    if isinstance(wanted, str):
        options = wanted.split("|")
        return "?" in options or any(given is not None and alike(o, given) for o in options)
    if wanted is None or given is None:
        return wanted is given
    return math.isclose(float(wanted), float(given), rel_tol=1e-9, abs_tol=1e-9)


# ---- facts -------------------------------------------------------------------------------------


def score(facts: dict[str, Any], extraction: Extraction) -> Tally:
    """The facts of a file held against those that were found."""
    tally = Tally()
    _score_figures(tally, facts, extraction)
    _score_followups(tally, facts, extraction)
    meeting = extraction.meeting
    for name, wanted in facts["meeting"].items():
        given = getattr(meeting, name, None)
        right = given == wanted if name in ("date", "type") else agrees(wanted, given)
        tally.header[0] += right
        tally.header[1] += 1
        if not right:
            tally.misses.append(f"header {name}: wanted {wanted!r}, got {given!r}")
    return tally


def _score_figures(tally: Tally, facts: dict[str, Any], extraction: Extraction) -> None:
    text = extraction.document.text
    left = list(extraction.figures)
    for wanted in facts["figures"]:
        places = [f for f in left if plain(text[f.start : f.end]) == plain(wanted["quote"])]
        places = places or [f for f in left if agrees(wanted["value"], f.value)]
        best = max(places, key=lambda f: _matching(wanted, f), default=None)
        if best is None:
            tally.misses.append(f"figure {wanted['quote']}: not found")
            continue
        left.remove(best)
        wrong = [n for n in FIELDS if not agrees(wanted[n], getattr(best, n))]
        tally.figures[0] += not wrong
        tally.misses += [
            f"figure {wanted['quote']}: {n} wanted {wanted[n]!r}, got {getattr(best, n)!r}"
            for n in wrong
        ]
    optional = [plain(quote) for quote in facts.get("optional", [])]
    extra = [f for f in left if plain(text[f.start : f.end]) not in optional]
    tally.misses += [f"figure {text[f.start : f.end]}: too much ({f.indicator})" for f in extra]
    tally.figures[1] += len(extraction.figures) - len(left) + len(extra)
    tally.figures[2] += len(facts["figures"])


def _matching(wanted: dict[str, Any], figure: Any) -> int:
    return sum(agrees(wanted[name], getattr(figure, name)) for name in FIELDS)


def _score_followups(tally: Tally, facts: dict[str, Any], extraction: Extraction) -> None:
    text = extraction.document.text
    left = list(extraction.commitments)
    others = [c for c in facts["commitments"] if not c["followup"]]
    asked = [c for c in facts["commitments"] if c["followup"]]
    for wanted in [*asked, *others]:
        best = max(left, key=lambda c: _close(wanted, text[c.start : c.end]), default=None)
        if best is None or _close(wanted, text[best.start : best.end]) < 0.6:
            if wanted["followup"]:
                tally.misses.append(f"follow-up not found: {wanted['quote']}")
            continue
        left.remove(best)
        if not wanted["followup"]:
            continue
        right = agrees(wanted["owner"], best.owner) and wanted["deadline"] == best.deadline
        tally.followups[0] += 1
        tally.complete[0] += right
        if not right:
            got = f"{best.owner!r} {best.deadline!r}"
            tally.misses.append(f"follow-up {wanted['quote'][:40]}: got {got}")
    tally.misses += [f"commitment too much: {text[c.start : c.end]}" for c in left]
    for counts in (tally.followups, tally.complete):
        counts[1] += tally.followups[0] + len(left)
        counts[2] += len(asked)


def _close(wanted: dict[str, Any], quote: str) -> float:
    """How much of the wanted words a quote holds; it may go on over owner and deadline."""
    matcher = SequenceMatcher(None, plain(wanted["quote"]), plain(quote), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(wanted["quote"])


# ---- boxes -------------------------------------------------------------------------------------


def spans_of(extraction: Extraction) -> Iterator[tuple[int, int]]:
    """The spans of all figures, claims and commitments."""
    for kind in (extraction.figures, extraction.claims, extraction.commitments):
        yield from ((fact.start, fact.end) for fact in kind)


def score_boxes(tally: Tally, extraction: Extraction, printed: bytes, skew: float) -> None:
    """Whether the print under the boxes of every fact reads as its quote does.

    `printed` is the PDF with a text layer; for a scan the one that was scanned, turned by `skew`.
    """
    document = extraction.document
    paper = pdfium.PdfDocument(printed)
    for start, end in spans_of(extraction):
        boxes = [b for b in document.boxes if b.start < end and b.end > start]
        under = squeezed("".join(under_box(paper, box, skew) for box in boxes))
        quote = squeezed(document.text[start:end])
        right = under == quote if not skew else alike(under, quote, 0.9)
        tally.boxes[0] += right
        tally.boxes[1] += 1
        if not right:
            tally.misses.append(f"box: {document.text[start:end][:60]!r} has {under[:60]!r}")


def squeezed(text: str) -> str:
    """A text without white space, bars between cells, and hyphens at the ends of lines."""
    return re.sub(r"[\s|\xad\x02\ufffe]", "", text)


def under_box(paper: pdfium.PdfDocument, box: Box, skew: float) -> str:
    """The print whose letters have their middle in a box."""
    page = paper[box.page - 1]
    width, height = page.get_size()
    x0, y0, x1, y1 = turned(box, width, height, skew)
    text = page.get_textpage()
    shrink = 0.3 if not skew else 0.0
    return str(text.get_text_bounded(x0 + shrink, height - y1 + 1, x1 - shrink, height - y0 - 1))


def turned(box: Box, width: float, height: float, skew: float) -> tuple[float, ...]:
    """A box of a skewed page on the straight one."""
    angle = math.radians(skew)
    x, y = (box.x0 + box.x1) / 2 - width / 2, (box.y0 + box.y1) / 2 - height / 2
    mx = width / 2 + x * math.cos(angle) - y * math.sin(angle)
    my = height / 2 + x * math.sin(angle) + y * math.cos(angle)
    wide, high = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
    return mx - wide, my - high, mx + wide, my + high


# ---- runs --------------------------------------------------------------------------------------


def measure(name: str, data: bytes, facts: dict[str, Any], printed: bytes | None) -> Tally:
    """Read one file and hold what is found against its facts."""
    begun = time.perf_counter()
    document = read_minutes(data, name=name)
    seconds = time.perf_counter() - begun
    extraction = extract(document)
    tally = score(facts, extraction)
    if printed is not None and document.boxes:
        score_boxes(tally, extraction, printed, (facts["scan"] or {}).get("skew", 0.0))
    print(f"{name:45} {seconds:5.2f} s  {tally.line()}", flush=True)
    return tally


def speed(pages: int = 100) -> tuple[float, Document]:
    """Seconds for a PDF of many pages with a text layer, tables on a part of them."""
    joined = pdfium.PdfDocument.new()
    sources = [pdfium.PdfDocument(path) for path in sorted(SAMPLES.glob("[lnr]*.pdf"))]
    while len(joined) < pages:
        for source in sources:
            joined.import_pages(source)
    for n in range(len(joined) - 1, pages - 1, -1):
        del joined[n]
    out = io.BytesIO()
    joined.save(out)
    begun = time.perf_counter()
    document = read_minutes(out.getvalue(), name="hundred.pdf")
    return time.perf_counter() - begun, document


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--every-scan", action="store_true")
    which.add_argument("--held", action="store_true")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    totals: dict[str, Tally] = {}
    for name, data, facts, printed in _held() if chosen.held else _files(chosen.every_scan):
        tally = measure(name, data, facts, printed)
        totals.setdefault(_kind(facts, chosen.held), Tally()).add(tally)
        if chosen.misses:
            print("".join(f"      {miss}\n" for miss in tally.misses), end="")
    for kind, total in totals.items():
        print(f"{kind:52}  {total.line()}")
    if chosen.held:
        return
    seconds, document = speed()
    print(f"{len(document.pages)} pages with a text layer: {seconds:.2f} s")


# Two qualities of paper and scanner for the held texts.
NOISES = {"scan, fair": (5, (0.6, -0.8, 1.2, -0.3)), "scan, poor": (13, (-1.9, 2.4, -1.1, 1.7))}


def _kind(facts: dict[str, Any], held: bool) -> str:
    if not facts["scan"]:
        return "text"
    if not held:
        return "scan"
    return next(kind for kind, (noise, _) in NOISES.items() if noise == facts["scan"]["noise"])


def _held() -> Iterator[tuple[str, bytes, dict[str, Any], bytes | None]]:
    """The held texts as `_files`: printed, then scanned with little noise and with much."""
    make = load_make()
    for seed, (identity, text) in enumerate(make.load_texts("held.toml").items()):
        pdf = make.convert(make.write_docx(text), "pdf")
        facts = make.expected(text, f"{identity}.pdf")
        yield f"{identity}.pdf", pdf, facts, pdf
        for noise, skews in NOISES.values():
            scan = {"skew": skews[seed % len(skews)], "noise": noise, "seed": 100 + seed}
            pages = make.degrade(pdf, **scan)
            scanned = {**facts, "scan": scan}
            yield f"{identity} ({noise}).pdf", make.picture_pdf(pages), scanned, pdf


def _files(every: bool) -> Iterator[tuple[str, bytes, dict[str, Any], bytes | None]]:
    """Name, bytes, facts of every file, and the PDF whose print its boxes should lie on."""
    make = load_make()
    texts = make.load_texts()
    printed: dict[str, bytes] = {}
    for path in sorted(SAMPLES.glob("*.json"), key=lambda p: (p.name.startswith(("f", "p")), p)):
        facts = json.loads(path.read_text(encoding="utf-8"))
        data = (SAMPLES / facts["file"]).read_bytes()
        if path.name.endswith(".pdf.json") and not facts["scan"]:
            printed[facts["text"]] = data
        if not (facts["scan"] and every):
            yield facts["file"], data, facts, printed.get(facts["text"])
    for seed, (identity, text) in enumerate(texts.items() if every else ()):
        pdf = printed.get(identity) or make.convert(make.write_docx(text), "pdf")
        scan = {"skew": (-1.5, 0.8, 2.3, -0.4, 1.1)[seed % 5], "noise": 8 + seed % 5, "seed": seed}
        facts = {**make.expected(text, f"{identity}.pdf"), "scan": scan}
        yield f"{identity}.pdf", make.picture_pdf(make.degrade(pdf, **scan)), facts, pdf


if __name__ == "__main__":
    main()
