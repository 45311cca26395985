"""Workbooks to download, kept while their cells are the same."""

from __future__ import annotations

from .kernel.kept import key
from .kernel.output import Data
from .kernel.room import Context
from .kernel.workbook import Workbook


def workbook_of(book: Workbook, context: Context) -> Data:
    def made() -> bytes:
        from .exchange.workbook import as_xlsx  # the library loads slowly and only workbooks need it

        return as_xlsx(book)

    return Data(book.uri, context.kept.made("workbook", key(context.code, book), made))
