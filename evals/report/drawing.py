"""Charts of a report: pure functions from rows to SVG text. The page's stylesheet sets the colours."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from evals.interval import Figure
from evals.report.report import Bin, Matrix

_CELL, _ROW_LABELS, _TOP = 74, 92, 52


class Whisker(NamedTuple):
    label: str
    figure: Figure
    limit: float | None = None
    """The figure's floor or ceiling."""


def matrix(counts: Matrix, labels: Sequence[str]) -> str:
    """Rows are true labels and sum to 100 %; a darker cell has a larger share of its row."""
    columns = [*labels, "no answer"] if any(row[-1] for row in counts) else list(labels)
    width, height = _ROW_LABELS + _CELL * len(columns), _TOP + _CELL * len(labels)
    parts = [
        f'<text class="axis" x="{_ROW_LABELS}" y="14">answered</text>',
        '<text class="axis" x="0" y="38">true</text>',
    ]
    parts += [
        f'<text class="label" x="{_ROW_LABELS + _CELL * (n + 0.5)}" y="38" text-anchor="middle">{escape(name)}</text>'
        for n, name in enumerate(columns)
    ]
    for r, (name, row) in enumerate(zip(labels, counts, strict=True)):
        middle = _TOP + _CELL * (r + 0.5)
        parts.append(f'<text class="label" x="0" y="{middle + 4}">{escape(name)}</text>')
        parts += [_cell(r, c, count, sum(row)) for c, count in enumerate(row[: len(columns)])]
    return _svg(width, height, "Confusion matrix: true labels by answered labels", parts)


def _cell(row: int, column: int, count: int, total: int) -> str:
    share = count / total if total else 0.0
    x, y = _ROW_LABELS + _CELL * column, _TOP + _CELL * row
    kind = "hit" if row == column else "miss"
    # Errors are shaded three times as fast, to be visible beside a large diagonal. At 0.55 the text stays readable.
    shade = 0.55 * (share if kind == "hit" else min(1.0, share * 3))
    words = f'<text class="count" x="{x + _CELL / 2}" y="{y + 36}" text-anchor="middle">{count}</text>'
    words += (
        f'<text class="share" x="{x + _CELL / 2}" y="{y + 53}" text-anchor="middle">{share:.0%}</text>' if count else ""
    )
    box = f'x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" rx="6"'
    return f'<rect class="bed" {box}/><rect class="{kind}" {box} fill-opacity="{shade:.2f}"/>{words}'


def whiskers(rows: Sequence[Whisker]) -> str:
    """One row per figure: a dot for the value, a line for its interval, a mark for its limit."""
    left, right, line = 170, 640, 30
    height = line * len(rows) + 34

    def x(value: float) -> float:
        return left + (right - left) * min(max(value, 0.0), 1.0)

    parts = []
    for tick in range(0, 11, 2):
        at = x(tick / 10)
        parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="4" y2="{height - 26}"/>')
        parts.append(f'<text class="axis" x="{at}" y="{height - 8}" text-anchor="middle">{tick / 10:.1f}</text>')
    for n, row in enumerate(rows):
        y = line * n + 20
        figure = row.figure
        parts.append(f'<text class="label" x="0" y="{y + 4}">{escape(row.label)}</text>')
        parts.append(f'<line class="range" x1="{x(figure.low):.1f}" x2="{x(figure.high):.1f}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="dot" cx="{x(figure.value):.1f}" cy="{y}" r="5"/>')
        if row.limit is not None:
            parts.append(f'<path class="limit" d="M{x(row.limit):.1f} {y - 10}v20"/>')
        parts.append(f'<text class="value" x="{right + 14}" y="{y + 4}">{figure.value:.3f}</text>')
    return _svg(710, height, "Figures with their 95 % intervals and limits", parts, "whiskers")


_SIDE, _LEFT, _BELOW = 300, 44, 76
_BASE = 8 + _SIDE + _BELOW


def reliability(bins: Sequence[Bin]) -> str:
    """Share of right answers against their confidence; below it, the number of answers in each bin."""
    shown = [one for one in bins if one.count]
    most = max((one.count for one in shown), default=1)
    line = " ".join(f"{_x(one.confidence):.1f},{_y(one.accuracy):.1f}" for one in shown)
    middle = 'text-anchor="middle">'
    parts = [
        *_grid(),
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        f'<polyline class="curve" points="{line}"/>',
        *(_dot(one, most) for one in shown),
        *(_bar(one, most) for one in shown),
        f'<text class="axis" x="{_x(0.5)}" y="{_BASE + 38}" {middle}confidence</text>',
        f'<text class="axis" transform="translate(10 {_y(0.5)}) rotate(-90)" {middle}share right</text>',
    ]
    return _svg(_LEFT + _SIDE + 14, _BASE + 44, "Reliability diagram", parts)


def _x(value: float) -> float:
    return _LEFT + _SIDE * value


def _y(value: float) -> float:
    return 8 + _SIDE * (1 - value)


def _grid() -> list[str]:
    parts = []
    for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        parts.append(f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(value)}" y2="{_y(value)}"/>')
        parts.append(f'<text class="axis" x="{_LEFT - 8}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>')
        parts.append(f'<text class="axis" x="{_x(value)}" y="{_BASE + 20}" text-anchor="middle">{value:.1f}</text>')
    return parts


def _dot(one: Bin, most: int) -> str:
    place = f'cx="{_x(one.confidence):.1f}" cy="{_y(one.accuracy):.1f}" r="{3 + 6 * (one.count / most) ** 0.5:.1f}"'
    words = f"confidence {one.confidence:.2f}, right {one.accuracy:.2f}, {one.count} answers"
    return f'<circle class="dot" {place}><title>{words}</title></circle>'


def _bar(one: Bin, most: int) -> str:
    tall = (_BELOW - 24) * one.count / most
    place = f'x="{_x(one.low) + 2:.1f}" y="{_BASE - tall:.1f}" width="{_SIDE / 10 - 4}" height="{tall:.1f}"'
    label = f'x="{_x(one.low + 0.05):.1f}" y="{_BASE - tall - 4:.1f}" text-anchor="middle"'
    return f'<rect class="bar" {place}/><text class="axis" {label}>{one.count}</text>'


def _svg(width: float, height: float, name: str, parts: Sequence[str], kind: str = "") -> str:
    return (
        f'<svg class="{kind}" role="img" aria-label="{escape(name)}" viewBox="0 0 {width} {height}"'
        f' style="max-width:{width}px">{"".join(parts)}</svg>'
    )
