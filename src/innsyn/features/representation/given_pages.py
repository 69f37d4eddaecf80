"""The powers of attorney one has given: the list, one of them, what it shows, and taking it back."""

from innsyn.features.representation import chart
from innsyn.features.representation.given import Given, by_state
from innsyn.features.representation.lines import line
from innsyn.features.representation.previewing import Eyes, lost, preview
from innsyn.features.representation.telling import tell_of
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.values import Conflict
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Need, NoticeKind, Redirect, View, action, page

GIVEN = "/representation/given"


@page(GIVEN, need=Need.CITIZEN, title="representation.given.title")
async def all_given(call: CitizenCall) -> Answer:
    """List them: those that hold first."""
    found = await chart.given(call.gate, call.visit, now=call.now)
    groups = by_state(found, norwegian_date(call.now))
    lines = {state: [await line(call.gate, each, call.now) for each in some] for state, some in groups.items()}
    return View("representation/given.html", {"groups": lines})


@page(GIVEN + "/{consent_id}", need=Need.CITIZEN, title="representation.one.title", asks_for="Consent")
async def one_given(call: CitizenCall, consent_id: str) -> Answer:
    """Show one, and what can be done with it."""
    found = await chart.one(call.gate, call.visit, consent_id, now=call.now)
    if found is None:
        return ABSENT
    return View("representation/one.html", {"one": await line(call.gate, found, call.now), "is_hers": is_hers(found)})


@page(GIVEN + "/{consent_id}/seen", need=Need.CITIZEN, title="representation.seen.title", asks_for="Consent")
async def seen(call: CitizenCall, consent_id: str) -> Answer:
    """Show one's own record as the receiver sees it now, or on the first day."""
    found = await chart.one(call.gate, call.visit, consent_id, now=call.now)
    if found is None or found.state(norwegian_date(call.now)) not in ("active", "coming"):
        return ABSENT
    shown = await preview(call.gate, call.visit, eyes_of(found), call.now)
    context = {"one": await line(call.gate, found, call.now), "preview": shown}
    return View("representation/seen.html", context)


@page(GIVEN + "/{consent_id}/withdraw", need=Need.CITIZEN, title="representation.withdraw.title", asks_for="Consent")
async def withdrawing(call: CitizenCall, consent_id: str) -> Answer:
    """Ask once more, and say what the receiver no longer will see."""
    found = await _standing(call, consent_id)
    if found is None:
        return ABSENT
    is_active = found.state(norwegian_date(call.now)) == "active"
    gone = await lost(call.gate, call.visit, eyes_of(found), consent_id, call.now) if is_active else ()
    return View("representation/withdraw.html", {"one": await line(call.gate, found, call.now), "lost": gone})


@action(GIVEN + "/{consent_id}/withdraw", need=Need.CITIZEN, title="representation.withdraw.title", asks_for="Consent")
async def withdrawn(call: CitizenCall, consent_id: str) -> Answer:
    """Take it back: it holds no more on the receiver's next page. Doing it twice is the same as once."""
    found = await _standing(call, consent_id)
    if found is None:
        return ABSENT
    answer = await chart.withdraw(call.gate, call.visit, consent_id, now=call.now)
    if answer is None or isinstance(answer, Refused):
        return ABSENT
    if isinstance(answer, Conflict):
        return Redirect(to=f"{GIVEN}/{consent_id}", notice="representation.changed_meanwhile")
    await tell_of(call, NoticeKind.REPRESENTATION_WITHDRAWN, consent_id, found.grant.key)
    return Redirect(to=GIVEN, notice="representation.withdrawn")


def is_hers(found: Given) -> bool:
    """Say whether the giver herself wrote it: one on paper is ended where it was registered."""
    return found.custodian == PATIENT_KEEPS


def eyes_of(found: Given) -> Eyes:
    """See with the receiver's eyes."""
    return Eyes(key=found.grant.key, name=found.name, areas=found.grant.areas, on=found.grant.period.since)


async def _standing(call: CitizenCall, consent_id: str) -> Given | None:
    found = await chart.one(call.gate, call.visit, consent_id, now=call.now)
    return found if found is not None and is_hers(found) and not found.is_withdrawn else None
