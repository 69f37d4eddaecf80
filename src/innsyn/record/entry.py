"""One row of the log, as handed to every function of the record: there is no reading or writing without it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from innsyn.kernel.clock import Instant


class Action(StrEnum):
    """What was done. The first letter of a word is not a code: words are stored whole, for whoever reads the table later."""

    OPEN = "open"
    CLOSE = "close"
    READ = "read"
    VREAD = "vread"
    HISTORY = "history"
    SEARCH = "search"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    EXPORT = "export"
    FIND = "find"
    REFUSE = "refuse"


class Outcome(StrEnum):
    """How it went. `refused` and `absent` look the same to the one who asked, never to the one who reviews."""

    DONE = "done"
    ABSENT = "absent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the log keeps of one act.

    visit: the visit it belongs to. at: the visit's instant of this act. action: what.
    detail: the visit's attestation on `open`, the rule that refused on `refuse`, else empty. Never clinical text or person numbers of
    staff."""

    visit: UUID
    at: Instant
    action: Action
    detail: dict[str, Any] = field(default_factory=dict)
