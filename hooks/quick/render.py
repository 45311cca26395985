"""One page's Markdown to HTML. Stands in for mkdocs.structure.pages.Page.render (1.6.1), with one converter for many pages."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import Files
from mkdocs.structure.toc import get_toc

from integrity.kernel.tags import Doubtful, scan

LOG = logging.getLogger("mkdocs")


class Renderer:
    """The converter of one build; a worker that is forked has a copy of its own."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.markdown: markdown.Markdown | None = None

    def render(self, page: pages.Page, files: Files) -> None:
        """Fills in what Page.render does."""
        converter = self._fresh()
        places = _Places(converter.block_level_elements)
        places._register(converter)
        anchors = pages._ExtractAnchorsTreeprocessor(page.file, files, self.config)
        anchors._register(converter)
        links = pages._RelativePathTreeprocessor(page.file, files, self.config)
        links._register(converter)
        title = pages._ExtractTitleTreeprocessor()
        title._register(converter)
        page.content = converter.convert(page.markdown or "")
        page.toc = get_toc(getattr(converter, "toc_tokens", []))
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids | places.present_anchor_ids
        if LOG.getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = links.links_to_anchors

    def _fresh(self) -> markdown.Markdown:
        if self.markdown is None:
            extensions, settings = self.config.markdown_extensions, self.config.mdx_configs or {}
            self.markdown = markdown.Markdown(extensions=extensions, extension_configs=settings)
        return self.markdown.reset()


class _Places(pages._RawHTMLPreprocessor):
    """Reads plain HTML without a parser."""

    def __init__(self, block_level: Iterable[str]) -> None:
        super().__init__()
        self.block_level = frozenset(block_level)

    def run(self, lines: list[str]) -> list[str]:
        try:
            self.present_anchor_ids = set(scan("\n".join(lines), self.block_level).places)
        except Doubtful:
            return super().run(lines)
        return lines
