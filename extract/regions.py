"""Gazetteer spans resolved to codes.

Every name and alias of `tables/regions.csv` is looked for in one pass over the text. What a name
stands for is then decided by the words around it ("Kabupaten", "Pemkot", "Jalan"), by the list it
stands in, and by what the rest of the text says. A name that is also an ordinary word or a name of
other things (`tables/region_words.csv`) counts only with such evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.finder import compile_finder
from extract.gazetteer import (
    LEVELS,
    NATION,
    Region,
    former_names,
    is_region_name,
    level,
    load_districts,
    load_regions,
    load_villages,
    local_names,
    name_automaton,
    name_forms,
    parent,
    region_name,
)
from extract.tables import load_table

__all__ = [
    "NATION",
    "Region",
    "RegionMention",
    "RegionReading",
    "find_regions",
    "is_region_name",
    "level",
    "load_districts",
    "load_regions",
    "load_villages",
    "local_names",
    "lower_same_length",
    "parent",
    "region_name",
    "same_name",
]

_DIRECTIONS = (
    "Utara|Selatan|Barat|Timur|Tengah|Tenggara|Hulu|Hilir|Raya|Jaya|Baru|Besar|Kecil|Dalam|Luar|"
    "Pesisir|Jauh|Laut|Darat|Pusat|Kulon|Wetan|Lor|Kidul|Ilir|Ulu"
)
_LEAD = 600  # code points: headline and first paragraphs, where a story names its region


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A place of the text that names a region; `rule` says by which evidence it was resolved."""

    start: int
    end: int
    code: str
    rule: str


@dataclass(frozen=True, slots=True)
class RegionReading:
    """All mentions of a text and the region that it is mainly about."""

    mentions: tuple[RegionMention, ...]
    subject: str | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A name of the gazetteer in the text before it is resolved.

    `effect` is what the words before it say: a level, "none", or None when they say nothing.
    """

    start: int
    end: int
    form: str
    codes: tuple[str, ...]
    effect: str | None = None
    rule: str = "name"


@cache
def _word_kinds() -> dict[str, str]:
    return {row["form"].lower(): row["kind"] for row in load_table("region_words")}


@cache
def _contexts() -> dict[str, str]:
    return {row["word"].lower(): row["effect"] for row in load_table("region_contexts")}


# ---- candidates and what stands before them --------------------------------------------------


def lower_same_length(text: str) -> str:
    """Lower case that keeps every offset; the few characters that would grow stay as they are."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_word(char: str) -> bool:
    return char.isalnum()


def _matches(text: str, low: str) -> list[tuple[int, int, str]]:
    """Whole-word matches, the longest at each place, none overlapping."""
    found = []
    for last, form in name_automaton().iter(low):
        start, end = last - len(form) + 1, last + 1
        if start and _is_word(low[start - 1]):
            continue
        if end < len(low) and _is_word(low[end]):
            continue
        if form.startswith("di ") and not text.startswith("DI", start):
            continue  # "di Yogyakarta" is no "DI Yogyakarta"
        found.append((start, end, form))
    found.sort(key=lambda m: (m[0], -m[1]))
    kept: list[tuple[int, int, str]] = []
    for match in found:
        if not kept or match[0] >= kept[-1][1]:
            kept.append(_extended(text, match))
    return kept


_BRACKETED_DIRECTION = re.compile(rf"\s*\([^()\n]{{1,20}}\)\s+({_DIRECTIONS})\b")


def _extended(text: str, match: tuple[int, int, str]) -> tuple[int, int, str]:
    """ "Ogan Komering Ulu (OKU) Timur" is one name with its abbreviation inside."""
    start, end, form = match
    after = _BRACKETED_DIRECTION.match(text, end)
    if after and f"{form} {after[1].lower()}" in name_forms():
        return start, after.end(), f"{form} {after[1].lower()}"
    return match


_VILLAGE_WORDS = ("desa", "kampung", "gampong", "nagari", "pekon", "kelurahan", "kalurahan")
_BODY_BEFORE = re.compile(r"\b(?:masyarakat|dana)(?: dan)? $", re.I)
# The two words before a name and the gap behind them, written backwards: read from the name on,
# they are found at once.
_BACKWARDS = re.compile(
    r"(?P<gap>(?:\s*\)[^()\n]{1,24}\()?\s*)(?P<one>\.?[^\W\d_]+)(?P<two>[. ]+[^\W\d_]+)?"
)


def _effect(text: str, start: int) -> tuple[str | None, int]:
    """What the words before a name make of it, and where they begin."""
    before = _BACKWARDS.match(text[max(0, start - 60) : start][::-1])
    if not before or "\n" in before["gap"] or not (before["gap"] or before["one"][0] == "."):
        return None, start
    one, two = before["one"][::-1], (before["two"] or "")[::-1]
    begin_one = start - before.end("one")
    contexts = _contexts()
    pair = f"{two.strip()} {one}".lower()
    for words, begin in ((pair, start - before.end()), (one.lower(), begin_one)):
        effect = contexts.get(words)
        if effect == "outlet" and not (one[0].isupper()):
            continue
        if one.lower() in _VILLAGE_WORDS and _of_a_body(text, begin_one):
            return None, start
        if effect:
            return ("none" if effect == "outlet" else effect), begin
    return None, start


def _of_a_body(text: str, at: int) -> bool:
    """Whether "Desa" belongs to "Dinas Pemberdayaan Masyarakat Desa" or "Dana Desa"."""
    return _BODY_BEFORE.search(text, max(0, at - 20), at) is not None


_HOST = re.compile(r"\.(?:com|co|id|net|org|news|info|go|online|tv|my)\b|news|today|pos\b", re.I)
_OUTLET_AFTER = re.compile(r"\s(?:Post?|Ekspres|Express|TV|Today|News|Raya Pos|Terkini|Kini)\b")
_LARGER_PLACE = re.compile(rf"[ ](?:{_DIRECTIONS})\b")
_LIST_GAP = re.compile(
    r"(?:\s*\([^()\n]{0,60}\))?\s*(?:,|;|/|&|,?\s*(?:dan|serta|maupun|atau|hingga|sampai))\s*$"
)


_CITY_POLICE = re.compile(r"(?:ka)?polres [^\W\d_]+ kota\b", re.I)
_FROM_END_TO_END = re.compile(r"Sabang (?:sampai|hingga|ke|sampai ke) Merauke", re.I)


def _candidates(text: str) -> list[_Candidate]:
    """Every name of the text with what the words before it and its list say."""
    low = lower_same_length(text)
    found: list[_Candidate] = []
    for start, end, form in _matches(text, low):
        effect, begin = _effect(text, start)
        if effect == "regency" and _CITY_POLICE.match(text, begin):
            effect = "city"
        rule = "word before" if effect else "name"
        if _outside(text, start, end, effect):
            effect = "none"
        if effect is None and found and _continues(text, found[-1], start):
            effect, rule = found[-1].effect, "list"
        found.append(_Candidate(start, end, form, name_forms()[form], effect, rule))
    return found


def _outside(text: str, start: int, end: int, effect: str | None) -> bool:
    """Whether the name is part of an address, an outlet or a larger place."""
    if effect in LEVELS:
        return _LARGER_PLACE.match(text, end) is not None
    if any(
        m.start() <= start < m.end()
        for m in _FROM_END_TO_END.finditer(text, max(0, start - 20), end + 20)
    ):
        return True
    if _word_kinds().get(text[start:end].lower()) == "weak" and text.startswith(", Jakarta", end):
        return True  # a quarter of the capital
    if _word_kinds().get(text[start:end].lower()) and re.match(r"-[A-Za-z]", text[end : end + 2]):
        return True  # "Karo-Karo"
    if _HOST.match(text, end) or _OUTLET_AFTER.match(text, end):
        return True
    if start and text[start - 1] in "@/." and start > 1 and text[start - 2].islower():
        return text[start - 1] == "@" or bool(re.search(r"(?:www|https?:/?)$", text[: start - 1]))
    return bool(_LARGER_PLACE.match(text, end))


def _continues(text: str, before: _Candidate, start: int) -> bool:
    """Whether a name stands in one list with the name before it."""
    if start - before.end > 80:
        return False
    return bool(_LIST_GAP.fullmatch(text[before.end : start]))


# ---- ordinary words --------------------------------------------------------------------------

_SENTENCE_START = re.compile(r"(?:^|[.!?:\n“\"”—–-]\s*)$")
_NEAR_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’.]*) $")
_NEAR_WORD_AFTER = re.compile(r" ([^\W\d_][\w'’]*)")
_PLACE_BEFORE = re.compile(
    r"\b(?:(?:Kepala|Kadis|Kaban|Kabag|Kabid|Dinas|Badan|Bank Indonesia)(?: [A-Z]\w+){0,3}|"
    r"di|ke|dari|asal|se-?|wilayah|daerah|warga|masyarakat|antara|BPS|Bappeda\w*|DPRD|DPRK|TKPK\w*|"
    r"OPD|Baznas|Forkopimda|Kejari|Kajari|Kodim|Dandim|RSUD|Sekda|Setda|\d{4}/)\s*$"
)


def _is_isolated(text: str, cand: _Candidate) -> bool:
    """Whether no capitalised word adjoins, so that the name is no part of a longer name."""
    before = _NEAR_WORD_BEFORE.search(text, max(0, cand.start - 40), cand.start)
    after = _NEAR_WORD_AFTER.match(text, cand.end)
    clear_before = not before or not before[1][0].isupper() or before[1].lower() in _contexts()
    return clear_before and not (after and after[1][0].isupper())


def _all_caps(text: str, cand: _Candidate) -> bool:
    """Whether the letters around are capitals too, so that case says nothing."""
    around = text[max(0, cand.start - 30) : cand.end + 30]
    return sum(c.islower() for c in around) < 5


def _counts_alone(text: str, cand: _Candidate) -> bool:
    """Whether a name needs no further evidence; see `tables/region_words.csv`."""
    kind = _word_kinds().get(cand.form)
    surface = text[cand.start : cand.end]
    if kind is None:  # written small, a province is known; others need to be named elsewhere
        return not _is_small(surface) or level(cand.codes[0]) == "province"
    if kind == "upper":
        return surface.isupper()
    if kind != "word" or not surface[0].isupper():
        return False
    if _PLACE_BEFORE.search(text, max(0, cand.start - 40), cand.start):
        return True
    starts = _SENTENCE_START.search(text, max(0, cand.start - 3), cand.start) is not None
    return not starts and not _all_caps(text, cand) and _is_isolated(text, cand)


_WORD_GAP = re.compile(r"[ -]")


def _is_small(surface: str) -> bool:
    """Whether a word of the name is written without its capital."""
    return any(word[0].islower() for word in _WORD_GAP.split(surface) if word not in ("", "dan"))


def _may_count(text: str, cand: _Candidate, attested: set[str]) -> bool:
    """Whether a name that is an ordinary word has evidence in this text."""
    kind = _word_kinds().get(cand.form, "word")
    surface = text[cand.start : cand.end]
    if "upper" in kind and not surface.isupper():
        return False
    known = [c for c in cand.codes if c in attested]
    if _is_small(surface):
        return bool(known) and cand.form not in _word_kinds()
    if known:
        short = all(load_regions()[c].name.lower() != cand.form for c in known)
        return short or kind == "word" or _is_isolated(text, cand)
    if not _has_kin(cand, attested) or not _is_isolated(text, cand):
        return False
    listed = cand.rule == "list" or _LIST_ITEM.search(text, max(0, cand.start - 8), cand.start)
    placed = _PLACE_BEFORE.search(text, max(0, cand.start - 20), cand.start)
    compared = _COMPARED.search(text, max(0, cand.start - 24), cand.start)
    counted = _NUMBER_AFTER.match(text, cand.end)
    return bool(listed or placed or compared or counted)


_NUMBER_AFTER = re.compile(
    r"(?: (?:yang|dengan|sudah|masih|sebesar|mencapai|di angka|sebanyak)){0,3}"
    r"[ \t]*[:=(|]?[ \t]*\d"
)


def _has_kin(cand: _Candidate, attested: set[str]) -> bool:
    """Whether the text names the province of the candidate, or another region of it."""
    provinces = {parent(c) for c in cand.codes}
    return any(code in provinces or parent(code) in provinces for code in attested)


_COMPARED = re.compile(
    r"\b(?:daripada|dari pada|seperti|setelah|disusul|menyusul|sedangkan|sementara|melampaui|"
    r"dibanding(?:kan)?|antara lain|misalnya|yakni|yaitu|termasuk|di atas|di bawah|mengungguli|"
    r"tetangga|kecuali|selain)[ ]$|[;:][ ]$|\n$"
)
_LIST_ITEM = re.compile(r"(?:^|\n)\s*(?:\d{1,2}[.)]|[-•–*])\s*$|[,|(]\s*$")


# ---- resolution ------------------------------------------------------------------------------


def _of_level(cand: _Candidate) -> tuple[str, ...]:
    """The codes that the name may stand for behind the words before it."""
    if cand.effect in LEVELS:
        return tuple(c for c in cand.codes if level(c) == cand.effect) or cand.codes
    return tuple(c for c in cand.codes if (cand.form, c) not in former_names()) or cand.codes


def _attested(text: str, candidates: list[_Candidate], given: set[str]) -> set[str]:
    """Codes that the text names beyond doubt: by a level word or an unmistakable name."""
    sure = set(given)
    for cand in candidates:
        codes = _of_level(cand)
        if cand.effect in LEVELS or _counts_alone(text, cand):
            sure.update(codes if len(codes) == 1 else ())
    return sure


def _is_listed_with(
    text: str, cand: _Candidate, near: _Candidate | None, attested: set[str]
) -> bool:
    """Whether a sure region of the same province stands beside it in a list."""
    if near is None or near.effect == "none":
        return False
    first, second = (cand, near) if cand.start < near.start else (near, cand)
    if cand.form == near.form:
        return False
    kin = {parent(c) for c in near.codes if c in attested}
    return _continues(text, first, second.start) and any(parent(c) in kin for c in cand.codes)


def _is_between(
    text: str,
    cand: _Candidate,
    beside: tuple[_Candidate | None, _Candidate | None],
    attested: set[str],
) -> bool:
    """Whether a name stands in a list between two sure regions of any province."""
    before, after = beside
    if before is None or after is None:
        return False
    sure = all(any(c in attested for c in near.codes) for near in (before, after))
    joined = _continues(text, before, cand.start) and _continues(text, cand, after.start)
    return sure and joined


def _usable(text: str, candidates: list[_Candidate], given: set[str]) -> list[_Candidate]:
    """The candidates that name a region."""
    open_ones = [c for c in candidates if c.effect != "none"]
    attested = _attested(text, open_ones, given)
    listed_sure: list[_Candidate] = []
    for i, cand in enumerate(open_ones):
        beside = (
            open_ones[i - 1] if i else None,
            open_ones[i + 1] if i + 1 < len(open_ones) else None,
        )
        if text[cand.start].isupper() and (
            any(_is_listed_with(text, cand, near, attested) for near in beside)
            or _is_between(text, cand, beside, attested)
        ):
            listed_sure.append(cand)
            continue
        explicit = cand.effect in LEVELS and cand.rule == "word before"
        in_list = cand.effect in LEVELS and text[cand.start].isupper()
        if explicit or in_list or _counts_alone(text, cand) or _may_count(text, cand, attested):
            listed_sure.append(cand)
    return listed_sure


def _weight(cand: _Candidate) -> int:
    return 4 if cand.start < 200 else 2 if cand.start < _LEAD else 1


_REGENCY_HEAD = compile_finder(r"\b(?:bupati|pemkab|wabup|kabupaten)\b", re.I)
_CITY_HEAD = compile_finder(r"\b(?:wali ?kota|pemkot|wawali)\b", re.I)
_PROVINCE_HEAD = compile_finder(r"\b(?:gubernur|pemprov|wagub|provinsi)\b", re.I)


def _heads(text: str) -> dict[str, int]:
    return {
        "regency": len(_REGENCY_HEAD.findall(text)),
        "city": len(_CITY_HEAD.findall(text)),
        "province": len(_PROVINCE_HEAD.findall(text)),
    }


def same_name(text: str, candidates: list[_Candidate], home: str | None) -> dict[str, str]:
    """For each form that several regions share: the code that it stands for when written bare.

    The region that the text names with its level most and earliest wins, then the source's home
    region, then the level whose head of government the text speaks of (only for names in the
    headline or lead), then the better known bearer: the province, else the city.
    """
    explicit: Counter[str] = Counter()
    for cand in candidates:
        codes = _of_level(cand)
        if len(codes) == 1:
            explicit[codes[0]] += _weight(cand)
    heads = _heads(text)
    chosen: dict[str, str] = {}
    for cand in candidates:
        if cand.effect not in LEVELS and len(cand.codes) > 1 and cand.form not in chosen:
            lead = heads if cand.start < _LEAD else {}
            chosen[cand.form] = _best(_of_level(cand), explicit, home, lead)
    return chosen


def _best(
    codes: tuple[str, ...], explicit: Counter[str], home: str | None, heads: dict[str, int]
) -> str:
    default = {"province": 2, "city": 1, "regency": 0}

    def rank(code: str) -> tuple[int, bool, int, int]:
        own = level(code)
        near = home is not None and (code == home or parent(code) == home)
        return explicit[code], near, heads.get(own, 0), default[own]

    return max(codes, key=rank)


def _resolve(text: str, candidates: list[_Candidate], home: str | None) -> list[RegionMention]:
    chosen = same_name(text, candidates, home)
    mentions = []
    for cand in candidates:
        codes = _of_level(cand)
        if len(codes) == 1:
            code, rule = codes[0], cand.rule
        elif cand.effect in LEVELS:
            code, rule = _nearest(codes, candidates, home), cand.rule
        else:
            code, rule = chosen[cand.form], "same name"
        mentions.append(RegionMention(cand.start, cand.end, code, rule))
    return mentions


def _nearest(codes: tuple[str, ...], candidates: list[_Candidate], home: str | None) -> str:
    """Of two regions of one name and level ("Mura") the one whose province the text names."""
    named = {c for cand in candidates if len(cand.codes) == 1 for c in cand.codes}
    parents = {home, *named, *(parent(c) for c in named)}
    return max(codes, key=lambda c: (c == home, c in named, parent(c) in parents))


# ---- the subject -----------------------------------------------------------------------------

_DATELINE = re.compile(r"(?:^|\n)\s*[A-Z][\w .]{2,24}$")
_AFTER_DATELINE = re.compile(r"\s*(?:,|\||\(|—|–|-|:)")
_GOVERNMENT = re.compile(
    r"\b(?:bupati|wabup|pemkab|wali ?kota|wawali|pemkot|gubernur|wagub|pemprov|pemerintah|sekda|"
    r"dprd|dprk|tkpk\w*)\b[\w\s.()]{0,40}$",
    re.I,
)


def _is_listing(text: str, mentions: list[RegionMention], i: int) -> bool:
    """Whether the mention begins a list of regions, or repeats the one before in brackets."""
    if i + 1 < len(mentions) and mentions[i + 1].rule == "list":
        between = text[mentions[i].end : mentions[i + 1].start]
        return len(between) < 40
    return (
        i > 0
        and mentions[i - 1].code == mentions[i].code
        and (text[mentions[i - 1].end : mentions[i].start].strip() == "(")
    )


def _subject_scores(text: str, mentions: list[RegionMention], title_end: int) -> Counter[str]:
    scores: Counter[str] = Counter()
    for i, m in enumerate(mentions):
        weight = 2
        if m.start < title_end:
            weight += 8
        elif m.start < title_end + _LEAD:
            weight += 3
        if m.rule == "word before":
            weight += 1
        if _GOVERNMENT.search(text, max(0, m.start - 60), m.start):
            weight += 2
        if m.rule == "list" or _is_listing(text, mentions, i):
            weight = 1  # one of many is not what the text is about
        if m.start < title_end + _LEAD and _is_dateline(text, m):
            weight = 0 if m.code == _CAPITAL else 1  # the capital is where things are told
        scores[m.code] += weight
    return scores


_OUTLET_BEFORE = re.compile(r"[ |]*(?:[\w-]+(?:\.[\w-]+)+\s*[,|:–—-]\s*)?")


def _is_dateline(text: str, mention: RegionMention) -> bool:
    """Whether the mention begins its line, or stands there behind the outlet's address
    ("Kabar.example, JAKARTA -"), before a dash, comma or bracket: where it was told."""
    before = text[max(0, mention.start - 60) : mention.start].rpartition("\n")[2]
    begins = _OUTLET_BEFORE.fullmatch(before) is not None
    return begins and _AFTER_DATELINE.match(text, mention.end) is not None


def _subject(scores: Counter[str], named: set[str], home: str | None) -> str | None:
    """The region with most and most prominent mentions; None where no region stands out."""
    if home and home in scores:
        scores[home] += 3
    if not scores:
        return home
    ranked = sorted(scores, key=lambda c: (-scores[c], c not in named, c))
    best = _regency_of_few(scores, _province_of_many(scores, ranked[0]))
    others = [scores[c] for c in ranked if c not in (best, parent(best))]
    alone = scores[best] >= 5 and scores[best] >= 2 * max(others, default=0)
    alone = alone and level(best) != "province" and parent(best) != _CAPITAL
    return best if scores[best] >= 8 or alone else home


_CAPITAL = "31"  # where the ministries are: a text told there is seldom about it


def _regency_of_few(scores: Counter[str], best: str) -> str:
    """The one regency of a province that is named nearly as much as the province itself."""
    if level(best) != "province":
        return best
    own = sorted((c for c in scores if parent(c) == best), key=lambda c: -scores[c])
    if not own or len(own) > _MANY or own[0][:2] == _CAPITAL:
        return best
    second = scores[own[1]] if len(own) > 1 else 0
    near = 4 * scores[own[0]] >= 3 * scores[best] and scores[own[0]] >= 2 * second
    return own[0] if near else best


_MANY = 4  # regencies of one province side by side make it the province's story


def _province_of_many(scores: Counter[str], best: str) -> str:
    """The province instead of one of its regencies, where many of them are named as much."""
    province = parent(best)
    if province is None or province == NATION or province not in scores:
        return best
    kin = [score for code, score in scores.items() if parent(code) == province and code != best]
    if len(kin) < _MANY:
        return best
    spread = scores[best] < sum(kin) and 2 * scores[province] >= scores[best]
    # among more of them the capital may be named somewhat more often than its province
    beside = len(kin) > _MANY and 4 * scores[province] >= 3 * scores[best]
    return province if spread or beside else best


def _title_codes(title: str | None, publisher: str | None, home: str | None) -> set[str]:
    """Regions that title and publisher name beyond doubt."""
    sure: set[str] = {home} if home else set()
    for line in (title, publisher):
        if line:
            candidates = [c for c in _candidates(line) if c.effect != "none"]
            sure |= _attested(line, candidates, set())
    return sure


_GOVERNMENT_PUBLISHER = re.compile(
    r"\b(?:pemerintah|pem(?:kab|kot|prov)|bps|kominfo|diskominfo\w*|dprd|dprk|humas|sekretariat|"
    r"bappe\w+|bape\w+|bapp\w+|kemen\w*|dinas|setda|prokopim|biro)\b",
    re.I,
)


def _outlet_spans(text: str, publisher: str | None) -> list[tuple[int, int]]:
    """Where the text names the outlet that published it, which is no region."""
    if not publisher or _GOVERNMENT_PUBLISHER.search(publisher) or len(publisher) < 5:
        return []
    if is_region_name(publisher):
        return []
    return [m.span() for m in re.finditer(re.escape(publisher), text, re.I)]


def find_regions(
    text: str, *, title: str | None = None, publisher: str | None = None, home: str | None = None
) -> RegionReading:
    """The regions that a repaired text names.

    `home` is the code of the region that the source belongs to. Mentions come in the order of the
    text and never overlap; districts and villages only inside the subject regency or city.
    """
    masked = _outlet_spans(text, publisher)
    candidates = [c for c in _candidates(text) if not any(a <= c.start < b for a, b in masked)]
    zones = _small_places(text)
    starts = [zone[0] for zone in zones]
    candidates = [
        replace(c, effect="none") if c.rule != "word before" and _within(c, zones, starts) else c
        for c in candidates
    ]
    usable = _usable(text, candidates, _title_codes(title, publisher, home))
    mentions = _resolve(text, usable, home)
    subject = _find_subject(text, mentions, title, publisher, home)
    mentions = [_bent_to(subject, m, c) for m, c in zip(mentions, usable, strict=True)]
    mentions = [_among_districts(text, subject, mention) for mention in mentions]
    local = _local_mentions(text, subject, mentions, zones)
    local += _listed_districts(text, subject, [*mentions, *local])
    return RegionReading(tuple(sorted([*mentions, *local], key=lambda m: m.start)), subject)


def _within(cand: _Candidate, zones: list[tuple[int, int, str]], starts: list[int]) -> bool:
    i = bisect_right(starts, cand.start) - 1
    return i >= 0 and cand.start < zones[i][1]


def _bent_to(subject: str | None, mention: RegionMention, cand: _Candidate) -> RegionMention:
    """A bare shared name means the subject, where the subject bears it."""
    if mention.rule == "same name" and subject in cand.codes and subject is not None:
        return replace(mention, code=subject)
    return mention


_OF_DISTRICTS = compile_finder(r"(?<!\w)(?:kecamatan|kec\.|distrik|kapanewon)(?!\w)", re.IGNORECASE)
_NEAR = 250  # characters in which districts are still spoken of


def _among_districts(text: str, subject: str | None, mention: RegionMention) -> RegionMention:
    """A district of the subject that bears a far region's name: "Dari 14 kecamatan, Ketapang
    menyumbang terbanyak" in Sampang is no place of Kalimantan."""
    name = text[mention.start : mention.end].lower()
    if subject is None or len(subject) != 5 or mention.code[:2] in (subject[:2], "ID"):
        return mention
    code = _unique_names(subject, "district").get(name)
    spoken = _OF_DISTRICTS.search(text, max(0, mention.start - _NEAR), mention.start)
    return replace(mention, code=code, rule="among districts") if code and spoken else mention


def _find_subject(
    text: str,
    mentions: list[RegionMention],
    title: str | None,
    publisher: str | None,
    home: str | None,
) -> str | None:
    first = text.lstrip().split("\n", 1)[0]
    title_end = (len(text) - len(text.lstrip())) + (len(first) if len(first) < 250 else 0)
    scores = _subject_scores(text, mentions, title_end)
    outlet = publisher is None or _is_plain_outlet(publisher)
    for line, weight in ((title, 8), (None if outlet else publisher, 6)):
        for code in _line_codes(line, mentions, home):
            scores[code] += weight
    counts = Counter(m.code for m in mentions)
    lead = text[title_end : title_end + _LEAD]
    if len(_NATIONAL.findall(lead)) > 1:  # a ministry's story names regions in passing
        named = _line_codes(title, mentions, home)
        for code in scores:
            if _is_scene(text, [m for m in mentions if m.code == code], title or ""):
                scores[code] = min(scores[code], 4)
            elif counts[code] < 3 and code not in named and _first(mentions, code) >= title_end:
                scores[code] = min(scores[code], 7)
    return _subject(scores, set(counts), home)


def _is_scene(text: str, mentions: list[RegionMention], title: str) -> bool:
    """Whether a region is named only as where a story took place: over its dateline, behind a
    venue, or in the title behind "di"."""
    start = text.find(title) if title else -1
    titled = range(start, start + len(title)) if start >= 0 else range(0)
    return bool(mentions) and all(
        _is_dateline(text, m)
        or _VENUE.search(text, max(0, m.start - 80), m.start)
        or (m.start in titled and text[: m.start].endswith((" di ", " ke ")))
        for m in mentions
    )


_VENUE = re.compile(
    r"\b(?:Hotel|Gedung|Aula|Ballroom|Balai|Ruang|Auditorium|Pendopo|Kantor|Asrama)\b"
    r"[^.;\n]{0,60},\s+(?:Kota\s+|Kabupaten\s+)?$"
)
_NATIONAL = re.compile(
    r"\b(?:Kemen[a-z]\w+|Wamen[a-z]\w+|Menteri|Mensos|Mendagri|Menko|Presiden|Wapres|Bappenas)\b"
)


def _first(mentions: list[RegionMention], code: str) -> int:
    return min((m.start for m in mentions if m.code == code), default=0)


def _line_codes(line: str | None, mentions: list[RegionMention], home: str | None) -> set[str]:
    """The regions of a title or publisher line; shared names as the text resolves them."""
    if not line:
        return set()
    candidates = [c for c in _candidates(line) if c.effect != "none"]
    counts = Counter(m.code for m in mentions)
    found = set()
    for cand in candidates:
        codes = _of_level(cand)
        seen = [c for c in codes if counts[c]] or ([home] if home in codes else [])
        found.add(max(seen, key=lambda c: counts[c]) if seen else codes[0])
    return {c for c in found if c}


def _is_plain_outlet(line: str) -> bool:
    return len(line.split()) <= 3 and not _GOVERNMENT_PUBLISHER.search(line)


# ---- districts and villages ------------------------------------------------------------------

_NAME = r"[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*){0,3}"
_SMALL = compile_finder(
    r"\b(?:(?P<one>[Cc]amat|[Ll]urah|[Kk]euchik|[Pp]erbekel|[Ww]ali ?[Nn]agari|"
    r"[Kk]epala [Dd]istrik)"
    rf"(?: (?:Gampong|Desa|Kampung|Nagari|Pekon))? (?P<name>{_NAME})|"
    r"(?P<word>[Kk]ecamatan|KECAMATAN|Kec\.?|[Dd]istrik|DISTRIK|[Kk]apanewon|[Dd]esa|DESA|"
    r"[Kk]elurahan|[Kk]alurahan|[Kk]ampung|[Gg]ampong|[Nn]agari|[Pp]ekon|[Dd]usun)"
    rf" (?P<names>{_NAME}"
    rf"(?:(?:\s*\([^()\n]{{0,40}}\))?(?:, (?:dan |serta )?| dan | serta )"
    rf"(?!(?:Kecamatan|Kec|Distrik|Kapanewon|Desa|Kelurahan|Kampung|Gampong|Nagari|Pekon)\b)"
    rf"{_NAME})*))"
)
_SPLIT = re.compile(r"(?:\s*\([^()\n]{0,40}\))?(?:, (?:dan |serta )?| dan | serta )")


def _small_places(text: str) -> list[tuple[int, int, str]]:
    """Stretches that name districts or villages after their word: start, end, the word."""
    zones = []
    for m in _SMALL.finditer(text):
        if _of_a_body(text, m.start()):
            continue
        group, word = ("name", m["one"]) if m["one"] else ("names", m["word"])
        zones.append((*m.span(group), word.lower()))
    return zones


_DISTRICT_WORDS = ("kecamatan", "kec", "kec.", "distrik", "kapanewon", "camat", "kepala distrik")


def _local_mentions(
    text: str, subject: str | None, mentions: list[RegionMention], zones: list[tuple[int, int, str]]
) -> list[RegionMention]:
    """Districts and villages of the subject regency, after their word or in its list."""
    if subject is None or level(subject) not in ("regency", "city"):
        return []
    starts = [m.start for m in mentions]
    found = []
    for start, end, word in zones:
        by_name = _unique_names(subject, "district" if word in _DISTRICT_WORDS else "village")
        for a, b in _items(text, start, end):
            hit = _longest_known(text, a, b, by_name)
            if hit and not _is_taken(hit, mentions, starts):
                found.append(RegionMention(*hit, "after its word"))
    return found


def _listed_districts(
    text: str, subject: str | None, mentions: list[RegionMention]
) -> list[RegionMention]:
    """Districts of the subject that a list of districts names without their word, each with its
    number: "Kecamatan Ketapang 1.310 KK, disusul Banyuates 1.120 KK"."""
    if subject is None or level(subject) not in ("regency", "city"):
        return []
    taken = sorted(mentions, key=lambda m: m.start)
    starts = [m.start for m in taken]
    names = _unique_names(subject, "district")
    found = []
    for word in _OF_DISTRICTS.finditer(text):
        line = text.find("\n", word.end())
        stop = min(word.end() + _LIST_MAX, line if line >= 0 else len(text))
        for match in _WITH_NUMBER.finditer(text, word.end(), stop):
            code = names.get(match["name"].lower())
            hit = (*match.span("name"), code or "")
            if code and not _is_taken(hit, taken, starts):
                found.append(RegionMention(*hit, "among districts"))
    return sorted(set(found), key=lambda m: m.start)


_LIST_MAX = 400  # characters in which a list of districts goes on
_WITH_NUMBER = re.compile(
    rf"(?:[,;:]|\b(?:dan|lalu|disusul|menyusul|adalah|yakni|yaitu|di|sedikit|rendah|banyak))\s+"
    rf"(?P<name>{_NAME})(?=,?\s+(?:(?:yakni|yaitu|dengan|sebanyak|sekitar|ada|masih|hanya)\s+)*"
    rf"[(]?\d)"
)


def _is_taken(hit: tuple[int, int, str], mentions: list[RegionMention], starts: list[int]) -> bool:
    """Whether a mention overlaps the stretch."""
    i = bisect_right(starts, hit[1] - 1) - 1
    return i >= 0 and mentions[i].end > hit[0]


@cache
def _unique_names(regency: str, kind: str) -> dict[str, str]:
    """Codes of a regency's districts or villages by small name, where one alone has the name."""
    pool = load_districts(regency) if kind == "district" else load_villages(regency)
    names = Counter(r.name.lower() for r in pool.values())
    return {r.name.lower(): r.code for r in pool.values() if names[r.name.lower()] == 1}


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for gap in _SPLIT.finditer(text, start, end):
        yield at, gap.start()
        at = gap.end()
    yield at, end


def _longest_known(
    text: str, start: int, end: int, by_name: dict[str, str]
) -> tuple[int, int, str] | None:
    """The longest run of words from `start` that is a known name."""
    stop = end
    while stop > start:
        code = by_name.get(text[start:stop].lower())
        if code:
            return start, stop, code
        stop = text.rfind(" ", start, stop)
    return None
