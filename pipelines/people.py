"""Names of people in a text, whoever they are: what masking takes out where no office shows.

A run of capitalised words is cut at offices, institutions and places. What is left is a person when
what stands around says so (an age, a form of address, "warga …,", a verb of speech, a label such as
"Notulis:"), when a degree or an honorific belongs to it, or when its words are names that people
bear. What bears a name without being a person (a street, a hall, a market, a village) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.gazetteer import is_region_name, name_forms, small_place_names
from extract.names import degrees_end, office_words
from extract.offices import is_institution
from extract.tables import load_table

# ---- words -------------------------------------------------------------------------------------

_BODY_WORDS = (
    "pemkab pemkot pemprov pemda pemdes pemerintah kabupaten kota provinsi desa kecamatan "
    "kelurahan dusun kampung nagari indonesia republik rakor rapat tim satgas forum bank dunia "
    "partai fraksi polres kodim kejaksaan pengadilan universitas institut lembaga yayasan asosiasi "
    "serikat komunitas kementerian dinas badan inspektorat sekretariat bappeda dprd dpr mpr tkpk "
    "bupati wakil gubernur wali presiden menteri camat lurah kepala ketua sekretaris anggota "
    "direktur asisten staf media redaksi humas program keluarga panti puskesmas rumah pasar "
    "januari februari maret april mei juni juli agustus september oktober november desember senin "
    "selasa rabu kamis jumat sabtu minggu nomor pasal tahun inpres perpres perda perbup pergub uu "
    "harapan sejahtera pangan tunai sembako bantuan langsung sosial admin tni polri "
    "covid islam kristen katolik hindu buddha idulfitri iduladha ramadan natal lebaran google "
    "facebook twitter whatsapp instagram youtube tiktok jawa sumatra sumatera kalimantan sulawesi "
    "papua maluku nusantara nusa tenggara bali madura flores sumba timor lombok sumbawa utara "
    "selatan timur barat tengah tenggara bangsa negara raya baru lama besar kecil asean asia eropa "
    "afrika inggris eks pra pasca saat kini ini itu dia ia kami kita saya mereka beliau anda yang "
    "namun selain dengan untuk menurut sedangkan sementara seorang salah para warga lalu kemudian "
    "dalam pada dari di ke jika bila karena sebab agar hal semua setiap tidak belum akan sudah "
    "harus bukan ada masih menko menkes mensos mendagri menkeu wamen kapolri kapolda panglima "
    "advertorial redaktur kominfo diskominfo prokopim allah tuhan nabi alhamdulillah halo terima "
    "kasih mantan kakak suami istri boru asuh angkat hamil menyusui pertiwi hadirin sekalian cara "
    "begini makin united swastyastu santih puas izin ijin "
    "ketika tapi sejak selama walau tanpa demi akibat bagi juga pun lagi lantas supaya adalah serta"
)
_PARTICLES = ("bin", "binti", "al", "el", "da", "de", "van", "ibnu", "dos")
# Words made by affixes are no names where they open a sentence: "Menanggapi", "Dikatakan".
_AFFIXED = re.compile(
    r"(?:me[mn]?|ber|di|ter|se|ke|pe[mnr]?)[a-z]{4,}(?:kan|nya|an|i)?|[a-z]{3,}(?:kan|nya|lah|kah)"
)
# Endings of names of Java, of the Sunda lands and of Arabic names, with what stands before them.
_ENDING = re.compile(
    r"[a-z]{2,}(?:wati|ningsih|ningrum|yanti|yanto|iyono|iyati|uddin|udin|ullah|syah|rahman|"
    r"rohman|armi|arti|arto|iyem|inem|inah|tini|tono|sono|wardi|yadi|ryani|liani|atun|diyah|"
    r"aningrum|jiman|diman|miran)"
)
_AGENCY = re.compile(
    r"(?:kemen|dis|din|bap|bak|dit|bawas|dan|kapol|kab?id|kab?ag|kasi|kadis|kades|sek|setda|was|"
    r"mus|bum|fork|pem|ko)[a-z]*(?:ko|da|kes|sos|hub|dik|pora|par|tan|naker|capil|bangda|lit|pol|"
    r"kab|kot|prov|des|ram|dim|resta|bid|bag|kominfo|dag|keu|hut|pu|pupr|dagri|dikbud|eks|nas|"
    r"pimda|pimcam|kum|ham|ppn|kumham|bang)|kasub[a-z]+|kasat[a-z]*|setda[a-z]*"
)


@cache
def _terms() -> frozenset[str]:
    """Small words that are of offices, bodies, functions or the calendar, and of no name."""
    positions = (word for row in load_table("positions") for word in row["form"].split())
    stops = (row["word"].lower() for row in load_table("name_stops"))
    single = (word for word in office_words() if " " not in word)
    return frozenset((*_BODY_WORDS.split(), *positions, *stops, *single)) - given_names()


@cache
def office_heads() -> frozenset[str]:
    """The last small words of offices: a name right behind one is its holder's."""
    return frozenset(row["form"].split()[-1] for row in load_table("positions"))


@cache
def _ranks() -> frozenset[str]:
    return frozenset(row["form"] for row in load_table("honorifics") if row["kind"] == "rank")


@cache
def given_names() -> frozenset[str]:
    """Small names that many people bear."""
    return frozenset(row["name"].lower() for row in load_table("given_names"))


@cache
def _words(kind: str) -> tuple[str, ...]:
    rows = load_table("private_people")
    words = (row["word"] for row in rows if row["kind"] == kind)
    return tuple(sorted(words, key=len, reverse=True))


@cache
def _houses() -> frozenset[str]:
    return frozenset(_words("house"))


@cache
def _addresses() -> frozenset[str]:
    return frozenset(word.rstrip(".").lower() for word in _words("address"))


@lru_cache(maxsize=1 << 16)
def _is_term(word: str) -> bool:
    """Whether a capitalised word belongs to an office, a body or the language, to no name."""
    low = word.lower().rstrip(".")
    if low in _terms() or any(char.isdigit() for char in word):
        return True
    if low in given_names():
        return False
    return bool(_AGENCY.fullmatch(low)) or (len(low) > 2 and is_institution(low))


@lru_cache(maxsize=1 << 16)
def _is_given(word: str) -> bool:
    """Whether a word is a name that people bear, by the table or by its ending."""
    low = word.lower().rstrip(".")
    if low in given_names():
        return True
    return _ENDING.fullmatch(low) is not None and low not in _terms() and not _is_place(low)


def _is_place(low: str) -> bool:
    return low in small_place_names() or low in name_forms()


def is_personal(name: str) -> bool:
    """Whether capitalised words can be a person: no acronym, body, office or region.

    >>> is_personal("Suminah"), is_personal("Pemkab Lahat"), is_personal("BPS")
    (True, False, False)
    """
    words = name.split()
    small = [word.lower().strip(".,") for word in words]
    if not words or not all(word[:1].isupper() or word in _PARTICLES for word in words):
        return False
    if all(word.isupper() for word in words if len(word) > 1):
        return len(words) > 1 and not any(_is_term(word) for word in words)
    return not any(_is_term(word) for word in small) and not is_region_name(name)


def may_stand_alone(word: str) -> bool:
    """Whether a word of somebody's name means that person also by itself: no place is called so."""
    return word.lower() in given_names() or not _is_place(word.lower())


# ---- what stands around ------------------------------------------------------------------------

_SAY = (
    r"(?:kata|ujar|tutur|ungkap|ucap|jelas|papar|terang|imbuh|tambah|sebut|aku|keluh|cerita|urai|"
    r"beber|tukas|pungkas|tandas|harap|kenang|kisah|sahut|timpal|jawab|curhat)(?:nya)?"
)
# Verbs of which an institution may be the subject as well.
_SAYS = re.compile(
    r"(?:,[ ][^,.\n]{3,60},)?[ ](?:mengatakan|menyatakan|menyampaikan|menjelaskan|menyebut(?:kan)?|"
    r"mengungkap(?:kan)?|menegaskan|menambahkan|memaparkan|menerangkan|mengaku|mengakui|menilai|"
    r"berharap|meminta|mempertanyakan|mengeluhkan|mengkritik|menyoroti|berpendapat|mengusulkan|"
    r"berkata|membenarkan|mengenang|berterima[ ]kasih)\b"
)


def _any_of(kind: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ ]") for word in _words(kind))


@cache
def _near() -> re.Pattern[str]:
    """What stands right before a name of somebody without office."""
    return re.compile(
        rf"""(?:
        (?<!\w)(?i:{_any_of("kin")})
        | \b[Ss](?:eorang|alah[ ]s(?:eorang|atu))[ ](?:{_any_of("role")})(?:[ ][a-z]+){{0,2}}
        | (?<!\w){_SAY}
        | \b[Mm]enurut
        ),?[ ]$""",
        re.VERBOSE,
    )


@cache
def _far() -> re.Pattern[str]:
    """The same with a comma, further off: "warga Desa Karang RT 3, Suminah"."""
    name = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
    return re.compile(
        rf"(?<![\w-])(?i:{_any_of('role')})(?:[ ](?:[a-z]+|RT|RW|\d+|{name})){{0,6}},[ ]$",
        re.VERBOSE,
    )


@cache
def _label() -> re.Pattern[str]:
    """A label at the head of a line: "Notulis:"."""
    return re.compile(rf"(?:^|\n)[ \t•*–-]*(?:{_any_of('byline')})[ \t]*:[ \t]*$", re.VERBOSE)


def _is_cued(text: str, at: int) -> bool:
    """Whether a name of somebody without office is expected at a place."""
    before = text[max(0, at - 90) : at]
    if before.rstrip(" \t").endswith(":"):
        return _label().search(before) is not None
    if before.endswith(", ") and _far().search(before):
        return True
    return _near().search(before[-45:]) is not None


@cache
def _behind() -> re.Pattern[str]:
    """What stands right behind one: an age, what somebody is, a verb of people only."""
    return re.compile(
        rf"""[ ]\(\d{{1,3}}(?:[ ](?:tahun|thn?)\.?)?\)
        | ,?[ ]\(?\d{{1,3}}[ ](?:tahun|thn?)\b
        | ,[ ]\d{{1,3}},
        | ,[ ](?:yang[ ])?(?:seorang[ ]|salah[ ]s(?:eorang|atu)[ ])?(?:{_any_of("role")})\b
        | [ ]\((?:{_any_of("role")})\b
        | ,?[ ](?:mengaku|bercerita|mengeluh|menuturkan|mengisahkan|berkisah|bersyukur|menangis)\b
        """,
        re.VERBOSE,
    )


_ALONE = re.compile(r"(?:^|:)[ \t]*\([ \t]*$", re.MULTILINE)  # a signature: "Unsur warga : (Name)"
_CLOSED = re.compile(r"[ \t]*\)[ \t]*$", re.MULTILINE)
# Who wrote an article, at its end: "(Tono/Humas)".
_INITIALS = re.compile(
    r"\((?P<name>(?!Adv|Tim|Hum|Red)[A-Z][a-z]{1,11})/[\w ./]{2,30}\)[ \t]*$", re.MULTILINE
)

# ---- runs of capitalised words -----------------------------------------------------------------

# A dot stays with an initial and with a shortened word: "Dewi S.", "Muh. Arif", "Drs. Tono".
_SHORT = (
    r"(?:[A-Z]|Muh|Moh|Mhd|Moch|Much|Md|Abd|Ach|Sy|Rt|Rr|Tb|Br|Gst|Dt|St|Dg|Nd|Hj|Hi|Drs?|Dra|Ir|"
    r"Prof|KH|Ust|Tgk|Apt|Ns|Sdri?|Ny|Tn|Almh?)\."
)
_CAPITAL = re.compile(
    rf"(?<![\w@/.])(?:{_SHORT}(?=[ ]?[A-Z,)]|$)|[A-Z][\w'’`]*(?:-[A-Z]?[\w'’`]+)*)", re.MULTILINE
)
_JOIN = re.compile(rf"[ \t]{{1,2}}(?:(?:{'|'.join(_PARTICLES)})[ ])?")
_OPENING = '.!?:;”"“‘|•\n–—-)'
_TITLE = re.compile(
    r"(?:H|Hj|Hi|Dr|Drs|Dra|Ir|Prof|KH|Ustadz?|Ustaz|Tgk|drg?|Apt|Ns|R|Rr)\.|Hj?|Drs?|Dra|Prof|Ustadz?|Ustaz|KH"
)

Span = tuple[int, int]


def _runs(text: str) -> Iterator[list[Span]]:
    """Capitalised words side by side on one line, as spans."""
    words: list[Span] = []
    for found in _CAPITAL.finditer(text):
        if words and not _joined(text, words[-1][1], found.start()):
            yield words
            words = []
        words.append(found.span())
    if words:
        yield words


def _joined(text: str, end: int, start: int) -> bool:
    if start == end:
        return text[end - 1] == "."
    return start - end < 12 and _JOIN.fullmatch(text, end, start) is not None


@dataclass(frozen=True, slots=True)
class Part:
    """Capitalised words that no office, body or place is part of: perhaps a name.

    `first` is where its forms of address and titles begin. `led` says what stands before it:
    "house" (what bears a name without being a person), "office", "address", "title" or "". Words
    that are no names and end the run with it reach to `tail`.
    """

    first: int
    start: int
    end: int
    tail: int
    words: tuple[str, ...]
    led: str
    opens: bool


def _parts(text: str, run: list[Span]) -> Iterator[Part]:
    """The stretches of a run that can be names, each with what leads it."""
    first = run[0][0]
    led = _led(text, first)
    opens = _opens(text, first)
    kept: list[Span] = []
    kinds = _kinds(tuple(text[a:b] for a, b in run), led)
    if kinds[:2] == ("term", "name") and _is_initials(text, run[0]):
        kinds = ("name", *kinds[1:])
    for at, (span, kind) in enumerate(zip(run, kinds, strict=True)):
        if kind == "name":
            kept.append(span)
            continue
        if kept:
            tail = run[-1][1] if _is_tail(text, run, kinds, at) else kept[-1][1]
            yield from _part(text, first, kept, (led, opens, tail))
        forms = kind in ("title", "address")
        chained = forms and led in ("title", "address") and not kept
        first = first if chained else span[0] if forms else span[1] + 1
        kept, led, opens = [], _leads(led, kind), False
    if kept:
        yield from _part(text, first, kept, (led, opens, kept[-1][1]))


def _is_initials(text: str, span: Span) -> bool:
    """Whether capitals behind a label are of somebody's name: "Editor: KRT Wasis"."""
    word = text[span[0] : span[1]]
    if not word.isupper() or word.lower() in _terms():
        return False
    return _label().search(text[max(0, span[0] - 40) : span[0]]) is not None


def _is_tail(text: str, run: list[Span], kinds: tuple[str, ...], at: int) -> bool:
    """Whether what ends a run may be the end of a name made of words: "Tono Raja Muda,"."""
    if len(run) - at > 2 or any(kind != "term" for kind in kinds[at:]):
        return False
    return text[run[-1][1] : run[-1][1] + 1] in ("", ",", "\n", ")") and not any(
        text[a:b].lower() in _CALENDAR for a, b in run[at:]
    )


_CALENDAR_WORDS = (
    "januari februari maret april mei juni juli agustus september oktober november desember senin "
    "selasa rabu kamis jumat sabtu minggu wib wita wit"
)
_CALENDAR = frozenset(_CALENDAR_WORDS.split())


@lru_cache(maxsize=1 << 16)  # the same few runs recur from document to document
def _kinds(words: tuple[str, ...], led: str) -> tuple[str, ...]:
    """What each word of a run is: name, place, title, address, house, office or another term."""
    shouted = len(words) > 1 and all(word.isupper() for word in words)
    kinds = [_kind(word, shouted) for word in words]
    at = 0
    while at < len(words):
        before = kinds[at - 1] if at else led
        count = 0 if at and before == "name" else _place_at(words, at, before, kinds[at])
        kinds[at : at + count] = ["place"] * count
        at += max(1, count)
    return tuple(kinds)


def _place_at(words: tuple[str, ...], at: int, before: str, kind: str) -> int:
    """How many words from `at` on are a place: a region, several words that a small place is
    called by, and behind "Desa" one as well; a word with a quarter of the sky behind it."""
    least = 1 if kind == "name" else 2
    for count in range(min(4, len(words) - at), least - 1, -1):
        some = words[at : at + count]
        low = " ".join(some).lower()
        if low in name_forms() and (count == len(words) or not _is_given(some[0])):
            return count
        if low in small_place_names() and (before == "house" or count > 1):
            return count
        if count > 1 and some[-1].lower() in _QUARTERS and not _is_term(some[0]):
            return count
    return 0


_QUARTER_WORDS = "utara selatan timur barat tengah tenggara hulu hilir ilir ulu dalam luar"
_QUARTERS = frozenset(_QUARTER_WORDS.split())


def _opens(text: str, at: int) -> bool:
    """Whether a sentence, a line or an item of a list begins at a place."""
    at -= 1
    while at >= 0 and text[at] in " \t(":
        at -= 1
    return at < 0 or text[at] in _OPENING


def _led(text: str, at: int) -> str:
    """What the word right before a run makes of it."""
    before = text[max(0, at - 30) : at]
    if before[-1:] != " ":
        return ""
    low = before.rsplit(None, 1)[-1].lower() if before.strip() else ""
    if low in ("dr.", "drg.", "dr", "drg"):
        return "title"
    return "house" if low in _houses() else "office" if low in office_heads() else ""


def _leads(led: str, kind: str) -> str:
    """What leads the words behind a word of some kind, where `led` led the ones before."""
    if kind == "title" or (kind == "address" and led == "office"):
        return led if led in ("office", "house") else kind
    if kind in ("house", "office", "address"):
        return kind
    if kind == "place" and led == "house":
        return ""
    return led if led in ("house", "office") else ""


@lru_cache(maxsize=1 << 16)
def _kind(word: str, shouted: bool) -> str:
    low = word.lower().rstrip(".")
    if _TITLE.fullmatch(word) or word in _ranks():
        return "title"
    if low in _addresses():
        return "address"
    if low in _houses():
        return "house"
    if low in office_heads():
        return "office"
    if _is_term(word) or (word.isupper() and len(word) > 1 and not shouted and "." not in word):
        return "term"
    return "name"


def _part(text: str, first: int, spans: list[Span], about: tuple[str, bool, int]) -> Iterator[Part]:
    """One part, without the verb that opens a sentence; `about` is led, opens and tail."""
    led, opens, tail = about
    words = [text[a:b] for a, b in spans]
    if opens and _AFFIXED.fullmatch(words[0].lower()) and not _is_given(words[0]):
        spans, words, opens = spans[1:], words[1:], False
        first = spans[0][0] if spans else first
    if any(len(word.rstrip(".")) > 2 for word in words):
        yield Part(first, spans[0][0], spans[-1][1], tail, tuple(words), led, opens)


# ---- people ------------------------------------------------------------------------------------


def find_people(text: str) -> tuple[str, ...]:
    """The names of people that a text names and that no office stands before, each once.

    >>> find_people("Suminah (45), warga Desa Karang, dibantu Dinas Sosial Lahat.")
    ('Suminah',)
    """
    signed = (found["name"] for found in _INITIALS.finditer(text))
    found = [name for name in signed if not _is_term(name)]
    for run in _runs(text):
        for part in _parts(text, run):
            if _is_person(text, part):
                found.append(_shown(text, part))
    return tuple(dict.fromkeys(found))


def _shown(text: str, part: Part) -> str:
    """The name, with the ordinary words at its end that are part of it where it is marked."""
    marked = part.tail > part.end and (part.led == "address" or _is_cued(text, part.first))
    end = part.tail if marked else part.end
    return " ".join(text[part.start : end].rstrip(".").split())


def _is_person(text: str, part: Part) -> bool:
    name = " ".join(part.words)
    if is_region_name(name):
        return False
    stop = degrees_end(text, part.end)
    if _behind().match(text, stop) is not None:
        return part.led != "house" or _names_people(part)
    if part.led in ("house", "office"):
        return False
    if part.led == "address":
        return True
    if _is_cued(text, part.first):
        return _names_people(part) or not _is_place(name.lower())
    if part.led == "title" or stop > part.end:
        return not _is_place(name.lower())
    return _is_signature(text, part, stop) or _is_likely(text, part, stop)


def _names_people(part: Part) -> bool:
    return any(_is_given(word) for word in part.words)


def _is_signature(text: str, part: Part, stop: int) -> bool:
    """Alone between brackets, at the end of a line."""
    alone = _ALONE.search(text, max(0, part.first - 6), part.first)
    return alone is not None and len(part.words) > 1 and _CLOSED.match(text, stop) is not None


def _is_likely(text: str, part: Part, stop: int) -> bool:
    """Whether words without any mark around them are a person's name by themselves."""
    low = " ".join(part.words).lower()
    if _is_place(low):
        return False
    if len(part.words) == 1:
        return not part.opens and low in given_names() and len(low) >= _LEAST_LETTERS
    if len(part.words) > _MOST_WORDS:
        return False
    return _names_people(part) or _SAYS.match(text, stop) is not None


_LEAST_LETTERS = 4  # of a word that is a name by itself
_MOST_WORDS = 6  # more capitalised words in a row are a heading
