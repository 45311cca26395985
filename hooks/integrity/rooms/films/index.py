"""Each film with the place of its file, its subtitles and the cases it shows, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ...kernel.links import host_of, resolve, uri_of
from ...kernel.material import Material, material
from ...kernel.room import Context
from .model import Film
from .subtitles import Cue, read


@dataclass(frozen=True)
class Place:
    """Where a film can be played: a file of the site (`uri`) or an `address` on the intranet; neither where it is missing.

    `wanted` is the file, or else what an editor has to put where.
    """

    wanted: str
    uri: str = ""
    address: str = ""

    @property
    def found(self) -> bool:
        return bool(self.uri or self.address)


@dataclass(frozen=True)
class Entry:
    film: Film
    place: Place
    cues: tuple[Cue, ...]
    cases: tuple[Material, ...]

    @property
    def poster(self) -> str:
        """The uri of the poster."""
        return uri_of(resolve(self.film.origin.path, self.film.poster))

    @property
    def subtitles(self) -> str:
        """The uri of the subtitles, empty without."""
        return uri_of(self.film.subtitles_path)


@dataclass(frozen=True)
class Index:
    entries: tuple[Entry, ...]


def index(context: Context) -> Index:
    films = sorted(context.library.of(Film), key=lambda film: (-film.year, -film.date.toordinal(), film.uri))
    return Index(tuple(_entry(film, context) for film in films))


def _entry(film: Film, context: Context) -> Entry:
    cues, _ = read(context.library.captions.get(film.subtitles_path, "WEBVTT"))
    return Entry(film, place_of(film, context), cues, tuple(_cases(film, context)))


def _cases(film: Film, context: Context) -> Iterator[Material]:
    for named in film.cases:
        yield material(film, named, context)


def place_of(film: Film, context: Context) -> Place:
    """The file beside the record comes first, then the configured folder and address."""
    if host_of(film.file):
        return Place(film.file, address=film.file)
    beside, configured, outside = resolve(film.origin.path, film.file), context.settings.films, context.library.outside
    if beside in context.library.assets:
        return Place(beside, uri=uri_of(beside))
    if not configured.address:
        return Place(beside)
    if outside is not None and film.file not in outside:
        return Place(f"{configured.folder.rstrip('/')}/{film.file}")
    return Place(film.file, address=f"{configured.address.rstrip('/')}/{quote(film.file)}")
