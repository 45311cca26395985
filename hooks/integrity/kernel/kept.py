"""Things made once and kept across builds, each under what it was made from, in one SQLite file below .cache/.

The value of a key never changes, so a hit gives what a miss would make. Two builds may share the file; a damaged entry, a
file that is no database, a full or locked disk are misses and nothing worse. The file may be deleted at any time. What has
not been asked for longest goes when all together outgrow ROOM.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

ROOM = 2 << 30
"""Bytes: ten thousand pages take nearly as much."""
Value = TypeVar("Value")
TRIES = 20
PATIENCE = 20.0
"""Seconds that one build waits for another to write."""
_DIGEST = 16
_FORMAT = 1
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_TABLES = f"""
PRAGMA page_size = 16384;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA user_version = {_FORMAT};
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, used INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS made (id INTEGER PRIMARY KEY, value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS entry_used ON entry (used);
"""


class Packed(NamedTuple):
    """A value as it is kept: made where the value is made, it need not be taken apart where it is kept."""

    data: bytes

    @classmethod
    def of(cls, value: Any) -> Packed:
        data = pickle.dumps(value, 5)
        return cls(hashlib.blake2b(data, digest_size=_DIGEST).digest() + data)

    @property
    def value(self) -> Any:
        """That of one that was just made."""
        return pickle.loads(self.data[_DIGEST:])

    @property
    def opened(self) -> tuple[Any] | None:
        """The value in a pair of brackets, so that None can be kept; None where its bytes are not those that were written."""
        digest, data = self.data[:_DIGEST], self.data[_DIGEST:]
        if hashlib.blake2b(data, digest_size=_DIGEST).digest() != digest:
            return None
        try:
            return (pickle.loads(data),)
        except Exception:  # written by another version of a class
            return None


def digest(content: bytes) -> bytes:
    """A short name for `content`: equal for equal bytes only."""
    return hashlib.blake2b(content, digest_size=20).digest()


def key(*parts: object) -> str:
    """A name for what something is made from: equal for equal parts only. Strings, bytes and whatever repr tells apart."""
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        kind, data = _bytes(part)
        whole.update(b"%d%c" % (len(data), kind))
        whole.update(data)
    return whole.hexdigest()


def _bytes(part: object) -> tuple[bytes, bytes]:
    if isinstance(part, str):
        return b"s", part.encode("utf-8", "surrogatepass")
    return (b"b", part) if isinstance(part, bytes) else (b"o", repr(part).encode("utf-8", "surrogatepass"))


class Kept:
    """Values by kind and key. Without a path nothing is kept, nor in another process than the one that opened it.

    With another `stamp` nothing of before is found.
    """

    def __init__(self, path: Path | None, room: int = ROOM, stamp: str = "") -> None:
        self.room, self.stamp, self._process = room, stamp, os.getpid()
        self._asked: set[str] = set()
        self._base = _opened(path) if path else None
        self._turn = self._next()

    @property
    def keeps(self) -> bool:
        """Whether what is given will be there again, but for damage."""
        return self._base is not None and os.getpid() == self._process

    def find(self, kind: str, keys: Iterable[str]) -> dict[str, Any]:
        """The values that are there, by key."""
        opened = {one: packed.opened for one, packed in self.packed(kind, keys).items()}
        return {one: value[0] for one, value in opened.items() if value is not None}

    def packed(self, kind: str, keys: Iterable[str]) -> dict[str, Packed]:
        """The values that are there as they are kept, by key. One that is damaged shows when it is opened."""
        names = {self._name(kind, one): one for one in keys}
        rows = self._rows("name, CAST(value AS BLOB)", "JOIN made USING (id)", names)
        found = {names[name]: Packed(value) for name, value in rows}
        self._asked.update(self._name(kind, one) for one in found)
        return found

    def has(self, kind: str, keys: Iterable[str]) -> set[str]:
        """The keys whose values are there, damaged or not."""
        names = {self._name(kind, one): one for one in keys}
        return {names[name] for (name,) in self._rows("name", "", names)}

    def keep(self, kind: str, made: Mapping[str, Any]) -> bool:
        """Take values in, by key, packed or not; whether all are kept."""
        if self._base is None or not self.keeps:
            return False
        try:
            with self._base as base:
                for one, value in made.items():
                    packed = value if isinstance(value, Packed) else Packed.of(value)
                    _put(base, self._name(kind, one), packed.data, self._turn)
        except sqlite3.Error:
            return False
        return True

    def want(self, kind: str, keys: Iterable[str]) -> None:
        """These are of use, though their values are not asked for."""
        self._asked.update(self._name(kind, one) for one in keys)

    def made(self, kind: str, one: str, make: Callable[[], Value]) -> Value:
        """The value of a key, made and kept where it is not there."""
        found: dict[str, Value] = self.find(kind, [one])
        if one not in found:
            found[one] = make()
            self.keep(kind, found)
        return found[one]

    def close(self) -> None:
        """Note what was asked for, and make room."""
        if self._base is None:
            return
        try:
            with self._base as base:
                (total,) = base.execute("SELECT COALESCE(SUM(size), 0) FROM entry").fetchone()
                if total > self.room // 2:  # else nothing has to go for long
                    self._note_asked(base)
                    self._tidy(base, total)
            self._base.execute("PRAGMA incremental_vacuum").fetchall()
            self._base.close()
        except sqlite3.Error:
            pass
        self._base = None

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _name(self, kind: str, one: str) -> str:
        return f"{kind}/{self.stamp}{one}"

    def _note_asked(self, base: sqlite3.Connection) -> None:
        base.executemany("UPDATE entry SET used = ? WHERE name = ?", ((self._turn, name) for name in sorted(self._asked)))

    def _tidy(self, base: sqlite3.Connection, total: int) -> None:
        old = "SELECT id, size FROM entry WHERE used < ? ORDER BY used, id"
        for row, size in base.execute(old, (self._turn,)).fetchall() if total > self.room else ():
            if total <= self.room:
                break
            base.execute("DELETE FROM entry WHERE id = ?", (row,))
            base.execute("DELETE FROM made WHERE id = ?", (row,))
            total -= size

    def _next(self) -> int:
        try:
            return 1 + (self._base.execute("SELECT MAX(used) FROM entry").fetchone()[0] or 0) if self._base else 0
        except sqlite3.Error:
            return 1

    def _rows(self, wanted: str, more: str, asked: Iterable[str]) -> list[tuple[Any, ...]]:
        if self._base is None or os.getpid() != self._process:
            return []
        names, rows = list(asked), list[tuple[Any, ...]]()
        try:
            for at in range(0, len(names), 500):
                some = names[at : at + 500]
                places = ",".join("?" * len(some))
                rows += self._base.execute(f"SELECT {wanted} FROM entry {more} WHERE name IN ({places})", some).fetchall()
        except sqlite3.Error:
            pass
        return rows


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, begun anew where it is no database of this format; none where nothing can be written, or another build
    does not let go of it."""
    for _ in range(TRIES):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(path, timeout=PATIENCE)
            (found,) = base.execute("PRAGMA user_version").fetchone()
            if found in (0, _FORMAT):
                base.executescript(_TABLES)
                return base
            base.close()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) in _BUSY:  # two builds begin at once
                time.sleep(0.1)
                continue
        except OSError:
            pass
        if not _gone(path):
            return None
    return None


def _gone(path: Path) -> bool:
    try:
        for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            part.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _put(base: sqlite3.Connection, name: str, value: bytes, turn: int) -> None:
    row = base.execute("SELECT id FROM entry WHERE name = ?", (name,)).fetchone()
    if row is None:
        added = base.execute("INSERT INTO entry (name, used, size) VALUES (?, ?, ?)", (name, turn, len(value)))
        base.execute("INSERT INTO made VALUES (?, ?)", (added.lastrowid, value))
    else:
        base.execute("UPDATE entry SET used = ?, size = ? WHERE id = ?", (turn, len(value), row[0]))
        base.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", (row[0], value))
