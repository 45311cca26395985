"""政策文件: documents with a number, articles, citations and a life of their own."""

from ...kernel.room import Context, Room
from ...kernel.statutes import Document
from .check import check
from .index import figures, index
from .life import documents
from .model import Policy
from .render import render
from .signals import signals


def _documents(context: Context) -> tuple[Document, ...]:
    return documents(context.library.of(Policy))


ROOM = Room(
    "policies",
    "政策文件",
    (Policy,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    derives=r"policies/(index|all|missing|by-[a-z]+|changes-.+)\.md",
    documents=_documents,
)
