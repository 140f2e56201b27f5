"""What is said of an indicator without a number of its own: ranks, comparisons, trends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.binding import (
    Place,
    assign_periods,
    bind_region,
    distance,
    find_places,
    is_compared,
    parent_of,
    province_of,
    usable_periods,
    words,
)
from extract.cues import cue
from extract.figures import Claim, Figure
from extract.finder import compile_finder, fold
from extract.indicators import PROGRAMME, IndicatorMention
from extract.periods import Period
from extract.quotes import Utterance, speaker_at
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
WORD_RANK = "|".join(ORDINALS)
NUMBER = rf"(?P<n>(?:ke ?-? ?)?(?:\d{{1,3}}|{WORD_RANK}))(?!\w|[.,]\d)"
ORDINAL = rf"(?P<n>ke ?-? ?\d{{1,3}}|{WORD_RANK})(?!\w|[.,]\d|{COUNTED})"
HIGH = (
    r"(?:tertinggi|termiskin|terbanyak|terbesar|terparah|terburuk|terjelek|"
    r"paling (?:tinggi|banyak|besar|miskin|parah|buruk))"
)
LOW = (
    r"(?:terendah|tersedikit|terkecil|paling (?:rendah|sedikit|kecil)|(?:posisi|peringkat) terbaik)"
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
        rf"(?:\s+dari\s+(?P<m>\d{{1,3}})\s+[\w/]+)?{IN}",
        re.IGNORECASE,
    ),
    compile_finder(rf"(?:{HIGH}|{LOW})\s+{ORDINAL}{IN}", re.IGNORECASE),
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
    r"tetap|"
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
            rf"peningkatan)|naik|meningkat(?:nya)?|bertambah(?:nya)?|melonjak|"
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
            r"jalan di tempat|(?:tak|tidak|belum)(?: juga)? kunjung (?:turun|berkurang|membaik)|"
            r"(?:tidak|tak|belum)(?: juga)? (?:turun-turun|naik-naik)|"
            r"(?:tidak|tak|belum)(?: banyak)? (?:mengalami|ada|menunjukkan) perubahan|"
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
MORE_IS_BETTER = ("human_development_index", "economic_growth")
NO_TREND = re.compile(
    r"\b(?:akan|agar|supaya|untuk|guna|upaya|dalam rangka|rangka|(?:di ?)?target|percepatan|"
    r"(?:strategi|program)(?! (?:itu|ini|tersebut)\b)|"
    r"bisa|dapat|harus|"
    r"menargetkan|ditargetkan|diharapkan|berharap|komitmen|demi|mendorong|mempercepat|fokus|aksi|"
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
class _Phrase:
    """Words that make a claim: offsets, kind, rank and the number of those ranked."""

    start: int
    end: int
    kind: str
    rank: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the claims of a document are read against."""

    reading: Reading
    utterances: list[Utterance]
    figures: list[Figure]
    places: list[Place]
    periods: list[Period]


def find_claims(
    reading: Reading, utterances: list[Utterance], figures: list[Figure]
) -> list[Claim]:
    """The claims of a document, in order; offsets are into the repaired text."""
    evidence = _Evidence(
        reading, utterances, figures, find_places(reading), usable_periods(reading)
    )
    claims: list[Claim] = []
    for index, sentence in enumerate(reading.sentences):
        asks = reading.text[sentence.start : sentence.end].rstrip("”\"' ").endswith("?")
        if not sentence.boilerplate and not asks:
            phrases = _phrases(evidence, sentence)
            compared = _compared(evidence, sentence, phrases)
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


def _compared(evidence: _Evidence, sentence: Sentence, phrases: list[_Phrase]) -> set[int]:
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


def _others(evidence: _Evidence, sentence: Sentence, phrases: list[_Phrase]) -> set[int]:
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


def _further(evidence: _Evidence, sentence: Sentence, end: int) -> list[Place]:
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


def _phrases(evidence: _Evidence, sentence: Sentence) -> list[_Phrase]:
    """The claim phrases of a sentence: a rank takes its words before an extreme or a trend does."""
    reading = evidence.reading
    text = reading.text
    found: list[_Phrase] = []

    def add(phrase: _Phrase) -> None:
        if not any(p.start < phrase.end and phrase.start < p.end for p in found):
            found.append(phrase)

    for pattern in RANK:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if not _is_past(text, sentence, m) and not _is_prize(text, sentence, m):
                add(_Phrase(m.start(), m.end(), "rank", _number(m["n"]), _count(m)))
    for kind, pattern in EXTREMES:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if _is_extreme(reading, sentence, m) and not _closes_rank(text, m, found):
                add(_Phrase(m.start(), m.end(), kind))
    for kind, pattern in COMPARISONS:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if _compares(reading, sentence, m) and not _orders(text, sentence, m, found):
                add(_Phrase(m.start(), m.end(), kind))
    for m in BETTER.finditer(text, sentence.start, sentence.end):
        if _is_trend(evidence, sentence, m):
            add(_Phrase(m.start(), m.end(), "worse" if m["worse"] else "better"))
    for kind, pattern in TRENDS:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            if _is_trend(evidence, sentence, m):
                add(_Phrase(m.start(), m.end(), kind))
    return sorted(found, key=lambda p: p.start)


MEASURE_BETWEEN = re.compile(r"\s+(?:[\w()-]+\s+){1,5}")


def _closes_rank(text: str, match: re.Match[str], found: list[_Phrase]) -> bool:
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


def _orders(text: str, sentence: Sentence, match: re.Match[str], found: list[_Phrase]) -> bool:
    """Whether a comparison only names who stands before in a ranking ("peringkat empat, di bawah
    Kota Serang"), or is one of several regions that are not named."""
    ranked = any(
        p.kind in ("rank", "highest", "lowest")
        and JUST_BEHIND.fullmatch(text, p.end, match.start())
        for p in found
    )
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
    r"kecamatan|distrik|program|tantangan|masalah|bantuan|persoalan)\s+(?:yang\s+|dengan\s+)?$|"
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


# "terendah dalam sepuluh tahun terakhir" is said of years, not of regions
RECORD = re.compile(
    r"\s+(?:sepanjang (?:sejarah|masa)|(?:dalam|selama|sejak) (?:kurun waktu )?(?:tahun )?"
    r"(?:\w+ ){1,2}(?:tahun|dekade|bulan)|sejak (?:tahun )?\d{4})\b",
    re.IGNORECASE,
)


def _is_past(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a rank was one once, or is the one that a region has left."""
    low = max(sentence.start, match.start() - 60)
    if ONCE.search(text, low, match.start()):
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
    if RANKED_BEHIND.match(text, match.end()) or RANKED_BEFORE.search(
        text[max(0, match.start() - 60) : match.start()]
    ):
        return False
    low = max(sentence.start, match.start() - 30)
    return not any(
        m.start() <= match.start() < m.end() for m in BOTH_ENDS.finditer(text, low, sentence.end)
    )


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


ANNOUNCES = re.compile(
    r"[^.;\d]{0,50}?(?:\b(?:yaitu|yakni|dengan rincian)\b|:)(?!\s+dari\b)", re.IGNORECASE
)


def _heads_levels(evidence: _Evidence, sentence: Sentence, match: re.Match[str]) -> bool:
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


def _is_trend(evidence: _Evidence, sentence: Sentence, match: re.Match[str]) -> bool:
    """A trend that states something: no plan, no wish, and no number of its own behind it."""
    reading = evidence.reading
    text = reading.text
    before = text[sentence.start : match.start()]
    if NO_TREND.search(before) or re.search(r"\b(?:tim|percepatan)\s*$", before, re.IGNORECASE):
        return False
    if OF_OTHERS.search(before) or OF_NEIGHBOURS.search(before):
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


# What slows down and what grows wider or closer; a rate of poverty does neither.
SLOWS = compile_finder(r"\bmelambat\b", re.IGNORECASE)
FLOWS = ("economic_growth", "inflation_rate")
WIDENS = compile_finder(r"\b(?:melebar|menyempit|mengecil)\b", re.IGNORECASE)


def _claims(evidence: _Evidence, index: int, phrase: _Phrase, compared: set[int]) -> list[Claim]:
    """One claim for each indicator and each rival that a phrase speaks of."""
    reading = evidence.reading
    sentence = reading.sentences[index]
    indicators, mention = _indicators(evidence, index, phrase)
    indicators = [i for i in indicators if _fits(evidence, sentence, phrase, i, mention)]
    if _of_town_or_country(reading.text, sentence, phrase):
        return []
    placed = _placed(evidence, sentence, phrase, compared) if indicators else None
    if placed is None:
        return []
    start, end = _whole(reading.text, phrase.start, placed.end, mention)
    end = max(end, _held_by(evidence, sentence, phrase))
    start = _from_subject(evidence, sentence, start)
    span = (phrase.start, phrase.end)
    period = assign_periods(reading.text, sentence, evidence.periods, [span], set()).get(span)
    utterance = speaker_at(evidence.utterances, phrase.start)
    rivals = [(placed.among, start, end)]
    if phrase.kind in ("above", "below"):
        before = _compared_before(reading, evidence.places, sentence, phrase)
        after = before.end if before and before.code == placed.among else placed.end
        rivals += _further_rivals(evidence, sentence, placed, after, (start, end))
    regions = (
        _both_regions(evidence, sentence) or _holders(evidence, sentence, phrase) or [placed.region]
    )
    return [
        Claim(
            start=low,
            end=high,
            kind=_directed(reading.text, phrase, indicator),
            indicator=indicator,
            region=region,
            among=rival,
            rank=phrase.rank,
            period=period.iso if period and not is_compared(reading.text, period) else None,
            speaker=utterance.speaker.name if utterance else None,
            rule=f"claim {_directed(reading.text, phrase, indicator)}",
        )
        for indicator in indicators
        for region in regions
        for rival, low, high in rivals
    ]


# "di bawah Banten (5,8 persen) maupun nasional" are two comparisons with words of their own
APART = re.compile(r"\b(?:maupun|apalagi|begitu pula|bahkan)\b.*", re.IGNORECASE | re.DOTALL)


def _further_rivals(
    evidence: _Evidence, sentence: Sentence, placed: _Placed, after: int, span: tuple[int, int]
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


def _both_figures(evidence: _Evidence, sentence: Sentence) -> list[Figure]:
    """The two figures before a sentence that opens with "Keduanya"; none when it does not."""
    reading = evidence.reading
    if not BOTH_OF_THEM.match(reading.text, sentence.start, sentence.end):
        return []
    index = reading.sentence_index(sentence.start)
    first = reading.sentences[max(0, index - 2)].start
    stated = list(within(evidence.figures, first, sentence.start))[-2:]
    return stated if len(stated) == 2 else []


def _both_regions(evidence: _Evidence, sentence: Sentence) -> list[str]:
    """The regions of the two figures that "Keduanya" means, when they are of one indicator."""
    stated = _both_figures(evidence, sentence)
    regions = list(dict.fromkeys(f.region for f in stated if f.region))
    alike = len({f.indicator for f in stated}) == 1
    return regions if len(regions) == 2 and alike else []


def _fits(
    evidence: _Evidence,
    sentence: Sentence,
    phrase: _Phrase,
    indicator: str,
    mention: IndicatorMention | None,
) -> bool:
    """Whether a phrase can be said of an indicator at all."""
    text = evidence.reading.text
    if _slows_oddly(text, phrase, indicator):
        return False
    if mention is None and indicator in COUNTS and _are_more(text, phrase):
        return False
    return indicator != "budget" or not _is_most_of_all(evidence, sentence, phrase)


def _are_more(text: str, phrase: _Phrase) -> bool:
    """Whether things are more or fewer, which no rate is: "sawit kita lebih banyak"."""
    compared = phrase.kind in ("above", "below")
    return compared and MOST.search(text, phrase.start, phrase.end) is not None


REACH = 400  # characters before a phrase in which stands what it goes on with
CLAUSE_START = re.compile(r"[,;]\s|\b(?:tapi|tetapi|namun|sedangkan|sementara)\b", re.IGNORECASE)


def _of_town_or_country(text: str, sentence: Sentence, phrase: _Phrase) -> bool:
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


def _is_most_of_all(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> bool:
    """Whether something is the most without a word among what: "anggaran terbesar untuk jalan"."""
    text = evidence.reading.text
    here = within(evidence.places, phrase.start, min(sentence.end, phrase.end + 60))
    return phrase.kind in RANKS and not any(_linked(text, phrase, p) for p in here)


def _slows_oddly(text: str, phrase: _Phrase, indicator: str) -> bool:
    if indicator != "gini_ratio" and WIDENS.search(text, phrase.start, phrase.end):
        return True
    return indicator not in FLOWS and SLOWS.search(text, phrase.start, phrase.end) is not None


@dataclass(frozen=True, slots=True)
class _Placed:
    """Whom a phrase speaks of, with whom or among whom it compares, and where that is said."""

    region: str
    among: str | None
    end: int


def _placed(
    evidence: _Evidence, sentence: Sentence, phrase: _Phrase, compared: set[int]
) -> _Placed | None:
    """The regions of a claim; None when nobody is named, or nobody to compare with."""
    reading = evidence.reading
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
    return _Placed(region, among, end)


def _one_of(evidence: _Evidence, sentence: Sentence, among: str | None) -> str | None:
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
    evidence: _Evidence,
    sentence: Sentence,
    phrase: _Phrase,
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
    both = _both_regions(evidence, sentence)
    if both:
        return both[0]
    figure = _figure_before(evidence, sentence, phrase, rivals)
    return figure.region if figure else bound.value


def _that_region(evidence: _Evidence, sentence: Sentence) -> str | None:
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
    r"\W*(?:(?:dan|tapi|namun|tetapi|meski(?:pun)?)\W+)?(?:angka|capaian|persentase|jumlah|posisi)"
    r"(?:nya|\s+(?:ini|itu|tersebut))\b",
    re.IGNORECASE,
)


def _figure_before(
    evidence: _Evidence, sentence: Sentence, phrase: _Phrase, rivals: set[str | None]
) -> Figure | None:
    """The figure that a phrase goes on with: the last one before it in its sentence that is not
    of a region compared with, or the one that "Angka itu" means."""
    here = within(evidence.figures, max(sentence.start, phrase.start - REACH), phrase.start)
    own = [f for f in here if f.region and f.region not in rivals]
    if own:
        return own[-1]
    reading = evidence.reading
    index = reading.sentence_index(sentence.start)
    if index == 0 or not THAT_NUMBER.match(reading.text, sentence.start, sentence.end):
        return None
    before = reading.sentences[index - 1]
    stated = [
        f
        for f in within(evidence.figures, before.start, before.end)
        if f.region and f.region not in rivals
    ]
    return stated[-1] if stated and before.paragraph == sentence.paragraph else None


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


def _wide_area(
    evidence: _Evidence, sentence: Sentence, phrase: _Phrase, region: str | None
) -> bool:
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


def _subject_place(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> str | None:
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


def _sub_place(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> bool:
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


def _from_subject(evidence: _Evidence, sentence: Sentence, start: int) -> int:
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


HELD_BY = re.compile(
    r"\s+(?:ditempati|dipegang|diduduki|dicatat(?:kan)?|dimiliki|diraih)(?:\s+oleh)?\s+"
    r"(?:(?:Kabupaten|Kab\.|Kota|Provinsi)\s+)?",
    re.IGNORECASE,
)


def _held_by(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> int:
    """The end of a rank with who holds it: "terendah ditempati Kota Salatiga"."""
    for place in within(evidence.places, phrase.end, sentence.end)[:1]:
        if HELD_BY.fullmatch(evidence.reading.text, phrase.end, place.start):
            return place.end
    return phrase.end


OWN_NOUN = re.compile(r"\b(?:persentase|angka|jumlah|tingkat)nya\s+$", re.IGNORECASE)


def _holders(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> list[str]:
    """The regencies named behind a superlative as those of which it holds: "yang paling tinggi
    Kabupaten Sragen dan Klaten"."""
    behind = within(evidence.places, phrase.end, min(sentence.end, phrase.end + 60))
    if phrase.kind not in ("highest", "lowest") or not behind or len(behind[0].code) != 5:
        return []
    if behind[0].kind == "part" or not _linked(evidence.reading.text, phrase, behind[0]):
        return []
    named = [behind[0], *_further(evidence, sentence, behind[0].end)]
    return list(dict.fromkeys(p.code for p in named if len(p.code) == 5))


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
    if mention is None or mention.start - end > 24 or start - mention.end > 40:
        return start, stop
    return min(start, mention.start), max(stop, mention.end)


def _indicators(
    evidence: _Evidence, index: int, phrase: _Phrase
) -> tuple[list[str], IndicatorMention | None]:
    """What a phrase speaks of, as the rate or the count that is meant, with the words that name
    it."""
    found, mention = _named_indicators(evidence, index, phrase)
    meant = [_meant(evidence, index, phrase, indicator, mention) for indicator in found]
    return list(dict.fromkeys(meant)), mention


def _named_indicators(
    evidence: _Evidence, index: int, phrase: _Phrase
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
    reading: Reading, sentence: Sentence, phrase: _Phrase, mention: IndicatorMention
) -> bool:
    """Whether a rank is of a measure that is none of ours, where ours stands only behind a
    comma: "Angka putus sekolah tertinggi di provinsi, penyumbang kemiskinan"."""
    apart = "," in reading.text[phrase.end : mention.start]
    low = max(sentence.start, phrase.start - 80)
    own = ANOTHER.search(reading.text, low, phrase.start)
    return apart and own is not None and phrase.kind in RANKS


def _beside(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> Figure | None:
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
    evidence: _Evidence,
    index: int,
    phrase: _Phrase,
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


def _shares_last(evidence: _Evidence, sentence: Sentence, phrase: _Phrase) -> bool:
    """Whether the last number before a phrase is a share: "74 ribu jiwa atau 7,1 persen, masih di
    atas nasional"."""
    stated = within(evidence.figures, max(sentence.start, phrase.start - REACH), phrase.start)
    return bool(stated) and stated[-1].unit == "percent" and phrase.kind not in TREND_KINDS


def _rate_told(evidence: _Evidence, index: int, indicator: str) -> bool:
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


TREND_KINDS = ("falling", "rising", "stable", "better", "worse")


VALUED = re.compile(
    r"\b(?:lebih (?:baik|buruk)|kalah|terparah|terburuk|terjelek|terbaik|paling (?:parah|buruk))\b",
    re.IGNORECASE,
)
OPPOSITE = {"above": "below", "below": "above", "highest": "lowest", "lowest": "highest"}


def _directed(text: str, phrase: _Phrase, indicator: str) -> str:
    """What words of worth mean for an indicator: "membaik" is rising for what is better when
    more, falling for a rate of poverty; so are "lebih baik dari" and "terburuk"."""
    kind, more = phrase.kind, indicator in MORE_IS_BETTER
    if kind in ("better", "worse"):
        return "rising" if (kind == "better") == more else "falling"
    valued = more and VALUED.search(text, phrase.start, phrase.end)
    return OPPOSITE.get(kind, kind) if valued else kind


def _both(
    reading: Reading, sentence: Sentence, phrase: _Phrase, here: list[IndicatorMention]
) -> list[str]:
    match = re.search(
        r"\bbaik\b(?:\s+untuk)?(.{3,60}?)\bmaupun\b(.{3,60})",
        reading.text[phrase.end : sentence.end],
        re.IGNORECASE | re.DOTALL,
    )
    if match is None:
        return []
    low, high = phrase.end + match.start(), phrase.end + match.end()
    pair = list(dict.fromkeys(m.indicator for m in here if low <= m.start < high))
    return pair[:2] if len(pair) >= 2 else []


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


def _other_subject(evidence: _Evidence, start: int, end: int) -> bool:
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


def _is_subject(evidence: _Evidence, mention: IndicatorMention, phrase: _Phrase) -> bool:
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


def _plain_words(evidence: _Evidence, start: int, end: int) -> int:
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


def _stands_alone(text: str, sentence: Sentence, phrase: _Phrase) -> bool:
    """Whether a trend without a subject goes on with what was told: a short sentence, a short
    clause that opens one ("Turun iya, tapi ..."), or "penurunannya"."""
    if ITS_TREND.match(text, phrase.start):
        return True
    if words(text[sentence.start : sentence.end]) <= 6:
        return True
    end = CLAUSE_END.search(text, phrase.end, sentence.end)
    short = words(text[phrase.end : end.start() if end else sentence.end]) <= 2
    return short and OPENS_TREND.fullmatch(text, sentence.start, phrase.start) is not None


def _spoken_of(evidence: _Evidence, index: int, phrase: _Phrase) -> list[str]:
    """What the text spoke of just before a sentence that names no indicator itself."""
    reading = evidence.reading
    sentence = reading.sentences[index]
    both = dict.fromkeys(f.indicator for f in _both_figures(evidence, sentence))
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


def _nearest(text: str, mentions: list[IndicatorMention], phrase: _Phrase) -> IndicatorMention:
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


def _among(
    reading: Reading, places: list[Place], sentence: Sentence, phrase: _Phrase
) -> tuple[str | None, int]:
    """What a region is compared with, and where those words end."""
    text = reading.text
    if phrase.kind in TREND_KINDS:
        return None, phrase.end
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
        before = _compared_before(reading, places, sentence, phrase)
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


# "Dibandingkan provinsi yang 10,47 persen, kita masih jauh di atas"
BESIDE = re.compile(
    r"\b(?:(?:di)?bandingkan|dibanding|disandingkan|ketimbang)\s+"
    r"(?:(?:dengan|angka|capaian|rata-rata|Kabupaten|Kab\.|Kota|Provinsi)\s+){0,4}$",
    re.IGNORECASE,
)
CLOSED = re.compile(r"\s*(?:[,.;:”\"]|$|lagi\b)")


def _compared_before(
    reading: Reading, places: list[Place], sentence: Sentence, phrase: _Phrase
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


def _linked(text: str, phrase: _Phrase, place: Place) -> bool:
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
    reading: Reading, places: list[Place], sentence: Sentence, phrase: _Phrase
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
