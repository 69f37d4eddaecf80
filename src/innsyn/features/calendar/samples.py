"""Builds what a calendar shows, for its tests: appointments, stays and plans as clinics deliver them."""

from datetime import date, timedelta
from typing import Any

from innsyn.kernel.clock import Instant

Resource = dict[str, Any]


def told_appointment(at: Instant, *, minutes: int = 30, **other: Any) -> Resource:
    """Build an appointment as a clinic tells of one."""
    told = {
        "resourceType": "Appointment",
        "status": "booked",
        "description": "Legetime",
        "start": at.isoformat(),
        "end": (at + timedelta(minutes=minutes)).isoformat(),
        "participant": [{"actor": {"type": "Location", "display": "Rom 3"}, "status": "accepted"}],
    }
    return told | other


def told_stay(start: Instant, end: Instant | None, **other: Any) -> Resource:
    """Build a stay. end: None while it lasts."""
    period = {"start": start.isoformat(), **({"end": end.isoformat()} if end else {})}
    told = {
        "resourceType": "Encounter",
        "status": "finished" if end else "in-progress",
        "class": {"code": "IMP"},
        "type": [{"text": "Innleggelse"}],
        "period": period,
    }
    return told | other


def told_plan(*details: Resource, since: date, **other: Any) -> Resource:
    """Build a plan. details: of its activities."""
    told = {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "period": {"start": since.isoformat()},
        "activity": [{"detail": {"status": "scheduled", **each}} for each in details],
    }
    return told | other
