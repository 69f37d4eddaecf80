"""What becomes of posts at the desk, by whatever door the directory was written: given, taken away, or changed.

Source: docs/spec/access.md#AC-16.
"""

import json

from innsyn.gate.administrators import ICT_POST
from innsyn.gate.directory import codes_of_role
from innsyn.gate.news import News
from innsyn.gate.posts import POSTS
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ACCESS_FACT
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Change

_ROLE = "PractitionerRole"
_OF_THE_DESK = frozenset({*((ACCESS_FACT, post) for post in POSTS), ICT_POST})
_VERSIONS = 50


class PostChanges:
    """Finds changes of posts, for `PostNews`."""

    types = frozenset({_ROLE})

    def __init__(self, record: Record) -> None:
        """record: where the directory is."""
        self._record = record

    async def read(self, change: Change, now: Instant) -> bool | None:  # noqa: ARG002 - the protocol's
        """Say that a post was given or taken away, None where no version of the role was one."""
        found = await self._record.shared_history(_ROLE, change.id, count=_VERSIONS)
        if isinstance(found, Problem):
            return True
        bodies = (json.loads(row.body) for row in found.rows if row.body)
        return True if any(not _OF_THE_DESK.isdisjoint(codes_of_role(body)) for body in bodies) else None


class PostNews(News[bool]):
    """News of posts: what was taken away is news too, however long ago, and of many changes one is told."""

    def __init__(self, record: Record) -> None:
        """record: whose feed is followed."""
        super().__init__(record, PostChanges(record), lambda found: found[:1])

    def _is_recent(self, change: Change, now: Instant) -> bool:  # noqa: ARG002 - a menu is never too old to be made anew
        return change.owner == SHARED and change.type in PostChanges.types
