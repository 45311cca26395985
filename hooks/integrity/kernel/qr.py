"""QR codes (ISO/IEC 18004) as SVG."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=4096)
def qr(address: str) -> Markup:
    """A code for `address`, error correction M, with its quiet zone of four modules; empty without an address."""
    if not address:
        return Markup("")
    import segno  # loads a quarter of the standard library

    drawn = segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass="qf-qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg role="img" aria-label="二维码" ', 1))
