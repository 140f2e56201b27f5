"""What is carried on while a document is read from top to bottom, sentence by sentence."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extract.antecedents import paragraph_region
from extract.binding import Bound, Place, Span, is_compared, parent_of, parted_by_brackets
from extract.finder import compile_finder
from extract.followups import Followup
from extract.indicators import LABEL
from extract.labels import COUNTS, Label, Labelled, Topic, coming, headline_topics, is_list_line
from extract.list_parts import Part
from extract.periods import Period
from extract.quotes import Utterance
from extract.reading import Reading, within
from extract.text import Sentence


class CellTold(NamedTuple):
    """What a table says of a number that stands in it once; `row` is the span of its row."""

    indicator: str
    unit: str
    region: str | None
    row: tuple[int, int]
    target: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all sentences of a document are read against."""

    reading: Reading
    utterances: list[Utterance]
    places: list[Place]
    periods: list[Period]
    agreed: list[Followup]
    parts: dict[int, Part]
    cells: dict[float, CellTold] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """The number before, and the time and the place that were found for it."""

    end: int
    sentence: int
    family: str
    period: Period | None
    rule: str
    origin: bool
    region: str | None


@dataclass(frozen=True, slots=True)
class Cited:
    """Whose data the figures of a sentence are, whether that was only carried on to it, and
    whether it is the source of the whole paragraph."""

    source: str
    label: Label
    region: str | None
    paragraph: int
    sentence: int
    carried: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The one stated time of all figures of a sentence, None when they have several or none."""

    sentence: int
    family: str
    period: Period | None


@dataclass(slots=True)
class Context:
    """What is carried on while a document is read from top to bottom."""

    paragraph: int = -1
    region: str | None = None
    periods: dict[str, tuple[Period, int]] = field(default_factory=dict)
    origins: dict[str, Period] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    head: Sentence | None = None
    heading: str | None = None
    goal: tuple[Period, int] | None = None
    before: Stated | None = None
    cited: Cited | None = None
    told: Told | None = None
    sum: Stated | None = None
    series: dict[int, list[Period]] = field(default_factory=dict)
    counts: dict[int, Labelled] = field(default_factory=dict)
    brackets: Period | None = None  # of what the text sets in brackets beside its numbers
    row: Topic | None = None  # what the rows of a list tell first
    headed: tuple[str, int] | None = None  # the region of a heading, the paragraph below it
    known: dict[str, set[str]] = field(default_factory=dict)  # by family the regions told of
    told_of: dict[str, None] = field(default_factory=dict)  # the regions with figures, in order


@dataclass(frozen=True, slots=True)
class Numbers:
    """The labelled numbers of one sentence with what was found for them together."""

    sentence: Sentence
    items: list[Labelled]
    measures: dict[int, tuple[str, int]]
    periods: dict[Span, Period]
    places: dict[int, str]


def remember_time(evidence: Evidence, context: Context, sentence: Sentence) -> None:
    """A sentence that only names a time ("hasil SSGI 2022") gives it to the next ones of its
    paragraph, and one that announces what follows to the paragraph below."""
    here = [
        p
        for p in within(evidence.periods, sentence.start, sentence.end)
        if p.kind in ("year", "month") and not is_compared(evidence.reading.text, p)
    ]
    parted = parted_by_brackets(evidence.reading.text, here)
    _remember_round(evidence.reading.text, context, sentence, here)
    if parted and parted[0] and not coming(parted[0], evidence.reading):
        context.periods["survey"] = (parted[0], sentence.paragraph)
        context.brackets = parted[1]
    elif here and not coming(here[-1], evidence.reading):
        below = _heads_list(evidence.reading.text, sentence)
        context.periods["named"] = (here[-1], sentence.paragraph + below)


# "Dasarnya angka BPS Maret 2024", "acuannya Susenas Maret 2025"
ROUND_OF = compile_finder(
    r"\b(?:dasar(?:nya)?|acuan(?:nya)?|data(?:nya)?|angka(?:nya)?|posisi(?:nya)?|kondisi(?:nya)?|"
    r"rujukan(?:nya)?|memakai|pakai|BPS|Susenas)\s+(?:(?:adalah|hasil|angka|data|BPS|Susenas|"
    r"kemiskinan|resmi|per|pada|keadaan|kondisi|posisi|bulan|untuk|survei)\s+)*$",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"\b(?:setahun|tahun)\s+sebelumnya\b[^.;]{0,40}\bkurung|"
    r"\bkurung(?:nya)?\b[^.;]{0,30}\b(?:setahun|tahun)\s+sebelumnya\b",
    re.IGNORECASE,
)


def _remember_round(text: str, context: Context, sentence: Sentence, here: list[Period]) -> None:
    """The round of the survey that a text says to tell, before it tells any number; the year
    before may stand in brackets."""
    rounds = [p for p in here if p.kind == "month" and p.first.month in (3, 9)]
    if len(rounds) != 1 or not ROUND_OF.search(text, sentence.start, rounds[0].start):
        return
    if "survey" not in context.periods:
        context.periods["survey"] = (rounds[0], sentence.paragraph)
    if YEAR_BEFORE.search(text, sentence.start, sentence.end):
        context.brackets = year_earlier(rounds[0])


def year_earlier(period: Period) -> Period:
    """The same month of the year before."""
    first = period.first.replace(year=period.first.year - 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return replace(period, iso=f"{first:%Y-%m}", first=first, last=last)


def open_sentence(context: Context, reading: Reading, sentence: Sentence) -> None:
    """A new paragraph forgets its region; a line that ends in a colon heads the list below it."""
    if sentence.paragraph != context.paragraph:
        context.paragraph = sentence.paragraph
        context.region = (
            _opened_with(reading, sentence)
            or paragraph_region(reading, sentence)
            or _headed_by(context, reading, sentence)
        )
    _open_heading(context, reading, sentence)
    if is_list_line(reading, sentence):
        if context.row and sentence.paragraph - context.row.paragraph <= ROWS_APART:
            context.topics.append(replace(context.row, paragraph=sentence.paragraph))
        return
    if _heads_list(reading.text, sentence) or _titles_rows(reading, sentence):
        context.head = sentence
    elif not (context.head and is_row(reading, sentence)) or _is_field(reading, sentence):
        context.head = None


ROWS_APART = 2  # paragraphs from one row of a list to the next
HEADING_MAX = 70  # characters


def is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line heads the paragraph below it: short, in capitals or marked as bold, a line of
    its own."""
    if sentence.end - sentence.start > HEADING_MAX or not _is_line(reading.text, sentence):
        return False
    before = reading.text[max(0, sentence.start - 1) : sentence.start]
    words = BRACKETED.sub("", reading.text[sentence.start : sentence.end])
    bold = words.startswith("**") and words.rstrip(" :").endswith("**")
    capitals = words.isupper() and not words.rstrip().endswith(":")
    return before in ("", "\n") and (bold or capitals)


BRACKETED = re.compile(r"\([^()]*\)")


def _headed_by(context: Context, reading: Reading, sentence: Sentence) -> str | None:
    """The one region that the heading right above names; a heading is kept for what is below."""
    region, paragraph = context.headed or (None, -1)
    if is_heading(reading, sentence):
        named = {m.code for m in within(reading.regions.mentions, sentence.start, sentence.end)}
        code = named.pop() if len(named) == 1 else None
        around = (None, reading.subject, parent_of(reading.subject))
        context.headed = (code, sentence.paragraph + 1) if code and code not in around else None
    return region if paragraph == sentence.paragraph else None


# The name of a meeting ("... DATA SASARAN") is no head of the points below its header block.
FIELD = re.compile(
    r"\W*(?:hari|tempat|lokasi|pimpinan|pemimpin)(?: ?[/,&] ?| dan | )?\w*\s*[:|\t]", re.IGNORECASE
)


def _is_field(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line is a field of the header block of minutes: "Tempat : Aula"."""
    return FIELD.match(reading.text, sentence.start, sentence.end) is not None


CAPITALS = re.compile(r"\W*(?:[A-Z]{3,}\W+){2}(?!.*[a-z])")


ANNOUNCED = compile_finder(
    r"\b(?:data|rincian|angka)\b[^.:]{0,40}\bberikut(?: ini)?\W*$|\b(?:berikut(?: ini)?(?: "
    r"adalah)? (?:rincian|data|daftar|perincian|sebaran|angka|besaran)\w*|"
    r"sebagai berikut|rincian(?:nya)? (?:sebagai )?berikut)\b",
    re.IGNORECASE,
)


# "Tabel 2. Persentase penduduk miskin menurut kabupaten, 2023", "Data kemiskinan Maret 2024"
CAPTION = re.compile(
    r"\W*(?:(?:(?i:Tabel|Grafik|Gambar|Lampiran|Diagram|Infografi[ks])|Daftar)\b|(?:Data|Rincian|Perbandingan|Capaian|"
    r"Perkembangan)\s[^.!?]{0,100}(?:19|20)\d\d\W*$)"
)


# "Tahun: 2024", "Periode data : Maret 2024" over the lines that are of then
DATED = re.compile(
    r"\W*(?:tahun|periode|keadaan|kondisi|posisi|bulan)(?: data)?\s*[:=]\s*[^.!?]{0,16}\d{4}\W*$",
    re.I,
)


def _heads_list(text: str, sentence: Sentence) -> bool:
    """Whether a sentence announces the lines below it: by its colon, in so many words, or as a
    caption."""
    words = text[sentence.start : sentence.end].rstrip()
    stop = sentence.start + len(words)
    if words.endswith(":") or ANNOUNCED.search(text, sentence.start, stop):
        return True
    if CAPTION.match(words) and not words.endswith(".") and _is_line(text, sentence):
        return True
    if DATED.match(words) and _is_line(text, sentence):
        return True
    titled = CAPITALS.match(words) is not None and len(words) <= ROW_MAX and not words.endswith(".")
    return titled and _is_line(text, sentence)


def _titles_rows(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line without a number names a measure and a time, and the next is a row of numbers:
    "Angka kemiskinan per kabupaten, Maret 2024"."""
    text = reading.text
    words = text[sentence.start : sentence.end].rstrip()
    if len(words) > ROW_MAX or words[-1:] in (*".!?,;”", '"') or not _is_line(text, sentence):
        return False
    if not within(reading.indicators, sentence.start, sentence.end):
        return False
    index = reading.sentence_index(sentence.start) + 1
    below = reading.sentences[index] if index < len(reading.sentences) else None
    if below is None or not (is_list_line(reading, below) or is_row(reading, below)):
        return False
    here = within(reading.periods, sentence.start, sentence.end)
    timed = any(p.kind != "day" for p in here) and not re.search(r"[|\t]", words)
    return timed and not _states(reading, sentence) and _states(reading, below)


def _states(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line holds a number with a unit or with decimals."""
    numbers = within(reading.quantities, sentence.start, sentence.end)
    return any(q.unit or q.decimals for q in numbers)


def _is_line(text: str, sentence: Sentence) -> bool:
    return text[sentence.end : sentence.end + 1] == "\n"


def is_row(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line is one of a list without marks: short, a paragraph of its own, no full
    stop."""
    text = reading.text[sentence.start : sentence.end].rstrip()
    alone = "\n" in reading.text[max(0, sentence.start - 2) : sentence.start]
    return alone and len(text) <= ROW_MAX and text[-1:] not in (".", "”", '"')


ROW_MAX = 110  # characters


OPENS = re.compile(
    r"\W*(?:(?:sementara|adapun|sedangkan)(?: itu)?,? )?(?:di|untuk|dari)\s+(?:kabupaten |kota |"
    r"provinsi )?",
    re.IGNORECASE,
)


def _opened_with(reading: Reading, sentence: Sentence) -> str | None:
    """The region that a paragraph turns to with its first words: "Di Purbalingga, Bupati X ..."."""
    here = within(reading.regions.mentions, sentence.start, sentence.start + 60)
    if not here or not OPENS.fullmatch(reading.text, sentence.start, here[0].start):
        return None
    comma = reading.text[here[0].end : here[0].end + 1] == ","
    return here[0].code if comma and len(here[0].code) <= 5 else None


HEADING = re.compile(
    r"\W*(?:\d{1,2}[.)/]?\s*|[A-Za-z][.)]\s*)?(?:kabupaten|kab\.?|kota|provinsi)?\s*$",
    re.IGNORECASE,
)


SENTENCE_MIN = 90  # characters; a shorter line is an item under its heading


def _open_heading(context: Context, reading: Reading, sentence: Sentence) -> None:
    """A line that holds nothing but a region's name heads the short lines below it."""
    here = within(reading.regions.mentions, sentence.start, sentence.end)
    lead = reading.text[sentence.start : here[0].start] if here else ""
    tail = reading.text[here[0].end : sentence.end] if here else ""
    if len(here) == 1 and HEADING.fullmatch(lead) and re.fullmatch(r"[\s:*_]*", tail):
        context.heading = here[0].code
    elif sentence.end - sentence.start > SENTENCE_MIN:
        context.heading = None


SURVEY = ("poverty", "poverty_line", "poverty_gap", "poverty_severity", "gini")


def family_of(label: Label) -> str:
    """What is measured together: one round of the social and economic survey gives the rate, the
    count, the line, gap and severity of poverty and the inequality."""
    if label.indicator.endswith("_households"):
        return "register"  # families are counted in registers, never by the survey
    return "survey" if label.topic in SURVEY else label.topic


ADMINISTRATIVE = ("budget", "incentive", "housing", "beneficiaries")
# By these rules a sentence says the time itself, for all that it tells in one breath.
STATED_BY = ("period in sentence", "period of the sum before", "period of the sentence before")


def _remember_told(context: Context, family: str) -> None:
    """Keep the sum that a sentence tells first, and the time of a sentence that states only one."""
    stated, told = context.before, context.told
    if stated is None:
        return
    told_here = told is not None and told.sentence == stated.sentence
    period = stated.period if stated.rule in STATED_BY else None
    if period:
        context.series.setdefault(stated.sentence, []).append(period)
    if told and told_here and (told.family, told.period) != (family, period):
        period = None
    context.told = Told(stated.sentence, family, period)
    summed = context.sum is not None and context.sum.sentence == stated.sentence
    if family == "budget" and not stated.origin and not summed:
        context.sum = stated


def remember_period(
    context: Context,
    label: Label,
    period: Period | None,
    sentence: Sentence,
    modality: str,
    reading: Reading,
) -> None:
    """Keep the latest reported period of a family and the one that it is compared with."""
    _remember_told(context, family_of(label))
    if coming(period, reading):
        return
    if period and modality == "reported" and period.kind not in ("day", "interval"):
        family = family_of(label)
        before, _ = context.periods.get(family, (None, 0))
        compared = period.relative and is_compared(reading.text, period)
        rule = context.before.rule if context.before else ""
        if before is None and (rule == "period of comparison" or compared):
            context.origins[family] = period
            return  # what something came from is not the time that the text speaks of
        if before and context.before and _only_recalls(context.before, before):
            period = before
        for topic in (family, "any"):
            _keep_latest(context, topic, period, sentence.paragraph)
        current = context.periods[family][0]
        if period.last < current.first:
            _keep_origin(context, family, period, current)
        elif before and before.last < current.first:
            context.origins[family] = before


def _only_recalls(stated: Stated, known: Period) -> bool:
    """Whether a year is but what was left of a month carried on: the month is kept."""
    period = stated.period
    if period is None or stated.rule != "period carried on" or known.kind == "year":
        return False
    return period.kind == "year" and period.first.year == known.first.year


def _keep_origin(context: Context, family: str, period: Period, current: Period) -> None:
    """Of several earlier times what things come from is of the last: "13,8 persen pada 2022 dan
    15,1 persen pada 2021. Jumlahnya turun dari ..."."""
    known = context.origins.get(family)
    if known is None or not period.last <= known.last < current.first:
        context.origins[family] = period


def remember_region(context: Context, region: Bound, reading: Reading, sentence: Sentence) -> None:
    """A paragraph speaks of the region that it opens with; another one is only compared with."""
    subject = reading.subject
    named = region.rule == "region name in sentence"
    if not named or region.value in ("ID", parent_of(subject)) or context.region is not None:
        return
    index = reading.sentence_index(sentence.start)
    opens = index == 0 or reading.sentences[index - 1].paragraph != sentence.paragraph
    if region.value == subject or opens:
        context.region = region.value


ROW_MARK = re.compile(r"\W*(?:\d{1,2}[.)/]?\s*)?(?:(?:kabupaten|kab\.?|kota|provinsi)\s+)?", re.I)


def _heads_row(reading: Reading, sentence: Sentence, item: Labelled) -> bool:
    """Whether only the name of a region stands before the number of a row."""
    named = within(reading.regions.mentions, sentence.start, item.quantity.start)
    if len(named) != 1 or item.quantity.unit in COUNTS:
        return False
    lead = ROW_MARK.fullmatch(reading.text, sentence.start, named[0].start)
    return lead is not None and not reading.text[named[0].end : item.quantity.start].strip(" :=–—-")


def _keep_latest(context: Context, topic: str, period: Period, paragraph: int) -> None:
    old, at = context.periods.get(topic, (None, -199))
    far = paragraph - at > (99 if topic == "survey" else 2)
    within = old is not None and old.kind == "year" and old.first.year == period.last.year
    vague = old is not None and old.relative and not period.relative and period.kind == "month"
    if old is None or far or within or vague or period.last >= old.last:
        context.periods[topic] = (period, paragraph)
    else:
        context.periods[topic] = (old, paragraph)


def remember_topics(
    context: Context, reading: Reading, sentence: Sentence, items: list[Labelled]
) -> None:
    """Keep what a sentence speaks of: the labels that it names, then those of its numbers; those of
    a heading are of the paragraph below it."""
    below = 1 if not items and is_heading(reading, sentence) else 0
    for mention in headline_topics(reading, sentence):
        if items and mention.strength < LABEL:
            continue
        label = Label(mention.indicator, mention.topic, 0, "label", mention)
        context.topics.append(Topic(label, sentence.paragraph + below))
    if items and is_list_line(reading, sentence) and _heads_row(reading, sentence, items[0]):
        context.row = Topic(items[0].label, sentence.paragraph)
    for item in items:
        quantity = item.quantity
        context.topics.append(Topic(item.label, sentence.paragraph, quantity.unit, quantity.value))
    del context.topics[:-60]
