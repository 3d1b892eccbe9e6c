"""A small chart as SVG, without a library: points, a straight line through them, axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, MARGIN = 720, 420, 64


@dataclass(frozen=True)
class Fit:
    """y = slope * x + intercept by least squares, and the share of the variance it explains."""

    slope: float
    intercept: float
    r_squared: float


def fit(points: Sequence[tuple[float, float]]) -> Fit:
    """The straight line through at least two points."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    xx = sum((x - mean_x) ** 2 for x, _ in points)
    yy = sum((y - mean_y) ** 2 for _, y in points)
    xy = sum((x - mean_x) * (y - mean_y) for x, y in points)
    slope = xy / xx if xx else 0.0
    return Fit(slope, mean_y - slope * mean_x, xy * xy / (xx * yy) if xx and yy else 1.0)


def chart(points: Sequence[tuple[float, float]], title: str, across: str, up: str) -> str:
    """The chart as the text of an SVG file."""
    line = fit(points)
    most_x = max(x for x, _ in points) or 1.0
    most_y = max(line.slope * most_x + line.intercept, *(y for _, y in points)) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            MARGIN + x / most_x * (WIDTH - 2 * MARGIN),
            HEIGHT - MARGIN - max(y, 0) / most_y * (HEIGHT - 2 * MARGIN),
        )

    dots = "".join(
        f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2.5" fill="#1f6feb"/>'
        for px, py in (at(x, y) for x, y in points)
    )
    (x1, y1), (x2, y2) = at(0, line.intercept), at(most_x, line.slope * most_x + line.intercept)
    ticks = ""
    for part in range(5):
        value_x, value_y = most_x * part / 4, most_y * part / 4
        px, _ = at(value_x, 0)
        _, py = at(0, value_y)
        ticks += (
            f'<text x="{px:.0f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{value_x:,.0f}'
            f'</text><text x="{MARGIN - 8}" y="{py + 4:.0f}" text-anchor="end">{value_y:,.0f}'
            "</text>"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{WIDTH / 2}" y="28" text-anchor="middle" font-size="15">{escape(title)}</text>'
        f'<path d="M{MARGIN} {MARGIN / 2} V{HEIGHT - MARGIN} H{WIDTH - MARGIN / 2}" '
        'fill="none" stroke="#57606a"/>'
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#d1242f"/>'
        f"{dots}{ticks}"
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="16" y="{HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {HEIGHT / 2})">{escape(up)}</text></svg>\n'
    )
