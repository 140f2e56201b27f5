"""Level or change; stated as so, as an aim or as a forecast."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.cues import cue
from extract.finder import Finder, compile_finder, fold, know_part
from extract.labels import Label, coming, is_list_line
from extract.periods import Period
from extract.quantities import Quantity
from extract.reading import Reading
from extract.text import Sentence


@cache
def _change_before(kind: str) -> re.Pattern[str]:
    filler = cue("change_filler").pattern
    return re.compile(rf"({cue(kind).pattern})(?:\s+{filler}|\s*[(,]\s*){{0,6}}\s*$", re.IGNORECASE)


@cache
def _change_noun() -> re.Pattern[str]:
    return re.compile(rf"{cue('change_noun').pattern}\s+(?:\w+\s+){{0,2}}?$", re.IGNORECASE)


def direction(text: str) -> int:
    """The sign of the last word of rise or fall in a stretch of text, 0 when there is none."""
    rises = [m.start() for m in cue("rise").finditer(text)]
    falls = [m.start() for m in cue("fall").finditer(text)]
    if not rises and not falls:
        return 0
    return 1 if max(rises, default=-1) > max(falls, default=-1) else -1


STILL = re.compile(r",\s*masih\b", re.IGNORECASE)  # "tidak berkurang, masih 600": the state


def measure_of(text: str, sentence: Sentence, quantity: Quantity, label: Label) -> tuple[str, int]:
    """Whether a number is a level or a change, and the sign of the change."""
    before = text[max(sentence.start, quantity.start - CLAUSE_MAX) : quantity.start]
    for kind, sign in (("rise", 1), ("fall", -1)):
        match = _change_before(kind).search(before)
        if match and not (kind == "rise" and label.topic == "growth"):
            series = _opens_series(text, before[: match.end()], match[0], quantity.end)
            state = series or STILL.search(match[0])
            return ("level", 0) if state else ("change", sign)
    if compared := _compared_by(text, before, quantity.end):
        return "change", compared
    behind = LESS_OR_MORE.match(text[quantity.end : quantity.end + 70])
    if behind:
        return "change", -1 if behind["less"] else 1
    if quantity.unit == "percentage_point" or _only_moves(quantity, label):
        return "change", direction(before) or direction(
            text[max(0, sentence.start - 160) : sentence.start]
        ) or 1
    moved = MOVED_BY.search(before) if label.topic not in ADMINISTRATIVE else None
    if moved:
        return "change", -1 if moved["less"] else 1
    return _governed_by_noun(text, sentence, quantity, label)


ADMINISTRATIVE = ("housing", "beneficiaries", "budget", "incentive")
# "berhasil menurunkan angka stunting dan angka kemiskinan sebesar 2,1 persen"
MOVED_BY = re.compile(
    r"\b(?:(?P<less>menurunkan|menekan|mengurangi|memangkas)|menaikkan|meningkatkan)\s+"
    r"(?!.*\b(?:menjadi|hingga|sampai|ke)\b)[^,.;:\d]{3,80}\s(?:sebesar|sebanyak)\s+$",
    re.IGNORECASE,
)


def _only_moves(quantity: Quantity, label: Label) -> bool:
    """Whether a number can only say how far something moved: percents of a line in rupiah."""
    return quantity.unit == "percent" and label.topic == "poverty_line"


LEVEL_NEAR = re.compile(
    r"\b(?:jadi|ke|dari|hingga|sampai|angka|tercatat|posisi|masih|saat ini|level)\b|[;:]",
    re.IGNORECASE,
)


# "terus turun, yakni 2,1 persen pada 2021, 1,6 persen pada 2022": a series of levels.
TREND = re.compile(
    r"\b(?:terus|tren\w*|kecenderungan|konsisten|selalu|kian|makin|semakin|berangsur\S*|"
    r"(?:dari )?tahun ke tahun|(?:se)?tiap tahun)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
LISTS = re.compile(r":|\b(?:yaitu|yakni|adalah|masing-masing)\b", re.IGNORECASE)
SERIES_BEHIND = re.compile(
    r"\s*\(?(?:[a-z]+\s+){0,4}(?:[A-Z][a-z]+\s+)?(?:tahun\s+)?(?:19|20)\d\d\)?\s*"
    r"(?:[,;]|\bdan\b|\blalu\b|\bkemudian\b|\bmenjadi\b)[^.\d]{0,40}\d",
)


# "menanjak, yaitu 1,6 pada 2024 dari semula 1,4"
FROM_BEFORE = re.compile(
    r"\s+(?:[a-z]+\s+){0,3}(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d,?\s+dari\s+(?:yang\s+)?"
    r"(?:semula|sebelumnya|awalnya)\s+(?:\w+\s+)?\d"
)


def _opens_series(text: str, before: str, change: str, end: int) -> bool:
    """Whether a number behind a word of change is the first of a series by years."""
    listed = LISTS.search(change) is not None
    if listed and FROM_BEFORE.match(text, end):
        return True
    trend = TREND.search(before[: len(before) - len(change)].rstrip(" ,"))
    return listed and trend is not None and SERIES_BEHIND.match(text, end) is not None


EARLIER_TIME = (
    r"(?:tahun|bulan|periode|posisi|keadaan|kondisi|capaian|Maret|September|Januari|Februari|April|"
    r"Mei|Juni|Juli|Agustus|Oktober|November|Desember|(?:19|20)\d\d|setahun|sebelumnya|semester|"
    r"triwulan|kuartal|(?:satu|dua|tiga|empat|lima) tahun)\b"
)
THAN = r"(?:ketimbang|daripada|dari|di ?banding(?:kan)?(?: dengan)?)"
LESS_OR_MORE = re.compile(
    rf"\s*lebih (?:(?P<less>rendah|kecil|sedikit)|tinggi|besar|banyak) {THAN}\s+{EARLIER_TIME}",
    re.IGNORECASE,
)
# "lebih sedikit 5.400 jiwa dibanding tahun 2023"; a gap between two places is none.
LESS_BY = re.compile(
    r"\blebih (?:(?P<less>rendah|kecil|sedikit)|tinggi|besar|banyak)\s+"
    r"(?:(?:sekitar|sebesar|sebanyak|hampir|kira-kira|kurang lebih|hingga|sampai)\s+)*$",
    re.IGNORECASE,
)
THAN_THEN = re.compile(rf"\s*\(?(?:\w+\s+)?{THAN}\s+(?:angka\s+|data\s+)?{EARLIER_TIME}", re.I)


def _compared_by(text: str, before: str, end: int) -> int:
    """The sign of a number that says by how much something is less or more than it was, else 0."""
    compared = LESS_BY.search(before[-60:])
    if compared is None or not THAN_THEN.match(text, end, end + 70):
        return 0
    return -1 if compared["less"] else 1


def _governed_by_noun(
    text: str, sentence: Sentence, quantity: Quantity, label: Label
) -> tuple[str, int]:
    """ "target penurunan angka kemiskinan ... rata-rata 0,40%": the noun before the label
    decides."""
    mention = label.mention
    if not sentence.start <= mention.start < mention.end <= quantity.start:
        return "level", 0
    lead = _change_noun().search(text[sentence.start : mention.start])
    between = text[mention.end : quantity.start]
    near = " ".join(between.split()[-2:])
    if lead is None or "menjadi" in between or LEVEL_NEAR.search(near):
        return "level", 0
    rate = quantity.per or re.search(
        r"\b(?:sebesar|sebanyak|rata-rata|yakni|yaitu|hanya|cuma|"
        r"mencapai|minimal)\b",
        between,
    )
    return ("change", direction(lead[0])) if rate else ("level", 0)


WORD_SIGN = re.compile(r"\w")
BRACKETS = re.compile(r"\([^()]*\)")
CLAUSE_MAX = 600  # characters before a number that its clause may have
NEAR = 220  # characters before a number whose words say whether it is an aim


@lru_cache(maxsize=64)
def clause_before(text: str, sentence: Sentence, start: int) -> str:
    """The words of a number's clause before it: from the last change of subject, semicolon or
    opening bracket with words in it; what stands in closed brackets is left out."""
    low = sentence.start
    if start - low > CLAUSE_MAX:
        low = text.find(" ", start - CLAUSE_MAX) + 1
    clause = BRACKETS.sub(lambda found: " " * len(found[0]), text[low:start])
    bracket = clause.rfind("(")
    know_part(clause, text, low)
    if bracket >= 0:
        inside = clause[bracket + 1 :]
        if WORD_SIGN.search(inside):
            return know_part(inside, clause, bracket + 1)
        return know_part(clause[:bracket], clause, 0)
    turn = max((m.end() for m in cue("contrast").finditer(clause)), default=0)
    rest = clause[max(turn, clause.rfind(";") + 1) :].lstrip()
    return know_part(rest, clause, len(clause) - len(rest))


@cache
def _just_before(kind: str) -> re.Pattern[str]:
    return re.compile(rf"{cue(kind).pattern}(?:\s+[\w-]+){{0,2}}\s*$", re.IGNORECASE)


def modality_of(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    label: Label,
    period: Period | None,
    head: Sentence | None = None,
    agreed: bool = False,
) -> str:
    """reported, target or forecast, by the words before a number and by a period still to come.

    `head` is the line that heads the list in which the sentence stands; `agreed` says that the
    sentence is an item of a follow-up list.
    """
    text = reading.text
    clause = clause_before(text, sentence, quantity.start)
    near = clause.find(" ", len(clause) - NEAR) + 1 if len(clause) > NEAR else 0
    clause = know_part(clause[near:], clause, near)
    future = coming(period, reading)
    administrative = label.topic in ADMINISTRATIVE
    if not administrative and (is_origin(clause) or _as_it_stands(clause)):
        return "reported"
    past = period is not None and _is_past(period, reading)
    told = period is not None and sentence.start <= period.start < sentence.end
    if quantity.value and not (past and told) and _is_foreseen(clause):
        return "forecast"
    if MAYBE.search(clause) and (future or AHEAD.search(clause)):
        return "forecast"
    stated_now = _just_before("reported_now").search(clause)
    if administrative:
        behind = text[quantity.end : min(sentence.end, quantity.end + 90)]
        return _plan(clause, behind, label, stated_now is not None, future or agreed, past)
    done = DONE.search(clause)
    if done and not future and not cue("target_strong").search(clause[done.start() :]):
        return "reported"
    if stated_now and not future and not _aimed_from(clause, stated_now.start()):
        return "reported"
    aim = cue("target").search(clause) or _aim_around(reading, sentence, quantity, clause, head)
    if aim is None and (
        _announced(reading, sentence, period) or _to_end(reading, sentence, quantity, label, period)
    ):
        return "target"
    return "target" if future or (aim and _aims(aim[0], clause, period, reading)) else "reported"


# "Sampai akhir tahun mungkin 8 – 9 persen": what may come is no aim.
MAYBE = re.compile(
    r"\bmungkin(?:\s+(?:sekitar|hanya|tinggal|jadi|menjadi|di))?\s*(?:\d[\d.,]*\s*[-–]\s*)?$",
    re.IGNORECASE,
)
AHEAD = compile_finder(
    r"\b(?:akhir tahun|tahun depan|bulan depan|semester depan|nanti|mendatang)\b", re.IGNORECASE
)
# "menargetkan stunting yang saat ini berada di angka 7 persen bisa ditekan": how it stands now
STANDS = re.compile(
    r"\byang\s+(?:(?:saat ini|kini|sekarang|hari ini)\s+|(?:masih|tinggal)\s+)[^,.;]{0,45}$",
    re.IGNORECASE,
)


def _as_it_stands(clause: str) -> bool:
    """Whether a number is told in a relative clause of how things are, whatever is aimed at."""
    stands = STANDS.search(clause)
    return stands is not None and cue("target").search(stands[0]) is None


AIMS = compile_finder(
    r"\b(?:memasang|menetapkan|menyebut(?:kan)?|mematok|punya|mempunyai|memiliki|menaruh|dengan)\s+"
    r"(?:\w+\s+){0,2}target(?:nya)?\b[^.:]{0,50}[.:]?\W*$|\btarget(?:nya)?\s+(?:jelas|tegas|tinggi|"
    r"ambisius)[.:]?\W*$",
    re.IGNORECASE,
)


def _is_foreseen(clause: str) -> bool:
    """Whether a word of forecast stands behind any of aim; "bisa" foresees nothing in a wish."""
    foreseen = list(cue("forecast").finditer(clause))
    if not foreseen or foreseen[-1].start() <= _last(cue("target_strong"), clause):
        return False
    can = foreseen[-1][0].lower().rstrip().endswith("bisa")
    return not (can and cue("wish").search(clause))


def _announced(reading: Reading, sentence: Sentence, period: Period | None) -> bool:
    """Whether the sentence before only says that an aim follows: "Kami punya target tinggi. Tahun
    depan 9 persen"; what is told of an earlier year is none."""
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if index else None
    if before is None or before.paragraph != sentence.paragraph:
        return False
    past = period is not None and _is_past(period, reading)
    return not past and AIMS.search(reading.text, before.start, before.end) is not None


def _to_end(
    reading: Reading, sentence: Sentence, quantity: Quantity, label: Label, period: Period | None
) -> bool:
    """Whether extreme poverty is to be nil by a time of its sentence that is not over: "nol persen
    pada Desember 2024", "yang ekstrem nol tahun ini juga"."""
    if quantity.value or label.topic != "extreme_poverty" or period is None:
        return False
    told = sentence.start <= period.start < sentence.end
    return told and bool(reading.published and period.last >= reading.published)


def _aimed_from(clause: str, start: int) -> bool:
    """Whether a word of aim stands behind a place of a clause or reaches over it: "diharapkan
    tinggal 13,5 persen"."""
    return any(match.end() > start for match in cue("target_strong").finditer(clause))


DONE = re.compile(
    r"\b(?:telah|sudah|berhasil|sukses|mampu|cuma|hanya|baru|biasanya)\s+(?:berhasil\s+|sukses\s+|"
    r"bisa\s+)?(?:di|me|ter)(?:kurang|ngurang|tekan|nekan|turun|nurun|capai|ncapai|pangkas|mangkas|kikis|ngikis|entas|"
    r"ngentas"
    r"|tuntas|nuntas)\w*(?:\s+[\w/,-]+){0,8}\s*$",
    re.IGNORECASE,
)


def _last(pattern: Finder, text: str) -> int:
    """Where the last match of a pattern stands, -1 without one."""
    return max((m.start() for m in pattern.finditer(text)), default=-1)


ORIGIN = re.compile(
    r"(\w+\s+)?\bdari(?: angka| posisi| sebelumnya| saat ini| kondisi| realisasi| capaian| "
    r"tahun| baseline)?"
    r"(?: (?:Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)\w*)?(?: (?:19|20)\d\d)?(?: "
    r"yang)?(?: sebesar| sebanyak| sekitar)?\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def is_origin(clause: str) -> bool:
    """Whether a number is where something came from: "turun dari 9 persen"; not "lebih dari"."""
    found = ORIGIN.search(clause) if "dari" in fold(clause) else None
    if found is None or (found[1] or "").strip().lower() in ("lebih", "kurang"):
        return False
    return re.search(r"\b(?:direvisi|diubah|dikoreksi|digeser)\b", clause, re.IGNORECASE) is None


def _aim_around(
    reading: Reading, sentence: Sentence, quantity: Quantity, clause: str, head: Sentence | None
) -> re.Match[str] | None:
    """An aim in the head of the list, or right behind a zero: "0% menjadi target"."""
    text = reading.text
    closed = text.rfind(")", sentence.start, quantity.start) + 1
    bracketed = text.find("(", max(closed, quantity.start - 60), quantity.start) >= 0
    listed = head is not None and head is not sentence and is_list_line(reading, sentence)
    if head is not None and listed and not bracketed:
        found = cue("target_strong").search(text, head.start, head.end)
        if found and not re.search(r"realisasi|capaian", clause, re.IGNORECASE):
            return found
    if quantity.value == 0:
        behind = min(sentence.end, quantity.end + 40)
        return cue("target").search(text[quantity.end : behind])
    return None


def _aims(word: str, clause: str, period: Period | None, reading: Reading) -> bool:
    """An aim holds unless its period is over and the words are only those of a programme."""
    strong = cue("target_strong").search(clause) or cue("target_strong").fullmatch(word)
    return strong is not None or period is None or not _is_past(period, reading)


def _is_past(period: Period, reading: Reading) -> bool:
    return bool(reading.published and period.last.year < reading.published.year)


CHANGED = re.compile(
    r"\b(?:berkurang|menyusut|turun|bertambah|susut)\s+(?:sebanyak\s+|sekitar\s+)?$", re.I
)


# "275 rumah akan diperbaiki", "68 rumah akan kami bedah", "150 unit harus selesai dibedah": what is
# to be done stands behind.
TO_BE_DONE = re.compile(
    r"(?:,?\s+(?!yang\b|dan\b(?!\s+(?-i:[A-Z]))|tapi\b|karena\b|dari\b)[\w/-]+){0,10}?"
    r"(?:,?|\s+yang)\s+"
    r"(?:(?:akan|bakal|direncanakan|diusulkan|ditargetkan)\s+(?:(?:segera|juga|kembali|mulai)\s+)?"
    r"(?:di?[a-z]|(?:kami|kita|saya)\s+\w)|"
    r"(?:kami|kita)\s+(?:target|rencana|usul|janji)kan\b|"
    r"(?:harus|wajib|mesti|kudu)\s+(?:sudah\s+)?(?:selesai|tuntas|rampung|beres|jadi|berdiri|"
    r"terbangun|di(?:bangun|bedah|perbaiki|rehab|selesaikan|tuntaskan|rampungkan|salur|bayar)))",
    re.IGNORECASE,
)
# "97 unit sudah berdiri", "143 yang sudah kita bangun": what is done stands behind.
DONE_BEHIND = re.compile(
    r"(?:\s+(?!yang\b|akan\b|harus\b|wajib\b|mesti\b|bakal\b|dan\b|paling\b|sebelum\b|"
    r"\w*(?:target|rencana|usul|janji|harap))[\w/-]+){0,4}?\s+(?P<which>yang\s+)?"
    r"(?:(?:sudah|telah|berhasil)\s+"
    r"(?!harus|akan|(?:kami |kita )?(?:di)?(?:rencana|anggar|target|usul))(?:\w+\s+)?"
    r"(?:berdiri|selesai|rampung|tuntas|jadi|beres|terbangun|kami|kita|di[a-z]{4}|ter[a-z]{4}|"
    r"me[a-z]{4})|(?:selesai|rampung|terbangun|terealisasi)\b)",
    re.IGNORECASE,
)
# Money that is to come; what is set aside ("dialokasikan") is stated as so.
PROMISED = re.compile(
    r"\b(?:akan|bakal|direncanakan|berencana|merencanakan|rencanakan|diusulkan|mengusulkan|usulkan|"
    r"janji\w*|berjanji|menjanjikan|dijanjikan|menargetkan)\s+(?:[\w/-]+\s+){0,8}$",
    re.IGNORECASE,
)
# "minta belanja bansos ditambah jadi Rp100 miliar"
ASKED_FOR = re.compile(
    r"\b(?:minta|meminta|usul|mengusulkan|mendesak|menuntut)\b[^.;\d]{0,60}"
    r"\b(?:ditambah|dinaikkan|dialokasikan|dianggarkan)\b[^.;\d]{0,24}$",
    re.IGNORECASE,
)
# "menginstruksikan Dinas PUPR merampungkan 96 unit": what somebody is told to finish.
TOLD_TO = re.compile(
    r"\b(?:(?:meng|di)?instruksikan|(?:memer|diper)intahkan|(?:men|di)?tugaskan|menugaskan|"
    r"(?:me|di)?minta|(?:me|di)wajibkan)\s+(?:[\w/&-]+\s+){0,8}?"
    r"(?:agar\s+|untuk\s+|segera\s+)*(?:me|di)?(?:rampung|nyelesai|selesai|nuntas|tuntas|mbangun|"
    r"bangun|mperbaiki|perbaiki|nyalur|salur|mbedah|bedah)\w*"
    r"(?:\s+(?!telah\b|sudah\b)[\w/-]+){0,4}\s*$",
    re.IGNORECASE,
)
# "berkomitmen menuntaskannya, salah satunya lewat bedah rumah 210 unit": a promise and its means.
MEANS = re.compile(
    r"\b(?:berkomitmen|bertekad|berjanji|berupaya)\b[^.;]{0,110}\b(?:lewat|melalui|dengan|termasuk)\s+"
    r"(?:[\w/-]+\s+){0,5}$",
    re.IGNORECASE,
)


def _plan(
    clause: str, behind: str, label: Label, stated_now: bool, future: bool, past: bool
) -> str:
    near = clause[-90:]
    if label.topic in ("budget", "incentive"):
        aimed = re.search(r"\btarget", near[-40:], re.IGNORECASE) or PROMISED.search(near)
        aimed = aimed or ASKED_FOR.search(near)
        return "target" if aimed else "reported"
    if not future and (CHANGED.search(near) or _came_from(clause) or _done(near, behind)):
        return "reported"
    if re.search(r"\bdari target\s*$", clause, re.IGNORECASE):
        return "target"
    if (stated_now or past) and not future:
        return "reported"
    planned = future or cue("plan").search(near) or TO_BE_DONE.match(behind) or _bidden(clause)
    return "target" if planned else "reported"


def _done(near: str, behind: str) -> bool:
    """Whether what is done stands behind the number; which ones are to be built ("akan membangun
    60 rumah yang sudah disurvei") does not make them so."""
    match = DONE_BEHIND.match(behind)
    return match is not None and not (match["which"] and cue("plan").search(near))


def _bidden(clause: str) -> bool:
    """Whether houses or people are those of an order, or the means of a promise."""
    return TOLD_TO.search(clause) is not None or MEANS.search(clause) is not None


def _came_from(clause: str) -> bool:
    """Whether houses or families are those that something came from: "menambah kuota dari 480
    unit"."""
    return is_origin(clause) and MOVES.search(clause) is not None


MOVES = re.compile(
    r"\b(?:naik|turun|menambah|menyusut|berkurang|bertambah|meningkat|menurun|"
    r"ditambah|tambah|memperluas|menaikkan)\w*\b"
    r"[^.;]{0,40}\bdari\s*$|\b(?:dibanding|dibandingkan|ketimbang|daripada)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
