"""A web server on loopback that compresses as a real one does and counts what it sends, to workers as well."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

PACKED = {".html", ".js", ".css", ".json", ".svg", ".txt", ".xml", ".wasm"}
HEADERS = 250  # bytes of an answer besides its body
BLANK = "blank.html"  # an empty page, so that an engine is asked without Material around it


class Count(NamedTuple):
    requests: int
    bytes: int

    def __sub__(self, other: Count) -> Count:
        return Count(self.requests - other.requests, self.bytes - other.bytes)

    @property
    def kb(self) -> float:
        return self.bytes / 1024


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site.resolve()
        self.address = f"http://127.0.0.1:{self.server_port}/"
        self.count = Count(0, 0)
        self.lock = threading.Lock()
        self.body = functools.lru_cache(maxsize=4000)(self._body)

    def _body(self, name: str) -> tuple[bytes, str, bool]:
        """(body, type, whether it is compressed). Raises OSError where there is none."""
        if name == BLANK:
            return b'<!doctype html><html lang="zh"><meta charset="utf-8"><title>blank</title>', "text/html", False
        path = (self.site / name).resolve()
        path = path / "index.html" if path.is_dir() else path
        if not path.is_relative_to(self.site):
            raise FileNotFoundError(name)
        data = path.read_bytes()
        kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix in PACKED and len(data) > 200:
            return gzip.compress(data, 6), kind, True
        return data, kind, False

    def sent(self, size: int) -> None:
        with self.lock:
            self.count = Count(self.count.requests + 1, self.count.bytes + size + HEADERS)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: Server

    def log_message(self, *arguments: Any) -> None:
        pass

    def do_GET(self) -> None:
        name = urllib.parse.unquote(self.path.partition("?")[0]).lstrip("/")
        try:
            (data, kind, packed), status = self.server.body(name), 200
        except OSError:
            data, kind, packed, status = b"", "text/plain", False, 404
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.server.sent(len(data))
        self.wfile.write(data)


@contextmanager
def serving(site: Path) -> Iterator[Server]:
    server = Server(site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
