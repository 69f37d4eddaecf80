"""The private calendar addresses joined to the program: the gate opens, the calendar draws, in the language the address was made in."""

from pathlib import Path

from litestar.handlers import HTTPRouteHandler

import innsyn.features.calendar
from innsyn.features.calendar.feed import drawn
from innsyn.gate.feeding import FeedPass
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.representing import REGISTER_AWAY
from innsyn.kernel.clock import Clock, Instant
from innsyn.web import Language
from innsyn.web.app import WEB
from innsyn.web.calendar_feeds import CalendarFeed, CalendarFeeds
from innsyn.web.calendar_feeds.route import Closed, Drawn, FeedRoute
from innsyn.web.sessions.store import Sessions
from innsyn.web.texts import Texts

_TEXTS = Path(innsyn.features.calendar.__file__).parent / "texts"


def calendar_feed(
    gate: Gate, feeds: CalendarFeeds, sessions: Sessions, clock: Clock, *, trusted_hops: int, unavailable: tuple[type[Exception], ...]
) -> HTTPRouteHandler:
    """Make the route. sessions: count how often somebody asks. trusted_hops, unavailable: as the application's own."""
    texts = Texts.load([WEB / "texts", _TEXTS])

    async def draw(feed: CalendarFeed, now: Instant) -> Drawn | Closed:
        asked = FeedPass(id=feed.id, person_key=feed.person_key, owner=feed.owner, role=feed.role)
        visit = await gate.open_feed(asked, now)
        if isinstance(visit, Refused):
            return "away" if visit.verdict == REGISTER_AWAY else "closed"
        content, changed_at = await drawn(gate, visit, Language(feed.locale, texts), feed.wording, now=now)
        return Drawn(content, changed_at)

    route = FeedRoute(feeds=feeds, sessions=sessions, draw=draw, clock=clock, trusted_hops=trusted_hops, unavailable=unavailable)
    return route.handler()
