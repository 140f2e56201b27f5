"""Which indicator a number states: its label in the sentence, carried along, or left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.binding import distance, find_places, words
from extract.cues import cue
from extract.finder import compile_finder
from extract.indicators import (
    LABEL,
    PROGRAMME,
    WORD,
    IndicatorMention,
    can_be,
    indicator_for,
    is_usual,
    load_indicators,
)
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading, within
from extract.text import Sentence

UNITLESS = ("gini", "hdi", "poverty_gap", "poverty_severity")
RATES = ("poverty", "extreme_poverty", "stunting", "unemployment", "growth", "inflation")
COUNTS = ("person", "household", "unit")
REACH = 34  # the largest cost at which a label still governs a number
PROGRAMME_REACH = 18  # a programme's name governs a number only from near
CHAIN = 6  # what it costs to go on from the number before
MEMORY = 12  # how many paragraphs a topic is remembered

HOUSEHOLD_NOUNS = (
    "kk", "keluarga", "kepala keluarga", "kpm", "rumah tangga", "rtm", "rtsm", "ruta",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """An indicator that governs a number, how far away it is, and by which rule."""

    indicator: str
    topic: str
    cost: int
    rule: str
    mention: IndicatorMention


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number with the label that was found for it."""

    quantity: Quantity
    label: Label


@dataclass(frozen=True, slots=True)
class Topic:
    """What the text spoke of last: the label of the last number and its paragraph."""

    label: Label
    paragraph: int
    unit: str | None = None
    value: float | None = None


def unit_kind(quantity: Quantity, topic: str) -> str | None:
    """The unit in which a quantity may state a topic: a bare number is an index of some topics,
    a rate of others; points change a rate."""
    unit = quantity.unit
    if unit is None:
        if topic in UNITLESS:
            return "index" if quantity.decimals or topic == "hdi" else None
        small = (quantity.decimals and quantity.value <= 100) or quantity.value == 0
        return "percent" if topic in RATES and small else None
    if unit == "percentage_point":
        return "index" if topic in UNITLESS else "percent" if topic in RATES else None
    if unit == "percent":
        return "index" if topic in ("poverty_gap", "poverty_severity") else unit
    if unit == "person" and quantity.noun in HOUSEHOLD_NOUNS:
        return "household"
    return unit


def _label_cost(text: str, mention: IndicatorMention, quantity: Quantity) -> int | None:
    weak = {LABEL: 0, WORD: 2, PROGRAMME: 14}[mention.strength]
    if mention.end <= quantity.start:
        return distance(text, mention.end, quantity.start) + weak
    if mention.start < quantity.end:
        return 0 if mention.end > quantity.end or mention.strength == LABEL else None
    gap = text[quantity.end : mention.start]
    if quantity.unit in COUNTS and _says_of_them(text, mention, gap):
        return 0
    if CONCLUDES.fullmatch(gap) and mention.topic in RATES:
        return CONCLUDED + words(gap)
    if mention.topic == "budget" and OF_MONEY.fullmatch(gap):
        return OF_MONEY_COST
    if mention.topic in RATES and "," in gap and _told_first(text, quantity, mention, gap):
        return CONCLUDED + words(gap)
    if mention.topic in POOR and quantity.unit in COUNTS and LIVES.search(gap):
        gap = SAID_OF.sub(" ", WHOSE.sub(" ", gap))
    if re.search(
        r"[.;:\n]|, (?!yang)|\b(?:dan|ditambah|plus|sedangkan|sementara|tetapi|tapi|namun|"
        r"padahal|menjadi|serta|pada|dengan|akibat|dampak|karena|imbas)\b|"
        r"\bdari\b(?! (?:total |seluruh |jumlah )?penduduk)",
        gap,
    ):
        return None
    close = words(gap) <= 1
    return (words(gap) if close else 9 + 2 * words(gap)) + weak


AMONG_THEM = re.compile(
    r"\s*(?:di ?antaranya|(?:ter)?masuk|masih|ter(?:hitung|deteksi|golong|nyata)|dinyatakan)\s+"
    r"(?:(?:adalah|merupakan|berstatus|tergolong|"
    r"masuk|kategori)\s+)*",
    re.IGNORECASE,
)
# "11.034 KK sudah masuk PKH", "1.020 keluarga baru menerima BPNT"
ARE_AIDED = re.compile(
    r"\s*(?:itu,?\s+)?(?:yang\s+)?(?:(?:sudah|telah|baru|juga|kini|saja|masih|tercatat|semuanya)\s+)*"
    r"(?:(?:masuk|menjadi|jadi|dapat|mendapat(?:kan)?|terdaftar|tercover|terlayani|peserta|anggota|"
    r"dalam|di|sebagai|oleh|daftar|ikut|menikmati)\s+)+",
    re.IGNORECASE,
)
# "5.310 jiwa warga Kabupaten Belu masih hidup dalam kemiskinan": where they
# are at home stands between them and what is said of them.
LIVES = re.compile(
    r"\b(?:hidup|tergolong|terkategori|berstatus|terjebak|terjerat|terperangkap|dikategorikan|"
    r"dinyatakan|termasuk|masuk)\s+(?:(?:dalam|di|ke|sebagai|pada|kategori|kondisi|kelompok|jerat\w*|"
    r"lingkaran|status)\s+)*$",
    re.IGNORECASE,
)
WHOSE = re.compile(
    r"\s+(?:(?:di|asal|dari|se-)\s*)?[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’-]+)*(?:\s+\([^)]{1,20}\))?"
    r"(?:,\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*(?:\s+\([^)]{1,20}\))?)*,?(?=\s)"
)


# "Dulu kami 14,6 persen, berarti kemiskinan kami turun"
CONCLUDES = re.compile(
    r",\s*(?:jadi|berarti|artinya|maka|sehingga|makanya)\b,?[^.,;:\d]{0,40}", re.IGNORECASE
)
CONCLUDED = 16  # what it costs to learn from the conclusion what a number was


# "Rp9 miliar dari pagu Rp17 miliar" is what of it was spent
OF_MONEY = re.compile(r"\s+dari\s+(?:(?:total|seluruh)\s+)?", re.IGNORECASE)
OF_MONEY_COST = 2
SAID_OF = re.compile(r"^,(?=\s+(?:(?:yang|masih|sudah|kini)\s+)*\w+\s)")
# "Dibanding Sragen yang 12,4 persen, kemiskinan kita jauh lebih rendah"
COMPARES_FIRST = re.compile(
    r"(?:^|[.!?“\"\n]\s*)"
    r"(?:(?:di)?banding(?:kan)?(?: dengan)?|ketimbang|kalau|jika|bila|berbeda dengan|"
    r"angka|rata-rata|capaian|posisi)\s+"
    r"(?=[^.,;:\d]{0,30}(?:(?-i:[A-Z][a-z])|nasional|provinsi))[^.,;:\d]{2,50}$",
    re.IGNORECASE,
)


# "Dibanding tahun lalu yang 11,2 persen, kemiskinan ... 10,4 persen", "Dari 11,2 persen pada 2022,"
EARLIER_FIRST = re.compile(
    r"(?:^|[.!?“\"\n]\s*)"
    r"(?:(?:di)?banding(?:kan)?(?: dengan)?|ketimbang|kalau|jika|bila|apabila|dari|semula|tadinya|"
    r"dulu|awalnya|sebelumnya|setelah|sempat)\s+"
    r"(?:(?:pada|di|tahun|bulan|periode|posisi|kondisi|angka|capaian|yang|masih|sebesar|mencapai|"
    r"sempat|sebelumnya|lalu|kemarin|silam|ini|semester|triwulan|kuartal|[IVX]+|(?:19|20)\d\d|"
    r"januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)"
    r"[,\s]\s*)*$",
    re.IGNORECASE,
)
# "Dengan 10,4 persen, kemiskinan Wonogiri masih di atas provinsi"
WITH_IT = re.compile(
    r"(?:^|[.!?“\"\n]\s*)dengan\s+(?:(?:angka|capaian|persentase|posisi|sebesar|kini)\s+)*$",
    re.IGNORECASE,
)
BEHIND_COMMA = re.compile(r"[^.,;:]{0,40},(?:[^.,;:\d]|(?<!\d)(?:19|20)\d\d(?!\d)){0,60}")
NOW_TOLD = re.compile(r"[^.;:\n]{0,120}?\d[\d.,]*\s*(?:persen|%)", re.IGNORECASE)


def _told_first(text: str, quantity: Quantity, mention: IndicatorMention, gap: str) -> bool:
    """Whether a rate is that of another place or of before, told first, of what is named behind
    the comma."""
    if quantity.unit != "percent" or BEHIND_COMMA.fullmatch(gap) is None:
        return False
    before = text[max(0, quantity.start - 70) : quantity.start]
    if gap.startswith(",") and (COMPARES_FIRST.search(before) or WITH_IT.search(before)):
        return True
    return bool(EARLIER_FIRST.search(before) and NOW_TOLD.match(text, mention.end))


def _says_of_them(text: str, mention: IndicatorMention, gap: str) -> bool:
    """Whether counted people are said right behind to be what a label names."""
    if AMONG_THEM.fullmatch(gap):
        return True
    return mention.topic == "beneficiaries" and ARE_AIDED.fullmatch(gap) is not None


WINDOW = 600  # characters around a number in which its label may stand


def candidates(reading: Reading, quantity: Quantity, start: int, end: int) -> list[Label]:
    """The labels of a stretch of text that fit a quantity's unit, with their cost."""
    labels = []
    low, high = max(start, quantity.start - WINDOW), min(end, quantity.end + WINDOW)
    for mention in within(reading.indicators, low, high):
        if mention.topic == "beneficiaries" and _withheld(reading.text, mention.start):
            continue
        unit = unit_kind(quantity, mention.topic)
        indicator = indicator_for(mention.topic, unit) if unit else None
        if indicator is None and _relative_change(reading.text, mention, quantity):
            indicator = mention.indicator
        cost = _label_cost(reading.text, mention, quantity) if indicator else None
        if indicator and cost is not None:
            labels.append(Label(indicator, mention.topic, cost, "label", mention))
    return labels


# "belum pernah mendapat bantuan", "sama sekali tidak menerima program"
WITHHELD = re.compile(
    r"\b(?:belum|tidak|tak|tanpa)\s+(?:(?:pernah|sama sekali|juga|sempat|satu pun|dapat|"
    r"mendapat(?:kan)?|menerima|memperoleh|menikmati|tersentuh|terjangkau|kebagian|masuk|menjadi|"
    r"terdaftar|tercover|sebagai|daftar|oleh|program|bantuan)\s+)*$",
    re.IGNORECASE,
)
UNAIDED = re.compile(
    r"\s*(?:dari\s+[\d.]+\s+(?:KK|keluarga|jiwa|orang|warga)\s+miskin(?:\s+ekstre\w+)?\s+)?(?:,\s*)?(?:yang\s+)?"
    r"(?:(?:itu|lain(?:nya)?|memang|masih|justru|ternyata|sama sekali|di ?antaranya)\s+)*"
    r"(?:belum|tidak|tak)\s+(?:(?:pernah|sama sekali|juga|sempat)\s+)*"
    r"(?:ter(?:sentuh|jangkau|cover|layani|intervensi|akomodasi|daftar)|mendapat\w*|dapat\s+(?:bantuan|"
    r"bansos|program)|menerima|memperoleh|menikmati|kebagian|masuk|menjadi (?:peserta|penerima))\b",
    re.IGNORECASE,
)
UNAIDED_BEFORE = compile_finder(
    r"\b(?:belum|tidak|tak)\s+(?:(?:pernah|sama sekali|juga|sempat)\s+)*"
    r"(?:ter(?:sentuh|jangkau|cover|layani|intervensi)|mendapat\w*|menerima|memperoleh|menikmati|kebagian)(?:\s+\w+){0,4}\s+"
    r"(?:(?:sebanyak|ada|mencapai|sekitar|masih|tercatat|sejumlah|adalah)\s+)*$",
    re.IGNORECASE,
)


def _withheld(text: str, start: int) -> bool:
    """Whether the aid that stands at a place is one that somebody does not get."""
    return WITHHELD.search(text, max(0, start - 60), start) is not None


def _unaided(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    before: list[Labelled],
    topics: list[Topic],
) -> Label | None:
    """The label of those whom no aid has reached: of the poor that they are a part of, as they
    were named in the sentence or else counted last."""
    here = within(reading.indicators, sentence.start, min(quantity.end + 40, sentence.end))
    poor = [(m.topic, m) for m in here if m.topic in POOR and m.strength > PROGRAMME]
    told = [(t.label, t.unit) for t in topics if sentence.paragraph - t.paragraph <= 1]
    told += [(b.label, b.quantity.unit) for b in before]
    poor = poor or [
        (label.topic, label.mention)
        for label, unit in told
        if label.topic in POOR and unit in PEOPLE
    ]
    topic, mention = poor[-1] if poor else ("", None)
    indicator = indicator_for(topic, quantity.unit or "")
    if indicator is None or mention is None:
        return None
    return Label(indicator, topic, REACH, "part of the poor", mention)


def _is_unaided(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether counted people are said to have got no aid: "1.126 KK belum tersentuh bantuan"."""
    if quantity.unit not in PEOPLE or _aided(reading, sentence, quantity):
        return False
    low = max(sentence.start, quantity.start - 90)
    behind = UNAIDED.match(reading.text, quantity.end, sentence.end)
    return (
        behind is not None or UNAIDED_BEFORE.search(reading.text, low, quantity.start) is not None
    )


POOR = ("poverty", "extreme_poverty")
PEOPLE = ("person", "household")
RELATIVE = ("poverty_line", "hdi", "gini", "poverty_gap", "poverty_severity")


AID_AND_MONEY = ("budget", "incentive", "beneficiaries")
# "penerima sembako bertambah 4,2 persen", "Rp118 miliar atau naik 6,2%"
GREW = re.compile(
    r"(?:[^.;:,\d%]{0,40}|[^.;:%]{0,90}?Rp\s?\d[\d.,]*\s?(?:ribu|juta|miliar|triliun|jt|M|T)?,?-?,?)\s+"
    r"(?:(?:atau|dan|yang|artinya)\s+)?"
    r"(?:naik|turun|meningkat|menurun|bertambah|berkurang|menyusut|tumbuh|melonjak|lebih (?:tinggi|"
    r"besar|rendah|kecil|banyak|sedikit))\s+(?:(?:sebesar|sekitar|hampir|hingga|tipis)\s+)*",
    re.IGNORECASE,
)


def _relative_change(text: str, mention: IndicatorMention, quantity: Quantity) -> bool:
    """Whether percents say by how much a line or an index moved: "garis kemiskinan naik 6
    persen"."""
    moves = (*RELATIVE, *AID_AND_MONEY)
    if quantity.unit != "percent" or mention.topic not in moves or mention.end > quantity.start:
        return False
    gap = text[mention.end : quantity.start]
    if mention.topic in AID_AND_MONEY:
        return GREW.fullmatch(gap) is not None
    moved = cue("rise").search(gap) or cue("fall").search(gap)
    return moved is not None and len(gap) < 90


IN_OTHER_WORDS = re.compile(r"\b(?:atau|setara|alias)\s+(?:dengan\s+|sekitar\s+)*$", re.IGNORECASE)
SAID_TWICE = 2  # what it costs to take a number for the one before in another unit


def _chained(reading: Reading, quantity: Quantity, before: list[Labelled]) -> list[Label]:
    """The labels of the numbers before in one sentence, carried on to this one."""
    labels = []
    for bound in before[-3:]:
        if quantity.unit == "percent" and bound.label.topic not in RATES:
            continue
        unit = unit_kind(quantity, bound.label.topic)
        indicator = indicator_for(bound.label.topic, unit) if unit else None
        if indicator is None:
            continue
        gap = reading.text[bound.quantity.end : quantity.start]
        cost = CHAIN + words(gap) + gap.count(",")
        if bound is before[-1] and IN_OTHER_WORDS.search(gap):
            cost = min(cost, SAID_TWICE)
        labels.append(
            Label(indicator, bound.label.topic, cost, "label carried on", bound.label.mention)
        )
    return labels


# "PAD tembus 102 persen dari target, yaitu Rp71 miliar" is still revenue.
SHARE_OF_IT = re.compile(r"\d[\d.,]*\s*(?:persen|%)")


def blocked(reading: Reading, sentence: Sentence, quantity: Quantity, cost: int) -> bool:
    """Whether a word that takes the number for itself stands nearer than the label."""
    kind = "money_blocker" if quantity.unit == "idr" else "blocker"
    text = reading.text
    low = max(sentence.start, quantity.start - WINDOW)
    for match in cue(kind).finditer(text, low, min(len(text), quantity.end + 40)):
        if match.end() <= quantity.start:
            between = text[match.end() : quantity.start]
            numbered = re.search(
                r"\d", SHARE_OF_IT.sub("", between) if quantity.unit == "idr" else between
            )
            near = 99 if numbered else distance(text, match.end(), quantity.start)
        elif match.start() >= quantity.end:
            gap = text[quantity.end : match.start()]
            near = 1 if not gap.strip() else 99
        else:
            near = 0 if quantity.unit in COUNTS else 99
        if near < cost:
            return True
    return False


# "85 rumah di dua pulau diperbaiki": what is done to counted houses may stand far behind them.
REPAIRED = re.compile(
    r"(?:\s+(?!(?:dan (?-i:[a-z])|(?:yang )?(?:rusak|ter\w+|hanyut|roboh)\b))[\w'’-]+){1,8}?"
    r"\s+(?:akan\s+|sudah\s+|telah\s+|selesai\s+)?(?:diperbaiki|direhab\w*|dibedah|direnovasi|dipugar|"
    r"dibangun kembali)\b",
    re.IGNORECASE,
)
# "Rp28.000/kg", "Rp4.500 per liter" is what goods cost.
A_PIECE = re.compile(
    r"(?:,-)?\s*(?:/|per)\s*(?:kg|kilo\w*|ons|liter|ltr|ekor|karung|butir|ikat|kuintal|ton|gram|"
    r"sak|dus|meter|m2|hektare?|ha|porsi|bungkus|tabung)\b",
    re.IGNORECASE,
)
RECIPIENTS = ("kpm", "mustahik")


def find_label(
    reading: Reading, index: int, quantity: Quantity, before: list[Labelled], topics: list[Topic]
) -> Label | None:
    """The label that governs a number, None when nothing does.

    The nearest label of its sentence that fits its unit, or the one of the numbers before it; else
    the one that the text spoke of last (`topics`, oldest first), when the sentence plainly goes on
    with that. A word that takes the number for itself ("serapan", "harga") and stands nearer wins.
    """
    sentence = reading.sentences[index]
    if _denominator(reading.text, quantity, before) or _averaged(quantity):
        return None
    if _spoken_few(reading.text, quantity) or _out_of(reading.text, quantity):
        return None
    if _sized(reading.text, sentence, quantity):
        return None
    if quantity.unit == "idr" and A_PIECE.match(reading.text, quantity.end):
        return None
    if _ambiguous(reading, sentence, quantity, topics):
        return None
    if _is_unaided(reading, sentence, quantity):
        return _unaided(reading, sentence, quantity, before, topics)
    if quantity.noun in RECIPIENTS:
        mention = IndicatorMention(
            quantity.start, quantity.end, "beneficiaries", "beneficiaries", LABEL
        )
        return Label("beneficiaries", "beneficiaries", 0, quantity.noun.upper(), mention)
    if quantity.noun == "rumah" and REPAIRED.match(reading.text, quantity.end, sentence.end):
        mention = IndicatorMention(quantity.start, quantity.end, "housing", "housing_units", LABEL)
        return Label("housing_units", "housing", 0, "houses repaired", mention)
    here = _equal(quantity, topics)
    here += candidates(reading, quantity, sentence.start, sentence.end)
    here += _aided(reading, sentence, quantity)
    here += _chained(reading, quantity, before)
    here += _line_by_its_unit(reading, quantity, topics)
    here = [c for c in here if _believable(c, quantity)]
    best = min(here, key=lambda c: c.cost, default=None)
    if best and _governs(best, quantity):
        return None if blocked(reading, sentence, quantity, best.cost) else best
    if blocked(reading, sentence, quantity, REACH):
        return None
    moved = _moved(reading, sentence, quantity, topics)
    if moved is not None:
        return moved if moved.topic in RELATIVE else None
    short = _shortened(reading, sentence, quantity, topics)
    if short:
        return short
    left = _left_out(reading, sentence, quantity, topics)
    small = quantity.unit == "idr" and quantity.value < LEAST_LINE
    return None if left and left.topic == "poverty_line" and small else left


LEAST_LINE = 5e4  # rupiah: less, where nothing names the line, is what something costs


def _ambiguous(
    reading: Reading, sentence: Sentence, quantity: Quantity, topics: list[Topic]
) -> bool:
    """Whether a bare number of a list may count thousands: "Ngada: 21,80" under "Penduduk
    miskin"."""
    if quantity.unit is not None or not quantity.decimals or not topics:
        return False
    cut = SHORT.fullmatch(reading.text, sentence.start, quantity.start)
    if cut and cut["rate"]:
        return False
    short = quantity.start - sentence.start <= HEAD_MAX
    opens = short and ROW_HEAD.fullmatch(reading.text, sentence.start, quantity.start) is not None
    named = within(reading.indicators, sentence.start, sentence.end)
    last = topics[-1].label.indicator
    return opens and not named and load_indicators()[last].units[0] in COUNTS


ROW_HEAD = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?[A-Z][\w .'-]{1,40}\s*[:=–—-]\s*")


AT_ONCE = 5  # the largest cost of a label before a number that is taken at its word, slips and all
IN_A_ROW = 8  # the same for a number that goes on an enumeration


def _believable(label: Label, quantity: Quantity) -> bool:
    """Whether a number can be what its label says. A measure's own name right before it is taken
    at its word; one further off or behind does not make a rate of poverty of 90 percent."""
    reach = IN_A_ROW if label.rule == "label carried on" else AT_ONCE
    named = label.mention.strength == LABEL and label.mention.end <= quantity.start
    usual = (named and label.cost <= reach) or is_usual(label.indicator, quantity.value)
    return usual and _possible(label.indicator, label.topic, quantity)


LINES = ("poverty_line", "extreme_line")
LINE_MAX = 1e8  # rupiah: nobody is poor with so much, a month or a day


def _possible(indicator: str, topic: str, quantity: Quantity) -> bool:
    """Whether a number can be a level of an indicator; one in percent may be the change of an
    index."""
    if topic in LINES and quantity.unit == "idr" and quantity.value > LINE_MAX:
        return False
    changes = topic in UNITLESS and quantity.unit is not None
    return changes or can_be(indicator, quantity.value)


MOVED = re.compile(
    r"\W*(?:artinya,?\s+|jadi,?\s+)?(?:kenaikan|penurunan|peningkatan|naik|turun|"
    r"selisih)(?:nya)?\s+"
    r"(?:(?:sekitar|sebesar|mencapai|hanya|adalah|itu|cuma)\s+)*",
    re.IGNORECASE,
)


def _moved(
    reading: Reading, sentence: Sentence, quantity: Quantity, topics: list[Topic]
) -> Label | None:
    """The label of what was stated last, for a sentence that only says by how many percent it
    moved: "Kenaikannya 5,2 persen" behind two sums of money is no rate."""
    last = topics[-1] if topics else None
    if quantity.unit != "percent" or last is None or last.unit != "idr":
        return None
    if MOVED.fullmatch(reading.text, sentence.start, quantity.start) is None:
        return None
    return replace(last.label, rule="change of what was stated last")


HEAD_MAX = 160  # characters; what stands before the number of a line that only names its kind
SHORT = re.compile(
    r"\W*(?:(?:\d{1,2}|[a-z])[.)]\s*)?(?P<rate>persentase|tingkat|angka)?(?:jumlah|jiwa|orang)?"
    r"(?:nya)?(?:\s*\([^)]{0,20}\))?\s*[:=]\s*(?:sebesar\s*|±\s*)?",
    re.IGNORECASE,
)


def _shortened(
    reading: Reading, sentence: Sentence, quantity: Quantity, topics: list[Topic]
) -> Label | None:
    """The label of a line that only says "Persentase: 13,84" or "Jumlah: 24,5 ribu jiwa": of the
    rate that the text spoke of last."""
    if quantity.start - sentence.start > HEAD_MAX:
        return None
    match = SHORT.fullmatch(reading.text, sentence.start, quantity.start)
    topic = next((t for t in reversed(topics) if t.label.topic in RATES), None)
    unit = quantity.unit or ("percent" if match and match["rate"] else None)
    if match is None or topic is None or unit is None:
        return None
    indicator = indicator_for(topic.label.topic, unit)
    if indicator is None or not can_be(indicator, quantity.value):
        return None
    return Label(indicator, topic.label.topic, REACH, "label cut short", topic.label.mention)


def _denominator(text: str, quantity: Quantity, before: list[Labelled]) -> bool:
    """Whether a count is only what another one is a part of: "2.904 anak dari 29.870 balita"."""
    if not before or quantity.unit not in COUNTS:
        return False
    gap = text[before[-1].quantity.end : quantity.start]
    larger = before[-1].quantity.value < quantity.value
    moved = MOVED_BY.search(text, max(0, before[-1].quantity.start - 40), before[-1].quantity.start)
    came_from = moved or any(
        rule.match(text, quantity.end) for rule in (EARLIER, NAMED_SO, PLANNED_SO)
    )
    return larger and PART_OF.fullmatch(gap) is not None and not came_from


PART_OF = re.compile(
    r"\s+(?:(?:yang|stunting|miskin|ekstre[im]m?|tercatat)\s+)*dari\s+(?:(?:total|sekitar|jumlah)\s+)*",
    re.I,
)
NAMED_SO = re.compile(r"\s+(?:yang\s+)?(?:tergolong\s+)?(?:miskin|stunting)\b", re.IGNORECASE)
PLANNED_SO = re.compile(
    r"\s+(?:yang\s+)?(?:direncanakan|ditargetkan|dijadwalkan|dianggarkan|disasar)\b", re.IGNORECASE
)
MOVED_BY = compile_finder(
    r"\b(?:ber(?:kurang|tambah)|turun|naik|menurun|meningkat|menyusut|susut|terpangkas|tinggal|tersisa)\s+"
    r"(?:(?:sebanyak|sebesar|sekitar|hampir|hingga|lebih|hanya)\s+)*$",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\s+(?:(?:pada|di|per|posisi|periode) )*(?:tahun |bulan |[JFMASOND][a-z]{2,8} )?"
    r"(?:lalu|sebelumnya|silam|20\d\d)",
    re.I,
)
# "dari 611 KK ada 287 KK miskin": all of them, of whom some are counted.
OUT_OF = re.compile(r"\bdari\s+(?:total\s+|sekitar\s+)?$", re.IGNORECASE)
SOME = re.compile(
    r"\s*,?\s+(?:ada|terdapat|sebanyak|tercatat)\s+(?:sekitar\s+)?[\d.]+\s+(?:KK|keluarga|jiwa|orang|"
    r"unit|rumah|anak|balita)\b",
    re.IGNORECASE,
)


# "hanya 54 KK, yang miskin 19"
THE_POOR = re.compile(
    r"\s*[,;]\s*(?:yang|yg)\s+(?:(?:tergolong|masih|masuk|betul-betul)\s+)*"
    r"(?:miskin(?: ekstre[im]m?)?|stunting)\s+(?:(?:cuma|hanya|ada|tinggal|sekitar|sudah)\s+)*",
    re.IGNORECASE,
)
SOME_ARE = re.compile(rf"{THE_POOR.pattern}\d", re.IGNORECASE)


def _out_of(text: str, quantity: Quantity) -> bool:
    """Whether a count is the whole of which a part is told right behind it."""
    lead = OUT_OF.search(text[max(0, quantity.start - 20) : quantity.start])
    some = (lead and SOME.match(text, quantity.end)) or SOME_ARE.match(text, quantity.end)
    return quantity.unit in COUNTS and bool(some)


# "satu KK rata-rata 4 orang" is the size of a family; "Ketapang menyumbang 14 persen" is a share.
A_FAMILY = re.compile(
    r"\b(?:satu|tiap|setiap|per|masing-masing)\s+(?:KK|keluarga|rumah tangga|rumah)\b"
    r"[^.;\d]{0,40}$",
    re.IGNORECASE,
)
SHARES = re.compile(r"\b(?:me)?(?:ny)?umbang\w*\b|\bpenyumbang\b|\bkontribusi\w*\b", re.IGNORECASE)


def _sized(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number is the size of a family or a share that a place has in a whole."""
    before = text[sentence.start : quantity.start]
    if quantity.unit == "person" and quantity.value <= 20:
        return A_FAMILY.search(before) is not None
    return quantity.unit == "percent" and SHARES.search(before) is not None


def _spoken_few(text: str, quantity: Quantity) -> bool:
    """Whether a count is a few in words ("satu rumah", "tiga orang"): an example, no figure."""
    written = text[quantity.start : quantity.end]
    return quantity.unit in COUNTS and quantity.value <= 10 and not re.match(r"\d", written)


def _averaged(quantity: Quantity) -> bool:
    """Whether a count has a fraction, and so is an average: "5,28 orang"."""
    return quantity.unit in COUNTS and quantity.value != int(quantity.value)


def counted(reading: Reading, quantity: Quantity, before: list[Labelled]) -> Quantity:
    """A bare large number counts what its label counts: "jumlah orang 13.110", "KPM PKH 3.866",
    "16.970 (2024); 17.040 (2023)"."""
    if quantity.unit is not None or quantity.noun:
        return quantity
    if same := _told_of_same(reading, quantity):
        return replace(quantity, unit=same)
    last = before[-1] if before else None
    counts = last is not None and last.quantity.unit in COUNTS and not quantity.decimals
    if last and counts and THEN.fullmatch(reading.text, last.quantity.end, quantity.start):
        return replace(quantity, unit=last.quantity.unit, noun=last.quantity.noun)
    if quantity.value < 100:
        return quantity
    text = reading.text[max(0, quantity.start - 60) : quantity.start]
    for unit, noun in COUNTED:
        told = rf"\b(?:jumlah|total|sebanyak)(?:nya)?\b[^.;]*\b(?:{noun})(?:nya)?\b[^.;]*$"
        if re.search(
            rf"{told}|\b(?:{noun})(?:nya)?\s*[:=]\s*$|\b(?:{noun})nya\s+$", text, re.IGNORECASE
        ):
            return replace(quantity, unit=unit)
        large = quantity.value >= 1000 or _scaled(reading.text, quantity)
        if large and re.search(
            rf"\b(?:{noun})nya\b(?:[^.;\d]|\.(?=\d)){{0,40}}$", text, re.IGNORECASE
        ):
            return replace(quantity, unit=unit)
    whole = _whole_before(reading, quantity)
    if whole:
        return replace(quantity, unit=whole.unit, noun=whole.noun)
    goes_on = _goes_on_counting(reading.text, last, quantity) if last else None
    if goes_on:
        return replace(quantity, unit=goes_on)
    near = [
        m
        for m in within(reading.indicators, quantity.start - 90, quantity.start)
        if 0 <= quantity.start - m.end <= 60 and m.strength == LABEL
    ]
    far = near and quantity.start - near[-1].end > 24
    if far and not THERE_NOW.fullmatch(reading.text, near[-1].end, quantity.start):
        near = []
    own = _own_count(near[-1], reading.text) if near else None
    return replace(quantity, unit=own) if own else quantity


# "19 KPM, setahun sebelumnya 43"
THEN = re.compile(
    r"\s*[,;(]\s*(?:(?:se)?tahun (?:sebelumnya|lalu)|tahun 20\d\d|bulan lalu|sebelumnya|semula|"
    r"dulu)\s+(?:(?:masih|ada|baru|sampai|mencapai|hanya|cuma)\s+)?",
    re.IGNORECASE,
)
# "KPM BPNT di kabupaten itu sekarang 20.412"
THERE_NOW = re.compile(
    r"(?:\s+di\s+(?:kabupaten|kota|provinsi|daerah|wilayah|[A-Z]\w+)"
    r"(?:\s+(?:ini|itu|kita|kami|tersebut|[A-Z]\w+))*)?"
    r"(?:\s+(?:sekarang|kini|saat ini|tahun (?:ini|lalu|20\d\d)|per \w+(?: 20\d\d)?|masih|sudah|"
    r"tinggal|ada|mencapai|sebanyak|tercatat|menjadi|jadi))*\s*",
)
# "97,4 ribu jiwa, bertambah 1,3 ribu"
BY_SO_MANY = re.compile(
    r",?\s*(?:(?:atau|dan|yang|ini|itu)\s+)*(?:(?:ber)?tambah|(?:ber)?kurang|naik|turun|(?:meny)?usut|"
    r"bertambah|berkurang|meningkat|menurun|dari|menjadi|jadi)\s+(?:[a-z]+\s+){0,2}",
    re.IGNORECASE,
)
LINE_STEP = 3  # no line of one place lies so many times over that of another


def _scaled(text: str, quantity: Quantity) -> bool:
    """Whether a number is told in thousands or millions, in words."""
    return (
        re.search(r"\b(?:ribu|rb|juta|jt)(?:an)?$", text[quantity.start : quantity.end]) is not None
    )


def _goes_on_counting(text: str, last: Labelled, quantity: Quantity) -> str | None:
    """The unit of the number before, which a bare one goes on with: people, or money a head."""
    before, gap = last.quantity, text[last.quantity.end : quantity.start]
    if before.unit in COUNTS:
        moved = _scaled(text, quantity) and BY_SO_MANY.fullmatch(gap)
        return (
            before.unit
            if moved or (not before.noun and _counts_on(text, before, quantity))
            else None
        )
    if before.unit != "idr" or last.label.topic != "poverty_line" or quantity.decimals:
        return None
    alike = before.value / LINE_STEP < quantity.value < before.value * LINE_STEP
    return "idr" if alike and len(gap) < 50 and not re.search(r"[.;\n]", gap) else None


# "Dari 870 balita yang ditimbang, 212 di antaranya stunting", "Rencana 240 unit, tinggal 90."
AMONG_BEHIND = re.compile(
    r"\s*(?:di ?antaranya|yang|dinyatakan|ter(?:nyata|hitung|deteksi|golong)|masih)\b",
    re.IGNORECASE,
)
OF_ALL = re.compile(r"[^.;:\d]{0,50},\s*(?:(?:ada|sebanyak|sekitar|hanya|baru)\s+)?", re.IGNORECASE)
LEFT_OF = re.compile(
    r"(?:[^.;:,\d]{0,30},)?\s*(?:\w+\s+){0,2}(?:tinggal|tersisa|menjadi|jadi)\s+(?:(?:hanya|cuma|sekitar)\s+)?",
    re.IGNORECASE,
)


def _told_of_same(reading: Reading, quantity: Quantity) -> str | None:
    """The unit of a bare number that is a part of the count before it, or what is left of that."""
    text = reading.text
    counts = within(reading.quantities, quantity.start - 120, quantity.start)
    last = counts[-1] if counts else None
    if last is None or last.unit not in COUNTS or last.value < quantity.value:
        return None
    if LEFT_OF.fullmatch(text, last.end, quantity.start):
        return last.unit
    if THE_POOR.fullmatch(text, last.end, quantity.start):
        return last.unit
    among = AMONG_BEHIND.match(text, quantity.end) and OF_ALL.fullmatch(
        text, last.end, quantity.start
    )
    return last.unit if among else None


# "Dari 3.102 keluarga, 890 miskin"
OF_WHOLE = re.compile(r"\W+(?:(?:yang|hanya|ada|baru|sudah|masih|itu|di ?antaranya)\s+){0,2}")


def _whole_before(reading: Reading, quantity: Quantity) -> Quantity | None:
    """The count right before a bare number that is a part of it."""
    near = within(reading.quantities, quantity.start - 40, quantity.start)
    if not near or near[-1].unit not in COUNTS or near[-1].value < quantity.value:
        return None
    whole, text = near[-1], reading.text
    of = OUT_OF.search(text, max(0, whole.start - 20), whole.start)
    apart = OF_WHOLE.fullmatch(text, whole.end, quantity.start)
    named = within(reading.indicators, quantity.end, quantity.end + 2)  # "890 miskin"
    free = bool(named) or not OF_ITS_OWN.match(text, quantity.end)
    return whole if of and apart and free else None


OF_ITS_OWN = re.compile(r"\s+(?!dan|atau|pada|di|tahun|ke|menjadi|hingga|yang|dari|untuk)[a-z]{3}")


def _counts_on(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a bare number counts the same as the one before; "190 ohoi" counts its own noun."""
    gap = text[last.end : quantity.start]
    near = len(gap) < (50 if "menjadi" in gap else 30)
    return near and not OF_ITS_OWN.match(text, quantity.end)


COUNTED = (
    ("household", r"KK|keluarga|rumah tangga"),
    ("person", r"orang|jiwa|penduduk|warga|anak|balita"),
)


def _own_count(mention: IndicatorMention, text: str) -> str | None:
    """The unit in which a label counts by itself; beneficiaries are households where KPM says
    so."""
    units = load_indicators()[mention.indicator].units
    if mention.topic == "beneficiaries":
        return "household" if "KPM" in text[max(0, mention.start - 12) : mention.end] else None
    return units[0] if units[0] in COUNTS else None


# What it costs to take a number for one stated before: sums of money are told apart by their
# amount, rates are not.
REPEATED = {"idr": 0, "person": 9, "household": 9, "unit": 9}


def _equal(quantity: Quantity, topics: list[Topic]) -> list[Label]:
    """The label of an equal count stated before: "757 KK itu"."""
    if quantity.unit not in (*COUNTS, "idr") and not quantity.decimals:
        return []
    cost = REPEATED.get(quantity.unit or "", 30)
    return [
        Label(t.label.indicator, t.label.topic, cost, "label of its equal", t.label.mention)
        for t in topics
        if t.value == quantity.value and t.unit == quantity.unit
    ]


AIDED = re.compile(
    r"\b(?:kepada|bagi|untuk|menyasar|menjangkau|dinikmati|diterima|ke|diberikan)\s+$", re.I
)
AID = re.compile(
    r"\b(?:bantuan|bansos|bibit|PMT|makanan tambahan|BLT|PKH|menyalurkan|disalurkan|membagikan|"
    r"dibagikan|santunan|"
    r"beasiswa|"
    r"iuran|jaminan|pelatihan|modal|graduasi|sembako|beras|program|permakanan|asuransi|subsidi|gratis|"
    r"cuma-cuma|zakat|infak|hibah|ternak|benih|pupuk|makanan|PMT|susu|telur|vitamin|paket|alat)\b",
    re.I,
)


def _aided(reading: Reading, sentence: Sentence, quantity: Quantity) -> list[Label]:
    """The label of those whom aid goes to: "bantuan bibit kepada 900 rumah tangga"."""
    if quantity.unit not in ("person", "household"):
        return []
    before = reading.text[sentence.start : quantity.start]
    aid = AID.search(before)
    if aid is None or not (AIDED.search(before) or BY_AID.search(before)) or STOPPED.search(before):
        return []
    mention = IndicatorMention(
        sentence.start + aid.start(),
        sentence.start + aid.end(),
        "beneficiaries",
        "beneficiaries",
        WORD,
    )
    return [Label("beneficiaries", "beneficiaries", AIDED_COST, "whom aid goes to", mention)]


# "Rp9 miliar untuk sembako 38.450 KK", "permakanan 1.150 lansia"
BY_AID = re.compile(
    r"\b(?:sembako|beras|bansos|santunan|bantuan(?: \w+)?|paket(?: \w+)?|bibit|pupuk|permakanan|"
    r"beasiswa|pelatihan|makanan tambahan|PMT|iuran(?: BPJS| JKN)?)\s+$",
    re.IGNORECASE,
)
AIDED_COST = 2
# "tidak lagi menyalurkan bantuan kepada 400 keluarga"
STOPPED = re.compile(
    r"\b(?:tidak|tak|belum|batal|menghentikan|dihentikan|berhenti|mencabut|dicabut)\s[^.,;:\d]{0,80}$",
    re.IGNORECASE,
)
A_HEAD = compile_finder(r"/\s?(?:kap|orang|jiwa)|per (?:kapita|orang|jiwa)", re.IGNORECASE)
A_DAY = compile_finder(r"/\s?hari|per hari|sehari", re.IGNORECASE)


def _line_by_its_unit(reading: Reading, quantity: Quantity, topics: list[Topic]) -> list[Label]:
    """Money a head and month in a text on poverty is its line: "Rp398.700/kapita/bulan"; a head
    and day, that of extreme poverty."""
    a_head = A_HEAD.search(reading.text, quantity.start, quantity.end) is not None
    if a_head and A_DAY.search(reading.text, quantity.start, quantity.end):
        mention = _extreme_before(reading, quantity, topics)
        if mention is None:
            return []
        return [Label("extreme_poverty_line", "extreme_line", REACH, "money a day", mention)]
    poverty = next((t for t in reversed(topics) if t.label.topic == "poverty"), None)
    if quantity.unit != "idr" or not a_head or poverty is None:
        return []
    mention = poverty.label.mention
    return [Label("poverty_line", "poverty_line", REACH, "money a head", mention)]


def _extreme_before(
    reading: Reading, quantity: Quantity, topics: list[Topic]
) -> IndicatorMention | None:
    """Where extreme poverty was named last: in the sentence of a number, or before it."""
    sentence = reading.sentences[reading.sentence_index(quantity.start)]
    here = within(reading.indicators, sentence.start, quantity.start)
    told = [t.label.mention for t in topics if t.label.topic == "extreme_poverty"]
    named = [*told, *(m for m in here if m.topic == "extreme_poverty")]
    return named[-1] if named else None


def _governs(label: Label, quantity: Quantity) -> bool:
    if label.mention.strength > PROGRAMME:
        return label.cost <= REACH
    zero = quantity.value == 0 and label.topic == "extreme_poverty"
    return label.cost <= (REACH + 20 if zero else PROGRAMME_REACH)


def _left_out(
    reading: Reading, sentence: Sentence, quantity: Quantity, topics: list[Topic]
) -> Label | None:
    """A label left out: what the text spoke of last in a unit that fits, if the sentence goes
    on."""
    if (
        quantity.unit is None
        and not quantity.decimals
        and not _zero_aim(reading, sentence, quantity)
    ):
        return None
    if _other_label_before(reading, sentence, quantity) or _asks(reading.text, sentence):
        return None
    if not any(topic.label.topic in RATES for topic in topics):
        topics = [*topics, *_named_later(reading, sentence)]
    for topic in _by_nearness(reading, sentence, quantity, topics):
        indicator = _told_in(topic, quantity, topics)
        if indicator is None or not _may_go_on(reading, sentence, quantity, topic):
            continue
        if _fraction(reading.text, quantity) or not _in_memory(reading, sentence, quantity, topic):
            return None
        return Label(indicator, topic.label.topic, REACH, "label left out", topic.label.mention)
    return None


def _told_in(topic: Topic, quantity: Quantity, topics: list[Topic]) -> str | None:
    """The indicator of a topic in a number's unit, when it can have such a value."""
    kind = topic.label.topic
    if quantity.unit == "percent" and kind not in RATES:
        return None
    if kind == "housing" and quantity.unit == "household":
        return None  # families are houses only where the sentence says so
    unit = unit_kind(quantity, kind)
    indicator = indicator_for(kind, unit) if unit else None
    if indicator is None or not _possible(indicator, kind, quantity):
        return None
    usual = is_usual(indicator, quantity.value) and not _out_of_scale(topic, quantity, topics)
    return indicator if usual else None


def _in_memory(reading: Reading, sentence: Sentence, quantity: Quantity, topic: Topic) -> bool:
    """Whether a topic was spoken of so shortly before that a number may go on with it."""
    gap = sentence.paragraph - topic.paragraph
    if gap <= 1 or (gap <= ANSWER_REACH and _answers(reading, sentence)):
        return True
    if quantity.unit == "unit" and topic.label.topic == "housing" and gap <= 4:
        return True
    before = reading.text[sentence.start : quantity.start]
    moves = (
        quantity.unit == "percentage_point"
        or cue("rise").search(before)
        or cue("fall").search(before)
    )
    return (gap <= 3 and bool(moves)) or (gap <= MEMORY and _goes_on(reading, sentence, quantity))


SCALE = 5  # no index of one place is so many times that of another


def _out_of_scale(topic: Topic, quantity: Quantity, topics: list[Topic]) -> bool:
    """Whether a number is too large for what was told before: 4,3 behind a severity of 0,14, an
    aim of 24 percent behind an unemployment of 4,1."""
    kind = topic.label.topic
    bare = kind in UNITLESS and not quantity.unit
    if not bare and (kind != "unemployment" or quantity.unit != "percent"):
        return False
    told = next((t.value for t in reversed(topics) if t.value and t.label.topic == kind), None)
    return told is not None and quantity.value > SCALE * told


ANSWER_REACH = 4  # paragraphs from what a question goes on with to its answer


def _answers(reading: Reading, sentence: Sentence) -> bool:
    """Whether a paragraph stands below a question, or below whoever has the word: it goes on with
    what is asked about."""
    index = reading.sentence_index(sentence.start)
    while index and reading.sentences[index - 1].paragraph == sentence.paragraph:
        index -= 1
    above = reading.sentences[index - 1] if index else None
    return above is not None and reading.text[above.end - 1 : above.end] in ("?", ":")


def _asks(text: str, sentence: Sentence) -> bool:
    """Whether a sentence asks: "Jadi naik 0,13 ya?" states nothing by itself."""
    return text[sentence.start : sentence.end].rstrip("”\"' ").endswith("?")


def _named_later(reading: Reading, sentence: Sentence) -> list[Topic]:
    """For a list that stands before any label: the only rate of poverty that the text names; for a
    share beside the people that it makes, what was named last, be it in a programme's name."""
    if not is_list_line(reading, sentence):
        return []
    named = [m for m in reading.indicators if m.topic in RATES and m.strength == LABEL]
    if RATE_AND_PEOPLE.search(reading.text, sentence.start, sentence.end):
        before = within(reading.indicators, 0, sentence.start)
        named = [m for m in before if m.topic in RATES][-1:] or named
    if {m.topic for m in named} != {"poverty"}:
        return []
    return [Topic(Label(named[0].indicator, "poverty", 0, "label", named[0]), sentence.paragraph)]


# "21,79 persen (30,35 ribu jiwa)"
RATE_AND_PEOPLE = re.compile(
    r"\d\s*(?:persen|%)\s*(?:[(/,;]|atau|dengan)\s*(?:jumlah\s+)?\d[\d.,]*\s*(?:ribu\s+|rb\s+)?"
    r"(?:jiwa|orang|penduduk)\b",
    re.IGNORECASE,
)


def _by_nearness(
    reading: Reading, sentence: Sentence, quantity: Quantity, topics: list[Topic]
) -> list[Topic]:
    """What may be spoken of: the topics of this paragraph, the latest first; then those of the
    text's main topic; then all others."""
    if quantity.value == 0:
        extreme = [t for t in reversed(topics) if t.label.topic == "extreme_poverty"]
        if extreme:
            return extreme
    asked = _asked_for(reading, sentence, topics)
    if asked:
        return [asked, *(t for t in reversed(topics) if t is not asked)]
    here = [t for t in reversed(topics) if t.paragraph == sentence.paragraph]
    if re.search(r"\bBPS\b", reading.text[sentence.start : quantity.start]):
        here = [t for t in topics if t.label.topic == "poverty"][-1:] + here
    area = _in_area(reading.text, sentence, quantity)
    if quantity.unit == "percent" and area and _main_so_far(reading, topics) == "poverty":
        here = [t for t in topics if t.label.topic == "poverty"][-1:] + here
    main = _main_so_far(reading, topics) if _compares(reading, sentence, quantity) else None
    rates = [t.label.topic for t in topics if t.unit == "percent" and t.label.topic in RATES]
    if main is not None and rates and main not in rates:
        main = rates[-1]  # what was counted so far, and never told as a rate, is no rate now
    if topics and topics[-1].label.topic == "poverty" and main == "extreme_poverty":
        main = "poverty"  # the text has gone over from the poorest to all the poor
    leading = [t for t in reversed(topics) if t.label.topic == main and t not in here]
    return [*here, *leading, *(t for t in reversed(topics) if t not in here and t not in leading)]


def _in_area(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number is told of the towns or the villages: "Di kota 3,9 persen"."""
    before = text[sentence.start : quantity.start + 1]  # the digit is what "di kota" stands before
    return any(cue(kind).search(before) for kind in ("urban", "rural"))


def _asked_for(reading: Reading, sentence: Sentence, topics: list[Topic]) -> Topic | None:
    """What the question right above asks for, as long as nothing else was named: "Yang ekstrem?"
    before "Dari Bappenas masih 0,71 persen"."""
    last = topics[-1] if topics else None
    if last is None or sentence.paragraph - last.paragraph > 1:
        return None
    named = reading.sentences[reading.sentence_index(last.label.mention.start)]
    return last if named.end <= sentence.start and _asks(reading.text, named) else None


def _compares(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a rate is told of another place or as an aim: then of what the whole text is
    about."""
    if quantity.unit in COUNTS:
        return False
    before = reading.text[sentence.start : quantity.start]
    here = within(find_places(reading), sentence.start, quantity.end)
    placed = any(p.kind == "name" for p in here)
    return placed or cue("target_strong").search(before) is not None


def _main_so_far(reading: Reading, topics: list[Topic]) -> str | None:
    """The rate that a text is about, by what it names and by the numbers told so far."""
    main = main_topic(reading)
    told = Counter(
        t.label.topic
        for t in topics
        if t.value is not None and t.unit in (None, "percent") and t.label.topic in RATES
    )
    most = max(told, key=lambda topic: told[topic], default=main)
    return (
        most if told[most or ""] > MANY_TOLD and told[main or ""] * 3 < told[most or ""] else main
    )


MANY_TOLD = 3  # numbers of one rate that make it what the text is about


@lru_cache(maxsize=2)
def main_topic(reading: Reading) -> str | None:
    """The rate that a text names most often."""
    counts: Counter[str] = Counter()
    for mention in reading.indicators:
        if mention.topic in RATES and mention.strength > PROGRAMME:
            counts[mention.topic] += 2 if mention.strength == LABEL else 1
    # the economy is told of in passing; where two are named as often, it is the poor
    weight = {topic: count / (2 if topic in ASIDE else 1) for topic, count in counts.items()}
    return max(weight, key=lambda topic: (weight[topic], -RATES.index(topic)), default=None)


ASIDE = ("growth", "inflation")


def _may_go_on(reading: Reading, sentence: Sentence, quantity: Quantity, topic: Topic) -> bool:
    """A count without a label goes on with a rate only by plain words; with a count of the same
    unit also inside the paragraph."""
    if quantity.unit not in COUNTS or topic.label.topic not in RATES:
        return True
    same = topic.unit == quantity.unit and topic.paragraph == sentence.paragraph
    counts = quantity.unit in (topic.unit, load_indicators()[topic.label.indicator].units[0])
    if counts and _names_row(reading.text, sentence, quantity):
        return True
    return same or _continues(reading, sentence, quantity) or _by_bps(reading, sentence, quantity)


# "Baturetno: 112 KK", or in a list with marks "1. Jawa Timur 3,9 juta orang"
NAMED_ROW = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?[A-Z][\w .'’/-]{1,40}?\s*[:=(–—-]\s*"
    r"|(?:\d{1,2}[.)]|[-–—•*▪])\s*(?:[A-Z][\w.'’-]*\s+){1,4}"
)


def _names_row(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether nothing but a name stands before a number in its line: "Baturetno: 112 KK" under
    "Jumlah KK miskin"."""
    opens = text[max(0, sentence.start - 1) : sentence.start] == "\n"
    near = quantity.start - sentence.start < HEAD_MAX
    return opens and near and NAMED_ROW.fullmatch(text, sentence.start, quantity.start) is not None


# "Data BPS 98.240 jiwa" where poverty is spoken of; what counts all people says "penduduk".
BPS_COUNTS = re.compile(
    r"\W*(?:(?:menurut|kalau|versi|dari|hasil|data|angka|catatan|hitungan|rilis)\s+)*BPS(?:nya)?,?\s+"
    r"(?:(?:itu|kan|ada|sebut|bilang|sekitar|masih|mencatat|menyebut|menghitung|tahun|ini|lalu|pada|"
    r"Maret|September|20\d\d|sebanyak|tercatat)[,:]?\s+)*",
    re.IGNORECASE,
)


def _by_bps(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a sentence begins with how many people the statistics office counts."""
    counts = BPS_COUNTS.fullmatch(reading.text, sentence.start, quantity.start)
    return quantity.noun in ("jiwa", "orang") and counts is not None


def _fraction(text: str, quantity: Quantity) -> bool:
    """Whether a share is told as a fraction: too loose to go without its label."""
    written = text[quantity.start : quantity.end]
    return (
        re.match(r"(?:separuh|setengah|sepertiga|seperempat|separo)\b", written, re.IGNORECASE)
        is not None
    )


def _zero_aim(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    before = reading.text[sentence.start : quantity.start]
    if quantity.value != 0:
        return False
    due = within(reading.periods, sentence.start, quantity.start)
    then = (
        bool(due)
        and coming(due[-1], reading)
        and not before[due[-1].end - sentence.start :].strip()
    )
    return then or cue("target_strong").search(before) is not None


def is_list_line(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence opens like an item of a list."""
    return LIST_MARK.match(reading.text, sentence.start, sentence.start + 6) is not None


LIST_MARK = re.compile(r"\s*(?:\d{1,2}[.)/]|[a-z][.)]|[•\-–*▪])")


def _goes_on(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a sentence without a label goes on with the topic: another place, a target, a
    list."""
    before = reading.text[sentence.start : quantity.start]
    near = words(before) <= 8 and re.search(r"\b(?:BPS|angka\w*|data)\b", before)
    place = near is not None or any(
        p.kind != "part" for p in within(find_places(reading), sentence.start, quantity.end + 30)
    )
    place = place or _under_place(reading, sentence)
    area = _in_area(reading.text, sentence, quantity)
    aims = area or cue("target_strong").search(before) or cue("forecast").search(before)
    return place or bool(aims) or is_list_line(reading, sentence)


PLACE_LINE = re.compile(
    r"\W*(?:\d{1,2}[.)/]?\s*|[A-Za-z][.)]\s*)?(?:kabupaten|kab\.?|kota|provinsi)?\s*", re.IGNORECASE
)


def _under_place(reading: Reading, sentence: Sentence) -> bool:
    """Whether the line above holds nothing but the name of a region."""
    index = reading.sentence_index(sentence.start)
    above = reading.sentences[index - 1] if index else None
    if above is None or above.end - above.start > 60:
        return False
    named = within(reading.regions.mentions, above.start, above.end)
    return (
        len(named) == 1
        and PLACE_LINE.fullmatch(reading.text, above.start, named[0].start) is not None
        and not reading.text[named[0].end : above.end].strip(" :*_.")
    )


# "Imunisasi Dasar Lengkap (IDL) yang saat ini mencapai 25,3 persen": something else is measured
OTHER_MEASURE = re.compile(
    r"\b[A-Z][a-z]+ (?:[A-Z][a-z]+ ){1,4}\((?!(?:BPS|SSGI|SKI|SSGBI|P3KE|DTSEN|DTKS|KE|IPM|TPT|"
    r"GK|LPE|RTLH|KPM|PKH|TKPK\w*|TPPS|OPD)\))[A-Z]{2,6}\)\s+(?:yang\s+|di\s+|pada\s+|kita\s+|"
    r"[A-Z]\w+\s+)*(?:saat ini\s+|kini\s+|sudah\s+|baru\s+|masih\s+)*"
    r"(?:mencapai|sebesar|berada|ada|hanya|tercatat|yakni|yaitu|adalah)\b[^,.;]{0,30}$"
)


def _other_label_before(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the sentence speaks of another indicator before the number, or of what is none."""
    if OTHER_MEASURE.search(reading.text, sentence.start, quantity.start):
        return True
    weak = ("beneficiaries", "housing") if quantity.unit == "percent" else MONEY_AND_AID
    return any(
        m.strength == LABEL
        and m.topic not in weak
        and not reading.text.startswith("APB", m.start)  # a plan may hold any target
        and not REACHED_ROW.match(reading.text, m.start)
        and indicator_for(m.topic, unit_kind(quantity, m.topic) or "") is None
        for m in within(reading.indicators, sentence.start, quantity.start)
    )


# "Realisasi: 9,85%" under "Target: 10%": whatever the rows tell of.
REACHED_ROW = re.compile(
    r"(?:(?:ter)?realisasi|capaian)(?:nya)?(?:\s+20\d\d)?\s*[:=|]", re.IGNORECASE
)
MONEY_AND_AID = ("budget", "beneficiaries", "housing")
CONTINUES = re.compile(
    r"(?:\b(?:dari jumlah|jumlah(?:nya)?|atau|setara|naik|turun|berkurang|bertambah|sisanya|sisa|"
    r"yang terealisasi|kasus(?:nya)?|(?:di)?jiwakan|orangnya|jiwanya|penduduknya|warganya|"
    r"(?:di)?hitung (?:per )?(?:kepala|jiwa|orang)|menjadi|sekitar|ada|masih|itu|"
    r"tinggal|mencapai|angka(?:nya)?|totalnya|dari)"
    r"\W+(?:\w+\W+){0,4}|\bkasus(?:nya)?\W+(?:\w+\W+){0,9}|\()$",
    re.IGNORECASE,
)


THOSE = re.compile(r"\s+(?:miskin\s+)?(?:itu|tersebut)\b")  # "mengklaim 941 ribu jiwa itu"


def _continues(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a count without a label plainly goes on counting what was named before."""
    before = reading.text[sentence.start : quantity.start]
    return (
        CONTINUES.search(before) is not None or THOSE.match(reading.text, quantity.end) is not None
    )


def headline_topics(reading: Reading, sentence: Sentence) -> list[IndicatorMention]:
    """The labels that a sentence names, else its bare words: what the next may speak of."""
    here = [
        m
        for m in within(reading.indicators, sentence.start, sentence.end)
        if m.strength > PROGRAMME and not _explained(reading.text, m)
    ]
    return [m for m in here if m.strength == LABEL] or here


EXPLAINS = re.compile(r"\b[A-Z][\w-]{1,9} (?:=|adalah|yaitu|singkatan dari) $")


def _explained(text: str, mention: IndicatorMention) -> bool:
    """Whether a label only says what a short name stands for: "LPE = laju pertumbuhan ekonomi"."""
    behind = text[mention.end : mention.end + 3]
    if behind.lstrip().startswith("=") and not re.match(r"\s*=\s*[\d±]", behind):
        return True
    return EXPLAINS.search(text, max(0, mention.start - 28), mention.start) is not None


def coming(period: Period | None, reading: Reading) -> bool:
    """Whether a period lies after the publication."""
    return bool(period and reading.published and period.first > reading.published)
