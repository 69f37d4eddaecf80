"""Asking for an appointment without choosing a time: what it is about, and which days suit.

Source: docs/spec/appointments.md#APP-4.
"""

from datetime import timedelta

from innsyn.features.appointments.forms import WishForm
from innsyn.features.appointments.pages import CHANGES, HOME
from innsyn.features.appointments.rules import mistake
from innsyn.features.appointments.whom import Whom, no_way, whom
from innsyn.gate.booking.asking import Wish
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, View, action, page

WISH = f"{HOME}/wish"
_FORTNIGHT = timedelta(days=14)


@page(WISH, need=Need.CITIZEN, title="appointments.wish.title")
async def wish(call: CitizenCall) -> Answer:
    """Show the form, with the fortnight that begins tomorrow."""
    found = await whom(call, call.query.get("at"))
    if found.way != "wish":
        return no_way(call, found)
    tomorrow = norwegian_date(call.now) + timedelta(days=1)
    return _shown(found, WishForm(first=tomorrow, last=tomorrow + _FORTNIGHT))


@action(WISH, need=Need.CITIZEN, title="appointments.wish.title", limit=CHANGES, words=("words",))
async def send_wish(call: CitizenCall) -> Answer:
    """Send it."""
    found = await whom(call, call.form.get("at"), anew=True)
    if found.contact is None or found.way != "wish":
        return no_way(call, found)
    form = WishForm(call.form)
    if not form.validate() or form.first.data is None or form.last.data is None:
        return _shown(found, form, status=422)
    wrong = mistake(form.first.data, form.last.data, norwegian_date(call.now))
    if wrong is not None:
        form[wrong[0]].errors = [f"appointments.mistake.{wrong[1]}"]
        return _shown(found, form, status=422)
    wanted = Wish(
        organisation=found.contact.organisation_number, her_id=found.her_id, name=found.contact.name, first=form.first.data,
        last=form.last.data, words=(form.words.data or "").strip(),
    )  # fmt: skip
    answer = await call.gate.booking.wish(call.visit, wanted, call.now)
    if isinstance(answer, Refused) or not isinstance(answer, Stored):
        return ABSENT
    return Redirect(to=f"{HOME}/{answer.id}", notice="appointments.sent")


def _shown(found: Whom, form: WishForm, *, status: int = 200) -> View:
    known = {"whom": found.contact, "form": form, "at": found.her_id, "action": WISH, "home": HOME}
    return View("appointments/wish.html", {**known, "is_confidential": found.is_confidential}, status=status)
