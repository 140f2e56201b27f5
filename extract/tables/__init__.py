"""Tables that the extractors read: CSV files beside this module, one fact a row."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from importlib import resources

from extract.document import TableError

FOLDER = resources.files("extract.tables")


def load_table(name: str) -> list[dict[str, str]]:
    """The rows of the table `name` ("units.csv", "units", "villages.csv.gz"), as text.

    Lines that start with `#` are comments. Every row has every column, stripped of white space
    at its ends. TableError names the file and the line of what is broken: a missing file, bytes
    that are no UTF-8, an empty or repeated column name, a row with too few or too many cells.
    """
    file = name if "." in name else f"{name}.csv"
    return list(_rows(file, csv.reader(io.StringIO(_read(file), newline=""), strict=True)))


def _read(file: str) -> str:
    """The text of a table, unpacked when it is compressed."""
    place = FOLDER.joinpath(file)
    if not place.is_file():
        raise TableError(f"{file}: there is no such table in extract/tables; check its name")
    data = place.read_bytes()
    try:
        data = gzip.decompress(data) if file.endswith(".gz") else data
        return data.decode("utf-8-sig")
    except (OSError, EOFError) as error:
        raise TableError(f"{file}: not a gzip file ({error}); pack it again") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableError(f"{file}, line {line}: not UTF-8; save the table as UTF-8") from error


def _rows(file: str, reader: Iterator[list[str]]) -> Iterator[dict[str, str]]:
    """Rows under their column names; the header is the first line that is no comment."""
    header: list[str] = []
    for line, cells in _lines(file, reader):
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not header:
            header = _header(file, line, cells)
            continue
        if len(cells) != len(header):
            raise TableError(
                f"{file}, line {line}: {len(cells)} cells under {len(header)} columns "
                f"({', '.join(header)}); quote a cell that holds a comma"
            )
        yield dict(zip(header, cells, strict=True))
    if not header:
        raise TableError(f"{file}, line 1: the table has no header")


def _lines(file: str, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Cells with the number of the line on which they end."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = getattr(reader, "line_num", 0)
            raise TableError(f"{file}, line {line}: {error}; check the quote marks") from error
        yield getattr(reader, "line_num", 0), cells


def _header(file: str, line: int, cells: list[str]) -> list[str]:
    """The column names, when they can be used as keys."""
    if "" in cells or len(set(cells)) != len(cells):
        raise TableError(f"{file}, line {line}: a column name is empty or stands twice")
    return cells
