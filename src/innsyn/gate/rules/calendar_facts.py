"""The words by which a Task says that it stands in somebody's own calendar, and what rules can tell of it.

Source: docs/spec/calendar.md#CAL-4.
"""

from typing import Literal, get_args

from innsyn.kernel.systems import CALENDAR
from innsyn.record.condition import AllOf, AnyOf, Condition, HasCode, HasToken, OfType

Kept = Literal["own-event", "done-action"]
"""own-event: something of her own with a time. done-action: that something in a plan is done."""

OWN_EVENT: Kept = "own-event"
DONE_ACTION: Kept = "done-action"

STANDS: dict[Kept, str] = {"own-event": "accepted", "done-action": "completed"}
"""Status of what stands in the calendar. What was removed, or is not done after all, is `cancelled`."""

REMOVED = "cancelled"

_TASK = OfType(frozenset({"Task"}))
IS_IN_CALENDAR: Condition = AllOf((_TASK, AnyOf(tuple(HasToken("code", CALENDAR, kind) for kind in get_args(Kept)))))


def is_kept(kind: Kept) -> Condition:
    """Say that a resource is of this kind, and stands in the calendar or was removed from it."""
    return AllOf((_TASK, HasToken("code", CALENDAR, kind), AnyOf((HasCode("status", STANDS[kind]), HasCode("status", REMOVED)))))
