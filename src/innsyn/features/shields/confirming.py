"""The last step: the patient sees what those she shuts out would see and would not, and then sets the shield, or not.

Source: docs/spec/shields.md#SH-3; docs/spec/preview.md.
"""

from innsyn.features.shields import chart, documents, people
from innsyn.features.shields.begun import HOME, NEW, Begun, at_step
from innsyn.features.shields.eyes import Seen, seen, viewer_of
from innsyn.features.shields.forms import ConfirmForm
from innsyn.features.shields.plan import NAME
from innsyn.gate.refused import Refused
from innsyn.gate.rules.relations import Period
from innsyn.kernel.clock import norwegian_date
from innsyn.web import Answer, CitizenCall, Draft, Need, Redirect, View, action, page
from innsyn.web.lasting import period


@page(f"{NEW}/confirm", need=Need.CITIZEN, title="shields.confirm.title")
async def confirm(call: CitizenCall) -> Answer:
    """Show what it would change."""
    found = await at_step(call, "confirm")
    if not isinstance(found, Begun):
        return found
    days = _days(call, found)
    return await _shown(call, found, days, ConfirmForm()) if isinstance(days, Period) else days


@action(f"{NEW}/confirm", need=Need.CITIZEN, title="shields.confirm.title", words=("note",))
async def confirmed(call: CitizenCall) -> Answer:
    """Set it: what was shown, and only when nothing of it has changed. It holds on the next read."""
    found, form = await at_step(call, "confirm"), ConfirmForm(call.form)
    if not isinstance(found, Begun):
        return found
    days, plan = _days(call, found), found.plan
    if not isinstance(days, Period):
        return days
    if call.form.get("plan") != plan.mark:
        return Redirect(to=f"{NEW}/confirm", notice="shields.confirm.changed")
    if not form.validate():
        return await _shown(call, found, days, form, status=422)
    names = {plan.value: plan.name} if plan.name else {}
    note = (form.note.data or "").strip()
    written = await chart.set_up(call.gate, call.visit, plan.shield(days), names, note=note, now=call.now)
    if isinstance(written, Refused):
        return Redirect(to=HOME, keeps=Draft(NAME, None), notice="shields.confirm.refused")
    if not isinstance(written, str):
        return Redirect(to=f"{NEW}/confirm", notice="shields.meanwhile")
    return Redirect(to=f"{HOME}/one/{written}", keeps=Draft(NAME, None), notice="shields.confirm.done")


def _days(call: CitizenCall, found: Begun) -> Period | Redirect:
    """Say from when until when; a day that has passed meanwhile is asked for again."""
    days = period(found.plan.span, found.plan.since, found.plan.until, norwegian_date(call.now))
    return days if isinstance(days, Period) else Redirect(to=f"{NEW}/lasting", notice="shields.confirm.days_are_over")


async def _shown(call: CitizenCall, found: Begun, days: Period, form: ConfirmForm, *, status: int = 200) -> View:
    plan = found.plan
    sources = await people.sources(call.gate, call.visit, now=call.now)
    viewer = viewer_of(plan, next(iter(sources), ""))
    changes: Seen = await seen(call.gate, call.visit, viewer, plan.shield(days), call.now, is_set=False)
    papers = await documents.named(call.gate, call.visit, plan.documents if plan.what == "some" else (), now=call.now)
    is_today = days.since == norwegian_date(call.now)
    return found.show("confirm", form=form, seen=changes, papers=list(papers.values()), period=days, is_today=is_today, status=status)
