"""The plan of a floor as SVG: walls, doors, the route, a numbered mark for each panel that leads to its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...kernel.svg import at
from .plan import Gate, Line, Plan, Point

_WIDE, _LEAST = 720.0, 190.0
_MARGIN = 46.0


@dataclass(frozen=True)
class Mark:
    """A panel on the plan: its number in the building, its name and where its mark leads."""

    number: int
    title: str
    slug: str
    href: str
    current: bool = False


def draw(plan: Plan, marks: Sequence[Sequence[Mark]], title: str, key: str) -> Markup:
    """`marks` stand as the spots of the plan do. `key` makes the ids of the picture unique on its page."""
    scale = min((_WIDE - 2 * _MARGIN) / plan.width, 34.0)
    wide, high = plan.width * scale + 2 * _MARGIN, max(plan.depth * scale, _LEAST - 2 * _MARGIN) + 2 * _MARGIN

    def to(point: Point) -> tuple[float, float]:
        return _MARGIN + point[0] * scale, _MARGIN + point[1] * (high - 2 * _MARGIN) / plan.depth

    head = Markup(
        '<svg class="qf-plan" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group" aria-labelledby="{key}-plan" '
        'xmlns="http://www.w3.org/2000/svg">\n<title id="{key}-plan">{title}</title>\n'
    ).format(w=at(wide), h=at(high), key=key, title=title)
    parts = [*_room(to, plan), *_route(plan, to), *_walls(plan, to), *(_door(gate, to) for gate in plan.gates)]
    for spots, some in zip(plan.spots, marks, strict=True):
        parts += [_mark(spot.place, spot.line, mark, to) for spot, mark in zip(spots, some, strict=True)]
    return head + Markup("\n").join(parts) + _north(wide) + Markup("\n</svg>")


To = Callable[[Point], tuple[float, float]]


def _room(to: To, plan: Plan) -> Iterator[Markup]:
    (x, y), (x2, y2) = to((0, 0)), to((plan.width, plan.depth))
    drawn = Markup('<rect class="qf-plan__room" x="{}" y="{}" width="{}" height="{}"/>')
    yield drawn.format(at(x), at(y), at(x2 - x), at(y2 - y))


def _route(plan: Plan, to: To) -> Iterator[Markup]:
    if len(plan.route) > 1:
        points = " ".join(f"{at(x)},{at(y)}" for x, y in map(to, plan.route))
        yield Markup('<polyline class="qf-plan__route" points="{}"/>').format(points)
        (x1, y1), (x2, y2) = to(plan.route[-2]), to(plan.route[-1])
        yield _arrow(x1, y1, x2, y2)


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Markup:
    """The head of the arrow at the end of the way."""
    size = max(1e-6, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    dx, dy = (x2 - x1) / size * 9, (y2 - y1) / size * 9
    points = [(x2, y2), (x2 - dx - dy / 2, y2 - dy + dx / 2), (x2 - dx + dy / 2, y2 - dy - dx / 2)]
    return Markup('<polygon class="qf-plan__arrow" points="{}"/>').format(" ".join(f"{at(x)},{at(y)}" for x, y in points))


def _walls(plan: Plan, to: To) -> Iterator[Markup]:
    for line in plan.lines:
        (x1, y1), (x2, y2) = to(line.start), to(line.end)
        yield Markup('<line class="qf-plan__wall" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(at(x1), at(y1), at(x2), at(y2))
        x, y = to(line.at(0.5))
        x, y = x - line.face[0] * 27, y - line.face[1] * 24
        turn = 90 if line.face[0] < 0 else -90 if line.face[0] else 0
        label = Markup('<text class="qf-plan__label" x="{x}" y="{ty}" transform="rotate({t} {x} {y})">{} {}</text>')
        yield label.format(line.wall.code, line.wall.title, x=at(x), y=at(y), ty=at(y + 5), t=turn)


def _door(gate: Gate, to: To) -> Markup:
    x, y = to(gate.place)
    across, up = (15, 4) if gate.flat else (4, 15)
    gap = Markup('<rect class="qf-plan__door" x="{}" y="{}" width="{}" height="{}"/>')
    drawn = gap.format(at(x - across), at(y - up), 2 * across, 2 * up)
    dx, dy, turn = {"北": (0, -14, 0), "南": (0, 24, 0), "东": (14, 0, 90), "西": (-14, 0, -90)}[gate.door.side]
    words = Markup('<text class="qf-plan__gate" x="{x}" y="{y}" transform="rotate({t} {x} {y})">{w}</text>')
    return drawn + words.format(x=at(x + dx), y=at(y + dy), t=turn, w=gate.door.title)


def _mark(place: Point, line: Line, mark: Mark, to: To) -> Markup:
    x, y = to(place)
    x, y = x + line.face[0] * 16, y + line.face[1] * 16
    here = Markup(' aria-current="location"') if mark.current else ""
    drawn = Markup(
        '<a href="{href}" class="qf-plan__mark" data-spot="{slug}"{here} aria-label="第 {n} 幅 {title}">'
        '<title>{n}　{title}</title><circle cx="{x}" cy="{y}" r="13"/><text x="{x}" y="{ty}">{n}</text></a>'
    )
    said = {"href": mark.href, "slug": mark.slug, "here": here, "n": mark.number, "title": mark.title}
    return drawn.format(**said, x=at(x), y=at(y), ty=at(y + 4.5))


def _north(wide: float) -> Markup:
    drawn = Markup('\n<g class="qf-plan__north"><path d="M{x} 8l5 14l-5 -4l-5 4z"/><text x="{x}" y="34">北</text></g>')
    return drawn.format(x=at(wide - 18))
