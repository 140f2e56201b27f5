"""What is private and never leaves: numbers, addresses, names of people without office.

Everything private becomes […]. Numbers are known by their shape; names by what stands around them
(an age, "warga", a verb of speech, an honorific) unless the document shows their holder in office.
A name that was found once is masked wherever the document says it again. In doubt a name is masked:
the full text is for signed-in reviewers.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.names import degrees_end, name_at, office_words
from extract.regions import load_regions
from extract.tables import load_table

MASKED = "[…]"

# NIK and family card numbers have 16 digits, NIP 18 (in groups 8 6 1 3), NPWP 15; mobile telephones
# begin with 08 or 628, fixed ones with an area code; bank numbers follow the word rekening.
_NUMBER = re.compile(
    r"""
    (?<![\d.,])\d{16}(?![\d.,]*\d)                                 # NIK
    | (?<![\d.,])\d{4}(?:[ .-]\d{4}){3}(?![\d.,]*\d)               # NIK in groups of four
    | (?<![\d.,])\d{6}[ .-]\d{6}[ .-]\d{4}(?![\d.,]*\d)            # NIK as place, birth, number
    | (?<!\d)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)                # NIP
    | (?<!\d)\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}(?!\d)         # NPWP
    | (?<![\d.,])(?:\+62|62|0)[ -]?8\d{1,3}(?:[ .-]?\d{3,4}){2,3}(?!\d)  # mobile telephone
    | \(0\d{2,3}\)[ ]?\d[\d -]{4,9}\d                              # fixed telephone
    | (?:(?<=telp[ ])|(?<=telp\.[ ])|(?<=telp:[ ])|(?<=telepon[ ])|(?<=telepon:[ ]))
      0?\d{2,4}[ -]\d{5,8}(?!\d)
    | (?<=rekening[ ])(?:[a-z]{2,8}[ ])?(?:no(?:mor|\.)?[ ])?(?:[a-z]{2,8}[ ])?\d(?:[ -]?\d){7,}
    | (?<=rek\.[ ])(?:[a-z]{2,8}[ ])?\d(?:[ -]?\d){7,}             # bank number
    | (?:(?<=ni[kp][ ])|(?<=ni[kp][.:])|(?<=ni[kp][.:][ ]))\d(?:[ .-]?\d){7,}  # so called
    | [\w.+-]+@[\w-]+\.[\w.]+                                      # mail address
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A street with a house number, a neighbourhood by its number: where somebody lives.
_ADDRESS = re.compile(
    r"""
    \b(?:[Jj]l[n]?\b\.?|[Jj]alan|JALAN|[Gg]ang|Gg\.?|[Pp]erum(?:ahan)?)
      [ ](?:[A-Z0-9][\w'’.]*[ ,]{1,2}){1,6}
      (?:(?:[Nn]o(?:mor)?|NO|[Bb]lok|[Kk]av)\b\.?[ ]?[\w/-]*\d[\w/-]*|[Bb]lok[ ][A-Z]\d*)
      (?:[ ][Nn]o\.?[ ]?\d+)?
    | \b(?:RT|Rt)[ ./:]{0,2}\d{1,3}(?:[ ]?[/,-]?[ ]?(?:RW|Rw)[ ./:]{0,2}\d{1,3})?\b
    | \b(?:RW|Rw)[ ./:]{0,2}\d{1,3}\b
    """,
    re.VERBOSE,
)


def mask(text: str) -> str:
    """The text with NIK, NIP, NPWP, telephone and bank numbers, mail and home addresses as […].

    >>> mask("Hubungi 0812-3456-7890 untuk 1.250 KPM")
    'Hubungi […] untuk 1.250 KPM'
    >>> mask("Tinggal di Jl. Melati Putih No. 12 RT 03/RW 02, Lahat")
    'Tinggal di […] […], Lahat'
    """
    return _ADDRESS.sub(MASKED, _NUMBER.sub(MASKED, text))


# ---- names -------------------------------------------------------------------------------------

_WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_RUN = rf"(?:{_WORD}\.?[ ]){{0,4}}{_WORD}"
_SAY = (
    r"(?:kata|ujar|tutur|ungkap|ucap|jelas|papar|terang|imbuh|tambah|sebut|aku|keluh|cerita|urai|"
    r"beber|tukas|pungkas|tandas|harap)(?:nya)?"
)
_PEOPLE = (
    r"warga|ibu rumah tangga|petani|nelayan|buruh|pedagang|siswa|siswi|mahasiswa|mahasiswi|"
    r"pemulung|janda|duda|lansia|penerima (?:manfaat|bantuan|PKH|BLT|bansos)|korban|pelapor|"
    r"pasien|penghuni|"
    r"pemilik rumah|tukang \w+|pengemudi|sopir|peternak|perajin|pelaku UMKM|wartawan|jurnalis|"
    r"kuli(?: bangunan)?|asisten rumah tangga|balita|anak yatim|penyandang disabilitas"
).replace(" ", "[ ]")  # for patterns in which white space does not count
# What stands before a name of somebody without office.
_BEFORE = re.compile(
    rf"""(?:
    \b(?:bernama|[Aa]tas[ ]nama|[Aa](?:\.n|n)\.|[Aa]lm(?:arhum(?:ah)?)?\.?
        |[Rr]umah[ ]milik|[Kk]ediaman|[Mm]ilik|[Ss]uaminya|[Ii]strinya|[Aa]naknya|[Ii]bunya
        |[Aa]yahnya),?[ ]
    | \b(?:Ibu|Bu|Pak|Bapak|Mbah|Nenek|Kakek|Mbok|Mak|Sdri?\b\.?|Saudara|Saudari|Nyonya|Ny\b\.?
        |Tn\b\.?|Tuan|Mbak|Mas|Dik|Adik)[ ]
    | \b[Ss](?:eorang|alah[ ]s(?:eorang|atu))[ ](?:{_PEOPLE})(?:[ ][a-z]+){{0,2}},?[ ]
    | \b(?:{_PEOPLE})(?:[ ](?:[a-z]+|{_WORD})){{0,4}},[ ]
    | \b{_SAY}[ ]
    | \b(?:Reporter|Penulis|Editor|Pewarta|Kontributor|Fotografer|Redaktur)[ ]?:[ ]?
    )""",
    re.VERBOSE,
)
# What stands behind one: an age, what the person is, that the person speaks.
_BEHIND = re.compile(
    rf"""(?<![\w.])(?P<name>{_RUN})(?=
    [ ]\(\d{{1,3}}(?:[ ](?:tahun|thn?)\.?)?\)
    | ,?[ ]\(?\d{{1,3}}[ ](?:tahun|thn?)\b
    | ,[ ](?:seorang[ ]|salah[ ]s(?:eorang|atu)[ ])?(?:{_PEOPLE})\b
    | [ ](?:mengaku|bercerita|mengeluh|menuturkan|mengisahkan|berkisah)\b
    )""",
    re.VERBOSE,
)
# An honorific or a degree makes a person of capitalised words.
_TITLED = re.compile(
    r"(?<![\w.])(?:Hj?|Drs?|Dra|Ir|Prof|KH|Ustadz|Ustaz|Tgk|dr|drg)\.[ ]?(?=[A-Z])"
)
_NAMED_AFTER = re.compile(
    r"(?:[Jj]alan|[Jj]ln?\.?|RSUD|RSU[PD]?|RS|[Rr]umah [Ss]akit|[Uu]niversitas|[Bb]andara|"
    r"[Ss]tadion|[Gg]edung|[Mm]asjid|[Gg]elanggang|[Hh]otel|[Aa]ula|[Tt]aman|UIN|IAIN|[Ii]nstitut|"
    r"[Yy]ayasan|[Pp]ondok [Pp]esantren|[Ll]apangan|[Pp]elabuhan)[ ]+$"
)
_OPENING = (
    "Saat Kini Ini Itu Dia Ia Kami Kita Saya Mereka Beliau Anda Yang Namun Selain Dengan Untuk "
    "Menurut Sedangkan Sementara Seorang Salah Para Warga Lalu Kemudian Dalam Pada Dari Di Ke "
    "Jika Bila Karena Sebab Agar Hal Semua Setiap Tidak Belum Akan Sudah Harus Bukan Ada Masih "
    "Bu Pak Ibu Bapak Mbah Nenek Kakek Mbok Mak Mas Mbak Nyonya Tuan Sdr Sdri Saudara Saudari"
)
_SENTENCE_WORDS = frozenset(_OPENING.split())
_LEAST_LETTERS = 4  # of one word of a name that is masked where it stands alone
_ALIKE = 88  # of 100: two spellings of one holder's name


@dataclass(frozen=True, slots=True)
class Known:
    """Who may be named in a document: the names of those in office, as lists of small words."""

    holders: tuple[frozenset[str], ...]

    def is_holder(self, name: str) -> bool:
        """Whether a name is one of theirs, whole, shortened or spelled a little differently."""
        words = _tokens(name)
        return any(
            words <= holder
            or fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(holder))) > _ALIKE
            for holder in self.holders
        )

    def words(self) -> frozenset[str]:
        """Every word of their names."""
        return frozenset(word for holder in self.holders for word in holder)


def known(names: Iterable[str]) -> Known:
    """The holders of office of a document by their names and other spellings."""
    return Known(tuple(words for name in names if (words := _tokens(name))))


def _tokens(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", name.lower()))


def private_names(text: str, holders: Known) -> tuple[str, ...]:
    """The names of people without office that the text names, the longest first."""
    found = {name for name in _candidates(text) if not holders.is_holder(name)}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _candidates(text: str) -> Iterator[str]:
    for cue in _BEFORE.finditer(text):
        yield from _name_from(text, cue.end())
    for cue in _TITLED.finditer(text):
        if not _NAMED_AFTER.search(text, max(0, cue.start() - 30), cue.start()):
            yield from _name_from(text, cue.start())
    for cue in _BEHIND.finditer(text):
        yield from _trimmed(text, cue.start("name"), cue["name"])


def _name_from(text: str, at: int) -> Iterator[str]:
    """The personal name that begins at `at`, or nothing."""
    name = name_at(text, at)
    if name is None or not text[name.start].isupper():
        return
    if name.text.split()[0] in _SENTENCE_WORDS or not _is_personal(name.text):
        return
    if not _behind_office(text, at):
        yield name.text


def _trimmed(text: str, at: int, run: str) -> Iterator[str]:
    """A capitalised run without the words at its head that open a sentence."""
    words = run.split()
    while words and (words[0] in _SENTENCE_WORDS or not _is_personal(words[0])):
        at += len(words.pop(0)) + 1
    name = " ".join(words)
    if words and _is_personal(name) and not _behind_office(text, at):
        yield name


_LAST_WORDS = re.compile(r"[^\W\d_]+(?=[\s,]*$)")


def _behind_office(text: str, at: int) -> bool:
    """Whether the word before is an office or a kind of place: then no private name begins."""
    last = _LAST_WORDS.search(text, max(0, at - 40), at)
    return last is not None and last[0].lower() in _office_heads() | _BODIES


def _office_heads() -> frozenset[str]:
    if not _HEADS:
        _HEADS.append(frozenset(row["form"].split()[-1] for row in load_table("positions")))
    return _HEADS[0]


_HEADS: list[frozenset[str]] = []


def _is_personal(name: str) -> bool:
    """Whether capitalised words can be a person: no acronym, body, office or region.

    >>> _is_personal("Suminah"), _is_personal("Pemkab Lahat"), _is_personal("BPS")
    (True, False, False)
    """
    words = name.split()
    small = [word.lower().strip(".,") for word in words]
    if not words or not all(word[:1].isupper() or word in ("bin", "binti") for word in words):
        return False
    if all(word.isupper() for word in words if len(word) > 1):
        return len(words) > 1 and not any(w in office_words() for w in small)
    bodies = office_words() | _office_heads() | _BODIES
    return not any(word in bodies for word in small) and name.lower() not in _region_names()


_BODY_WORDS = (
    "pemkab pemkot pemprov pemda pemdes pemerintah kabupaten kota provinsi desa kecamatan "
    "kelurahan dusun kampung nagari indonesia republik rakor rapat tim satgas forum bank dunia "
    "partai fraksi polres kodim kejaksaan pengadilan universitas institut lembaga yayasan asosiasi "
    "serikat komunitas kementerian dinas badan inspektorat sekretariat bappeda dprd dpr mpr tkpk "
    "bupati wakil gubernur wali presiden menteri camat lurah kepala ketua sekretaris anggota "
    "direktur asisten staf media redaksi humas program keluarga panti puskesmas rumah pasar "
    "januari februari maret april mei juni juli agustus september oktober november desember senin "
    "selasa rabu kamis jumat sabtu minggu nomor pasal tahun inpres perpres perda perbup pergub uu"
)
_BODIES = frozenset(_BODY_WORDS.split())


def _region_names() -> frozenset[str]:
    if not _REGIONS:
        _REGIONS.append(frozenset(region.name.lower() for region in load_regions().values()))
    return _REGIONS[0]


_REGIONS: list[frozenset[str]] = []


def mask_names(text: str, names: Sequence[str], holders: Known) -> str:
    """The text with these names as […], also where a single word of one stands alone.

    >>> mask_names("Kata Siti Suminah, Suminah senang.", ["Siti Suminah"], known([]))
    'Kata […], […] senang.'
    """
    if not names:
        return text
    kept = holders.words()
    lone = {
        word
        for name in names
        for word in name.split()
        if len(word) >= _LEAST_LETTERS and word.lower() not in kept and _is_personal(word)
    }
    parts = [*(r"\s+".join(map(re.escape, name.split())) for name in names)]
    parts += sorted(map(re.escape, lone), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
    pieces, last = [], 0
    for found in pattern.finditer(text):
        if found.start() < last:
            continue
        pieces += [text[last : found.start()], MASKED]
        last = max(found.end(), degrees_end(text, found.end()))
    return "".join([*pieces, text[last:]])


def speaker_shown(speaker: str, holders: Known) -> str:
    """A speaker, owner or principal as shown: holders, offices and institutions, else […].

    >>> speaker_shown("Pemkab Lahat", known([])), speaker_shown("Suminah", known([]))
    ('Pemkab Lahat', '[…]')
    """
    if holders.is_holder(speaker) or not _is_personal(speaker):
        return mask(speaker)
    return MASKED


# ---- the public database -----------------------------------------------------------------------

# Columns with the document's words, and those that name who speaks, of each table that belongs to
# one document.
WORDS: Mapping[str, tuple[str, ...]] = {
    "documents": ("title",),
    "meetings": ("theme", "venue"),
    "figures": ("quote", "sentence", "scope", "programme"),
    "claims": ("quote", "sentence", "among"),
    "commitments": ("quote", "sentence", "instrument"),
    "officials": ("institution", "roles"),
}
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "meetings": ("chair",),
    "figures": ("speaker", "on_behalf_of", "cited_source"),
    "claims": ("speaker",),
    "commitments": ("speaker", "owner"),
}
MESSAGES = ("message_id", "message_en")
WITHOUT_OFFICE = """SELECT id FROM main.officials
    WHERE position IS NULL AND institution IS NULL AND roles = '[]'"""
# Who sits in an attendance list; whoever chairs or speaks acts in office.
ATTENDING = "attendee"


@dataclass(frozen=True, slots=True)
class Privacy:
    """What may not be shown of one document."""

    names: tuple[str, ...]
    holders: Known

    def shown(self, text: str) -> str:
        """A stretch of the document as it may be shown."""
        return mask_names(mask(text), self.names, self.holders)


def privacy_of(
    text: str, title: str | None, names: Iterable[str], private: Iterable[str] = ()
) -> Privacy:
    """What may not be shown of a document whose holders of office have these names.

    `private` are names that are known to be none of theirs.
    """
    holders = known(names)
    found = private_names(f"{title or ''}\n{text}", holders)
    more = {name for name in private if not holders.is_holder(name)}
    return Privacy((*found, *sorted(more - set(found))), holders)


def mask_public(db: sqlite3.Connection) -> None:
    """Mask the public tables of `main`; `w` is the working database they were copied from.

    People of `officials` without position, institution and role are taken out, and attendance
    lists keep offices only.
    """
    db.execute(
        "UPDATE main.participants SET name = NULL "
        "WHERE position IS NULL OR part = ?", (ATTENDING,),
    )  # fmt: skip
    db.execute("DELETE FROM main.participants WHERE name IS NULL AND position IS NULL")
    for table in ("figures", "claims", "commitments"):
        db.execute(f"UPDATE main.{table} SET official = NULL WHERE official IN ({WITHOUT_OFFICE})")
    db.execute(f"DELETE FROM main.officials WHERE id IN ({WITHOUT_OFFICE})")
    for document, privacy in private_parts(db):
        _mask_document(db, document, privacy)
    _mask_messages(db)


def private_parts(db: sqlite3.Connection) -> Iterator[tuple[str, Privacy]]:
    """Every document of `main` with what may not be shown of it.

    Who was read as an official and is not public as one (rejected, or without any office) is
    not named at all.
    """
    holders: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for document, name in db.execute(
        "SELECT document, name FROM w.officials WHERE id NOT IN (SELECT id FROM main.officials)"
    ):
        others.setdefault(document, []).append(name)
    for document, name in db.execute(
        "SELECT o.document, o.name FROM main.officials o UNION ALL "
        "SELECT o.document, v.value FROM w.officials o JOIN main.officials m ON m.id = o.id, "
        "json_each(o.variants) v"
    ):
        holders.setdefault(document, []).append(name)
    found = db.execute(
        "SELECT d.id, v.text, d.title FROM w.documents d "
        "JOIN w.versions v ON v.document = d.id AND v.n = d.version "
        "WHERE d.id IN (SELECT id FROM main.documents) ORDER BY d.id"
    )
    for document, text, title in found:
        named = holders.get(document, ())
        yield document, privacy_of(text, title, named, others.get(document, ()))


def _mask_document(db: sqlite3.Connection, document: str, privacy: Privacy) -> None:
    for table, columns in WORDS.items():
        key = "id" if table == "documents" else "document"
        _change(db, table, columns, key, document, privacy.shown)
    for table, columns in PEOPLE.items():
        _change(
            db, table, columns, "document", document,
            lambda who: privacy.shown(speaker_shown(who, privacy.holders)),
        )  # fmt: skip


def _change(
    db: sqlite3.Connection, table: str, columns: Sequence[str], key: str, value: str, how: object
) -> None:
    """Write what `how` makes of each text of these columns where it makes something else of it."""
    assert callable(how)
    for column in columns:
        found = db.execute(
            f'SELECT rowid, "{column}" FROM main.{table} WHERE {key} = ? AND "{column}" NOT NULL',
            (value,),
        ).fetchall()
        changed = [(new, row) for row, old in found if (new := how(old)) != old]
        db.executemany(f'UPDATE main.{table} SET "{column}" = ? WHERE rowid = ?', changed)


_FACT_DOCUMENTS = """SELECT DISTINCT ff.finding, f.document FROM main.finding_facts ff JOIN (
    SELECT id, document FROM main.figures UNION ALL SELECT id, document FROM main.claims
    UNION ALL SELECT id, document FROM main.commitments) f ON f.id = ff.fact"""


def _mask_messages(db: sqlite3.Connection) -> None:
    """Findings repeat the words of the facts they rest on."""
    parts = dict(private_parts(db))
    for finding, document in db.execute(_FACT_DOCUMENTS).fetchall():
        if parts[document].names:
            _change(db, "findings", MESSAGES, "id", finding, parts[document].shown)
    for column in MESSAGES:
        found = db.execute(f"SELECT id, {column} FROM main.findings").fetchall()
        changed = [(new, key) for key, old in found if (new := mask(old)) != old]
        db.executemany(f"UPDATE main.findings SET {column} = ? WHERE id = ?", changed)


# Columns that hold ids, codes, digests and moments: no words of a document.
_CODES = re.compile(
    r"(?:^|_)(?:id|sha256|code|kode|dokumen|document|fact|finding|official|figure)$"
)


def unmasked(db: sqlite3.Connection) -> Iterator[str]:
    """What a public database still shows of private matters: one sentence for each place.

    Every text of every table is looked at for numbers and addresses; what belongs to a document
    also for the names that may not be shown of it. `w` is the working database.
    """
    tables = [
        row[0]
        for row in db.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' "
            "AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    for table in tables:
        yield from _bare_numbers(db, table)
    for document, privacy in private_parts(db):
        if privacy.names:
            yield from _bare_names(db, document, privacy)


REFERENCE = ("regions", "indicators", "observations", "sources")  # no document's words in them


def _bare_numbers(db: sqlite3.Connection, table: str) -> Iterator[str]:
    if table in REFERENCE:
        return
    info = db.execute(f"PRAGMA main.table_info({table})").fetchall()
    columns = [row[1] for row in info if row[2] == "TEXT" and not _CODES.search(row[1])]
    for column in columns:
        if column in ("url", "tautan"):
            continue  # an article's address is what it is
        for rowid, text in db.execute(
            f'SELECT rowid, "{column}" FROM main.{table} WHERE "{column}" NOT NULL'
        ):
            if mask(str(text)) != text:
                yield f"{table}.{column}, row {rowid}: a private number or address is not masked"


def _bare_names(db: sqlite3.Connection, document: str, privacy: Privacy) -> Iterator[str]:
    for table in WORDS:
        key = "id" if table == "documents" else "document"
        for column in (*WORDS[table], *PEOPLE.get(table, ())):
            for rowid, text in db.execute(
                f'SELECT rowid, "{column}" FROM main.{table} '
                f'WHERE {key} = ? AND "{column}" NOT NULL',
                (document,),
            ):
                if mask_names(text, privacy.names, privacy.holders) != text:
                    yield f"{table}.{column}, row {rowid}: a name without office is not masked"
