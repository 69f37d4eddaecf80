"""What the templates draw of a referral: where it stands, what has happened and what comes, and what is wrong when something is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from innsyn.features.referrals.referral import Given, Referral, State
from innsyn.features.referrals.rules import Trouble, assessed_by, coming, complain_by, goes_on, state_of, trouble
from innsyn.gate.standing.referrals import Status
from innsyn.kernel.clock import Instant, norwegian_date

_DECISIONS: tuple[Status, ...] = ("vurdert-behov", "vurdert-ikke-behov", "avvist-mangelfull")
StepName = Literal["sent", "received", "assessed", "appointment", "begun", "closed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that has happened, or is to. day: None when not told. is_limit: the day is the last one for it."""

    name: StepName
    day: date | None
    is_past: bool
    is_limit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One referral. place: who it is with, source: who keeps it, both by name and empty when unknown. next: the appointment to come.

    goes_on: something is waited for, or can be complained of."""

    referral: Referral
    state: State
    place: str = field(repr=False)
    source: str
    next: Given | None
    trouble: Trouble | None
    assessed_by: date | None
    complain_by: date | None
    steps: tuple[Step, ...]
    goes_on: bool


def line(referral: Referral, given: Sequence[Given], names: Mapping[str, str], now: Instant) -> Line:
    """Make the line of a referral. given: appointments that came of it. names: by unit and by organisation number."""
    source = names.get(referral.source, "")
    return Line(
        referral=referral,
        state=state_of(referral, given),
        place=names.get(referral.unit, "") or referral.place or (source if referral.has_course else ""),
        source=source,
        next=coming(given),
        trouble=trouble(referral, given, now),
        assessed_by=assessed_by(referral),
        complain_by=complain_by(referral),
        steps=steps(referral, given),
        goes_on=goes_on(referral, given, now),
    )


def steps(referral: Referral, given: Sequence[Given]) -> tuple[Step, ...]:
    """Say what has happened, and what comes as long as something does."""
    state, first = state_of(referral, given), coming(given)
    is_assessed = state in ("right", "no_right", "returned", "planned", "begun")
    assessed_on = next((referral.days[each] for each in _DECISIONS if each in referral.days), None)
    told = [Step("sent", referral.sent_on, is_past=True), Step("received", referral.days.get("mottatt"), is_past=referral.has_course)]
    if is_assessed or assessed_on:
        told.append(Step("assessed", assessed_on, is_past=True))
    elif state in ("sent", "received"):
        told.append(Step("assessed", assessed_by(referral), is_past=False, is_limit=True))
    if state in ("sent", "received", "right", "planned"):
        at = norwegian_date(first.start) if first and first.start else None
        told.append(Step("appointment", at, is_past=False))
    if state in ("right", "planned"):
        told.append(Step("begun", referral.latest_start, is_past=False, is_limit=True))
    if referral.begun_on:
        told.append(Step("begun", referral.begun_on, is_past=True))
    if state in ("closed", "withdrawn"):
        told.append(Step("closed" if state == "closed" else "withdrawn", referral.days.get("avsluttet"), is_past=True))
    return tuple(each for each in told if each.is_past or state not in ("closed", "withdrawn"))
