"""A series in time as coordinates that a template draws: lines, marks, axes. No markup here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 14.0, 14.0, 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value in time: `period` ISO, `kind` official, reported, forecast or target."""

    period: str
    value: float
    kind: str
    label: str = ""
    link: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its place on the canvas."""

    point: Point
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """The official values of one series, oldest first; `path` joins them."""

    series: str
    path: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn, on a canvas of WIDTH by HEIGHT."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


def moment(period: str) -> float:
    """A period as a year with a fraction: the middle of what it names.

    >>> moment("2024"), moment("2024-03"), moment("2024-S1"), moment("2024/2026")
    (2024.5, 2024.2083333333333, 2024.25, 2026.5)
    """
    year, _, rest = period.rpartition("/")[2].partition("-")
    if not rest:
        return int(year) + 0.5
    if rest[0] == "S":
        return int(year) + (0.25 if rest == "S1" else 0.75)
    if rest[0] == "Q":
        return int(year) + (int(rest[1]) - 0.5) / 4
    return int(year) + (int(rest[:2]) - 0.5) / 12


def draw(points: Sequence[Point]) -> Chart | None:
    """The chart of some points, or None for none. Official ones are joined by series."""
    if not points:
        return None
    times = [moment(point.period) for point in points]
    first, last = math.floor(min(times)), math.ceil(max(times))
    steps = _steps([point.value for point in points])
    scale = _Scale(first, max(last, first + 1), steps[0], steps[-1])
    placed = [scale.place(point) for point in points]
    official = [mark for mark in placed if mark.point.kind == "official"]
    return Chart(
        lines=_lines(official),
        marks=tuple(mark for mark in placed if mark.point.kind != "official"),
        columns=_columns(scale),
        rows=tuple(Tick(scale.y(value), _short(value)) for value in steps),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float
    low: float
    high: float

    def x(self, time: float) -> float:
        share = (time - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def place(self, point: Point) -> Mark:
        return Mark(point, self.x(moment(point.period)), self.y(point.value))


def _steps(values: Sequence[float]) -> list[float]:
    """Round values of the grid that span the values, four to seven of them.

    >>> _steps([13.7, 15.6]), _steps([0.0])
    ([13.5, 14.0, 14.5, 15.0, 15.5, 16.0], [0.0, 0.2, 0.4, 0.6, 0.8])
    """
    low, high = min(values), max(values)
    spread = (high - low) or max(abs(high), 1.0)
    size = 10.0 ** math.floor(math.log10(spread / 4))
    step = next(size * n for n in (1, 2, 2.5, 5, 10) if spread / (size * n) <= 5)
    start = math.floor(low / step)
    end = max(math.ceil(high / step), start + (4 if low == high else 1))
    return [round(n * step, 10) for n in range(start, end + 1)]


def _short(value: float) -> str:
    """A value of the axis as short as it can be.

    >>> _short(12.5), _short(60000.0), _short(18.6e9)
    ('12,5', '60 rb', '18,6 M')
    """
    for size, name in ((1e12, " T"), (1e9, " M"), (1e6, " jt"), (1e4, " rb")):
        if abs(value) >= size:
            unit = 1e3 if size == 1e4 else size
            return f"{value / unit:g}".replace(".", ",") + name
    return f"{value:g}".replace(".", ",").replace("-", "−")


def _lines(marks: Sequence[Mark]) -> tuple[Line, ...]:
    names = dict.fromkeys(mark.point.series for mark in marks)
    return tuple(_line(name, [m for m in marks if m.point.series == name]) for name in names)


def _line(name: str, marks: list[Mark]) -> Line:
    marks = sorted(marks, key=lambda mark: mark.x)
    path = "M" + "L".join(f"{mark.x:g} {mark.y:g}" for mark in marks)
    return Line(name, path, tuple(marks))


def _columns(scale: _Scale) -> tuple[Tick, ...]:
    """The years, as many as have room, each at its middle."""
    years = int(scale.last - scale.first)
    every = next(n for n in (1, 2, 5, 10, 20) if years / n <= 8)
    shown = range(int(scale.first), int(scale.last))
    return tuple(
        Tick(scale.x(y + 0.5), str(y)) for y in shown if (y - int(scale.last) + 1) % every == 0
    )
