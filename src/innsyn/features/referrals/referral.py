"""One referral as pages know it, and the appointments that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from innsyn.gate.standing.referrals import Status
from innsyn.kernel.clock import Instant

State = Literal["sent", "received", "right", "no_right", "returned", "planned", "begun", "closed", "withdrawn", "unknown"]
"""sent: who it was sent to has told nothing. right, no_right: assessed. returned: something is missing in it. planned: an appointment
is given or being made. begun: care has. Also the last word of its text keys."""

OVER: tuple[State, ...] = ("no_right", "begun", "closed", "withdrawn")
"""Nothing more is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One referral.

    what: the sender's words. treatment: code of `urn:innsyn:treatment`, empty when not told. identifiers: system and value.
    has_course: whoever received it has told of it. days: on which each status came. latest_start, begun_on: see `Course`. reason: of the
    decision, in words. sent_on, sender: None and empty when not told. unit: id of the Organization it is with, place: its name as told,
    both empty when not told. source: number of the organisation that keeps it, empty when unknown.
    can_take_back: the reader may, by herself."""

    id: str
    state: State
    what: str = field(repr=False)
    treatment: str = ""
    identifiers: frozenset[tuple[str, str]] = frozenset()
    has_course: bool = False
    days: Mapping[Status, date] = field(default_factory=dict)
    latest_start: date | None = None
    begun_on: date | None = None
    reason: str = field(default="", repr=False)
    sent_on: date | None = None
    sender: str = field(default="", repr=False)
    unit: str = ""
    place: str = ""
    source: str = ""
    stored_at: Instant
    can_take_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An appointment that came of a referral. start: None when it has no time. is_booked: the clinic has said so, and it is to come.

    is_kept: the patient has been there. source: number of the organisation that keeps it, empty when unknown."""

    id: str
    source: str = ""
    start: Instant | None
    is_booked: bool = False
    is_kept: bool = False
