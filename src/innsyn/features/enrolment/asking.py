"""The ward's pages: what it has asked for, and asking for one more. The office sees what waits on the same page."""

from innsyn.features.enrolment.forms import AskForm
from innsyn.features.enrolment.waiting import is_office, waiting
from innsyn.gate.enrolment.asking import Wish
from innsyn.gate.refused import Refused
from innsyn.kernel.ids import person_number
from innsyn.web import Answer, Limit, Need, Redirect, StaffCall, View, action, page

HOME = "/desk/enrolment"
_REQUESTS = Limit(count=30, per_s=3600)
NOT_HERE = View("enrolment/not_here.html", status=403, title="enrolment.not_here")


@page(HOME, need=Need.STAFF, title="enrolment.title")
async def enrolments(call: StaffCall) -> Answer:
    """Show what waits for the office, and what the ward has asked for."""
    office, may_ask = await is_office(call), await call.gate.enrolment_requests.may_ask(call.actor)
    if not office and not may_ask:
        return NOT_HERE
    context = {
        "is_office": office,
        "may_ask": may_ask,
        "waiting": await waiting(call) if office else (),
        "sent": await call.gate.enrolment_requests.sent(call.actor, call.now),
    }
    return View("enrolment/list.html", context)


@page(f"{HOME}/new", need=Need.STAFF, title="enrolment.new")
async def form(call: StaffCall) -> Answer:
    """Show the form."""
    return _form(AskForm()) if await call.gate.enrolment_requests.may_ask(call.actor) else NOT_HERE


@action(f"{HOME}/new", need=Need.STAFF, title="enrolment.new", limit=_REQUESTS, words=("words",))
async def ask(call: StaffCall) -> Answer:
    """Send the request to the region's office."""
    if not await call.gate.enrolment_requests.may_ask(call.actor):
        return NOT_HERE
    filled = AskForm(call.form)
    is_whole = filled.validate()
    number = person_number(filled.number.data or "")
    if number is None and filled.number.data:
        filled.number.errors = ["enrolment.not_a_number"]
    if number is None or not is_whole:
        return _form(filled, status=422)
    wish = Wish(
        number=number,
        name=" ".join((filled.name.data or "").split()),
        reason=filled.reason.data,
        uses=filled.uses.data,
        words=(filled.words.data or "").strip(),
    )
    asked = await call.gate.enrolment_requests.ask(call.actor, wish, call.now)
    return NOT_HERE if isinstance(asked, Refused) else Redirect(to=HOME, notice="enrolment.asked")


def _form(filled: AskForm, *, status: int = 200) -> View:
    return View("enrolment/new.html", {"form": filled}, status=status)
