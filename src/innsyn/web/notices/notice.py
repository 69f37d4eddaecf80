"""One notice: who is told that something waits, and what is opened when she comes.

Source: docs/spec/notices.md.
"""

from dataclasses import dataclass, field

from innsyn.kernel.clock import Instant
from innsyn.web.notices.kinds import Kind
from innsyn.web.security.local_path import local_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a person is told of, once.

    kind: decides channels and wording, and is never told. to: opaque key of the person, as `Actor.key`.
    about: local path of what waits; whoever opens it in time is not told any more.
    once: the caller's own word for this very event, such as `appointment/p12-7f3a/given`: a second notice with it is not sent.
    sender: the organisation's name when it may be told, None otherwise: take it from `sender_name`. at: when it happened.
    hangs_on: what several notices hang on together, such as one time that is offered to three: with it all of them are taken back.
    good_until: from then on it tells of nothing, such as an offer that has ended, and is not sent any more; None for what stays true.
    concerns: key of the record it is about (`visit.owner`), None for the receiver's own affairs: the log shows it to her in that record.
    Raises ValueError for an address that is not ours, and for an empty `to` or `once`."""

    kind: Kind
    to: str
    about: str
    once: str = field(repr=False)
    at: Instant
    sender: str | None = field(default=None, repr=False)
    concerns: int | None = None
    hangs_on: str = field(default="", repr=False)
    good_until: Instant | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be told or found again."""
        if not self.about or local_path(self.about, "") != self.about:
            raise ValueError("a notice is about a local path")
        if not self.to or not self.once:
            raise ValueError("a notice has a receiver, and a word that tells it from others")
