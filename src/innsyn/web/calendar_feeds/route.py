"""The address a telephone's calendar fetches: no login, no cookie, and the same answer for what was taken back as for what never was.

Source: RFC 5545; RFC 9110 § 13 (conditional requests); docs/spec/calendar.md#CAL-6, #CAL-7.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Literal

from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler

from innsyn.kernel.clock import Clock, Instant
from innsyn.web.calendar_feeds.store import LONGEST_SECRET, CalendarFeed, CalendarFeeds
from innsyn.web.security.address import caller_address
from innsyn.web.sessions.store import Sessions

ADDRESS = "/calendar/feed/"
ENDING = ".ics"

FETCHES, FETCHES_WITHIN_S = 60, 3600
"""So often may one address be fetched: telephones ask a few times an hour at most."""

GUESSES, GUESSES_WITHIN_S = 300, 3600
"""So often may one network ask, of whatever addresses."""

Closed = Literal["closed", "away"]
"""closed: whoever made the address may not read there any more. away: what it takes to know cannot be asked just now."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A calendar. changed_at: when something in it was last written down; None for an empty one."""

    content: bytes = field(repr=False)
    changed_at: Instant | None


Draw = Callable[[CalendarFeed, Instant], Awaitable[Drawn | Closed]]
"""Opens the record in the name of whoever made an address, and draws what she may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRoute:
    """Answers. unavailable: kinds of exceptions that mean that the record or our own tables are away just now."""

    feeds: CalendarFeeds
    sessions: Sessions
    draw: Draw
    clock: Clock
    trusted_hops: int
    unavailable: tuple[type[Exception], ...]

    def handler(self) -> HTTPRouteHandler:
        """Make the framework's handler."""

        async def answer(request: Request[Any, Any, Any]) -> Response[bytes]:
            try:
                return await self._answer(request, str(request.path_params["secret"]))
            except self.unavailable:
                return _empty(503, {"retry-after": "300"})

        # The path ends with a name of its own: the technical log keeps the template, never the secret.
        return HTTPRouteHandler(ADDRESS + "{secret:str}", http_method=["GET", "HEAD"], opt={"need": "feed"}, status_code=200)(answer)

    async def _answer(self, request: Request[Any, Any, Any], named: str) -> Response[bytes]:
        now, secret = self.clock(), named.removesuffix(ENDING)
        peer = caller_address(request.client.host if request.client else "", request.headers, trusted_hops=self.trusted_hops)
        if not await self.sessions.allow(f"{ADDRESS} {peer}", count=GUESSES, per_s=GUESSES_WITHIN_S, now=now):
            return _empty(429, {"retry-after": "3600"})
        is_one = named.endswith(ENDING) and 0 < len(secret) <= LONGEST_SECRET and secret.isascii() and secret.isprintable()
        feed = await self.feeds.find(secret, now=now) if is_one else None
        if feed is None:
            return _empty(404)
        if not await self.sessions.allow(f"{ADDRESS} {feed.id}", count=FETCHES, per_s=FETCHES_WITHIN_S, now=now):
            return _empty(429, {"retry-after": "3600"})
        drawn = await self.draw(feed, now)
        if not isinstance(drawn, Drawn):
            return _empty(404) if drawn == "closed" else _empty(503, {"retry-after": "300"})
        return _calendar(request, drawn)


def _calendar(request: Request[Any, Any, Any], drawn: Drawn) -> Response[bytes]:
    tag = f'"{hashlib.sha256(drawn.content).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
    if drawn.changed_at is not None:
        headers["last-modified"] = format_datetime(drawn.changed_at.replace(microsecond=0), usegmt=True)
    if _is_known(request, tag, drawn.changed_at):
        return _empty(304, headers)
    return Response(drawn.content, media_type="text/calendar; charset=utf-8", headers=headers)


def _is_known(request: Request[Any, Any, Any], tag: str, changed_at: Instant | None) -> bool:
    """Say whether the asker has it already: by its mark, or for whoever sends none by when it changed."""
    if (marks := request.headers.get("if-none-match")) is not None:
        return tag in (each.strip().removeprefix("W/") for each in marks.split(","))
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since") or "")
    except ValueError:
        return False
    return changed_at is not None and since.tzinfo is not None and changed_at.replace(microsecond=0) <= since


def _empty(status: int, headers: dict[str, str] | None = None) -> Response[bytes]:
    kept = {"cache-control": "no-store"} if status not in (304,) else {}
    return Response(b"", status_code=status, media_type="text/plain", headers={**kept, **(headers or {})})
