"""ICC profiles (ISO 15076-1) whose effect nobody can miss, small enough to write here."""

from __future__ import annotations

import struct

_RED, _GREEN, _BLUE = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
_WHITE = (0.9642, 1.0, 0.8249)


def swapped_rgb() -> bytes:
    """sRGB's primaries, but red stands where blue does: a red pixel is meant to be blue."""
    gamma = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    colours = {b"rXYZ": _xyz(_BLUE), b"gXYZ": _xyz(_GREEN), b"bXYZ": _xyz(_RED)}
    return _profile(b"mntr", b"RGB ", b"XYZ ", colours | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma))


def green_cyan_ink() -> bytes:
    """CMYK whose cyan ink prints a full green; each other ink darkens alike. A lut8Type of two grid points."""
    inks = [(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    points = bytes(value for ink in inks for value in _lab8(*ink))
    straight = bytes(range(256))
    identity = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity + straight * 4 + points + straight * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut})


def grey_of_gamma_one() -> bytes:
    """Grey in linear light: the value 55 is meant to look like sRGB's 128."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": b"curv" + bytes(4) + struct.pack(">I", 0)})


def _lab8(c: int, m: int, y: int, k: int) -> tuple[int, int, int]:
    lightness = max(0, 100 - 40 * c - 25 * (m + y) - 100 * k)
    return round(lightness * 2.55), 128 - 60 * c, 128 + 50 * c


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def _profile(kind: bytes, space: bytes, between: bytes, tags: dict[bytes, bytes]) -> bytes:
    name = b"made for a test\0"
    described = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    tags = {b"desc": described, b"wtpt": _xyz(_WHITE), b"cprt": b"text" + bytes(4) + b"none\0"} | tags
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, data in tags.items():
        table += struct.pack(">4sII", tag, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    white = struct.pack(">3i", *(round(value * 65536) for value in _WHITE))
    head = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), 0x02400000, kind, space, between)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + white
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
