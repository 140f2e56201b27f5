"""People without a public office who take the floor: whom a text introduces, and names again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.cues import cue
from extract.finder import compile_finder
from extract.gazetteer import is_region_name
from extract.names import Name, name_at, office_words
from extract.offices import is_institution
from extract.reading import Reading, within
from extract.text import Sentence

LEAST_LETTERS = 4  # of a part of a name that stands for the whole


@dataclass(frozen=True, slots=True)
class Stranger:
    """A place that names somebody without an office, with the full name."""

    start: int
    end: int
    name: str


# "Jubirnya, Nama Nama, langsung ke soal ...": a role, and the name between commas.
ROLE = re.compile(
    r"\W*(?:(?:Sementara itu|Adapun|Lalu|Kemudian|Giliran),? )?"
    r"(?:(?:[Jj]ubir|[Jj]uru bicara|[Kk]etua|[Ww]akil|[Aa]nggota|[Ss]ekretaris|[Kk]oordinator|"
    r"[Pp]engurus|[Pp]endamping|[Pp]eneliti|[Rr]ekan)(?:nya)|[Jj]ubir|[Jj]uru bicara|"
    r"(?:[Ll]ewat|[Mm]elalui) (?:utusan|wakil|jubir|juru bicara|perwakilan))\b"
    r"(?: [a-z]+){0,2}(?:[^,.;:\n]{0,40},)?\s+"
)
LEAD = re.compile(
    r"\W*(?:(?:Lalu|Kemudian|Selanjutnya|Berikutnya|Terakhir|Sementara|Adapun|"
    r"Giliran(?: (?:pertama|kedua|ketiga|keempat|kelima|berikut(?:nya)?|selanjutnya|terakhir))?)"
    r",?\s+)?(?=[A-Z])"
)
TAKES_FLOOR = re.compile(
    r"\s+(?:(?:juga|pun|lalu|lantas|kemudian|langsung|sempat|ikut|turut|malah|yang|kembali|gantian|"
    r"tak mau kalah|dapat giliran)\s+)*"
    r"(?:ber)?(?:bicara|angkat (?:bicara|suara|tangan)|buka suara|menyela|menimpali|menyahut|"
    r"menyambung|nimbrung|interupsi|bertanya|protes|membantah|menyanggah|mencecar|memprotes|"
    r"menyoal|mempersoalkan|menagih|menggugat|mengkritik|membeberkan|"
    r"mendapat giliran|kebagian giliran|ambil giliran)\b",
    re.IGNORECASE,
)
PLACE_WORD = re.compile(r"\b(?:Utara|Selatan|Barat|Timur|Tenggara|Tengah|Raya)\b")


@lru_cache(maxsize=4)
def find_strangers(reading: Reading) -> tuple[Stranger, ...]:
    """Every place that names somebody who takes the floor and holds no office, in order."""
    names = list(dict.fromkeys(_introduced(reading)))
    forms = _forms(reading, names)
    if not forms:
        return ()
    longest = sorted(forms, key=len, reverse=True)
    places = re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", reading.text)
    return tuple(Stranger(m.start(), m.end(), forms[m[0]]) for m in places)


def _introduced(reading: Reading) -> Iterator[str]:
    for sentence in reading.sentences:
        if not sentence.boilerplate:
            name = (
                _by_role(reading, sentence)
                or _by_verb(reading, sentence)
                or _by_calling(reading, sentence)
            )
            if name:
                yield name.text


def _by_role(reading: Reading, sentence: Sentence) -> Name | None:
    """The name in apposition to a role at the head of a sentence."""
    role = ROLE.match(reading.text, sentence.start, sentence.end)
    name = _person_at(reading, role.end()) if role else None
    if role is None or name is None:
        return None
    closed = reading.text[name.stop : name.stop + 1] in (",", ":")
    return name if closed or _goes_on(reading.text, name.stop) else None


# "Rapat itu mendengar ekonom Unhas, Dr. Nama Nama."
CALLING = compile_finder(
    r"\b(?:ekonom|pengamat|akademisi|peneliti|dosen|guru besar|aktivis|pegiat)\b"
    r"(?: [A-Z][\w.]+| [a-z]+){0,5},\s+"
)


def _by_calling(reading: Reading, sentence: Sentence) -> Name | None:
    """The name, with a title, behind what its bearer does for a living."""
    calling = CALLING.search(reading.text, sentence.start, sentence.end)
    name = _person_at(reading, calling.end()) if calling else None
    return name if name and name.marked else None


def _by_verb(reading: Reading, sentence: Sentence) -> Name | None:
    """The full name at the head of a sentence whose verb says that its bearer speaks."""
    lead = LEAD.match(reading.text, sentence.start, sentence.end)
    name = _person_at(reading, lead.end()) if lead else None
    if name is None:
        return None
    behind = TAKES_FLOOR.match(reading.text, name.stop, sentence.end)
    says = cue("speech_verb").match(reading.text, name.stop + 1)
    return name if behind or says or (name.titled and _goes_on(reading.text, name.stop)) else None


def _goes_on(text: str, at: int) -> bool:
    """Whether a small word follows: the name is the subject of a clause."""
    return text[at : at + 1] == " " and text[at + 1 : at + 2].islower()


def _person_at(reading: Reading, at: int) -> Name | None:
    """A name of two words or more that is no official, place or body."""
    name = name_at(reading.text, at)
    if name is None or " " not in name.text:
        return None
    held = within(reading.officials.names, name.start, name.end)
    office = within(reading.officials.positions, name.first, name.end)
    place = within(reading.regions.mentions, name.start, name.end)
    words = name.text.lower().split()
    odd = (
        words[0].endswith("nya")
        or any(word in office_words() for word in words)
        or is_institution(name.text.split()[0])
    )
    if held or office or place or odd or PLACE_WORD.search(name.text) or is_region_name(name.text):
        return None
    return name


def _forms(reading: Reading, names: list[str]) -> dict[str, str]:
    """The full names and those of their words that can mean nobody else."""
    taken = {word for o in reading.officials.officials for word in o.name.split()}
    owners: dict[str, set[str]] = {}
    for name in names:
        for word in name.split():
            owners.setdefault(word, set()).add(name)
    short = {
        word: next(iter(owner))
        for word, owner in owners.items()
        if len(owner) == 1 and len(word) >= LEAST_LETTERS and word not in taken
    }
    return short | {name: name for name in names}
