"""SVG as text: the few shapes that charts are made of. Colours come from CSS classes; every value is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

FONT, LINE = 11, 14
_DASHES = ("", "7 4", "2 3", "9 3 2 3")
_WIDE = 440


def picture(key: str, title: str, told: str, wide: float, high: float, parts: Iterable[Markup]) -> Markup:
    extra = " qf-chart--wide" if wide > _WIDE else ""
    head = Markup(
        '<svg class="qf-chart{}" role="img" aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {w} {h}" width="{w}" '
        'height="{h}" xmlns="http://www.w3.org/2000/svg">\n<title id="{key}-title">{}</title>\n<desc id="{key}-desc">{}</desc>\n'
    ).format(extra, title, told, key=key, w=at(wide), h=at(high))
    return head + Markup("\n").join(parts) + Markup("\n</svg>")


def stroke(points: str, n: int) -> Markup:
    dash = Markup(' stroke-dasharray="{}"').format(_DASHES[n % 4]) if n % 4 else ""
    drawn = Markup('<polyline class="qf-chart__line" data-series="{}" fill="none" stroke="currentColor"{} points="{}"/>')
    return drawn.format(n % 4 + 1, dash, points)


def marker(x: float, y: float, n: int, said: str) -> Markup:
    shapes = (
        '<circle cx="{x}" cy="{y}" r="4"/>',
        '<path d="M{x} {y}m-4 -4h8v8h-8z"/>',
        '<path d="M{x} {y}m0 -5l5 9h-10z"/>',
        '<path d="M{x} {y}m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>',
    )
    shape = Markup(shapes[n % 4]).format(x=at(x), y=at(y))
    return Markup('<g class="qf-chart__mark" data-series="{}"><title>{}</title>{}</g>').format(n % 4 + 1, said, shape)


def text(x: float, y: float, words: str, role: str, anchor: str) -> Markup:
    lines = words.split("\n")
    inner = escape(lines[0])
    for line in lines[1:]:
        inner += Markup('<tspan x="{}" dy="{}">{}</tspan>').format(at(x), LINE, line)
    drawn = Markup('<text class="qf-chart__{}" x="{}" y="{}" font-size="{}" text-anchor="{}">{}</text>')
    return drawn.format(role, at(x), at(y), FONT, anchor, inner)


def bar(x: float, y: float, length: float, thickness: float) -> Markup:
    drawn = Markup('<rect class="qf-chart__bar" x="{}" y="{}" width="{}" height="{}"/>')
    return drawn.format(at(x), at(y), at(length), at(thickness))


def rule(x1: float, y1: float, x2: float, y2: float, role: str) -> Markup:
    drawn = Markup('<line class="qf-chart__{}" x1="{}" y1="{}" x2="{}" y2="{}"/>')
    return drawn.format(role, at(x1), at(y1), at(x2), at(y2))


def at(value: float) -> str:
    """A coordinate: at most one decimal place."""
    return f"{value:.1f}".removesuffix(".0")


def width(words: str) -> int:
    """About how wide the longest line of `words` is drawn."""
    return max(sum(FONT if ord(sign) > 0x2E7F else 7 for sign in line) for line in words.split("\n"))
