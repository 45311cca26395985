"""Links between files, as editors write them: relative paths on disk, across docs/ and cases/.

A file has a path below the root (docs/policies/a.md, cases/2026/b.md) and a uri in the site (policies/a.md,
cases/2026/b.md). Everything here is text; nothing touches the disk.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

DOCS = "docs/"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_LABEL = r"(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]]*\])*"
_INLINE = re.compile(rf"(!?)\[{_LABEL}\]\(\s*(<[^>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^)\n]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^]+\]:[ \t]*(<[^>\n]*>|\S+)", re.M)
_HTML = re.compile(r"<[a-z][^<>]*?\s(?:href|src|poster|data|action|formaction)\s*=\s*[\"']?([^\"'\s<>]+)", re.I)
_AUTO = re.compile(r"<((?:https?|ftp)://[^>\s]+)>")


@dataclass(frozen=True)
class Link:
    """`target` as written; `line` counts in the file from 1."""

    line: int
    target: str
    image: bool = False


def scan(body: str, first_line: int = 1) -> Iterator[Link]:
    """Every link, picture and definition in Markdown text, code left out."""
    text = prose(body)
    if "](" not in text and "]:" not in text and "<" not in text:
        return
    found = [Link(match.start(), match[2].strip("<>"), bool(match[1])) for match in _INLINE.finditer(text)]
    for pattern in (_DEFINITION, _HTML, _AUTO):
        found += [Link(match.start(1), match[1].strip("<>")) for match in pattern.finditer(text)]
    for link in sorted(found, key=lambda link: link.line):
        yield Link(first_line + text.count("\n", 0, link.line), link.target, link.image)


def prose(body: str) -> str:
    """A Markdown text with code and comments blanked, so that line numbers still hold."""
    return "\n".join(_blanked(body)) if any(mark in body for mark in ("`", "~~~", "<!--")) else body


def prose_lines(body: str) -> Iterator[str]:
    """The lines of the same."""
    return iter(prose(body).split("\n"))


def _blanked(body: str) -> Iterator[str]:
    fence = ""
    for line in _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), body).split("\n"):
        match = _FENCE.match(line)
        if fence:
            closes = match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence
            yield ""
        elif match:
            fence = match[1]
            yield ""
        else:
            yield _INLINE_CODE.sub("", line)


_LABELLED = re.compile(rf"!?\[({_LABEL})\]\([^)\n]*\)")
_MARKUP = re.compile(r"^\s*(?:[-*+>]|\d+[.、])\s+|\*\*|^\s*>\s?", re.M)


def paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """(line from 0, plain words) of each paragraph, list item or table row; headings and code left out."""
    start, words = 0, ""
    for number, line in enumerate([*prose_lines(body), ""]):
        first = line.lstrip()[:1]
        if words and (not first or first in "-*+|>#123456789"):
            yield start, words
            words = ""
        if first and first != "#":
            start = start if words else number
            words += _plain(line, first)


def _plain(line: str, first: str) -> str:
    """The words of a line that begins with the sign `first`, blanks apart."""
    if "](" in line:
        line = _LABELLED.sub(r"\1", line)
    return (_MARKUP.sub("", line) if "**" in line or first in "-*+>[!0123456789" or first.isdigit() else line).strip()


def host_of(target: str) -> str:
    """The host of an address with a scheme or //, else an empty string."""
    parts = urlsplit(target)
    return (parts.hostname or "") if parts.scheme in ("http", "https", "ftp", "") and parts.netloc else ""


def is_local(target: str) -> bool:
    """Whether `target` is a path (with or without #fragment) rather than an address, a mail link or a bare fragment."""
    parts = urlsplit(target)
    return bool(parts.path) and not parts.scheme and not parts.netloc


def resolve(path: str, target: str) -> str:
    """The path below the root that `target`, written in the file `path`, means. May begin with .. or /."""
    wanted = unquote(urlsplit(target).path)
    return wanted if wanted.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(path), wanted))


def uri_of(path: str) -> str:
    """The site uri of a path below the root."""
    return path.removeprefix(DOCS)


def page_uri(path: str) -> str:
    """The uri of the page that the file `path` becomes: a ledger in YAML has one, and it ends in .md too."""
    return posixpath.splitext(uri_of(path))[0] + ".md"


def address(uri: str) -> str:
    """A site uri as an address from the site's root: policies/a.md#x is policies/a.html#x."""
    target, mark, fragment = uri.partition("#")
    return (target[:-3] + ".html" if target.endswith(".md") else target) + mark + fragment


def between(from_uri: str, to_uri: str) -> str:
    """The relative address of a page or file of the site, seen from the page `from_uri`. Pages end in .html."""
    return seen_from(folder_of(from_uri), to_uri)


def folder_of(uri: str) -> str:
    return posixpath.dirname(uri) or "."


@lru_cache(maxsize=1 << 16)
def seen_from(folder: str, to_uri: str) -> str:
    """`between`, from any page in `folder`."""
    target, mark, fragment = address(to_uri).partition("#")
    relative = relative_path(target, folder) if target else ""
    return quote(relative, safe="/.-_~") + mark + quote(fragment, safe="-_~.")


def relative_path(target: str, folder: str) -> str:
    """posixpath.relpath of two paths below the same place."""
    if folder == "." or target[:1] in "/." or "/." in target or "//" in target or target.endswith("/"):
        return posixpath.relpath(target, folder)
    ours, theirs = folder.split("/"), target.split("/")
    alike = len(posixpath.commonprefix([ours, theirs]))
    return "/".join([".."] * (len(ours) - alike) + theirs[alike:]) or "."


def in_docs_tree(path: str, target: str, ledgers: Container[str] = ()) -> str:
    """`target` rewritten so that it is right when the file lies at its uri below docs/, as MkDocs believes.

    What leads to one of the `ledgers` leads to its page.
    """
    if not is_local(target):
        return target
    found = resolve(path, target)
    if found.startswith((DOCS, "cases/")):
        uri = page_uri(found) if found in ledgers else uri_of(found)
        relative = posixpath.relpath(uri, posixpath.dirname(uri_of(path)) or ".")
        parts = urlsplit(target)
        return quote(relative, safe="/.-_~") + (f"#{parts.fragment}" if parts.fragment else "")
    return target
