"""Bare numbers of spoken texts: what is spoken of lends them unit and label."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.finder import compile_finder
from extract.indicators import (
    PROGRAMME,
    IndicatorMention,
    can_be,
    indicator_for,
    is_usual,
    load_indicators,
)
from extract.labels import COUNTS, RATES, REACH, Label, Labelled, Topic
from extract.quantities import Quantity, counts_nothing
from extract.reading import Reading, within
from extract.text import Sentence

LEAST = 5  # fewer houses or children are examples
KNOWN = 100  # a count so large is told again, when it is told again
LIKE = 4  # how many times a rate may be the one told before
MORE = 3  # how many times a count may be the one told before

# "targetnya 14", "tinggal 9", "kami mau minimal 200", "jadi 286 lagi"
LEADS = re.compile(
    r"(?:\b(?:target(?:nya)?|menjadi|jadi|tinggal|tersisa|sisa(?:nya)?|masih|baru|sudah|hanya|cuma|"
    r"minimal|maksimal|paling (?:sedikit|banyak|tidak|tinggi|rendah)|di ?bawah|di ?atas|"
    r"kurang dari|lebih dari|sekitar|hampir|angka(?:nya)?|mencapai|capai|usul(?:kan)?|patok|"
    r"pasang|itu|yaitu|yakni|selesai|sampai|tembus|harus|wajib|mesti|mau)|[“\"(:])\s*$",
    re.IGNORECASE,
)
ALONE = re.compile(r"\W*(?:(?:nah|ya|iya|betul|oh|wah|nggih)\W+)?", re.IGNORECASE)
# What a number right behind it counts on from the one before: "37 rumah diserahkan, 22 di Melapeh".
PARTS = re.compile(
    r"(?:[,;:(]|\b(?:dan|lalu|ada|yang|sisanya|selebihnya|tahun))\s*(?:\w+\s+){0,1}$", re.IGNORECASE
)
# "yang dapat 46 KK, yang minta 130-an": who only asks for aid is given none.
ASKED_FOR = re.compile(
    r"\b(?:me)?(?:minta|ngajukan|ngantre|nunggu|daftar|antre)\s+$", re.IGNORECASE
)
AIMS = compile_finder(
    r"\b(?:target\w*|menargetkan|patok|mematok|pasang|mau|harus)\b", re.IGNORECASE
)


def told_bare(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    before: list[Labelled],
    topics: list[Topic],
) -> Labelled | None:
    """A bare whole number as what the text speaks of: "Rumah tidak layak huni 1.500. Sudah 1.214,
    jadi 286 lagi", "Stunting 23,4 persen. Target tahun ini 18"."""
    if quantity.unit or quantity.noun or quantity.decimals or quantity.value < 2:
        return None
    if not counts_nothing(reading.text, quantity.start, quantity.end):
        return None
    told = _told(reading, sentence, quantity, before, topics)
    counts = (
        told is not None
        and told.quantity.unit == "percent"
        and OF_THEM.match(reading.text, quantity.end)
    )
    return None if counts else told


# "Baru 11 yang menyetor": so many of those named before, no rate.
OF_THEM = re.compile(r"\s+(?:yang|di ?antara\w*|orang)\b", re.IGNORECASE)


def _told(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    before: list[Labelled],
    topics: list[Topic],
) -> Labelled | None:
    """A bare number with what lends it its unit: the same number told before, the label of its
    sentence, or the number told last."""
    if ASKED_FOR.search(reading.text, max(sentence.start, quantity.start - 24), quantity.start):
        return None
    again = _told_again(quantity, topics)
    if again:
        return _lent(quantity, again, again.unit or "")
    own = _own_label(reading, sentence, quantity, before)
    if own:
        topic, unit = own
        led = _led(reading, sentence, quantity)
        return _lent(quantity, topic, unit) if led and _fits(quantity, topic, unit) else None
    asked = _asked_in(reading, sentence, topics) if quantity.value >= KNOWN else None
    if asked:
        return _lent(quantity, *asked)
    last = _spoken_of(sentence, before, topics)
    if last is None or last.unit is None or not _fits(quantity, last, last.unit):
        return None
    chained = bool(before) and last.unit in COUNTS and _counts_on(reading, sentence, quantity)
    if chained or _led(reading, sentence, quantity):
        return _lent(quantity, last, last.unit)
    return None


def _told_again(quantity: Quantity, topics: list[Topic]) -> Topic | None:
    """The count that was told before in just this number: "Bagi saya 9.622 itu ada nama"."""
    if quantity.value < KNOWN:
        return None
    alike = (t for t in reversed(topics) if t.value == quantity.value and t.unit in COUNTS)
    return next(alike, None)


# "Kalau dihitung jiwa?", "Berapa KK?"
UNIT_ASKED = re.compile(
    r"\b(?:(?P<person>jiwa|orang)(?:nya)?|(?P<household>KK|keluarga)(?:nya)?)\b[^?]{0,30}\?\W*$",
    re.IGNORECASE,
)


def _asked_in(
    reading: Reading, sentence: Sentence, topics: list[Topic]
) -> tuple[Topic, str] | None:
    """What is spoken of, in the unit for which the question right above asks."""
    index = reading.sentence_index(sentence.start)
    above = (s for s in reversed(reading.sentences[:index]) if s.paragraph < sentence.paragraph)
    question = next(above, None)
    if question is None or sentence.paragraph - question.paragraph > 1:
        return None
    unit = UNIT_ASKED.search(reading.text, question.start, question.end)
    rate = next((t for t in reversed(topics) if t.label.topic in RATES), None)
    return (rate, unit.lastgroup or "") if unit and rate else None


def _own_label(
    reading: Reading, sentence: Sentence, quantity: Quantity, before: list[Labelled]
) -> tuple[Topic, str] | None:
    """What the sentence names before a number and behind the number before it, and its unit."""
    low = before[-1].quantity.end if before else sentence.start
    named = [
        m
        for m in within(reading.indicators, low, quantity.start)
        if m.strength > PROGRAMME and m.end <= quantity.start
    ]
    unit = _own_unit(named[-1]) if named else None
    if unit is None:
        return None
    label = Label(named[-1].indicator, named[-1].topic, 0, "label", named[-1])
    return Topic(label, sentence.paragraph), unit


def _own_unit(mention: IndicatorMention) -> str | None:
    """The unit in which an indicator comes by itself, if a whole number may state it."""
    unit = load_indicators()[mention.indicator].units[0]
    counts = mention.topic in RATES if unit == "percent" else unit in COUNTS
    return unit if counts and mention.topic != "beneficiaries" else None


def _spoken_of(sentence: Sentence, before: list[Labelled], topics: list[Topic]) -> Topic | None:
    """The number told last: in the sentence, else not further off than the paragraph before."""
    if before:
        last = before[-1]
        return Topic(last.label, sentence.paragraph, last.quantity.unit, last.quantity.value)
    told = next((t for t in reversed(topics) if t.value is not None), None)
    if told is None or sentence.paragraph - told.paragraph > 1:
        return None
    largest = max(
        t.value or 0 for t in topics if (t.label.topic, t.unit) == (told.label.topic, told.unit)
    )
    if told.unit is None and told.label.topic in RATES:
        return replace(told, unit="percent")  # "SSGI 23,4"
    return replace(told, value=largest) if told.unit in COUNTS else told


def _fits(quantity: Quantity, topic: Topic, unit: str) -> bool:
    """Whether a number may be a level of what is spoken of, by the size of the one told before."""
    indicator = indicator_for(topic.label.topic, unit)
    if indicator is None or not can_be(indicator, quantity.value):
        return False
    known = topic.value
    if unit in COUNTS:
        return quantity.value >= LEAST and (not known or quantity.value <= MORE * known)
    if topic.label.topic not in RATES or not is_usual(indicator, quantity.value):
        return False
    return not known or known / LIKE <= quantity.value <= known * LIKE


def _led(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether what stands before a number says that it is a state or an aim."""
    text, low = reading.text, max(sentence.start, quantity.start - 60)
    own_line = text.startswith("\n", sentence.start - 1)  # a cell of a table that fell apart
    if not own_line and ALONE.fullmatch(text, sentence.start, quantity.start):
        return True
    if LEADS.search(text, low, quantity.start) or quantity.comparator in ("<", "<=", ">", ">="):
        return True
    times = within(reading.periods, low, quantity.start)
    timed = bool(times) and not text[times[-1].end : quantity.start].strip(" ,")
    return timed and (quantity.value >= KNOWN or AIMS.search(text, low, quantity.start) is not None)


def _counts_on(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number goes on counting what the one before it in the sentence counts."""
    low = max(sentence.start, quantity.start - 40)
    return PARTS.search(reading.text, low, quantity.start) is not None


def _lent(quantity: Quantity, topic: Topic, unit: str) -> Labelled | None:
    indicator = indicator_for(topic.label.topic, unit)
    if indicator is None:
        return None
    label = replace(topic.label, indicator=indicator, cost=REACH, rule="unit and label lent")
    return Labelled(replace(quantity, unit=unit), label)
