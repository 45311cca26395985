"""Calendar files, kept while their events are the same."""

from __future__ import annotations

from .kernel.events import Feed
from .kernel.kept import key
from .kernel.output import Data
from .kernel.room import Context


def feed_of(feed: Feed, context: Context) -> Data:
    def made() -> str | bytes:
        from .exchange.ics import calendar  # the library loads slowly and only feeds need it

        return calendar(feed, context.today, context.settings)

    made_from = key(context.code, feed, context.today, context.settings.model_dump_json())
    return Data(feed.uri, context.kept.made("feed", made_from, made))
