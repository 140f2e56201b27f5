"""Districts and villages that a number covers, by their bare names or by who speaks for them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from extract.binding import words
from extract.cues import cue
from extract.finder import compile_finder
from extract.gazetteer import is_region_name, load_districts, load_villages, local_names
from extract.quotes import Speaker
from extract.reading import Reading, within
from extract.text import Sentence

NAMED = r"[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+){0,3}"
LOCAL = rf"(?P<place>{NAMED}(?:,? dan {NAMED})?)"
LOCAL_BEFORE = compile_finder(rf"\b(?:[Dd]i|[Uu]tk|[Uu]ntuk) {LOCAL}")
LOCAL_BEHIND = re.compile(
    rf"\s+(?:(?:seluruhnya|semua(?:nya)?|yang|ada|berada|tersebar|terdapat|miskin|ekstrem|stunting|"
    rf"orang|jiwa)\s+){{0,4}}di {LOCAL}"
)
NOT_OF_PLACE = re.compile(
    r"\b(?:rapat|rakor|acara|kegiatan|pertemuan|rembuk|musrenbang|digelar|dilaksanakan|berlangsung|"
    r"bertempat|kantor|aula|hotel|balai|ditemui|tiba|hadir|berkunjung|kunjungan|lahir|dilantik|"
    r"turun|meninjau)\b[^.;:]{0,30}$",
    re.IGNORECASE,
)
LOCAL_MAX = 140  # characters before a number in which its district may be named
LOCAL_WORDS = 10  # words between a district and its number


def bind_district(reading: Reading, sentence: Sentence, start: int, end: int) -> str | None:
    """A district or village of the subject by its bare name, that a number covers: "di Haharu dan
    Pandawai ada 412 rumah", "75 unit seluruhnya di Eromoko"."""
    text, own = reading.text, reading.subject
    if own is None or own == "ID":
        return None
    behind = LOCAL_BEHIND.match(text, end, sentence.end)
    if behind and (known := _known_there(behind["place"], own)):
        return known
    found = None
    for match in LOCAL_BEFORE.finditer(text, max(sentence.start, start - LOCAL_MAX), start):
        known = _known_there(match["place"], own)
        if known and not NOT_OF_PLACE.search(text, sentence.start, match.start()):
            found = known, match.start("place") + len(known)
    if found is None:
        return None
    gap = text[found[1] : start]
    free = words(gap) <= LOCAL_WORDS and gap.count(",") <= 1
    counted = any(q.unit for q in within(reading.quantities, found[1], start))
    apart = within(reading.regions.mentions, found[1], start) or cue("speech_verb").search(gap)
    return None if apart or counted or not free or cue("contrast").search(gap) else found[0]


def _known_there(place: str, own: str) -> str | None:
    """The words that name districts or villages of a region, cut behind the last of them."""
    names, kept = _names_in(own), []
    for part in re.split(r",? dan ", place):
        pieces = part.split()
        known = next(
            (
                " ".join(pieces[:n])
                for n in range(len(pieces), 0, -1)
                if _is_local(" ".join(pieces[:n]), names)
            ),
            None,
        )
        if known is None:
            break
        kept.append(known)
        if known != part:
            break
    return " dan ".join(kept) or None


@cache
def _names_in(own: str) -> Collection[str]:
    """Small names of the districts and villages of a regency, or of all of a province."""
    if len(own) == PROVINCE:
        return local_names(own)
    places = (*load_districts(own[:5]).values(), *load_villages(own[:5]).values())
    return frozenset(place.name.lower() for place in places)


PROVINCE = len("33")


def _is_local(name: str, names: Collection[str]) -> bool:
    return name.lower() in names and not is_region_name(name)


OWN_PLACE = re.compile(
    r"(?:(?:Plt|Pj|Plh)\.? )?(?P<office>Camat|Lurah|"
    r"Kepala (?:Desa|Kampung|Pekon|Tiyuh|Lembang|Kelurahan)|"
    r"Kades|Keuchik(?: Gampong)?|Geuchik|Wali ?[Nn]agari|Perbekel(?: Desa)?|Peratin|Kuwu|Pambakal|"
    r"Hukum Tua|Datok Penghulu|BPD(?: Desa)?|Pendamping Desa)\s+"
    r"(?P<place>[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*){0,3})$",
    re.IGNORECASE,
)


PLACE_WORDS = 2  # of a place that no table knows
# "Di kabupaten 300 KK": the head of a village speaks of more than it.
WHOLE = re.compile(
    r"\b(?:se-?)?(?:kabupaten|kota|kab\.|provinsi|daerah|nasional|kecamatan)\b", re.IGNORECASE
)


def tells_of_whole(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Whether the words before a number say that it is of a whole region."""
    return WHOLE.search(reading.text, max(sentence.start, start - LOCAL_MAX), start) is not None


def place_of_head(reading: Reading, speaker: Speaker) -> str | None:
    """The district or village of which its head or its board speaks: never the whole regency."""
    written = [speaker.name]
    if speaker.official is not None:
        official = reading.officials.officials[speaker.official]
        if official.institution and official.position in ("camat", "lurah", "kepala desa"):
            return official.institution
        written = [p.text for p in reading.officials.positions if p.official == speaker.official]
    found = next((m for w in written if (m := OWN_PLACE.fullmatch(w))), None)
    if found is None:
        return None
    place = _known_there(found["place"], reading.subject or "ID") or found["place"]
    if len(place.split()) > PLACE_WORDS and place == found["place"]:
        place = place.split()[0]  # a holder's name runs on behind the place
    return f"Kecamatan {place}" if found["office"].lower() == "camat" else place
