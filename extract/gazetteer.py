"""The regions of the country: codes, names, levels, districts and villages, splits in time.

The tables are `regions.csv` with `region_aliases.csv`, `successions.csv`, `districts.csv` and
`villages.csv.gz`; codes are Kemendagri's.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO

import ahocorasick

from extract.document import TableError
from extract.tables import load_table

NATION = "ID"
LEVELS = ("province", "regency", "city")
_KIND_WORDS = {"province": "Provinsi", "regency": "Kabupaten", "city": "Kota"}


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency or city (codes are Kemendagri's), a district or a village."""

    code: str
    bps_code: str | None
    name: str
    level: str
    parent: str | None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()


def _full_date(value: str) -> date | None:
    """A day; a bare year is its first day, because regions change by law during a year."""
    if not value:
        return None
    return date.fromisoformat(value if len(value) == 10 else f"{value[:4]}-01-01")


@cache
def _splits() -> dict[str, list[tuple[str, date | None]]]:
    """By predecessor code: the regions that were split off, with the day."""
    found: dict[str, list[tuple[str, date | None]]] = {}
    for row in load_table("successions"):
        if row["event"] == "split":
            day = _full_date(row["effective"])
            found.setdefault(row["predecessor_code"], []).append((row["code"], day))
    return found


@cache
def load_regions() -> dict[str, Region]:
    """Every province, regency and city by code, and "ID" for the nation."""
    born = {code: day for children in _splits().values() for code, day in children}
    regions = {NATION: Region(NATION, None, "Indonesia", "nation", None)}
    for row in load_table("regions"):
        if row["level"] not in LEVELS:
            raise TableError(f"regions.csv: {row['code']} has the unknown level {row['level']!r}")
        code = row["code"]
        parent_code = row["parent_code"] or NATION
        children = tuple(child for child, _ in _splits().get(code, []))
        regions[code] = Region(
            code=code,
            bps_code=row["bps_code"] or None,
            name=row["name"],
            level=row["level"],
            parent=parent_code,
            valid_from=born.get(code),
            successors=children,
        )
    return regions


def region_name(code: str) -> str:
    """The full name: "Kabupaten Lahat", "Kota Bogor", "Provinsi Banten", "Indonesia".

    Districts and villages are named too ("Kecamatan Sape"); an unknown code is its own name.
    """
    if code.count(".") >= 2:
        region = load_districts(code[:5]).get(code) or load_villages(code[:5]).get(code)
        word = "Kecamatan" if code.count(".") == 2 else "Desa"
        return f"{word} {region.name}" if region else code
    known = load_regions().get(code)
    if known is None:
        return code
    if known.name.startswith(("DKI ", "Daerah ")) or known.level == "nation":
        return known.name
    return f"{_KIND_WORDS[known.level]} {known.name}"


def parent(code: str) -> str | None:
    """The code one level up: village → district → regency → province → "ID" → None."""
    if code == NATION:
        return None
    return code.rpartition(".")[0] or NATION


def level(code: str) -> str:
    """nation, province, regency, city, district or village, by the shape of the code."""
    dots = code.count(".")
    if dots >= 2:
        return "district" if dots == 2 else "village"
    if code == NATION or dots == 0:
        return "nation" if code == NATION else "province"
    return "city" if code[3:4] == "7" else "regency"


@cache
def _districts() -> dict[str, dict[str, Region]]:
    found: dict[str, dict[str, Region]] = {}
    for row in load_table("districts"):
        region = Region(row["code"], None, row["name"], "district", row["parent_code"])
        found.setdefault(row["parent_code"], {})[region.code] = region
    return found


def load_districts(regency_code: str) -> dict[str, Region]:
    """The districts (kecamatan, distrik, kapanewon) of a regency or city, by code."""
    return _districts().get(regency_code, {})


@cache
def _village_lines() -> str:
    data = files("extract.tables").joinpath("villages.csv.gz").read_bytes()
    return gzip.decompress(data).decode("utf-8")


@cache
def load_villages(regency_code: str) -> dict[str, Region]:
    """The villages (desa, kelurahan, gampong, nagari …) of a regency or city, by code."""
    lines = _village_lines()
    start = lines.find(f"\n{regency_code}.")
    if start < 0:
        return {}
    last = lines.rfind(f"\n{regency_code}.")
    block = lines[start + 1 : lines.find("\n", last + 1)]
    rows = csv.reader(StringIO(block))
    return {code: Region(code, None, name, "village", code[:8]) for code, name in rows}


@cache
def local_names(province_code: str) -> dict[str, frozenset[str]]:
    """Small names of a province's districts and villages, with the regencies that have them."""
    found: dict[str, set[str]] = {}
    for code in load_regions():
        if code.startswith(f"{province_code}."):
            for place in (*load_districts(code).values(), *load_villages(code).values()):
                found.setdefault(place.name.lower(), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def small_place_names() -> frozenset[str]:
    """The small names of all districts and villages of the country."""
    rows = csv.reader(StringIO(_village_lines()))
    villages = (row[1].lower() for row in rows if len(row) > 1)
    return frozenset((*villages, *(row["name"].lower() for row in load_table("districts"))))


def bare_name(alias: str) -> str:
    """An alias without the word of its level, which the reader finds by itself."""
    return re.sub(r"^(?:Kabupaten|Kab\.?|Provinsi|Prov\.|Prop\.) ", "", alias)


def _spellings(name: str) -> Iterator[str]:
    """A name and its usual other spellings."""
    yield name
    if name.startswith("Sumatera "):
        yield name.replace("Sumatera", "Sumatra")
    if name.startswith("Kepulauan "):
        yield name.replace("Kepulauan", "Kep.")
        yield name.replace("Kepulauan", "Kep")
    if "-" in name:
        yield name.replace("-", " ")


@cache
def former_names() -> frozenset[tuple[str, str]]:
    """Former names that another region bears today ("Kabupaten Kendari"), with the old bearer.

    They stand for the old bearer only behind the word of its level.
    """
    rows = load_table("regions")
    today = {row["name"].lower() for row in rows}
    return frozenset(
        (bare_name(alias).lower(), row["code"])
        for row in rows
        for alias in row["aliases"].split("|")
        if bare_name(alias) not in (alias, row["name"]) and bare_name(alias).lower() in today
    )


@cache
def name_forms() -> dict[str, tuple[str, ...]]:
    """Each lower-case form with the codes that it may stand for."""
    found: dict[str, dict[str, None]] = {}
    extra = [(row["code"], row["alias"]) for row in load_table("region_aliases")]
    for row in load_table("regions"):
        names = [row["name"], *(bare_name(a) for a in row["aliases"].split("|") if a)]
        names += [alias for code, alias in extra if code == row["code"]]
        for name in (n for n in names if not n.startswith("Kota ") or n == "Kota Baru"):
            for form in _spellings(name):
                found.setdefault(form.lower(), {})[row["code"]] = None
    return {form: tuple(codes) for form, codes in found.items()}


@cache
def name_automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form in name_forms():
        automaton.add_word(form, form)
    automaton.make_automaton()
    return automaton


def is_region_name(name: str) -> bool:
    """Whether the words are a name or alias of a province, regency or city."""
    return (
        name.lower() in name_forms()
        or bare_name(name).removeprefix("Kota ").lower() in name_forms()
    )
