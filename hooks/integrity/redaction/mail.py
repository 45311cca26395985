"""Electronic addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AT = re.compile(r"(?:@|\((?:at|AT|@)\))\s?")
_SIGNS = ("@", "(at)", "(AT)")
_LOCAL = re.compile(r"(?<![A-Za-z0-9.%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}$")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\s?\.\s?)+(?:[A-Za-z]{2,16}|中国|公司|网络)(?![A-Za-z0-9-])")
_KNOWN = re.compile(r"(?:com|cn|net|org|gov|edu|invalid|test|example|中国)$", re.I)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|css|js|md|ya?ml|json|py|pdf|docx?|html?|setter|getter|deleter)$", re.I)


def find_mail(text: str) -> Iterator[tuple[int, int]]:
    for at in _AT.finditer(text) if any(sign in text for sign in _SIGNS) else ():
        end = at.start() - (text[at.start() - 1 : at.start()] in (" ", "\n"))
        local = _LOCAL.search(text, max(0, end - 65), end)
        domain = _DOMAIN.match(text, at.end())
        if not local or not domain or _FILE.search(domain[0]):
            continue
        plain = at[0] == "@" and end == at.start() and " " not in domain[0]
        if plain or _KNOWN.search(domain[0]):
            yield local.start(), domain.end()
