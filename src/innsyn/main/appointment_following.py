"""People are told of what clinics make of their appointments while the program runs, also over the wire: the change feed is followed.

The desk tells by itself and under the same names, so that nobody is told twice. The place in the feed is kept in the data folder.
"""

from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

from innsyn.gate.booking.changes import Turned
from innsyn.gate.news import News
from innsyn.gate.standing.appointment_answers import offer_word
from innsyn.kernel.clock import Clock, Instant
from innsyn.main.reminding import reminder_word
from innsyn.main.repeating import repeating
from innsyn.main.telling import EVERY_S, tell_the_news
from innsyn.web.notices import Kind, Notice, Notices, sender_name

PLACE = "appointments-place"

_REMINDED = 5
"""Versions before the newest of which a reminder may still wait: nobody changes an appointment more often in a night."""

_KINDS = {"given": Kind.APPOINTMENT_GIVEN, "changed": Kind.APPOINTMENT_CHANGED, "cancelled": Kind.APPOINTMENT_CANCELLED}


def following_appointments(news: News[Turned], notices: Notices, folder: Path, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Follow the feed while the block lasts. folder: where the place in the feed is kept."""
    return repeating("appointments", partial(tell_what_became, news, notices, folder / PLACE, clock), every_s=EVERY_S)


async def tell_what_became(news: News[Turned], notices: Notices, place: Path, clock: Clock) -> bool:
    """Tell of what has become of appointments since the last time. Returns whether there was anything in the feed.

    Whoever takes a time that was offered to others too takes it from them: of what is gone they are told no more."""

    async def tell(turned: Turned) -> None:
        if turned.took:
            await notices.withdraw_all(offer_word(turned.took), told_by=turned.at, now=clock())
        await _take_back_reminders(notices, turned, clock())
        for notice in _notices(turned):
            await notices.tell(notice)

    return await tell_the_news(news, tell, place, clock)


async def _take_back_reminders(notices: Notices, turned: Turned, now: Instant) -> None:
    """Remind nobody of an appointment as it was before: what waits for the morning to be sent is taken back."""
    for version in range(max(1, turned.version - _REMINDED), turned.version):
        await notices.withdraw_all(reminder_word(turned.appointment_id, version), told_by=now, now=now)


def _notices(turned: Turned) -> list[Notice]:
    """Make a notice for each who is told: nobody of what is over. A parent comes to the page when she acts for the child."""
    about, receivers = f"/appointments/{turned.appointment_id}", (*turned.own, *turned.others)
    once, sender = f"appointment/{turned.appointment_id}/{turned.version}", sender_name(turned.place, turned.labels)
    kind = _KINDS.get(turned.became)
    return (
        []
        if kind is None
        else [
            Notice(kind=kind, to=key, about=about, once=f"{once}/{key}", sender=sender, at=turned.at, concerns=turned.owner)
            for key in receivers
        ]
    )
