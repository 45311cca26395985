"""The overview, a page for each floor, wall text and panel, the exhibitions, the walks, and the picture on the home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.links import between
from ...kernel.output import Output, Page, json_file
from ...kernel.output import Panel as Offered
from ...kernel.room import Context
from .drawing import Mark, draw
from .exhibitions import Exhibition
from .index import FloorView, Index, Stop, days_ahead, written_route
from .prints import prints
from .tours import Tour, chapters, floors_of, period, tours

INDEX = "corridor/index.md"
_STAGE = {"template": "stage.html"}


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    days = days_ahead(found.walk, context.today)
    shows = [(one, one.state(context.today), period(one), _cover(one, found)) for one in found.exhibitions]
    body = make("corridor/index.md", INDEX, index=found, days=days, shows=shows, plans=_plans(found, INDEX))
    yield Page(INDEX, "廉洁文化长廊", body, nav="长廊总览", meta={"hide": ["toc"]})
    for view in found.floors:
        yield _floor(view, found, context)
    yield from _buildings(found, context)
    for before, place, after in neighbours(found.walk):
        yield _panel(place, before, after, found, context)
    for one in found.exhibitions:
        yield _exhibition(one, found, context)
    for tour in tours(found):
        yield _walk(tour, context)
    yield from prints(found, context)
    yield json_file("data/corridor.json", [_data(view, stop) for view, stop in found.walk])
    yield Offered("corridor", make("corridor/home.html", "index.md", days=days, total=len(found.walk)))
    yield Offered("screen", make("corridor/screen.html", "corridor/screen/index.md", index=found))


def _cover(one: Exhibition, found: Index) -> Stop | None:
    """The picture that an exhibition is announced with: its first."""
    return next((scene.stop for part in chapters(one, found) for scene in part.scenes), None)


def _plans(found: Index, uri: str) -> list[tuple[FloorView, Markup]]:
    return [(view, _plan(view, uri)) for view in found.floors]


def _plan(view: FloorView, uri: str, current: Stop | None = None, to_walk: str = "") -> Markup:
    """The plan of a floor for the page `uri`; in a walk its marks lead to places of the same page, and `to_walk` tells two
    plans apart."""
    marks = [
        [Mark(stop.n, stop.panel.title, stop.panel.slug, _href(stop, uri, bool(to_walk)), stop is current) for stop in wall.stops]
        for wall in view.walls
    ]
    return draw(view.plan, marks, f"{view.floor.title}平面图", f"{view.building.code}-{view.floor.no}f{to_walk}")


def _href(stop: Stop, uri: str, to_walk: bool) -> str:
    return f"#{stop.panel.slug}" if to_walk else between(uri, stop.panel.uri)


def _floor(view: FloorView, found: Index, context: Context) -> Page:
    values = {"view": view, "floors": found.floors, "plan": _plan(view, view.uri), "route": tuple(written_route(view))}
    body = context.templates.render("corridor/floor.md", view.uri, **values)
    return Page(view.uri, view.floor.title, body, nav=view.floor.title, indexed=False, meta={"hide": ["toc"]})


def _buildings(found: Index, context: Context) -> Iterator[Page]:
    for building in {view.building.uri: view.building for view in found.floors}.values():
        body = context.templates.render("corridor/building.md", building.uri, building=building)
        nav, meta = f"{building.title}说明", {"kind": building.kind}
        yield Page(building.uri, building.title, body, source=building.origin.path, nav=nav, meta=meta)


def _panel(
    place: tuple[FloorView, Stop],
    before: tuple[FloorView, Stop] | None,
    after: tuple[FloorView, Stop] | None,
    found: Index,
    context: Context,
) -> Page:
    view, stop = place
    panel = stop.panel
    values = {
        "panel": panel,
        "stop": stop,
        "view": view,
        "wall": view.wall_of(panel),
        "total": len(found.walk),
        "before": before and before[1],
        "after": after and after[1],
        "plan": _plan(view, panel.uri, stop),
        "shows": found.shown_in.get(panel.origin.path, ()),
        "cite": context.cite(panel.uri),
    }
    return Page(
        panel.uri,
        panel.title,
        context.templates.render("corridor/panel.md", panel.uri, **values),
        source=panel.origin.path,
        previous=before[1].panel.uri if before else "",
        next=after[1].panel.uri if after else "",
        styles=("css/plan.css", "css/exhibit.css", "css/questions.css"),
        scripts=("js/zoom.js", "js/exhibit.js"),
        meta={"kind": panel.kind, "hide": ["footer", "toc"], **_STAGE},
    )


def _exhibition(one: Exhibition, found: Index, context: Context) -> Page:
    parts = chapters(one, found)
    values = {
        "one": one,
        "chapters": parts,
        "count": sum(len(part.scenes) for part in parts),
        "state": one.state(context.today),
        "period": period(one),
        "floors": floors_of(parts),
        "cite": context.cite(one.uri),
    }
    body = context.templates.render("corridor/exhibition.md", one.uri, **values)
    return Page(one.uri, one.title, body, source=one.origin.path, meta={"kind": one.kind, "hide": ["toc"]})


def _walk(tour: Tour, context: Context) -> Page:
    cites = {scene.stop.panel.uri: context.cite(scene.stop.panel.uri, tour.uri) for scene in tour.scenes}
    opening, plan = (_plan(tour.floor, tour.uri, to_walk=key) if tour.floor else "" for key in ("opening", "map"))
    body = context.templates.render("corridor/walk.md", tour.uri, tour=tour, opening=opening, plan=plan, cites=cites)
    return Page(
        tour.uri,
        f"{tour.title} · 走一遍",
        body,
        indexed=False,
        styles=("css/plan.css", "css/exhibit.css", "css/walk.css"),
        scripts=("js/zoom.js", "js/walk.js"),
        meta={"kind": "walk", **_STAGE},
    )


def figures(found: Index, context: Context) -> Iterator[Figure]:
    panels = sorted((stop.panel for _, stop in found.walk if stop.panel.date <= context.today), key=lambda panel: panel.date)
    facts = tuple(Fact(panel.date, Decimal(1), panel.title, panel.uri) for panel in panels)
    yield Figure("panels", "长廊展板（累计）", "幅", facts, cumulative=True)


def _data(view: FloorView, stop: Stop) -> dict[str, Any]:
    panel, wall = stop.panel, stop.wall
    values = panel.model_dump(include={"title", "building", "floor", "order", "theme", "caption", "alt", "location"})
    return values | {"wall": wall.code, "wall_title": wall.title, "image": stop.picture.uri, "url": panel.url}
