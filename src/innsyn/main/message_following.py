"""People are told of what clinics write while the program runs, also of what comes over the wire: the change feed is followed.

The desk tells by itself and under the same names, so that nobody is told twice. The place in the feed is kept in the data folder.
"""

from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

from innsyn.gate.arrivals import Arrived
from innsyn.gate.news import News
from innsyn.gate.standing.elements import text_of
from innsyn.kernel.clock import Clock
from innsyn.main.repeating import repeating
from innsyn.main.telling import EVERY_S, tell_the_news, to_each
from innsyn.web.notices import Kind, Notice, Notices, sender_name

PLACE = "messages-place"

_KINDS = {"message": Kind.MESSAGE_RECEIVED, "over": Kind.CONVERSATION_CLOSED}


def following_messages(news: News[Arrived], notices: Notices, folder: Path, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Follow the feed while the block lasts. folder: where the place in the feed is kept."""
    return repeating("messages", partial(tell_of_the_new, news, notices, folder / PLACE, clock), every_s=EVERY_S)


async def tell_of_the_new(news: News[Arrived], notices: Notices, place: Path, clock: Clock) -> bool:
    """Tell of what clinics have written since the last time. Returns whether there was anything in the feed."""
    return await tell_the_news(news, to_each(notices, _notice), place, clock)


def _notice(arrived: Arrived, key: str) -> Notice:
    kind = _KINDS[arrived.kind]
    once = f"conversation/{arrived.task_id}/{kind}/{text_of(arrived.at)}/{key}"
    about, sender = f"/messages/{arrived.task_id}", sender_name(arrived.place, arrived.labels)
    return Notice(kind=kind, to=key, about=about, once=once, sender=sender, at=arrived.at, concerns=arrived.owner)
