"""People in office across documents: who is the same person, and the address of each.

Equal names alone never join two rows: region and office have to agree. Rows that may or may not be
one person stay two; the site lists them beside each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.document import digest

# Offices that one region has once: who holds one under the same name is the same person. Of all
# other offices a region has many, so a name of one word needs the same institution as well.
UNIQUE = frozenset({
    "presiden", "gubernur", "bupati", "wali kota", "sekretaris daerah", "ketua dprd", "kepala bps",
    "kapolres", "dandim",
})  # fmt: skip
# Offices that people pass through from one to the next within one house.
FAMILIES: Mapping[str, str] = {
    "wakil ketua dprd": "dprd", "ketua dprd": "dprd", "anggota dprd": "dprd",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """A row of `officials` with the day of its document."""

    id: str
    document: str
    name: str
    position: str | None
    acting: str | None
    institution: str | None
    region: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """The id of a person, and the id that this row alone would have: an address that may have been
    the person's before an older document was read."""

    id: str
    own: str


def join_people(holders: Iterable[Holder]) -> dict[str, Person]:
    """The person of each row, by the row's id; rows without region or known office have none.

    Joined are rows of one name and region with offices of one family (bupati and wakil bupati),
    and an acting office with the only other family of that name: who acts for an office holds
    another one. A person's id is that of the oldest row, so newer documents do not change it.
    """
    named: dict[tuple[str, str], list[Holder]] = {}
    for one in holders:
        if one.region and one.position and one.position != "other":
            named.setdefault((folded(one.name), one.region), []).append(one)
    return {
        one.id: person
        for (name, region), rows in named.items()
        for one, person in _people(name, region, rows)
    }


def folded(name: str) -> str:
    """A name without what differs from one spelling to the next.

    >>> folded("Dewi  Anggrainsyah"), folded("H. M. Yusuf")
    ('dewi anggrainsyah', 'h m yusuf')
    """
    return " ".join(name.casefold().replace(".", " ").split())


def family(holder: Holder) -> str:
    """The offices within which a name of this row is one person.

    >>> family(Holder("", "", "Rusdi Kertapati", "wakil bupati", None, None, "16.04", None))
    'bupati'
    >>> family(Holder("", "a", "Rusdi", "kepala dinas", None, "Dinas Sosial", "16.04", None))
    'kepala dinas dinas sosial'
    >>> family(Holder("", "a", "Rusdi", "kepala dinas", None, None, "16.04", None))
    'kepala dinas a'
    """
    position = (holder.position or "").removeprefix("wakil ")
    office = FAMILIES.get(holder.position or "", FAMILIES.get(position, position))
    if len(folded(holder.name).split()) > 1 or position in UNIQUE:
        return office
    return f"{office} {folded(holder.institution) if holder.institution else holder.document}"


def _people(name: str, region: str, rows: Sequence[Holder]) -> Iterable[tuple[Holder, Person]]:
    groups: dict[str, list[Holder]] = {}
    for one in rows:
        groups.setdefault(family(one), []).append(one)
    for members in _joined(name, groups):
        oldest = min(members, key=lambda one: (one.published or "9999", one.document, one.id))
        identity = _address(name, region, family(oldest))
        for one in members:
            yield one, Person(identity, _address(name, region, family(one)))


def _joined(name: str, groups: Mapping[str, list[Holder]]) -> list[list[Holder]]:
    """Groups of one name; two are one person where one of them only acts for its office."""
    if len(groups) == 2 and " " in name:
        one, other = groups.values()
        if _only_acting(one) != _only_acting(other):
            return [[*one, *other]]
    return list(groups.values())


def _only_acting(rows: Iterable[Holder]) -> bool:
    return all(one.acting for one in rows)


def _address(name: str, region: str, office: str) -> str:
    return digest("pejabat", name, region, office)


def mark_people(db: sqlite3.Connection) -> None:
    """Add the columns `person` and `person_own` to the `officials` of the database `main`."""
    for column in ("person", "person_own"):
        db.execute(f"ALTER TABLE main.officials ADD COLUMN {column} TEXT")
    found = db.execute(
        "SELECT o.id, o.document, o.name, o.position, o.acting, o.institution, o.region, "
        "d.published FROM main.officials o JOIN main.documents d ON d.id = o.document"
    )
    people = join_people(Holder(*row) for row in found.fetchall())
    db.executemany(
        "UPDATE main.officials SET person = ?, person_own = ? WHERE id = ?",
        [(person.id, person.own, row) for row, person in people.items()],
    )
