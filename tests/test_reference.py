"""Official observations: what ships, an analyst's own file, codes, splits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.document import TableError
from pipelines.reference import (
    Reference,
    bps_codes,
    comparable,
    index,
    load_reference,
    read_number,
    read_observations,
    released_by,
    values,
)

HEADER = "region,indicator,period,value,publisher"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def write(folder: Path, text: str, name: str = "angka.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# ---- what ships -----------------------------------------------------------------------------


def test_every_shipped_row_is_read(reference: Reference) -> None:
    assert len(reference.observations) == 27_686
    assert {row.publisher for row in reference.observations} == {"BPS", "Kemenkes"}


def test_a_series_is_in_the_order_of_time(reference: Reference) -> None:
    rows = values(reference, "16.04", "poverty_rate")
    assert [row.period for row in rows] == sorted(row.period for row in rows)
    assert {row.period: row.value for row in rows}["2024-03"] == 14.14


def test_a_new_region_has_no_value_before_it_was_formed(reference: Reference) -> None:
    assert values(reference, "16.13", "poverty_rate")[0].period == "2015-03"


def test_only_what_was_released_by_a_day(reference: Reference) -> None:
    known = released_by(reference, date(2024, 10, 10))
    assert values(known, "16.04", "poverty_rate")[-1].period == "2023-03"
    assert released_by(known, date(2030, 1, 1)) is known


def test_the_two_code_systems_are_kept_apart() -> None:
    assert bps_codes()["1604"] == "16.04"
    assert bps_codes()["1103"] == "11.01"
    assert sum(code.replace(".", "") != bps for bps, code in bps_codes().items()) > 190


# ---- splits ---------------------------------------------------------------------------------


def test_a_parent_is_not_compared_across_its_split(reference: Reference) -> None:
    rows = {row.period: row for row in values(reference, "16.03", "poor_population")}
    assert not comparable(reference, rows["2014-09"], rows["2015-03"])
    assert comparable(reference, rows["2015-03"], rows["2016-03"])
    assert comparable(reference, rows["2013-09"], rows["2014-09"])


def test_a_province_is_not_compared_across_its_split(reference: Reference) -> None:
    rows = {row.period: row for row in values(reference, "91", "poverty_rate")}
    assert not comparable(reference, rows["2023-03"], rows["2024-03"])


def test_two_lines_are_not_compared(reference: Reference) -> None:
    old, new = [r for r in values(reference, "ID", "extreme_poverty_rate") if r.period == "2024-03"]
    assert not comparable(reference, old, new)


# ---- an analyst's own file ------------------------------------------------------------------


def test_a_file_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "region;indicator;period;value;publisher;released_on\n"
        "16.04;poverty_rate;2026-03;13,21;BPS;2026-12-01\n"
        "16.04;poor_population;2026-03;57.010;BPS;\n",
    )
    rate, count = read_observations(path)
    assert (rate.value, rate.resolution, rate.unit) == (13.21, 0.01, "percent")
    assert (count.value, count.resolution, count.released_on) == (57010, 1, None)


def test_a_bps_code_in_its_own_column(tmp_path: Path) -> None:
    path = write(
        tmp_path, "bps_code,indicator,period,value,publisher\n1103,poverty_rate,2026,9,BPS"
    )
    [row] = read_observations(path)
    assert row.region == "11.01"


def test_a_file_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "angka.csv"
    text = f"{HEADER}\r\n16,gini_ratio,2026-03,0.331,BPS\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert index(read_observations(path)).tables[("gini_ratio", 2026)][0].value == 0.331


NUMBERS = [
    ("14,14", "percent", 14.14, 0.01),
    ("14.140", "percent", 14.14, 0.001),
    ("0.308", "index", 0.308, 0.001),
    ("60.190", "person", 60190.0, 1.0),
    ("1.234.567", "idr", 1234567.0, 1.0),
    ("60190", "person", 60190.0, 1.0),
    ("60 190", "person", 60190.0, 1.0),
    ("-1,5", "percent", -1.5, 0.1),
]


@pytest.mark.parametrize(("text", "unit", "value", "step"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_number(text: str, unit: str, value: float, step: float) -> None:
    assert read_number(text, unit) == (value, pytest.approx(step))


WRONG = [
    ("16.04,poverty_rate,2026-03,x,BPS", "no number"),
    ("16.04,poverty_rate,2026-03,1.234.567,BPS", "no number"),
    ("16.04,kemiskinan,2026-03,1,BPS", "unknown indicator"),
    ("1604,poverty_rate,2026-03,1,BPS", "belong in the column bps_code"),
    ("99.99,poverty_rate,2026-03,1,BPS", "unknown region"),
    (",poverty_rate,2026-03,1,BPS", "region is empty"),
    ("16.04,poverty_rate,March,1,BPS", "write 2024"),
    ("16.04,poverty_rate,2026-13,1,BPS", "write 2024"),
    ("16.04,poverty_rate,2026-03,1,", "publisher is empty"),
    ("16.04,poverty_rate,2026-03,1", "too few or too many cells"),
    ("16.04,poverty_rate,2026-03,13,21,BPS", "too few or too many cells"),
]


@pytest.mark.parametrize(("line", "words"), WRONG, ids=[line for line, _ in WRONG])
def test_a_broken_line_is_named(line: str, words: str, tmp_path: Path) -> None:
    good = "16.04,poverty_rate,2025-03,13.69,BPS"
    with pytest.raises(TableError, match=r"angka\.csv, line 3: ") as caught:
        read_observations(write(tmp_path, f"{HEADER}\n{good}\n{line}\n"))
    assert words in str(caught.value)


def test_all_broken_lines_are_named_at_once(tmp_path: Path) -> None:
    lines = "\n".join(f"16.04,poverty_rate,20{n},x,BPS" for n in range(10, 40))
    with pytest.raises(TableError) as caught:
        read_observations(write(tmp_path, f"{HEADER}\n{lines}\n"))
    assert str(caught.value).count("angka.csv, line") == 20
    assert "and 10 more" in str(caught.value)


def test_a_value_given_twice(tmp_path: Path) -> None:
    line = "16.04,poverty_rate,2026-03,13.21,BPS"
    with pytest.raises(TableError, match="given twice"):
        read_observations(write(tmp_path, f"{HEADER}\n{line}\n{line}\n"))


HEADERS = [
    ("region,indicator,period,value", "column missing: publisher"),
    ("indicator,period,value,publisher", "column missing: region"),
    (f"{HEADER},warna", "unknown column: warna"),
]


@pytest.mark.parametrize(("header", "words"), HEADERS)
def test_a_wrong_header(header: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="line 1") as caught:
        read_observations(write(tmp_path, header + "\n"))
    assert words in str(caught.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_observations(tmp_path / "none.csv")
    path = tmp_path / "angka.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TableError, match="not UTF-8"):
        read_observations(path)
