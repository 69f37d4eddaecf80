"""A clinic's book by hand: one appointment, the time it has, and what the clinic's own system says of it."""

from datetime import timedelta

from innsyn.gate.reconciliation.book import Book, Ours
from innsyn.gate.standing.statements import Entered, Statement
from innsyn.gate.standing.timebooks import BUSY, Time
from innsyn.gate.tests.samples import NOW, TRUST

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOMORROW = NOW + DAY
LONG_AGO = NOW - 2 * HOUR


def ours(identifier="a", slot_id="s", status="booked", start=TOMORROW, changed_at=LONG_AGO, **more):
    """An appointment as it stands here."""
    return Ours(id=f"id-{identifier}", identifier=identifier, status=status, start=start, slot_id=slot_id, changed_at=changed_at, **more)


def time(id_="s", taken_by="a", status=BUSY, start=TOMORROW, **more):
    """A time."""
    return Time(
        id=id_, version=1, organisation=TRUST, calendar_id="c", status=status, start=start, end=start + HOUR, taken_by=taken_by, **more
    )  # fmt: skip


def entered(identifier="a", slot_id="s", start=TOMORROW):
    """A line of the clinic's own book."""
    return Entered(identifier=identifier, slot_id=slot_id, start=start)


def book(*appointments, times=None, said=None, said_at=NOW):
    """A book. times: those of the appointments when None. said: lines of the clinic's own; None: it has no system."""
    fitting = [time(each.slot_id, each.identifier, start=each.start) for each in appointments if each.stands]
    statement = None if said is None else Statement(at=said_at, entered=tuple(said))
    return Book(ours=appointments, times=tuple(fitting if times is None else times), statement=statement)


def statement_body(*lines, at=NOW):
    """A statement as a clinic's system writes it. lines: (identifier or empty, slot id, start)."""
    inside = [
        {
            "resourceType": "Appointment",
            "id": f"t{place}",
            **({"identifier": [{"system": "urn:innsyn:appointment", "value": identifier}]} if identifier else {}),
            "status": "booked",
            "start": start.isoformat(),
            "end": (start + HOUR).isoformat(),
            "slot": [{"reference": f"Slot/{slot_id}"}],
            "participant": [{"type": [{"text": "patient"}], "status": "accepted"}],
        }
        for place, (identifier, slot_id, start) in enumerate(lines)
    ]
    listed = {"contained": inside, "entry": [{"item": {"reference": f"#{each['id']}"}} for each in inside]} if inside else {}
    return {
        "resourceType": "List",
        "identifier": [{"system": "urn:our:book", "value": "1"}],
        "status": "current",
        "mode": "snapshot",
        "code": {"coding": [{"system": "urn:innsyn:reconciliation", "code": "statement"}]},
        "date": at.isoformat(),
        **listed,
    }
