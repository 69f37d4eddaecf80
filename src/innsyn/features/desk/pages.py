"""The desk's first page: finding a patient by number, always in a POST, never in an address."""

from innsyn.features.desk.asking import ask_why, rule_behind
from innsyn.features.desk.forms import FindForm
from innsyn.gate.refused import Refused
from innsyn.gate.tasks import by_profession
from innsyn.kernel.ids import person_number
from innsyn.kernel.outcome import Verdict
from innsyn.web import Answer, FilledBlock, Limit, Need, StaffCall, View, action, page

_SEARCHES = Limit(count=30, per_s=60)


@page("/desk", need=Need.STAFF, title="desk.title")
async def front(call: StaffCall) -> Answer:
    """Show the field for a patient's number to those who treat patients, and what waits for somebody who has other tasks."""
    blocks = await call.blocks()
    if by_profession(call.actor) == "elsewhere":
        return View("desk/front.html", {"blocks": blocks})
    return _ask(FindForm(), blocks=blocks)


@action("/desk/find", need=Need.STAFF, title="desk.ground.title", limit=_SEARCHES)
async def find(call: StaffCall) -> Answer:
    """Find the patient and ask why: the same page, with what is wrong, when the number is none or leads nowhere."""
    form = FindForm(call.form)
    number = person_number(call.form.get("number")) if form.validate() else None
    if number is None:
        form.number.errors = form.number.errors or ["desk.find.not_a_number"]
        return _ask(form, status=422)
    found = await call.gate.find(call.actor, number, call.now)
    if isinstance(found, Refused):
        return _ask(FindForm(), refused=found.verdict, status=404)
    return ask_why(found)


def _ask(form: FindForm, *, refused: Verdict | None = None, blocks: tuple[FilledBlock, ...] = (), status: int = 200) -> View:
    """Show the field, with why the last patient could not be opened. blocks: what else waits."""
    shown = {"form": form, "refused": refused, "rule": rule_behind(refused), "blocks": blocks}
    return View("desk/find.html", shown, status=status, title="desk.title")
