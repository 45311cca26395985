"""The corridor in the order of the walk: every panel where it hangs, with its picture, the articles it cites and its cases."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ...kernel.articles import Article
from ...kernel.links import resolve
from ...kernel.material import Material, known
from ...kernel.picture import Picture
from ...kernel.room import Context
from ...kernel.statutes import Place, covered
from .exhibitions import Exhibition
from .hanging import Elevation, elevation, size_of
from .model import Building, Floor, Panel, Wall
from .pictures import picture_path
from .plan import Line, Plan, plan

_AHEAD = 14

T = TypeVar("T")


@dataclass(frozen=True)
class Quoted:
    """An article that a panel cites, in its own words."""

    title: str
    uri: str
    text: str


@dataclass(frozen=True)
class Stop:
    """A panel where it hangs. `n` counts through the whole building from 1."""

    panel: Panel
    wall: Wall
    n: int
    picture: Picture
    size: tuple[float, float]
    articles: tuple[Quoted, ...]
    cases: tuple[Material, ...]

    @property
    def label_uri(self) -> str:
        return self.panel.uri[:-3] + "-label.md"

    @property
    def poster_uri(self) -> str:
        return self.panel.uri[:-3] + "-poster.md"


@dataclass(frozen=True)
class WallView:
    """A wall with what hangs on it, in the order of the walk. `shares` say where along the wall."""

    line: Line
    stops: tuple[Stop, ...]
    shares: tuple[float, ...]
    elevation: Elevation

    @property
    def wall(self) -> Wall:
        return self.line.wall

    @property
    def heading(self) -> str:
        """In which direction one walks along it, such as 由西向东; empty where that says nothing."""
        if len(self.stops) < 2 or not self.wall.side:
            return ""
        ends = ("西", "东") if self.wall.side in ("北", "南") else ("北", "南")
        start, end = ends if self.shares[0] < self.shares[-1] else ends[::-1]
        return f"由{start}向{end}"


@dataclass(frozen=True)
class FloorView:
    """One floor with its walls in walking order."""

    building: Building
    floor: Floor
    plan: Plan
    walls: tuple[WallView, ...]

    @property
    def uri(self) -> str:
        return f"corridor/{self.building.code}-{self.floor.no}f.md"

    @property
    def walk_uri(self) -> str:
        return self.uri[:-3] + "-walk.md"

    @property
    def labels_uri(self) -> str:
        return self.uri[:-3] + "-labels.md"

    @property
    def stops(self) -> tuple[Stop, ...]:
        return tuple(stop for wall in self.walls for stop in wall.stops)

    def wall_of(self, panel: Panel) -> WallView:
        return next(wall for wall in self.walls if any(stop.panel is panel for stop in wall.stops))


@dataclass(frozen=True)
class Index:
    """`walk` is every panel with its floor, in order; `exhibitions` has those that are open first."""

    floors: tuple[FloorView, ...]
    walk: tuple[tuple[FloorView, Stop], ...]
    exhibitions: tuple[Exhibition, ...]

    @cached_property
    def places(self) -> Mapping[str, tuple[FloorView, Stop]]:
        """Every panel by the path of its file."""
        return {stop.panel.origin.path: (view, stop) for view, stop in self.walk}

    @cached_property
    def shown_in(self) -> Mapping[str, list[Exhibition]]:
        """The exhibitions of each panel, by the path of its file."""
        found: dict[str, list[Exhibition]] = defaultdict(list)
        for one in self.exhibitions:
            for viewed in (viewed for chapter in one.chapters for viewed in chapter.panels):
                found[resolve(one.origin.path, viewed.path)].append(one)
        return found


def index(context: Context) -> Index:
    hung, made = _hung(context.library.of(Panel)), _Stops(context)
    buildings = sorted(context.library.of(Building), key=lambda building: building.code)
    floors = []
    for building in buildings:
        for floor in sorted(building.floors, key=lambda floor: floor.no):
            here = [hung.get((building.code, floor.no, wall.code), ()) for wall in floor.walls]
            floors.append(_floor(building, floor, here, made))
    walk = tuple((view, stop) for view in floors for stop in view.stops)
    today = context.today
    shows = sorted(context.library.of(Exhibition), key=lambda one: (_RANK[one.state(today)], -one.opens.toordinal(), one.uri))
    return Index(tuple(floors), walk, tuple(shows))


def _floor(building: Building, floor: Floor, here: Sequence[Sequence[Panel]], made: _Stops) -> FloorView:
    drawn = plan(floor, [len(panels) for panels in here])
    walls = []
    for line, spots, panels in zip(drawn.lines, drawn.spots, here, strict=True):
        stops = tuple(made.stop(panel, line.wall) for panel in panels)
        shown = elevation(line, spots, [stop.size for stop in stops])
        walls.append(WallView(line, stops, tuple(spot.share for spot in spots), shown))
    return FloorView(building, floor, drawn, tuple(walls))


_RANK = {"展出中": 0, "常设": 1, "即将开展": 2, "已结束": 3}


def _hung(panels: Iterable[Panel]) -> Mapping[tuple[str, int, str], Sequence[Panel]]:
    """The panels by wall, in their order on it."""
    found: dict[tuple[str, int, str], list[Panel]] = defaultdict(list)
    for panel in sorted(panels, key=lambda panel: panel.order):
        found[panel.building, panel.floor, panel.wall].append(panel)
    return found


class _Stops:
    """Makes the stops of the walk, numbered as they are asked for."""

    def __init__(self, context: Context) -> None:
        self.context, self.n = context, 0
        self.articles = _articles(context)

    def stop(self, panel: Panel, wall: Wall) -> Stop:
        self.n += 1
        picture = self.context.pictures.found[picture_path(panel, self.context)]
        cases = tuple(case for target in panel.cases if (case := known(panel, target, self.context)))
        return Stop(panel, wall, self.n, picture, size_of(panel, picture), self.articles.get(panel.uri, ()), cases)


def _articles(context: Context) -> Mapping[str, tuple[Quoted, ...]]:
    """The articles that each panel cites, by its uri, each once."""
    found: dict[str, dict[str, Quoted]] = defaultdict(dict)
    for cited in context.cited:
        if isinstance(cited.record, Panel) and cited.target:
            document = cited.target.document
            for article in (article for ref in cited.citation.refs for article in covered(ref, document)):
                place = Place(document, article.key)
                found[cited.record.uri].setdefault(place.uri, Quoted(place.title, place.uri, _words(article)))
    return {uri: tuple(quoted.values()) for uri, quoted in found.items()}


def _words(article: Article) -> str:
    return "　".join(part.text for part in article.parts)


def panel_of_the_day(walk: Sequence[T], day: dt.date) -> T | None:
    """The same panel for everybody on one day, another the next day, all of them in turn."""
    return walk[day.toordinal() % len(walk)] if walk else None


def days_ahead(walk: Sequence[tuple[FloorView, Stop]], today: dt.date) -> tuple[tuple[dt.date, Stop], ...]:
    """Today's panel and those of the days after it, so that a site which is not built every day goes on."""
    days = [today + dt.timedelta(days=n) for n in range(_AHEAD)]
    return tuple((day, place[1]) for day in days if (place := panel_of_the_day(walk, day)))


def written_route(view: FloorView) -> Iterator[tuple[str, tuple[Stop, ...]]]:
    """The way past the walls in words, for those who cannot see the plan: what to do, and the panels one passes."""
    names = {gate.door.use: gate.door.title for gate in reversed(view.plan.gates)}
    for n, wall in enumerate(wall for wall in view.walls if wall.stops):
        start = "再看" if n else f"由{names['入口']}进入，先看" if "入口" in names else "先看"
        place = f"{wall.wall.side}墙" if wall.wall.side else "展架"
        way = f"，{wall.heading}" if wall.heading else ""
        yield f"{start}{place} {wall.wall.code}“{wall.wall.title}”{way}", wall.stops
    if "出口" in names:
        yield f"看完由{names['出口']}离开", ()
