"""What is private and never leaves: numbers, addresses, names of people without office.

Everything private becomes […]. Numbers are known by their shape, names of people as `people` finds
them, unless the document shows their holder in office. A name that was found once is masked
wherever the document says it again. In doubt a name is masked: the full text is for signed-in
reviewers.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.names import degrees_end
from pipelines.people import find_people, is_personal, may_stand_alone

MASKED = "[…]"
Shown = Callable[[str], str]  # a text as it may be shown

# NIK and family card numbers have 16 digits, NIP 18 (in groups 8 6 1 3), NPWP 15; mobile telephones
# begin with 08 or 628, fixed ones with an area code; bank numbers follow the word rekening.
# Sixteen digits behind a point or a comma may be decimals; they are a NIK when the seventh to tenth
# are day and month of a birth (of a woman the day and 40): "12,1604014501800001" of a list.
_BEHIND_COMMA = (
    r"(?<=\d[.,])\d{6}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}(?!\d)"
)
_NUMBER = re.compile(
    rf"{_BEHIND_COMMA}"
    r"""
    | (?<!\d)(?<!\d[.,])\d{16}(?!\d)                               # NIK
    | (?<!\d)(?<!\d[.,])\d{4}(?:[ .-]\d{4}){3}(?!\d|[.]\d)         # NIK in groups of four
    | (?<!\d)(?<!\d[.,])\d{6}[ .-]\d{6}[ .-]\d{4}(?!\d|[.]\d)      # NIK as place, birth, number
    | (?<!\d)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)                # NIP
    | (?<!\d)\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}(?!\d)         # NPWP
    | (?<![\d.,])(?:\+62|62|0)[ -]?8\d{1,3}(?:[ .-]?\d{3,4}){2,3}(?!\d)  # mobile telephone
    | \(0\d{2,3}\)[ ]?\d[\d -]{4,9}\d                              # fixed telephone
    | (?:(?<=telp[ ])|(?<=telp\.[ ])|(?<=telp:[ ])|(?<=telepon[ ])|(?<=telepon:[ ]))
      0?\d{2,4}[ -]\d{5,8}(?!\d)
    | (?<=rekening[ ])(?:[a-z]{2,8}[ ])?(?:no(?:mor|\.)?[ ])?(?:[a-z]{2,8}[ ])?\d(?:[ -]?\d){7,}
    | (?<=rek\.[ ])(?:[a-z]{2,8}[ ])?\d(?:[ -]?\d){7,}             # bank number
    | (?:(?<=ni[kp][ ])|(?<=ni[kp][.:])|(?<=ni[kp][.:][ ]))\d(?:[ .-]?\d){7,}  # so called
    | [\w.+-]{1,64}@[\w-]+\.[\w.]+                                 # mail address, RFC 5321
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
# A quick look first: every number above has six characters between its digits, mail has its sign.
_MAY_BE_NUMBER = re.compile(r"\d[\d .()+-]{4,}\d|@")
_MAY_BE_ADDRESS = re.compile(r"[Jj]l|[Jj]alan|JALAN|[Gg]ang|Gg|[Pp]erum|R[TtWw]")


def mask(text: str) -> str:
    """The text with NIK, NIP, NPWP, telephone and bank numbers, mail and home addresses as […].

    >>> mask("Hubungi 0812-3456-7890 untuk 1.250 KPM")
    'Hubungi […] untuk 1.250 KPM'
    >>> mask("Tinggal di Jl. Melati Putih No. 12 RT 03/RW 02, Lahat")
    'Tinggal di […] […], Lahat'
    """
    # What is masked may have hidden what stands beside it: of "NIP,NIK" one after the other.
    while (shown := _masked_once(text)) != text:
        text = shown
    return text


def _masked_once(text: str) -> str:
    if _MAY_BE_NUMBER.search(text):
        text = _NUMBER.sub(MASKED, text)
    return _ADDRESS.sub(MASKED, text) if _MAY_BE_ADDRESS.search(text) else text


# ---- names -------------------------------------------------------------------------------------

_LEAST_LETTERS = 4  # of one word of a name that is masked where it stands alone
_ALIKE = 88  # of 100: two spellings of one holder's name
_MORE_WORDS = 2  # that a holder's whole name may have beside the words it was read with


@dataclass(frozen=True, slots=True)
class Known:
    """Who may be named in a document: the names of those in office, as lists of small words."""

    holders: tuple[frozenset[str], ...]

    def is_holder(self, name: str) -> bool:
        """Whether a name is one of theirs: whole, shortened, longer, or spelled a little
        differently."""
        words = _tokens(name)
        return any(
            words <= holder
            or (len(holder) > 1 and holder < words and len(words) - len(holder) <= _MORE_WORDS)
            or fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(holder))) > _ALIKE
            or all(any(_is_spelling(word, other) for other in holder) for word in words)
            for holder in self.holders
        )

    def words(self) -> frozenset[str]:
        """Every word of their names."""
        return frozenset(word for holder in self.holders for word in holder)


def _is_spelling(word: str, other: str) -> bool:
    """Whether two small words are one name: "ridwan" of "ridhwan", "taufik" of "taufikurrahman"."""
    if min(len(word), len(other)) < _LEAST_LETTERS:
        return word == other
    return fuzz.ratio(word, other) > _ALIKE or (len(word) > 5 and other.startswith(word))


def known(names: Iterable[str]) -> Known:
    """The holders of office of a document by their names and other spellings."""
    return Known(tuple(words for name in names if (words := _tokens(name))))


def _tokens(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", name.lower()))


def private_names(text: str, holders: Known) -> tuple[str, ...]:
    """The names of people without office that the text names, the longest first."""
    found = (name for name in find_people(text) if not holders.is_holder(name))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def mask_names(text: str, names: Sequence[str], holders: Known) -> str:
    """The text with these names as […], also where a single word of one stands alone.

    >>> mask_names("Kata Siti Suminah, Suminah senang.", ["Siti Suminah"], known([]))
    'Kata […], […] senang.'
    """
    pattern = _pattern_of(names, holders)
    return text if pattern is None else _without(text, pattern)


def _pattern_of(names: Sequence[str], holders: Known) -> re.Pattern[str] | None:
    """Where these names stand, whole or a word of one alone; None for no names."""
    if not names:
        return None
    kept = holders.words()
    lone = {word for name in names for word in name.split() if word.lower() not in kept}
    parts = [*(r"\s+".join(map(re.escape, name.split())) for name in names)]
    parts += sorted(map(re.escape, filter(_is_distinct, lone)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _is_distinct(word: str) -> bool:
    """Whether a word of a name is a person also where it stands alone."""
    return len(word) >= _LEAST_LETTERS and is_personal(word) and may_stand_alone(word)


def _without(text: str, pattern: re.Pattern[str]) -> str:
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
    if holders.is_holder(speaker) or not is_personal(speaker):
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
    """What may not be shown of one document; `pattern` finds the names, None for no names."""

    names: tuple[str, ...]
    holders: Known
    pattern: re.Pattern[str] | None

    def shown(self, text: str) -> str:
        """A stretch of the document as it may be shown."""
        return self.nameless(mask(text))

    def nameless(self, text: str) -> str:
        """The text without the names."""
        return text if self.pattern is None else _without(text, self.pattern)

    def told(self, text: str) -> str:
        """What somebody says about the document, who may name others than the document does."""
        shown = self.shown(text)
        return mask_names(shown, private_names(shown, self.holders), self.holders)

    def speaker(self, text: str) -> str:
        """A speaker, owner or principal as it may be shown."""
        return self.shown(speaker_shown(text, self.holders))


def privacy_of(
    text: str, title: str | None, names: Iterable[str], private: Iterable[str] = ()
) -> Privacy:
    """What may not be shown of a document whose holders of office have these names.

    `private` are names that are known to be none of theirs.
    """
    holders = known(names)
    found = private_names(f"{title or ''}\n{text}", holders)
    more = {name for name in private if not holders.is_holder(name)}
    found = (*found, *sorted(more - set(found)))
    return Privacy(found, holders, _pattern_of(found, holders))


def shown_title(title: str) -> str:
    """The title of a document that nothing is known of yet, as a log may show it.

    >>> shown_title("Suminah (45) Menanti Bantuan Bupati Surya Wirawan")
    '[…] (45) Menanti Bantuan Bupati Surya Wirawan'
    """
    return privacy_of("", title, ()).shown(title)


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
    told = _told_documents(db)
    kept = {}
    for document, privacy in private_parts(db):
        _mask_document(db, document, privacy)
        if document in told and privacy.pattern is not None:
            kept[document] = privacy
    _mask_messages(db, kept)
    nobody = privacy_of("", None, ())
    _change(
        db, "corrections", "document IS ?", None, dict.fromkeys(IN_OWN_WORDS, nobody.told)
    )  # of findings: they belong to several documents


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


# What is told of a document's corrections: in a reviewer's words, with the values as JSON.
LOGGED = ("reason", "before", "after", "reply")
IN_OWN_WORDS = ("reason", "reply")
_LOGGED_WORDS: Mapping[str, tuple[str, ...]] = {**WORDS, "corrections": LOGGED}


def _mask_document(db: sqlite3.Connection, document: str, privacy: Privacy) -> None:
    for table, columns in _LOGGED_WORDS.items():
        key = "id" if table == "documents" else "document"
        hows = dict.fromkeys(columns, privacy.shown)
        hows |= dict.fromkeys(PEOPLE.get(table, ()), privacy.speaker)
        if table == "corrections":
            hows |= dict.fromkeys(IN_OWN_WORDS, privacy.told)
        _change(db, table, f"{key} = ?", document, hows)
    strangers = [(rowid,) for rowid, _ in _strangers(db, document, privacy)]
    db.executemany("UPDATE main.participants SET name = NULL WHERE rowid = ?", strangers)


def _strangers(
    db: sqlite3.Connection, document: str, privacy: Privacy
) -> Iterator[tuple[int, str]]:
    """Participants of a document's meetings who are named and hold no office in it."""
    found = db.execute(
        "SELECT p.rowid, p.name FROM main.meetings m JOIN main.participants p ON p.meeting = m.id "
        "WHERE m.document = ? AND p.name NOT NULL",
        (document,),
    )
    for rowid, name in found.fetchall():
        if not privacy.holders.is_holder(name):
            yield rowid, name


def _change(
    db: sqlite3.Connection, table: str, where: str, value: str | None, hows: Mapping[str, Shown]
) -> None:
    """Write what each column's function makes of its texts where that is something else."""
    columns = ", ".join(f'"{column}"' for column in hows)
    found = db.execute(f"SELECT rowid, {columns} FROM main.{table} WHERE {where}", (value,))
    for rowid, *texts in found.fetchall():
        changed = {
            column: new
            for (column, how), text in zip(hows.items(), texts, strict=True)
            if text is not None and (new := how(text)) != text
        }
        if changed:
            sets = ", ".join(f'"{column}" = ?' for column in changed)
            db.execute(
                f"UPDATE main.{table} SET {sets} WHERE rowid = ?", (*changed.values(), rowid)
            )


# Which documents' words a finding repeats: of its facts, of a date that is no public row, and of a
# passage, whose id is "document:start-end".
FINDING_DOCUMENTS = """SELECT DISTINCT ff.finding, f.document FROM main.finding_facts ff JOIN (
    SELECT id, document FROM main.figures UNION ALL SELECT id, document FROM main.claims
    UNION ALL SELECT id, document FROM main.commitments
    UNION ALL SELECT id, document FROM w.dates) f ON f.id = ff.fact
    UNION SELECT finding, substr(fact, 1, instr(fact, ':') - 1)
    FROM main.finding_facts WHERE kind = 'passage'"""


def _told_documents(db: sqlite3.Connection) -> frozenset[str]:
    """The documents whose words a finding may repeat."""
    return frozenset(document for _, document in db.execute(FINDING_DOCUMENTS))


def _mask_messages(db: sqlite3.Connection, parts: Mapping[str, Privacy]) -> None:
    """Findings repeat the words of the facts they rest on; `parts` are of those documents."""
    for finding, document in db.execute(FINDING_DOCUMENTS).fetchall():
        if document in parts:
            hows = dict.fromkeys(MESSAGES, parts[document].nameless)
            _change(db, "findings", "id = ?", finding, hows)
    _change(db, "findings", "1 OR id = ?", "", dict.fromkeys(MESSAGES, mask))


# Columns that hold ids, codes, digests and moments: no words of a document.
_CODES = re.compile(
    r"(?:^|_)(?:id|sha256|code|kode|dokumen|document|fact|former|finding|official|figure|meeting|"
    r"origin|voice|person|own|pejabat|pernyataan)$"
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
        if privacy.pattern is not None:
            yield from _bare_names(db, document, privacy)
        for rowid, _ in _strangers(db, document, privacy):
            yield f"participants.name, row {rowid}: somebody without office is named"


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
    for table in _LOGGED_WORDS:
        key = "id" if table == "documents" else "document"
        columns = (*_LOGGED_WORDS[table], *PEOPLE.get(table, ()))
        names = ", ".join(f'"{column}"' for column in columns)
        found = db.execute(f"SELECT rowid, {names} FROM main.{table} WHERE {key} = ?", (document,))
        for rowid, *texts in found:
            for column, text in zip(columns, texts, strict=True):
                if text is not None and privacy.nameless(text) != text:
                    yield f"{table}.{column}, row {rowid}: a name without office is not masked"
