"""Which region a text means without its name: "daerah ini", "kota itu", or its paragraph's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.finder import compile_finder
from extract.gazetteer import NATION, level, parent
from extract.reading import Reading, within
from extract.regions import RegionMention
from extract.text import Sentence

BACK = 3  # how many sentences before may name what "daerah itu" means

COMPARES = re.compile(
    r"\b(?:di ?bawah|di ?atas|dibanding(?:kan)?|bandingkan|lebih \w+ dari(?:pada)?|rata-rata|"
    r"dengan|dari(?:pada)?)\s+(?:\w+[\s-]+){0,4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point at a region named before, and its code."""

    start: int
    end: int
    code: str


# "kabupaten penghasil nikel itu", "daerah tersebut"
POINTS = compile_finder(
    r"\b(?:(?P<noun>kabupaten|kota|provinsi|propinsi)(?:\s+(?!(?:dan|atau|yang|dengan|"
    r"di|ke|dari|pada|untuk|sejak|hingga|saat|sekitar|setelah|tahun|bulan|angka|jumlah|data|hal|"
    r"kondisi|persentase|program|rapat|kegiatan|waktu|dana|kemiskinan|penurunan)\b|se-)"
    r"(?-i:[a-z][a-z-]+)){0,3}?|(?P<any>daerah|wilayah)|"
    r"(?P<far>kabupaten|kota|daerah|provinsi)\s+(?:(?:yang\s+)?(?:terletak|berada|berbatasan|berjuluk|"
    r"dikenal)|di\s+(?:ujung|sisi|kawasan|lereng|kaki|pesisir|perbatasan|bagian|pantai|tepi))"
    r"(?:\s+(?!ini\b|itu\b)[\w'’-]+){1,6}?)\s+(?P<which>ini|itu|tersebut)\b(?!\s+(?:juga\s+)?(?:tahun|bulan)\b)",
    re.IGNORECASE,
)
# "dua kabupaten itu", "kabupaten/kota ini": several, and none by itself.
SEVERAL = re.compile(
    r"(?:(?<!\b20\d)\d|\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|belas|puluh|kedua|ketiga|"
    r"keempat|kelima|para|semua|seluruh|antar|tiap|setiap|beberapa|sejumlah|banyak|pemerintah|"
    r"kepala|perangkat|luar)|/)\s*$",
    re.IGNORECASE,
)
LEVELS = {"kabupaten": ("regency",), "kota": ("city",)}
LOCAL, WIDE = ("regency", "city"), ("province",)


def find_pointers(reading: Reading) -> list[Pointer]:
    """The words that point at a region of the sentences before: "Donggala masih tertinggi.
    Daerah ini ..."."""
    found = []
    for match in POINTS.finditer(reading.text):
        before = reading.text[max(0, match.start() - 40) : match.start()]
        if SEVERAL.search(before) or COMPARES.search(before):
            continue
        if match["noun"] and within(reading.regions.mentions, match.start(), match.end()):
            continue  # "kabupaten Lahat itu" names its region
        if match["which"].lower() == "ini" and _quoted(reading, match.start()):
            continue  # the speaker's own
        noun = match["noun"] or (match["far"] or "daerah").lower().replace("daerah", "")
        code = _antecedent(reading, match.start(), noun.lower() or None)
        if code:
            found.append(Pointer(match.start(), match.end(), code))
    return found


def _quoted(reading: Reading, position: int) -> bool:
    """Whether a place stands inside a quotation of its paragraph."""
    low = reading.text.rfind("\n", 0, position) + 1
    before = reading.text[low:position]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _antecedent(reading: Reading, position: int, noun: str | None) -> str | None:
    """The one region of the fitting level that stands nearest before a place: in its sentence,
    else in the sentences before it, as far as the paragraph or the one that it follows."""
    index = reading.sentence_index(position)
    paragraph = reading.sentences[index].paragraph
    for back in range(min(BACK, index) + 1):
        sentence = reading.sentences[index - back]
        if paragraph - sentence.paragraph > (1 if back == 1 else 0):
            return None
        named = within(reading.regions.mentions, sentence.start, min(sentence.end, position))
        fitting = _of_level(reading, list(named), noun)
        if fitting:
            codes = {m.code for m in fitting}
            opens = fitting[0].start == sentence.start and not LISTED.match(
                reading.text, fitting[0].end
            )
            return fitting[0].code if opens or len(codes) == 1 else None
    return None


LISTED = re.compile(r"\s*(?:,|/|\b(?:dan|serta|maupun|atau)\b)", re.IGNORECASE)
HELD = re.compile(
    r"\b(?:Bupati|Wali ?[Kk]ota|Gubernur|Sekda|DPRD|Pem(?:kab|kot|prov)|BPS|Bappe\w+|Polres|Kodim|"
    r"Dinas(?: [A-Z]\w+)+)\s+(?:Kabupaten\s+|Kota\s+|Provinsi\s+)?$"
)


def _of_level(
    reading: Reading, named: list[RegionMention], noun: str | None
) -> list[RegionMention]:
    """The regions that a noun may mean, without those that others are compared with; "daerah" is
    rather a regency than the province around it."""
    spoken = [m for m in named if not _beside(reading.text, m)]
    free = [m for m in spoken if not HELD.search(reading.text[max(0, m.start - 40) : m.start])]
    spoken = free or spoken  # whose office it is, is meant only where nothing else is named
    levels = [WIDE] if noun in ("provinsi", "propinsi") else [LEVELS.get(noun or "", LOCAL)]
    for wanted in [*levels, *([] if noun else [WIDE])]:
        fitting = [m for m in spoken if m.code != NATION and level(m.code) in wanted]
        if fitting:
            return fitting
    return []


DATELINE = re.compile(r"[^.;:\n]{0,40}?\s?[-–—|]\s")


def _beside(text: str, mention: RegionMention) -> bool:
    """Whether a region is only compared with, or where a report was written."""
    line = text.rfind("\n", 0, mention.start) + 1
    opens = not text[line : mention.start].strip(' "“”*')
    if opens and DATELINE.match(text, mention.end):
        return True
    return COMPARES.search(text[max(0, mention.start - 40) : mention.start]) is not None


# What stands before the region that a paragraph turns to.
TURNS_TO = re.compile(
    r"\W*(?:(?:adapun|sementara(?: itu)?|sebaliknya|giliran|berbeda|beda|"
    r"lain (?:lagi|halnya|cerita\w*|kisah\w*)|begitu (?:juga|pula)|"
    r"demikian (?:juga|pula)|kasus|kondisi|keadaan|situasi|potret|cerita|"
    r"dengan|di|kabupaten|kota|provinsi)\b,?\s*)*",
    re.IGNORECASE,
)
# What is told of a region itself; "Sragen mengirim lima pejabat" tells what it did in passing.
SAYS_OF_IT = re.compile(
    r"(?:\s*\([\w ]{2,20}\))?(?:\s*[.!:]|,? (?:misalnya|contohnya|sendiri)\b|"
    r"\s+(?:(?:pun|juga|kini|memang|sekarang|dulu|selama ini)\s+)*"
    r"(?:(?:men)?jadi|masih|paling|sudah|telah|belum|baru|lain|"
    r"sempat|tetap|menempati|berada|(?:men|ter)catat|justru|malah|nyaris|lebih|ter\w+|punya|"
    r"memiliki|mempunyai|patut|layak|berbeda|beda|tak|tidak|bahkan|contoh\w*|naik|turun|menurun|"
    r"meningkat|membaik|memburuk|melaju|menyusul|adalah|merupakan|berhasil|mampu|bisa|boleh|"
    r"membukukan|menunjukkan|mengalami|menekan)\b)"
)


def paragraph_region(reading: Reading, sentence: Sentence) -> str | None:
    """The region that a paragraph speaks of, as it opens with it: "Donggala menjadi contoh.",
    "Lain lagi Morowali.", "Kasus Poso berbeda"."""
    index = reading.sentence_index(sentence.start)
    if index == 0 or reading.sentences[index - 1].paragraph == sentence.paragraph:
        return None
    return _turned_to(reading, sentence)


ITS_OWN = compile_finder(
    r"\W*(?:(?:adapun|namun|tetapi|tapi|bahkan|padahal|sebab|karena|di sana|kini|sekarang|saat ini|"
    r"tahun (?:ini|lalu|20\d\d)|pada|secara|per)\W+(?:\w+\W+){0,2}?)?"
    r"(?:angka|tingkat|jumlah|persentase|prevalensi|laju)?\s*(?:kemiskinan|ekonomi|perekonomian|"
    r"angka|jumlah|persentase|prevalensi|stunting|inflasi|pengangguran|IPM|TPT|capaian|"
    r"pertumbuhan|ekstrem|naik|turun|kenaikan|penurunan)(?: ekstre?im)?nya\b",
    re.IGNORECASE,
)


CAME_FROM = re.compile(r"\W*Dari\s+(?:Rp\.?\s*)?\d", re.IGNORECASE)  # "Sragen naik. Dari 12,1 ..."
# "Sragen? 12,4 persen."
ASKED = re.compile(
    r"\W*(?:(?:bagaimana|kalau|lalu|lantas|dengan|di|dan|kabupaten|kota|provinsi)\s+)*"
    r"(?-i:[A-Z])[\w'’-]+(?:\s+(?-i:[A-Z])[\w'’-]+){0,2}\s*\?\W*",
    re.IGNORECASE,
)


def region_before(reading: Reading, sentence: Sentence) -> str | None:
    """The region that the sentence before turned to, of which this one tells the rates: "Sragen
    justru memburuk. Kemiskinannya ..."."""
    index = reading.sentence_index(sentence.start)
    before = reading.sentences[index - 1] if index else None
    if before is None or before.paragraph != sentence.paragraph:
        return None
    if any(q.unit for q in within(reading.quantities, before.start, before.end)):
        return None
    asked = within(reading.regions.mentions, before.start, before.end)
    if len(asked) == 1 and ASKED.fullmatch(reading.text, before.start, before.end):
        return asked[0].code if len(asked[0].code) <= 5 else None
    told = ITS_OWN.match(reading.text, sentence.start, sentence.end) or CAME_FROM.match(
        reading.text, sentence.start, sentence.end
    )
    return _turned_to(reading, before) if told else None


def _turned_to(reading: Reading, sentence: Sentence) -> str | None:
    named = within(reading.regions.mentions, sentence.start, sentence.end)
    if not named or not _opens(reading, sentence, named[0]):
        return None
    first = named[0]
    alike = {m.code for m in named if level(m.code) == level(first.code)}
    around = (NATION, parent(reading.subject) if reading.subject else None)
    return first.code if alike == {first.code} and first.code not in around else None


def _opens(reading: Reading, sentence: Sentence, first: RegionMention) -> bool:
    """Whether a region is what a sentence begins to speak of; capitals are the place of a
    dateline."""
    text = reading.text
    name = text[first.start : first.end]
    return (
        len(first.code) <= 5
        and not (name.isupper() and len(name) > 5)
        and first.start - sentence.start < 50
        and TURNS_TO.fullmatch(text, sentence.start, first.start) is not None
        and SAYS_OF_IT.match(text, first.end) is not None
    )
