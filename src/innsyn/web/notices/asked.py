"""What somebody asks of the log of what she was told: of which kinds, about whose record, and from where on.

Source: docs/spec/notices.md#NOT-16.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from innsyn.kernel.clock import Instant, instant
from innsyn.web.notices.delivery import Fate
from innsyn.web.notices.kinds import Kind

Position = tuple[Instant, UUID]
"""When a notice was told, and which it is: the log is in this order, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the log.

    to: opaque key of who was told: nobody sees what another was told. concerning: key of a record, None for everything she was told.
    kinds: of these alone, empty for all. after: position of the last one of the page before. most: lines of one page."""

    to: str
    concerning: int | None = None
    kinds: frozenset[Kind] = frozenset()
    after: Position | None = None
    most: int


@dataclass(frozen=True, slots=True)
class Told:
    """One page of the log, newest first. next: position the next page begins after, None at the end."""

    fates: Sequence[Fate]
    next: Position | None = None


def page_of(found: Sequence[Fate], most: int) -> Told:
    """Make a page of what was found. found: one more than a page when there is more."""
    shown = found[:most]
    return Told(shown, (shown[-1].at, shown[-1].id) if len(found) > most else None)


def written(position: Position) -> str:
    """Write a position for an address."""
    return f"{position[0].isoformat()}/{position[1]}"


def position_from(text: str) -> Position | None:
    """Read a position; None for anything else, which is the beginning."""
    at, _, id_ = text.partition("/")
    try:
        return instant(at), UUID(id_)
    except ValueError:
        return None
