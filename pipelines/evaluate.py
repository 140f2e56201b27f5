"""How good the extraction is: precision, recall and F1 against gold, and floors that hold them.

A gold document is a pair NAME.txt and NAME.json. What counts as a hit is the gold guide's ruling:
predictions and gold are paired one to one, best agreement first, and every measure is a tally of
hits, predictions and gold items, summed over the documents.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from extract.document import Document, ReadError
from scraper.content import load_json

Item = Mapping[str, Any]
Tally = tuple[int, int, int]
Rank = Callable[[Item, Item], float | None]

ANYTHING = "?"
CORE = ("indicator", "unit", "measure", "modality")
FULL = (*CORE, "region", "period")
SIGNED = (
    *FULL, "comparator", "speaker", "cited_source", "on_behalf_of", "scope", "per", "hedged",
)  # fmt: skip
DEFAULTS: Mapping[str, Any] = {"on_behalf_of": None, "scope": "total", "per": None, "hedged": False}
PEOPLE = ("speaker", "name", "chair")
NAMES = (*PEOPLE, "cited_source", "on_behalf_of", "owner", "institution")
SPANNED = ("figures", "claims", "dates", "commitments")
MEETING = ("date", "region", "type", "chair")
METRICS = (
    "figures full", "figures signed", "figures core", "figures found", "span exact", "speaker",
    "claims", "regions", "subject region", "officials by name", "officials full",
    "officials placed", "dates", "meeting", "meeting date", "meeting region", "meeting type",
    "meeting chair", "meeting venue", "commitments", "commitments full", "commitment owner",
    "commitment deadline", *(f"field {name}" for name in SIGNED),
)  # fmt: skip
ROUNDS = 500  # of the bootstrap; seeded, so that a run can be repeated
SLACK = 0.0005  # below which a lower score is rounding, not a loss


# ---- gold --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text and what a careful reader extracts from it, spans resolved to offsets."""

    id: str
    text: str
    facts: Mapping[str, Any]

    def document(self) -> Document:
        """What is given to the extraction: the text and what is known of it."""
        published = self.facts.get("published")
        return Document(
            id=self.id,
            text=self.text,
            url=self.facts.get("url"),
            publisher=self.facts.get("publisher"),
            title=self.facts.get("title"),
            published=date.fromisoformat(published) if published else None,
        )


def load_gold(folders: Iterable[Path]) -> list[GoldDocument]:
    """The documents of folders and of the folders in them, by path.

    Raises ReadError for a missing text, a span that is not in the text or not unique, and a
    folder without documents.
    """
    documents = []
    for folder in folders:
        found = [_load_pair(path) for path in sorted(folder.rglob("*.json")) if _is_gold(path)]
        if not found:
            raise ReadError(f"{folder}: no pairs NAME.txt and NAME.json in it")
        documents += found
    return documents


def gold_sets(folder: Path) -> list[Path]:
    """The folders in a folder that hold gold, by name."""
    return [path for path in sorted(folder.glob("*")) if any(path.rglob("*.json"))]


def _is_gold(path: Path) -> bool:
    return path.name != FLOORS


def _load_pair(path: Path) -> GoldDocument:
    beside = path.with_suffix(".txt")
    try:
        facts = load_json(path.read_text("utf-8"))
        text = beside.read_text("utf-8")
    except FileNotFoundError as error:
        raise ReadError(f"{path}: its text {beside.name} is missing beside it") from error
    except ValueError as error:
        raise ReadError(f"{path}: is no JSON: {error}") from error
    if not isinstance(facts, dict) or not isinstance(facts.get("id"), str):
        raise ReadError(f"{path}: is no annotation: an object with an id and lists of facts")
    for kind in SPANNED:
        facts[kind] = [_resolved(path, text, kind, item) for item in _listed(path, facts, kind)]
    return GoldDocument(facts["id"], text, facts)


def _listed(path: Path, facts: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The items of a kind. Raises ReadError where they are no list of objects with words."""
    items = facts.get(kind) or []
    good = isinstance(items, list) and all(
        isinstance(item, dict)
        and isinstance(item.get("s"), str)
        and isinstance(item.get("ctx", ""), str)
        for item in items
    )
    if not good:
        raise ReadError(f"{path}: {kind}: wants a list of objects with the words as s (and ctx)")
    return list(items)


def _resolved(path: Path, text: str, kind: str, item: dict[str, Any]) -> dict[str, Any]:
    """An item with the offsets of its surface `s`, which is unique inside its context `ctx`."""
    surface = item["s"]
    context = item.get("ctx", surface)
    for part, whole, name in ((context, text, "context"), (surface, context, "surface")):
        if whole.count(part) != 1:
            raise ReadError(f"{path}: {kind}: {name} stands {whole.count(part)} times: {part!r}")
    start = text.index(context) + context.index(surface)
    return {**item, "start": start, "end": start + len(surface)}


def gold_digest(documents: Iterable[GoldDocument]) -> str:
    """Sixteen digits that change with any text or annotation."""
    whole = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.id):
        facts = json.dumps(document.facts, sort_keys=True, ensure_ascii=False)
        whole.update(f"{document.id}\x1f{document.text}\x1f{facts}\x1e".encode())
    return whole.hexdigest()[:16]


# ---- agreement of values -----------------------------------------------------------------------


def _options(gold: Any) -> list[Any]:
    """The values that gold accepts: alternatives stand between bars."""
    if not isinstance(gold, str):
        return [gold]
    return [None if value in ("", "null") else value for value in gold.split("|")]


def _words(name: Any) -> list[str]:
    return re.sub(r"[^\w\s]", " ", str(name)).casefold().split()


def same_name(one: Any, other: Any, shortest: int) -> bool:
    """Whether two names are of one holder: nearly the same letters, or one within the other with
    a shared word of at least `shortest` letters."""
    first, second = _words(one), _words(other)
    if first == second:
        return True
    if SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() >= 0.88:
        return True
    mine, theirs = set(first), set(second)
    if not mine or not theirs or not (mine <= theirs or theirs <= mine):
        return False
    return max(map(len, mine & theirs)) >= shortest


_MONTHS = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")


def short_period(value: Any) -> str:
    """A quarter or semester that is written as an interval of months, in its short form.

    >>> short_period("2024-04/2024-06"), short_period("2024-01/2024-06"), short_period(2024)
    ('2024-Q2', '2024-S1', '2024')
    """
    match = _MONTHS.fullmatch(str(value))
    if match and match[1] == match[3]:
        first, length = int(match[2]), int(match[4]) - int(match[2]) + 1
        if length == 3 and first in (1, 4, 7, 10):
            return f"{match[1]}-Q{(first + 2) // 3}"
        if length == 6 and first in (1, 7):
            return f"{match[1]}-S{(first + 5) // 6}"
    return str(value)


def agrees(name: str, gold: Any, predicted: Any) -> bool:
    """Whether a predicted value of a field is one that gold accepts."""
    wanted = _options(gold)
    return ANYTHING in wanted or any(_equal(name, value, predicted) for value in wanted)


def _equal(name: str, wanted: Any, predicted: Any) -> bool:
    if wanted is None or predicted is None:
        return wanted is predicted
    if name in NAMES:
        return same_name(wanted, predicted, 4 if name in PEOPLE else 2)
    if name in ("period", "deadline"):
        return short_period(wanted) == short_period(predicted)
    return str(wanted).casefold() == str(predicted).casefold()


def _figure_agrees(name: str, gold: Item, predicted: Item) -> bool:
    wanted = gold.get(name, DEFAULTS.get(name))
    given = predicted.get(name, DEFAULTS.get(name))
    if agrees(name, wanted, given):
        return True
    if name == "scope":  # a group is written as the text has it
        return any(value and same_name(value, given, 4) for value in _options(wanted))
    return name == "period" and gold.get("measure") == "change" and _same_end(wanted, given)


def _same_end(wanted: Any, given: Any) -> bool:
    """A change may carry its end or the interval that ends there."""
    ends = [value.split("/")[-1] for value in _options(wanted) if value]
    return bool(wanted and given) and agrees("period", "|".join(ends), str(given).split("/")[-1])


def _same_number(gold: Any, predicted: Any) -> bool:
    if not isinstance(predicted, int | float) or not isinstance(gold, int | float):
        return False
    return abs(gold - predicted) <= 1e-6 * max(1.0, abs(gold))


# ---- agreement of places -----------------------------------------------------------------------


def _shared(one: Item, other: Item) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _overlap(one: Item, other: Item) -> float:
    """Shared characters as a part of all that either covers."""
    whole = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return float(max(0, _shared(one, other)) / whole)


def _digits(text: str) -> str:
    """What tells one number from another: its digits (O is written for 0), else its first word."""
    return re.sub(r"[^\dOo]", "", text) or (text.casefold().split() or [""])[0]


def _same_place(text: str, gold: Item, predicted: Item) -> bool:
    """Whether a numeric span is found: overlap of a half, or inside it with all its digits."""
    if _overlap(gold, predicted) >= 0.5:
        return True
    start, end = predicted["start"], predicted["end"]
    inside = gold["start"] <= start < end <= gold["end"]
    return inside and _digits(text[start:end]) == _digits(text[gold["start"] : gold["end"]])


def _length(item: Item) -> int:
    return int(item["end"] - item["start"])


def _same_words(gold: Item, predicted: Item) -> bool:
    """Whether a clause is found: most of its words, by a span that is no page of text."""
    short = _length(predicted) <= max(400, 4 * _length(gold))
    return short and _shared(gold, predicted) >= 0.6 * _length(gold)


def _pair(gold: Sequence[Item], predicted: Sequence[Item], rank: Rank) -> dict[int, int]:
    """Gold index to predicted index, one to one, the best rank first."""
    scored = [
        (-value, i, j)
        for i, wanted in enumerate(gold)
        for j, given in enumerate(predicted)
        if (value := rank(wanted, given)) is not None
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _asked(
    gold: Sequence[Item], predicted: Sequence[Item], rank: Rank
) -> tuple[list[Item], list[Item]]:
    """Gold items that are asked for, and predictions less those that answer only optional ones."""
    sure = [item for item in gold if not item.get("optional")]
    extra = [item for item in gold if item.get("optional")]
    used = set(_pair(sure, predicted, rank).values())
    excused = set(_pair(extra, predicted, rank).values()) - used
    return sure, [item for j, item in enumerate(predicted) if j not in excused]


# ---- one document ------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """The tallies of one document by metric, and what was wrong, one line each."""

    id: str
    tallies: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    errors: list[str] = field(default_factory=list)

    def add(self, metric: str, hits: int, predicted: int, gold: int) -> None:
        """Add to a metric: hits, how many were predicted, how many gold has."""
        for k, n in enumerate((hits, predicted, gold)):
            self.tallies[metric][k] += n

    def one(self, metric: str, hit: bool) -> None:
        """Add one item that both sides have."""
        self.add(metric, int(hit), 1, 1)

    def say(self, message: str) -> None:
        """Note an error of this document."""
        self.errors.append(f"{self.id}: {message}")


def score_document(gold: GoldDocument, predicted: Item) -> Score:
    """Compare the extraction of one document with its gold."""
    score = Score(gold.id)
    for part in (_figures, _claims, _regions, _officials, _dates, _meeting, _commitments):
        part(score, gold, predicted)
    return score


def _figures(score: Score, gold: GoldDocument, predicted: Item) -> None:
    def rank(wanted: Item, given: Item) -> float | None:
        same = _same_number(wanted["value"], given.get("value"))
        if not same or not _same_place(gold.text, wanted, given):
            return None
        right = sum(_figure_agrees(name, wanted, given) for name in SIGNED)
        return right + _overlap(wanted, given)

    wanted, given = _asked(gold.facts["figures"], predicted.get("figures", []), rank)
    pairs = _pair(wanted, given, rank)
    levels = {"figures core": CORE, "figures full": FULL, "figures signed": SIGNED}
    hits = dict.fromkeys(levels, 0)
    for i, j in pairs.items():
        wrong = {name for name in SIGNED if not _figure_agrees(name, wanted[i], given[j])}
        for metric, names in levels.items():
            hits[metric] += not wrong & set(names)
        for name in SIGNED:
            score.one(f"field {name}", name not in wrong)
        places = [(side["start"], side["end"]) for side in (wanted[i], given[j])]
        score.one("span exact", places[0] == places[1])
        _speaker(score, wanted[i], given[j], "speaker" in wrong)
        _say_wrong(score, wanted[i], given[j], wrong)
    for metric, n in {"figures found": len(pairs), **hits}.items():
        score.add(metric, n, len(given), len(wanted))
    right, named, asked = score.tallies["speaker"]
    score.tallies["speaker"] = [right, named, max(asked, right)]
    _say_unpaired(score, gold.text, "", wanted, given, pairs)


def _speaker(score: Score, wanted: Item, given: Item, wrong: bool) -> None:
    """Precision over the speakers named, recall over the figures that surely have one."""
    choices = _options(wanted.get("speaker"))
    if ANYTHING in choices:
        return
    named = given.get("speaker") is not None
    somebody = any(choice is not None for choice in choices)
    score.add("speaker", named and somebody and not wrong, named, None not in choices)


def _say_wrong(score: Score, wanted: Item, given: Item, wrong: Iterable[str]) -> None:
    parts = [
        f"{name} {given.get(name, DEFAULTS.get(name))!r}, "
        f"gold {wanted.get(name, DEFAULTS.get(name))!r}"
        for name in SIGNED
        if name in wrong
    ]
    if parts:
        score.say(f"{wanted['s']!r} " + "; ".join(parts))


def _say_unpaired(
    score: Score, text: str, kind: str, wanted: Sequence[Item], given: Sequence[Item],
    pairs: Mapping[int, int],
) -> None:  # fmt: skip
    for i, item in enumerate(wanted):
        if i not in pairs:
            score.say(f"missed {kind}{item['s'][:60]!r} {_about(item)}".rstrip())
    for j, item in enumerate(given):
        if j not in pairs.values():
            surface = text[item["start"] : item["end"]][:60]
            score.say(f"spurious {kind}{surface!r} {_about(item)}".rstrip())


def _about(item: Item) -> str:
    values = [item[name] for name in ("kind", "indicator", "value") if item.get(name) is not None]
    return f"({' '.join(map(str, values))})" if values else ""


def _claims(score: Score, gold: GoldDocument, predicted: Item) -> None:
    fields = ("indicator", "region", "among", "rank")

    def right(wanted: Item, given: Item) -> int:
        return sum(agrees(name, wanted.get(name), given.get(name)) for name in fields)

    def rank(wanted: Item, given: Item) -> float | None:
        near = _same_words(wanted, given) or _overlap(wanted, given) >= 0.3
        kind = agrees("kind", wanted["kind"], given.get("kind"))
        return right(wanted, given) if near and kind else None

    wanted, given = _asked(gold.facts["claims"], predicted.get("claims", []), rank)
    pairs = _pair(wanted, given, rank)
    whole = {i: j for i, j in pairs.items() if right(wanted[i], given[j]) == len(fields)}
    score.add("claims", len(whole), len(given), len(wanted))
    _say_unpaired(score, gold.text, "or wrong claim ", wanted, given, whole)


def _regions(score: Score, gold: GoldDocument, predicted: Item) -> None:
    regions = gold.facts["regions"]
    free = {region["code"] for region in regions if region.get("optional")} | {"ID"}
    wanted = {region["code"] for region in regions} - free
    named = predicted.get("regions", [])
    # districts and villages are never held against anyone
    given = {region["code"] for region in named if region["code"].count(".") < 2} - free
    score.add("regions", len(wanted & given), len(given), len(wanted))
    for code in sorted(wanted ^ given):
        score.say(f"{'missed' if code in wanted else 'spurious'} region {code}")
    subject = [region["code"] for region in regions if region.get("subject")]
    if subject:
        found = [region["code"] for region in named if region.get("subject")]
        score.one("subject region", found == subject)


def _officials(score: Score, gold: GoldDocument, predicted: Item) -> None:
    def same(wanted: Item, given: Item) -> bool:
        return agrees("name", wanted["name"], given.get("name"))

    people = gold.facts["officials"]
    asked = [person for person in people if not person.get("optional")]
    extra = [person for person in people if person.get("optional")]
    left = [
        given
        for given in predicted.get("officials", [])
        if any(same(p, given) for p in asked) or not any(same(p, given) for p in extra)
    ]
    n = len(left)
    hits = {"officials by name": 0, "officials full": 0, "officials placed": 0}
    for wanted in asked:
        match = next((given for given in left if same(wanted, given)), None)
        if match is None:
            score.say(f"missed official {wanted['name']!r}")
            continue
        left.remove(match)
        _count_official(score, hits, wanted, match)
    for metric, hit in hits.items():
        score.add(metric, hit, n, len(asked))
    for given in left:
        score.say(f"spurious official {given.get('name')!r}")


def _count_official(score: Score, hits: dict[str, int], wanted: Item, given: Item) -> None:
    names = ("position", "acting", "region")
    wrong = [name for name in names if not agrees(name, wanted.get(name), given.get(name))]
    hits["officials by name"] += 1
    hits["officials full"] += not set(wrong) & {"position", "acting"}
    hits["officials placed"] += not wrong
    parts = [f"{name} {given.get(name)!r}, gold {wanted.get(name)!r}" for name in wrong]
    if parts:
        score.say(f"{wanted['name']!r} " + "; ".join(parts))


def _dates(score: Score, gold: GoldDocument, predicted: Item) -> None:
    def rank(wanted: Item, given: Item) -> float | None:
        overlap = _overlap(wanted, given)
        near = overlap >= 0.3 or _same_place(gold.text, wanted, given)
        return overlap if near and agrees("value", wanted["value"], given.get("value")) else None

    wanted, given = _asked(gold.facts["dates"], predicted.get("dates", []), rank)
    score.add("dates", len(_pair(wanted, given, rank)), len(given), len(wanted))


def _meeting(score: Score, gold: GoldDocument, predicted: Item) -> None:
    wanted, given = gold.facts.get("meeting"), predicted.get("meeting")
    if wanted and wanted.get("optional"):
        return
    both = bool(wanted and given)
    score.add("meeting", both, bool(given), bool(wanted))
    if not wanted or not given:
        return
    for name in MEETING:
        if name in wanted:
            hit = agrees(name, wanted[name], given.get(name))
            score.one(f"meeting {name}", hit)
            if not hit:
                score.say(f"meeting {name} {given.get(name)!r}, gold {wanted[name]!r}")
    if wanted.get("venue") not in (None, "", ANYTHING):
        one, other = set(_words(wanted["venue"])), set(_words(given.get("venue") or ""))
        score.one("meeting venue", bool(other) and 2 * len(one & other) >= len(one | other))


def _commitments(score: Score, gold: GoldDocument, predicted: Item) -> None:
    def rank(wanted: Item, given: Item) -> float | None:
        if not _same_words(wanted, given):
            return None
        fields = ("owner", "deadline", "region")
        right = sum(agrees(name, wanted.get(name), given.get(name)) for name in fields)
        return right + _overlap(wanted, given)

    wanted, given = _asked(gold.facts["commitments"], predicted.get("commitments", []), rank)
    pairs = _pair(wanted, given, rank)
    whole = 0
    for i, j in pairs.items():
        checked = {
            name: agrees(name, wanted[i].get(name), given[j].get(name))
            for name in ("owner", "deadline")
        }
        whole += all(checked.values())
        for name, hit in checked.items():
            score.one(f"commitment {name}", hit)
            if not hit:
                surface = wanted[i]["s"][:50]
                values = f"{given[j].get(name)!r}, gold {wanted[i].get(name)!r}"
                score.say(f"commitment {surface!r} {name} {values}")
    score.add("commitments", len(pairs), len(given), len(wanted))
    score.add("commitments full", whole, len(given), len(wanted))
    _say_unpaired(score, gold.text, "commitment ", wanted, given, pairs)


# ---- the table ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric over all documents; `low` and `high` bound F1 with 95 % (bootstrap)."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    hits: int
    predicted: int
    gold: int


def _rates(hits: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1; nothing predicted where nothing is asked is right."""
    precision = hits / predicted if predicted else float(gold == 0)
    recall = hits / gold if gold else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _total(tallies: Iterable[Sequence[int]]) -> Tally:
    columns = [sum(column) for column in zip(*tallies, strict=True)]
    return (columns[0], columns[1], columns[2]) if columns else (0, 0, 0)


def measure(scores: Sequence[Score]) -> dict[str, Measure]:
    """Every metric over the scores of documents."""
    table = {}
    for metric in METRICS:
        tallies = [tuple(score.tallies.get(metric, (0, 0, 0))) for score in scores]
        total = _total(tallies)
        table[metric] = Measure(*_rates(*total), *_interval(tallies), *total)
    return table


def _interval(tallies: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Bounds of F1 when documents are drawn anew; the same draws for every metric."""
    chance = random.Random(0)
    values = sorted(
        _rates(*_total([chance.choice(tallies) for _ in tallies]))[2] for _ in range(ROUNDS)
    )
    return values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS)]


def evaluate(gold: Sequence[GoldDocument], predictions: Mapping[str, Item]) -> list[Score]:
    """The score of every gold document; one without a prediction counts as empty."""
    return [score_document(document, predictions.get(document.id, {})) for document in gold]


def table_lines(table: Mapping[str, Measure], documents: int) -> Iterator[str]:
    """The table for people, one line for each metric."""
    yield f"{documents} documents"
    yield f"{'':22}{'P':>7}{'R':>7}{'F1':>7}   95 % interval   tp/predicted/gold"
    for metric, m in table.items():
        rates = f"{m.precision:7.3f}{m.recall:7.3f}{m.f1:7.3f}"
        counts = f"{m.hits}/{m.predicted}/{m.gold}"
        yield f"{metric:22}{rates}   {m.low:.3f}-{m.high:.3f}     {counts}"


# ---- floors ------------------------------------------------------------------------------------

FLOORS = "floors.json"


def load_floors(path: Path) -> dict[str, Any]:
    """The pinned sets by name: digest, documents, F1 by metric. Raises ReadError."""
    try:
        floors: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ReadError(f"{path}: is no JSON: {error}; take it from the last commit") from error
    return floors


def pin(gold: Sequence[GoldDocument], table: Mapping[str, Measure]) -> dict[str, Any]:
    """What is written down of a set: which gold it was, how much of it, how good the result."""
    return {
        "digest": gold_digest(gold),
        "documents": len(gold),
        "gold": {metric: m.gold for metric, m in table.items()},
        "f1": {metric: round(m.f1, 4) for metric, m in table.items()},
    }


def compare(pinned: Item | None, now: Item) -> list[str]:
    """What does not hold of a pinned set: other gold, or a metric below its floor."""
    if pinned is None:
        return ["no floors are pinned; pin them with --pin"]
    if pinned["digest"] != now["digest"]:
        return [
            f"the gold is not the one that was pinned ({pinned['documents']} documents then, "
            f"{now['documents']} now); look at what changed, then pin it with --pin"
        ]
    return [
        f"{metric}: F1 {now['f1'].get(metric, 0.0):.4f} is below its floor {floor:.4f}"
        for metric, floor in pinned["f1"].items()
        if now["f1"].get(metric, 0.0) < floor - SLACK
    ]


def lowered(pinned: Item | None, now: Item) -> list[str]:
    """The floors that pinning anew would lower: the gold may have changed, the scores may not."""
    floors = pinned["f1"] if pinned else {}
    return [
        f"{metric}: {floor:.4f} to {now['f1'].get(metric, 0.0):.4f}"
        for metric, floor in floors.items()
        if now["f1"].get(metric, 0.0) < floor - SLACK
    ]


def save_floors(path: Path, floors: Mapping[str, Any]) -> None:
    """Write the floors of all sets."""
    path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
