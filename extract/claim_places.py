"""Whom a claim is about, whom it compares with, and among whom it ranks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.binding import (
    Place,
    bind_region,
    parent_of,
    province_of,
    words,
)
from extract.claim_phrases import Evidence, Phrase
from extract.cues import cue
from extract.figures import Figure
from extract.finder import compile_finder
from extract.quotes import speaker_at
from extract.reading import Reading, within
from extract.text import Sentence


def compared_places(evidence: Evidence, sentence: Sentence, phrases: list[Phrase]) -> set[int]:
    """The starts of all places that the phrases of a sentence compare with or rank among, also
    of the further ones of an enumeration."""
    compared: set[int] = set()
    for phrase in phrases:
        linked = [
            p
            for p in within(evidence.places, phrase.start, min(sentence.end, phrase.end + 60))
            if _linked(evidence.reading.text, phrase, p)
        ]
        compared.update(p.start for p in linked)
        for place in linked:
            compared.update(p.start for p in _further(evidence, sentence, place.end))
    return compared | _others(evidence, sentence, phrases)


# Who is named behind these is only compared with, or stands before in a ranking.
OTHER_THAN = re.compile(
    r"\b(?:di ?bawah|di ?atas|dibanding(?:kan)?|ketimbang|daripada|selain|kalah dari|"
    r"berbeda (?:dengan|dari)|disusul|menyusul|diikuti|mengungguli|mengalahkan|menyalip|"
    r"(?P<rank>setelah|sesudah))\s+(?:(?:oleh|dengan|angka|capaian|rata-rata|tetangga|kemiskinan|"
    r"Kabupaten|Kab\.|Kota|Provinsi)\s+){0,4}$",
    re.IGNORECASE,
)


RANKS = ("rank", "highest", "lowest")


def _others(evidence: Evidence, sentence: Sentence, phrases: list[Phrase]) -> set[int]:
    """The starts of the places that a word like "setelah" or "dibandingkan" sets apart, with what
    goes on with them."""
    text = evidence.reading.text
    ranked = any(phrase.kind in RANKS for phrase in phrases)
    found: set[int] = set()
    for place in within(evidence.places, sentence.start, sentence.end):
        lead = OTHER_THAN.search(text, max(sentence.start, place.start - 60), place.start)
        if lead and (ranked or not lead["rank"]):
            found.add(place.start)
            found.update(p.start for p in _further(evidence, sentence, place.end))
    return found


def _further(evidence: Evidence, sentence: Sentence, end: int) -> list[Place]:
    """The places that go on an enumeration which ends at `end`, up to the one behind "dan": in
    "selain Sragen, Wonogiri juga turun" there is none."""
    text = evidence.reading.text
    found: list[Place] = []
    joined = 0
    for place in within(evidence.places, end, sentence.end):
        if place.kind == "part":
            continue
        behind = ALSO_BEHIND.fullmatch(text, end, place.start) is not None
        if not ALSO.fullmatch(text, end, place.start) and not (
            behind and ENDS_THERE.match(text, place.end, sentence.end)
        ):
            break
        found.append(place)
        if AND.search(text, end, place.start):
            joined = len(found)
        end = place.end
    return found[:joined]


AND = re.compile(r"\b(?:dan|maupun|serta|apalagi|begitu pula)\b", re.IGNORECASE)


# "terendah dalam sepuluh tahun terakhir" is said of years, not of regions
RECORD = re.compile(
    r"\s+(?:sepanjang (?:sejarah|masa)|(?:dalam|selama|sejak) (?:kurun waktu )?(?:tahun )?"
    r"(?:\w+ ){1,2}(?:tahun|dekade|bulan)|sejak (?:tahun )?\d{4})\b",
    re.IGNORECASE,
)


# "di bawah Banten (5,8 persen) maupun nasional" are two comparisons with words of their own
APART = re.compile(r"\b(?:maupun|apalagi|begitu pula|bahkan)\b.*", re.IGNORECASE | re.DOTALL)


def further_rivals(
    evidence: Evidence, sentence: Sentence, placed: Placed, after: int, span: tuple[int, int]
) -> list[tuple[str | None, int, int]]:
    """The further regions of a comparison, once each, with the words that name them: those of
    the whole, or their own behind "maupun"."""
    text = evidence.reading.text
    found: list[tuple[str | None, int, int]] = []
    seen, before = {placed.among, placed.region}, after
    for place in _further(evidence, sentence, after):
        apart = APART.search(text, before, place.start) if place.start > span[0] else None
        before = place.end
        if place.code not in seen:
            seen.add(place.code)
            found.append((place.code, apart.start(), place.end) if apart else (place.code, *span))
    return found


BOTH_OF_THEM = re.compile(
    r"\W*(?:(?:dan|tapi|namun|tetapi|sayangnya|ternyata)\W+)?(?:kedua-duanya|dua-duanya|keduanya|"
    r"kedua (?:kabupaten|kota|daerah|provinsi|wilayah)(?: (?:ini|itu|tersebut))?)\b",
    re.IGNORECASE,
)


def both_figures(evidence: Evidence, sentence: Sentence) -> list[Figure]:
    """The two figures before a sentence that opens with "Keduanya"; none when it does not."""
    reading = evidence.reading
    if not BOTH_OF_THEM.match(reading.text, sentence.start, sentence.end):
        return []
    index = reading.sentence_index(sentence.start)
    first = reading.sentences[max(0, index - 2)].start
    stated = list(within(evidence.figures, first, sentence.start))[-2:]
    return stated if len(stated) == 2 else []


def both_regions(evidence: Evidence, sentence: Sentence) -> list[str]:
    """The regions of the two figures that "Keduanya" means, when they are of one indicator."""
    stated = both_figures(evidence, sentence)
    regions = list(dict.fromkeys(f.region for f in stated if f.region))
    alike = len({f.indicator for f in stated}) == 1
    return regions if len(regions) == 2 and alike else []


REACH = 400  # characters before a phrase in which stands what it goes on with


CLAUSE_START = re.compile(r"[,;]\s|\b(?:tapi|tetapi|namun|sedangkan|sementara)\b", re.IGNORECASE)


def of_town_or_country(text: str, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a clause speaks of towns or villages alone, which a claim cannot say: "di perkotaan
    naik, di perdesaan turun"."""
    low = max(sentence.start, phrase.start - REACH)
    starts = [m.end() for m in CLAUSE_START.finditer(text, low, phrase.start)]
    low = starts[-1] if starts else low
    high = min(phrase.end + 20, sentence.end)
    return any(
        cue(part).search(text, low, phrase.start) or cue(part).match(text, phrase.end + 1, high)
        for part in ("urban", "rural")
    )


def is_most_of_all(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether something is the most without a word among what: "anggaran terbesar untuk jalan"."""
    text = evidence.reading.text
    here = within(evidence.places, phrase.start, min(sentence.end, phrase.end + 60))
    return phrase.kind in RANKS and not any(_linked(text, phrase, p) for p in here)


@dataclass(frozen=True, slots=True)
class Placed:
    """Whom a phrase speaks of, with whom or among whom it compares, and where that is said."""

    region: str
    among: str | None
    end: int


def place_claim(
    evidence: Evidence, sentence: Sentence, phrase: Phrase, compared: set[int]
) -> Placed | None:
    """The regions of a claim; None when nobody is named, or nobody to compare with."""
    reading = evidence.reading
    holder = _holder_of(evidence, sentence, phrase)
    if holder is not None and parent_of(holder.code):
        return Placed(holder.code, parent_of(holder.code), holder.end)
    among, end = _among(reading, evidence.places, sentence, phrase)
    other = _subject_place(evidence, sentence, phrase)
    if phrase.kind in ("above", "below") and among is None and other is None:
        return None
    here = within(evidence.places, sentence.start, sentence.end)
    others = [
        p
        for p in here
        if p.start not in compared
        and not (
            p.start >= phrase.end and cue("contrast").search(reading.text, phrase.end, p.start)
        )
    ]
    rivals = {among} | {p.code for p in here if p.start in compared}
    region = _subject_region(evidence, sentence, phrase, others, rivals)
    if other is not None:
        region, among = other, reading.subject
    if region == among and phrase.kind in RANKS:
        region = _one_of(evidence, sentence, among) or region
    if region == among and phrase.kind not in TREND_KINDS:
        region = reading.subject
    if phrase.kind in ("highest", "lowest", "rank"):
        wide = _wide_area(evidence, sentence, phrase, region) or RECORD.match(
            reading.text, phrase.end, sentence.end
        )
        if not wide and _sub_place(evidence, sentence, phrase):
            return None
        region, among = (region, None) if wide else _ranked(region, among)
    if region is None or region == among:
        return None
    return Placed(region, among, end)


def _one_of(evidence: Evidence, sentence: Sentence, among: str | None) -> str | None:
    """The only region within `among` that the sentence before names: it goes on to be ranked."""
    reading = evidence.reading
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if index else None
    if before is None or before.paragraph != sentence.paragraph:
        return None
    named = {p.code for p in within(evidence.places, before.start, before.end)}
    inside = [code for code in named if parent_of(code) == among and among]
    return inside[0] if len(inside) == 1 else None


THAT_REGION = re.compile(
    r"\W*(?:(?:dan|tapi|namun|tetapi|sebaliknya|sementara|sedangkan|di)\W+)?"
    r"(?P<level>kabupaten|kota|provinsi|daerah|wilayah)\s+(?:itu|tersebut)\b",
    re.IGNORECASE,
)


LEVELS = {"provinsi": 2, "kabupaten": 5, "kota": 5}


def _subject_region(
    evidence: Evidence,
    sentence: Sentence,
    phrase: Phrase,
    others: list[Place],
    rivals: set[str | None],
) -> str | None:
    """The region that a phrase speaks of: a name of its sentence or "kita"; else that of "Kota
    itu" or of the figure which the phrase goes on with; else that of the document."""
    utterance = speaker_at(evidence.utterances, phrase.start)
    spoken = utterance.speaker.region if utterance else None
    bound = bind_region(
        evidence.reading,
        others,
        sentence,
        phrase.start,
        phrase.end,
        speaker_region=spoken,
        of_nation=False,
    )
    if bound.rule.endswith("in sentence"):
        return bound.value
    recalled = _that_region(evidence, sentence)
    if recalled or bound.rule == "region by kita":
        return recalled or bound.value
    both = both_regions(evidence, sentence)
    if both:
        return both[0]
    named = _named_in_clause(evidence, sentence, phrase, others)
    if named:
        return named
    figure = _figure_before(evidence, sentence, phrase, rivals)
    return figure.region if figure else _opens_line(evidence, sentence) or bound.value


def _named_in_clause(
    evidence: Evidence, sentence: Sentence, phrase: Phrase, others: list[Place]
) -> str | None:
    """The region that a clause of several comparisons began with: "Wonogiri di bawah nasional
    namun masih di atas provinsi"."""
    low = evidence.reading.text.rfind(";", sentence.start, phrase.start)
    before = [p for p in others if max(low, sentence.start) <= p.start and p.end <= phrase.start]
    return before[-1].code if before and before[-1].kind == "name" and len(before) == 1 else None


LINE_HEAD = re.compile(r"[ \t]*(?:[•*▪–-]|\d{1,2}[.)])[ \t]*")


def _opens_line(evidence: Evidence, sentence: Sentence) -> str | None:
    """The region that opens the item of a list in which a sentence stands: "• SRAGEN 11,9 (12,4).
    Nomor dua."."""
    text = evidence.reading.text
    low = text.rfind("\n", 0, sentence.start) + 1
    head = LINE_HEAD.match(text, low)
    first = within(evidence.places, head.end(), head.end() + 12)[:1] if head else ()
    return first[0].code if first and first[0].kind == "name" else None


def _that_region(evidence: Evidence, sentence: Sentence) -> str | None:
    """The region that "Kota itu" means at the opening of a sentence: the last one of that level
    that the sentence before names."""
    reading = evidence.reading
    opening = THAT_REGION.match(reading.text, sentence.start, sentence.end)
    index = reading.sentence_index(sentence.start)
    if opening is None or index == 0:
        return None
    before = reading.sentences[index - 1]
    size = LEVELS.get(opening["level"].lower())
    named = [
        p.code
        for p in within(evidence.places, before.start, before.end)
        if p.kind in ("name", "frame") and p.code != "ID" and size in (None, len(p.code))
    ]
    return named[-1] if named else None


THAT_NUMBER = re.compile(
    r"\W*(?:(?:dan|tapi|namun|tetapi|meski(?:pun)?)\W+)?(?:(?:angka|capaian|persentase|jumlah|posisi)"
    r"(?:nya|\s+(?:ini|itu|tersebut))|(?:artinya|berarti|jadi),?(?=\s+(?:naik|turun)))\b",
    re.IGNORECASE,
)


def _figure_before(
    evidence: Evidence, sentence: Sentence, phrase: Phrase, rivals: set[str | None]
) -> Figure | None:
    """The figure that a phrase goes on with: the last one before it in its sentence that is not
    of a region compared with, or the one that "Angka itu" means."""
    here = within(evidence.figures, max(sentence.start, phrase.start - REACH), phrase.start)
    own = [f for f in here if f.region and f.region not in rivals]
    if own:
        return own[-1]
    reading = evidence.reading
    index = reading.sentence_index(sentence.start)
    if index == 0:
        return None
    goes_on = THAT_NUMBER.match(reading.text, sentence.start, sentence.end) or _short_on(
        evidence, sentence, phrase
    )
    if not goes_on:
        return None
    before = reading.sentences[index - 1]
    stated = [
        f
        for f in within(evidence.figures, before.start, before.end)
        if f.region and f.region not in rivals
    ]
    return stated[-1] if stated and before.paragraph == sentence.paragraph else None


OPENING_MAX = 24  # characters before a claim that only goes on with the sentence before


def _short_on(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a claim without a place opens its sentence and goes on with one that tells of one
    region only: "PANGKEP 11,98. Nomor satu.", "Sragen 12,4 persen. Artinya naik"."""
    reading = evidence.reading
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1]
    opens = phrase.start - sentence.start <= OPENING_MAX or phrase.kind == "rank"
    if not opens or any(p.kind == "name" for p in _places_before(evidence, sentence, phrase)):
        return False
    told = {f.region for f in within(evidence.figures, before.start, before.end) if f.region}
    around = {reading.subject, parent_of(reading.subject), "ID"}
    return len(told) == 1 and not told & around


def _places_before(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> Sequence[Place]:
    return within(evidence.places, sentence.start, phrase.start)


# Parts of the country that have no code: who is highest there is not so in the province.
WIDE_AREA = compile_finder(
    r"\b(?:di|se-?)\s?(?:(?:[Ww]ilayah|[Kk]awasan|[Pp]ulau|[Dd]aratan|[Tt]anah|se)\s+)?"
    r"(?:[A-Z]\w+ Raya|eks Karesidenan|"
    r"(?:Sumat[e]?ra|Sulawesi|Jawa|Kalimantan|Papua|Maluku|Nusa Tenggara)"
    r"(?!\s+(?:Utara|Selatan|Barat|Timur|Tengah|Tenggara|Pegunungan)))\b"
)


ISLANDS = compile_finder(
    r"\b(?:di|se-?)\s?(?:(?:wilayah|kawasan)\s+)?(?:[Kk]epulauan\s+[A-Z]\w+|"
    r"(?:[Pp]ulau|[Dd]aratan)\s+(?:Flores|Lombok|Sumba|Timor|Madura|Nias|Buton|Seram|Sumbawa)|"
    r"Tapal Kuda|Pantura|Priangan(?: Timur| Barat)?|Mataraman|Madura|Tapanuli|Jabodetabek|Flores)\b"
)


def _wide_area(evidence: Evidence, sentence: Sentence, phrase: Phrase, region: str | None) -> bool:
    """Whether a region is ranked in a part of the country that has no code; "di Papua" is the
    province for who lies in it."""
    text = evidence.reading.text
    areas = [
        WIDE_AREA.search(text, phrase.start, phrase.end + 40),
        OTHERS_IN.search(text, sentence.start, phrase.start),
        ISLANDS.search(text, phrase.start, phrase.end + 40),
    ]
    own = {parent_of(region)} if region else set()
    for area in areas:
        if area is None:
            continue
        named = [p for p in within(evidence.places, area.start(), area.end())]
        if not named or (area.re is not ISLANDS.compiled and named[0].code not in own):
            return True
    return False


# "Dibandingkan provinsi lain di Sumatra, Bengkulu masih tertinggi kedua"
OTHERS_IN = compile_finder(rf"\blain(?:nya)?\s+{WIDE_AREA.pattern}")


SUBJECT_GAP = re.compile(
    r"\s*(?:(?:angka|tingkat|persentase|kemiskinan(?:nya)?|penduduk|miskin(?:nya)?|justru|malah|"
    r"itu|saja|pun)"
    r"\s+)*",
    re.IGNORECASE,
)


def _subject_place(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> str | None:
    """The other region that a comparison without an object speaks of: "Tetangga kita Sragen jauh
    lebih baik" is said of Sragen, against ours."""
    reading = evidence.reading
    if phrase.kind not in ("above", "below"):
        return None
    text = reading.text[phrase.start : phrase.end]
    closed = re.match(
        r"\s*(?:[,.;:”\"]|$|lagi\b|capaian\w*)", reading.text[phrase.end : phrase.end + 12]
    )
    before = within(evidence.places, sentence.start, phrase.start)
    if not closed or text.endswith("nya") or not before or before[-1].code == reading.subject:
        return None
    gap = reading.text[before[-1].end : phrase.start]
    named = before[-1].kind == "name" and len(before[-1].code) == len(reading.subject or "")
    return before[-1].code if named and SUBJECT_GAP.fullmatch(gap) else None


ALSO = re.compile(
    r"(?:\s*\([^)]{0,30}\))?\s*(?:,|dan|maupun|serta|,\s*(?:dan|maupun|"
    r"serta)|,?\s*(?:apalagi|begitu pula) (?:(?:di)?banding(?:kan)?(?: dengan)?|dari(?:pada)?))\s+"
    r"(?:juga\s+)?(?:dari\s+)?"
    r"(?:Kabupaten|Kab\.|Kota|Provinsi)?\s*",
    re.IGNORECASE,
)


# "di bawah provinsi yang 10,47 persen dan nasional 9,03 persen"
ALSO_BEHIND = re.compile(
    r"\s+(?:yang|sebesar|yakni|yaitu)\s+(?:(?:sebesar|mencapai|sudah|masih)\s+)?[\d.,]+\s*"
    r"(?:persen|%)?,?\s+(?:dan|maupun|serta)\s+(?:juga\s+)?"
    r"(?:Kabupaten|Kab\.|Kota|Provinsi|rata-rata)?\s*",
    re.IGNORECASE,
)


ENDS_THERE = re.compile(
    r"\s*(?:\(|[,.;”\"]|$|\d|(?:yang|sebesar|yakni|yaitu|sama-sama)\b)", re.IGNORECASE
)


def _ranked(region: str | None, among: str | None) -> tuple[str | None, str | None]:
    """Who is ranked and among whom: "terendah di Kota Kendari" is of that city, in its province;
    without a word a regency is ranked in its province, a province in the nation."""
    if among is not None and len(among) == 5:
        return among, parent_of(among)
    return region, among or parent_of(region)


def _sub_place(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a superlative is one of districts or villages: "terbanyak di Kecamatan X"."""
    text = evidence.reading.text
    behind = [p for p in within(evidence.places, phrase.start, min(sentence.end, phrase.end + 40))]
    if any(p.kind == "part" for p in behind):
        return True
    before = within(evidence.places, sentence.start, phrase.start)
    if before and before[-1].kind == "part" and words(text[before[-1].end : phrase.start]) <= 2:
        return True
    place = re.search(
        r"\b(?:di|di wilayah)\s+(?:[A-Z]\w+|kecamatan|desa|eks\b|karesidenan|kawasan|daratan|"
        r"wilayah "
        r"(?:barat|timur|utara|selatan|tengah))",
        text[phrase.start : phrase.end + 24],
    )
    return place is not None and not behind


HELD_BY = re.compile(
    r"(?:\s+(?:secara|tingkat|untuk|antar)\s+\w+)?"
    r"\s+(?:ditempati|dipegang|diduduki|dicatat(?:kan)?|dimiliki|diraih)(?:\s+oleh)?\s+"
    r"(?:(?:Kabupaten|Kab\.|Kota|Provinsi)\s+)?",
    re.IGNORECASE,
)


def held_by(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> int:
    """The end of a rank with who holds it: "terendah ditempati Kota Salatiga"."""
    holder = _holder_of(evidence, sentence, phrase)
    return holder.end if holder else phrase.end


def _holder_of(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> Place | None:
    """The place that is said to hold a rank, right behind it."""
    if phrase.kind not in RANKS:
        return None
    for place in within(evidence.places, phrase.end, sentence.end)[:2]:  # "secara provinsi" is one
        if HELD_BY.fullmatch(evidence.reading.text, phrase.end, place.start):
            return place
    return None


def rank_holders(evidence: Evidence, sentence: Sentence, phrase: Phrase) -> list[str]:
    """The regencies named behind a superlative as those of which it holds: "yang paling tinggi
    Kabupaten Sragen dan Klaten"."""
    behind = within(evidence.places, phrase.end, min(sentence.end, phrase.end + 60))
    if phrase.kind not in ("highest", "lowest") or not behind or len(behind[0].code) != 5:
        return []
    if behind[0].kind == "part" or not _linked(evidence.reading.text, phrase, behind[0]):
        return []
    named = [behind[0], *_further(evidence, sentence, behind[0].end)]
    return list(dict.fromkeys(p.code for p in named if len(p.code) == 5))


TREND_KINDS = ("falling", "rising", "stable", "better", "worse")


def _among(
    reading: Reading, places: list[Place], sentence: Sentence, phrase: Phrase
) -> tuple[str | None, int]:
    """What a region is compared with, and where those words end."""
    text = reading.text
    if phrase.kind in TREND_KINDS:
        return None, phrase.end
    if phrase.count and OF_PROVINCES.search(text, phrase.start, phrase.end):
        return "ID", phrase.end
    told = named_again(reading, places, sentence, phrase)
    if told:
        return told[-1], phrase.end
    near = [
        p
        for p in within(places, phrase.start, min(sentence.end, phrase.end + 60))
        if p.kind != "part" and _linked(text, phrase, p)
    ]
    if near:
        return near[0].code, max(phrase.end, near[0].end)
    ours = re.compile(r"\s+(?:kita|kami)\b", re.IGNORECASE).match(text, phrase.end)
    if ours and phrase.kind in ("above", "below"):
        return reading.subject, ours.end()
    if phrase.kind in ("above", "below"):
        before = compared_before(reading, places, sentence, phrase)
        if before is not None:
            return before.code, phrase.end
        return _other_place(reading, places, sentence, phrase), phrase.end
    if phrase.count is not None or re.search(
        r"kabupaten/kota|kabupaten dan kota", text[phrase.start : phrase.end + 30]
    ):
        return province_of(reading.subject), phrase.end
    province = [
        p
        for p in within(places, sentence.start, phrase.start)
        if len(p.code) == 2
        and re.search(
            r"\bdi\s*(?:provinsi\s*)?$", text[max(0, p.start - 14) : p.start], re.IGNORECASE
        )
    ]
    return (province[-1].code if province else None), phrase.end


OF_PROVINCES = re.compile(r"\bdari\s+(?:3\d)\s+provinsi\b", re.IGNORECASE)
# "Provinsi 8,7 dan nasional 9,4, kita di bawah dua-duanya"; "Nasional 8,5. Kita di atas itu."
SAID_BEFORE = re.compile(
    r"\s+(?:(?P<both>dua-duanya|kedua-duanya|keduanya)|(?:angka\s+)?itu)\s*(?=[.,;!”\"]|$)",
    re.IGNORECASE,
)


def named_again(
    reading: Reading, places: list[Place], sentence: Sentence, phrase: Phrase
) -> list[str]:
    """The regions told of right before, of which "di atas itu" and "di bawah keduanya" speak."""
    text = reading.text
    again = SAID_BEFORE.match(text, phrase.end, sentence.end)
    if again is None or phrase.kind not in ("above", "below"):
        return []
    index = reading.sentence_index(sentence.start)
    low = reading.sentences[max(0, index - 1)].start
    here = within(places, low, phrase.start)
    last = here[-1] if here and here[-1].start >= sentence.start else None
    ours = cue("own_region").search(text, last.end if last else sentence.start, phrase.start)
    own = reading.subject if ours or last is None else last.code
    named = [p.code for p in here if p.kind != "part" and p.code not in (own, None)]
    told = list(dict.fromkeys(reversed(named)))[: 2 if again["both"] else 1]
    return told[::-1] if len(told) == (2 if again["both"] else 1) else []


# "Dibandingkan provinsi yang 10,47 persen, kita masih jauh di atas"
BESIDE = re.compile(
    r"\b(?:(?:di)?bandingkan|dibanding|disandingkan|ketimbang)\s+"
    r"(?:(?:dengan|angka|capaian|rata-rata|Kabupaten|Kab\.|Kota|Provinsi)\s+){0,4}$",
    re.IGNORECASE,
)


CLOSED = re.compile(r"\s*(?:[,.;:”\"]|$|lagi\b)")


def compared_before(
    reading: Reading, places: list[Place], sentence: Sentence, phrase: Phrase
) -> Place | None:
    """The first place that a sentence sets beside its own before a comparison without an
    object."""
    if phrase.kind not in ("above", "below") or not CLOSED.match(reading.text, phrase.end):
        return None
    for place in within(places, sentence.start, phrase.start):
        low = max(sentence.start, place.start - 60)
        if place.kind == "name" and BESIDE.search(reading.text, low, place.start):
            return place
    return None


def _linked(text: str, phrase: Phrase, place: Place) -> bool:
    if phrase.kind in RANKS and OTHER_THAN.search(text, max(0, place.start - 60), place.start):
        return False
    if place.start < phrase.end:
        return True
    gap = text[phrase.end : place.start]
    if phrase.kind in TREND_KINDS:
        return False
    return (
        re.fullmatch(
            r"\s*(?:(?:di|se|se-|dari|daripada|dibanding|dibandingkan|dengan|angka|rata-rata|"
            r"tingkat|capaian|"
            r"garis|IPM|TPT|indeks|pembangunan|manusia|prevalensi|stunting|pengangguran|terbuka|rasio|gini|"
            r"inflasi|laju|pertumbuhan|ekonomi|penduduk|miskin|kemiskinan|provinsi|kabupaten|kota|nasional|seluruh|wilayah|untuk|persentase|rerata|"
            r"rata|"
            r"angka-angka|saudara\w*|kandung\w*|tetangga\w*|kita|yaitu|yakni|-)\s*)*",
            gap,
            re.IGNORECASE,
        )
        is not None
    )


def _other_place(
    reading: Reading, places: list[Place], sentence: Sentence, phrase: Phrase
) -> str | None:
    """ "Bandingkan dengan Jawa Tengah ..., kita masih jauh di atas": the other place of the
    sentence."""
    before = [
        p
        for p in within(places, sentence.start, phrase.start)
        if p.code != reading.subject and p.kind == "name"
    ]
    own = cue("own_region").search(reading.text, sentence.start, phrase.start)
    if reading.text[phrase.start : phrase.end].endswith("nya") or own:
        if before:
            return before[-1].code
        index = reading.sentence_index(sentence.start)
        previous = reading.sentences[index - 1] if index else None
        if previous and previous.paragraph == sentence.paragraph:
            named = [
                p
                for p in within(places, previous.start, previous.end)
                if p.kind == "name" and p.code != reading.subject
            ]
            return named[-1].code if named else None
    return None
