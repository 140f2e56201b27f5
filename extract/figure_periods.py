"""Which period a number describes: its own, that of a list, of a plan, or one carried on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from extract.binding import is_compared, parted_by_brackets, stands_in_brackets, words
from extract.cues import cue
from extract.figure_context import (
    ADMINISTRATIVE,
    STATED_BY,
    Context,
    Evidence,
    Numbers,
    Stated,
    family_of,
    is_row,
)
from extract.finder import compile_finder, fold
from extract.labels import RATES, UNITLESS, Label, Labelled, coming, is_list_line
from extract.modality import clause_before, is_origin
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading, within
from extract.text import Sentence

PLANNED_ALL = re.compile(
    r"\bdari\s+(?:\w+\s+)?(?:pagu|total|rencana|target|alokasi|kuota|plafon|"
    r"anggaran)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


PLANNED_BEHIND = re.compile(
    r"\s+(?:yang\s+)?(?:direncanakan|ditargetkan|dianggarkan|dialokasikan)", re.IGNORECASE
)


def of_the_year(reading: Reading, period: Period, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a month is not the number's own: when houses, money or aid are to arrive, or how
    far what is planned for the year had got."""
    ends = period.deadline and "akhir" in period.text.lower()
    before = reading.text[max(sentence.start, quantity.start - 60) : quantity.start]
    planned = PLANNED_ALL.search(before) or (
        before.rstrip().endswith("dari") and PLANNED_BEHIND.match(reading.text, quantity.end)
    )
    short = period.kind in ("month", "day")
    return short and bool(ends or coming(period, reading) or planned)


END_OF_TERM = re.compile(
    r"\b(?:akhir|ujung|penghujung)\s+(?:\w+\s+)?(?:masa (?:jabatan|bakti)|RPJMD|periode|"
    r"kepemimpinan)\b",
    re.IGNORECASE,
)


OWN_TERM = re.compile(
    r"\b(?:akhir|ujung|penghujung)\s+(?:\w+\s+)?(?:masa (?:jabatan|bakti)|kepemimpinan)\b|"
    r"\blima tahun (?:masa )?(?:jabatan|memimpin|kepemimpinan)\b",
    re.IGNORECASE,
)
# The heads of all regions took office in February 2025, for five years.
TERM = (date(2025, 2, 20), date(2030, 2, 20))


def _end_of_term(published: date | None) -> Period | None:
    """The year in which a head who speaks on a day leaves office, where the law tells it."""
    known = published is not None and TERM[0] <= published < TERM[1]
    return year_period(TERM[1].year) if known else None


def period_of_aim(
    reading: Reading,
    context: Context,
    sentence: Sentence,
    text: str,
    period: Period | None,
    rule: str,
) -> tuple[Period | None, str]:
    """The period of a target: what is reported of one year is not aimed at for it, but an aim
    goes on with the time of the aim before it."""
    if rule in ("period in sentence", "period of list head") and period:
        context.goal = (period, sentence.paragraph)
        return period, rule
    if OWN_TERM.search(text) and not YEAR.search(text):
        # No term ends in the year of the aim that was told before.
        return _end_of_term(reading.published), "end of a term"
    if context.goal and sentence.paragraph - context.goal[1] <= 1:
        return context.goal[0], "period of the aim before"
    if rule == "period carried on" and END_OF_TERM.search(text):
        return None, ""  # what is reported of a year is not aimed at for it
    return period, rule


# Months of the rounds of BPS's surveys: Susenas for poverty, Sakernas for work.
# The index of human development and the growth of an economy are not measured by the month.
ROUNDS: dict[str, tuple[int, ...]] = {
    "survey": (3, 9),
    "unemployment": (2, 8),
    "hdi": (),
    "growth": (),
}


def measured_then(code: str | None, period: Period, label: Label) -> bool:
    """Whether a region can have a figure for a month: surveys have their rounds, and regencies
    are in that of March only."""
    if period.kind != "month":
        return True
    rounds = ROUNDS.get(family_of(label))
    if rounds is not None and period.first.month not in rounds:
        return False
    regency = code is not None and len(code) == 5
    return not (regency and period.first.month == 9)


@dataclass(frozen=True)
class _Asked:
    """A number whose time is asked for."""

    evidence: Evidence
    context: Context
    numbers: Numbers
    item: Labelled

    @property
    def reading(self) -> Reading:
        return self.evidence.reading

    @property
    def measure(self) -> str:
        return self.numbers.measures[self.item.quantity.start][0]

    @property
    def sentence_before(self) -> Sentence | None:
        index = self.reading.sentence_index(self.numbers.sentence.start)
        return self.reading.sentences[index - 1] if index else None

    @cached_property
    def family(self) -> str:
        return family_of(self.item.label)

    @cached_property
    def came_from(self) -> bool:
        """Whether the number is what another one came from: "turun dari 9,1 persen"."""
        quantity = self.item.quantity
        clause = clause_before(self.reading.text, self.numbers.sentence, quantity.start)
        moved = self.family not in ADMINISTRATIVE or MOVED_FROM.search(clause)
        return is_origin(clause) and bool(moved)


Timed = tuple[Period | None, str]  # a period and the rule that gave it


def period_of(evidence: Evidence, context: Context, numbers: Numbers, item: Labelled) -> Timed:
    """The period of a number and the rule that gave it: the first of `RULES` that knows one."""
    asked = _Asked(evidence, context, numbers, item)
    answers = (rule(asked) for rule in RULES)
    return next((answer for answer in answers if answer is not None), (None, ""))


BECAME = re.compile(r"\s*,?\s*(?:\w+\s+){0,3}(?:menjadi|jadi|ke)\s+", re.IGNORECASE)


def _what_it_became(asked: _Asked) -> Timed | None:
    """ "yang pada Maret masih 11,3 persen lalu menjadi 10,9 persen": the latter is of the time
    that the text speaks of, when that is later."""
    stated, quantity = asked.context.before, asked.item.quantity
    now, _ = asked.context.periods.get(asked.family, (None, 0))
    if stated is None or stated.period is None or stated.end > quantity.start or now is None:
        return None
    own = asked.numbers.periods.get((quantity.start, quantity.end))
    other = own is not None and own != stated.period
    if other or stated.family != asked.family or now.first <= stated.period.last:
        return None
    gap = asked.reading.text[stated.end : quantity.start]
    return (now, "period carried on") if BECAME.fullmatch(gap) else None


def _own(asked: _Asked) -> Timed | None:
    """The period that its sentence assigns to a number."""
    quantity, label = asked.item.quantity, asked.item.label
    own = asked.numbers.periods.get((quantity.start, quantity.end))
    if own is None:
        return None
    if asked.came_from and not _stands_at(asked.reading.text, own, quantity):
        return None
    if asked.measure == "change" and _is_before(own, asked.context, label):
        return None
    if not YEAR.search(own.text) and _is_last_years(asked, own):
        own = months_before(own, 12)  # "dari 5,8 persen pada Maret", said in January
    if _is_due(asked, own):
        own = months_before(own, -12)  # "wajib nol per Desember", said in July
    if _is_lent(asked, own):
        own = whole_year(own)
    if own.kind == "interval" and asked.measure == "level" and _became(asked):
        own = year_period(own.last.year)
    return _same_time(asked.reading, asked.context, label, own), "period in sentence"


# What shows that a month without a year is still to come.
AHEAD = re.compile(
    r"\b(?:akan|bakal|nanti\w*|mendatang|depan|besok|kelak|janji\w*|berjanji|mulai|maksimal|minimal|"
    r"paling|sebelum|tembus|bisa|sasaran\w*|angkakan|pasang\w*|sanggup\w*|usul\w*|mau|ingin)\b",
    re.IGNORECASE,
)


def _is_last_years(asked: _Asked, own: Period) -> bool:
    """Whether a month without a year is that of the year before, although it comes nearest in
    this one: what a survey of March found, told in February, when nothing speaks of what is to
    come."""
    if asked.came_from and coming(own, asked.reading):
        return True
    rounds, published = ROUNDS.get(asked.family), asked.reading.published
    if not rounds or published is None or own.kind != "month" or own.first.month not in rounds:
        return False
    if own.last + TO_COUNT <= published:
        return False
    text, sentence = asked.reading.text, asked.numbers.sentence
    low, high = sentence.start, min(sentence.end, asked.item.quantity.end + NEAR_BEHIND)
    hopes = (cue(kind).search(text, low, high) for kind in ("target", "forecast"))
    return not any(hopes) and AHEAD.search(text, low, high) is None


TO_COUNT = timedelta(days=30)  # no survey is out so soon after its month
NEAR_BEHIND = 40  # characters behind a number that may say that it is still to come


MUST = re.compile(
    r"\b(?:wajib|harus|mesti|ditargetkan|targetnya|target)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def _is_due(asked: _Asked, own: Period) -> bool:
    """Whether a month without a year, read as one that is over, is that until which a number must
    be reached."""
    published, start = asked.reading.published, asked.item.quantity.start
    if own.kind != "month" or YEAR.search(own.text) or published is None or own.last >= published:
        return False
    low = max(asked.numbers.sentence.start, start - 40)
    return MUST.search(asked.reading.text, low, start) is not None


def _became(asked: _Asked) -> bool:
    """Whether a number is what the one before came to: "dari 2,1 persen menjadi 0,7 persen"."""
    stated = asked.context.before
    if stated is None or not stated.origin or stated.family != asked.family:
        return False
    if stated.sentence != asked.numbers.sentence.start:
        return False
    gap = asked.reading.text[stated.end : asked.item.quantity.start]
    return len(gap) < GAP_MAX and BECAME.search(gap) is not None


GAP_MAX = 80  # characters between what something was and what it became


def _of_its_levels(asked: _Asked) -> Timed | None:
    """ "turun 1,1 poin, dari 10,9 persen pada 2022 menjadi 9,8 persen pada 2024", "turun 1,1 poin
    menjadi 9,8 persen pada 2024": a change is of the time of the level that it ends at."""
    text, here = asked.reading.text, asked.item.quantity
    if asked.measure != "change":
        return None
    behind = [i for i in asked.numbers.items if i.quantity.start > here.start][:2]
    if not behind or any(family_of(i.label) != asked.family for i in behind):
        return None
    last = behind[0].quantity
    if not BECAME.fullmatch(text[here.end : last.start]):
        first, last = last, behind[-1].quantity
        gap = text[first.end : last.start]
        came = FROM_LEVEL.search(text[here.end : first.start])
        if not came or len(gap) > GAP_MAX or not BECAME.search(gap):
            return None
    period = asked.numbers.periods.get((last.start, last.end))
    return (period, "period in sentence") if period else None


FROM_LEVEL = re.compile(r"^[^.;]{0,60}\bdari\s+(?:\w+\s+){0,4}$", re.IGNORECASE)


def _is_lent(asked: _Asked, own: Period) -> bool:
    """ "TPT per Agustus 2024 sebesar 2,6 persen dan IPM 75,6": the month is that of the number
    between; the other is not measured in it."""
    settled = measured_then(None, own, asked.item.label) or coming(own, asked.reading)
    if own.kind != "month" or settled:
        return False
    start = asked.item.quantity.start
    between = (i for i in asked.numbers.items if own.end <= i.quantity.start < start)
    return any(family_of(item.label) != asked.family for item in between)


YEAR = re.compile(r"\d{4}")


BUDGET_YEAR = re.compile(
    r"\b(?:R?APB(?:D|N|Des|Kam)(?:-?P)?|DIPA|DPA|KUA[- ]?PPAS|RKPD|RKA|anggaran|TA|T\.A\.)\s+"
    r"(?:perubahan\s+)?(?:tahun\s+)?(?:anggaran\s+)?$",
    re.IGNORECASE,
)


def _of_budget_year(asked: _Asked) -> Timed | None:
    """ "Rp1,5 miliar per desa akan kami arahkan ke dua kecamatan mulai tahun anggaran 2026": the
    one year of its sentence, when that is the year of a budget."""
    sentence, text = asked.numbers.sentence, asked.reading.text
    here = list(within(asked.evidence.periods, sentence.start, sentence.end))
    if asked.family not in ADMINISTRATIVE or len(here) != 1 or here[0].kind != "year":
        return None
    (period,) = here
    named = BUDGET_YEAR.search(text, max(0, period.start - 50), period.start) or re.match(
        r"(?:tahun anggaran|t\.?a\.?)\b", period.text, re.IGNORECASE
    )
    if not named or is_compared(text, period) or asked.came_from:
        return None
    spent = coming(period, asked.reading) and _is_given_out(asked)
    return None if spent else (period, "period in sentence")


def _is_given_out(asked: _Asked) -> bool:
    """Whether money, houses or aid are told as given out already."""
    sentence, start = asked.numbers.sentence, asked.item.quantity.start
    given = GIVEN_OUT.search(asked.reading.text, sentence.start, start)
    return asked.family in ADMINISTRATIVE and given is not None


GIVEN_OUT = compile_finder(r"\b(?:telah|sudah|berhasil|tersalur\w*|terserap\w*)\b", re.IGNORECASE)


AT_THAT_TIME = re.compile(
    r"\W*(?:pada )?(?:waktu|saat|ketika|kala|masa|tahun|periode|bulan)\s+(?:itu|tersebut)\b|"
    r"\W*(?:pada )?(?:tahun|periode|bulan|saat|waktu) yang sama\b|"
    r"\W*(?:sebelum|sampai|hingga|pada) (?:itu|saat itu|waktu itu)\b",
    re.IGNORECASE,
)


def _at_that_time(asked: _Asked) -> Timed | None:
    """ "Waktu itu provinsi masih 19,3 persen": of the time that the number before was of."""
    stated, sentence = asked.context.before, asked.numbers.sentence
    if AT_THAT_TIME.match(asked.reading.text, sentence.start, sentence.end) is None:
        return None
    before = asked.sentence_before
    adjoins = stated and stated.sentence in (sentence.start, before.start if before else -1)
    if stated and stated.period and adjoins:
        return stated.period, "period in sentence"
    named = within(asked.evidence.periods, before.start, before.end) if before else ()
    return (named[0], "period in sentence") if len(named) == 1 else None


def _told_behind(asked: _Asked) -> Timed | None:
    """ "Delapan belas koma delapan persen, Pak. Maret 2024,": the time that the next sentence only
    adds."""
    reading, sentence = asked.reading, asked.numbers.sentence
    index = reading.sentence_index(sentence.start) + 1
    after = reading.sentences[index] if index < len(reading.sentences) else None
    if after is None or after.paragraph != sentence.paragraph or asked.came_from:
        return None
    here = list(within(asked.evidence.periods, after.start, after.start + 12))
    if len(here) != 1 or here[0].kind not in ("month", "year"):
        return None
    lead = ADDS.fullmatch(reading.text, after.start, here[0].start)
    closed = NOTHING_MORE.match(reading.text, here[0].end) and not here[0].relative
    near = within(asked.evidence.periods, sentence.start, sentence.end)
    return (here[0], "period in sentence") if lead and closed and not near else None


NOTHING_MORE = re.compile(r"[.,]?[”\"]|\.(?=\s|$)")
ADDS = re.compile(r"\W*(?:(?:itu|per|pada|posisi|data|tahun)\s+)*", re.IGNORECASE)


# "Di dalamnya terdapat Rp96 miliar", "Dari pagu tersebut Rp12 miliar"
PART_OF_SUM = re.compile(
    r"\W*(?:(?:dan|adapun|sementara|termasuk|namun)\s+)*(?:di ?dalamnya|di ?antaranya|dari\s+"
    r"(?:(?:total|seluruh|keseluruhan|jumlah|nilai|besaran)\s+)?(?:jumlah|pagu|anggaran|total|alokasi|"
    r"dana|angka|nilai|belanja|besaran|plafon)(?:\s+(?:anggaran|belanja|sebesar|sebanyak))?\s+"
    r"(?:itu|tersebut|tadi|ini)|dari\s+(?:jumlah|total|pagu)nya)\b",
    re.IGNORECASE,
)


def _of_sum_before(asked: _Asked) -> Timed | None:
    """ "RAPBD 2025 dirancang Rp2 triliun. Di dalamnya Rp96 miliar ...": of the year of the sum."""
    sentence, before = asked.numbers.sentence, asked.sentence_before
    if asked.family not in ADMINISTRATIVE or before is None:
        return None
    if not PART_OF_SUM.match(asked.reading.text, sentence.start, sentence.end):
        return None
    whole = asked.context.sum
    if whole and whole.period and whole.sentence == before.start:
        return whole.period, "period of the sum before"
    here = within(asked.evidence.periods, before.start, before.end)
    named = [p for p in here if p.kind == "year" and not is_compared(asked.reading.text, p)]
    return (named[0], "period of the sum before") if len(named) == 1 else None


SAME_TIMES = compile_finder(
    r"\b(?:periode|kurun(?: waktu)?|rentang(?: waktu)?|(?:dua|tiga|empat|lima) tahun|tahun-tahun|"
    r"tahun) (?:yang |yg )?sama\b[^.;]{0,90}\b(?:berturut-turut|masing-masing|berurutan)\b",
    re.IGNORECASE,
)


SERIES_BACK = 400  # characters from a series to the sentence that goes back to its times


def _of_same_times(asked: _Asked) -> Timed | None:
    """ "Pada periode yang sama jumlahnya masing-masing 50,5 ribu, 48,3 ribu, dan 46,8 ribu": the
    times of the last series before it, in turn."""
    sentence, start = asked.numbers.sentence, asked.item.quantity.start
    if not SAME_TIMES.search(asked.reading.text, sentence.start, start):
        return None
    indicator = asked.item.label.indicator
    alike = [i.quantity.start for i in asked.numbers.items if i.label.indicator == indicator]
    told = (place for place in asked.context.series if place < sentence.start)
    last = max(told, default=-SERIES_BACK)
    series = asked.context.series.get(last, [])
    fits = len(alike) > 1 and len({p.iso for p in series}) == len(series) == len(alike)
    if not fits or sentence.start - last > SERIES_BACK:
        return None
    return series[alike.index(start)], "period in sentence"


RANKED = compile_finder(
    r"\b(?:tertinggi|terendah|terbesar|terkecil|terbanyak|tersedikit|terparah|paling (?:tinggi|"
    r"rendah|besar|kecil|banyak|sedikit)|disusul|menyusul|diikuti|berikutnya|selanjutnya|"
    r"(?:posisi|urutan|peringkat) \w+)\b",
    re.IGNORECASE,
)


def _of_sentence_before(asked: _Asked) -> Timed | None:
    """ "Pada Maret 2024 Sragen 12,4 persen. Terendah Kota Semarang 4,3 persen":
    a ranking goes on in the one time of the sentence before it."""
    told, before, sentence = asked.context.told, asked.sentence_before, asked.numbers.sentence
    if told is None or told.period is None or before is None or asked.measure != "level":
        return None
    adjoins = told.sentence == before.start and before.paragraph == sentence.paragraph
    if not adjoins or told.family != asked.family or asked.came_from:
        return None
    start = asked.item.quantity.start
    ranked = RANKED.search(asked.reading.text, sentence.start, start)
    return (told.period, "period of the sentence before") if ranked else None


def _only_of_row(asked: _Asked) -> Timed | None:
    """The one time that a row with one number names, wherever in the row: "[9,8%] penduduk miskin
    Wonogiri, Maret 2024"."""
    sentence, reading = asked.numbers.sentence, asked.reading
    if asked.family in ADMINISTRATIVE or len(asked.numbers.items) != 1:
        return None
    if not (is_list_line(reading, sentence) or is_row(reading, sentence)):
        return None
    here = list(within(asked.evidence.periods, sentence.start, sentence.end))
    only = len(here) == 1 and here[0].kind != "day" and not is_compared(reading.text, here[0])
    if not only or asked.measure != "level" or asked.came_from:
        return None
    published = asked.reading.published
    if here[0].kind == "month" and published and here[0].first > published:
        return None  # by when something is to be done, in a row of tasks
    return here[0], "period in sentence"


def _of_list_head(asked: _Asked) -> Timed | None:
    head, sentence = asked.context.head, asked.numbers.sentence
    if head is None or not (
        is_list_line(asked.reading, sentence) or is_row(asked.reading, sentence)
    ):
        return None
    named = list(within(asked.evidence.periods, head.start, head.end)) or _slashed_years(asked)
    if not named:
        return None
    parted = parted_by_brackets(asked.reading.text, named)
    if parted:
        start = asked.item.quantity.start
        period = parted[stands_in_brackets(asked.reading.text, sentence.start, start)]
    else:
        period = _nth_of_head(asked, named) or named[-1]
    return (period, "period of list head") if period else None


def _set_in_brackets(asked: _Asked) -> Timed | None:
    """ "7,60 persen (8,06)", where the text has said whose time stands in brackets."""
    start, period = asked.item.quantity.start, asked.context.brackets
    if period is None or asked.family != "survey" or asked.measure != "level":
        return None
    bracket = asked.reading.text[max(0, start - 1) : start] == "("
    return (period, "period of the brackets") if bracket else None


HEAD_LISTS = re.compile(
    r"\s*(?:,|/|&|vs\.?|versus|→|->|dan|serta|,\s*dan|dengan|di ?banding(?:kan)?(?: dengan)?)\s*"
)


SLASHED = re.compile(r"(?<![\w/])(?:19|20)\d\d(?:\s?/\s?(?:19|20)\d\d){2,}(?![\w/])")


def _slashed_years(asked: _Asked) -> list[Period]:
    """The years of a head that lists three or more of them: "penduduk miskin 2023/2024/2025:"."""
    head = asked.context.head
    listed = SLASHED.search(asked.reading.text, head.start, head.end) if head else None
    return [year_period(int(year)) for year in re.findall(r"\d{4}", listed[0])] if listed else []


def _nth_of_head(asked: _Asked, named: list[Period]) -> Period | None:
    """ "Angka kemiskinan 2023 dan 2024:" over "- Wonogiri 10,4 persen dan 9,8 persen": the n-th
    number is of the n-th time."""
    text, label = asked.reading.text, asked.item.label
    levels = [
        i for i in asked.numbers.items if asked.numbers.measures[i.quantity.start][0] != "change"
    ]
    alike = [i.quantity.start for i in levels if i.label.indicator == label.indicator]
    years = _slashed_years(asked)
    named = years if len(years) == len(alike) else named
    gaps = (text[one.end : two.start] for one, two in pairwise([] if years else named))
    if len(named) < 2 or len(alike) != len(named) or not all(map(HEAD_LISTS.fullmatch, gaps)):
        return None
    start = asked.item.quantity.start
    return named[alike.index(start)] if start in alike else None


def _of_comparison(asked: _Asked) -> Timed | None:
    """What a number came from is of the time that the text compares with, or of none."""
    if not asked.came_from:
        return None
    compared = _compared_in(asked)
    if compared:
        asked.context.origins[asked.family] = compared
    origin = asked.context.origins.get(asked.family)
    return origin, "period of comparison" if origin else ""


CONTRAST_WORDS = compile_finder(
    r"\b(?:namun|tetapi|tapi|sedangkan|sementara|meski\w*|walau\w*)\b", re.IGNORECASE
)


def _compared_in(asked: _Asked) -> Period | None:
    """The one period before a number that its sentence compares with: "Dibanding Maret 2023,
    kemiskinan turun dari ..."."""
    start, sentence = asked.item.quantity.start, asked.numbers.sentence
    here = within(asked.evidence.periods, sentence.start, start)
    text = asked.reading.text
    compared = [
        p for p in here if is_compared(text, p) and not CONTRAST_WORDS.search(text, p.end, start)
    ]
    return compared[0] if len(compared) == 1 else None


def _of_number_before(asked: _Asked) -> Timed | None:
    stated = asked.context.before
    if stated is None or stated.period is None:
        return None
    if not _goes_with(stated, asked.numbers.sentence, asked.family):
        return None
    if is_compared(asked.reading.text, stated.period):
        return None  # what the number before was compared with is of that one alone
    if asked.measure != "level" and _is_before(stated.period, asked.context, asked.item.label):
        return None
    return stated.period, stated.rule


PLANNED_FAMILIES = (*ADMINISTRATIVE, "unemployment", "hdi", "growth")


def _of_plan(asked: _Asked) -> Timed | None:
    if asked.measure != "level" or asked.family not in PLANNED_FAMILIES:
        return None
    if _is_given_out(asked):
        return None
    planned = _plan_year(asked.reading, asked.numbers.sentence)
    return (planned, "year of the plan") if planned else None


MOVED_FROM = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|bertambah|berkurang|susut|menyusut|melonjak|merosot)\w*,?\s+"
    r"(?:\w+\s+){0,2}dari\b|\bdari\s+(?:yang\s+)?(?:sebelumnya|semula)\s+(?:Rp\.?\s*)?$",
    re.IGNORECASE,
)


def _stands_at(text: str, period: Period, quantity: Quantity) -> bool:
    """Whether a period stands with the number that something came from: "dari 9,1 persen pada
    2022", "dari tahun 2022 sebesar 9,1 persen"."""
    if period.start >= quantity.end:
        return words(text[quantity.end : period.start]) <= 3
    return re.search(r"\bdari\b", text[max(0, period.start - 30) : period.start]) is not None


def _goes_with(stated: Stated, sentence: Sentence, family: str) -> bool:
    """Whether the time stated for the number before is that of the next one of its sentence."""
    alike = stated.family == family or {stated.family, family} <= set(ADMINISTRATIVE)
    same = stated.sentence == sentence.start and alike and not stated.origin
    if not same or stated.period is None or stated.rule not in STATED_BY:
        return False
    # One behind a number is of that number alone, but for what the same money pays for.
    return stated.period.start < stated.end or stated.family != family


AGAIN = re.compile(
    r"\s*(?:/|berbanding|lawan|versus|vs\.?)\s*|"
    r",?\s*\(?\s*(?:(?:atau|setara|sama dengan|alias)|(?:dengan )?jumlah(?:nya)?)\s+"
    r"(?:dengan\s+|sekitar\s+|sebanyak\s+|penduduk\s+|jumlah\s+|miskin(?:nya)?\s+)*"
)


def _said_again(asked: _Asked) -> Timed | None:
    """ "setahun sebelumnya 6,71 persen atau 353 ribu jiwa": one state of things, in two units."""
    stated, start = asked.context.before, asked.item.quantity.start
    if stated is None or stated.period is None or asked.measure != "level" or stated.end > start:
        return None
    again = AGAIN.fullmatch(asked.reading.text[stated.end : start])
    if _slashed_years(asked):
        return None  # "Sragen 12,9/12,6/12,4" of three years
    return (stated.period, "period of its equal") if again else None


BACK_BY = (
    r"(?:(?:(?P<years>setahun|satu tahun|dua tahun|tiga tahun|empat tahun|lima tahun)|"
    r"(?P<half>enam bulan|setengah tahun|semester)|(?P<quarter>tiga bulan|triwulan|kuartal)|"
    r"(?P<month>sebulan|satu bulan|bulan(?= sebelumnya)))\s+(?:sebelumnya|silam|lalu|yang lalu)|"
    r"tahun lalunya)"
)
BACK = compile_finder(rf"\b{BACK_BY}(?:\s+(?:\w+\s+){{0,4}})?[(,:]?\s*$", re.IGNORECASE)
# "10,4 persen setahun sebelumnya", "2,8 persen pada periode yang sama tahun lalu"
BACK_BEHIND = re.compile(
    rf"\)?\s+(?:(?:pada|di|dalam|untuk)\s+)?(?:{BACK_BY}|"
    r"(?:periode|bulan|waktu|saat|kurun waktu|triwulan|kuartal|semester)\s+(?:yang\s+)?sama\s+"
    r"(?:(?:pada|di)\s+)?(?P<same>tahun\s+(?:lalu|sebelumnya|kemarin)|setahun\s+sebelumnya))\b"
    r"(?!\s+(?:\w+\s+)?(?:Rp\.?\s*)?\d)",
    re.IGNORECASE,
)


YEARS = {
    "setahun": 1, "satu tahun": 1, "dua tahun": 2, "tiga tahun": 3, "empat tahun": 4,
    "lima tahun": 5,
}  # fmt: skip


def _back_from_current(asked: _Asked) -> Timed | None:
    """ "setahun sebelumnya 9,1 persen", "9,1 persen pada periode yang sama tahun lalu": as long
    before the period that the text speaks of."""
    match = _back_words(asked)
    current = _spoken_of(asked) if match else None
    if match is None or current is None:
        return None
    here = within(asked.evidence.periods, asked.numbers.sentence.start, match.end())
    if any(p.kind == "month" and p.start < match.start() < p.end for p in here):
        return None  # "September tahun lalunya" names its month
    months = _months_back(match)
    if months < 12 and current.kind not in ("month", "quarter", "semester"):
        return None
    return months_before(current, months), "period before the one spoken of"


def _back_words(asked: _Asked) -> re.Match[str] | None:
    """The words right before or behind a number that say how long ago it was."""
    quantity, sentence = asked.item.quantity, asked.numbers.sentence
    ends = [i.quantity.end for i in asked.numbers.items if i.quantity.end <= quantity.start]
    low = max([sentence.start, *ends])
    before = BACK.search(asked.reading.text, low, quantity.start)
    if before or asked.measure != "level":
        return before
    return BACK_BEHIND.match(asked.reading.text, quantity.end, sentence.end)


def _months_back(match: re.Match[str]) -> int:
    """How many months before: "setahun" 12, "semester sebelumnya" 6, "bulan sebelumnya" 1."""
    named = match.groupdict()
    if named["years"]:
        return 12 * YEARS[fold(" ".join(named["years"].split()))]
    steps = {"half": 6, "quarter": 3, "month": 1}
    return next((months for name, months in steps.items() if named[name]), 12)


def _spoken_of(asked: _Asked) -> Period | None:
    """The period that its sentence has just stated for the same thing, else that of the text."""
    stated, periods = asked.context.before, asked.context.periods
    if (
        stated
        and not stated.origin
        and stated.rule == "period in sentence"
        and (stated.sentence, stated.family) == (asked.numbers.sentence.start, asked.family)
    ):
        return stated.period
    current = periods.get(asked.family) or periods.get("any")
    return current[0] if current else None


LATER = compile_finder(
    r"\b(?:(?P<years>setahun|satu tahun|dua tahun|tiga tahun|empat tahun|lima tahun)|"
    r"(?P<half>enam bulan|semester)|(?P<quarter>tiga bulan|triwulan|kuartal))\s+"
    r"(?:kemudian|berikutnya|sesudahnya|setelahnya|setelah itu|berselang)\b[^.;]{0,40}$|"
    r"\btahun (?P<next>berikutnya|setelahnya|sesudahnya)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def _after_stated(asked: _Asked) -> Timed | None:
    """ "pada 2021 masih 9,1 persen, setahun kemudian 8,7": as long after the number before."""
    stated, start = asked.context.before, asked.item.quantity.start
    if stated is None or stated.period is None or stated.end > start:
        return None
    match = LATER.search(asked.reading.text, stated.end, start)
    if match is None or stated.family != asked.family:
        return None
    months = 12 if match["next"] else _months_back(match)
    if months < 12 and stated.period.kind not in ("month", "quarter", "semester"):
        return None
    return months_before(stated.period, -months), "period in sentence"


def months_before(period: Period, months: int) -> Period:
    """A period of the same kind, so many months earlier; a year steps by whole years."""
    if period.kind in ("month", "quarter", "semester"):
        count = period.first.year * 12 + period.first.month - 1 - months
        year, month = divmod(count, 12)
        first = date(year, month + 1, 1)
        parts = {"quarter": f"Q{month // 3 + 1}", "semester": f"S{month // 6 + 1}"}
        iso = f"{year}-{parts.get(period.kind, f'{month + 1:02}')}"
        return replace(period, iso=iso, first=first, last=first, kind=period.kind)
    # of a stretch of time its end is spoken of
    return year_period(period.last.year - (months // 12 or 1))


def _is_before(period: Period, context: Context, label: Label) -> bool:
    """Whether a period lies before the one that the text speaks of: a change ends at the latter."""
    current = context.periods.get(family_of(label))
    return current is not None and period.last < current[0].first


def _same_time(reading: Reading, context: Context, label: Label, period: Period) -> Period:
    """ "periode yang sama tahun sebelumnya": the month, quarter or months of the period spoken of,
    in that year."""
    current, _ = context.periods.get(family_of(label), (None, 0))
    before = reading.text[max(0, period.start - 40) : period.end + 24]
    if period.kind != "year" or current is None or not SAME_TIME.search(before):
        return period
    if current.kind not in ("month", "quarter", "semester"):
        return period
    return months_before(current, 12 * (current.first.year - period.first.year))


SAME_TIME = compile_finder(
    r"\b(?:periode|tahun|bulan|waktu|kurun waktu|saat) (?:yang |yg )?sama\b", re.IGNORECASE
)


def _carried(asked: _Asked) -> Timed:
    """The latest period stated for what is measured together with a number: of the survey, all
    through the text; else while the paragraph or the list goes on; of anything else only for a
    rate of the same paragraph."""
    label, sentence = asked.item.label, asked.numbers.sentence
    others = 1 if label.topic in (*RATES, *UNITLESS) else 0  # rates of one release go together
    for topic, paragraphs in (("named", 0), (asked.family, _reach(asked)), ("any", others)):
        period, paragraph = asked.context.periods.get(topic, (None, -199))
        near = period is not None and sentence.paragraph - paragraph <= paragraphs
        near = near and not _came_from_then(asked, period)
        known = _as_known(asked, topic, period) if period and near else None
        if known:
            yearly = asked.measure == "change" and asked.item.quantity.per == "year"
            return (whole_year(known) if yearly else known), "period carried on"
    return _administrative(asked.reading, label)


LEFT = compile_finder(r"\b(?:tersisa|tinggal|menjadi|jadi|kini|sekarang)\b", re.IGNORECASE)


def _came_from_then(asked: _Asked, period: Period | None) -> bool:
    """Whether a time is that of what a number came from: "Dari 40.100 KK pada 2022, tersisa 31.200
    KK"."""
    stated, start = asked.context.before, asked.item.quantity.start
    if stated is None or not stated.origin or stated.sentence != asked.numbers.sentence.start:
        return False
    same = stated.period == period and stated.family == asked.family and stated.end <= start
    return same and LEFT.search(asked.reading.text, stated.end, start) is not None


def _reach(asked: _Asked) -> int:
    """Over how many paragraphs the period of a family is carried on."""
    reading, sentence = asked.reading, asked.numbers.sentence
    if asked.family == "survey":
        return 99
    if SAME_TIME.search(reading.text, sentence.start, sentence.end):
        return 8
    return 20 if is_list_line(reading, sentence) else 1


REGISTERS = compile_finder(
    r"\b(?:DTSEN|P3KE|DTKS|Regsosek|BNBA|by name by address|verifikasi|verval|dipadankan|"
    r"pemadanan|pendataan|pendata|cek lapangan|musyawarah desa|musdes)\b",
    re.IGNORECASE,
)


def _as_known(asked: _Asked, topic: str, period: Period) -> Period | None:
    """What is known of a time that something else was of: of a figure measured otherwise in a
    regency, of money, houses and aid only the year; of a register not even an earlier year."""
    reading = asked.reading
    if topic != "named" and asked.family in ADMINISTRATIVE:
        return whole_year(period)
    if (topic == "any" and asked.family == "register") or _is_of_register(asked, topic):
        now = reading.published is None or period.last.year >= reading.published.year
        return whole_year(period) if now else None
    regency = reading.subject is not None and len(reading.subject) == 5
    # The extremely poor of another paragraph need not be of the round of the survey told before.
    same = asked.context.periods[topic][1] == asked.numbers.sentence.paragraph
    extreme = asked.family == "extreme_poverty" and not same
    part = period.kind in ("quarter", "semester")
    part = part or (period.kind == "month" and (regency or extreme))
    return whole_year(period) if topic == "any" and part else period


def _is_of_register(asked: _Asked, topic: str) -> bool:
    """Whether the extremely poor are told from a register, not by the rate told before."""
    if topic == "named" or asked.family != "extreme_poverty":
        return False
    sentence = asked.numbers.sentence
    return REGISTERS.search(asked.reading.text, sentence.start, sentence.end) is not None


ACCOUNT = compile_finder(
    r"\b(?:LKPJ|pertanggungjawaban|laporan keterangan)\b[^.\n]{0,90}?\b((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


PLANNED = re.compile(
    r"\b(?:RKPD|RKP|Musrenbang\w*|KUA[- ]?PPAS|RAPBD|APBD|Renja)\b[^.\n]{0,50}?\b(20\d\d)\b",
    re.IGNORECASE,
)


PLANS = compile_finder(
    r"\b(?:indikatif|usul\w*|akomod\w+|rencana\w*|direncanakan|ditetapkan|akan|ditarget\w*|"
    r"target\w*|"
    r"diproyeksi\w*|diperkirakan|diharapkan|dialokasikan)\b",
    re.IGNORECASE,
)


def _plan_year(reading: Reading, sentence: Sentence) -> Period | None:
    """The coming year that a meeting plans, for what is planned in it: "Musrenbang RKPD 2026"."""
    year = _planned_year(f"{reading.document.title or ''}\n{reading.text[:900]}")
    if year is None or not reading.published or year <= reading.published.year:
        return None
    planned = PLANS.search(reading.text, sentence.start, sentence.end)
    return year_period(year) if planned else None


@lru_cache(maxsize=4)
def _planned_year(head: str) -> int | None:
    """The year that the head of a document plans; kept, because each number of it asks."""
    match = PLANNED.search(head)
    return int(match[1]) if match else None


def _administrative(reading: Reading, label: Label) -> Timed:
    """Money, houses and aid told without a time are those of the year: of the account that a
    meeting treats, else of the publication."""
    account = ACCOUNT.search(reading.text, 0, 3000)
    if account:
        return year_period(int(account[1])), "year of account"
    if label.topic in ADMINISTRATIVE and reading.published:
        return year_period(reading.published.year), "year of publication"
    return None, ""


def year_period(year: int) -> Period:
    """A whole year that stands nowhere in the text."""
    return Period(0, 0, "", str(year), date(year, 1, 1), date(year, 12, 31), "year")


def whole_year(period: Period) -> Period:
    """The year of a period: what is known when a figure is of another survey or another level."""
    year = period.last.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    return replace(period, iso=str(year), first=first, last=last, kind="year")


RULES = (
    _back_from_current,
    _after_stated,
    _said_again,
    _what_it_became,
    _of_same_times,
    _own,
    _of_its_levels,
    _of_budget_year,
    _set_in_brackets,
    _at_that_time,
    _told_behind,
    _of_sum_before,
    _of_sentence_before,
    _only_of_row,
    _of_list_head,
    _of_comparison,
    _of_number_before,
    _of_plan,
    _carried,
)
