"""Our part of the conversion of Markdown is told which page comes next."""

from __future__ import annotations

from integrity.kernel.cited import Reader
from integrity.kernel.links import page_uri
from integrity.kernel.markdown import SiteExtension
from integrity.rendering import Built


def written(built: Built, uri: str) -> tuple[str, Reader | None, bool]:
    """Where the words of a page are written, who reads the citations in them, and whether its articles get addresses."""
    page = built.pages.get(uri)
    path = (page.words_of or page.source) if page else built.drafts.get(uri, "")
    return path, built.readers.get(page_uri(path)), bool(page and page.meta.get("kind") == "policy")


def begin(markdown: SiteExtension, built: Built, uri: str, reader: Reader | None = None) -> None:
    markdown.path, own, markdown.articles = written(built, uri)
    markdown.reader = reader or own
