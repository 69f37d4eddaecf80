"""Registering a power of attorney given on paper, and ending one that was registered here.

Source: docs/spec/representation.md#REP-5.
"""

from innsyn.features.representation import chart
from innsyn.features.representation.desk import is_registration
from innsyn.features.representation.forms import EVERYTHING, PaperForm
from innsyn.features.representation.given import Given, covering
from innsyn.features.representation.lines import line
from innsyn.features.representation.previewing import Eyes, verdict
from innsyn.features.representation.telling import tell_of
from innsyn.gate.preview import Supposing
from innsyn.gate.refused import Refused
from innsyn.gate.rules.areas import AREAS
from innsyn.gate.rules.relations import Grant, Period
from innsyn.gate.standing.grants import areas_from
from innsyn.gate.values import Conflict
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.web import ABSENT, Answer, Limit, Need, NoticeKind, Redirect, View, VisitCall, action, page
from innsyn.web.lasting import MISTAKES, period

HERE = "/desk/visit/{visit}/representation"
_LIST = "/representation"
_REGISTRATIONS = Limit(count=60, per_s=3600)


@page(HERE + "/new", need=Need.STAFF_VISIT, title="representation.desk.new")
async def new(call: VisitCall) -> Answer:
    """Show the form of a paper."""
    return _form(call, PaperForm()) if is_registration(call) else ABSENT


@action(HERE + "/new", need=Need.STAFF_VISIT, title="representation.desk.new", limit=_REGISTRATIONS)
async def register(call: VisitCall) -> Answer:
    """Register what stands on the paper, with who saw it signed and where it is kept."""
    if not is_registration(call):
        return ABSENT
    form = PaperForm(call.form)
    found = await _read(call, form)
    if found is None:
        return _form(call, form, status=422)
    grant, receiver, name = found
    eyes = Eyes(key=grant.key, name=name, areas=grant.areas, supposing=Supposing(grants=(grant,)), on=grant.period.since)
    if await verdict(call.gate, call.visit, eyes, call.now) is not None:
        return _form(call, form, status=409, is_impossible=True)
    if covering(grant, await chart.given(call.gate, call.visit, now=call.now), norwegian_date(call.now)) is not None:
        return _form(call, form, status=409, is_there=True)
    paper = {"witness": call.actor.name, "papers": (form.papers.data or "").strip()}
    written = await chart.give(call.gate, call.visit, grant, receiver, name, now=call.now, **paper)
    if not isinstance(written, str):
        return ABSENT
    giver = await chart.patient_key(call.gate, call.visit, now=call.now)
    await tell_of(call, NoticeKind.REPRESENTATION_GIVEN, written, grant.key, giver)
    return Redirect(to=call.here(_LIST), notice="representation.desk.registered")


@page(HERE + "/{consent_id}/end", need=Need.STAFF_VISIT, title="representation.desk.end", asks_for="Consent")
async def ending(call: VisitCall, consent_id: str) -> Answer:
    """Ask once more."""
    found = await _own(call, consent_id)
    if found is None:
        return ABSENT
    return View("representation/desk_end.html", {"one": await line(call.gate, found, call.now), "here": call.here(_LIST)})


@action(HERE + "/{consent_id}/end", need=Need.STAFF_VISIT, title="representation.desk.end", asks_for="Consent")
async def end(call: VisitCall, consent_id: str) -> Answer:
    """End one that was registered here: it holds no more on the next page."""
    found = await _own(call, consent_id)
    answer = await chart.withdraw(call.gate, call.visit, consent_id, now=call.now) if found else None
    if found is None or answer is None or isinstance(answer, Refused):
        return ABSENT
    if isinstance(answer, Conflict):
        return Redirect(to=call.here(_LIST), notice="representation.changed_meanwhile")
    giver = await chart.patient_key(call.gate, call.visit, now=call.now)
    await tell_of(call, NoticeKind.REPRESENTATION_WITHDRAWN, consent_id, found.grant.key, giver)
    return Redirect(to=call.here(_LIST), notice="representation.desk.ended")


async def _own(call: VisitCall, consent_id: str) -> Given | None:
    if not is_registration(call):
        await call.gate.knock(call.actor, "Consent", consent_id, call.now)
        return None
    found = await chart.one(call.gate, call.visit, consent_id, now=call.now)
    is_own = found is not None and found.custodian == call.visit.actor.organisation
    return found if found is not None and is_own and not found.is_withdrawn else None


async def _read(call: VisitCall, form: PaperForm) -> tuple[Grant, PersonNumber, str] | None:
    """Read the form; None when something must be mended, which then stands at its field."""
    is_filled = form.validate()
    number, days = person_number(form.number.data or ""), _days(call, form)
    if form.number.data and number is None:
        form.number.errors = ["representation.who.not_a_number"]
    if number is None or not isinstance(days, Period) or not is_filled:
        return None
    name = " ".join((form.name.data or "").split())
    fit = await call.gate.receiving.fit(call.visit, number, name, call.now)
    if fit != "fits":
        said = "representation.desk.oneself" if fit == "oneself" else f"representation.who.{fit}"
        (form.name if fit == "another_name" else form.number).errors = [said]
        return None
    chosen = form.areas.data or []
    areas = frozenset(AREAS) if EVERYTHING in chosen else areas_from(chosen)
    key = call.gate.actors.citizen(number, level="high").key
    return Grant(id="", key=key, areas=areas, period=days, is_on_paper=True), number, name


def _days(call: VisitCall, form: PaperForm) -> Period | None:
    if form.span.errors or form.since.errors or form.until.errors:
        return None
    found = period(form.span.data or "", form.since.data, form.until.data, norwegian_date(call.now))
    if isinstance(found, str):
        form[MISTAKES[found]].errors = [f"representation.lasting.{found}"]
        return None
    return found


def _form(call: VisitCall, form: PaperForm, *, status: int = 200, is_impossible: bool = False, is_there: bool = False) -> View:
    context = {"form": form, "here": call.here(_LIST), "is_impossible": is_impossible, "is_there": is_there}
    return View("representation/desk_new.html", context, status=status)
