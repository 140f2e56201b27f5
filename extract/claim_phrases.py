"""The words that make a claim: which of them state something, and of what kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.binding import (
    Place,
    words,
)
from extract.figures import Figure
from extract.finder import AnyOf, compile_finder, fold
from extract.periods import Period
from extract.quotes import Utterance
from extract.reading import Reading, within
from extract.text import Sentence

ORDINALS = {
    "pertama": 1,
    "kesatu": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "kelima": 5,
    "keenam": 6,
    "ketujuh": 7,
    "kedelapan": 8,
    "kesembilan": 9,
    "kesepuluh": 10,
    "wahid": 1,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
}


COUNTED = r"\s+(?:persen|%|poin|ribu|juta|unit|orang|jiwa|KK|keluarga|desa|kecamatan|program)"


TEENS = {f"{word} belas": value + 10 for word, value in ORDINALS.items() if " " not in word}
ORDINALS |= {"sebelas": 11, **TEENS}
WORD_RANK = "|".join(sorted(ORDINALS, key=len, reverse=True))


NUMBER = rf"(?P<n>(?:ke ?-? ?)?(?:\d{{1,3}}|{WORD_RANK}))(?!\w|[.,/]\d)"


ORDINAL = rf"(?P<n>ke ?-? ?\d{{1,3}}|{WORD_RANK})(?!\w|[.,]\d|\s+koma\b|{COUNTED})"


HIGH = (
    r"(?:tertinggi|termiskin|terbanyak|terbesar|terparah|terburuk|terjelek|tertimpang|terlebar|"
    r"paling (?:tinggi|banyak|besar|miskin|parah|buruk|jelek|timpang|senjang|berat|lebar|"
    r"atas(?=\s+(?:di|se)\b|\s*[,.])))"
)


LOW = (
    r"(?:terendah|tersedikit|terkecil|termerata|paling (?:rendah|sedikit|kecil|ringan|merata|rata|"
    r"bawah|bontot|buncit)|"
    r"(?:posisi|peringkat) terbaik)"
)


IN = (
    r"(?:\s+(?:di(?: antara)?|se|dari|untuk|tingkat|secara|antara|dibanding(?:kan)?)(?:\s|-)\s?"
    r"(?:(?:tingkat|seluruh|wilayah|lingkup|tanah|pulau|provinsi)\s)?(?:[\w/]+)(?:\s+[A-Z]\w+){0,3}"
    r"(?:\s+kabupaten/kota)?)?"
)


RANK = (
    compile_finder(
        rf"(?:peringkat|urutan|rangking|ranking|rank|posisi|nomor|nomer|juara)\s+{NUMBER}"
        rf"(?!\s+tahun)(?:\s+besar)?(?:\s+{HIGH}|\s+{LOW}|\s+terbawah)?"
        rf"(?:\s+dari\s+(?:(?P<m>\d{{1,3}})\s+[\w/]+|(?:{WORD_RANK})(?=\W)))?{IN}",
        re.IGNORECASE,
    ),
    compile_finder(rf"(?:{HIGH}|{LOW})\s+{ORDINAL}{IN}", re.IGNORECASE),
    compile_finder(
        rf"(?<!\w)(?=ke|pert){ORDINAL}\s+dari\s+(?:bawah|belakang|atas|buncit){IN}", re.IGNORECASE
    ),
    # "lima terendah" are five, and no fifth place
    compile_finder(rf"(?<!\w)(?=ke|pert){ORDINAL}\s+(?:{HIGH}|{LOW}){IN}", re.IGNORECASE),
)


EXTREMES = (
    (
        "highest",
        compile_finder(
            rf"(?<!\w){HIGH}(?!\w){IN}|juru kunci(?: dari (?P<m>\d+) [\w/]+)?{IN}", re.IGNORECASE
        ),
    ),
    ("lowest", compile_finder(rf"(?<!\w){LOW}(?!\w){IN}", re.IGNORECASE)),
)


DEGREE = r"(?:(?:masih|sudah|jauh|sedikit|berada|tetap|telah|justru|relatif|memang|cukup|agak)\s+)*"


COMPARISONS = (
    (
        "above",
        compile_finder(
            rf"{DEGREE}(?:di ?atas(?:nya)?|lebih (?:tinggi|besar|banyak|buruk|miskin)(?:(?: "
            rf"[\w,]+){{0,4}}? (?:dari(?:pada)?|ketimbang|"
            rf"dibanding(?:kan)?))?|melampaui|melebihi|"
            rf"(?:(?:hampir|sekitar|lebih dari)\s+)?(?:dua|tiga|empat) kali(?: lipat)?(?: lebih "
            rf"tinggi)?(?: dari(?:pada)?| dibanding(?:kan)?)?"
            rf"(?=\s+(?:rata-rata|angka (?!\d)|nasional|provinsi))|"
            rf"(?:dua|tiga|empat) kali lipat lebih(?=\W)(?!\s)|"
            rf"kalah (?:dari(?:pada)?|dibanding(?:kan)?)|"
            rf"belum (?:bisa |mampu )?menyamai|jauh "
            rf"dari(?= rata-rata))(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "below",
        compile_finder(
            rf"{DEGREE}(?:di ?bawah(?:nya)?|(?:cuma|hanya|tetap) separuh(?:nya)?|lebih "
            rf"(?:rendah|kecil|sedikit|baik)(?:(?: [\w,]+){{0,4}}? (?:dari(?:pada)?|ketimbang|"
            rf"dibanding(?:kan)?))?)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)


TREND_LEAD = (
    r"(?:(?:terus|masih|memang|kembali|cenderung|berhasil|sukses|juga|mulai|sudah|makin|semakin|justru|"
    r"tetap|sama-sama|dua-duanya|keduanya|"
    r"sekarang|kini|malah|hanya|mampu|trennya|berangsur|sedikit|(?:se)?tiap tahun|"
    r"dari tahun ke tahun|"
    r"(?:menunjukkan|memperlihatkan|mengalami|mencatat(?:kan)?|berada dalam|dalam)\s+"
    r"(?:trend?|kecenderungan)(?:\s+(?:yang|terus))*)\s+)*"
)


TREND_TAIL = (
    r"(?:,?\s+(?:tetapi|tapi)(?: (?:turunnya|naiknya|penurunannya|kenaikannya))?"
    r"(?: (?:masih|cuma|hanya))? (?:pelan|sedikit|tipis|lambat)(?: sekali)?|"
    r"\s+(?:tipis|drastis|signifikan|tajam|perlahan|pelan|lagi|terus|sedikit))*"
)


TRENDS = (
    (
        "falling",
        compile_finder(
            rf"(?<![\w-]){TREND_LEAD}(?:(?:menunjukkan|mengalami|mencatat(?:kan)?|"
            rf"terjadi)\s+(?:tren\s+)?penurunan|"
            rf"turun(?:nya)?(?!-)|penurunan(?:nya)?(?: yang)? (?:konsisten|bagus)|menurun(?:nya)?|"
            rf"berkurang(?:nya)?|melandai|merosot|menyusut|susut|mengecil|anjlok|menurunkan|"
            rf"(?:(?<=berhasil )|(?<=sukses )|(?<=mampu ))(?:menekan|mengurangi|memangkas)|"
            rf"menyempit|melambat|penurunan)(?!\w){TREND_TAIL}",
            re.IGNORECASE,
        ),
    ),
    (
        "rising",
        compile_finder(
            rf"(?<![\w-]){TREND_LEAD}(?:(?:menunjukkan|mengalami|mencatat(?:kan)?|"
            rf"terjadi)\s+(?:tren\s+)?(?:kenaikan|"
            rf"peningkatan)|naik(?:nya(?=\s+(?:angka|jumlah|persentase|kemiskinan|stunting|pengangguran)))?|"
            rf"meningkat(?:nya)?|bertambah(?:nya)?|melonjak|"
            rf"melebar|menanjak|melambung|membengkak|terkerek(?: naik)?|"
            rf"(?:merangkak|merambat)(?: naik)?)(?!\w){TREND_TAIL}",
            re.IGNORECASE,
        ),
    ),
    (
        "stable",
        compile_finder(
            r"(?:relatif|cenderung|praktis|nyaris|hampir) (?:tetap|stabil|konstan)(?!\w)|"
            r"tetap(?=\s*[.,;](?!\d)|\s+di (?:angka|level|posisi) \d)|"
            r"(?:(?:praktis|hampir|nyaris|relatif|cenderung|masih|justru|malah|seperti)\s+)*(?:"
            r"(?:tidak|tak|belum)(?: juga| banyak| kunjung| pernah)* "
            r"(?:bergerak|beranjak|bergeser|bergeming|berubah)(?: banyak| jauh)?|"
            r"begi(?:tu|ni)[- ]begi(?:tu|ni) saja|segitu[- ]segitu saja|stagnan|"
            r"jalan di tempat|diam di tempat|stabil-stabil saja|persis sama|sama persis|"
            r"(?:tak|tidak|belum)(?: juga)? kunjung (?:turun|berkurang|membaik)|"
            r"(?:tidak|tak|belum)(?: juga)? (?:turun-turun|naik-naik)|"
            r"(?:tidak|tak|belum)(?: banyak)? (?:mengalami|ada|menunjukkan) perubahan|"
            r"stabil-stabil saja|diam di tempat|"
            r"(?:persis sama|sama persis)(?: dengan| seperti)? (?:setahun|tahun|periode) "
            r"(?:sebelumnya|lalu|kemarin)|"
            r"bergeming|mandek|mentok)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)


# Words whose direction depends on what is measured: a better rate of poverty is a lower one.
BETTER = compile_finder(
    r"(?:terus |makin |semakin |justru |malah |kian |sudah )*(?P<worse>memburuk)|"
    r"(?:terus |makin |semakin |kian |sudah )*(?P<better>membaik)(?!\w)",
    re.IGNORECASE,
)


PHRASES = AnyOf(
    [*RANK, *(finder for _, finder in (*EXTREMES, *COMPARISONS, *TRENDS)), BETTER],
)


NO_TREND = re.compile(
    r"\b(?:akan|agar|supaya|untuk|guna|upaya|dalam rangka|rangka|(?:di ?)?target|percepatan|"
    r"(?:strategi|program)(?! (?:itu|ini|tersebut)\b)|"
    r"bisa|dapat|harus|"
    r"menargetkan|(?:di)?targetkan|diharapkan|berharap|komitmen|demi|mendorong|mempercepat|fokus|aksi|"
    r"tim|tppk|jika|"
    r"bila|apabila|kalau(?! (?:persentase|angka|jumlah|soal|untuk|dilihat|pakai|bicara))|"
    r"optimis(?:tis)?|jangan sampai|khawatir(?:kan)?|(?:di|meng)khawatirkan|cemas|takut|"
    r"berpotensi|berisiko|rawan|bakal|pasti|mungkin|kemungkinan|apakah|benarkah|andai(?:kan)?|"
    r"seandainya|diyakini|yakin|prediksi|diprediksi|dinilai mampu|pencegahan|koordinasi|"
    r"optimal(?:kan)?|mendukung|menuju|diperkirakan|diproyeksikan|diminta|meminta|minta|wajib|"
    r"proyeksi|mencegah|kenaikan harga|harga|enggan|mau|ingin|sulit|susah|panen|cuaca|pasar|"
    r"petugas)\b[^,.;]{0,45}$|\b(?-i:Dinas [A-Z]\w+|Camat)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that make a claim: offsets, kind, rank and the number of those ranked."""

    start: int
    end: int
    kind: str
    rank: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the claims of a document are read against."""

    reading: Reading
    utterances: list[Utterance]
    figures: list[Figure]
    places: list[Place]
    periods: list[Period]


def find_phrases(evidence: Evidence, sentence: Sentence) -> list[Phrase]:
    """The claim phrases of a sentence: a rank takes its words before an extreme or a trend does."""
    reading = evidence.reading
    text = reading.text
    if not PHRASES.may_match(text, sentence.start, sentence.end):
        return []
    found: list[Phrase] = []

    def add(phrase: Phrase) -> None:
        if not any(p.start < phrase.end and phrase.start < p.end for p in found):
            found.append(phrase)

    for pattern in RANK:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if changed := _ranks_change(text, sentence, m):
                add(Phrase(*changed, CHANGE_RANK))
            elif not (_is_past(text, sentence, m) or _is_prize(text, sentence, m)):
                add(Phrase(m.start(), m.end(), "rank", _number(m["n"]), _count(m)))
    for kind, pattern in EXTREMES:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if _is_extreme(reading, sentence, m) and not _closes_rank(text, m, found):
                add(Phrase(m.start(), m.end(), kind))
    for kind, pattern in COMPARISONS:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if _compares(reading, sentence, m) and not _orders(text, sentence, m, found):
                add(Phrase(m.start(), m.end(), kind))
    for m in BETTER.finditer(text, sentence.start, sentence.end):
        if _is_trend(evidence, sentence, m):
            add(Phrase(m.start(), m.end(), "worse" if m["worse"] else "better"))
    for kind, pattern in TRENDS:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if _is_trend(evidence, sentence, m):
                add(Phrase(m.start(), m.end(), kind))
    return sorted((p for p in found if p.kind != CHANGE_RANK), key=lambda p: p.start)


MEASURE_BETWEEN = re.compile(r"\s+(?:[\w()-]+\s+){1,5}")


def _closes_rank(text: str, match: re.Match[str], found: list[Phrase]) -> bool:
    """Whether a superlative only says from which end was counted: "peringkat ketiga angka
    kemiskinan tertinggi"."""
    ranks = [p for p in found if p.kind == "rank" and p.end <= match.start()]
    return any(MEASURE_BETWEEN.fullmatch(text, p.end, match.start()) for p in ranks)


SOME_REGIONS = compile_finder(
    r"\b(?:\d{1,2}|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa|sejumlah)\s+"
    r"(?:dari\s+\w+\s+)?(?:kabupaten|kota|daerah|provinsi)\b[^.;]*$",
    re.IGNORECASE,
)


JUST_BEHIND = re.compile(r"\s*,\s*(?:hanya |tepat )?")


# "tertinggi se-Jawa, jauh di atas nasional": the nation stands in no ranking.
NO_RIVAL = re.compile(
    r"\s*(?:(?:angka|rata-rata|rerata|capaian|tingkat)\s+)*(?:nasional|indonesia)\b", re.IGNORECASE
)


def _orders(text: str, sentence: Sentence, match: re.Match[str], found: list[Phrase]) -> bool:
    """Whether a comparison only names who stands before in a ranking ("peringkat empat, di bawah
    Kota Serang"), or is one of several regions that are not named."""
    ranked = any(
        p.kind in ("rank", "highest", "lowest")
        and JUST_BEHIND.fullmatch(text, p.end, match.start())
        for p in found
    )
    ranked = ranked and NO_RIVAL.match(text, match.end()) is None
    several = SOME_REGIONS.search(text, sentence.start, match.start()) is not None
    return ranked or several


def _number(text: str) -> int | None:
    """The rank that a numeral says; None of what is no ordinal ("ke-kedua")."""
    digits = re.search(r"\d+", text)
    return int(digits[0]) if digits else ORDINALS.get(fold(text))


def _count(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    return int(groups["m"]) if groups.get("m") else None


# "tidak lagi di bawah Sragen", "saat daerah lain turun"
DENIED = re.compile(r"\b(?:tidak|tak|bukan|belum)\s+(?:(?:lagi|juga|pernah)\s+)?$", re.IGNORECASE)


OF_NEIGHBOURS = re.compile(
    r"\b(?:kabupaten|kota|daerah|provinsi|wilayah)(?:[ /](?:kabupaten|kota))?\s+"
    r"(?:lain(?:nya)?|tetangga|sekitar)\s+(?:(?!kita\b|kami\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)


def _compares(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether words compare places: not with a number, not denied, not of others unnamed."""
    if _compares_number(reading, match):
        return False
    low = max(sentence.start, match.start() - 60)
    before = reading.text[low : match.start()]
    return not DENIED.search(before) and not OF_NEIGHBOURS.search(before)


LINE_OF = re.compile(
    r"\s*garis kemiskinan (?:nasional|provinsi|kabupaten|kota|rata|(?-i:[A-Z]))", re.IGNORECASE
)


def _compares_number(reading: Reading, match: re.Match[str]) -> bool:
    """Whether "di atas" introduces a number, a line or a shelf, and no comparison of places."""
    after = reading.text[match.end() : match.end() + 40]
    if "lebih" in match[0].lower() and LINE_OF.match(after):
        return False
    if re.match(
        r"\s*(?:Rp|\d|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|nol|angka "
        r"(?!(?:nasional|rata|provinsi|kabupaten|kota|(?-i:[A-Z])))|usia|umur|garis|"
        r"target|UMK|meja|tanah|kertas|normal)",
        after,
        re.IGNORECASE,
    ):
        return True
    return (
        re.search(
            r"\b(?:hidup|berada|tersebut|data|usia|tinggal)\s*$",
            reading.text[max(0, match.start() - 12) : match.start()],
            re.IGNORECASE,
        )
        is not None
        and re.match(r"\s*garis", after) is not None
    )


IDIOM = re.compile(
    r"\s+(?:gunung|tangan|langsung|ke (?:jalan|lapangan|desa|bawah|masyarakat|rumah|warga|sawah|"
    r"kampung|nagari|gampong|dusun|lokasi|titik|kecamatan|distrik|kelurahan|daerah|sekolah|"
    r"posyandu|pasar|dapur|pelosok|wilayah|keluarga|tengah|sini|sana)|lapangan|bukan|"
    r"sendiri|rembuk|tahta|jabatan|haji|kelas|pangkat|"
    r"motor|pesawat|kapal|banding|status|daun|pamor|hujan|mesin)",
    re.IGNORECASE,
)


# What is highest of a change, a share or of people is no rank of a region.
OF_SOMETHING = re.compile(
    r"\b(?:penurunan|kenaikan|peningkatan|lonjakan|penyumbang|kontribus\w+|peran\w*|sumbangan|"
    r"andil|faktor\w*|penyebab\w*|alasan\w*|pemicu\w*|sumber|sektor|komodit\w+|beban|hambatan|"
    r"kendala|tugas|dampak|perhatian|prioritas|fokus|potensi|peluang|kantong(?: kemiskinan)?|"
    r"pengaruh|porsi|selisih|antara|warga|penduduk|keluarga|masyarakat|kelompok|desa|orang|"
    r"lapisan|rumah tangga|pekerjaan rumah|PR|lulusan|"
    r"kecamatan|distrik|program|tantangan|masalah|bantuan|persoalan)\s?(?:nya)?\s+"
    r"(?:yang\s+|dengan\s+)?$|"
    r"\b(?:kontribus\w+|andil|sumbangan|peran\w*|pengaruh)\b[^.,;]{0,40}\bterhadap\b[^.,;]{0,40}$|"
    r"\b(?:diurutkan|mulai)\s+dari\s+(?:yang\s+)?$|"
    r"\blulusan\b[^.,;]{0,20}$|"
    r"\b(?:tidak|tak|bukan)\s+(?:(?:lagi|yang|menjadi|jadi|sebagai|masuk|termasuk|kabupaten|kota|"
    r"daerah|provinsi)\s+)*$",
    re.IGNORECASE,
)


BOTH_ENDS = compile_finder(rf"{HIGH}\s+dan\s+{LOW}|{LOW}\s+dan\s+{HIGH}", re.IGNORECASE)


# "tertinggi nomor dua" and "lima besar kabupaten termiskin" are no first place.
RANKED_BEHIND = re.compile(
    rf"\s+(?:nomor|nomer|urutan|peringkat|posisi|ke-?\s?)\s*(?:ke-?\s?)?(?:\d{{1,2}}|"
    rf"{WORD_RANK})\b",
    re.IGNORECASE,
)


RANKED_BEFORE = re.compile(
    r"\b(?:\d{1,2}|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh) "
    r"(?:(?:besar\s+(?:\w+\s+){0,3}|kabupaten(?:/kota)?|kota|provinsi|daerah)\s*(?:yang )?)?$",
    re.IGNORECASE,
)


PRIZE = r"(?:lomba|penghargaan|kejuaraan|penilaian|kinerja|inovasi)"


PRIZE_BEFORE = re.compile(rf"\b{PRIZE}\b[^,.;]{{0,40}}$", re.IGNORECASE)


PRIZE_BEHIND = re.compile(
    rf"\s+(?:\w+\s+){{0,2}}?(?:{PRIZE}|penurunan|penanganan|penanggulangan|pengentasan|percepatan|"
    rf"konvergensi|pelaksanaan|penyerapan|pelayanan)\b",
    re.IGNORECASE,
)


def _is_prize(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a rank is won for work: "juara 1 lomba", "peringkat kedua penurunan stunting"."""
    low = max(sentence.start, match.start() - 80)
    return (
        PRIZE_BEFORE.search(text, low, match.start()) is not None
        or PRIZE_BEHIND.match(text, match.end(), sentence.end) is not None
    )


# "Dulu kita termiskin", "naik dari urutan 20 ke urutan 18"
ONCE = re.compile(r"\b(?:dulu|dahulu|pernah|sempat)\b[^,.;]{0,40}$", re.IGNORECASE)


LEFT = re.compile(r"[^.;]{0,30}?\b(?:ke|menjadi)\s+(?:urutan|peringkat|posisi|ranking|nomor)\b")


# "orang nomor satu di Wonogiri" is somebody; "harus keluar dari posisi satu" is wished for.
NO_PLACE = re.compile(
    r"\b(?:orang|(?:harus|ingin|mau|hendak|bisa|segera) (?:keluar|lepas|beranjak) dari)\s+$",
    re.IGNORECASE,
)


def _is_past(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a rank was one once, or is the one that a region has left."""
    low = max(sentence.start, match.start() - 60)
    if ONCE.search(text, low, match.start()) or NO_PLACE.search(text, low, match.start()):
        return True
    left = text[low : match.start()].rstrip().lower().endswith(" dari")
    return left and LEFT.match(text, match.end(), sentence.end) is not None


def _is_extreme(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """A superlative of a region: not of a change or of people, nor of both ends of a span."""
    text = reading.text
    if match[0].lower().startswith("paling") and _compares_number(reading, match):
        return False
    if OF_SOMETHING.search(text[sentence.start : match.start()]) or _is_past(text, sentence, match):
        return False
    if IN_EACH.match(text, match.end()) or OF_CHANGE.match(text, match.end()):
        return False
    if RANKED_BEHIND.match(text, match.end()) or RANKED_BEFORE.search(
        text[max(0, match.start() - 60) : match.start()]
    ):
        return False
    low = max(sentence.start, match.start() - 30)
    return not any(
        m.start() <= match.start() < m.end() for m in BOTH_ENDS.finditer(text, low, sentence.end)
    )


# "jumlah penduduk miskin terbanyak per provinsi:" heads a list
IN_EACH = re.compile(r"\s+(?:per|menurut|(?:di )?(?:tiap|setiap|masing-masing))\b", re.IGNORECASE)


# "tertinggi penurunan angka kemiskinan": the change is ranked, not what has changed
OF_CHANGE = re.compile(r"\s+(?:dalam\s+)?(?:penurunan|kenaikan|peningkatan)", re.IGNORECASE)
# "penurunan angka stunting di Solok menjadi urutan pertama", "urutan pertama yang mengalami
# penurunan angka stunting"
CHANGE_RANKED = re.compile(
    r"\b(?:penurunan|kenaikan|peningkatan)\s?(?:nya)?\s+(?:(?:angka|tingkat|prevalensi|persentase|"
    r"jumlah)\s+)?[^,.;:\d]{0,60}\b(?:menjadi|ada di|berada di|di|menempati)\s+$",
    re.IGNORECASE,
)
RANKED_CHANGE = re.compile(
    r"[^,.;:]{0,30}\b(?:yang|dengan|dalam)\s+(?:mengalami\s+|hal\s+)?(?:penurunan|kenaikan|peningkatan)\b",
    re.IGNORECASE,
)


CHANGE_RANK = "rank of a change"  # no claim, but its words are no trend either


def _ranks_change(text: str, sentence: Sentence, match: re.Match[str]) -> tuple[int, int] | None:
    """The words of a rank with the change of which it is one."""
    before = CHANGE_RANKED.search(text, max(sentence.start, match.start() - 120), match.start())
    behind = RANKED_CHANGE.match(text, match.end(), sentence.end)
    if before is None and behind is None:
        return None
    return before.start() if before else match.start(), behind.end() if behind else match.end()


# A number behind these is the level at which something stays, no change by so much.
STANDS_STILL = re.compile(
    r"\b(?:stabil|bergerak|beranjak|bergeser|bergeming|berubah|perubahan|stagnan|tetap|konstan|"
    r"mandek|mentok|tempat|saja)\b",
    re.IGNORECASE,
)


# "naik dari 3,71 tahun 2023" has an origin, "turun dari 2021 hingga 2024" only a time
ORIGIN = re.compile(
    r",?\s+(?:\w+\s+){0,2}?(?:dari|ke|menjadi|jadi|sebesar|sebanyak|sekitar)\s+"
    r"(?:(?:angka|posisi|level|semula)\s+)?(?!(?:19|20)\d\d\b|\d+\s+(?:tahun|bulan|besar|"
    r"kabupaten|kecamatan|desa)\b)\d",
    re.IGNORECASE,
)


TO_PLACE = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:dari|ke)\s+(?:urutan|peringkat|posisi|ranking|rangking|nomor)\b",
    re.IGNORECASE,
)


BREAKS = re.compile(
    r";|, (?!yakni|yaitu|dari)|\b(?:tetapi|tapi|namun|sementara|sedangkan|padahal|meski(?:pun)?|"
    r"walau(?:pun)?|dan (?:kini|sekarang|saat ini)(?! menjadi))\b",
    re.IGNORECASE,
)


# What else goes up and down: people at all, money, prices.
OF_OTHERS = re.compile(
    r"\b(?:(?:jumlah |laju )?penduduk|uang|duit|dana|harga|biaya|pendapatan|penghasilan|upah|"
    r"belanja|pengeluaran|konsumsi|daya beli|per kapita|kunjungan|"
    r"investasi|produksi|permintaan|kebutuhan|jarak|selisih|kesenjangan)(?:nya)?"
    r"(?:\s+(?:kita|kami|itu|ini|warga|mereka|yang))*\s+$",
    re.IGNORECASE,
)


def _has_number(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a trend says by how much or from where to where."""
    numbers = within(reading.quantities, match.end(), sentence.end)
    if STANDS_STILL.search(match[0]):
        return False
    if ORIGIN.match(reading.text, match.end(), sentence.end):
        return True
    if TO_PLACE.match(reading.text, match.end(), sentence.end):
        return True
    gap = reading.text[match.end() : numbers[0].start] if numbers else ""
    return bool(numbers) and words(gap) <= 9 and not BREAKS.search(gap)


# "Penyebab naiknya angka kemiskinan": what is asked after, and not said.
ABOUT_IT = re.compile(
    r"\b(?:penyebab|sebab|soal|tentang|mengenai|faktor|alasan|akibat|karena|dampak|mengapa|kenapa|"
    r"dipicu|terkait)\s+$",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(
    r"[^.;\d]{0,50}?(?:\b(?:yaitu|yakni|dengan rincian)\b|:)(?!\s+dari\b)", re.IGNORECASE
)


def _heads_levels(evidence: Evidence, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a trend only announces a run of levels, each with its time: "terus menurun, yaitu
    12,1 persen pada 2022 dan 11,8 persen pada 2023"."""
    if not ANNOUNCES.match(evidence.reading.text, match.end(), sentence.end):
        return False
    levels = [
        f
        for f in within(evidence.figures, match.end(), sentence.end)
        if f.measure == "level" and f.modality == "reported" and f.period
    ]
    return any(
        one.indicator == other.indicator and one.period != other.period
        for one, other in pairwise(levels)
    )


def _is_trend(evidence: Evidence, sentence: Sentence, match: re.Match[str]) -> bool:
    """A trend that states something: no plan, no wish, and no number of its own behind it."""
    reading = evidence.reading
    text = reading.text
    before = text[sentence.start : match.start()]
    if NO_TREND.search(before) or re.search(r"\b(?:tim|percepatan)\s*$", before, re.IGNORECASE):
        return False
    if OF_OTHERS.search(before) or OF_NEIGHBOURS.search(before):
        return False
    if match[0].lower().endswith("naiknya") and ABOUT_IT.search(before):
        return False
    if _has_number(reading, sentence, match) and not _heads_levels(evidence, sentence, match):
        return False
    if re.search(
        r"\b(?:tidak|tak|bukan(?:nya)?|belum|tanpa|jangan)(?:\s+(?:kunjung|juga|pernah|akan|lagi))?\s*$",
        before,
        re.IGNORECASE,
    ):
        return False
    if IDIOM.match(text, match.end()):
        return False
    if match[0].lower().endswith("menurunkan"):
        return re.search(r"\b(?:berhasil|mampu|sukses)\b", match[0], re.IGNORECASE) is not None
    bare_noun = match[0].lower().strip() in ("penurunan",)
    if bare_noun:
        return (
            re.search(
                r"\b(?:catat|mencatat|mencatatkan|terjadi|ada|adanya|menunjukkan|mengalami)\s*$",
                before,
                re.IGNORECASE,
            )
            is not None
        )
    return True
