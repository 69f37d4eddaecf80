"""Menus at the desk show a post soon after it is given, and no more soon after it is taken away: the change feed is followed.

The place in the feed is kept in the data folder. Source: docs/spec/access.md#AC-16.
"""

from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

from innsyn.gate.news import News
from innsyn.kernel.clock import Clock
from innsyn.main.repeating import repeating
from innsyn.main.telling import EVERY_S, tell_the_news
from innsyn.web.sessions.store import Sessions

PLACE = "posts-place"


def following_posts(news: News[bool], sessions: Sessions, folder: Path, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Follow the feed while the block lasts. folder: where the place in the feed is kept."""
    return repeating("posts", partial(hear_of_posts, news, sessions, folder / PLACE, clock), every_s=EVERY_S)


async def hear_of_posts(news: News[bool], sessions: Sessions, place: Path, clock: Clock) -> bool:
    """Let sessions know when posts have changed since the last time. Returns whether there was anything in the feed."""

    async def tell(_: bool) -> None:
        await sessions.posts_changed()

    return await tell_the_news(news, tell, place, clock)
