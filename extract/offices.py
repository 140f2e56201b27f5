"""Offices in a text, with or without a holder.

An office is a head of `tables/positions.csv` ("Kadis", "Wakil Bupati", or "Kepala" before an
institution of `tables/institutions.csv`) with the acting word before it and what belongs to it
behind: the words of the institution, abbreviations in brackets, the region.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

from extract.document import TableError
from extract.finder import compile_finder, fold
from extract.gazetteer import load_regions
from extract.names import degree_end, honorifics_end, name_at, office_words
from extract.regions import (
    NATION,
    RegionMention,
    RegionReading,
    level,
    local_names,
    lower_same_length,
    parent,
)
from extract.tables import load_table

_COMMISSION = r"(?:I{1,3}|IV|V|VI{0,3}|IX|X{1,2}|[A-E]|\d)(?!\w)"
_HOUSES = r"(?:DPRD|DPRK|DPRA|DPRP|DPR(?: RI)?)(?!\w)"
_FROM_PLACE = r"asal [A-Z][\w ]{2,20}?(?=,)"
_MORE_LETTERS = (  # "Dinsos-PPKB-PPPA", "Bappeda-Litbang"; "Bappeda-nya" ends before the hyphen
    r"(?:[-/](?-i:[A-Z][a-z]{0,3}[A-Z0-9][A-Za-z0-9]*|(?:Litbang|Naker|Dukcapil|Perkim|Dalduk|"
    r"Kominfo|Kesos|Pora|Budpar|Nak|Bun|Tan|Hut|Trans|Dag)[a-z]*))*(?!\w|-(?!nya\b))"
)
_CONSTITUENCY = (
    r"(?:[Dd]apil|[Dd]aerah [Pp]emilihan) (?:(?:\d+|[IVX]+)(?!\w)|"
    r"[A-Z][\w -]{2,28}?(?: (?:\d+|[IVX]+))?(?=[ \t]*[,(]))|"
    r"Dapil [A-Z][\w ]{2,20}?(?: [IVX]+)?(?= [a-z])"
)

# ---- tables ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """One row of `tables/positions.csv`."""

    form: str
    id: str
    level: str
    tail: str
    institution: str


@cache
def _heads() -> dict[str, Head]:
    heads = {}
    for row in load_table("positions"):
        head = Head(row["form"], row["id"], row["level"], row["tail"], row["institution"])
        if head.form in heads:
            raise TableError(f"positions.csv: {head.form!r} stands twice; keep one row")
        heads[head.form] = head
    return heads


_BARE_HEADS = (
    "kepala",
    "ka.",
    "ka",
    "sekretaris",
    "sekertaris",
    "kasi",
    "kasie",
)  # offices only with the institution behind
_MEMBER = Head("fraksi", "anggota dprd", "any", "house", "DPRD")  # "(Fraksi X)" behind a name


@cache
def _head_automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form in (*_heads(), *_BARE_HEADS, *_GROUPS):
        automaton.add_word(form, form)
    automaton.make_automaton()
    return automaton


@cache
def _institutions() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Patterns of institutions with the position of their heads and whose institution it is."""
    return tuple(
        (re.compile(rf"(?:{row['pattern']}){_MORE_LETTERS}", re.I), row["position"], row["level"])
        for row in load_table("institutions")
    )


def is_institution(word: str) -> bool:
    """Whether the word is the name of an agency ("Bapperida", "Dinsos")."""
    return any(pattern.fullmatch(word) for pattern, _, _ in _institutions())


@cache
def _acting_ids() -> dict[str, str]:
    return {row["form"]: row["id"] for row in load_table("acting")}


@cache
def _acting_word() -> re.Pattern[str]:
    forms = sorted((re.escape(form) for form in _acting_ids()), key=len, reverse=True)
    short = r"(?:\s*\((?:Pj|Pjs|Plt|Plh)\.?\))?"
    return re.compile(rf"(?<!\w)(?P<form>{'|'.join(forms)}){short}[ \t.]*$", re.I)


@cache
def _beside(kind: str) -> str:
    """The words of one kind of `tables/office_contexts.csv` as alternatives, the longest first."""
    words = [row["word"] for row in load_table("office_contexts") if row["kind"] == kind]
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _house() -> re.Pattern[str]:
    """What may stand behind "Ketua Komisi", "Anggota DPRD": house, commission, fraction, seat."""
    parties = sorted((row["name"] for row in load_table("parties")), key=len, reverse=True)
    parties += [name.upper() for name in parties]
    party = rf"(?:{'|'.join(map(re.escape, parties))})(?!\w)"
    body = rf"(?:(?:[Ff]raksi|FRAKSI|Partai|Komisi|KOMISI|F-)[ \t]*)?(?:{_COMMISSION}|{party})"
    return re.compile(rf"(?:dari |asal )?(?:{_HOUSES}|{_CONSTITUENCY}|{body})|{_FROM_PLACE}")


@cache
def _no_holder() -> re.Pattern[str]:
    """Words before an office by which it is no single holder's, now and in person."""
    return re.compile(
        rf"(?:\b(?:{_beside('before')})[ \t]+(?:bersama |ketua |wakil )?|"
        r"\b(?:calon|mantan|eks) \w+(?: \w+)? dan |"
        rf"\b(?:{_beside('many')}|(?<!\d\.)\d+|\d\d\d+)[ \t]+)$",  # "12 Camat", no "2.1 Kepala"
        re.I,
    )


@cache
def _private_tail() -> re.Pattern[str]:
    return re.compile(rf"[ \t]*(?:{_beside('private')})(?!\w)")


@cache
def proxy_of() -> re.Pattern[str]:
    """Words before an office by which a name behind a comma stands in for the holder."""
    return re.compile(rf"\b(?:{_beside('proxy')})[ \t]+(?:(?:Bapak|Ibu|Yth\.?) )?$", re.I)


@cache
def voice_of() -> re.Pattern[str]:
    """Words before an office by which the name behind it is somebody else's."""
    return re.compile(rf"\b(?:{_beside('voice')})[ \t]+(?:(?:Bapak|Ibu|Yth\.?) )?$", re.I)


@cache
def _phrases() -> re.Pattern[str]:
    """Phrases of several words that belong to institutions ("dalam negeri")."""
    spaced = sorted((w for w in office_words() if " " in w), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, spaced))})(?!\w)", re.I)


# ---- places ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Places:
    """The region mentions of a text in order, with their starts for look-ups."""

    mentions: tuple[RegionMention, ...]
    starts: tuple[int, ...]
    subject: str | None
    home: str | None
    names: tuple[tuple[str, str], ...] = ()  # the name and the code of each region, long ones first

    def at(self, start: int) -> RegionMention | None:
        """The mention that begins at `start`."""
        i = bisect_left(self.starts, start)
        found = i < len(self.starts) and self.starts[i] == start
        return self.mentions[i] if found else None


def find_places(regions: RegionReading, home: str | None) -> Places:
    mentions = tuple(sorted(regions.mentions, key=lambda m: m.start))
    codes = dict.fromkeys((regions.subject, home, *(m.code for m in mentions)))
    known = [(load_regions()[c].name, c) for c in codes if c in load_regions() and c != NATION]
    known.sort(key=lambda pair: -len(pair[0]))  # stable: the subject before its namesake
    starts = tuple(m.start for m in mentions)
    return Places(mentions, starts, regions.subject, home, tuple(known))


def jurisdiction(head: Head, named: str | None, places: Places) -> str | None:
    """The region of an office: as named, else by the office's level around the subject region.

    An office below the regency gets the code of the regency; an office of unknown place in a text
    without a subject region is the nation's.
    """
    own = places.subject or places.home
    if head.level == "nation":
        return named or NATION
    if named:
        return named[:5] if head.level in ("district", "village") else named
    if own is None:
        return NATION if head.level == "any" else None
    if head.level == "province":
        return own if level(own) == "province" else parent(own)
    if head.level in ("district", "village"):
        return own[:5] if level(own) != "province" else None
    return own if head.level in ("any", level(own)) else None


# ---- offices ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the text: from the acting word to the end of its institution and region.

    `duty` holds the small words by which offices of one kind are told apart: of the institution,
    division or place ("dinas sosial", "gampong lamteh").
    """

    start: int
    end: int
    head: Head
    acting: str | None
    institution: str | None
    region: str | None
    duty: str


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_ITS = re.compile(r"nya(?!\w)")  # "wabupnya, Nama"
_CONTRACTED = re.compile(r"(?<!\w)ka(?:d(?:is|in)[a-z]{2,12}|bap+[ae]\w{2,12}|bpkad|bpbd)(?!\w)")


def _head_matches(low: str) -> list[tuple[int, int, str]]:
    """Whole-word matches of heads, the longest at each place, none overlapping."""
    found = []
    for last, form in _head_automaton().iter(low):
        start, end = last - len(form) + 1, last + 1
        open_end = end < len(low) and _is_word(low[end]) and not form.endswith(".")
        its = form in _heads() or form.startswith("sek")
        open_end = open_end and not (its and _ITS.match(low, end))
        if open_end or (start and _is_word(low[start - 1])):
            continue
        found.append((start, end, form))
    found += [(*match.span(), match[0]) for match in _CONTRACTED.finditer(low)]
    found.sort(key=lambda m: (m[0], -m[1]))
    kept: list[tuple[int, int, str]] = []
    for match in found:
        if not kept or match[0] >= kept[-1][1]:
            kept.append(match)
    return kept


_SPACE = re.compile(r"[ \t]+")


def _after_space(text: str, at: int) -> int:
    gap = _SPACE.match(text, at)
    return gap.end() if gap else at


_STORY = 3000  # code points around a politician in which a council must be named
_GROUPS = ("fraksi", "komisi", "politikus", "politisi")
_BY_NUMBER = re.compile(rf" {_COMMISSION}")
_BY_BRACKET = re.compile(r" [A-Z][\w ]{0,24}? ?\((?=[A-Z])")


def _member_at(text: str, start: int, end: int, form: str) -> tuple[Head, int] | None:
    """A council's fraction or commission behind a member's name, or before it in brackets."""
    if form == "komisi" and not _BY_NUMBER.match(text, end):
        return None
    if form.startswith("polit"):
        near = text[max(0, start - _STORY) : end + _STORY]
        return (_MEMBER, end) if _COUNCIL.search(near) else None
    spoken = _BY_SPEAKER.match(text, end)
    if spoken:
        return _MEMBER, spoken.end()
    behind = text[max(0, start - 5) : start].endswith(("(", "dari "))
    return (_MEMBER, end) if behind or _BY_BRACKET.match(text, end) else None


_BY_SPEAKER = re.compile(
    r" [A-Z][\w ]{1,24}? (?:melalui|lewat) (?:jubir|juru bicara)(?:nya)?(?=,? [A-Z])"
)


def _head_at(text: str, start: int, end: int, form: str) -> tuple[Head, int] | None:
    """The head of a matched form and where it ends; "Kepala X" by what X is."""
    head = _heads().get(form)
    if head:
        return head, end
    if form in _GROUPS:
        return _member_at(text, start, end, form)
    if form.startswith("ka") and is_institution(form[2:]):
        position = next(p for pattern, p, _ in _institutions() if pattern.fullmatch(form[2:]))
        return Head(form, position, "any", "domain", form[2:].capitalize()), end
    at = _after_space(text, end)
    if form.startswith("kas"):
        return _section_head(text, start, at, form)
    within = _WITHIN.match(text, at)
    at = within.end() if within else at
    for pattern, position, owner in _institutions():
        found = pattern.match(text, at)
        if found:
            tail = "plain" if position == "kepala bps" else "domain"
            if form.startswith("sek"):
                position = "sekretaris dinas" if position == "kepala dinas" else "other"
            return Head(f"{form} {found[0].lower()}", position, owner, tail, found[0]), found.end()
    return None


def _section_head(text: str, start: int, at: int, form: str) -> tuple[Head, int] | None:
    """ "Kasi Statistik": the head of a section, told from "kasi" (to give) by what follows."""
    duty = _WORD.match(text, at)
    if not text[start].isupper() or not duty or duty[0].lower() not in office_words():
        return None
    return Head(form, "other", "any", "domain", ""), at


def _acting_before(text: str, start: int) -> tuple[str | None, int]:
    found = _acting_word().search(text, max(0, start - 45), start)
    if not found:
        return None, start
    return _acting_ids()[fold(found["form"])], found.start()


_LEVEL_WORD = re.compile(
    r"(?:Kabupaten|Kab\.?|Kota(?: Administrasi)?|Provinsi|Propinsi|Prov\.?|Pemkab|Pemkot|Pemprov|"
    r"Setda(?:kab|prov|ko)?|Set(?:kab|ko|prov)|Sekretariat(?: Daerah| Pemerintah)?|Pemerintah|"
    r"Daerah)(?!\w)(?:[ \t]*\([^()\n]{1,12}\))?[ \t]*",
    re.I,
)
_PROVINCE_WORD = re.compile(r"(?:Provinsi|Propinsi|Prov\.|Pemprov|Setdaprov|Sekdaprov)(?!\w)", re.I)
_NATION_WORD = re.compile(r"(?:RI|Republik Indonesia|Pusat)(?!\w)")
_BRACKET = re.compile(r"\((?P<inner>[^()\s]{2,30}(?:(?: (?:dan|&))? [A-Z1-4][^()\s]{0,14}){0,2})\)")
_SPELLED = re.compile(r"\((?P<inner>[A-Za-z]+(?: [A-Za-z]+){1,7})\)")
_UNIT_NUMBER = re.compile(r"\d{3,4}(?:[ \t]*/[ \t]*)?|(?:I{1,3}|IV|V|VI|[1-9])(?![\w.])")
_NUMBERED = ("asisten daerah", "dandim", "wakil ketua dprd", "kepala bidang")
_BALINESE = re.compile(
    r"I (?:Wayan|Made|Nyoman|Ketut|Gede|Gde|Gusti|Putu|Kadek|Komang|Dewa|Nengah)\b"
)
_ABBREVIATION = re.compile(
    r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*(?:[-/&][A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*)*(?!\w)"
)
_OFFICE_OF = re.compile(
    r"(?:Sekda(?:kab|prov|ko)?|Sekretaris Daerah|Gubernur|Bupati|Wali ?kota|Menteri|Menko|"
    r"Presiden|Wakil Presiden)(?!\w)",
    re.I,
)


@dataclass(slots=True)
class _Tail:
    """What was read behind a head so far.

    `end` is the place reached, `body` the end of the institution's own words before its region.
    """

    end: int
    body: int
    region: str | None = None
    province: bool = False


def _tail(text: str, at: int, head: Head, places: Places, caps: bool) -> _Tail:
    """Reads what belongs to an office behind its head: institution words, brackets, region."""
    tail = _Tail(at, at)
    here = _fresh(text, at, places)
    while True:
        here = _after_space(text, here)
        mention = places.at(here)
        if mention and not _is_inside_name(text, mention, tail):
            tail.region, tail.end, here = tail.region or mention.code, mention.end, mention.end
            continue
        named = _named_region(text, here, tail, places)
        if named:
            tail.region, tail.end, here = named[0], named[1], named[1]
            continue
        below = _region_below(text, here, tail, places)
        if below:
            tail.region, tail.end, here = below.code, below.end, below.end
            continue
        province = _province_after(text, here, tail, places)
        if province:
            tail.end = here = province
            continue
        step = None
        if tail.region is None or text[here : here + 1] not in (",", "/", "&"):
            step = _step(text, here, head, places, caps)
        if step is None:
            return tail
        tail.province |= _PROVINCE_WORD.match(text, here) is not None
        if _NATION_WORD.match(text, here) and tail.region is None:
            tail.region = NATION
        if tail.region is None and not _LEVEL_WORD.fullmatch(text, here, step):
            tail.body = step
        tail.end = here = step


def _named_region(text: str, at: int, tail: _Tail, places: Places) -> tuple[str, int] | None:
    """A region of the text by its name alone, where the name by itself is no mention ("Toba")."""
    if tail.region is not None or not text[at : at + 1].isupper():
        return None
    for name, code in places.names:
        if text.startswith(name, at) and not _is_word(text[at + len(name) : at + len(name) + 1]):
            return code, at + len(name)
    return None


_FRESH = re.compile(r"[ \t]+(?:baru|definitif)[ \t]+(?=[A-Z])")


def _fresh(text: str, at: int, places: Places) -> int:
    """The place behind "baru" in "Bupati baru Ende", where a region follows."""
    fresh = _FRESH.match(text, at)
    if not fresh:
        return at
    known = places.at(fresh.end()) or any(text.startswith(n, fresh.end()) for n, _ in places.names)
    return fresh.end() if known else at


def _region_below(text: str, at: int, tail: _Tail, places: Places) -> RegionMention | None:
    """The region on the next line of a signature: "KEPALA BAPPEDA / KABUPATEN ENDE,"."""
    if tail.region is not None or text[at : at + 1] != "\n":
        return None
    level_word = _LEVEL_WORD.match(text, at + 1)
    mention = places.at(level_word.end()) if level_word else None
    alone = mention and re.match(r"[ \t]*,?[ \t]*\n", text[mention.end : mention.end + 20])
    return mention if alone else None


def _province_after(text: str, at: int, tail: _Tail, places: Places) -> int | None:
    """The end of ", Sulawesi Tengah" behind the regency or city that it belongs to."""
    if tail.region is None or text[at : at + 2] != ", ":
        return None
    mention = places.at(at + 2)
    return mention.end if mention and mention.code == parent(tail.region) else None


def _is_inside_name(text: str, mention: RegionMention, tail: _Tail) -> bool:
    """A second region straight behind the first is the beginning of a name ("Bima …")."""
    return tail.region is not None and mention.rule == "name" and text[tail.end] == " "


def _step(text: str, at: int, head: Head, places: Places, caps: bool) -> int | None:
    """The end of the next piece of an office's tail at `at`, or None where the tail ends."""
    if head.tail == "place":
        return None
    bracket = _BRACKET.match(text, at)
    if bracket and (places.at(at + 1) or _is_short_form(bracket["inner"], caps, head)):
        return bracket.end()
    spelled = _SPELLED.match(text, at)
    if spelled and all(w.lower() in office_words() for w in spelled["inner"].split()):
        return spelled.end()  # "Kabid PPM (Pemerintahan dan Pembangunan Manusia)"
    level_word = _LEVEL_WORD.match(text, at)
    if level_word and (places.at(level_word.end()) or _PROVINCE_WORD.match(text, at)):
        return at + len(level_word[0].rstrip())
    nation = _NATION_WORD.match(text, at)
    if nation:
        return nation.end()
    number = _UNIT_NUMBER.match(text, at)
    if number and head.id in _NUMBERED and not _BALINESE.match(text, at):
        return at + len(number[0].rstrip())
    if head.tail == "house":
        house = _house().match(text, at)
        if house is None and _COMMITTEE.search(head.form):
            report = _REPORT_OF.search(text, max(0, at - 8), at) and _OFFICE_OF.match(text, at)
            return report.end() if report else _domain_step(text, at, head, caps)
        return house.end() if house else None
    return _domain_step(text, at, head, caps) if head.tail == "domain" else None


def _is_short_form(inner: str, caps: bool, head: Head) -> bool:
    """Whether brackets hold an abbreviation of what stands before, not a name."""
    low = inner.lower()
    if low[:3] == head.form[:3] and " " not in inner:
        return True  # "Menteri Perhubungan (Menhub)"
    first, *rest = inner.split()
    if low in _heads() or first.lower() in _heads() or is_institution(inner):
        return True
    if is_institution(first) and all(_ABBREVIATION.fullmatch(w) for w in rest):
        return True  # "(Dinsos PPKB PPPA)"
    if low.startswith("kemen"):
        return True
    return not caps and " " not in inner and sum(c.isupper() for c in inner) > 1


_REPORT_OF = compile_finder(r"\bLKPJ $")  # "Ketua Pansus LKPJ Bupati Ende"
_COMMITTEE = re.compile(r"pansus|panitia khusus|panja|badan|banggar|bamus|bapemperda|bk$")
_DIVISION = compile_finder(r"\b(?:bidang|bagian|urusan|seksi|biro) $", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_JOINT = re.compile(r"[ \t]*(?:,|/|&|,?[ \t]*(?:dan|serta)(?!\w))[ \t]*")
_WITHIN = re.compile(r"(?:pada|di(?: lingkungan)?)[ \t]+(?=[A-Z])")  # "Kabid Sosial pada Bappeda"
_BODY = re.compile(r"(?:Setda|Sekretariat(?: Daerah| DPRD)?|Kantor|Inspektorat|UPTD?)(?!\w)")
_BELOW_HEADS = ("kepala bidang", "kepala bagian", "sekretaris dinas", "other", "asisten daerah")
_OF_SOMEBODY = ("staf ahli", "asisten daerah", "other", "deputi")


def _body_end(text: str, at: int) -> int | None:
    """The end of the agency in which an office stands, where one begins at `at`."""
    made = _institution_head(text, at)
    body = None if made else _BODY.match(text, at)
    return made[1] if made else body.end() if body else None


_MINISTER = re.compile(r"(?:Men|Wamen)[a-z]{2,}(?!\w)")


def _domain_step(text: str, at: int, head: Head, caps: bool) -> int | None:
    """One more word of an institution; "dan" and "," only with another such word behind."""
    joint = _JOINT.match(text, at)
    if joint:
        return _word_step(text, joint.end(), caps, joined=True)
    within = _WITHIN.match(text, at)
    if within and head.id in _BELOW_HEADS:
        return _body_end(text, within.end())
    if head.id in _OF_SOMEBODY:
        of = _OFFICE_OF.match(text, at) or _MINISTER.match(text, at)
        if of and (of.re is _OFFICE_OF or of[0].lower() in _heads()):
            return of.end()
    return _word_step(text, at, caps, joined=False)


def _word_step(text: str, at: int, caps: bool, *, joined: bool) -> int | None:
    phrase = _phrases().match(text, at)
    if phrase:
        return phrase.end()
    word = _WORD.match(text, at)
    if not word:
        return None
    first, *added = word[0].split("-")
    if added and first.lower() in office_words() and all(_ABBREVIATION.fullmatch(w) for w in added):
        return word.end()  # "Dinas Sosial-PMD"
    if word[0].lower() in office_words() and not (joined and _LEVEL_WORD.fullmatch(word[0])):
        return word.end()
    short = None if _PRIVATE_BODY.match(text, at) else _ABBREVIATION.match(text, at)
    coded = short is not None and any(c.isdigit() for c in short[0])
    if short and (coded or not caps) and degree_end(text, at) == at:
        return short.end()
    if joined:
        return None
    if is_institution(word[0]):
        return word.end()
    level_word = _LEVEL_WORD.match(text, at)
    if level_word and level_word[0][0].isupper():
        return at + len(level_word[0].rstrip())
    of_division = _DIVISION.search(text, max(0, at - 12), at) and honorifics_end(text, at)[0] == at
    return word.end() if of_division else None


_PRIVATE_HEADS = (
    "direktur",
    "other",
    "ketua tim",
    "deputi",
    "presiden",
    "wakil presiden",
    "menteri",
)


def _names_no_holder(text: str, begin: int, end: int, head: Head) -> bool:
    """Whether an office is named only as part of a building, decree, family or former post."""
    if _no_holder().search(text, max(0, begin - 40), begin):
        return True
    if head.id in _PRIVATE_HEADS and _private_tail().match(text, end):
        return True
    return head.form == "direktur" and not _government_near(text, begin, end)


_GOVERNMENT = compile_finder(
    r"Kemen|Bappenas|Badan|Dirjen|Ditjen|Direktorat|BPS|BKKBN|BNPB|Sekretariat|Dana |RSUD|DJPK|"
    r"TNP2K"
)


def _government_near(text: str, begin: int, end: int) -> bool:
    """A director holds a public office only where a ministry or agency stands beside."""
    line_start = text.rfind("\n", max(0, begin - 60), begin) + 1
    return bool(_GOVERNMENT.search(text, max(line_start, begin - 60), end + 90))


def find_offices(text: str, places: Places) -> list[Office]:
    """Every office that the text names, in order, none inside another."""
    found: list[Office] = []
    for start, end, form in _head_matches(lower_same_length(text)):
        if found and start < found[-1].end:
            continue
        made = _head_at(text, start, end, form)
        if made is None:
            found += _stand_in(text, (start, end), form, found[-1:])
            continue
        head, head_end = made
        deputy = _DEPUTY_BEFORE.search(text, max(0, start - 8), start)
        if deputy and head.form.startswith("kepala"):
            head, start = replace(head, id="other"), deputy.start()
        acting, begin = _acting_before(text, start)
        if _names_no_holder(text, begin, head_end, head):
            continue
        office = _office(text, (begin, start, head_end), head, acting, places)
        if not _PRIVATE_BODY.match(text, office.end):
            found.append(office)
    return found


_SENDS = re.compile(
    r"[ \t]*[,(]?[ \t]*(?:yang )?(?:diwakili|mengutus|melalui|lewat|menugaskan)(?: oleh)?[ \t]+"
)
_OWN_SECRETARY = ("kepala dinas", "kepala badan", "kepala bps")


def _stand_in(text: str, at: tuple[int, int], form: str, sender: list[Office]) -> list[Office]:
    """ "Kepala Bappeda, diwakili Sekretaris Nama": the secretary of the agency just named."""
    if not form.startswith("sek") or not sender or sender[0].head.id not in _OWN_SECRETARY:
        return []
    of = sender[0]
    if not _SENDS.fullmatch(text, of.end, at[0]):
        return []
    position = "sekretaris dinas" if of.head.id == "kepala dinas" else "other"
    head = Head(f"{form} {of.duty}", position, of.head.level, "plain", of.head.institution)
    return [Office(*at, head, None, of.institution, of.region, of.duty)]


_LINE_START = re.compile(
    r"(?m)^[ \t*_]*(?:\[\d{1,2}[.:]\d\d\][ \t]*|(?:\d{1,2}|[A-Za-z])[.)][ \t*_]*|[-•–][ \t*_]*)?"
)
_ACTING_HERE = re.compile(r"(?P<form>Pj|Pjs|Plt|Plh)\b\.?[ \t]+", re.I)
_OPENS = re.compile(
    r"[ \t*_]*\((?P<kepala>(?:(?P<form>Pj|Pjs|Plt|Plh)\.?[ \t]+)?Kepala[ \t]*,)?", re.I
)


def find_metonyms(text: str, places: Places) -> list[Office]:
    """Institutions that stand for their heads at the start of a line: "4. Dinsos (Nama)".

    They are offices only where a name follows in the brackets, which the caller has to see;
    their `head.tail` is "metonym". "Bappeda (Plt. Kepala, Nama)" says the office itself.
    """
    found = []
    for line in _LINE_START.finditer(text):
        acting = _ACTING_HERE.match(text, line.end())
        at = acting.end() if acting else line.end()
        made = _institution_head(text, at) or _ministry_at(text, at)
        if made is None:
            continue
        head, head_end = made
        tail = _tail(text, head_end, head, places, text[at:head_end].isupper())
        opens = _OPENS.match(text, tail.end)
        if not opens:
            continue
        form = acting["form"] if acting else opens["form"]
        end = opens.end() if opens["kepala"] else tail.end
        head = replace(head, tail="metonym", id=_rank_in(text, opens.end(), head))
        found.append(
            Office(
                line.end(),
                end,
                head,
                _acting_ids()[fold(form)] if form else None,
                " ".join(text[at : tail.body].split()),
                tail.region,
                text[at : tail.body].lower(),
            )
        )
    return [*found, *_through_heads(text, places)]


_BY_RANK = compile_finder(
    r"\borang (?:nomor|nomer|no\.?) (?P<rank>satu|dua|1|2)(?: (?:di|se))?[ -](?=[A-Z])", re.I
)


def find_by_rank(text: str, places: Places) -> list[Office]:
    """ "Orang nomor satu Wonogiri, Nama": the head of a region, or its deputy, named behind.

    Their `head.tail` is "metonym", as of institutions that stand for their heads.
    """
    found = []
    for match in _BY_RANK.finditer(text):
        place = places.at(match.end())
        if place is None or level(place.code) not in ("province", "regency", "city"):
            continue
        rank = "wakil " if match["rank"] in ("dua", "2") else ""
        position = rank + _ruler_of(place.code)
        head = Head(position, position, level(place.code), "metonym", "")
        found.append(Office(match.start(), place.end, head, None, None, place.code, ""))
    return found


def _ruler_of(code: str) -> str:
    """Who governs a province, a city or a regency."""
    return {"province": "gubernur", "city": "wali kota"}.get(level(code), "bupati")


_ROLE_IN_BRACKET = re.compile(r"[ \t]*,[ \t]*(?P<role>[A-Za-z][^(),\n]{2,60})")


def _rank_in(text: str, at: int, head: Head) -> str:
    """The position of whoever the bracket behind an agency names: its head, unless it goes on with
    another duty ("Dinsos (Nama, Sekretaris)", "Dinkes (Nama, staf gizi)")."""
    name = name_at(text, at)
    role = _ROLE_IN_BRACKET.match(text, name.stop) if name else None
    own = ("kepala", "mewakili", "plt", "plh", "pj")
    if role is None or role["role"].lower().startswith(own):
        return head.id
    if role["role"].lower().strip() == "sekretaris" and head.id == "kepala dinas":
        return "sekretaris dinas"
    return "other"


def _ministry_at(text: str, at: int) -> tuple[Head, int] | None:
    """A ministry before whose officer's brackets: "Kemensos (Nama, Dit. Jaminan Sosial)"."""
    found = _MINISTRY.match(text, at)
    if found is None or not found[0].startswith("Kemen"):
        return None
    return Head(found[0].lower(), "other", "nation", "plain", found[0]), found.end()


_HEAD_LAST = compile_finder(r"\((?=[^()\n]{3,80}, ?(?P<form>(?:Plt|Plh|Pj)\.? )?[Kk]epala\))")
# "Bapperida, Plt Kepala, Nama Nama, S.IP"
_HEAD_THEN_NAME = compile_finder(
    r",[ ](?P<form>(?:Plt|Plh|Pj)\.?[ ])?[Kk]epala(?=,[ ](?:[A-Z]|dr))"
)
_ITS_HEAD = compile_finder(
    r"[ ](?:melalui|lewat)[ ](?P<form>(?:Plt|Plh|Pj)\.?[ ])?"
    r"(?:kepalanya|kadisnya|kabannya|kepala dinasnya|kepala badannya)(?!\w)"
)


def _trim(text: str, match: re.Match[str]) -> int:
    """The end of the words that say "head": before the bracket, where one opens."""
    return match.start() if text[match.start()] == "(" else match.end()


def _through_heads(text: str, places: Places) -> list[Office]:
    """Institutions with their heads told behind: "Dinas Sosial melalui kepalanya, Nama",
    "BPS (Nama, Kepala)" or "Bappeda, Plt Kepala, Nama".
    """
    found = []
    ways = (_ITS_HEAD, _HEAD_LAST, _HEAD_THEN_NAME)
    for match in (m for way in ways for m in way.finditer(text)):
        window = max(0, match.start() - 70)
        words = reversed(list(_WORD.finditer(text, window, match.start())))
        made = next(
            ((w.start(), h) for w in words if (h := _institution_head(text, w.start()))), None
        )
        if made is None:
            continue
        start, (head, head_end) = made
        tail = _tail(text, head_end, head, places, caps=False)
        acting = (match["form"] or "").strip(" .").lower() or None
        institution = " ".join(text[start : tail.body].split())
        head = replace(head, tail="metonym")
        found.append(
            Office(
                start,
                _trim(text, match),
                head,
                acting,
                institution,
                tail.region,
                institution.lower(),
            )
        )
    return found


def _institution_head(text: str, at: int) -> tuple[Head, int] | None:
    """The head of the institution that begins at `at`, and where its name ends."""
    if not text[at : at + 1].isupper():
        return None
    for pattern, position, owner in _institutions():
        found = pattern.match(text, at)
        if found:
            return Head(
                f"kepala {found[0].lower()}", position, owner, "domain", found[0]
            ), found.end()
    return None


def find_members(text: str) -> list[Office]:
    """Parties in brackets behind the names of members of a council: "Nama (PKS)"."""
    if not _COUNCIL.search(text):
        spans = [m.span() for m in _HEADING_MEMBER.finditer(text)]
        return [Office(start, end, _MEMBER, None, "DPRD", None, "") for start, end in spans]
    spans = [m.span("party") for m in _party_bracket().finditer(text)]
    spans += [m.span() for m in _ANOTHER_MEMBER.finditer(text)]
    return [Office(start, end, _MEMBER, None, "DPRD", None, "") for start, end in sorted(spans)]


_ANOTHER_MEMBER = compile_finder(
    r"(?:\bAnggota lain(?:nya)?(?=, [A-Z])|^ANGGOTA(?= \()|"
    r"^F-[A-Z][\w-]{1,12}(?: [A-Z]\w+)?(?= \([A-Z]))",
    re.M,
)
_HEADING_MEMBER = compile_finder(r"^ANGGOTA(?= \([^()\n]{3,40}\)[ \t]*:)", re.M)
_COUNCIL = re.compile(r"\bDPR[DK]\b|\b(?i:dewan perwakilan rakyat) (?:DAERAH|Daerah|[KA])")


@cache
def _party_bracket() -> re.Pattern[str]:
    parties = sorted((row["name"] for row in load_table("parties")), key=len, reverse=True)
    return re.compile(rf"\((?P<party>(?:F-|F )?(?:{'|'.join(map(re.escape, parties))}))\)")


_DEPUTY_BEFORE = compile_finder(r"\bwakil $", re.I)
_PRIVATE_BODY = re.compile(
    r"[ \t]*(?:di |pada )?(?:PT|CV|UD|Yayasan|Universitas|LSM|Bank|Klub|RS )\b"
)


_SENDER = compile_finder(
    r"\b(?:[Dd]ari|BPS|Ba[pr]+[ae]\w*|Dinas \w+|Dins\w+|Dinkes|Setda|DPRD|Pemkab|Pemkot|Pemprov)"
    r"(?: \w+){0,2} $"
)


def region_before(text: str, at: int, places: Places) -> str | None:
    """The region that speaks through an office: "Dari Bappeda Sulsel, Kabid …", "Gubernur NTT
    diwakili Kepala Bappeda …"; None where nothing says so.
    """
    i = bisect_left(places.starts, at) - 1
    if i < 0 or at - places.mentions[i].end > _NEAR:
        return None
    between = text[places.mentions[i].end : at]
    window = max(0, places.starts[i] - 40), places.starts[i]
    sent = between == ", " and _SENDER.search(text, *window)
    headed = _FOR_REGION.fullmatch(between) and _HEADS_LINE.search(text, *window)
    stands_in = _STANDS_IN.fullmatch(between) and _RULER.search(text, *window)
    return places.mentions[i].code if sent or headed or stands_in else None


# "Giliran Ende." opens a paragraph; a line that is only a region's name heads one.
_TURN = re.compile(
    r"[\W\d]*(?:(?:[Kk]ini|[Ll]alu|[Kk]emudian|[Ss]elanjutnya|[Ll]antas|[Tt]erakhir),? )?"
    r"(?:[Tt]iba )?(?:[Gg]iliran|[Bb]eralih ke|[Bb]erlanjut ke|[Dd]ari|[Ll]ain)(?: lagi)? "
    r"(?:[Kk]abupaten |[Kk]ota )?"
)
_HEAD_BEGINS = re.compile(r"[\W\d]*(?:(?:[A-Z]|[IVX]+)\. )?(?:(?i:kabupaten|kab\.|kota) )?")


def _turned_to(text: str, at: int, places: Places) -> str | None:
    """The regency whose turn it is in the paragraph of an office, or whose name heads it."""
    line = text.rfind("\n", 0, at) + 1
    high = bisect_left(places.starts, at)
    for mention in places.mentions[bisect_left(places.starts, line) : high]:
        ends = text.startswith(".", mention.end) and mention.code.count(".") == 1
        if ends and _TURN.fullmatch(text, line, mention.start):
            return mention.code
    above = text[:line].rstrip(" \t\n:*_")
    start = above.rfind("\n") + 1
    begin = _HEAD_BEGINS.match(above, start)
    headed = places.at(begin.end()) or places.at(start) if begin and start else None
    whole = headed is not None and headed.end == len(above) and headed.code.count(".") == 1
    return headed.code if headed and whole else None


# A heading of who speaks for a region: "2. Buru, oleh Sekda, Nama", "a. Buru (Wabup, Nama)".
_FOR_REGION = re.compile(
    r"(?:,?[ ]+(?:diwakili )?oleh[ ]+|[ ]*[(–-][ ]?)(?:(?:Bapak|Ibu|Bpk\.?|Pak|Bu)[ ]+)?"
)
_HEADS_LINE = re.compile(
    r"(?:^|\n)[ \t*]*(?:[\dA-Za-z]{1,3}[.)][ \t]*)?"
    r"(?:(?:Kab(?:upaten|\.)?|Kota|Prov(?:insi|\.)?)[ ]+)?$"
)
_NEAR = 110  # code points between a government and who speaks for it
_STANDS_IN = re.compile(
    r"[^.;:\n]{0,90}\b(?:melalui|lewat|meng(?:utus|irim(?:kan)?)|menugaskan|"
    r"(?:diwakili|didampingi|disampaikan|dibacakan)(?: oleh)?)[ ]|"
    r"[^.;:\n]{0,40}\b(?:cuti|berhalangan|tidak hadir|sakit|umrah|dinas luar)\b"
    r"[^.;:\n]{0,20}[;,][ ]"
)
_RULER = compile_finder(
    r"\b(?:Gubernur|Wagub|Bupati|Wabup|Wali ?[Kk]ota|Pemprov|Pemkab|Pemkot|Pemerintah)"
    r"(?: (?:Provinsi|Prov\.|Kabupaten|Kab\.|Kota|Daerah))?(?: \(Pem\w+\))?[ ]$"
)


_OF_THE_NATION = compile_finder(r"\b(?:Menteri|Menko|Presiden|Kemen\w*|Bappenas)\b", re.I)


def _office(
    text: str, at: tuple[int, int, int], head: Head, acting: str | None, places: Places
) -> Office:
    """The whole office; `at` is where its acting word and its head begin and its head ends."""
    begin, start, head_end = at
    caps = head_end - start > 3 and not any(c.islower() for c in text[start : head_end + 8])
    if head.tail == "place":
        stop, place, code = _own_place(text, head_end, places)
        institution = f"{head.institution} {place}".strip() if place and head.institution else None
        return Office(begin, stop, head, acting, institution, code, (place or "").lower())
    tail = _tail(text, head_end, head, places, caps)
    region = tail.region
    if region is None and _OF_THE_NATION.search(text, head_end, tail.end):
        region = NATION
    if region is None and tail.province:
        own = places.subject or places.home
        region = (own if level(own) == "province" else parent(own)) if own else None
    if head.tail == "house" and head.id == "anggota dprd":
        head, region = _of_parliament(text, (head_end, tail.end), head, region, places)
    if region is None and head.level != "nation":
        region = region_before(text, begin, places) or _turned_to(text, begin, places)
    own_words = tail.body if head.tail == "domain" else tail.end
    institution = _institution(text, head_end, own_words, head)
    told_apart = head.tail == "domain" or head.id == "anggota dprd"
    duty = f"{head.institution} {text[head_end:own_words]}" if told_apart else ""
    return Office(
        begin, tail.end, head, acting, institution, region, " ".join(duty.lower().split())
    )


_PARLIAMENT = compile_finder(r"\bDPR(?: RI)?(?![\w])(?! Aceh| Papua)")


def _of_parliament(
    text: str, tail: tuple[int, int], head: Head, region: str | None, places: Places
) -> tuple[Head, str | None]:
    """A commission of the national parliament makes its member "anggota dpr"."""
    named = _PARLIAMENT.search(text, *tail)
    nowhere = places.subject is None and "DPRD" not in text and _PARLIAMENT.search(text)
    if named or (nowhere and region is None):
        return replace(head, id="anggota dpr", level="nation", institution="DPR RI"), NATION
    return head, region


_BRACKETS = re.compile(r"[ \t]*\([^()\n]*\)")
_MINISTRY = re.compile(
    r"\b(?:Kemenko(?: [A-Z]{2,6}\b)?|Kementerian(?: Koordinator)?(?: (?:Bidang )?[A-Z][a-z]+){1,4}|"
    r"Kemen[A-Za-z]{2,10}\b(?: [A-Z]{2,5}\b)?|Bappenas|BPS|BKKBN|BNPB|TNP2K|Setwapres|KSP)"
)
_HOUSE_NAME = re.compile(
    r"(?:DPRD|DPRK|DPRA|DPRP|DPR)\b(?:(?! (?:dari|asal|Fraksi|Partai|Dapil|F-)\b)[^,])*"
)


def _without_capitals(words: str) -> str:
    """ "SOSIAL" in a line of capitals is "Sosial"; abbreviations stay."""
    return (
        " ".join(w.capitalize() if w.lower() in office_words() else w for w in words.split())
        if (words.isupper() and " " in words)
        or (words.isalpha() and words.isupper() and len(words) > 5)
        else words
    )


def _institution(text: str, start: int, end: int, head: Head) -> str | None:
    """The institution as written: "Dinas Sosial", "Bappeda", "DPRD Kota Batu", "Kemenko PMK".

    An office of the nation without one belongs to the ministry or agency named last before it.
    """
    words = " ".join(_BRACKETS.sub("", text[start:end]).split())
    if head.tail == "house":
        house = _HOUSE_NAME.search(words)
        return house[0].strip() if house else head.institution
    if head.institution:
        return f"{head.institution} {_without_capitals(words)}".strip(" ,")
    if head.level != "nation" or head.id in ("presiden", "wakil presiden"):
        return None
    own = _MINISTRY.findall(words) or _MINISTRY.findall(text, max(0, start - 600), start)
    return own[-1] if own else None


_OWN_PLACE = re.compile(
    r"[ \t]+(?P<name>(?:(?:dr\.?|Prof\.|Gampong|Desa|Kampung|Kelurahan|Nagari|Pekon|Distrik|"
    r"Kecamatan|Kec\.) )?"
    r"[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*){0,3})(?=[ \t]*[,(:;|])"
)


def _own_place(text: str, at: int, places: Places) -> tuple[int, str | None, str | None]:
    """The district or village behind "Camat", "Keuchik": its end, its name, a code if known.

    Where no known place stands there, its end is not known from the words alone ("Camat Sape
    Ahmad"); then only words before a comma, bracket or colon are taken.
    """
    here = _after_space(text, at)
    mention = places.at(here)
    if mention:
        return mention.end, text[here : mention.end], mention.code
    known = _known_place(text, here, places)
    if known:
        return known
    found = _OWN_PLACE.match(text, at)
    return (found.end("name"), found["name"], None) if found else (at, None, None)


_PLACE_WORDS = re.compile(r"[A-Z][\w'’]*(?: [A-Z][\w'’]*){0,4}")


def _known_place(text: str, at: int, places: Places) -> tuple[int, str, str | None] | None:
    """A district or village of the subject's province, with a name or a mark behind it."""
    own = places.subject or places.home
    words = _PLACE_WORDS.match(text, at)
    if own is None or not words:
        return None
    names = local_names(own[:2])
    stop = words.end()
    while stop > at:
        regencies = names.get(text[at:stop].lower())
        if regencies:
            code = next(iter(regencies)) if len(regencies) == 1 else None
            return stop, text[at:stop], own if own in regencies else code
        stop = text.rfind(" ", at, stop)
    return None
