"""Setting a shield, continued: what it closes, how long, and the warning the law asks for.

Source: docs/spec/shields.md#SH-2, #SH-3; EHDS article 8.
"""

from dataclasses import replace

from innsyn.features.shields import chart, documents
from innsyn.features.shields.begun import NEW, Begun, at_step
from innsyn.features.shields.forms import DocumentsForm, LastingForm, WhatForm
from innsyn.features.shields.plan import NAME, fields_of
from innsyn.gate.rules.policy import NATION
from innsyn.kernel.clock import norwegian_date
from innsyn.web import Answer, CitizenCall, Draft, Need, Redirect, View, action, page
from innsyn.web.lasting import MISTAKES, period


@page(f"{NEW}/what", need=Need.CITIZEN, title="shields.what.title")
async def what(call: CitizenCall) -> Answer:
    """Ask whether the whole record or some documents."""
    found = await at_step(call, "what")
    return found.show("what", form=WhatForm(what=found.plan.what or None)) if isinstance(found, Begun) else found


@action(f"{NEW}/what", need=Need.CITIZEN, title="shields.what.title")
async def keep_what(call: CitizenCall) -> Answer:
    """Keep which."""
    found, form = await at_step(call, "what"), WhatForm(call.form)
    if not isinstance(found, Begun):
        return found
    if not form.validate():
        return found.show("what", form=form, status=422)
    plan = replace(found.plan, what=form.what.data, warned=False)
    if plan.what == "some":
        return Redirect(to=f"{NEW}/documents", keeps=Draft(NAME, fields_of(plan)))
    return found.keep(replace(plan, documents=frozenset()))


@page(f"{NEW}/documents", need=Need.CITIZEN, title="shields.documents.title")
async def choosing(call: CitizenCall) -> Answer:
    """List the documents to choose among."""
    found = await at_step(call, "documents")
    return await _listed(call, found, DocumentsForm(documents=sorted(found.plan.documents))) if isinstance(found, Begun) else found


@action(f"{NEW}/documents", need=Need.CITIZEN, title="shields.documents.title")
async def keep_documents(call: CitizenCall) -> Answer:
    """Keep the chosen ones: only what the reader sees herself can be shielded."""
    found, form = await at_step(call, "documents"), DocumentsForm(call.form)
    if not isinstance(found, Begun):
        return found
    chosen = await documents.named(call.gate, call.visit, form.documents.data or (), now=call.now)
    if not chosen:
        form.documents.errors = ["shields.documents.none"]
        return await _listed(call, found, form, status=422)
    return found.keep(replace(found.plan, documents=frozenset(chosen), warned=False))


@page(f"{NEW}/lasting", need=Need.CITIZEN, title="shields.lasting.title")
async def lasting(call: CitizenCall) -> Answer:
    """Ask how long."""
    found = await at_step(call, "lasting")
    if not isinstance(found, Begun):
        return found
    plan = found.plan
    return found.show("lasting", form=LastingForm(span=plan.span or None, since=plan.since, until=plan.until))


@action(f"{NEW}/lasting", need=Need.CITIZEN, title="shields.lasting.title")
async def keep_lasting(call: CitizenCall) -> Answer:
    """Keep how long, when the days can be."""
    found, form = await at_step(call, "lasting"), LastingForm(call.form)
    if not isinstance(found, Begun):
        return found
    if not form.validate():
        return found.show("lasting", form=form, status=422)
    days = period(form.span.data, form.since.data, form.until.data, norwegian_date(call.now))
    if isinstance(days, str):
        form[MISTAKES[days]].errors = [f"shields.lasting.{days}"]
        return found.show("lasting", form=form, status=422)
    until = form.until.data if form.span.data == "day" else None
    return found.keep(replace(found.plan, span=form.span.data, since=form.since.data, until=until))


@page(f"{NEW}/warning", need=Need.CITIZEN, title="shields.warning.title")
async def warning(call: CitizenCall) -> Answer:
    """Say what a shield may mean for the treatment, and that an emergency goes through."""
    found = await at_step(call, "warning")
    if not isinstance(found, Begun):
        return found
    policies = await call.gate.policies.on(call.now)
    return found.show("warning", is_told=policies.of(NATION).tells_shields)


@action(f"{NEW}/warning", need=Need.CITIZEN, title="shields.warning.title")
async def read_warning(call: CitizenCall) -> Answer:
    """Take it that the warning was read."""
    found = await at_step(call, "warning")
    return found.keep(replace(found.plan, warned=True)) if isinstance(found, Begun) else found


async def _listed(call: CitizenCall, found: Begun, form: DocumentsForm, *, status: int = 200) -> View:
    listed = await documents.newest(call.gate, call.visit, now=call.now)
    there = {each.id for each in listed}
    older = await documents.named(call.gate, call.visit, found.plan.documents - there, now=call.now)
    names = await chart.organisation_names(call.gate, (each.keeper for each in listed if each.keeper))
    papers = [(each, names.get(each.keeper or "", "")) for each in (*older.values(), *listed)]
    return found.show("documents", form=form, papers=papers, is_cut=len(listed) == documents.MOST, status=status)
