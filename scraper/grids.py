"""Ruled lines become grids of cells: the tables of printed and of scanned pages."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

NEAR = 4.0  # points: lines that are nearer stand for one, and ends that are nearer meet
HIDDEN = 45.0  # points of a horizontal that a stamp may hide; uprights are mended by their rows


class Placed(Protocol):
    """Anything with a box."""

    @property
    def x0(self) -> float: ...
    @property
    def y0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def y1(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight thin line."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its columns and rows are parted, and which of the parting lines are drawn.

    `walls[row]` are the numbers of the verticals drawn beside a row, `floors[row]` the columns
    that a horizontal closes below; where one is missing, cells are merged.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: tuple[frozenset[int], ...]
    floors: tuple[frozenset[int], ...]

    @property
    def y0(self) -> float:
        return self.ys[0]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    def holds(self, item: Placed) -> bool:
        """Whether the middle of something lies within."""
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def columns(self, row: int) -> list[int]:
        """The first columns of the cells of a row."""
        return [0, *(c for c in range(1, len(self.xs) - 1) if c in self.walls[row])]

    def cell_of(self, item: Placed) -> tuple[int, int]:
        """Row and first column of the cell that holds the middle of something."""
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.rows - 1)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        while row > 0 and column not in self.floors[row - 1]:
            row -= 1
        while column > 0 and column not in self.walls[row]:
            column -= 1
        return row, column


def find_grids(rules: Sequence[Rule], *, worn: bool = False) -> list[Grid]:
    """The grids that ruled lines form, of at least two columns, from the top of the page.

    `worn`: on a scan a stamp or a fold may hide a piece of a line and draw one where none is.
    """
    flat = _merged([rule for rule in rules if rule.flat], HIDDEN if worn else NEAR)
    upright = _merged([rule for rule in rules if not rule.flat])
    grids = [_grid(*group, worn=worn) for group in _groups(flat, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda g: g.y0)


def _merged(rules: Sequence[Rule], gap: float = NEAR) -> list[Rule]:
    """Pieces of one line joined: a table's border is often drawn cell by cell."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.y0, r.x0) if r.flat else (r.x0, r.y0)):
        for i, other in enumerate(merged):
            if _one_line(rule, other, gap):
                merged[i] = Rule(
                    min(rule.x0, other.x0),
                    min(rule.y0, other.y0),
                    max(rule.x1, other.x1),
                    max(rule.y1, other.y1),
                )
                break
        else:
            merged.append(rule)
    return merged


def _one_line(rule: Rule, other: Rule, gap: float) -> bool:
    if rule.flat:
        across = abs((rule.y0 + rule.y1) - (other.y0 + other.y1)) / 2 <= NEAR / 2
        return across and rule.x0 <= other.x1 + gap and other.x0 <= rule.x1 + gap
    across = abs((rule.x0 + rule.x1) - (other.x0 + other.x1)) / 2 <= NEAR / 2
    return across and rule.y0 <= other.y1 + gap and other.y0 <= rule.y1 + gap


def _groups(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, directly or over others."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in [*flat, *upright]:
        met = [g for g in groups if any(_meet(rule, o) for o in (g[1] if rule.flat else g[0]))]
        joined: tuple[list[Rule], list[Rule]] = ([], [])
        for group in met:
            joined[0].extend(group[0])
            joined[1].extend(group[1])
            groups.remove(group)
        joined[0 if rule.flat else 1].append(rule)
        groups.append(joined)
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.x0 <= other.x1 + NEAR
        and other.x0 <= one.x1 + NEAR
        and one.y0 <= other.y1 + NEAR
        and other.y0 <= one.y1 + NEAR
    )


def _grid(flat: list[Rule], upright: list[Rule], *, worn: bool) -> Grid | None:
    # A wall stands between two floors; what meets one only is a letter's or a stamp's stroke.
    upright = [wall for wall in upright if sum(_meet(wall, floor) for floor in flat) >= 2]
    ys = _places([(rule.y0 + rule.y1) / 2 for rule in flat])
    xs = _places([(rule.x0 + rule.x1) / 2 for rule in upright])
    if len(ys) < 2 or len(xs) < 3:
        return None
    walls = tuple(_crossed(upright, xs, a, b) for a, b in itertools.pairwise(ys))
    walls = _mended(walls) if worn else walls
    floors = tuple(_closed(flat, xs, y) for y in ys[1:])
    floors = tuple(map(_filled, floors)) if worn else floors
    return Grid(tuple(xs), tuple(ys), walls, floors)


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return places


def _crossed(upright: list[Rule], xs: list[float], top: float, bottom: float) -> frozenset[int]:
    """Which verticals stand beside a row: along two fifths of its height at least."""
    return frozenset(
        i
        for i, x in enumerate(xs)
        if sum(
            max(0.0, min(r.y1, bottom) - max(r.y0, top))
            for r in upright
            if abs((r.x0 + r.x1) / 2 - x) <= NEAR
        )
        >= 0.4 * (bottom - top)
    )


def _mended(walls: tuple[frozenset[int], ...]) -> tuple[frozenset[int], ...]:
    """Walls of half of the rows stand beside all; one beside a single row of many is a stroke of
    something else."""
    if len(walls) < 3:
        return walls
    counts = Counter(i for row in walls for i in row)
    everywhere = {i for i, count in counts.items() if 2 * count >= len(walls)}
    return tuple(frozenset(everywhere | {i for i in row if counts[i] > 1}) for row in walls)


def _closed(flat: list[Rule], xs: list[float], y: float) -> frozenset[int]:
    """Which columns have a horizontal at the height y, along two fifths of them at least."""
    near = [r for r in flat if abs((r.y0 + r.y1) / 2 - y) <= NEAR]
    return frozenset(
        i
        for i, (a, b) in enumerate(itertools.pairwise(xs))
        if sum(max(0.0, min(r.x1, b) - max(r.x0, a)) for r in near) >= 0.4 * (b - a)
    )


def _filled(floor: frozenset[int]) -> frozenset[int]:
    """A floor that is closed on both sides of a column is closed below it too."""
    return floor | {i for i in range(max(floor, default=0)) if i - 1 in floor and i + 1 in floor}
