"""Who says what, for whom: direct, indirect, continued and relayed speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from extract.cues import cue
from extract.finder import compile_finder, know_part
from extract.gazetteer import is_region_name
from extract.names import name_at, office_words
from extract.officials import NameMention, PositionMention
from extract.reading import Reading, within
from extract.strangers import find_strangers
from extract.text import Sentence
from extract.turns import (
    Label,
    find_cast,
    find_labels,
    heads_body,
    label_start,
    person_in,
    point_of,
    words_start,
)
from extract.voices import Voice, find_voice, is_of_voice

APPOSITION = 170  # characters between a subject and its verb: degrees, offices, a second role


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name, else an office or a body as written; and for whom, when only the
    voice."""

    name: str
    on_behalf_of: str | None = None
    official: int | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of the text that one speaker states; `rule` says how that was seen."""

    start: int
    end: int
    speaker: Speaker
    rule: str


@dataclass(frozen=True, slots=True)
class _Holder:
    """A place of the text that may be a subject: a name, an office or a body."""

    start: int
    end: int
    speaker: Speaker


QUOTE_MARK = re.compile(r"[“”\"„]")


def find_quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans inside quote marks of one paragraph; a quote left open ends with the paragraph.

    >>> find_quoted('“Turun,” katanya. "Naik', 0, 23)
    [(0, 8), (18, 23)]
    """
    spans, opened = [], None
    for match in QUOTE_MARK.finditer(text, start, end):
        position = match.start()
        if opened is None:
            if match[0] == "”" and position > start and text[position - 1] not in " \n":
                continue  # a closing mark without its opening one
            opened = position
        elif match[0] in '”"“':
            spans.append((opened, position + 1))
            opened = None
    if opened is not None:
        spans.append((opened, end))
    return spans


def _paragraphs(reading: Reading) -> Iterator[list[Sentence]]:
    """Sentences by paragraph, boilerplate left out."""
    current: list[Sentence] = []
    for sentence in reading.sentences:
        if sentence.boilerplate:
            continue
        if current and sentence.paragraph != current[0].paragraph:
            yield current
            current = []
        current.append(sentence)
    if current:
        yield current


def position_speaker(reading: Reading, mention: PositionMention) -> Speaker:
    """The holder of an office where the text names one, else the office as written."""
    index = mention.official if mention.official is not None else _only_holder(reading, mention)
    if index is not None:
        official = reading.officials.officials[index]
        return Speaker(official.name, None, index, official.region)
    return Speaker(_in_small(mention.text), None, None, mention.region)


def _in_small(office: str) -> str:
    """ "BUPATI" of a heading as "Bupati"; what is short for an agency keeps its capitals."""
    if not office.isupper():
        return office
    return re.sub(r"(?=\w*[AEIOU]\w*[AEIOU])\w{5,}", lambda m: m[0].capitalize(), office)


def _only_holder(reading: Reading, mention: PositionMention) -> int | None:
    """The one official of a text who holds the office that a mention names, if there is just
    one."""
    if mention.position in ("other", "anggota dprd", "camat", "lurah", "kepala desa"):
        return None
    if mention.position == "kepala dinas" and mention.institution is None:
        return None
    if mention.position in OF_ONE_DUTY and " " in mention.text:
        return None  # "Kabid P2M" is another one than "Kabid Linjamsos"
    holders = [
        i
        for i, official in enumerate(reading.officials.officials)
        if official.position == mention.position
        and mention.region in (None, official.region)
        and _same_body(mention.institution, official.institution)
    ]
    return holders[0] if len(holders) == 1 else None


OF_ONE_DUTY = (
    "kepala bidang",
    "kepala bagian",
    "asisten daerah",
    "staf ahli",
    "deputi",
    "asisten deputi",
    "direktur",
)


def _same_body(one: str | None, two: str | None) -> bool:
    """Whether two bodies may be one: "Bappeda" and "Bappelitbangda Kab. X" begin alike."""
    if one is None or two is None:
        return True
    return one in two or two in one or one[:4].casefold() == two[:4].casefold() == "bapp"


def name_speaker(reading: Reading, mention: NameMention) -> Speaker:
    """The official of a name."""
    official = reading.officials.officials[mention.official]
    return Speaker(official.name, None, mention.official, official.region)


INSTITUTION = compile_finder(
    r"(?:Pemerintah (?:Provinsi|Kabupaten|Kota|Daerah|Pusat|pusat|daerah)|Pemprov|Pemkab|Pemkot|"
    r"Pemda|BPS|Badan Pusat Statistik|Bapp?[ei]\w+|BAPP\w+|Baperlitbang\w*|Dinas [A-Z]\w+|"
    r"Dinas(?= (?:dan|akan|me))|Din(?:sos|kes|sosial)\w*|Kemen(?:ko [A-Z]\w+|terian [A-Z]\w+(?: "
    r"[A-Z]\w+)?|"
    r"[a-z]{2,})|Bank Indonesia|Bank Dunia|TNP2K|DPRD|DPRK|DSP3A\w*|Disdukcapil|DPMD\w*|BKKBN|"
    r"DP3A\w*|"
    r"DP2KBP3A|Dis(?:naker|perindag|kominfo|dik|hub|pora|kop|perkim|pertan|budpar)\w*|BPKAD|"
    r"BPKD|Bulog|Bapanas|Baznas|Perkim\w*|Baitul Mal|TKPK\w*|TPPS|Inspektorat)"
    r"(?: (?:Provinsi|Prov\.|Kabupaten|Kab\.|Kota|RI|PMK|PDTT))?(?: (?!Akan|Yang|"
    r"Dan)[A-Z][a-z]+){0,3}"
)


# "di hadapan para gubernur dan bupati": many, of whom none speaks
MANY_BEFORE = re.compile(
    r"\b(?:para|seluruh|semua|segenap|sejumlah|beberapa)\s+(?:\w+\s+)?(?:\w+,?\s+(?:dan|serta|maupun)\s+)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=32)
def _holders(reading: Reading, start: int, end: int) -> list[_Holder]:
    """Names, offices and bodies inside a span, in order; an office and its holder's name beside it
    are one holder, and so is a further role behind a name."""
    people = [
        _Holder(m.start, m.end, name_speaker(reading, m))
        for m in within(reading.officials.names, start, end)
    ]
    offices = [
        _Holder(m.start, m.end, position_speaker(reading, m))
        for m in within(reading.officials.positions, start, end)
        if m.official is not None
        or not MANY_BEFORE.search(reading.text, max(0, m.start - 60), m.start)
    ]
    taken = people + offices + _by_rank(reading, start, end) + _strangers(reading, start, end)
    bodies = [
        _Holder(m.start(), m.end(), Speaker(m[0].strip()))
        for m in INSTITUTION.finditer(reading.text, start, end)
    ]
    free = [b for b in bodies if not any(b.start < o.end and o.start < b.end for o in taken)]
    return _merged(reading.text, sorted(taken + free, key=lambda h: h.start))


def _strangers(reading: Reading, start: int, end: int) -> list[_Holder]:
    """Those inside a span who hold no office and yet take the floor in the text."""
    return [
        _Holder(m.start, m.end, Speaker(m.name))
        for m in within(find_strangers(reading), start, end)
    ]


def _is_person(reading: Reading, holder: _Holder) -> bool:
    """Whether a holder is somebody by name: an official, or one of the strangers of the text."""
    named = holder.speaker.official is not None
    return named or any(m.name == holder.speaker.name for m in find_strangers(reading))


BY_RANK = compile_finder(
    r"\borang (?:nomor|nomer|no\.?) (?P<rank>satu|dua|1|2)\b"
    r"(?: (?:di|se)\b[^.,;:“”\"\n]{2,40}?(?=\s+(?:itu|ini|tersebut)\b|[.,;:“”\"\n]))?",
    re.IGNORECASE,
)
HEADS = ("bupati", "wali kota", "gubernur")


def _by_rank(reading: Reading, start: int, end: int) -> list[_Holder]:
    """ "orang nomor satu di Wonogiri": its head, if the text names one and no other."""
    found = []
    for match in BY_RANK.finditer(reading.text, start, end):
        deputy = "wakil " if match["rank"] in ("dua", "2") else ""
        named = within(reading.regions.mentions, match.start(), match.end())
        region = named[0].code if named else reading.subject
        holders = [
            i
            for i, official in enumerate(reading.officials.officials)
            if official.region == region and official.position in [deputy + h for h in HEADS]
        ]
        if len(holders) == 1:
            official = reading.officials.officials[holders[0]]
            who = Speaker(official.name, None, holders[0], official.region)
            found.append(_Holder(match.start(), match.end(), who))
    return found


BESIDE = re.compile(
    r"(?:[\s,.()–-]|selaku|sekaligus|juga|yang|merangkap|Drs?|Dr|dr|Ir|H|Hj|Hi|Prof|Pak|Bu|Ibu|"
    r"Bapak|"
    r"(?:[A-Z]\.?[A-Za-z]{0,4}\.?){1,4}|S\.\w+|M\.\w+)*",
)


def _merged(text: str, holders: list[_Holder]) -> list[_Holder]:
    """Neighbours that are one person: office and name, name and further role."""
    merged: list[_Holder] = []
    for holder in holders:
        if merged and _same_person(text, merged[-1], holder):
            first = merged.pop()
            person = first.speaker if first.speaker.official is not None else holder.speaker
            holder = _Holder(first.start, max(first.end, holder.end), person)
        merged.append(holder)
    return merged


def _same_person(text: str, first: _Holder, second: _Holder) -> bool:
    one, two = first.speaker.official, second.speaker.official
    gap = text[first.end : second.start]
    if one is not None and two is not None:
        return one == two and len(gap) <= 60 and not re.search(r"[;:]|\.\s+[A-Z][a-z]{4}", gap)
    named = one is not None or two is not None
    if one is None and IN_PLACE_OF.search(text[max(0, first.start - 40) : first.start]):
        return False
    return named and len(gap) <= 40 and BESIDE.fullmatch(gap) is not None and "\n" not in gap


def _relayed(reading: Reading, holders: list[_Holder]) -> list[_Holder]:
    """Holders with principal and voice joined: "Sekda X yang disampaikan Kadinsos Y" is Y for X."""
    joined: list[_Holder] = []
    for holder in holders:
        before = reading.text[max(0, holder.start - 40) : holder.start]
        if joined and (STANDS_FOR.search(before) or READS_OUT.search(before)):
            voice = joined.pop()
            speaker = replace(voice.speaker, on_behalf_of=holder.speaker.name)
            joined.append(_Holder(voice.start, holder.end, speaker))
            continue
        ahead = reading.text[max(0, joined[-1].start - 40) : joined[-1].start] if joined else ""
        if joined and (READS_OUT.search(ahead) or IN_PLACE_OF.search(ahead)):
            principal = joined.pop()
            speaker = replace(holder.speaker, on_behalf_of=principal.speaker.name)
            joined.append(_Holder(principal.start, holder.end, speaker))
            continue
        by = reading.text[joined[-1].end : holder.start] if joined else ""
        if by.strip() == "oleh" and READING_OF.search(ahead):
            speaker = replace(holder.speaker, on_behalf_of=joined[-1].speaker.name)
            joined.append(_Holder(joined.pop().start, holder.end, speaker))
            continue
        if joined and READ_OUT_BY.search(
            reading.text[max(0, joined[-1].start - 70) : joined[-1].start]
        ):
            voice = joined.pop()
            speaker = replace(voice.speaker, on_behalf_of=holder.speaker.name)
            joined.append(_Holder(voice.start, holder.end, speaker))
            continue
        if joined:
            between = reading.text[joined[-1].end : holder.start]
            if len(between) < APPOSITION and _is_relay(between):
                principal = joined.pop()
                speaker = replace(holder.speaker, on_behalf_of=principal.speaker.name)
                if speaker.name == principal.speaker.name:
                    speaker = holder.speaker
                joined.append(_Holder(principal.start, holder.end, speaker))
                continue
        joined.append(holder)
    return joined


READING_OF = re.compile(
    r"\bpembacaan\s+(?:sambutan|pidato|arahan|amanat)(?:\s+tertulis)?\s+$", re.IGNORECASE
)
READ_OUT_BY = re.compile(
    r"\b(?:sambutan|pidato|arahan|amanat)(?:\s+tertulis)?(?:nya)?\s+(?:yang\s+)?"
    r"(?:dibacakan|disampaikan)(?:\s+oleh)?\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
STANDS_FOR = re.compile(r"\b(?:mewakili|atas nama|a\.?n\.?)\s+(?:\w+\s+)?$", re.IGNORECASE)
READS_OUT = re.compile(
    r"\bmembacakan (?:sambutan|pidato|arahan|amanat|laporan|pesan|nota pengantar|catatan|jawaban|"
    r"naskah|surat)(?: tertulis)?"
    r"(?: dari)?\s+$",
    re.IGNORECASE,
)


IN_PLACE_OF = re.compile(r"(?:^|[.\n“\"]\s*)(?:mewakili|atas nama|menggantikan)\s+$", re.IGNORECASE)


def _is_relay(between: str) -> bool:
    match = cue("relayed_mid").search(between)
    if match is None or re.search(r"[!?;]\s|\.\s+(?=[A-Z][a-z]{3})", between):
        return False
    rest = between[match.end() :]
    return not cue("speech_verb").search(between[: match.start()]) and len(rest) < 90


ACCOMPANIED = re.compile(
    r"\b(?:didampingi|ditemani|bersama|beserta|(?:men)?dampingi|menemani|disaksikan|"
    r"mewakili)(?:\s+(?:oleh|dengan|"
    r"sang|jajaran))*\s+$",
    re.IGNORECASE,
)


# "Rapat yang dibuka X mengungkap": the meeting is the subject, and nobody speaks.
ONLY_AGENT = re.compile(
    r"\byang\s+(?:dibuka|dipimpin|dihadiri|diikuti|dipandu|digelar|digagas|diundang)(?:\s+(?:oleh|"
    r"langsung))*\s+"
    r"(?:\w+\s+)?$",
    re.IGNORECASE,
)


def _subject(holders: list[_Holder], verb: int, text: str) -> _Holder | None:
    """The holder nearest before a verb, when only apposition stands between; whoever is only
    beside somebody is passed over."""
    before = [h for h in holders if h.end <= verb]
    while len(before) > 1 and ACCOMPANIED.search(
        text[max(0, before[-1].start - 40) : before[-1].start]
    ):
        before.pop()
    if not before or ONLY_AGENT.search(text[max(0, before[-1].start - 40) : before[-1].start]):
        return None
    between = text[before[-1].end : verb]
    clear = len(between) <= APPOSITION and not BROKEN.search(between)
    return before[-1] if clear else None


# What no apposition holds; "dr. Nama" is no end of a sentence.
BROKEN = re.compile(r"[!?;:]|(?<!\b[Dd]r)(?<!\b[Dd]rg)(?<!\bNs)(?<!\bIr)(?<!\bH)\.\s+[A-Z]\w{3}")


def _after(holders: list[_Holder], verb_end: int, text: str) -> _Holder | None:
    """The holder that follows "kata", "menurut" and the like directly."""
    for holder in holders:
        if holder.start >= verb_end:
            between = text[verb_end : holder.start]
            plain = re.fullmatch(
                r"[\s,]*(?:(?:oleh|pak|bu|ibu|bapak|si|sang|Dr|dr|Ir|H|Hj|Drs|Dra|"
                r"Prof)\.?\s*)*",
                between,
                re.IGNORECASE,
            )
            return holder if plain else None
    return None


def _attribution(
    reading: Reading, sentence: Sentence, quoted: list[tuple[int, int]], last: Speaker | None
) -> tuple[Speaker, str] | None:
    """Who a sentence is attributed to by its own words, outside its quotes: somebody it names,
    else the one spoken of last ("katanya", "ia mengatakan")."""
    start, end = sentence.start, sentence.end
    outside = know_part(_mask(reading.text[start:end], start, quoted), reading.text, start)
    holders = [h for h in _holders(reading, start, end) if outside[h.start - start] != "\x00"]
    holders = _relayed(reading, holders)
    named = _named_speaker(reading.text, holders, outside, start)
    if named is None and (_by_unnamed(outside) or ANSWERED.search(outside)):
        return NOBODY, "by rank"
    if named and last and named[1] in CITES and _is_body(named[0]) and _read_out(outside, last):
        return last, "dalam sambutan itu"
    return named or (_pronoun_speaker(outside, last) if last else None)


# "Permintaan itu langsung dijawab: ..." by somebody whom the sentence does not name.
ANSWERED = compile_finder(r"\b(?:dijawab|ditanggapi|dikabulkan|disanggupi|diiyakan)\s*:", re.I)
CITES = ("menurut X", "dalam sambutannya")


def _read_out(outside: str, last: Speaker) -> bool:
    """Whether a sentence stands in the speech that who spoke last reads out."""
    return last.on_behalf_of is not None and SAME_SPEECH.search(outside) is not None


def _by_unnamed(outside: str) -> bool:
    """Whether "kata orang nomor satu di Wonogiri" means somebody whom the text never names."""
    ranks = {match.start() for match in BY_RANK.finditer(outside)}
    return bool(ranks) and any(m.end() + 1 in ranks for m in cue("speech_after").finditer(outside))


Attributed = tuple[Speaker, str]  # who states something, and how that was seen


def _named_speaker(
    text: str, holders: list[_Holder], outside: str, start: int
) -> Attributed | None:
    """Whom a sentence names as its speaker: the first of `NAMED_RULES` that finds somebody."""
    answers = (rule(text, holders, outside, start) for rule in NAMED_RULES)
    return next((answer for answer in answers if answer is not None), None)


def _said_behind(text: str, holders: list[_Holder], outside: str, start: int) -> Attributed | None:
    """ "...", kata X."""
    for match in cue("speech_after").finditer(outside):
        if not _opens_attribution(outside, match):
            continue
        if match[0].lower().endswith("nya") and outside[match.end() :].lstrip()[:1] == ",":
            continue  # "lanjutnya, Pemkab ...": by the one who spoke last
        holder = _after(holders, start + match.end(), text)
        if holder:
            return _named_behind(text, holder) or holder.speaker, "kata X"
        stranger = _stranger_behind(outside, match)
        if stranger:
            return Speaker(stranger), "kata X, tanpa jabatan"
        unnamed = UNNAMED.match(outside, match.end())
        if unnamed:
            return Speaker(unnamed["role"]), "kata seorang X"
    return None


# Verbs that can only attribute; others ("tambah", "sebut", "rinci") need a quote before them.
ONLY_SAYS = re.compile(
    r"(?:kata|ujar|tutur|ucap|ungkap|tegas|papar|imbuh|pungkas|tandas|cetus|beber|tukas|kilah)\b",
    re.IGNORECASE,
)
STRANGER_ROLE = re.compile(
    r"\s+(?:(?:seorang|salah satu|salah seorang|pengamat|ekonom|peneliti|akademisi|dosen|warga|"
    r"petani|nelayan|pedagang|aktivis|tokoh|koordinator|pendamping|relawan|juru bicara|legislator|"
    r"politikus|politisi|peserta|narasumber|pengurus|mahasiswa|guru|pak|bu|ibu|bapak)\b,?\s*"
    r"(?:(?!(?:di|dari|dalam|pada|yang|untuk|bahwa|dan|itu|ini|saat|usai)\b)[a-z]+,?\s+){0,2}){0,3}"
)
UNNAMED = re.compile(
    r"\s+(?:seorang|salah (?:satu|seorang))\s+(?P<role>[a-z]+(?:\s+[a-z]+){0,2}?)"
    r"(?=\s+(?:di|dari|asal|yang|kepada|saat|usai|sambil|dalam|pada)\b|\s*[,.;])"
)
STRANGER_END = re.compile(
    r"\s*(?:[,.(;\x00]|$|(?:saat|usai|ketika|kepada|di|dari|dalam|sambil|seraya|menjelaskan|menambahkan|"
    r"optimis|lagi|pula|singkat|tegas|menjawab|menanggapi|mengakhiri|menutup)\b)",
    re.IGNORECASE,
)


def _stranger_behind(outside: str, verb: re.Match[str]) -> str | None:
    """The full name of somebody without an office right behind "kata": no region, no body, none
    of the words that begin no name ("kata Danu Prakoso", never "kata Badan Anggaran")."""
    before = outside[: verb.start()].rstrip(" ,")
    quoted = before.endswith(("\x00", "”", '"'))
    if verb[0].lower().endswith("nya") or not (quoted or ONLY_SAYS.match(verb[0])):
        return None
    role = STRANGER_ROLE.match(outside, verb.end())
    name = name_at(outside, role.end()) if role else None
    if name is None or STRANGER_END.match(outside, name.stop) is None:
        return None
    parts = name.text.split()
    plain = len(parts) > 1 and not any(part.lower() in office_words() for part in parts)
    return name.text if plain and _may_be_person(name.text) else None


def _said_before(text: str, holders: list[_Holder], outside: str, start: int) -> Attributed | None:
    """X mengatakan ..."""
    for match in cue("speech_verb").finditer(outside):
        holder = _subject(holders, start + match.start(), text)
        unknown = _person_before(outside, match.start())
        if unknown and any(
            unknown in text[h.start : h.end] or text[h.start : h.end] in unknown for h in holders
        ):
            unknown = None
        if unknown and (holder is None or text.find(unknown, holder.end) >= 0):
            return Speaker(unknown), "X mengatakan, tanpa jabatan"
        if holder and holder.speaker.official is None:
            gap = text[holder.end : start + match.start()]
            if EPITHET.fullmatch(gap):
                continue  # "mantan Kepala BPS itu" is somebody named before
        if holder and _may_state(holder, match[0]):
            sent = _sent_by(outside[: holder.start - start]) or _named_behind(text, holder)
            return sent or holder.speaker, "X mengatakan"
    return None


def _shown_or_framed(
    text: str, holders: list[_Holder], outside: str, start: int
) -> Attributed | None:
    """ "Paparan X menunjukkan", "Dalam sambutannya X ..."."""
    shown = _shown_by(text, holders)
    if shown:
        return shown.speaker, "paparan X"
    frame = SPEECH_FRAME.search(outside)
    if frame and holders and not cue("pronoun").match(outside[frame.end() :].lstrip(" ,")):
        return holders[0].speaker, "dalam sambutannya"
    return None


# '"...," demikian petikan pidato yang dibacakan X', "demikian sambutan Bupati yang dibacakan X".
SAID_THUS = (
    r"\b(?:demikian(?:lah)?|begitu(?:lah)?|bunyi|isi|petikan|kutipan|penggalan)\s+(?:\w+\s+){0,2}?"
    r"(?:sambutan|pidato|amanat|arahan|pesan)\s+(?:tertulis\s+)?"
)
READ_BY = r"(?:yang\s+)?(?:dibacakan|disampaikan)(?:\s+oleh)?\s+(?:\w+\s+)?"
EXCERPT = re.compile(rf"{SAID_THUS}(?:{READ_BY})$", re.IGNORECASE)
EXCERPT_FOR = re.compile(rf"{SAID_THUS}$", re.IGNORECASE)


def _excerpt_of(text: str, holders: list[_Holder], outside: str, start: int) -> Attributed | None:
    """Who reads out what was just quoted: '"...," demikian petikan pidato yang dibacakan X'."""
    for holder in holders:
        before = outside[: holder.start - start]
        relayed = holder.speaker.on_behalf_of and EXCERPT_FOR.search(before)
        if relayed or EXCERPT.search(before):
            return holder.speaker, "petikan pidato"
    return None


def _told_by(text: str, holders: list[_Holder], outside: str, start: int) -> Attributed | None:
    """ "Disampaikan X", "Menurut X"; never "ditambahkannya", which is by the one before."""
    for kind, rule in (("speech_passive", "disampaikan X"), ("speech_according", "menurut X")):
        for match in cue(kind).finditer(outside):
            if match[0].lower().endswith("nya"):
                continue
            holder = _after(holders, start + match.end(), text)
            if holder:
                return _named_behind(text, holder) or holder.speaker, rule
            opens = not outside[: match.start()].strip()
            unknown = _person_after(outside, match.end()) if opens else None
            if unknown:
                return Speaker(unknown), f"{rule}, tanpa jabatan"
    return None


def _reading_out(text: str, holders: list[_Holder], outside: str, start: int) -> Attributed | None:
    """ "X membuka rapat dan membacakan sambutan Wakil Bupati.": what follows is read out."""
    for holder in holders:
        words = outside[holder.start - start : holder.end - start]
        if holder.speaker.on_behalf_of and READS_OUT_OF.search(words):
            return holder.speaker, "membacakan sambutan X"
    return None


READS_OUT_OF = re.compile(r"\bmembacakan (?:sambutan|pidato|arahan|amanat|pesan)\b", re.IGNORECASE)
NAMED_RULES = (_said_behind, _said_before, _excerpt_of, _shown_or_framed, _told_by, _reading_out)


def _sent_by(before: str) -> Speaker | None:
    """Who speaks for a body: "Putu Eka dari BPS Jembrana menyebut"."""
    match = SENT.search(before[-80:])
    return Speaker(match["name"]) if match and not NO_PERSON.search(match["name"]) else None


EPITHET = re.compile(r"\s+(?:\w+\s+){0,3}itu\s+(?:juga\s+|pun\s+|lantas\s+)?")
SHOWS = re.compile(
    r"[^.;:]{0,60}?\b(?:menunjukkan|memuat|menyebut\w*|diketahui|terungkap|mencantumkan|merinci|"
    r"berisi)\b"
)
SHOWN = re.compile(
    r"\b(?:paparan|pemaparan|laporan|presentasi|penjelasan|keterangan|salindia|"
    r"bahan)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


def _shown_by(text: str, holders: list[_Holder]) -> _Holder | None:
    """Whose talk a number stands in: "Paparan Kepala Bappeda X menunjukkan"."""
    for holder in holders:
        before, after = (
            text[max(0, holder.start - 40) : holder.start],
            text[holder.end : holder.end + 100],
        )
        if holder.speaker.official is not None and SHOWN.search(before) and SHOWS.match(after):
            return holder
    return None


PERSON = r"(?:[A-Z][a-z'’]+|[A-Z]\.)(?:[ -](?:[A-Z][a-z'’]+|[A-Z]\.|bin|binti|al)){1,4}"
NAMED_BEHIND = re.compile(
    rf"(?:,? (?:yang|selaku|untuk|pada|di|wilayah|bidang) [^,.;:“”\"\n]{{2,70}})?,\s*"
    rf"(?:(?:Prof|Dr|dr|Ir|Drs|Dra|H|Hj|Bapak|Ibu|Pak|Bu)\.?\s+)*"
    rf"(?P<name>{PERSON})(?=\s*[,.“”\"(]|\s+[a-z]|$)"
)


def _named_behind(text: str, holder: _Holder) -> Speaker | None:
    """The person behind an office of which no holder was read: "Kepala Seksi …, yang membawahi
    dua kabupaten, Rahman Hakim"."""
    if holder.speaker.official is not None or INSTITUTION.match(holder.speaker.name):
        return None
    match = NAMED_BEHIND.match(text, holder.end)
    if match is None or NO_PERSON.search(match["name"]) or is_region_name(match["name"]):
        return None
    return Speaker(match["name"])


BODIES_STATE = re.compile(
    r"mencatat|menyebut\w*|menyatakan|merilis|melaporkan|menyampaikan|mengklaim|menjelaskan|"
    r"memperkirakan|memproyeksikan|mengakui|mengungkap\w*|mengingatkan|mengoreksi|koreksi|"
    r"menanyakan|memaparkan|menjawab|menanggapi",
    re.IGNORECASE,
)


def _may_state(holder: _Holder, verb: str) -> bool:
    """A person states by any verb of speech; a body aims and asks without stating a number."""
    person = holder.speaker.official is not None or not INSTITUTION.match(holder.speaker.name)
    return person or BODIES_STATE.fullmatch(verb) is not None


ALSO = (
    r"(?:(?:juga|turut|sendiri|pun|langsung|sempat|lantas|lalu|kemudian|kembali|justru|malah|akhirnya)"
    r"\s+){0,2}"
)
PERSON_BEFORE = re.compile(
    rf"(?:,|\b(?:[a-z]\w+|J(?:ubir|uru bicara)(?:nya)?))\s+(?:(?:Prof|Dr|dr|Ir|Drs|Dra|"
    rf"H|Hj)\.\s*)*(?P<name>{PERSON})(?:,? ?\(?\d{{2}}\)?(?: tahun)?)?(?:, [A-Z][\w.]+)*,?\s+"
    rf"{ALSO}$"
)
TITLED_BEFORE = re.compile(
    rf"\b(?:Prof|[Dd]rg?|Ir|Drs|Dra|Ns)\.?\s+(?:(?:Prof|[Dd]r|Ir|H|Hj)\.?\s+)*(?P<name>{PERSON})"
    rf"(?:, [A-Z][\w.]+)*,?\s+{ALSO}$"
)
SENT = re.compile(
    rf"(?P<name>{PERSON})(?:, [A-Z][\w.]+)*,? (?:yang )?(?:dari|perwakilan|utusan|pegawai|staf|"
    rf"wakil|mewakili)\s+$"
)
PERSON_AFTER = re.compile(
    rf"\s+(?:(?:(?!(?:bahwa|jika|kalau|menurut)\b)[a-z]\w+|[A-Z]\w+(?= [A-Z]\w+,)),?\s+){{0,7}}?"
    rf"(?:(?:Prof|Dr|dr|Ir|Drs|Dra|"
    rf"H|Hj)\.\s*)*"
    rf"(?P<name>{PERSON})(?=[,.(\s])"
)
NO_PERSON = re.compile(
    r"\b(?:Kabupaten|Kota|Provinsi|Kab|Kecamatan|Desa|Dinas|Badan|Kementerian|Pemerintah|Pem\w+|"
    r"Tim|"
    r"Fraksi|Komisi|Forum|Universitas|Bank|Data|Dewan|DPRD?|Indonesia|Jawa|Sumatera|Sulawesi|"
    r"Kalimantan|Papua|Nusa|Maluku|Bali|Selain|Dalam|Menurut|Untuk|Senin|Selasa|Rabu|Kamis|Jumat|"
    r"Sabtu|Minggu|Rapat|Rakor|Kantor|Gedung|Aula|Partai|Persen|Program|Presiden|Bupati|Gubernur)\b"
)


def _person_before(outside: str, verb: int) -> str | None:
    """A name right before a verb of speech, of somebody without an office."""
    before = outside[max(0, verb - 90) : verb]
    match = TITLED_BEFORE.search(before) or PERSON_BEFORE.search(before)
    return match["name"] if match and not NO_PERSON.search(match["name"]) else None


def _person_after(outside: str, verb: int) -> str | None:
    """A name behind "kata" and the like, of somebody without an office."""
    match = PERSON_AFTER.match(outside[verb : verb + 110])
    return match["name"] if match and _may_be_person(match["name"]) else None


def _may_be_person(name: str) -> bool:
    """Whether capitalised words may be somebody's name: no region, body or word of a title."""
    place = is_region_name(name) or QUARTER.search(name)
    return not (place or NO_PERSON.search(name) or INSTITUTION.match(name))


QUARTER = re.compile(r"\b(?:Utara|Selatan|Barat|Timur|Tenggara|Tengah|Raya)\b")


SPEECH_FRAME = compile_finder(
    r"\b(?:dalam|mengawali|memulai|menutup|mengakhiri|melalui|lewat) (?:arahan|sambutan|paparan|"
    r"laporan|"
    r"pidato|penjelasan|keterangan|pemaparan|pengarahan|presentasi|penyampaian)(?:nya)?\b",
    re.IGNORECASE,
)


# "kemiskinan ekstrem kata dia bergerak": set off by no comma, and yet no other "kata".
SAYS_PLAINLY = re.compile(
    r"(?:kata|ujar|sebut|ucap|lanjut|jelas|terang|tutur|ungkap|papar|imbuh|sambung|tambah|urai|"
    r"tegas)\s+(?:dia|beliau)\b|kata\s+(?=[A-Z])"
)


def _opens_attribution(outside: str, match: re.Match[str]) -> bool:
    """Whether "kata" stands where an attribution may begin: behind a quote, a comma, at the
    head; or with somebody who can only be speaking."""
    before = outside[: match.start()].rstrip()
    if not before or before[-1] in ',\x00"”“-–—;:.' or match[0].lower().endswith("nya"):
        return True
    return SAYS_PLAINLY.match(outside, match.start()) is not None


MENURUTNYA = compile_finder(
    r"\bmenurut(?:nya| dia| beliau| (?:hitungan|perhitungan|catatan|data|penilaian|pengamatan|"
    r"pandangan)"
    r"(?:nya| dia| beliau))\b",
    re.IGNORECASE,
)


SAME_SPEECH = compile_finder(
    r"\bdalam (?:sambutan|arahan|paparan|laporan|pidato|penjelasan|pemaparan|amanat|naskah)(?:nya)?"
    r"(?: tertulis)?(?: itu| tersebut| yang sama| dimaksud)?,? (?:\w+ )?"
    r"di(?:sebut|kata|jelas|sampai|terang|papar|ungkap|tegas|urai)kan\b|"
    r"\bdi(?:sebut|kata|jelas|sampai|terang|papar|ungkap|tegas|urai)kan(?:nya)? (?:dalam|di|pada|"
    r"melalui|lewat) (?:sambutan|arahan|paparan|pidato|amanat|naskah)(?: tertulis)?(?:nya| itu|"
    r" tersebut| yang sama)\b|"
    r"\b(?:masih )?(?:dalam|dari|menurut) (?:sambutan|pidato|amanat|naskah)(?: tertulis)?"
    r"(?:nya)? (?:itu|tersebut|yang sama|yang dibacakan)\b|"
    r"\b(?:demikian(?:lah)?|begitu(?:lah)?) (?:(?:isi|bunyi|petikan|kutipan) )?(?:sambutan|pidato|"
    r"amanat)(?: tertulis)? (?:itu|tersebut)\b",
    re.IGNORECASE,
)


def _pronoun_speaker(outside: str, last: Speaker) -> tuple[Speaker, str] | None:
    for match in cue("speech_after").finditer(outside):
        rest = outside[match.end() :].lstrip()
        back = match[0].lower().endswith("nya") or cue("pronoun_after").match(rest)
        if back and _opens_attribution(outside, match):
            return last, "katanya"
    for match in cue("speech_passive").finditer(outside):
        if match[0].endswith("nya"):
            return last, "dikatakannya"
    for match in cue("speech_verb").finditer(outside):
        head = outside[: match.start()].strip().lower()
        pronoun = cue("pronoun").match(head) or re.search(r"\b(?:ia|dia|beliau)\b[^,.;]*$", head)
        bare = not head and match.start() < 3 and not PARTICIPLE.match(outside)
        if (pronoun and len(head) <= 80) or bare:
            return last, "ia mengatakan"
        if len(head) <= 80 and re.fullmatch(
            r"\W*(?:mantan|eks|politi[ks]\w+|legislator|pria|perempuan|"
            r"wanita|lelaki|ibu|bapak|alumn\w+|pejabat|birokrat|kepala|ketua|"
            r"orang(?! n[eo]))\b[^,.;]*\bitu(?: juga| pun)?",
            head,
        ):
            return last, "orang itu mengatakan"
    if SAME_SPEECH.search(outside):
        return last, "dalam sambutan itu"
    according = MENURUTNYA.search(outside)
    return (last, "menurutnya") if according else None


# "Menutup rapat, Wabup meminta ...": an adverbial of whoever follows, not of the one before.
PARTICIPLE = re.compile(
    r"\W*(?:menutup|membuka|memulai|mengawali|mengakhiri|menyebut|menjelaskan|menyampaikan|"
    r"menegaskan)\s[^,.;:]{3,60},\s+(?:H\.\s+|Hj\.\s+)?[A-Z]",
    re.IGNORECASE,
)


def _quotes_at(quoted: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The quotes, one behind the other, that share a place with a span or touch it."""
    first = bisect_left(quoted, start, key=itemgetter(1))
    return quoted[first : bisect_right(quoted, end, lo=first, key=itemgetter(0))]


def _mask(piece: str, start: int, quoted: list[tuple[int, int]]) -> str:
    """The piece with what stands inside quote marks blanked, length kept."""
    for low, high in _quotes_at(quoted, start, start + len(piece)):
        first, last = max(low - start, 0), min(high - start, len(piece))
        if first < last:
            piece = piece[:first] + "\x00" * (last - first) + piece[last:]
    return piece


def _lead_speaker(
    reading: Reading, sentence: Sentence, *, opens: bool
) -> tuple[Speaker, int] | None:
    """The speaker of a minutes point "2. Kadis Kesehatan dr. X : ..." and where the speech
    begins; `opens` says that the sentence opens its line."""
    if _is_field(reading, sentence.start):
        return None
    for label in find_labels(reading.text, sentence.start, sentence.end):
        if label.mark == ":" or opens:
            speaker = _labelled(reading, label)
            if speaker:
                return speaker, label.said
    shown = _shows(reading, sentence) if opens else None
    if shown:
        return shown
    text = reading.text[sentence.start : sentence.end]
    return _cell_speaker(reading, sentence) if "|" in text or "\t" in text else None


SHOWS_AT_TABLE = re.compile(
    r"\W*(?:\([^()]{3,60}\)\W*)?(?:lalu |kemudian |juga )?(?:menayangkan|menampilkan|menyajikan|"
    r"memperlihatkan|mempresentasikan|membacakan|membagikan|membawa|menyerahkan|mengajukan|mohon|"
    r"minta|usul|tanya|bertanya|sanggup|setuju|bilang|lapor|jawab|tambah)\b"
)


def _shows(reading: Reading, sentence: Sentence) -> tuple[Speaker, int] | None:
    """A line of somebody at the table who does more than speak: "2. Dinas Sosial menampilkan data
    sebagai berikut.", "Camat Gesi bertanya kenapa ..."; of a body only in a numbered
    point."""
    begin = words_start(reading.text, sentence.start, sentence.end)
    holders = _holders(reading, begin, min(sentence.end, begin + 120))
    first = holders[0] if holders and holders[0].start - begin <= 2 else None
    if first is None:
        return _cast_speaks(reading, begin, sentence.end)
    if TURN_OF.match(reading.text, sentence.start) and sentence.end - first.end < SHORT_TURN:
        return first.speaker, first.end
    if _is_body(first.speaker) and point_of(reading.text, sentence.start, sentence.end) is None:
        return None
    words = BODY_WORDS.match(reading.text, first.end)
    shows = SHOWS_AT_TABLE.match(reading.text, words.end() if words else first.end)
    return (first.speaker, shows.end()) if shows else None


TURN_OF = re.compile(r"\W*(?:Selanjutnya |Kemudian |Berikutnya )?[Gg]iliran\s")
SHORT_TURN = 50  # characters behind who has the turn; what they say stands in the next sentence
CALLED = re.compile(
    r"(?P<name>[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,3})(?: \([^()]{2,40}\))?,? (?=[a-z]{4})"
)


def _cast_speaks(reading: Reading, begin: int, end: int) -> tuple[Speaker, int] | None:
    """ "Pak Mulyadi (BPS) menambahkan ...", of those whom the list of who was there names."""
    called = CALLED.match(reading.text, begin, end)
    if called is None:
        return None
    cast = find_cast(reading.text)
    names = {cast.get(word.lower()) for word in called["name"].split()}
    verb = SHOWS_AT_TABLE.match(reading.text, called.end()) or cue("speech_verb").match(
        reading.text, called.end(), end
    )
    name = names.pop() if len(names) == 1 else None
    return (Speaker(name), called.end()) if name and verb else None


BODY_WORDS = re.compile(r"(?: [A-Z][A-Za-z0-9]*\b){0,3}")  # "Dinas Sosial P3A"


def _labelled(reading: Reading, label: Label) -> Speaker | None:
    """Whom a label names: an official, else who is in its brackets, else an office or a body."""
    if CHAIR_HEAD.fullmatch(reading.text, label.start, label.end):
        return _chair(reading) or _first_chair(reading)
    holders = _holders(reading, label.start, label.end)
    first = holders[0] if holders and holders[0].start - label.start <= 2 else None
    if label.mark != ":" and not _only_says_who(reading, label, holders):
        return None
    people = [h for h in holders if h.speaker.official is not None]
    if first and people:
        sent = CAME_FOR.search(reading.text, label.start, label.end)
        came = [h for h in people if sent and h.start >= sent.end()]
        return (came or people)[0].speaker
    named = label.person or _of_cast(reading, label)
    if named:
        return Speaker(named)
    if first:
        return first.speaker
    if label.body:
        return Speaker(label.body)
    if label.mark != ":" or not MEMBER.search(reading.text, max(0, label.start - 20), label.start):
        return None
    called = MEMBER_NAME.fullmatch(reading.text, label.start, label.end)
    return Speaker(called["name"]) if called else None


# "1. Sdri. Hj. Nama Nama: ...": one of those at the table, whom the text gives no office
MEMBER = re.compile(r"\b(?:Sdr[ai]?|Sdri|Saudar[ai])\.?\s+(?:(?:Hj?|Drs|Dra|Ir|Dr|dr)\.?\s+)*$")
MEMBER_NAME = re.compile(rf"(?P<name>{PERSON})(?:, [A-Z][\w.]+)*\s*(?:\([^()]{{2,40}}\))?")
CAME_FOR = re.compile(r"\b(?:di)?wakil(?:i|kan)(?: oleh| kepada)?\b|\bmengutus\b", re.IGNORECASE)


def _of_cast(reading: Reading, label: Label) -> str | None:
    """The one of those who were there by whose name a label calls them: "Pak Sunoto"."""
    words = reading.text[label.start : label.end].split(" (")[0].split()
    cast = find_cast(reading.text)
    names = {cast[word.lower()] for word in words if word.lower() in cast}
    return names.pop() if len(names) == 1 and len(words) <= MOST_NAMES else None


MOST_NAMES = 4  # words of a name by which somebody is called


# What a label may hold beside the offices, names and bodies in it.
BESIDE_WHO = re.compile(
    r"(?:[^\w]|\b(?:dan|diwakili|mewakili|oleh|dari|selaku|juga|lagi|kembali|tanya|bertanya|jawab|"
    r"menjawab|tambah|menambahkan|via|zoom|daring|online|tidak|tdk|tak|belum|bisa|dapat|hadir|"
    r"berhalangan|absen|i[zj]in|sakit|cuti|kosong|umrah|karena|krn|sedang|sdg|dinas luar)\b|"
    r"\b[A-Z][\w.]*)*"
)


def _only_says_who(reading: Reading, label: Label, holders: list[_Holder]) -> bool:
    """Whether a label holds nothing but who speaks; before a mark that also joins numbers to what
    they count a body needs words behind it ("Baznas - 40 unit" is no speech)."""
    at, rest = label.start, ""
    for holder in holders:
        rest += reading.text[at : holder.start]
        at = max(at, holder.end)
    if BESIDE_WHO.fullmatch(rest + reading.text[at : label.end]) is None:
        return False
    named = label.person or any(h.speaker.official is not None for h in holders)
    return bool(named) or (label.mark != "" and reading.text[label.said : label.said + 1].isalpha())


# "2 | Kepala Bappeda Nama Nama | Angka kemiskinan turun ...": who spoke, then what was said.
SAID_IN_CELL = re.compile(
    r"\W*(?:\d{1,3}\.?\s*[|\t]\s*)?(?P<who>[^|\t\n]{4,120}?)\s*[|\t]\s*"
    r"(?P<said>\w+(?:[^\S\t\n]+[^\s|]+){4,})"
)


def _cell_speaker(reading: Reading, sentence: Sentence) -> tuple[Speaker, int] | None:
    """The person in a cell of their own before the cell that says what they said."""
    row = SAID_IN_CELL.match(reading.text, sentence.start, sentence.end)
    if row is None:
        return None
    start, end = row.span("who")
    holders = _holders(reading, start, end)
    people = [h for h in holders if h.speaker.official is not None]
    alone = holders and holders[0].start - start <= 8 and end - holders[-1].end <= 30
    return (people[0].speaker, row.start("said")) if people and alone else None


def find_utterances(reading: Reading) -> list[Utterance]:
    """Every stretch of speech with its speaker, in the order of the text."""
    utterances: list[Utterance] = []
    last: Speaker | None = None
    section: Speaker | None = None
    shown = False  # whether the section was opened by somebody who shows what stands below
    above: list[Sentence] = []  # the paragraph before, when nobody was found to speak in it
    minutes = reading.document.kind == "minutes" or looks_like_minutes(reading.text)
    point: tuple[str, int] | None = None  # the number of the line that heads the section
    for paragraph in _paragraphs(reading):
        before = utterances[-1] if utterances else None
        here = point_of(reading.text, paragraph[0].start, paragraph[-1].end) if minutes else None
        if here and point and _is_next(point, here):
            section = None
        headed = section
        spoken, last, section = _read_paragraph(reading, paragraph, last, section, minutes)
        if spoken and before and above and _reads_on(reading, above, before, spoken[0]):
            utterances += [Utterance(s.start, s.end, before.speaker, "reads on") for s in above]
            before, above = utterances[-1], []
        if section is not headed:
            shown = bool(section) and _shows_below(reading.text, *_span(paragraph))
        elif shown and section:
            spoken = [replace(u, rule="shown below") for u in spoken]
            if utterances and spoken and utterances[-1].rule == "shown below":
                # between them stand cells that are only a number
                utterances[-1] = replace(utterances[-1], end=spoken[0].start)
        point = here if section is not headed else point
        if spoken and before and spoken[0].speaker == before.speaker:
            spoken = _spoke_on(reading, paragraph, before, spoken[0]) + spoken
        if spoken and before and _only_cites(spoken) and _goes_on(reading, paragraph, before):
            spoken = []  # "Adapun ... menurut BPS 9,1 persen": a source of who spoke right above
        if not spoken and before and _goes_on(reading, paragraph, before):
            spoken = [Utterance(s.start, s.end, before.speaker, "goes on") for s in paragraph]
        if spoken and above and _says_that(reading, paragraph, spoken[0]):
            utterances += [Utterance(s.start, s.end, spoken[0].speaker, "hal itu") for s in above]
        utterances += spoken
        above = [] if spoken else paragraph
    return _by_tags(reading) or _with_voice(reading, _cited_between(reading, utterances))


def _reads_on(reading: Reading, above: list[Sentence], before: Utterance, after: Utterance) -> bool:
    """Whether a paragraph that nobody is said to speak stands in the middle of a speech that is
    read out."""
    if before.speaker.on_behalf_of is None or before.speaker != after.speaker:
        return False
    if any(OFF_SCRIPT.search(reading.text, s.start, s.end) for s in above):
        return False
    named = any(_opener(reading, s, None) not in (None, before.speaker) for s in above)
    return not named and _adjoins(reading, before.end, above[0].start)


SHOWN_BELOW = re.compile(
    r"\b(?:menayangkan|menampilkan|memperlihatkan|menyajikan|mempresentasikan|membagikan|membacakan|"
    r"memaparkan|tabel|tayangan)\b[^\n]*(?:berikut(?: ini)?|di bawah ini)\W*$",
    re.IGNORECASE,
)


# "B. PAPARAN KEPALA BAPPEDA (Nama)": tables below are of the one who presents.
PRESENTS = re.compile(
    r"\W*(?:[A-Z\d]{1,4}[.)]\s+)?(?:(?:Pe)?maparan|Paparan|Presentasi|Ekspose?|Penyampaian|"
    r"Penyajian|Materi)\b",
    re.IGNORECASE,
)


def _shows_below(text: str, start: int, end: int) -> bool:
    """Whether who a section opens with also shows the tables in it: it says so, or is headed as a
    presentation."""
    return SHOWN_BELOW.search(text, start, end) is not None or (
        PRESENTS.match(text, start, end) is not None
    )


def _span(paragraph: list[Sentence]) -> tuple[int, int]:
    return paragraph[0].start, paragraph[-1].end


def _is_next(point: tuple[str, int], here: tuple[str, int]) -> bool:
    """Whether a number is the next one of the same list: what stands there is another point."""
    return here[0] == point[0] and (here[1] == point[1] + 1 or here[0] == "clock")


def _only_cites(spoken: list[Utterance]) -> bool:
    """Whether a paragraph is attributed to nothing but a body "menurut" which something is so."""
    return spoken[0].rule == "menurut X" and all(
        _is_body(u.speaker) and u.rule in ("menurut X", "carried on") for u in spoken
    )


def _cited_between(reading: Reading, utterances: list[Utterance]) -> list[Utterance]:
    """What a body states right between two utterances of one person is that person's, who names
    its source: '"...," kata X. Menurut BPS 9,1 persen. "...," ujarnya.'"""
    told: list[Utterance] = []
    for speaker, group in groupby(utterances, key=lambda u: u.speaker):
        stated = list(group)
        behind = bisect_right(utterances, stated[-1].start, key=lambda u: u.start)
        before = told[-1] if told else None
        after = utterances[behind] if behind < len(utterances) else None
        if (
            before
            and after
            and _is_body(speaker)
            and _only_cites(stated)
            and before.speaker == after.speaker
            and before.speaker.official is not None
            and _adjoins(reading, before.end, stated[0].start)
            and _adjoins(reading, stated[-1].end, after.start)
        ):
            stated = [replace(u, speaker=before.speaker, rule="between") for u in stated]
        told += stated
    return told


def _adjoins(reading: Reading, low: int, high: int) -> bool:
    return reading.text[low:high].strip(' \n”"') == ""


def _with_voice(reading: Reading, utterances: list[Utterance]) -> list[Utterance]:
    """The utterances, and the sentences between them where the whole text is one person's."""
    voice = find_voice(reading)
    if voice is None:
        return utterances
    held = position_speaker(reading, voice.position)
    speaker = Speaker(voice.name, None, None, held.region) if voice.name else held
    told = [p for p in _paragraphs(reading) if is_of_voice(reading.text, voice, p)]
    utterances = [
        _by_voice(reading, u, speaker) if u.start >= voice.start else u
        for u in utterances
        if not _is_asked(voice, told, u)
    ]
    taken = {u.start for u in utterances}
    own = [
        Utterance(sentence.start, sentence.end, speaker, voice.rule)
        for paragraph in told
        for sentence in paragraph
        if sentence.start >= voice.start and sentence.start not in taken
    ]
    return sorted([*utterances, *own], key=lambda u: u.start)


def _is_asked(voice: Voice, told: list[list[Sentence]], utterance: Utterance) -> bool:
    """Whether an utterance is a question of an interview, or is set aside because nobody else
    speaks in an answer that is marked as one."""
    if not voice.questions or utterance.start < voice.start:
        return False
    answers = any(p[0].start <= utterance.start < p[-1].end for p in told)
    return answers if voice.marked else not answers


# "Nama Nama, Kepala Bappeda NTB [BAP]" in the head of a transcript whose turns open with "BAP:".
TAG = re.compile(r"\[(?P<tag>[A-Z]{2,6})\]")
TAGGED_TURN = re.compile(r"[ \t*]*(?P<tag>[A-Z]{2,6})[ \t]?:(?=\s)")
TAG_HEAD = 2_000  # characters in which a transcript says who speaks in it


def _by_tags(reading: Reading) -> list[Utterance]:
    """The turns of a transcript, each its speaker's as its head gives them tags; those of whoever
    has none, who asks, are nobody's."""
    speakers = _tagged(reading)
    if len(speakers) < 2:
        return []
    spoken: list[Utterance] = []
    speaker: Speaker | None = None
    for paragraph in _paragraphs(reading):
        turn = TAGGED_TURN.match(reading.text, paragraph[0].start)
        if turn:
            speaker = speakers.get(turn["tag"])
        if speaker:
            spoken += [Utterance(s.start, s.end, speaker, "tag") for s in paragraph]
    return spoken


def _tagged(reading: Reading) -> dict[str, Speaker]:
    """The officials of the head of a transcript by their tags."""
    found: dict[str, Speaker] = {}
    for match in TAG.finditer(reading.text, 0, TAG_HEAD):
        low = max(0, match.start() - 120)
        low = max(low, reading.text.rfind(";", low, match.start()))
        people = [
            h for h in _holders(reading, low, match.start()) if h.speaker.official is not None
        ]
        if people:
            found[match["tag"]] = people[-1].speaker
    return found


def _by_voice(reading: Reading, utterance: Utterance, speaker: Speaker) -> Utterance:
    """An utterance that a text's own voice says, though it was taken for somebody's whom it names:
    what goes on behind them outside quote marks, and what a body is only the source of."""
    quoted = QUOTE_MARK.match(reading.text, utterance.start) is not None
    goes_on = utterance.rule in ("carried on", "goes on") and not quoted
    own = goes_on or _is_body(utterance.speaker)
    return replace(utterance, speaker=speaker) if own else utterance


THAT = re.compile(
    r"^\W*(?:(?:hal|pernyataan|penjelasan|data|angka|capaian|kabar|informasi|keterangan) (?:itu|"
    r"tersebut|ini)"
    r"|demikian(?:lah)?|itu)\s+(?:\w+\s+){0,2}?(?:di\w+(?:kan|i)|dikata\w+|terungkap|mengemuka|"
    r"dinyatakan)\b|"
    r"\b(?:mengatakan|menyampaikan|mengungkapkan|mengemukakan|menegaskan|menjelaskan|memaparkan|"
    r"menyebut)\s+"
    r"(?:hal|data|angka|itu)\s*(?:itu|tersebut|ini)?\s+(?:saat|ketika|dalam|pada|usai|seusai|di|"
    r"kepada|"
    r"sela|menjawab)\b",
    re.IGNORECASE,
)


def _says_that(reading: Reading, paragraph: list[Sentence], spoken: Utterance) -> bool:
    """Whether a paragraph attributes the one above it: "Hal itu disampaikan Kepala BPS X"; one
    that states numbers of its own before says something else."""
    first = paragraph[0]
    return (
        spoken.start == first.start
        and spoken.speaker.official is not None
        and THAT.search(reading.text[first.start : first.end]) is not None
    )


def _told_that(
    reading: Reading, paragraph: list[Sentence], found: list[Attributed | None]
) -> list[Attributed | None]:
    """Sentences that nobody states before "Hal itu diungkapkan X" in one paragraph are X's."""
    index = next((i for i, attributed in enumerate(found) if attributed), 0)
    attributed = found[index] if found else None
    if not 0 < index < 5 or attributed is None or attributed[0].official is None:
        return found
    sentence = paragraph[index]
    if THAT.match(reading.text[sentence.start : sentence.end]) is None:
        return found
    return [(attributed[0], "hal itu")] * index + found[index:]


GOES_ON = re.compile(
    r"(?:Adapun|Selain itu|Di ?samping itu|Selanjutnya|Kemudian|Lebih lanjut|Untuk itu|"
    r"Untuk me\w+ (?:\w+ ){0,2}(?:tersebut|itu)|Karena itu|Oleh karena itu|Dari (?:jumlah|"
    r"total) (?:itu|tersebut)|"
    r"Sedangkan|Terkait|"
    r"Di(?:sampaikan|sebutkan|jelaskan|tambahkan|paparkan|terangkan|ungkapkan)(?: (?:juga|pula|"
    r"pun))?,? bahwa|"
    r"(?:Slide|Salindia|Lembar|Halaman|Tabel|Grafik|Paparan|Poin|Hal|Catatan|Map|Dokumen|Materi|"
    r"Data)(?:nya)? "
    r"(?:kedua|ketiga|keempat|kelima|terakhir|berikutnya|selanjutnya|lain(?:nya)?|itu juga|"
    r"tersebut juga))\b"
)


def _spoke_on(
    reading: Reading, paragraph: list[Sentence], before: Utterance, first: Utterance
) -> list[Utterance]:
    """What opens a paragraph between two utterances of one speaker, as speech of the same."""
    if reading.text[before.end : paragraph[0].start].strip(' \n”"'):
        return []
    opening = [s for s in paragraph if s.start < first.start]
    if any(_opener(reading, s, before.speaker) not in (None, before.speaker) for s in opening):
        return []
    return [Utterance(s.start, s.end, first.speaker, "spoke on") for s in opening]


def _goes_on(reading: Reading, paragraph: list[Sentence], before: Utterance) -> bool:
    """Whether a paragraph without an attribution goes on with what was reported right above."""
    text = reading.text[paragraph[0].start : paragraph[-1].end].lstrip()
    opener = _opener(reading, paragraph[0], before.speaker)
    if opener is not None and opener != before.speaker:
        return False
    first = words_start(reading.text, paragraph[0].start, paragraph[0].end)
    after = _holders(reading, first, paragraph[0].end)[:1] if first > paragraph[0].start else []
    if after and after[0].start - first <= 2:
        return False  # "Kemudian dari Dinas PMD, ..."
    adjoining = reading.text[before.end : paragraph[0].start].strip(' \n”"') == ""
    return adjoining and GOES_ON.match(text) is not None and not cue("not_speech_start").match(text)


MINUTES = re.compile(
    r"\b(?:notul(?:en|ensi|a)|n o t u l (?:e n|a)|risalah|berita acara|(?:laporan )?hasil rapat|"
    r"resume|"
    r"resume rapat|catatan rapat|notulis|pimpinan rapat\s*:)|"
    r"\A\W*(?:ringkasan|rangkuman|catatan|poin-poin|pokok-pokok)\s+(?:hasil\s+|diskusi\s+)?"
    r"(?:rapat|rakor|fgd|pertemuan|musrenbang|rembuk|forum|sidang|rdp|audiensi|diskusi)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def looks_like_minutes(text: str) -> bool:
    """Whether the head of a text calls itself minutes.

    >>> looks_like_minutes("NOTULEN RAPAT KOORDINASI")
    True
    """
    return MINUTES.search(text[:600]) is not None or _has_form(text)


FORM = re.compile(
    r"^[^\S\n]*(?P<field>hari|tanggal|tgl|waktu|pukul|jam|tempat|ruang|lokasi|acara|agenda|bahasan|"
    r"jenis rapat|mitra|(?P<people>pimpinan|pemimpin|dipimpin|ketua rapat|peserta|notulis|pencatat|"
    r"petugas pencatat|moderator|hadir))\b[^\n:\t]{0,24}?(?:[ ]?:|\t|[ ]{3}|\n[^\S\n]*:)",
    re.IGNORECASE | re.MULTILINE,
)


def _is_field(reading: Reading, start: int) -> bool:
    """Whether a line is a field of the form ("Pimpinan : Asisten II"); what a chair says begins
    small."""
    field = FORM.match(reading.text, start) if start < FORM_ENDS else None
    if field is None:
        return False
    value = reading.text[field.end() : field.end() + 40].lstrip(" :\t")[:1]
    return value not in ("", "\n") and not (field["people"] and value.islower())


FORM_ENDS = 1_500


def _has_form(text: str) -> bool:
    """Whether a text begins with the form of minutes: lines that name day, place and who led or
    took part; an invitation has no such people."""
    found = list(FORM.finditer(text, 0, 900))
    fields = {match["field"].lower() for match in found}
    return len(fields) >= 3 and any(match["people"] for match in found)


def _read_paragraph(
    reading: Reading,
    paragraph: list[Sentence],
    last: Speaker | None,
    section: Speaker | None,
    minutes: bool,
) -> tuple[list[Utterance], Speaker | None, Speaker | None]:
    start, end = paragraph[0].start, paragraph[-1].end
    quoted = find_quoted(reading.text, start, end)
    found: list[tuple[Speaker, str] | None] = []
    current = last
    for sentence in paragraph:
        attribution = None
        if section != NOBODY:
            attribution = _led_by(reading, sentence, sentence is paragraph[0], minutes)
        attribution = attribution or _attribution(reading, sentence, quoted, current)
        spoken = section or (current is not None and any(found))
        if spoken and attribution and attribution[1] == "menurut X" and _is_body(attribution[0]):
            attribution = None  # a source that the speaker of the section or paragraph names
        attribution = _by_bare_office(reading, attribution, current)
        attribution = _for_principal(attribution, current)
        attribution = _by_the_script(reading, sentence, attribution)
        attribution = attribution or _passed_on(reading, sentence, section)
        attribution = attribution or _his_read_out(reading, sentence)
        if attribution is None:
            current = _turned_to(reading, sentence, quoted, current)
        elif current is None or not _is_body(attribution[0]):
            current = attribution[0]  # "ujarnya" means a person, not the body named between
        found.append(attribution)
    found = _told_that(reading, paragraph, found)
    text = reading.text[start:end].strip()
    if minutes or (text.rstrip("*_").endswith(":") and HEAD_COLON.search(text)):
        section = _section(reading, paragraph, section)
    elif not LIST_LINE.match(text):
        section = None
    if found[-1] and LIST_FOLLOWS.search(text):
        section = found[-1][0]
    spread = _spread(reading, paragraph, found, quoted, last, section)
    told_on = any(found) and spread and spread[-1].end == end
    if told_on and text.endswith(":") and section is None:
        section = spread[-1].speaker  # "X menambahkan, ... . Anggaran itu untuk:" heads a list
    return spread, current, section


def _led_by(reading: Reading, sentence: Sentence, opens: bool, minutes: bool) -> Attributed | None:
    """Who stands before the colon of a sentence: in minutes anybody, elsewhere an official who
    opens the paragraph."""
    if not minutes and not (opens and _has_mark(reading.text, sentence)):
        return None
    lead = _lead_speaker(reading, sentence, opens=opens and minutes)
    if lead is None or not (minutes or (opens and lead[0].official is not None)):
        return None
    return lead[0], "X :"


def _has_mark(text: str, sentence: Sentence) -> bool:
    """Whether a sign stands in a sentence behind which somebody may speak."""
    return any(text.find(mark, sentence.start, sentence.end) >= 0 for mark in (":", "|", "\t"))


def _turned_to(
    reading: Reading, sentence: Sentence, quoted: list[tuple[int, int]], current: Speaker | None
) -> Speaker | None:
    """Who is spoken of after a sentence that attributes nothing; whom somebody names in a quote is
    not who says "ujarnya" behind it."""
    inside = any(q[0] <= sentence.start and sentence.end <= q[1] for q in quoted)
    focus = current if inside else _focus(reading, sentence, current)
    absent = current and focus and current.on_behalf_of == focus.name
    return _off_script(reading, sentence, current if absent else focus)


PASSES_ON = re.compile(
    r"\W*(?:(?:Juga|Beliau|Wabup|Sekda) )?(?:menyampaikan|membacakan|meneruskan|mengutip)\s+"
    r"(?:pesan|amanat|arahan|sambutan|pidato|titipan|instruksi)(?:\s+tertulis)?(?:\s+dari)?\s+$",
    re.IGNORECASE,
)


def _passed_on(reading: Reading, sentence: Sentence, section: Speaker | None) -> Attributed | None:
    """A point of a section in which its speaker hands on somebody's words: "- Menyampaikan pesan
    Bupati yang berhalangan hadir: ..."."""
    if section is None or section == NOBODY:
        return None
    for holder in _holders(reading, sentence.start, sentence.end):
        if PASSES_ON.fullmatch(reading.text, sentence.start, holder.start):
            return replace(section, on_behalf_of=holder.speaker.name), "pesan X"
    return None


BARE_OFFICE = {
    "kadis": "kepala dinas",
    "kepala dinas": "kepala dinas",
    "kaban": "kepala badan",
    "kepala badan": "kepala badan",
    "camat": "camat",
    "lurah": "lurah",
    "kades": "kepala desa",
    "kepala desa": "kepala desa",
    "kabid": "kepala bidang",
    "kabag": "kepala bagian",
}


def _by_bare_office(
    reading: Reading, attributed: Attributed | None, last: Speaker | None
) -> Attributed | None:
    """Who "Kadis menyanggupi" is, of whom there are many: the one who spoke last, if it is such."""
    if attributed is None or last is None or last.official is None:
        return attributed
    speaker, rule = attributed
    position = BARE_OFFICE.get(speaker.name.casefold())
    holds = reading.officials.officials[last.official].position == position
    return (last, rule) if position and holds and speaker.official is None else attributed


def _for_principal(
    attribution: tuple[Speaker, str] | None, last: Speaker | None
) -> tuple[Speaker, str] | None:
    """An attribution to who spoke last, still for the principal named there."""
    if attribution is None or last is None or last.on_behalf_of is None:
        return attribution
    speaker, rule = attribution
    same = speaker.official == last.official and speaker.name == last.name
    principal = last.on_behalf_of.casefold().startswith(speaker.name.casefold())
    voiced = same or principal  # the governor "says" in the speech that another one reads out
    return (last, rule) if voiced and speaker.on_behalf_of is None else attribution


HIS_READ_OUT = re.compile(
    r"\W*(?:naskah |teks )?(?:pidato|sambutan|amanat|arahan|laporan|pesan)(?:nya| beliau)"
    r"(?: tertulis)?,? (?:\w+ )?(?:dibacakan|disampaikan|dibawakan)(?: oleh)? ",
    re.IGNORECASE,
)


def _his_read_out(reading: Reading, sentence: Sentence) -> Attributed | None:
    """Who reads out the speech of whomever the sentence before begins with: "Bupati berhalangan.
    Sambutannya dibacakan Sekda X"."""
    read_out = HIS_READ_OUT.match(reading.text, sentence.start, sentence.end)
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if read_out and index else None
    if read_out is None or before is None or before.paragraph != sentence.paragraph:
        return None
    principal = next(iter(_holders(reading, before.start, before.end)), None)
    voice = next(iter(_holders(reading, read_out.end(), sentence.end)), None)
    if principal is None or principal.start - before.start > 3:
        return None
    if voice is None or voice.start - read_out.end() > 8 or not _is_person(reading, voice):
        return None
    return replace(voice.speaker, on_behalf_of=principal.speaker.name), "pidatonya dibacakan X"


READS_SCRIPT = compile_finder(
    r"\b(?:membacakan|pembacaan)\s+(?:sambutan|pidato|arahan|amanat|jawaban|naskah|nota|laporan)",
    re.IGNORECASE,
)
# "Usai membacakan sambutan, X menambahkan": from here on the voice speaks for itself.
OFF_SCRIPT = compile_finder(
    r"\bdi luar (?:teks|naskah|sambutan|pidato|skrip)\b|\btanpa (?:teks|naskah)\b|"
    r"\b(?:se)?(?:usai|telah|lesai|habis) (?:mem(?:bacakan|baca)|menutup|melipat)\b|"
    r"\b(?:secara|pendapat) pribadi\b|\bsaya pribadi\b",
    re.IGNORECASE,
)


def _by_the_script(
    reading: Reading, sentence: Sentence, attributed: Attributed | None
) -> Attributed | None:
    """An attribution with the principal of whoever reads out a speech, as another sentence names
    them; without one where the voice leaves its script."""
    if attributed is None:
        return None
    speaker, rule = attributed
    if speaker.on_behalf_of:
        return _off_script(reading, sentence, speaker) or speaker, rule
    principal = _principals(reading).get(speaker.name)
    if principal and READS_SCRIPT.search(reading.text, sentence.start, sentence.end):
        return replace(speaker, on_behalf_of=principal), rule
    return attributed


def _off_script(reading: Reading, sentence: Sentence, speaker: Speaker | None) -> Speaker | None:
    """A speaker without their principal, where a sentence says that they leave the script."""
    off = speaker and OFF_SCRIPT.search(reading.text, sentence.start, sentence.end)
    return replace(speaker, on_behalf_of=None) if speaker and off else speaker


@lru_cache(maxsize=4)
def _principals(reading: Reading) -> dict[str, str]:
    """For whom the readers of speeches read, by name, as any sentence of the text says."""
    found: dict[str, str] = {}
    for sentence in reading.sentences:
        if READ_ALOUD.search(reading.text, sentence.start, sentence.end) is None:
            continue
        for holder in _relayed(reading, _holders(reading, sentence.start, sentence.end)):
            if holder.speaker.on_behalf_of:
                found.setdefault(holder.speaker.name, holder.speaker.on_behalf_of)
    return found


def _is_body(speaker: Speaker) -> bool:
    return speaker.official is None and INSTITUTION.match(speaker.name) is not None


HEAD_COLON = re.compile(r"[\w)]\s*:[*_]*$")
LIST_LINE = re.compile(
    r"\W*(?:\d{1,2}[.)/]|[A-Za-z][.)]\s|[•\-–*▪✅→])|[^.;\n]{2,44}?\s*[:=]\s*\S|\|"
)
LIST_FOLLOWS = re.compile(
    r":$|\bberikut(?: ini)?[.:]?$|\b(?:dua|tiga|empat|lima|enam|beberapa|sejumlah) (?:hal|poin|"
    r"langkah|arahan|kesepakatan|"
    r"catatan|pesan|keputusan|rekomendasi)\b[^.]{0,60}\.$",
    re.IGNORECASE,
)


def _focus(reading: Reading, sentence: Sentence, current: Speaker | None) -> Speaker | None:
    """Whom a pronoun of the next sentence means: a person who opens this one, else, when nobody
    was spoken of yet, the last person it names."""
    holders = _relayed(reading, _holders(reading, sentence.start, sentence.end))
    people = [h for h in holders if _is_person(reading, h)]
    stranger = STRANGER.match(reading.text, sentence.start, sentence.end)
    if stranger and not any(h.start < stranger.end() for h in people):
        return Speaker(stranger["name"])
    turn = None if people else HAS_TURN.match(reading.text, sentence.start, sentence.end)
    if turn and _may_be_person(turn["name"]):
        return Speaker(turn["name"])
    heard = None if people else EXPERT_LAST.search(reading.text, sentence.start, sentence.end)
    if heard and _may_be_person(heard["name"]):
        return Speaker(heard["name"])
    if not people:
        return current
    voice = next((h for h in people if h.speaker.on_behalf_of), None)
    if voice and READ_ALOUD.search(reading.text, sentence.start, sentence.end):
        return voice.speaker
    sought = next((h for h in people if _is_sought(reading, sentence, h)), None)
    if sought:
        return sought.speaker
    opens = people[0].start - sentence.start <= 24 or _has_the_word(reading, sentence, people[0])
    if opens or AFTER_ADVERBIAL.fullmatch(reading.text, sentence.start, people[0].start):
        return people[0].speaker
    return current or people[-1].speaker


SEEKS = re.compile(
    r"\b(?:mencegat|menemui|menghampiri|menghubungi|mewawancarai|menanyai|menjumpai|mengerubuti|"
    r"mengonfirmasi|konfirmasi|dikonfirmasi|"
    r"(?:bertanya|ditanyakan|beralih|menoleh) (?:kepada|ke))\s+$",
    re.IGNORECASE,
)
HEARS = re.compile(
    r"\b(?:mendengar(?:kan)?|mengundang|menghadirkan)\s+(?:paparan\s+)?[^,.;:]{0,60},\s+(?:\w+\.?\s+)?$"
)
SOUGHT_BY = re.compile(
    r"\b(?:wartawan|jurnalis|reporter|pewarta|media|kami|awak media)\b", re.IGNORECASE
)


def _is_sought(reading: Reading, sentence: Sentence, person: _Holder) -> bool:
    """Whether reporters turn to somebody: "wartawan mencegat Gubernur X di tangga"."""
    lead = reading.text[sentence.start : person.start]
    if HEARS.search(lead):
        return True
    return SEEKS.search(lead) is not None and SOUGHT_BY.search(lead) is not None


# "Berbeda dengan Kaur, Bupati X": the subject stands behind one adverbial that names nobody.
AFTER_ADVERBIAL = re.compile(
    r"\W*(?:Berbeda|Sementara|Sedangkan|Adapun|Selain|Setelah|Usai|Seusai|Senada|Dalam|Pada|Di|Saat|"
    r"Ketika|Menanggapi|Menutup|Mengawali|Terkait|Hal)\b[^,.;:]{0,50},\s*(?:[A-Z][a-z]{0,3}\.\s*)*"
)
# Somebody without an office of ours who opens a sentence: "Ketua Serikat Pekerja X, Rohman, ...".
STRANGER = re.compile(
    r"\W*(?:Sementara itu,? |Adapun )?(?:Ketua|Direktur|Manajer|Koordinator|Peneliti|Pengamat|"
    r"Ekonom|Akademisi|Dosen|Guru Besar|Aktivis|Tokoh|Warga|Petani|Nelayan|Pendamping|Pengurus|"
    r"Juru bicara)"
    rf"\b[^,.;:\n]{{0,60}},\s+(?P<name>{PERSON}|[A-Z][a-z'’]{{3,}}(?=,))(?=[,\s])"
)
# "Giliran Nama Nama, satu-satunya perempuan di komisi itu."
HAS_TURN = re.compile(
    r"\W*(?:(?:Lalu|Kini|Kemudian|Lantas|Berikutnya|Selanjutnya),?\s+)?(?:[Tt]iba\s+)?[Gg]iliran\s+"
    rf"(?P<name>{PERSON})(?=,|\s+(?:dari|angkat|berdiri|bicara|yang)\b)"
)
# "Rapat itu mendengar ekonom Unhas, Dr Nama Nama." is of whom "ia" means in the next sentence.
EXPERT_LAST = compile_finder(
    r"\b(?:ekonom|pengamat|peneliti|akademisi|dosen|guru besar|aktivis|jubir|juru bicara)\b"
    r"[^.;:“”\"\n]{0,60}?\s+(?:(?:Prof|Drs?|Dra|Ir)\.?\s+)*"
    rf"(?P<name>(?-i:{PERSON}))\.?$",
    re.IGNORECASE,
)
READ_ALOUD = compile_finder(r"\b(?:mem|di)bacakan\b|\bpembacaan\b|\bdisampaikan\b", re.IGNORECASE)
TURN = re.compile(r"\b(?:giliran|tampil|disusul|dilanjutkan|selanjutnya)\s+(?:\w+\s+)?$", re.I)
SPEAKS_NEXT = re.compile(
    r"(?:[^.;:]|\.(?=\S)){0,90}?\b(?:mem(?:berikan|bawakan|aparkan)|menyampaikan|"
    r"menyajikan)\s+(?:\w+\s+)?"
    r"(?:paparan|materi|sambutan|laporan|penjelasan|presentasi|arahan|gambaran)\b",
    re.IGNORECASE,
)


def _has_the_word(reading: Reading, sentence: Sentence, person: _Holder) -> bool:
    """Whether somebody is said to speak next: "tiba giliran Kepala BPS X memberikan paparan"."""
    lead = reading.text[sentence.start : person.start]
    turn = TURN.search(lead) or not BESIDE_LEAD.search(lead)
    return bool(turn and SPEAKS_NEXT.match(reading.text, person.end, sentence.end))


OPENING_PRONOUN = re.compile(r"\W*(?:Ia|Dia|Beliau)\b")


def _opener(reading: Reading, sentence: Sentence, last: Speaker | None) -> Speaker | None:
    """Who opens a sentence as its subject, and so tells what follows in the paragraph: a person
    with an office, or "ia" for the one spoken of last."""
    if OPENING_PRONOUN.match(reading.text, sentence.start, sentence.end):
        return last
    holders = _holders(reading, sentence.start, min(sentence.end, sentence.start + 60))
    first = next((h for h in holders if _is_person(reading, h)), None)
    if first is None or first.start - sentence.start > 40 or first is not holders[0]:
        return None
    lead = reading.text[sentence.start : first.start]
    tail = reading.text[first.end : min(sentence.end, first.end + 80)]
    if BESIDE_LEAD.search(lead) or ONLY_THERE.match(tail):
        return None
    relayed = _relayed(reading, _holders(reading, first.start, sentence.end))
    voices = (h.speaker for h in relayed if h.speaker.on_behalf_of)
    return next((v for v in voices if v.name == first.speaker.name), first.speaker)


BESIDE_LEAD = re.compile(
    r"\b(?:dihadiri|diikuti|disaksikan|didampingi|bersama|kepada|oleh|untuk|hadapan|rumah|milik|"
    r"undangan|"
    r"foto|gambar|dok|diterima|ditemui|bertemu|menemui|mendampingi|pelantikan|atas)\b",
    re.IGNORECASE,
)
ONLY_THERE = re.compile(
    r"(?:\s*,[^,]{0,40},)?\s*(?:(?:juga|turut|sempat|kemudian|lalu|pun|tampak|terlihat|ikut|yang|"
    r"ini|itu)\s+)*"
    r"(?:hadir|berfoto|meninjau|tiba|duduk|menyalami|memotong|berkunjung|mengunjungi|berkeliling|"
    r"berdialog|"
    r"menyaksikan|melantik|dilantik|disambut|menghadiri|mendampingi|bersalaman|pulang|berangkat)\b",
    re.IGNORECASE,
)


FIELD_BELOW = re.compile(r"\s*\n[^\S\n]*:[^\S\n]*\n")
CHAIR_HEAD = re.compile(
    r"\W*(?:[A-Z\d]{1,3}[.)]\s+)?(?:(?:Pimpinan|Pemimpin|Ketua) (?:rapat|sidang|musyawarah)|KETUA|"
    r"PIMPINAN|(?:Arahan|Pengarahan|Pengantar|Sambutan|Pembukaan|Penjelasan)(?: (?:dari|oleh))? "
    r"(?:Pimpinan|Pemimpin)(?: (?:rapat|sidang|musyawarah))?)\W*",
    re.IGNORECASE,
)


def _first_chair(reading: Reading) -> Speaker | None:
    """Who was headed as "KETUA KOMISI II (A)" before a heading that only says "KETUA"."""
    for mention in reading.officials.positions:
        if mention.official is not None and mention.text.lower().startswith("ketua"):
            return position_speaker(reading, mention)
    return None


NOBODY = Speaker("")  # whose points a list of conclusions are
HEADING = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*|[A-Z][.)]\s*)?(?P<head>[A-Z][\w ./,&'-]{3,80}?)\s*+"  # +: a long gap
    r"(?:\((?P<inside>[^()]{4,90})\))?\s*+:?"  # is parted in one way only
)
ROLE_PART = re.compile(
    r"\b(?:kepala|sekretaris|kabid|kasi|kabag|plt|plh|pj|ketua|wakil|staf|anggota|fraksi|camat|"
    r"lurah|perwakilan|mewakili|diwakili|bidang|koordinator|analis)\b\.?",
    re.IGNORECASE,
)
MEETING_PART = re.compile(
    r"\b(?:rapat|rakor\w*|forum|musrenbang\w*|sosialisasi|pertemuan|notul\w+|risalah|berita "
    r"acara|laporan|"
    r"daftar|susunan|agenda|lampiran|tabel|sidang|paripurna|evaluasi|percepatan|penanggulangan)\b",
    re.IGNORECASE,
)


def _heads_speaker(heading: re.Match[str], text: str) -> bool:
    """Whether a heading is of somebody who speaks: it names an office or a body, or a person in
    brackets, and is marked as a heading."""
    if len(text) > 120 or re.search(r"\S[^\S\n]{2,}\S|\t|\|", text) or re.search(r"\d{2}", text):
        return False
    role = ROLE_PART.search(heading["head"]) or INSTITUTION.match(heading["head"].strip())
    if MEETING_PART.search(heading["head"]):
        return False
    marked = text.endswith((":", ")")) or heading["head"].isupper()
    named = (
        heading["inside"] is not None
        and _heading_name(heading) in (heading["inside"] or "").title()
    )
    return marked and bool(role or named)


def _heading_name(heading: re.Match[str]) -> str:
    """The name in a heading "DINAS PERTANIAN (KABID BINA USAHA, RATNA SUSANTI, S.P.)", else its
    body."""
    least = 1 if ROLE_PART.search(heading["head"]) and "," not in (heading["inside"] or "") else 2
    for part in (heading["inside"] or "").split(","):
        name = ROLE_PART.sub("", part).strip(" .")
        words = name.split()
        if (
            least <= len(words) <= 5
            and not NOT_A_NAME.search(name)
            and all(w[0].isupper() for w in words)
            and not ROLE_PART.search(part)
        ):
            return name.title() if name.isupper() else name
    head = heading["head"].strip(" .,:")
    bare = ROLE_PART.sub("", head, count=1).strip(" .,")
    if (
        head.isupper()
        and bare != head
        and 1 <= len(bare.split()) <= 4
        and not NOT_A_NAME.search(bare)
    ):
        return bare.title()
    return head.title() if head.isupper() and " " in head else head


REPRESENTED = re.compile(
    r"\b(?i:diwakili)(?: oleh)?:?\s+(?:(?:[a-z]+|Drs?|Dra|dr|Ir|H|Hj|Bpk|Bapak|Ibu|Sdr)\.?\s+)*"
    r"(?P<name>[A-Z][a-z'’]+(?: (?:[A-Z][a-z'’]+|[A-Z]\.)){0,4})"
)
# "2. Dinas Kesehatan oleh dr. Nama Nama", "Bappeda - Nama Nama, S.T.".
PRESENTED_BY = re.compile(
    r"(?:\boleh|\s[-–—]|:)\s+(?:(?:Prof|[Dd]rg?|Ir|Drs|Dra|Ns|Hj?|Bapak|Ibu|Sdr)\.?\s+)*"
    rf"(?P<name>{PERSON})(?:,\s*[A-Z][\w.]+)*\s?:?$"
)
NOT_A_NAME = re.compile(
    r"\b(?:dinas|dinsos|din\w+|badan|kantor|bagian|bidang|fraksi|komisi|bapp\w+|bps|setda|dprd|"
    r"pansus|rapat|"
    r"sidang|tim|desa|kecamatan|kabupaten|kota|daerah|umum|sosial|kesehatan|keuangan)\b|"
    r"[A-Z]{2,}-[A-Z]{2,}|\d",
    re.IGNORECASE,
)
HEADS_SPEECH = re.compile(
    r"\W*(?:Arahan|Sambutan|Paparan|Pemaparan|Penyajian|Ekspose|Laporan|Tanggapan|Penjelasan|Masukan|Penyampaian|Pengarahan|"
    r"Narasumber|Pemateri|Pembicara|Penyaji|Pemapar|Materi|Presentasi|Sesi|Bapak|Bpk|Ibu|Saudara|"
    r"Sdri?|Pak|Bu)\b",
    re.IGNORECASE,
)
HEAD_END = re.compile(r"[\w)\]]\s?:?$|,\s*(?:[A-Z]\w{0,4}\.\s?){1,3}[A-Z]?\w{0,4}\.?\s?:?$")


# Headings of what nobody says: what is attached, a table, what the writer sums up.
CLOSES = re.compile(
    r"\W*(?:[A-Z]\.\s+|[IVX]+\.\s+|\d{1,2}[.)]\s+)?(?:lampiran|tabel|data (?:pendukung|dukung|"
    r"capaian)|"
    r"dokumentasi|catatan (?:notulis|notulen)|penutup|daftar hadir|capaian (?:indikator|kinerja|"
    r"makro)|"
    r"(?:sesi )?(?:diskusi|tanya jawab|pembahasan|masukan peserta)|"
    r"indikator (?:makro|kinerja|utama)|ringkasan|rangkuman|realisasi anggaran)\b[^.\n]{0,60}",
    re.IGNORECASE,
)


def _section(
    reading: Reading, paragraph: list[Sentence], section: Speaker | None
) -> Speaker | None:
    """In minutes, a line that is only an office or a name opens the points of that person; one
    that is only a title closes them."""
    start, end = paragraph[0].start, paragraph[-1].end
    text = reading.text[start:end].strip(" \t*_")
    if _is_field(reading, start) or FIELD_BELOW.match(reading.text, end):
        return None  # "Pimpinan rapat" of a form whose cells are lines
    if CHAIR_HEAD.fullmatch(text):
        return _chair(reading) or _first_chair(reading) or section
    if aloud := _read_aloud(reading, paragraph, section):
        return aloud
    if len(text) <= 110 and cue("followup_head").search(text) and not text.endswith("."):
        return NOBODY
    if CLOSES.fullmatch(text):
        return None
    body = heads_body(reading.text, start, end)
    if body and section != NOBODY:
        return Speaker(body)
    headed = _headed(reading, paragraph)
    in_list = label_start(reading.text, start, end) > start or text[-1] not in ":)"
    if section == NOBODY and in_list and not (headed and headed.official is not None):
        return NOBODY  # an item or a cell of a list of tasks: who is to do it
    if headed:
        return None if _is_listed(reading, paragraph) else headed
    begin = label_start(reading.text, start, end)
    heading = HEADING.fullmatch(reading.text[begin:end].strip(" \t*_"))
    if heading and _heads_speaker(heading, text) and not _states(reading, start, end):
        return Speaker(_heading_name(heading))
    if SERVICE_HEAD.fullmatch(text) and MINUTES.search(reading.text, 0, start):
        return Speaker(re.sub(r"^[A-Z\d]{1,3}[.)]\s+", "", text).strip(" :").title())
    capitals = text.isupper() and not _states(reading, start, end) and not NUMBER_ROW.search(text)
    title = capitals or re.fullmatch(r"[IVX]+\.\s+[A-Z][^.]{0,60}", text)
    least = 6 if section == NOBODY else 1  # "PIC" names a column of the list
    return None if title and least <= len(text) < 80 else section


# "TPT (%) | 3,62": a row of a table is no title, whatever its letters.
NUMBER_ROW = re.compile(r"(?:[|\t]|[ ]{2})[^\S\n]*\d")
ONE_WORD = re.compile(r"[A-Z]\w+[ ,]{1,2}")  # "[13.22] Sulteng Bappeda": as one is called online
# "2. Maluku Tengah, oleh Sekda, Nama", "a. Buru (Wabup, Nama)": who speaks for a region.
BY_REGION = re.compile(
    r"[A-Z][^.:;()\d\n]{1,60}?(?:,?\s+(?:diwakili )?oleh\s+|\s*[(–-]\s?)(?=[A-Z])"
)
ALOUD = re.compile(r"\W*(?:Di(?:baca|bawa|sampai)kan|Dibaca)(?: oleh)?:?\s+(?=[A-Z])")


def _read_aloud(
    reading: Reading, paragraph: list[Sentence], section: Speaker | None
) -> Speaker | None:
    """Under the heading of an office's speech, the one by whom a line says that it was read out:
    "SAMBUTAN GUBERNUR", then "Dibacakan Plh. Sekda (Nama)."."""
    first = paragraph[0]
    aloud = ALOUD.match(reading.text, first.start, first.end)
    if aloud is None or section is None or _states(reading, first.start, paragraph[-1].end):
        return None
    holder = next(iter(_holders(reading, aloud.end(), first.end)), None)
    if holder is None or holder.start - aloud.end() > 8 or holder.speaker.name == section.name:
        return None
    return replace(holder.speaker, on_behalf_of=section.on_behalf_of or section.name)


def _headed(reading: Reading, paragraph: list[Sentence]) -> Speaker | None:
    """Whose points a line opens that is only an office, a body or a person: "a. Kepala Bappeda,
    Nama, S.T."; who stands in speaks for the one stood in for."""
    start, end = paragraph[0].start, paragraph[-1].end
    text = reading.text[start:end].strip(" \t*_")
    begin = label_start(reading.text, start, end)
    region = BY_REGION.match(reading.text, begin, end)
    if region and not _holders(reading, begin, region.end()):
        begin = region.end()
    holders = _holders(reading, begin, end)
    opens = bool(holders) and (
        holders[0].start - begin <= 3
        or HEADS_SPEECH.match(reading.text, begin) is not None
        or (text.startswith("[") and ONE_WORD.fullmatch(reading.text, begin, holders[0].start))
    )
    if len(text) > 150 or not HEAD_END.search(text) or not opens or _states(reading, start, end):
        return None
    people = [h for h in holders if h.speaker.official is not None]
    voice = REPRESENTED.search(text)
    if voice and not people:
        named = person_in(reading.text[begin:end]) or voice["name"]
        return Speaker(named, on_behalf_of=holders[0].speaker.name)
    if people:
        stands_in = [h for h in _relayed(reading, holders) if h.speaker.on_behalf_of]
        return (stands_in or people)[0].speaker
    presents = PRESENTED_BY.search(text)
    if presents and _may_be_person(presents["name"]):
        return Speaker(presents["name"])
    heading = HEADING.fullmatch(reading.text[begin:end].strip(" \t*_"))
    named = _heading_name(heading) if heading and heading["inside"] else None
    if named:
        return Speaker(named)
    return holders[0].speaker if len(text) <= 60 or text.endswith(":") else None


def _is_listed(reading: Reading, paragraph: list[Sentence]) -> bool:
    """Whether the line right above heads a person too: these are names of who was there."""
    index = reading.sentence_index(paragraph[0].start)
    above = reading.sentences[index - 1] if index else None
    if above is None or reading.text[above.end : paragraph[0].start].count("\n") != 1:
        return False
    group = [
        s for s in reading.sentences[max(0, index - 6) : index] if s.paragraph == above.paragraph
    ]
    one, two = _headed(reading, group), _headed(reading, paragraph)
    return bool(one and two and one.official is not None and two.official is not None)


# "DINAS KESEHATAN" alone in a line below the title: above it stands whose letter it is.
SERVICE_HEAD = re.compile(
    r"(?:[A-Z\d]{1,3}[.)]\s+)?(?:DINAS|BADAN) [A-Z]{3,}(?:[ ,]+[A-Z]{3,}){0,5}\s?:?"
)


def _states(reading: Reading, start: int, end: int) -> bool:
    """Whether a line states something, and is no heading."""
    numbers = any(q.unit for q in within(reading.quantities, start, end))
    return numbers or cue("speech_verb").search(reading.text, start, end) is not None


def _chair(reading: Reading) -> Speaker | None:
    """Who leads the meeting by the header block of minutes."""
    line = re.search(
        r"^\W*(?:Pimpinan|Pemimpin|Ketua|Dipimpin)[^:\n]{0,24}:(.*)$",
        reading.text,
        re.IGNORECASE | re.MULTILINE,
    )
    holders = _holders(reading, line.start(1), line.end(1)) if line else []
    people = [h for h in holders if h.speaker.official is not None]
    return (people or holders)[0].speaker if holders else None


def _spread(
    reading: Reading,
    paragraph: list[Sentence],
    found: list[tuple[Speaker, str] | None],
    quoted: list[tuple[int, int]],
    last: Speaker | None,
    section: Speaker | None,
) -> list[Utterance]:
    """Give every sentence of a paragraph its speaker: its own, that of its quote, or carried on."""
    utterances = []
    carried: tuple[Speaker, str] | None = (section, "section") if section else None
    for i, sentence in enumerate(paragraph):
        own = found[i]
        near = _quotes_at(quoted, sentence.start, sentence.end + 3)
        inside = next((q for q in near if _runs_through(q, sentence)), None)
        if own is None and inside is not None:
            own = (
                _quote_owner(paragraph, found, inside, i)
                or carried
                or ((last, "quote goes on") if last else None)
            )
        text = reading.text[sentence.start : sentence.end]
        if own is None and carried and not cue("not_speech_start").match(text.lstrip(' -–•"“')):
            own = (carried[0], "carried on")
        elif own is None:
            carried = (section, "section") if section else None
        if own is None and inside is None:
            person = _opener(reading, sentence, last)
            carried = (person, "X ... .") if person else carried
        if own and own[0] == NOBODY:
            continue
        if own:
            carried = own
            utterances += _in_turns(reading, sentence, own)
    return utterances


OTHER_SIDE = compile_finder(r"[,;]\s+(?:sedangkan|sementara)\s+", re.IGNORECASE)
STATES_TOO = re.compile(
    r"(?:\s+\w+){0,2}?\s+(?:menyodorkan|mencatat|mengklaim|mematok|menghitung|memegang|melaporkan|"
    r"menyebut(?:kan|nya)?|menyatakan|menyampaikan|mengatakan|memperkirakan|menemukan)\b",
    re.IGNORECASE,
)


def _in_turns(reading: Reading, sentence: Sentence, own: Attributed) -> list[Utterance]:
    """A sentence as its speaker's, or in two where another one states the second half: "Bappeda
    menyebut 1,9 persen, sedangkan Dinsos mencatat 2,3 persen"."""
    whole = [Utterance(sentence.start, sentence.end, *own)]
    turn = OTHER_SIDE.search(reading.text, sentence.start, sentence.end)
    if turn is None or own[1] != "X mengatakan":
        return whole
    other = next((h for h in _holders(reading, turn.end(), sentence.end)), None)
    if other is None or other.start - turn.end() > 12:
        return whole
    if STATES_TOO.match(reading.text, other.end, sentence.end) is None:
        return whole
    second = Utterance(turn.start(), sentence.end, other.speaker, own[1])
    if other.speaker == own[0]:
        return [second]  # what stands before is somebody else's or the reporter's
    return [Utterance(sentence.start, turn.start(), *own), second]


def _runs_through(quote: tuple[int, int], sentence: Sentence) -> bool:
    """Whether a quote holds the head of a sentence, or opens in it and goes on behind its end."""
    holds_head = quote[0] <= sentence.start + 3 and sentence.start < quote[1]
    return holds_head or (sentence.start < quote[0] < sentence.end < quote[1] - 2)


def _quote_owner(
    paragraph: list[Sentence],
    found: list[tuple[Speaker, str] | None],
    quote: tuple[int, int],
    index: int,
) -> tuple[Speaker, str] | None:
    """The attribution that stands where a quote ends: '"... . ...," kata X'."""
    for i in range(index, len(paragraph)):
        if paragraph[i].start > quote[1] + 2:
            break
        if found[i]:
            return found[i]
    return None


def speaker_at(utterances: list[Utterance], position: int) -> Utterance | None:
    """The utterance that holds a position."""
    index = bisect_right(utterances, position, key=lambda utterance: utterance.start) - 1
    held = index >= 0 and position < utterances[index].end
    return utterances[index] if held else None
