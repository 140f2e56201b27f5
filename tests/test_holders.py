"""Who is one person across documents: never by the name alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.holders import Holder, join_people

Row = tuple[str, str, str | None, str | None, str]  # name, position, acting, institution, region

TOGETHER: list[tuple[str, Sequence[Row]]] = [
    ("the same office", [("Rusdi Kertapati", "bupati", None, None, "16.04"),
                         ("Rusdi Kertapati", "bupati", None, None, "16.04")]),
    ("another spelling", [("H. Rusdi Kertapati", "bupati", None, None, "16.04"),
                          ("H  Rusdi  KERTAPATI", "bupati", None, None, "16.04")]),
    ("from deputy to head", [("Rusdi Kertapati", "wakil bupati", None, None, "16.04"),
                             ("Rusdi Kertapati", "bupati", None, None, "16.04")]),
    ("within the council", [("Fitri Gunawan", "anggota dprd", None, None, "16.04"),
                            ("Fitri Gunawan", "wakil ketua dprd", None, None, "16.04")]),
    ("acting beside the own office", [("Nurmaya Apriani", "kepala badan", None, None, "52.03"),
                                      ("Nurmaya Apriani", "sekretaris daerah", "plh", None,
                                       "52.03")]),
    ("one word and a unique office", [("Rusdi", "bupati", None, None, "16.04"),
                                      ("Rusdi", "bupati", None, None, "16.04")]),
    ("one word and one institution", [("Rusdi", "kepala dinas", None, "Dinas Sosial", "16.04"),
                                      ("Rusdi", "kepala dinas", None, "Dinas Sosial", "16.04")]),
]  # fmt: skip
APART: list[tuple[str, Sequence[Row]]] = [
    ("another region", [("Rusdi Kertapati", "bupati", None, None, "16.04"),
                        ("Rusdi Kertapati", "bupati", None, None, "16.11")]),
    ("another kind of office", [("Rusdi Kertapati", "kepala dinas", None, None, "16.04"),
                                ("Rusdi Kertapati", "anggota dprd", None, None, "16.04")]),
    ("one word, many such offices", [("Rusdi", "kepala dinas", None, None, "16.04"),
                                     ("Rusdi", "kepala dinas", None, None, "16.04")]),
    ("one word, two institutions", [("Rusdi", "kepala dinas", None, "Dinas Sosial", "16.04"),
                                    ("Rusdi", "kepala dinas", None, "Dinas PUPR", "16.04")]),
    ("one word, acting", [("Rusdi", "bupati", "pj", None, "16.04"),
                          ("Rusdi", "sekretaris daerah", None, None, "16.04")]),
    ("a part of the name", [("Rusdi", "bupati", None, None, "16.04"),
                            ("Rusdi Kertapati", "bupati", None, None, "16.04")]),
]  # fmt: skip


def holders(rows: Sequence[Row]) -> list[Holder]:
    """Rows as they stand in documents of their own, a month apart."""
    return [
        Holder(str(n), f"d{n}", name, position, acting, institution, region, f"2024-0{n + 1}-01")
        for n, (name, position, acting, institution, region) in enumerate(rows)
    ]


@pytest.mark.parametrize("rows", [rows for _, rows in TOGETHER], ids=[name for name, _ in TOGETHER])
def test_one_person(rows: Sequence[Row]) -> None:
    people = join_people(holders(rows))
    assert len({person.id for person in people.values()}) == 1


@pytest.mark.parametrize("rows", [rows for _, rows in APART], ids=[name for name, _ in APART])
def test_two_people(rows: Sequence[Row]) -> None:
    people = join_people(holders(rows))
    assert len({person.id for person in people.values()}) == 2


def test_an_acting_office_between_two_others_joins_neither() -> None:
    rows: list[Row] = [
        ("Rusdi Kertapati", "kepala dinas", None, None, "16.04"),
        ("Rusdi Kertapati", "anggota dprd", None, None, "16.04"),
        ("Rusdi Kertapati", "sekretaris daerah", "plt", None, "16.04"),
    ]
    assert len({person.id for person in join_people(holders(rows)).values()}) == 3


@pytest.mark.parametrize("position", [None, "other"])
def test_who_has_no_known_office_is_nobody_to_follow(position: str | None) -> None:
    one = Holder("1", "d", "Rusdi Kertapati", position, None, None, "16.04", None)
    nowhere = Holder("2", "d", "Rusdi Kertapati", "bupati", None, None, None, None)
    assert join_people([one, nowhere]) == {}


def test_a_newer_document_changes_no_address_and_an_older_one_leaves_the_old() -> None:
    middle, newer, older = (
        Holder(str(n), f"d{n}", "Rusdi Kertapati", position, acting, None, "16.04", day)
        for n, (position, acting, day) in enumerate(
            [
                ("kepala badan", None, "2024-05-01"),
                ("sekretaris daerah", "plh", "2024-09-01"),
                ("sekretaris daerah", "plh", "2023-01-01"),
            ]
        )
    )
    first = join_people([middle])["0"].id
    assert {p.id for p in join_people([middle, newer]).values()} == {first}
    now = join_people([middle, newer, older])
    assert len({p.id for p in now.values()}) == 1
    assert now["0"].id != first
    assert now["0"].own == first  # the old address is still known
