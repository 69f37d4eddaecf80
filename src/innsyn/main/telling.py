"""People are told of what is new in the record, by whatever door it came: the change feed is followed, and its place kept."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, TypeVar

import structlog

from innsyn.gate.news import News
from innsyn.kernel.clock import Clock
from innsyn.main.places import keep, kept
from innsyn.web.notices import Notice, Notices
from innsyn.web.serving.technical_log import kinds, trail

EVERY_S = 2.0

T = TypeVar("T")


class Addressed(Protocol):
    """News that people are told of. to: their opaque keys."""

    @property
    def to(self) -> tuple[str, ...]: ...


A = TypeVar("A", bound=Addressed)


async def tell_the_news(news: News[T], tell: Callable[[T], Awaitable[None]], place: Path, clock: Clock) -> bool:
    """Tell of what has come since the last time. Returns whether there was anything in the feed.

    place: where it is kept how far this has come. It moves on only when everybody is told: what is told twice goes out once.
    Raises what hinders a reading that may be well the next time, and what hinders a telling: nobody is passed over then."""
    before = kept(place)
    if before is None:
        keep(place, await news.end() or "")
        return False
    found, reached = await news.since(before or None, clock(), passed_over)
    for each in found:
        await tell(each)
    if (reached or "") == before:
        return False
    keep(place, reached or "")
    return True


def to_each(notices: Notices, notice: Callable[[A, str], Notice]) -> Callable[[A], Awaitable[None]]:
    """Give a way to tell each of those whom news is for. notice: what one of them, by her key, is told."""

    async def tell(news: A) -> None:
        for key in news.to:
            await notices.tell(notice(news, key))

    return tell


def passed_over(failure: Exception) -> None:
    """Say in the technical log that something is told to nobody because it cannot be read, and not whose it was."""
    structlog.get_logger("innsyn.news").error("news.passed_over", kinds=kinds(failure), trail=trail(failure))
