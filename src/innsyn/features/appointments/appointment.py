"""One appointment as pages know it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from innsyn.gate.standing.appointment_answers import Offer
from innsyn.gate.standing.preparations import Preparation
from innsyn.kernel.clock import Instant

State = Literal["asked", "moving", "unanswered", "booked", "wished", "listed", "over", "missed", "called_off", "unknown"]
"""asked: waits for the clinic. moving: booked, and another time is asked for. unanswered: its hour came before an answer did.
wished: without a time. listed: on a waiting list. over: it has been."""

Form = Literal["", "video", "phone"]
"""How one meets: empty where she comes herself, or where nothing is said."""

COMING: tuple[State, ...] = ("asked", "moving", "booked", "wished", "listed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One appointment.

    start, end: None when it has no time, or one that cannot be read. what: what it is. who: whom it is with. place: where. practical:
    what to know before. words: what the patient has said it is about. days: of a wish, None where unknown. kept_start: of the
    time she has while another is asked for. cancel_until, move_until: limits, None for none. source: number of the organisation that keeps
    it, empty when unknown. patient: name, for the clinic's list. her_id: of whom it is with, empty when it does not say. slot_id: of the
    time it has, empty when it has none of ours. has_come: the clinic has written that she came. why: what the clinic has said to her about
    calling it off, empty when it has said nothing. kind: of appointment, where that says more than what it is. preparations: by topic.
    form, address: of a meeting apart; a link or a number, empty when none is told. can_acknowledge: she is asked whether she has read it.
    comes_soon: she has said that she can come at short notice. can_write: to the clinic about it. offer: another time, that she is
    offered. is_confidential: between a young person and the clinic. referral_id: of what it came of, empty when it names none."""

    id: str
    state: State
    start: Instant | None
    end: Instant | None
    what: str = field(repr=False)
    who: tuple[str, ...] = field(default=(), repr=False)
    place: str = field(default="", repr=False)
    practical: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    days: tuple[date | None, date | None] = (None, None)
    kept_start: Instant | None = None
    can_cancel: bool = False
    can_move: bool = False
    cancel_until: Instant | None = None
    move_until: Instant | None = None
    source: str = ""
    stored_at: Instant
    patient: str = field(default="", repr=False)
    her_id: str = ""
    slot_id: str = ""
    has_come: bool = False
    why: str = field(default="", repr=False)
    kind: str = field(default="", repr=False)
    preparations: tuple[Preparation, ...] = field(default=(), repr=False)
    form: Form = ""
    address: str = field(default="", repr=False)
    can_acknowledge: bool = False
    is_acknowledged: bool = False
    can_come_soon: bool = False
    comes_soon: bool = False
    can_write: bool = False
    offer: Offer | None = None
    is_confidential: bool = False
    referral_id: str = ""

    @property
    def is_coming(self) -> bool:
        """Say whether something of it is still to come."""
        return self.state in COMING
