"""Acting for another: whom one may act for, going into somebody's record, and going back to oneself."""

from innsyn.features.representation import chart
from innsyn.features.representation.people import person, shown
from innsyn.gate.refused import Refused
from innsyn.gate.representing import ActsAs
from innsyn.web import ABSENT, Answer, CitizenCall, Limit, Need, Redirect, View, action, page

HOME = "/representation"
OVERVIEW = "/my-health"
_ROLES: dict[str, ActsAs] = {"parent": "parent", "guardian": "guardian", "attorney": "attorney"}
_OPENINGS = Limit(count=60, per_s=3600)
_OWNERS_END = 2**63
"""Owners are 63 bits; a longer number is nobody's."""


@page(HOME, need=Need.CITIZEN, title="representation.title", whose="either")
async def whom(call: CitizenCall) -> Answer:
    """Show whom the reader may act for, and of others why not."""
    return await _listed(call)


@action(f"{HOME}/open", need=Need.CITIZEN, title="representation.title", whose="either", limit=_OPENINGS)
async def enter(call: CitizenCall) -> Answer:
    """Go into somebody's record. The no is the same for everybody, her own list; the attempt is logged where it concerns."""
    role, owner = _ROLES.get(call.form.get("role")), _owner(call.form.get("person"))
    if role is None or owner is None:
        return ABSENT
    visit = await call.gate.open_for(call.actor, owner, role, call.now)
    if isinstance(visit, Refused):
        return await _listed(call, is_refused=True)
    await _close(call)
    return Redirect(to=OVERVIEW, home=True, opens=visit)


@action(f"{HOME}/leave", need=Need.CITIZEN, title="representation.title", whose="either")
async def leave(call: CitizenCall) -> Answer:
    """Go back to oneself."""
    await _close(call)
    return Redirect(to=call.form.get("then") or OVERVIEW, home=True, notice=None if call.acting is None else "representation.back")


async def _close(call: CitizenCall) -> None:
    if call.visit.role != "self":
        await call.gate.close(call.visit, call.now)


async def _listed(call: CitizenCall, *, is_refused: bool = False) -> View:
    """Show the list. is_refused: a record was not opened just now."""
    found = await call.gate.represents(call.actor, call.now)
    numbers = [number for each in found.people for number in each.organisations]
    names = await chart.organisation_names(call.gate, numbers)
    people = [person(each, names, call.now) for each in shown(found.people)]
    context = {
        "may": [each for each in people if not each.why],
        "may_not": [each for each in people if each.why],
        "is_complete": found.is_complete,
        "is_refused": is_refused,
        "here": call.visit.owner if call.acting is not None and call.acting.verdict is None else None,
    }
    return View("representation/whom.html", context, status=403 if is_refused else 200)


def _owner(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < _OWNERS_END else None
