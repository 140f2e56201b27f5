"""What is said of an indicator without a number of its own: ranks, comparisons, trends."""

from __future__ import annotations

import re

from extract.binding import (
    assign_periods,
    find_places,
    is_compared,
    usable_periods,
    words,
)
from extract.claim_measures import directed, fits, indicators_of
from extract.claim_phrases import Evidence, Phrase, find_phrases
from extract.claim_places import (
    Placed,
    both_regions,
    compared_before,
    compared_places,
    further_rivals,
    held_by,
    named_again,
    of_town_or_country,
    place_claim,
    rank_holders,
)
from extract.figures import Claim, Figure
from extract.indicators import IndicatorMention
from extract.quotes import Utterance, speaker_at
from extract.reading import Reading, within
from extract.text import Sentence


def find_claims(
    reading: Reading, utterances: list[Utterance], figures: list[Figure]
) -> list[Claim]:
    """The claims of a document, in order; offsets are into the repaired text."""
    evidence = Evidence(reading, utterances, figures, find_places(reading), usable_periods(reading))
    claims: list[Claim] = []
    for index, sentence in enumerate(reading.sentences):
        asks = reading.text[sentence.start : sentence.end].rstrip("”\"' ").endswith("?")
        if not sentence.boilerplate and not asks:
            phrases = find_phrases(evidence, sentence)
            compared = compared_places(evidence, sentence, phrases)
            found: list[Claim] = []
            for phrase in phrases:
                found += _claims(evidence, index, phrase, compared)
            claims += _once(found)
    return claims


def _once(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence, each trend once: "turun, tapi turunnya sedikit"."""

    def size(claim: Claim) -> int:
        return claim.end - claim.start

    longest = {
        (c.kind, c.indicator, c.region, c.rank): c
        for c in sorted(claims, key=size)
        if c.among is None
    }
    return [c for c in claims if c.among or longest[c.kind, c.indicator, c.region, c.rank] is c]


def _claims(evidence: Evidence, index: int, phrase: Phrase, compared: set[int]) -> list[Claim]:
    """One claim for each indicator and each rival that a phrase speaks of."""
    reading = evidence.reading
    sentence = reading.sentences[index]
    if of_town_or_country(reading.text, sentence, phrase):
        return []
    indicators, mention = indicators_of(evidence, index, phrase)
    if SHARE_OF.search(reading.text, max(sentence.start, phrase.start - 30), phrase.start):
        indicators = list(dict.fromkeys(RATE_OF.get(i, i) for i in indicators))
    indicators = [i for i in indicators if fits(evidence, sentence, phrase, i, mention)]
    placed = place_claim(evidence, sentence, phrase, compared) if indicators else None
    if placed is None:
        return []
    start, end = _whole(reading.text, phrase.start, placed.end, mention)
    end = max(end, held_by(evidence, sentence, phrase))
    start = _from_subject(evidence, sentence, start)
    span = (phrase.start, phrase.end)
    period = assign_periods(reading.text, sentence, evidence.periods, [span], set()).get(span)
    utterance = speaker_at(evidence.utterances, phrase.start)
    rivals = _rivals(evidence, sentence, phrase, placed, (start, end))
    regions = (
        both_regions(evidence, sentence)
        or rank_holders(evidence, sentence, phrase)
        or [placed.region]
    )
    return [
        Claim(
            start=low,
            end=high,
            kind=directed(reading.text, phrase, indicator),
            indicator=indicator,
            region=region,
            among=rival,
            rank=phrase.rank,
            period=period.iso if period and not is_compared(reading.text, period) else None,
            speaker=utterance.speaker.name if utterance else None,
            rule=f"claim {directed(reading.text, phrase, indicator)}",
        )
        for indicator in indicators
        for region in regions
        for rival, low, high in rivals
    ]


# "Penduduk miskin 66,1 ribu jiwa, tetapi persentasenya terus turun": of the rate.
SHARE_OF = re.compile(r"\b(?:persentase|persen)nya\s+(?:\w+\s+)?$", re.IGNORECASE)
RATE_OF = {
    "poor_population": "poverty_rate",
    "poor_households": "poverty_rate",
    "extreme_poor_population": "extreme_poverty_rate",
    "extreme_poor_households": "extreme_poverty_rate",
    "stunted_children": "stunting_prevalence",
    "unemployed_population": "unemployment_rate",
}


def _rivals(
    evidence: Evidence, sentence: Sentence, phrase: Phrase, placed: Placed, span: tuple[int, int]
) -> list[tuple[str | None, int, int]]:
    """What a phrase compares with, each with the span of its claim: one among which something
    ranks, or each of several that it is said to stand above or below."""
    rivals = [(placed.among, *span)]
    if phrase.kind not in ("above", "below"):
        return rivals
    before = compared_before(evidence.reading, evidence.places, sentence, phrase)
    after = before.end if before and before.code == placed.among else placed.end
    told = named_again(evidence.reading, evidence.places, sentence, phrase)
    rivals += [(code, *span) for code in told if code != placed.among]
    return rivals + further_rivals(evidence, sentence, placed, after, span)


LEADS = re.compile(
    r"\s*(?:(?:kita|ini|itu|kami|masih|tetap|yang|menjadi|adalah|merupakan|sebagai|kabupaten|kota|"
    r"provinsi|daerah|dengan|sebenarnya|sebetulnya|memang|justru|malah|mencatat(?:kan)?|memiliki|"
    r"berada|kini|tercatat|menempati|termasuk|sudah|juga|jauh|angka|kemiskinan(?:nya)?|"
    r"persentase|tingkat|posisi(?:nya)?)\s*)*",
    re.IGNORECASE,
)


SUBJECT = re.compile(
    r"\b(?:alhamdulillah,?\s*)?(?:(?:\w+\s+)?tahun\s+(?:\w+\s+)?berturut-turut,?\s*)?"
    r"(?:(?:posisi|angka)\s+)?(?:kita|kami)(?:\s+(?:memang|sebenarnya|sebetulnya|justru|malah))*\s*$|"
    r"\balhamdulillah,?\s*$|"
    r"\b(?:posisi|angka)\s+(?:kita|kami)(?:\s+[\w,]+){1,5}\s+(?:poin|persen)(?:\s+lebih)?\s*$",
    re.IGNORECASE,
)


POSITION = re.compile(
    r"(?:\b(?:posisi|angka|capaian)\s+)?(?:\b(?-i:Kabupaten|Kab\.|Kota|Provinsi)\s+)?$",
    re.IGNORECASE,
)


def _from_subject(evidence: Evidence, sentence: Sentence, start: int) -> int:
    """The start of a claim with the place right before it: "Kabupaten Seluma masih yang
    tertinggi"."""
    text = evidence.reading.text
    for place in reversed(within(evidence.places, sentence.start, start)):
        if place.end <= start and place.kind != "frame":
            if not LEADS.fullmatch(text[place.end : start]):
                break
            level = POSITION.search(text, max(sentence.start, place.start - 24), place.start)
            return level.start() if level else place.start
    own = SUBJECT.search(text[sentence.start : start])
    return sentence.start + own.start() if own else start


OWN_NOUN = re.compile(r"\b(?:persentase|angka|jumlah|tingkat)nya\s+$", re.IGNORECASE)


# "dalam tiga tahun terakhir secara konsisten (mengalami penurunan)"
DURING = re.compile(
    r"\b(?:(?:dalam|selama)\s+(?:kurun waktu\s+)?(?:\w+\s+){1,2}(?:tahun|bulan)\s+"
    r"(?:terakhir\s+|ini\s+)?)?secara\s+\w+\s+$|"
    r"\b(?:dalam|selama)\s+(?:kurun waktu\s+)?(?:\w+\s+){1,2}(?:tahun|bulan)\s+"
    r"(?:terakhir|ini)\s+$",
    re.IGNORECASE,
)


def _whole(text: str, start: int, end: int, mention: IndicatorMention | None) -> tuple[int, int]:
    """The words of a claim with the indicator beside them: "penurunan angka kemiskinan"."""
    noun = OWN_NOUN.search(text[max(0, start - 30) : start])
    during = DURING.search(text, max(0, start - 70), start)
    start -= len(noun[0]) if noun else 0
    start = during.start() if during else start
    tail = re.match(r"[^,.;:()“”\"\n\d]{0,60}(?=[,.;:()“”\"\n])", text[end:])
    stop = end + tail.end() if tail and words(tail[0]) <= 7 else end
    closed = mention is not None and ")" in text[mention.end : start]  # "(SSGI 2023), nomor 4"
    if mention is None or closed or mention.start - end > 24 or start - mention.end > 40:
        return start, stop
    return min(start, mention.start), max(stop, mention.end)
