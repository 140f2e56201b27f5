"""Which indicator a claim speaks of, and which way its words point."""

from __future__ import annotations

import re

from extract.binding import (
    distance,
    words,
)
from extract.claim_phrases import Evidence, Phrase
from extract.claim_places import (
    RANKS,
    REACH,
    THAT_NUMBER,
    TREND_KINDS,
    both_figures,
    is_most_of_all,
)
from extract.figures import Figure
from extract.finder import compile_finder
from extract.indicators import LABEL, PROGRAMME, IndicatorMention
from extract.reading import Reading, within
from extract.text import Sentence

MORE_IS_BETTER = ("human_development_index", "economic_growth")


# What slows down and what grows wider or closer; a rate of poverty does neither.
SLOWS = compile_finder(r"\bmelambat\b", re.IGNORECASE)


FLOWS = ("economic_growth", "inflation_rate")


WIDENS = compile_finder(r"\b(?:melebar|menyempit|mengecil)\b", re.IGNORECASE)


GAPS = ("gini_ratio", "poverty_gap_index", "poverty_severity_index")


def fits(
    evidence: Evidence,
    sentence: Sentence,
    phrase: Phrase,
    indicator: str,
    mention: IndicatorMention | None,
) -> bool:
    """Whether a phrase can be said of an indicator at all."""
    text = evidence.reading.text
    if _slows_oddly(text, phrase, indicator):
        return False
    if mention is None and indicator in COUNTS and _are_more(text, phrase):
        return False
    return indicator != "budget" or not is_most_of_all(evidence, sentence, phrase)


def _are_more(text: str, phrase: Phrase) -> bool:
    """Whether things are more or fewer, which no rate is: "sawit kita lebih banyak"."""
    compared = phrase.kind in ("above", "below")
    return compared and MOST.search(text, phrase.start, phrase.end) is not None


def _slows_oddly(text: str, phrase: Phrase, indicator: str) -> bool:
    if indicator not in GAPS and WIDENS.search(text, phrase.start, phrase.end):
        return True
    return indicator not in FLOWS and SLOWS.search(text, phrase.start, phrase.end) is not None


def indicators_of(
    evidence: Evidence, index: int, phrase: Phrase
) -> tuple[list[str], IndicatorMention | None]:
    """What a phrase speaks of, as the rate or the count that is meant, with the words that name
    it."""
    found, mention = _named_indicators(evidence, index, phrase)
    meant = [_meant(evidence, index, phrase, indicator, mention) for indicator in found]
    return list(dict.fromkeys(meant)), mention


def _named_indicators(
    evidence: Evidence, index: int, phrase: Phrase
) -> tuple[list[str], IndicatorMention | None]:
    """The nearest indicator of the sentence of a phrase, or both of "baik A maupun B"; else that
    of the figures beside it; else, for a short sentence, what came before."""
    reading = evidence.reading
    sentence = reading.sentences[index]
    here = [m for m in within(reading.indicators, sentence.start, sentence.end) if _measured(m)]
    both = _both(reading, sentence, phrase, here)
    if both:
        return both, None
    trend = phrase.kind in TREND_KINDS
    near = [m for m in here if not trend or _is_subject(evidence, m, phrase)]
    named = any(m.start < phrase.end for m in near)
    if not named and not trend and THAT_NUMBER.match(reading.text, sentence.start, phrase.start):
        told = _spoken_of(evidence, index, phrase)
        if told:
            return told, None
    if near:
        nearest = _nearest(reading.text, near, phrase)
        if nearest.start >= phrase.end and _of_another(reading, sentence, phrase, nearest):
            return [], None
        figure = _beside(evidence, sentence, phrase) if nearest.start >= phrase.end else None
        if figure and figure.indicator != nearest.indicator:
            return [figure.indicator], None
        return [nearest.indicator], nearest
    beside = within(evidence.figures, sentence.start, sentence.end)
    if beside and not (trend and here):
        figure = min(beside, key=lambda f: abs(f.start - phrase.start))
        return [figure.indicator], None
    return _spoken_of(evidence, index, phrase), None


ANOTHER = re.compile(
    r"\b(?:angka|jumlah|tingkat|kasus|produksi|luas|harga|usia|angkatan|harapan)\s+"
    r"(?!ini\b|itu\b|tersebut\b|kita\b|kami\b|(?-i:[A-Z]))[^\W\d]\w+[^,.;]*$",
    re.IGNORECASE,
)


def _of_another(
    reading: Reading, sentence: Sentence, phrase: Phrase, mention: IndicatorMention
) -> bool:
    """Whether a rank is of a measure that is none of ours, where ours stands only behind a
    comma: "Angka putus sekolah tertinggi di provinsi, penyumbang kemiskinan"."""
    apart = "," in reading.text[phrase.end : mention.start]
    low = max(sentence.start, phrase.start - 80)
    own = ANOTHER.search(reading.text, low, phrase.start)
    return apart and own is not None and phrase.kind in RANKS


def _beside(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> Figure | None:
    """The figure right before a comparison: "10,98 persen atau sudah di bawah provinsi"."""
    if phrase.kind in TREND_KINDS:
        return None
    stated = within(evidence.figures, max(sentence.start, phrase.start - REACH), phrase.start)
    near = bool(stated) and words(evidence.reading.text[stated[-1].end : phrase.start]) <= 3
    return stated[-1] if near else None


RATES = {
    "poor_population": "poverty_rate",
    "extreme_poor_population": "extreme_poverty_rate",
    "unemployed_population": "unemployment_rate",
    "stunted_children": "stunting_prevalence",
}


COUNTS = {rate: count for count, rate in RATES.items()}


COUNTS_IT = re.compile(
    r"\b(?:jumlah|total|orang|jiwa|penganggur)(?:nya)?\b|\bbanyaknya\b", re.IGNORECASE
)


BY_COUNT = compile_finder(
    r"\b(?:(?:dari|secara|segi|sisi|soal|menurut) jumlah|jumlahnya|banyaknya)\b", re.IGNORECASE
)


ITS_COUNT = re.compile(r"\s+(?:orang|jumlah|jiwa)nya\b", re.IGNORECASE)


ITS_JUMLAH = re.compile(r"\W*(?:\w+\s+)?jumlah(?:nya|\s+(?:itu|ini|tersebut))\b", re.IGNORECASE)


MOST = re.compile(r"\b(?:ter|paling |lebih )(?:banyak|sedikit)\b", re.IGNORECASE)


def _meant(
    evidence: Evidence,
    index: int,
    phrase: Phrase,
    indicator: str,
    mention: IndicatorMention | None,
) -> str:
    """The rate where people are named but their share is compared ("pengangguran masih di atas
    nasional"), the count where people are said to be fewer ("berkurang orangnya")."""
    text = evidence.reading.text
    opening = evidence.reading.sentences[index].start
    counted = mention is None and ITS_JUMLAH.match(text, opening, phrase.start)
    if counted or ITS_COUNT.match(text, phrase.end):
        return COUNTS.get(indicator, indicator)
    if indicator not in RATES or MOST.search(text, phrase.start, phrase.end):
        return indicator
    sentence = evidence.reading.sentences[index]
    if BY_COUNT.search(text, max(sentence.start, phrase.start - REACH), phrase.start):
        return indicator
    low = mention.start if mention else max(sentence.start, phrase.start - REACH)
    if COUNTS_IT.search(text, min(low, phrase.start), phrase.end) and not _shares_last(
        evidence, sentence, phrase
    ):
        return indicator
    if phrase.kind in TREND_KINDS and mention is not None and indicator != "unemployed_population":
        return indicator
    if (
        phrase.kind in TREND_KINDS
        and mention is None
        and not _rate_told(evidence, index, indicator)
    ):
        return indicator
    return RATES[indicator]


def _shares_last(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the last number before a phrase is a share: "74 ribu jiwa atau 7,1 persen, masih di
    atas nasional"."""
    stated = within(evidence.figures, max(sentence.start, phrase.start - REACH), phrase.start)
    return bool(stated) and stated[-1].unit == "percent" and phrase.kind not in TREND_KINDS


def _rate_told(evidence: Evidence, index: int, indicator: str) -> bool:
    """Whether the rate stands among the figures of the paragraph before or of this one."""
    reading = evidence.reading
    paragraph = reading.sentences[index].paragraph
    first = reading.sentences[max(0, index - 8)].start
    told = list(within(evidence.figures, first, reading.sentences[index].start))
    for figure in reversed(told[-8:]):
        at = reading.sentences[reading.sentence_index(figure.start)].paragraph
        if paragraph - at <= 1 and figure.indicator == RATES[indicator]:
            return True
    return False


VALUED = re.compile(
    r"\b(?:lebih (?:baik|buruk)|kalah|terparah|terburuk|terjelek|terbaik|paling (?:parah|buruk))\b",
    re.IGNORECASE,
)


OPPOSITE = {"above": "below", "below": "above", "highest": "lowest", "lowest": "highest"}


def directed(text: str, phrase: Phrase, indicator: str) -> str:
    """What words of worth mean for an indicator: "membaik" is rising for what is better when
    more, falling for a rate of poverty; so are "lebih baik dari" and "terburuk"."""
    kind, more = phrase.kind, indicator in MORE_IS_BETTER
    if kind in ("better", "worse"):
        return "rising" if (kind == "better") == more else "falling"
    valued = more and VALUED.search(text, phrase.start, phrase.end)
    return OPPOSITE.get(kind, kind) if valued else kind


def _both(
    reading: Reading, sentence: Sentence, phrase: Phrase, here: list[IndicatorMention]
) -> list[str]:
    match = re.search(
        r"\bbaik\b(?:\s+untuk)?(.{3,60}?)\bmaupun\b(.{3,60})",
        reading.text[phrase.end : sentence.end],
        re.IGNORECASE | re.DOTALL,
    )
    if match is None:
        return _subjects(reading, sentence, phrase, here)
    low, high = phrase.end + match.start(), phrase.end + match.end()
    pair = list(dict.fromkeys(m.indicator for m in here if low <= m.start < high))
    return pair[:2] if len(pair) >= 2 else []


# "P1 dan P2 sama-sama mengecil"
TOGETHER = re.compile(r"\s+(?:dan|maupun|serta)\s+", re.IGNORECASE)
BOTH_DO = re.compile(
    r"\s+(?:(?:sama-sama|keduanya|juga|ikut|pun|terus|kini|kita)\s+)*", re.IGNORECASE
)


def _subjects(
    reading: Reading, sentence: Sentence, phrase: Phrase, here: list[IndicatorMention]
) -> list[str]:
    """The two indices that are the subject of one trend."""
    before = [m for m in here if m.end <= phrase.start][-2:]
    if len(before) < 2 or phrase.kind not in TREND_KINDS:
        return []
    one, two = before
    text = reading.text
    joined = TOGETHER.fullmatch(text, one.end, two.start)
    close = phrase.start == two.end or BOTH_DO.fullmatch(text, two.end, phrase.start)
    alike = one.indicator != two.indicator and two.strength == LABEL
    return [one.indicator, two.indicator] if joined and close and alike else []


NEXT_CLAUSE = re.compile(
    r"(?:,\s*|\b)(?:tapi|tetapi|namun|sedangkan|sementara|padahal|sebab|karena|saat)\s+|,\s*dan\s+",
    re.IGNORECASE,
)


# words before a verb that name nothing else, and whose numbers they are
NO_SUBJECT = re.compile(
    r"pada|di|dari|sejak|tahun|itu|ini|lalu|kemudian|kembali|sempat|terus|masih|sudah|telah|juga|"
    r"ikut|justru|malah|kini|sekarang|kita|kami|kabupaten|kota|provinsi|jumlah(?:nya)?|yang|secara|"
    r"(?:angka|tren|persentase|laju|perkembangan|posisi|data)(?:nya)?|hingga|sampai|tetap|perlahan|"
    r"pelan-pelan|berangsur|cenderung|relatif|akhirnya|umum|versi|menurut|BPS|SSGI|SKI|Susenas|"
    r"Sakernas|DTKS|DTSEN|P3KE",
    re.IGNORECASE,
)


SUBJECT_WORD = re.compile(r"[^\W\d][\w-]+")


def _other_subject(evidence: Evidence, start: int, end: int) -> bool:
    """Whether a further clause with a subject of its own begins in a gap: "Anggaran terus kita
    tambah, tapi hasilnya begitu-begitu saja" is said of the result."""
    text = evidence.reading.text
    clauses = [m.end() for m in NEXT_CLAUSE.finditer(text, start, end)]
    if not clauses:
        return False
    low = clauses[-1]
    named = [(p.start, p.end) for p in within(evidence.places, low, end)]
    named += [(p.start, p.end) for p in within(evidence.periods, low, end)]
    return any(
        not NO_SUBJECT.fullmatch(m[0]) and not any(a <= m.start() < b for a, b in named)
        for m in SUBJECT_WORD.finditer(text, low, end)
    )


def _is_subject(evidence: Evidence, mention: IndicatorMention, phrase: Phrase) -> bool:
    """Whether a trend is one of the indicator: named shortly before the verb, or right behind
    it."""
    text = evidence.reading.text
    if mention.end > phrase.start:
        gap = text[phrase.end : mention.start]
        return words(gap) <= 2 and "," not in gap
    gap = text[mention.end : phrase.start]
    aside = ASIDE.search(gap)
    told = words(aside[0]) if aside else 0
    near = _plain_words(evidence, mention.end, phrase.start) - told <= 11
    commas = gap.count(", ") - (2 if aside else 0)
    if not near or ";" in gap or commas > 1:
        return False
    return not _other_subject(evidence, mention.end, phrase.start)


# "Untuk stunting, lanjut Suratno, angkanya terus menurun"
ASIDE = re.compile(
    r",\s+(?:kata|ujar|lanjut|sambung|tutur|ucap|jelas|imbuh|papar|terang|ungkap|sebut|menurut|"
    r"tambah|urai|beber|rinci)(?:nya|\s+(?:dia|ia|(?:[A-Z][\w.'’-]*\s?){1,4}))\s*,"
)


def _plain_words(evidence: Evidence, start: int, end: int) -> int:
    """How many words stand in a gap that name neither a place nor a time."""
    text = evidence.reading.text
    spans = [(p.start, p.end) for p in within(evidence.places, start, end)]
    spans += [(p.start, p.end) for p in within(evidence.periods, start, end)]
    return words(text[start:end]) - sum(words(text[low:high]) for low, high in spans)


ITS_NUMBER = re.compile(r"\W*(?:\w+\s+)?(?:angka|persentase|jumlah)(?:nya)?\b", re.IGNORECASE)


CLAUSE_END = re.compile(r"[,;.]|\b(?:tapi|tetapi|namun|sementara|sedangkan)\b", re.IGNORECASE)


ITS_TREND = re.compile(r"\s*(?:turun|naik|penurunan|kenaikan|peningkatan|tren)nya\b", re.IGNORECASE)


# "Alhamdulillah turun, dan ..."
OPENS_TREND = re.compile(
    r"\W*(?:(?:alhamdulillah|syukur(?:lah)?|memang|jadi|ya|iya|betul|artinya|kita|kami|itu|ini|dan|"
    r"tapi|namun|justru|malah|sudah|yang jelas|pokoknya|(?:\w+ )?tahun (?:\w+ )?berturut-turut|"
    r"tahun (?:ini|lalu))\W+)*",
    re.IGNORECASE,
)


def _stands_alone(text: str, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a trend without a subject goes on with what was told: a short sentence, a short
    clause that opens one ("Turun iya, tapi ..."), or "penurunannya"."""
    if ITS_TREND.match(text, phrase.start):
        return True
    if words(text[sentence.start : sentence.end]) <= 6:
        return True
    end = CLAUSE_END.search(text, phrase.end, sentence.end)
    short = words(text[phrase.end : end.start() if end else sentence.end]) <= 2
    return short and OPENS_TREND.fullmatch(text, sentence.start, phrase.start) is not None


def _spoken_of(evidence: Evidence, index: int, phrase: Phrase) -> list[str]:
    """What the text spoke of just before a sentence that names no indicator itself."""
    reading = evidence.reading
    sentence = reading.sentences[index]
    both = dict.fromkeys(f.indicator for f in both_figures(evidence, sentence))
    if both:
        return list(both)
    trend = phrase.kind in TREND_KINDS
    anaphora = ITS_NUMBER.match(reading.text, sentence.start, sentence.end)
    if phrase.kind in ("better", "worse") and not anaphora:
        return []
    if trend and not anaphora and not _stands_alone(reading.text, sentence, phrase):
        return []
    for back in range(index - 1, max(-1, index - 4), -1):
        previous = reading.sentences[back]
        if previous.boilerplate or sentence.paragraph - previous.paragraph > 1:
            continue
        stated = within(evidence.figures, previous.start, previous.end)
        if stated:
            rates = [f for f in stated if anaphora and f.unit == "percent"]
            return [(rates or stated)[-1].indicator]
        beside = back == index - 1 and previous.paragraph == sentence.paragraph
        found = [
            m
            for m in within(reading.indicators, previous.start, previous.end)
            if (m.strength == 3 or beside) and _measured(m)
        ]
        if found:
            return [found[-1].indicator]
    return []


def _measured(mention: IndicatorMention) -> bool:
    return mention.strength > PROGRAMME and not (
        mention.topic in ("budget", "housing", "beneficiaries", "extreme_line")
        and mention.strength < 3
    )


OWNS = re.compile(r"\s+(?:yang\s+)?(?:(?:masih|itu|kita|kami)\s+)?", re.IGNORECASE)


def _nearest(text: str, mentions: list[IndicatorMention], phrase: Phrase) -> IndicatorMention:
    def cost(mention: IndicatorMention) -> int:
        if mention.end <= phrase.start:
            return distance(text, mention.end, phrase.start) - mention.strength
        if mention.start >= phrase.end:
            return distance(text, phrase.end, mention.start) + 2 - mention.strength
        return 0

    for mention in mentions:
        if OWNS.fullmatch(text, mention.end, phrase.start):
            return mention
    poor = [
        m for m in mentions if m.topic not in ("budget", "beneficiaries", "housing")
    ] or mentions
    return min(poor, key=cost)
