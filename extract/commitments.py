"""A promise with owner and deadline."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extract.binding import find_places
from extract.cues import cue
from extract.deadlines import YEAR_END, deadline_of
from extract.figures import OF_TABLE, Figure
from extract.finder import compile_finder, know_part
from extract.followups import Followup, find_followups
from extract.indicators import LABEL, PROGRAMME, IndicatorMention
from extract.instruments import InstrumentMention, find_instruments
from extract.modality import MEANS
from extract.quotes import INSTITUTION, Speaker, Utterance, speaker_at
from extract.reading import Reading, within
from extract.regions import load_regions
from extract.text import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What an office holder or a government binds itself to.

    `figure` is the index of its target among the document's figures; `direction` is up, down,
    zero, keep or None; `instrument` as written ("RPJMD 2025-2029", "Inpres Nomor 4 Tahun 2022").
    """

    start: int
    end: int
    owner: str | None
    speaker: str | None = None
    region: str | None = None
    indicator: str | None = None
    direction: str | None = None
    deadline: str | None = None
    figure: int | None = None
    instrument: str | None = None
    stated_on: str | None = None
    rule: str = ""


TARGET_INDICATORS = (
    "poverty_rate",
    "extreme_poverty_rate",
    "stunting_prevalence",
    "unemployment_rate",
    "gini_ratio",
    "human_development_index",
    "economic_growth",
    "poor_population",
    "extreme_poor_population",
    "poor_households",
    "extreme_poor_households",
    "housing_units",
    "unemployed_population",
    "inflation_rate",
)
RATE_TARGETS = tuple(i for i in TARGET_INDICATORS if i != "housing_units")
GROWS = ("human_development_index", "economic_growth", "beneficiaries")


def find_commitments(
    reading: Reading, utterances: list[Utterance], figures: list[Figure]
) -> list[Commitment]:
    """The commitments of a document, in order; offsets are into the repaired text."""
    followups = find_followups(reading)
    instruments = find_instruments(reading.text)
    found: list[Commitment] = []
    covered = {i for f in followups for i in _sentences_of(reading, f)}
    found += [
        _from_followup(reading, f, figures, instruments) for f in followups if _binding(f, figures)
    ]
    for index, sentence in enumerate(reading.sentences):
        if sentence.boilerplate or index in covered:
            continue
        agreed = _agreed(reading, utterances, instruments, sentence)
        if agreed:
            found += agreed
            continue
        found += _from_sentence(reading, utterances, figures, instruments, sentence)
    return sorted(found, key=lambda c: c.start)


def _sentences_of(reading: Reading, item: Followup) -> range:
    """The indexes of the sentences that share a place with an item of a list."""
    first = bisect_right(reading.sentences, item.start, key=lambda s: s.end)
    return range(first, bisect_left(reading.sentences, item.end, lo=first, key=lambda s: s.start))


# ---- what a meeting agreed on --------------------------------------------------------------------

AGREED = compile_finder(
    r"\b(?:menyepakati|disepakati|kesepakatan|kesimpulan rapat|rekomendasi|keputusan rapat)\b"
    r"[^.:;]{0,40}?(?:\byakni\b|\byaitu\b|\bantara lain\b|:)\s*",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*(?:;|,)\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta)\s+(?=[A-Z])")
EVERY = compile_finder(
    r"\b(?:setiap|tiap) (?:\w+ )?(?:hari|pekan|minggu|bulan|triwulan|semester|tahun)\b", re.I
)
LEAST_PART = 18  # characters; a shorter part is only a word of an enumeration


def _agreed(
    reading: Reading,
    utterances: list[Utterance],
    instruments: list[InstrumentMention],
    sentence: Sentence,
) -> list[Commitment]:
    """Each part of what a meeting agreed on in one sentence: "Forum menyepakati dua hal, yakni
    Dinsos memperbarui daftar tiap bulan dan Bappeda menyusun rencana aksi ..."."""
    head = AGREED.search(reading.text, sentence.start, sentence.end)
    if head is None:
        return []
    parts = _parts(reading.text, sentence, head.end())
    if len(parts) < 2 or not all(_acts(reading, part) for part in parts):
        return []
    utterance = speaker_at(utterances, sentence.start)
    speaker = utterance.speaker.name if utterance else None
    return [
        Commitment(
            start=part.start,
            end=part.end,
            owner=_agent(reading, part) or government_of(reading, reading.subject or "ID"),
            speaker=speaker,
            region=reading.subject,
            deadline=_deadline(reading, part, part.start, None),
            instrument=_instrument(reading, part, instruments),
            stated_on=reading.published.isoformat() if reading.published else None,
            rule="agreed on",
        )
        for part in parts
    ]


def _parts(text: str, sentence: Sentence, start: int) -> list[Sentence]:
    """The stretches between commas of an enumeration, as sentences of their own."""
    breaks = list(PARTS.finditer(text, start, sentence.end))
    lows = [start, *(m.end() for m in breaks)]
    highs = [*(m.start() for m in breaks), sentence.end]
    parts = (replace(sentence, start=a, end=b) for a, b in zip(lows, highs, strict=True))
    return [part for part in parts if part.end - part.start >= LEAST_PART]


def _acts(reading: Reading, part: Sentence) -> bool:
    """Whether a part says what is to be done: by whom, until when or how often."""
    dated = _has_future(reading, part) or EVERY.search(reading.text, part.start, part.end)
    return bool(dated or _agent(reading, part))


def _agent(reading: Reading, part: Sentence) -> str | None:
    """The body that a part begins with: "Dinas Sosial memutakhirkan ...", "setiap OPD ..."."""
    for pattern in (INSTITUTION, BODY):
        match = pattern.match(reading.text, part.start, part.end)
        if match:
            return match[0].strip()
    return None


# ---- sentences -----------------------------------------------------------------------------------


def _from_sentence(
    reading: Reading,
    utterances: list[Utterance],
    figures: list[Figure],
    instruments: list[InstrumentMention],
    sentence: Sentence,
) -> list[Commitment]:
    """The promise of a sentence, or each of its aims that has a clause and a time of its own."""
    utterance = speaker_at(utterances, sentence.start)
    speaker = utterance.speaker if utterance else None
    found = []
    parts = _aims_apart(reading, figures, sentence)
    if len(parts) == 1:
        parts = _promises_apart(reading, figures, sentence, speaker) or parts
    for part, target in parts:
        if target is None and _told_what_became(reading, figures, sentence):
            continue
        trigger = _trigger(reading, part, speaker, target)
        aimed = figures[target] if target is not None else None
        owner = _bound(reading, sentence, trigger, speaker, aimed) if trigger else None
        if trigger is None or owner is None:
            continue
        rule, anchor = trigger
        indicator, direction = _aim(reading, part, figures, target, anchor)
        start, end = _clause(reading, part, anchor, aimed)
        found.append(
            Commitment(
                start=start,
                end=end,
                owner=owner,
                speaker=speaker.name if speaker else None,
                region=_region(reading, sentence, figures, target, speaker),
                indicator=indicator,
                direction=direction,
                deadline=_deadline(reading, part, anchor, aimed),
                figure=target,
                instrument=_instrument(reading, sentence, instruments),
                stated_on=reading.published.isoformat() if reading.published else None,
                rule=rule,
            )
        )
    return found


def _told_what_became(reading: Reading, figures: list[Figure], sentence: Sentence) -> bool:
    """Whether a sentence tells what became of its target."""
    return any(
        f.modality == "target" and _realised(reading.text, sentence, f)
        for f in within(figures, sentence.start, sentence.end)
    )


AND = re.compile(
    r"(?:[,;]\s*)?\b(?:dan|serta|sedangkan|sementara|adapun|lalu|kemudian|tapi|tetapi)\s+|;\s*",
    re.IGNORECASE,
)


OWN_AIM = compile_finder(
    r"\b(?:(?:di|men)?targetkan|ditarget|targetnya|harus|wajib|mesti|akan|bakal|dipatok|mematok)\b",
    re.IGNORECASE,
)


def _aims_apart(
    reading: Reading, figures: list[Figure], sentence: Sentence
) -> list[tuple[Sentence, int | None]]:
    """The clauses of a sentence with the aim of each: "kemiskinan ekstrem harus nol pada 2026,
    sedangkan stunting ditargetkan 8 persen pada 2029". Aims with one and the same time, or that
    share a verb, are told as one, by the one due last."""
    aims = _aims_in(reading, figures, sentence)
    last = max(aims, key=lambda i: (figures[i].period or "", -i), default=None)
    due = {figures[i].indicator: i for i in sorted(aims, key=lambda i: figures[i].period or "")}
    apart = sorted(due.values())
    if last is None or len({figures[i].period for i in apart}) != len(apart) or len(apart) < 2:
        return [(sentence, last)]
    breaks = [
        AND.search(reading.text, figures[a].end, figures[b].start) for a, b in pairwise(apart)
    ]
    if not all(breaks):
        return [(sentence, last)]
    lows = [sentence.start, *(m.end() for m in breaks if m)]
    highs = [*(m.start() for m in breaks if m), sentence.end]
    if not all(
        OWN_AIM.search(reading.text, a, b) for a, b in zip(lows[1:], highs[1:], strict=True)
    ):
        return [(sentence, last)]
    parts = [replace(sentence, start=a, end=b) for a, b in zip(lows, highs, strict=True)]
    return list(zip(parts, apart, strict=True))


def _promises_apart(
    reading: Reading, figures: list[Figure], sentence: Sentence, speaker: Speaker | None
) -> list[tuple[Sentence, int | None]]:
    """The two halves of a sentence that each bind somebody until a time of their own: "Pansus
    bekerja sampai 25 Agustus dan perda ditargetkan selesai sebelum September lewat"."""
    if len(within(reading.periods, sentence.start, sentence.end)) < 2:
        return []
    for joint in AND.finditer(reading.text, sentence.start, sentence.end):
        halves = (
            replace(sentence, end=joint.start()),
            replace(sentence, start=joint.end()),
        )
        parts = [(half, _last_aim(reading, figures, half)) for half in halves]
        steps = all(target is not None for _, target in parts)  # of one way: "9 persen, lalu 8"
        if steps or GOES_WITH.match(reading.text, joint.end(), sentence.end):
            continue
        if all(
            _after_publication(reading, half) and _trigger(reading, half, speaker, target)
            for half, target in parts
        ):
            return parts
    return []


# What tells more of the same: "memadankan data, dan seluruhnya rampung Desember".
GOES_WITH = re.compile(
    r"(?:seluruh|semua|hasil|itu|selesai|rampung|tuntas|harus|akan|wajib|sudah|paling|di|pada|akhir)\w*\b",
    re.IGNORECASE,
)


def _last_aim(reading: Reading, figures: list[Figure], sentence: Sentence) -> int | None:
    """The aim of a clause that is due last."""
    aims = _aims_in(reading, figures, sentence)
    return max(aims, key=lambda i: (figures[i].period or "", -i), default=None)


def _bound(
    reading: Reading,
    sentence: Sentence,
    trigger: tuple[str, int],
    speaker: Speaker | None,
    aimed: Figure | None,
) -> str | None:
    """Who is bound: whoever an order names, else the owner of the promise or the aim."""
    rule, anchor = trigger
    houses = aimed is not None and aimed.indicator == "housing_units"
    if doer := DONE_BY.match(reading.text, anchor, sentence.end):
        return doer["who"].strip()
    if rule in ("order with a deadline", "deadline") or houses:
        stop = max(anchor, aimed.start if aimed else anchor)
        if order := ORDERS.search(reading.text, sentence.start, stop):
            return order["told"] or order["who"]
    if PASSIVE_BY_PROVINCE.match(reading.text, anchor, sentence.end) and reading.subject:
        return government_of(reading, reading.subject[:2])
    rate = aimed is not None and aimed.indicator in RATE_TARGETS
    of_region = rate or rule == "target in words"
    region = aimed.region if aimed and rate else None
    return _owner(reading, sentence, anchor, speaker, of_region=of_region, region=region)


# "akan dibahas Dinas PUPR": who does it stands behind the passive.
DONE_BY = re.compile(
    r"(?:akan|bakal|segera)\s+(?:segera\s+|kembali\s+|juga\s+)?di[a-z]{3,}(?:\s+oleh)?\s+"
    r"(?P<who>(?:Dinas|Badan|Bagian|Kementerian)(?:\s+[A-Z][\w-]+){1,4}|Din(?:sos|kes)\w*|Bapp?e\w+|"
    r"Pem(?:kab|kot|prov)(?:\s+[A-Z][\w-]+){0,3}|Inspektorat|BPKAD|Disperkim|Disdukcapil)(?!\w)"
)
PASSIVE_BY_PROVINCE = re.compile(r"di[a-z]{4,}\s+(?:oleh\s+)?(?:pemerintah\s+)?provinsi\b")
LONG = 260  # characters from which a commitment's words are only its clause, not the sentence
BREAK = re.compile(
    r"[,;:.“”\"(]\s|\b(?:bahwa|bahwasanya|menyampaikan|mengatakan|hal ini|karena)\s", re.IGNORECASE
)


def _clause(
    reading: Reading, sentence: Sentence, anchor: int, target: Figure | None
) -> tuple[int, int]:
    """The words of a commitment: the sentence, or in a long one the clause of the promise with
    its number and its date."""
    if sentence.end - sentence.start <= LONG:
        return sentence.start, sentence.end
    text = reading.text
    low = min(anchor, target.start if target else anchor)
    high = max(anchor, target.end if target else anchor)
    dated = [p.end for p in within(reading.periods, high, min(sentence.end, high + 80))]
    high = max([high, *dated[:1]])
    mentions = [m.start for m in within(reading.indicators, sentence.start, low)]
    if target and mentions and low - mentions[-1] < 120:
        low = mentions[-1]
    breaks = [m.end() for m in BREAK.finditer(text, max(sentence.start, low - 160), low)]
    start = breaks[-1] if breaks else max(sentence.start, low - 60)
    stop = re.compile(r"[.;,”\"]\s|$").search(text, high, sentence.end)
    return start, stop.start() if stop else sentence.end


def _binding(item: Followup, figures: list[Figure]) -> bool:
    """Whether an item of a list binds somebody: it names who, until when, or how much."""
    aims = any(f.modality == "target" for f in within(figures, item.start, item.end))
    return bool(item.owner or item.deadline or aims)


def _first(figures: list[Figure], sentence: Sentence) -> int:
    """The index of the first figure of a sentence."""
    return bisect_left(figures, sentence.start, key=lambda figure: figure.start)


def _aims_in(reading: Reading, figures: list[Figure], sentence: Sentence) -> list[int]:
    """The figures of a sentence that state an aim of a measured indicator."""
    return [
        i
        for i, figure in enumerate(
            within(figures, sentence.start, sentence.end), _first(figures, sentence)
        )
        if figure.modality == "target"
        and figure.indicator in TARGET_INDICATORS
        and not figure.rule.startswith(("table", OF_TABLE))
        and not _is_past(figure.period, reading)
        and not FROM_PLAN.search(reading.text[max(0, figure.start - 30) : figure.start])
        and not _realised(reading.text, sentence, figure)
        and not _no_aim(reading, sentence, figure)
    ]


# Houses that a budget has money for, or that are all one gets: "kuota tahun ini hanya 65 unit".
SET_ASIDE = re.compile(
    r"\b(?:(?:menyiap|disiap|menganggar|dianggar|mengalokasi|dialokasi)kan)\b"
    r"[^;.]{0,30}?\bRp[^;]{1,90}$",
    re.IGNORECASE,
)
ALL_THERE_IS = re.compile(
    r"\b(?:hanya|cuma|baru)\s+(?:dapat|kebagian|sanggup|mampu|ada|tersedia)?\s*$", re.IGNORECASE
)


def _no_aim(reading: Reading, sentence: Sentence, figure: Figure) -> bool:
    """Whether houses are only the means of a promise, what this year's money is set aside for, or
    a complaint of how few they are."""
    if figure.indicator != "housing_units":
        return False
    text, start, end = reading.text, sentence.start, figure.start
    coming = figure.period and reading.published and figure.period[:4] > str(reading.published.year)
    set_aside = not coming and SET_ASIDE.search(text, start, end)
    return bool(
        MEANS.search(text, start, end) or set_aside or ALL_THERE_IS.search(text, start, end)
    )


REALISED = re.compile(
    r"\b(?:realisasi\w*|terealisasi|(?:tidak|tak|belum|sudah|telah|baru) tercapai|capaian\w*|"
    r"nyatanya|kenyataan\w*|hasilnya|"
    r"(?:namun|tetapi|tapi|ternyata) hasil\w*)\b",
    re.IGNORECASE,
)


def _realised(text: str, sentence: Sentence, figure: Figure) -> bool:
    """Whether the same sentence tells what became of a target: that is history."""
    return REALISED.search(text, figure.end, min(sentence.end, figure.end + 90)) is not None


FROM_PLAN = re.compile(r"\bdari (?:target|rencana)(?: \w+){0,2}\s*$", re.IGNORECASE)


def _is_past(period: str | None, reading: Reading) -> bool:
    """Whether a target was due before the year of publication."""
    year = re.search(r"\d{4}(?=\D*$|-[^/]*$)", period or "")
    return bool(year and reading.published and int(year[0]) < reading.published.year)


def _trigger(
    reading: Reading, sentence: Sentence, speaker: Speaker | None, target: int | None
) -> tuple[str, int] | None:
    """By what a sentence binds somebody, and where: a stated target, a promise, a firm deadline."""
    text = know_part(reading.text[sentence.start : sentence.end], reading.text, sentence.start)
    if target is not None:
        if REVIEWED.search(text) or ONLY_POSSIBLE.match(text) or SHORT_OF_PLAN.search(text):
            return None
        return "target figure", _anchor(text, sentence)
    if _background(text) or text.rstrip(' ”"').endswith("?") or CONDITION.match(text):
        return None
    promises = list(cue("promise").finditer(text))
    if not promises and cue("forecast").search(text):
        return None  # what somebody expects binds nobody
    usual = promises and PROCEDURE.search(text) and not _has_future(reading, sentence)
    for match in promises:
        if usual and re.match(r"\s+di[a-z]{3}", text[match.end() :]):
            continue
        empty = WORD_SIGN.search(text, match.end()) is None  # "Kepala Dinas menyanggupi."
        if not empty and _binds(text, match) and not _was_promised(reading, sentence, match):
            return f"promise: {match[0].lower()}", sentence.start + match.start()
    firm = cue("firm_deadline").search(text)
    if (
        firm
        and not HANGS.search(text)
        and _has_future(reading, sentence)
        and not cue("no_promise").search(text[max(0, firm.start() - 40) : firm.start()])
    ):
        return "deadline", sentence.start + firm.start()
    own = _own_action(text) if speaker and _has_future(reading, sentence) else None
    if own:
        return "own action with date", sentence.start + own.start()
    dated = _done_by(reading, sentence, text, speaker) or _planned(reading, sentence, text)
    dated = dated or _ordered(reading, sentence, text)
    if dated:
        return dated
    aim = _verbal_target(reading, sentence, text)
    if aim is not None:
        return "target in words", aim
    return _dated_action(reading, sentence, text, speaker)


WORD_SIGN = re.compile(r"\w")


HANGS = compile_finder(
    r"\b(?:kalau|jika|bila|apabila|asalkan) (?!tidak\b|belum\b|tak\b|saya\b)|"
    r"\bmenurut (?:pengamat|akademisi|aktivis|peneliti|warga|mahasiswa)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\W*(?:Jika|Bila|Apabila|Seandainya)\b")
# "Jika anggaran tersedia, Pemkab bisa membangun 120 rumah"
ONLY_POSSIBLE = re.compile(
    r"\W*(?:Jika|Kalau|Bila|Apabila|Seandainya|Andai)\b[^,.;]{3,90},[^,.;]{0,60}\b(?:bisa|dapat|mungkin)\b"
)
FINISHED = compile_finder(
    r"\b(?:harus |mesti |wajib |ins?ya\s?allah |sudah |semua |selesai semua |akan |itu )*"
    r"(?:selesai|tuntas|habis|beres|rampung|kelar|terbangun|tercapai|tersalur|tidak ada lagi|"
    r"nihil|tetap (?:jalan|berjalan|lanjut|dibayar)|berlanjut|diteruskan)\b",
    re.IGNORECASE,
)
BY_THEN = compile_finder(
    r"\b(?:sebelum|sampai|hingga|paling lambat|selambat-lambatnya|akhir|pada akhir|di akhir|"
    r"jelang|tetap (?:jalan|berjalan|lanjut|dibayar)|berlanjut|diteruskan)\b",
    re.IGNORECASE,
)


def _done_by(
    reading: Reading, sentence: Sentence, text: str, speaker: Speaker | None
) -> tuple[str, int] | None:
    """ "Sampai Desember habis", "Sisanya beres sebelum Natal": somebody says by when a thing will
    be done; of what is past, hoped or conditional nothing is bound."""
    match = FINISHED.search(text) if speaker and speaker.official is not None else None
    if match is None or HOPED.search(text) or re.search(r"\byang (?:sudah|telah)\b", text):
        return None
    by = BY_THEN.search(text) is not None and _ahead(reading, sentence)
    by = by or _right_behind_time(reading, sentence, sentence.start + match.start())
    return ("done by then", sentence.start + match.start()) if by or YEAR_END.search(text) else None


def _right_behind_time(reading: Reading, sentence: Sentence, place: int) -> bool:
    """Whether a time to come stands right beside a word: "yang ekstrem itu 2027 habis"."""
    published = reading.published
    if published is None:
        return False
    before = within(reading.periods, max(sentence.start, place - 40), place)[-1:]
    behind = within(reading.periods, place, min(place + 24, sentence.end))[:1]
    gaps = [reading.text[p.end : place] for p in before if p.first > published]
    gaps += [reading.text[place : p.start] for p in behind if p.first > published]
    return any(len(gap.split()) <= 3 for gap in gaps)


HOPED = compile_finder(
    r"\b(?:masa (?:jabatan|bakti|tugas)|kontrak\w* (?:habis|selesai)|"
    r"telah|pernah|berhasil|semoga|mudah-mudahan|apabila|jika|kalau|bila|berharap|diharapkan|"
    r"belum|"
    r"tidak (?:akan )?(?:selesai|tuntas)|kemarin|lalu|tadi|mengusulkan|usul|meminta|minta|memohon|"
    r"diperkirakan|diprediksi)\b",
    re.IGNORECASE,
)


def _ahead(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence names a time that is not over at publication."""
    published = reading.published
    here = within(reading.periods, sentence.start, sentence.end)
    return published is not None and any(p.last > published for p in here)


PLANS = compile_finder(
    r"\b(?:[Pp]em(?:kab|kot|prov|da|erintah)(?: (?:[A-Z]\w+|pusat|daerah))*|[Dd]inas(?: [A-Z]\w+)+|"
    r"Din(?:sos|kes)|Bappe\w+|Kemen\w+|BPKAD|kami|kita|pihaknya|pihak kami)\b"
    r"(?:, kata \w+(?: \w+)?,)?\s+(?:juga |sudah |tetap |kembali |terus )?(?:me)?"
    r"(?:nyiapkan|siapkan|ngalokasikan|alokasikan|nganggarkan|anggarkan|mbangun|bangun|nyisihkan|"
    r"sisihkan|"
    r"nggelontorkan|gelontorkan|nyalurkan|salurkan|nambah|tambah|njadwalkan|jadwalkan|mperbaiki|"
    r"rehab|"
    r"latih|mbedah|bedah|rilis|mplot|nyediakan|sediakan|ncanakan|rencanakan|nggeser|geser|"
    r"ngalihkan|alihkan|naikkan|nunda|tunda)\b"
)


def _planned(reading: Reading, sentence: Sentence, text: str) -> tuple[str, int] | None:
    """ "Tahun depan Pemkab menyiapkan Rp3 miliar": a body and what it does at a time to come."""
    match = PLANS.search(text)
    if match is None or HOPED.search(text) or not _after_publication(reading, sentence):
        return None
    return "planned for a time to come", sentence.start + match.end()  # behind who plans


def _after_publication(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence names a time that has not begun at publication."""
    published = reading.published
    here = within(reading.periods, sentence.start, sentence.end)
    later = published is not None and any(p.first > published for p in here)
    return later or NEXT.search(reading.text, sentence.start, sentence.end) is not None


NEXT = compile_finder(
    r"\b(?:minggu|pekan|bulan|triwulan|semester) depan\b|\b(?:besok|lusa)\b|"
    r"\b(?:dalam |sampai )?(?:satu|dua|tiga|empat|\d) (?:hari|minggu|pekan|bulan) "
    r"(?:lagi|ke depan|dari sekarang)\b",
    re.IGNORECASE,
)


# What somebody says that is done at a time to come: "kami timbang lagi Desember", "dibayar 2025".
ACTS_THEN = compile_finder(
    r"\b(?:kami|kita|saya|ia|dia|beliau|pihaknya)\s+(?:juga |akan |sudah |langsung |lagi )?"
    r"(?!(?:kira|rasa|yakin|tahu|harap|punya|ada|dapat|bisa|khawatir|takut|lihat|masih|belum|tidak|"
    r"tak|sudah|telah|juga|yang|di|ke|dari|pada|untuk|dan|ini|itu|semua|sendiri|hanya|baru|per\w+|"
    r"meng\w*akan|menilai|menyebut|optimis\w*|dengar|ingat|dulu|kemarin|tadi)\b)[a-z]{4,}\b|"
    r"\bdi(?!strik|nas|reksi|perkira|prediksi|harap|rilis|umumkan|publikasi|gelar|lantik|peringati|"
    r"bagi (?:dua|tiga)|ketahui|sebut|kata|mana|sana|sini|samping|banding|antara|tambah lagi)"
    r"[a-z]{4,}\b"
)
EXPECTS = compile_finder(
    r"\b(?:dirilis|rilis|terbit|keluar|diumumkan|digelar|dibuka|pelantikan|dilantik|peringatan|"
    r"pemilu|pilkada|panen|harga|cuaca|musim)\b",
    re.IGNORECASE,
)


def _dated_action(
    reading: Reading, sentence: Sentence, text: str, speaker: Speaker | None
) -> tuple[str, int] | None:
    """What is done at a time to come by who says so, or by a body of which it is told."""
    if not _after_publication(reading, sentence) or HOPED.search(text) or EXPECTS.search(text):
        return None
    if EVENT.match(text, 0, len(text)) or IF.search(text):
        return None
    own = ACTS_THEN.search(text) if speaker and speaker.official is not None else None
    if own and not WHICH.search(text, 0, own.start()) and _may_bind(text, own.start()):
        return "action at a time to come", sentence.start + own.start()
    granted = GRANTED.search(text)
    if granted:
        return "granted", sentence.start + granted.end()
    body = _acting_body(text)
    binds = body is not None and _may_bind(text, body)
    return ("action at a time to come", sentence.start + (body or 0)) if binds else None


def _may_bind(text: str, place: int) -> bool:
    """Whether nothing in the clause of an action says that it is over, hoped or forecast."""
    breaks = [m.end() for m in re.finditer(r"[,;.]\s", text)]
    low = max((b for b in breaks if b <= place), default=0)
    high = min((b for b in breaks if b > place), default=len(text))
    return cue("no_promise").search(text[low:high]) is None


# "Usul itu saya terima: per April ditambah 40 paket"
GRANTED = compile_finder(r"\b(?:dijawab|disanggupi|dikabulkan|diiyakan)\s*:", re.IGNORECASE)
BODY_ACTS = re.compile(
    r"\s*(?:,\s*\w+nya,\s*|\s(?:juga |lalu |akan |tetap |kembali )?)"
    r"(?!menyebut|mengata|mencatat|menilai|memperkirakan|memprediksi|meminta|menemukan|menggelar|"
    r"menghadiri|melaporkan|menyatakan|menyampaikan|mengaku|berharap|menolak|merilis|mengumumkan|melalui|"
    r"menurut|menuju|mengenai|merupakan|menjadi|memiliki|membawahi|mengatur|mengamanatkan)"
    r"(?!\w+ (?:[Rr]apat|[Rr]akor|[Mm]usrenbang|[Mm]usyawarah|[Ss]osialisasi|[Ff]orum|[Rr]embuk))"
    r"(?:me[a-z]{4,}|bekerja|bersidang|berkantor|turun (?:ke|langsung))\b"
)


def _acting_body(text: str) -> int | None:
    """Where a body that stands as the subject of a clause acts: "Dewan membentuk pansus"."""
    for match in BODY.finditer(text):
        acts = BODY_ACTS.match(text, match.end())
        if acts and not NO_SUBJECT.search(text[max(0, match.start() - 22) : match.start()]):
            return acts.end()
    return None


TOLD = (
    r"(?P<{0}>(?:[Ss]eluruh |[Ss]emua |[Pp]ara |[Ss]etiap |[Mm]asing-masing )?"
    r"(?:OPD|[Pp]erangkat [Dd]aerah|[Cc]amat|[Ll]urah|[Kk]epala [Dd]esa|[Kk]ades|Bappe\w+|"
    r"Dinas(?: [A-Z]\w+)+|Din(?:sos|kes)\w*|Disperkim|Inspektorat|Sekda|Satpol PP|BPKAD))"
)
ORDERS = compile_finder(
    r"\b(?:(?:meminta|minta|menugaskan|tugaskan|memerintahkan|menginstruksikan|mewajibkan)\s+"
    + TOLD.format("told")
    + r"\s+(?:untuk |agar |supaya |segera )*(?:me\w+|ber\w+|ambil|cek|data|kirim|setor|susun|"
    r"kumpulkan|turun|periksa|lapor\w*|siapkan|bereskan|tuntaskan|selesaikan)|"
    + TOLD.format("who")
    + r"\s+(?:juga |pun |turut |sudah |telah )?"
    r"(?:di(?:minta|perintah(?:kan|nya)|minta(?:nya)?|tugaskan|instruksikan|wajibkan|"
    r"beri tugas)|wajib|harus)\s+"
    r"(?:untuk |agar |supaya |segera )*(?:me\w+|ber\w+))"
)
DUE_SOON = compile_finder(
    r"\bdalam (?:waktu )?(?:\d+|se|satu|dua|tiga|empat|lima|enam|tujuh)\s?(?:hari|minggu|pekan|"
    r"bulan)\b|"
    r"\b(?:sampai|hingga|sebelum|paling lambat|pada) (?:akhir )?(?:pekan|minggu|bulan|tahun) "
    r"(?:ini|depan)\b",
    re.IGNORECASE,
)


def _ordered(reading: Reading, sentence: Sentence, text: str) -> tuple[str, int] | None:
    """ "Bupati menugaskan Bappeda menyusun rencana aksi sampai akhir bulan": an order to one's own
    offices with a deadline."""
    match = ORDERS.search(text)
    if match is None:
        return None
    due = DUE_SOON.search(text) or SOON.search(text) or _ahead(reading, sentence)
    if not due or cue("no_promise").search(DONE_BY_THEN.sub("", text)):
        return None
    return "order with a deadline", sentence.start + match.end()


# "hasilnya sudah di meja saya 30 September"
DONE_BY_THEN = re.compile(
    r"\bsudah (?:di|ada|masuk|selesai|beres|rampung|tuntas|terkumpul|sampai|harus|saya|kami)\b",
    re.I,
)
# What became of a target is told here; nobody binds himself by it.
REVIEWED = compile_finder(
    r"\b(?:meleset|(?:tidak|belum|tak|gagal|telah|sudah) (?:ter)?(?:capai|penuhi|lampaui)\w*|"
    r"terlampaui"
    r"|gagal mencapai|itu (?:berat|sulit|mustahil|ambisius|tidak realistis|terlalu \w+))\b",
    re.IGNORECASE,
)
# "Rencananya 1.240 unit, terpaksa tinggal 490"
SHORT_OF_PLAN = compile_finder(r"\b(?:ter|ke)paksa (?:tinggal|hanya|cuma|jadi|dipangkas)\b", re.I)
OWN_ACTION = compile_finder(
    r"\b(?:kami|kita|saya)\s+(?:juga |terus |segera |langsung |turun |mulai |tetap |sudah |bisa "
    r"|sedang |tengah |lagi |yang )*"
    r"(?:\w{3,}kan|selesai\w*|penuhi|tangani|awasi|evaluasi|perbaiki|kunjungi|datangi|lunasi|bayar|"
    r"jemput|buka|turun (?:ke|langsung|tangan|cek|lapangan)|kirim|rehab|bangun|bedah|panggil|"
    r"latih|gelar|tambah|bantu|susun|undang|"
    r"data|cek|verifikasi|bagi|serahkan|pasang|patok|kejar|tuntaskan|geser|tunda|pangkas)\b",
    re.IGNORECASE,
)


WHICH = re.compile(r"(?<!itu )(?<!ini )(?<!itulah )(?<!inilah )\byang\s+$", re.IGNORECASE)
IF = re.compile(
    r"(?:^\W*|,\s*(?:itu pun |itupun )?)(?:kalau|jika|bila|apabila|asal(?:kan)?)\b", re.I
)


def _own_action(text: str) -> re.Match[str] | None:
    """What the speaker says that his own side does: "Tahun depan kami rencanakan Rp55 miliar". What
    only tells which ones ("143 yang kita bangun") and what hangs on a condition is none."""
    match = OWN_WORD.search(text) or next(
        (m for m in OWN_ACTION.finditer(text) if not WHICH.search(text, 0, m.start())), None
    )
    if match is None or IF.search(text):
        return None
    stop = re.search(r"[,;.]\s", text[match.end() :])
    clause = text[: match.end() + stop.start()] if stop else text
    return None if cue("no_promise").search(clause) else match


OWN_WORD = compile_finder(r"\bjanji (?:kami|saya)\b", re.IGNORECASE)


def _anchor(text: str, sentence: Sentence) -> int:
    """Where a sentence with an aim binds: at its word of aim, else between words in its middle."""
    match = (
        cue("target_strong").search(text)
        or cue("target").search(text)
        or cue("promise").search(text)
    )
    middle = max(text.find(" ", len(text) // 2), 0) or len(text)
    return sentence.start + (match.start() if match else middle)


def _background(text: str) -> bool:
    return BACKGROUND.search(text) is not None and not AHEAD.search(text)


BACKGROUND = compile_finder(
    r"\b(?:mengapresiasi|merupakan tindak lanjut|dalam rangka|latar belakang)\b", re.IGNORECASE
)
AHEAD = compile_finder(r"\bakan\b|\btarget")


ALWAYS = re.compile(
    r"\b(?:terus|selalu|senantiasa|sudah|telah|juga)(?:\s+menerus)?\s+$", re.IGNORECASE
)


def _binds(text: str, match: re.Match[str]) -> bool:
    """Whether a promise word binds: no forecast, no condition, no wish without a date."""
    word = match[0].lower()
    if re.search(r"\b(?:yang|belum bisa|tidak bisa|tak bisa)\s+$", text[: match.start()]):
        return False
    around = text[max(0, match.start() - 28) : match.end() + 28]
    if cue("no_promise").search(around) and not re.search(r"\bakan\b", word):
        return False
    if word in ("akan", "bakal"):
        return _akan(text, match)
    if word == "dijadwalkan" and INERT.search(text[: match.start()]):
        return False
    if word == "segera" and ASKED.search(text, 0, match.start()):
        return False
    if word == "berupaya" and ALWAYS.search(text, 0, match.start()):
        return False  # what one does anyway is no promise
    if word == "berjanji" and SOLEMNLY.match(text, match.end()):
        return False  # what is promised stands in the next sentence
    if word == "rencananya" and GIVEN_UP.search(text, match.end()):
        return False
    if word in ("segera", "siap", "memastikan", "berupaya", "sanggup"):
        return (
            re.search(
                r"\b(?:kami|kita|pemkab|pemkot|pemprov|pemerintah|dinas(?:nya)?|dewan|DPRD|Polres|"
                r"Polda|Kodim|Korem|Kejari|Baznas|Bulog|Puskesmas|Bapp?e\w+|instansinya|jajarannya|"
                r"pihaknya)\b(?:\s+\w+){0,3}\s*$",
                text[: match.start()],
                re.IGNORECASE,
            )
            is not None
        )
    if word == "komitmen":
        return (
            re.search(
                r"(?:memiliki|mempunyai|memberikan|menegaskan|punya)\s+$",
                text[: match.start()],
                re.IGNORECASE,
            )
            is not None
        )
    return True


SOLEMNLY = re.compile(
    r"(?:\s+(?:di|pada|kepada|dalam|sekali lagi|lewat)\b[^,;:]{0,50}?)?\s*"
    r"(?:$|[.!”\"]|,[”\"]?\s+(?:kata|ujar|tutur|ucap))",
    re.IGNORECASE,
)
GIVEN_UP = re.compile(
    r"\b(?:(?:ter|ke)paksa|batal|gagal|urung|dipangkas|dicoret|tertunda|ternyata|malah|tapi)\b",
    re.I,
)
PROMISED_THEN = re.compile(
    r"(?:menargetkan|ditargetkan|berjanji|menjanjikan|berencana|direncanakan|dijadwalkan|"
    r"berkomitmen|bertekad)",
    re.IGNORECASE,
)


def _was_promised(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a sentence opens with a year that is over and names none to come: "Tahun lalu bupati
    berjanji ..."."""
    published = reading.published
    if published is None or not PROMISED_THEN.fullmatch(match[0]):
        return False
    here = within(reading.periods, sentence.start, sentence.end)
    opens = bool(here) and here[0].start - sentence.start < 24
    return opens and all(p.last.year < published.year for p in here)


# What becomes of an application in general: "akan diverifikasi, kemudian diusulkan ...".
PROCEDURE = re.compile(
    r"\b(?:kemudian|selanjutnya|setelah|sesuai (?:ketentuan|aturan|prosedur)|apabila|melalui "
    r"musyawarah)\b",
    re.IGNORECASE,
)


# "meminta Pemkot segera menetapkan ...": what somebody asks of others.
ASKED = re.compile(
    r"\b(?:meminta|minta|mendesak|mendorong|mengajak|mengimbau|berharap|agar|supaya)\b[^,;.]*$",
    re.IGNORECASE,
)
INERT = re.compile(
    r"\b(?:acara|peserta|rombongan|kegiatan|bantuan|bantuan sosial|bansos|program|langkah|"
    r"upaya|hasil)\s+"
    r"(?:(?:ini|itu|tersebut)\s+)?$",
    re.IGNORECASE,
)


# A meeting that "akan digelar" or "akan membahas" is a date, no promise.
EVENT = re.compile(
    r"\W*(?:Rapat|Rakor|Raker|Kegiatan|Acara|Forum|Musrenbang|Sosialisasi|Pertemuan)\b[^.,;]{0,60}$"
)
# "akan turun sendiri ke ...": who goes there himself, not what falls.
GOES_THERE = re.compile(
    r"\s+turun (?:sendiri|langsung|tangan|(?:bersama \w+ )?ke (?:lapangan|lokasi|desa|[A-Z]))"
)


def _akan(text: str, match: re.Match[str]) -> bool:
    """ "akan" promises an action when an active or passive verb of doing follows and its subject
    can act; "akan naik", "akan dirilis", "yang akan datang" do not."""
    if re.match(
        r"\s+(?:tetapi|menjadi|menghadiri|hadir|menyaksikan|menyambut|bertemu)\b",
        text[match.end() :],
    ):
        return False
    if GOES_THERE.match(text, match.end()):
        return True
    if EVENT.match(text, 0, match.start()):
        return False
    here = text[max(0, match.start() - 12) : match.end() + 26]
    if cue("no_promise").search(here):
        return False
    before = text[: match.start()]
    if INERT.search(before):
        return (
            re.match(r"\s+(?:segera |kembali |juga |mulai )?di\w+(?:kan|i)\b", text[match.end() :])
            is not None
        )
    if re.search(
        r"\b(?:angka|kemiskinan|jumlah|stunting|harga|data|dampak|beban|masyarakat|warga|"
        r"penerima|inflasi|ekonomi|ini|itu|tersebut)\s+$",
        before,
        re.IGNORECASE,
    ):
        if DONE_BY.match(text, match.start()):
            return True
        return (
            re.search(r"\b(?:ini|itu|tersebut|data)\s+$", before) is not None
            and re.match(r"\s+(?:kami|kita|di\w+kan|di\w+i)\b", text[match.end() :]) is not None
        )
    return (
        re.match(
            r"\s+(?:tetap |segera |terus |lebih |juga |fokus |kembali |dulu |melakukan |ber|me|di|"
            r"kami|kita|jemput|buka|ada|turun|kerja|rapat|umumkan|saya|bangun|bedah|bantu|bentuk|"
            r"susun|buat|kirim|tambah|gelar|survei|pasang|panggil|latih|rehab|\w+kan\b|\w+i\b)",
            text[match.end() :],
        )
        is not None
    )


def _has_future(reading: Reading, sentence: Sentence) -> bool:
    published = reading.published
    if SOON.search(reading.text, sentence.start, sentence.end):
        return True
    return any(
        published is None or p.last >= published
        for p in within(reading.periods, sentence.start, sentence.end)
    )


SOON = compile_finder(
    r"\b(?:sebelum|jelang|menjelang|paling lambat|selambat-lambatnya|sampai|hingga) "
    r"(?:tutup tahun|akhir tahun|lebaran|"
    r"natal|idul\s?(?:fitri|adha)|ramadan|musim|pilkada|hari raya)",
    re.IGNORECASE,
)


MUST_END = compile_finder(
    r"\b(?:harus|wajib|mesti) (?:sudah |bisa |dapat )?(?:tuntas|habis|selesai|nol|hilang|"
    r"dihapus\w*|dituntaskan|diselesaikan|dientaskan)\b|\bkita tuntaskan\b",
    re.IGNORECASE,
)


def _verbal_target(reading: Reading, sentence: Sentence, text: str) -> int | None:
    """A target without a number: "kemiskinan ekstrem harus tuntas pada 2026", "Target penurunan
    ..."."""
    done = MUST_END.search(text)
    if not _names_aim(reading, sentence, back=done is not None):
        return None
    if done and not HANGS.search(text) and _has_future(reading, sentence):
        return sentence.start + done.start()
    noun = AIM_NOUN.match(text)
    return sentence.start + noun.start() if noun else None


def _names_aim(reading: Reading, sentence: Sentence, *, back: bool) -> bool:
    """Whether a sentence names an indicator, or (`back`) the one before it in its paragraph does:
    "Masih ada 612 jiwa miskin ekstrem. Tahun ini harus habis"."""
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if index and back else sentence
    low = before.start if before.paragraph == sentence.paragraph else sentence.start
    return any(m.strength > PROGRAMME for m in within(reading.indicators, low, sentence.end))


AIM_NOUN = re.compile(
    r"\W*(?:Sementara |Adapun )?(?:target|sasaran) (?:penurunan|pengurangan|angka|kemiskinan|"
    r"prevalensi|stunting)",
    re.IGNORECASE,
)


# ---- who owns it ---------------------------------------------------------------------------------

GOVERNMENTS = {"regency": "Kabupaten", "city": "Kota", "province": "Provinsi"}


def government_of(reading: Reading, code: str | None) -> str | None:
    """The government of a region, by the name that the text gives it: "Pemerintah Kabupaten OKU
    Timur"; that of the nation is "pemerintah"."""
    if code is None:
        return None
    region = load_regions().get(code[:5])
    if region is None or region.level not in GOVERNMENTS:
        return "pemerintah"
    if region.level == "province":  # "Sulsel" is no part of a government's name
        return f"Pemerintah Provinsi {region.name}"
    return (
        f"Pemerintah {GOVERNMENTS[region.level]} {_written_name(reading, region.code, region.name)}"
    )


LEVEL_WORD = re.compile(r"^(?:Kabupaten|Kab\.|Kota|Provinsi|Prov\.)\s+", re.IGNORECASE)


@lru_cache(maxsize=32)
def _written_name(reading: Reading, code: str, name: str) -> str:
    """The name of a region as its own text writes it most often, when that is no slip of case."""
    forms = Counter(
        LEVEL_WORD.sub("", reading.text[m.start : m.end])
        for m in reading.regions.mentions
        if m.code == code
    )
    written = [
        form for form, _ in forms.most_common(3) if form[:1].isupper() and not form.isupper()
    ]
    return written[0] if written and name not in forms else name


def _owner(
    reading: Reading,
    sentence: Sentence,
    anchor: int,
    speaker: Speaker | None,
    *,
    of_region: bool,
    region: str | None = None,
) -> str | None:
    """Who binds himself: the body named as subject, else the government (for the aim of a whole
    region, that of the `region` aimed for) or the office of the speaker."""
    named = _subject_body(reading, sentence, anchor)
    own = list(cue("own_actor").finditer(reading.text, sentence.start, anchor))
    if named and (not own or named[0] >= own[-1].start() or named[2]):
        return named[1]
    if speaker and speaker.on_behalf_of and HEAD_OF_REGION.search(_office_of(reading, speaker)):
        return government_of(reading, speaker.region or reading.subject)
    if speaker and speaker.official is not None:
        return _office_owner(reading, speaker, of_region=of_region)
    counts = speaker is not None and of_region and COUNTS.match(speaker.name)
    if speaker and INSTITUTION.match(speaker.name) and not counts:
        return speaker.name
    if named:
        return named[1]
    if speaker is None or own or of_region:
        return government_of(reading, region or reading.subject or "ID")
    return speaker.name


HEAD_OF_REGION = re.compile(r"\b(?:gubernur|bupati|wali ?kota)\b", re.IGNORECASE)


def _office_of(reading: Reading, speaker: Speaker) -> str:
    """The office of whom a speaker stands in for, as the text writes it or by the name."""
    principal = speaker.on_behalf_of or ""
    held = (o.position for o in reading.officials.officials if o.name == principal)
    return next(held, None) or principal


COUNTS = re.compile(r"(?:BPS|Badan Pusat Statistik)\b")  # aims at nothing that it counts
BODY = re.compile(
    r"(?:[Pp]emerintah (?:[Pp]rovinsi|[Kk]abupaten|[Kk]ota|[Dd]aerah|[Pp]usat)(?: "
    r"[A-Z][\w-]+){0,3}|"
    r"[Pp]emerintah|[Pp]em(?:kab|kot|prov|da)(?: [A-Z][\w-]+){0,3}|DPRD?K?|[Dd]ewan|Bappeda\w*|"
    r"(?:[Ss]emua |[Ss]eluruh |[Pp]ara |[Ss]etiap )?(?:OPD(?: terkait| teknis| pengampu)?|"
    r"[Cc]amat|[Ll]urah)|"
    r"Komisi (?:[IVX]+|[A-E])(?: DPRD?K?(?: [A-Z][\w-]+){0,2})?|Banggar|Pansus)"
    r"(?!\w)"
)
# Before a body that is no subject: where something is, whose data opens the sentence ("Data Kemenko
# PMK menunjukkan ..."), whose meeting it is ("Buka Rakor TKPK").
NO_SUBJECT = re.compile(
    r"\b(?:di|dari|oleh|ke|kepada|bersama|[Dd]ata(?: resmi| terbaru| terakhir)?|versi|"
    r"[Kk]epala|Plt\.?|Kadis|Ketua|[Aa]nggota|arahan|program|dokumen|meminta|minta|dana|untuk|dengan|"
    r"[Hh]itungan|[Pp]erhitungan|[Cc]atatan|[Rr]ilis|[Ss]urvei|[Ll]aporan|[Mm]enurut|"
    r"[Bb]erdasarkan|[Rr]akor(?:da)?|[Rr]apat(?: [Kk]oordinasi| [Kk]erja| [Ee]valuasi| [Pp]leno)?|"
    r"[Rr]aker|[Ff]orum|[Ss]idang)\s+$"
)


def _subject_body(
    reading: Reading, sentence: Sentence, anchor: int
) -> tuple[int, str, bool] | None:
    """The last body named before a verb: its place, its name, and whether it stands right there."""
    text = reading.text
    found: list[tuple[int, int, str]] = []
    for pattern in (INSTITUTION, BODY):
        found += [
            (m.start(), m.end(), m[0].strip())
            for m in pattern.finditer(text, sentence.start, anchor)
        ]
    found = [f for f in found if not NO_SUBJECT.search(text[max(0, f[0] - 22) : f[0]])]
    if not found:
        return None
    start = max(f[0] for f in found)
    end, name = max((f[1], f[2]) for f in found if f[0] == start)
    if text[start - 1 : start] == "(" and SHORT_FORM.fullmatch(name):
        name = government_of(reading, reading.subject or "ID") or name
    return start, name, len(text[end:anchor].split()) <= 4


# "Pemerintah Kota (Pemkot) Pagaralam"
SHORT_FORM = re.compile(r"Pem(?:kab|kot|prov)", re.IGNORECASE)


def _office_owner(reading: Reading, speaker: Speaker, *, of_region: bool) -> str:
    """The body of an office: a service's head speaks for the service, a head of region for all;
    the aim of a region is its government's, whoever states it."""
    official = reading.officials.officials[speaker.official or 0]
    code = official.region or reading.subject
    if official.position in ("ketua dprd", "wakil ketua dprd", "anggota dprd") and not of_region:
        return "DPRD " + _short_name(code)
    region_wide = official.position in ("asisten daerah", "sekretaris daerah", "staf ahli")
    if official.institution and not region_wide and not (of_region and code and code != "ID"):
        return official.institution
    if code in (None, "ID"):
        return official.institution or speaker.name
    return government_of(reading, code) or speaker.name


def _short_name(code: str | None) -> str:
    region = load_regions().get((code or "")[:5])
    if region is None:
        return ""
    words = {"regency": "Kabupaten ", "city": "Kota ", "province": "Provinsi "}
    return words.get(region.level, "") + region.name


# ---- until when, of what, by which plan --------------------------------------------------------


def _deadline(
    reading: Reading, sentence: Sentence, anchor: int, aimed: Figure | None
) -> str | None:
    """The period until which something is promised."""
    target = aimed.period if aimed else None
    measured = aimed is not None and aimed.indicator in RATE_TARGETS
    return deadline_of(reading, sentence, anchor, target, measured)


def _aim(
    reading: Reading, sentence: Sentence, figures: list[Figure], target: int | None, anchor: int
) -> tuple[str | None, str | None]:
    if target is not None:
        figure = figures[target]
        return figure.indicator, direction_of(figure.indicator, figure.value)
    mentions = [
        m
        for m in within(reading.indicators, sentence.start, sentence.end)
        if m.topic in TOPICS
        and (
            (m.strength == LABEL and not _only_people(reading.text, m))
            or _worked_on(reading.text, m)
            or AIMED_AT.match(reading.text, m.end, sentence.end)
        )
    ]
    taken = None if mentions else _taken_up(reading, sentence)
    given = _given(figures, sentence, anchor)
    if given and not taken and not any(_worked_on(reading.text, m) for m in mentions):
        return given, None
    if not mentions:
        return taken or (None, None)
    nearest = min(mentions, key=lambda m: abs(m.start - anchor))
    zero = TO_ZERO.search(reading.text, sentence.start, sentence.end)
    ends = AIMED_AT.match(reading.text, nearest.end, sentence.end)
    to_zero = zero is not None or (ends is not None and ends["zero"] is not None)
    return nearest.indicator, "zero" if to_zero else direction_of(nearest.indicator, 1)


def _only_people(text: str, mention: IndicatorMention) -> bool:
    """Whether a mention names the poor themselves ("daftar keluarga miskin"), not how many."""
    if not mention.indicator.endswith(("_households", "_population")):
        return False
    before = text[max(0, mention.start - 24) : mention.start]
    return not re.search(r"\b(?:jumlah|angka|banyaknya)\s+\w*\s*$|\d\s*$", before, re.IGNORECASE)


TOPICS = ("poverty", "extreme_poverty", "stunting", "unemployment")
GIVEN = ("housing_units", "beneficiaries", "budget")
TO_ZERO = re.compile(r"\b(?:nol|tuntas|habis|hapus|penghapusan|0 ?%)\b", re.IGNORECASE)
# What is to become of an indicator right behind its name: "Kemiskinan Ekstrem Ditarget Tuntas".
AIMED_AT = re.compile(
    r"(?:[^,;.:]|(?<=\d)[,.](?=\d)){0,80}?"
    r"\b(?:harus|wajib|mesti|ditarget(?:kan)?|kita|kami|20\d\d|optimis\w*)\s+"
    r"(?:sudah\s+|bisa\s+|dapat\s+|segera\s+)*"
    r"(?:(?P<zero>tuntas(?:kan)?|nol|habis|selesai|hilang|dihapus\w*|dituntaskan|diselesaikan|"
    r"dientaskan)|turun(?:kan)?|diturunkan|ditekan|dikurangi)\b",
    re.IGNORECASE,
)
# What the sentence before spoke of: "berkomitmen menuntaskannya", "Desember ini kita tuntaskan".
TAKEN_UP = re.compile(
    r"\b(?:(?P<zero>me(?:nuntaskan|nyelesaikan|nghapus(?:kan)?|ngentaskan)nya|"
    r"(?:kita|kami) (?:harus )?(?:tuntaskan|selesaikan)|(?:harus|mesti) (?:tuntas|habis|nol))|"
    r"me(?:nurunkan|nekan|ngurangi|mangkas)nya)\b",
    re.IGNORECASE,
)


def _given(figures: list[Figure], sentence: Sentence, anchor: int) -> str | None:
    """What is to be given or built by a promise: houses, people helped, money."""
    aims = [
        f
        for f in within(figures, sentence.start, sentence.end)
        if f.modality == "target" and f.indicator in GIVEN
    ]
    nearest = min(aims, key=lambda f: abs(f.start - anchor), default=None)
    return nearest.indicator if nearest else None


def _taken_up(reading: Reading, sentence: Sentence) -> tuple[str, str | None] | None:
    """The indicator of the sentence before, when a promise only points back to it."""
    match = TAKEN_UP.search(reading.text, sentence.start, sentence.end)
    index = reading.sentence_index(sentence.start)
    if match is None or not index:
        return None
    before = reading.sentences[index - 1]
    mentions = [
        m for m in within(reading.indicators, before.start, before.end) if m.topic in TOPICS
    ]
    if before.paragraph != sentence.paragraph or len({m.topic for m in mentions}) != 1:
        return None
    indicator = max(mentions, key=lambda m: m.strength).indicator
    return indicator, "zero" if match["zero"] else direction_of(indicator, 1)


def _worked_on(text: str, mention: IndicatorMention) -> bool:
    before = text[max(0, mention.start - 30) : mention.start]
    return (
        re.search(
            r"(?:menurunkan|meminimalisasi|mengurangi|menghapus(?:kan)?|menekan|menuntaskan|target|"
            r"menanggulangi|penurunan|penghapusan)\s+(?:angka\s+)?$",
            before,
            re.IGNORECASE,
        )
        is not None
    )


def direction_of(indicator: str, value: float) -> str | None:
    """Where an indicator is meant to go: poverty down, human development up, nothing to zero."""
    if indicator in ("housing_units", "budget", "fiscal_incentive", "beneficiaries"):
        return None
    if value == 0:
        return "zero"
    return "up" if indicator in GROWS else "down"


def _region(
    reading: Reading,
    sentence: Sentence,
    figures: list[Figure],
    target: int | None,
    speaker: Speaker | None,
) -> str | None:
    if target is not None and figures[target].region:
        return figures[target].region
    for place in within(find_places(reading), sentence.start, sentence.end):
        if place.kind == "office":
            return place.code
    if speaker and speaker.region:
        return speaker.region[:5]
    return reading.subject or "ID"


def _instrument(
    reading: Reading, sentence: Sentence, instruments: list[InstrumentMention]
) -> str | None:
    here = [m for m in instruments if sentence.start <= m.start < sentence.end]
    return reading.text[here[0].start : here[0].end].strip() if here else None


# ---- follow-up lists ---------------------------------------------------------------------------


DAY = len("2024-12-31")


def _due(item: Followup, figure: Figure | None) -> str | None:
    """The deadline of an item: the day that it names, else for a measured aim the period of its
    figure."""
    measured = figure is not None and figure.indicator in RATE_TARGETS
    if item.deadline and len(item.deadline) == DAY:
        return item.deadline
    if figure and figure.period and (measured or item.deadline is None):
        return figure.period.split("/")[-1]
    return item.deadline


def _from_followup(
    reading: Reading, item: Followup, figures: list[Figure], instruments: list[InstrumentMention]
) -> Commitment:
    inside = within(figures, item.start, item.end)
    first = bisect_left(figures, item.start, key=lambda figure: figure.start)
    target = next((i for i, f in enumerate(inside, first) if f.modality == "target"), None)
    figure = figures[target] if target is not None else None
    here = [m for m in instruments if item.start <= m.start < item.end]
    return Commitment(
        start=item.start,
        end=item.end,
        owner=item.owner or government_of(reading, reading.subject),
        region=figure.region if figure and figure.region else reading.subject,
        indicator=figure.indicator if figure else None,
        direction=direction_of(figure.indicator, figure.value) if figure else None,
        deadline=_due(item, figure),
        figure=target,
        instrument=reading.text[here[0].start : here[0].end].strip() if here else None,
        stated_on=reading.published.isoformat() if reading.published else None,
        rule="follow-up list",
    )
