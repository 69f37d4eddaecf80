"""What differs between our timebook and what the office's own system says: listed by the timebook, and settled by whoever mended it.

No patient is named here: the day's page, to which each leads, shows who it is, and logs that. Source: docs/spec/appointments.md#APP-16.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from innsyn.features.appointments.timebook.day import HOME
from innsyn.gate.reconciliation.told import Told
from innsyn.gate.refused import Refused
from innsyn.gate.standing.timebooks import Calendar
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, StaffBlock, StaffCall, View, action, page

DIFFERENCES = f"{HOME}/differences"
FREEINGS = Limit(count=60, per_s=3600)
_SAID = {"freed": "freed", "taken": "not_freed", "theirs": "theirs"}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference. calendar: whose time it is, empty when it is not known. at: when it is about, None for no one time.

    can_free: the time can be freed here."""

    told: Told
    calendar: str
    at: Instant | None
    can_free: bool = False

    @property
    def do(self) -> str:
        """Say which text tells what to do."""
        return f"appointments.differences.do.{self.told.drift.kind}{'_here' if self.can_free else ''}"

    @property
    def day(self) -> str:
        """Say which day of the timebook it is on, as its address has it."""
        return norwegian_date(self.at).isoformat() if self.at else ""


@page(DIFFERENCES, need=Need.STAFF, title="appointments.differences.title")
async def differences(call: StaffCall) -> Answer:
    """List what is open, and below it what was settled or has gone."""
    found = await call.gate.drifts.told(call.actor, call.now)
    if isinstance(found, Refused):
        return View("appointments/desk_closed.html", status=403, title="appointments.differences.title")
    is_any = any(_is_nobodys(each) for each in found)
    can_free = is_any and await call.gate.freeing.may(call.actor, call.now)
    lines = _lines(found, await call.gate.timebook.calendars(call.actor, call.now), can_free=can_free) if found else []
    parts = {"waiting": [each for each in lines if each.told.is_open], "over": [each for each in lines if not each.told.is_open]}
    return View("appointments/differences.html", {**parts, "home": HOME, "action": DIFFERENCES})


@action(DIFFERENCES, need=Need.STAFF, title="appointments.differences.title")
async def settle(call: StaffCall) -> Answer:
    """Write down who settled one."""
    version = call.form.get("version")
    if not version.isascii() or not version.isdecimal():
        return ABSENT
    answer = await call.gate.drifts.settle(call.actor, call.form.get("difference"), int(version[:9]), call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    kept = isinstance(answer, Told)
    return Redirect(to=DIFFERENCES, notice="appointments.differences.settled" if kept else "appointments.differences.changed")


@action(f"{DIFFERENCES}/free", need=Need.STAFF, title="appointments.differences.title", limit=FREEINGS)
async def free(call: StaffCall) -> Answer:
    """Free a time that nobody's appointment has."""
    version = call.form.get("version")
    if not version.isascii() or not version.isdecimal():
        return ABSENT
    answer = await call.gate.freeing.free(call.actor, call.form.get("difference"), int(version[:9]), call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    return Redirect(to=DIFFERENCES, notice=f"appointments.differences.{_SAID.get(answer, 'changed')}")


async def _count(call: StaffCall) -> View | None:
    """Say on the desk's first page how many are open; nothing where there are none."""
    counted = await call.gate.drifts.count(call.actor, call.now)
    if isinstance(counted, Refused) or not counted:
        return None
    return View("appointments/differences_block.html", {"counted": counted, "home": DIFFERENCES})


BLOCK = StaffBlock(key="differences", order=8, render=_count)


def _lines(found: Sequence[Told], calendars: Sequence[Calendar], *, can_free: bool) -> list[Line]:
    names: Mapping[str, str] = {each.id: each.name for each in calendars}
    return [
        Line(each, names.get(each.drift.calendar_id, ""), each.drift.here or _there(each), can_free and _is_nobodys(each)) for each in found
    ]


def _is_nobodys(told: Told) -> bool:
    return told.is_open and told.drift.kind == "no_appointment"


def _there(told: Told) -> Instant | None:
    return None if told.drift.kind == "silent" else told.drift.there
