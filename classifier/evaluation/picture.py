"""The reliability diagram as SVG, written by hand: one dot a bin, with the band of perfect calibration behind it."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.evaluation.reliability import Bin, Reliability

SIDE, LEFT, TOP = 320, 56, 20  # the square from 0 to 1, and the room beside and above it
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
INK, PALE, GOOD, BAD = "#333333", "#c9d3dd", "#1f6f8b", "#c0392b"
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400" font-family="sans-serif" font-size="12">
<title>Reliability of confidence</title>
<rect width="400" height="400" fill="#ffffff"/>"""


def draw(found: Reliability) -> str:
    """The picture: mean confidence across, share that is right upwards, red where it lies outside the band."""
    lines = [HEAD, *_axes(), *(line for one in found.bins for line in _dot(one)), "</svg>"]
    return "\n".join(lines) + "\n"


def _x(value: float) -> str:
    return f"{LEFT + SIDE * value:.1f}"


def _y(value: float) -> str:
    return f"{TOP + SIDE * (1 - value):.1f}"


def _axes() -> Iterator[str]:
    yield f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{INK}"/>'
    yield _line(0, 0, 1, 1, f'stroke="{INK}" stroke-dasharray="4 4"')
    for tick in TICKS:
        yield f'<text x="{_x(tick)}" y="{TOP + SIDE + 16}" text-anchor="middle" fill="{INK}">{tick:g}</text>'
        yield f'<text x="{LEFT - 6}" y="{float(_y(tick)) + 4:.1f}" text-anchor="end" fill="{INK}">{tick:g}</text>'
    yield f'<text x="{_x(0.5)}" y="{TOP + SIDE + 38}" text-anchor="middle" fill="{INK}">mean confidence</text>'
    middle = _y(0.5)
    yield f'<text x="16" y="{middle}" text-anchor="middle" fill="{INK}" transform="rotate(-90 16 {middle})">share right</text>'


def _dot(one: Bin) -> Iterator[str]:
    band = f'stroke="{PALE}" stroke-width="10" stroke-linecap="butt"'
    yield _line(one.confidence, one.band.low, one.confidence, one.band.high, band)
    colour = GOOD if one.within else BAD
    yield f'<circle cx="{_x(one.confidence)}" cy="{_y(one.right)}" r="4" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{_x(x1)}" y1="{_y(y1)}" x2="{_x(x2)}" y2="{_y(y2)}" {style}/>'
