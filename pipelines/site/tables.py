"""Datasette's table pages on large tables: word search and facets that stay fast, and say how.

The public file never changes while it is open, so what was counted once is remembered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.facets import ColumnFacet
from datasette.filters import FilterArguments
from datasette.utils import escape_sqlite, path_with_added_args, path_with_removed_args
from datasette.utils.asgi import BadRequest, Request

# Rows of one search, and of one facet, that are looked at: some ten ms of work on a small server.
MOST_FOUND = 10_000
MOST_COUNTED = 5_000

Row = dict[str, Any]
_remembered: WeakKeyDictionary[Datasette, dict[Any, Any]] = WeakKeyDictionary()


async def remembered(datasette: Datasette, key: Any, ask: Callable[[], Awaitable[Any]]) -> Any:
    """What `ask` answered the first time; the key names the question."""
    known = _remembered.setdefault(datasette, {})
    if key not in known:
        known[key] = await ask()
    return known[key]


# ---- search -------------------------------------------------------------------------------------


def fts_query(text: str) -> str:
    """Words as SQLite's full text search wants them: each in quotes, all of them present.

    >>> fts_query('lahat "OR" 14,14')
    '"lahat" "OR" "14,14"'
    """
    words_of_text = text.replace('"', " ").replace("\0", " ").split()
    return " ".join(f'"{word}"' for word in words_of_text)


def search_filter(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments]]:
    """`?_search=`: rows that hold all the words; of a word that stands in very many the newest.

    The page then says so. A download would be cut without anybody seeing it, so it is refused.
    """

    async def inner() -> FilterArguments:
        await _check_facets(request, datasette.get_database(database), table)
        index = await datasette.get_database(database).fts_table(table)
        asked = (request.args.get("_search") or "").strip()[:200]
        extra: Row = {"supports_search": bool(index), "search": asked}
        match = fts_query(asked)
        if not index or not match:
            return FilterArguments([], {}, [], extra)
        many = await _is_many(datasette.get_database(database), index, match)
        if many and request.url_vars.get("format") is not None:
            raise BadRequest(
                f"Kata “{asked}” ada di lebih dari {MOST_FOUND} baris. Tambahkan kata, misalnya "
                "nama wilayah, atau unduh seluruh tabel."
            )
        extra["search_cut"] = MOST_FOUND if many else 0
        limit = f" order by rowid desc limit {MOST_FOUND}" if many else ""
        name = escape_sqlite(index)
        where = f"rowid in (select rowid from {name} where {name} match :search{limit})"
        return FilterArguments([where], {"search": match}, [f'search matches "{asked}"'], extra)

    return inner


async def _check_facets(request: Request, database: Database, table: str) -> None:
    """BadRequest for a facet of a column that the table lacks: said before anything is counted."""
    asked = request.args.getlist("_facet")
    unknown = set(asked) - set(await database.table_columns(table)) if asked else ()
    if unknown:
        raise BadRequest(f"Tidak ada kolom {min(unknown)[:40]} di tabel {table}.")


async def _is_many(database: Database, index: str, match: str) -> bool:
    name = escape_sqlite(index)
    found = await database.execute(
        f"select count(*) from (select 1 from {name} where {name} match :m limit {MOST_FOUND + 1})",
        {"m": match},
    )
    return bool(found.rows[0][0] > MOST_FOUND)


# ---- facets -------------------------------------------------------------------------------------


class QuickFacet(ColumnFacet):  # type: ignore[misc]  # Datasette asks for a class of its kind
    """Counts of a column's values that never take long.

    Declared ones of a whole table are counted once and remembered; of anything else the newest
    rows are counted, and where there are more the page says so.
    """

    async def facet_results(self) -> tuple[list[Row], list[str]]:
        """The facets, each with `sampled`, the number of rows it was counted in, or None for all;
        and the names of those that took too long all the same."""
        found: list[Row] = []
        late: list[str] = []
        for config in self.get_configs():
            column = config["config"].get("column") or config["config"]["simple"]
            try:
                found.append(await self._facet(column, declared=config["source"] == "metadata"))
            except QueryInterrupted:
                late.append(column)
        return found, late

    async def _facet(self, column: str, *, declared: bool) -> Row:
        whole = " where " not in self.sql
        few = self.row_count is not None and self.row_count <= MOST_COUNTED
        size = self.get_facet_size()
        if whole and declared:
            key = ("facet", self.table, column)
            values = await remembered(self.ds, key, lambda: self._counts(column, self.sql))
        elif few or not await self._has_rowid():
            values = await self._counts(column, self.sql)
        else:
            part = f"{self.sql} order by rowid desc limit {MOST_COUNTED}"
            values = await self._counts(column, part)
        removed = path_with_removed_args(self.request, {"_facet": column})
        return {
            "name": column, "type": self.type, "hideable": not declared,
            "toggle_url": self.ds.urls.path(removed), "truncated": len(values) > size,
            "results": await self._labelled(column, values[:size]),
            "sampled": None if (whole and declared) or few else MOST_COUNTED,
        }  # fmt: skip

    async def _has_rowid(self) -> bool:
        views: list[str] = await self.ds.get_database(self.database).view_names()
        return self.table not in views

    async def _counts(self, column: str, sql: str) -> list[tuple[Any, int]]:
        name = escape_sqlite(column)
        most = self.ds.setting("max_returned_rows")
        found = await self.ds.execute(
            self.database,
            f"select {name} as value, count(*) as count from ({sql}) where {name} is not null "
            f"group by {name} order by count desc, value limit {most + 1}",
            self.params, truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )  # fmt: skip
        return [(row["value"], row["count"]) for row in found.rows]

    async def _labelled(self, column: str, values: Sequence[tuple[Any, int]]) -> list[Row]:
        """Values with their words and the address that filters by them, or no longer does."""
        labels = await self.ds.expand_foreign_keys(
            self.database, self.table, column, [value for value, _ in values]
        )
        pairs = self.get_querystring_pairs()
        return [
            {
                "value": value, "label": labels.get((column, value), value), "count": count,
                "toggle_url": self._toggled(column, value, chosen := (column, str(value)) in pairs),
                "selected": chosen,
            }
            for value, count in values
        ]  # fmt: skip

    def _toggled(self, column: str, value: Any, chosen: bool) -> str:
        change = path_with_removed_args if chosen else path_with_added_args
        path = change(self.request, {column: str(value)})
        return str(self.ds.absolute_url(self.request, self.ds.urls.path(path)))
