"""Giving a power of attorney, one thing on each page: who, what, from whom, how long; then it is shown before it is signed.

What was filled in is kept with the session, so that a mistake, a closed tab or a turn back loses nothing. Source:
docs/spec/representation.md#REP-4.
"""

from dataclasses import replace

from innsyn.features.representation import chart
from innsyn.features.representation.forms import EVERYTHING, LastingForm, SourcesForm, WhatForm, WhoForm
from innsyn.features.representation.plan import NAME, STEPS, Plan, Step, fields_of, plan_of
from innsyn.features.representation.previewing import anybodys_eyes, verdict
from innsyn.gate.refused import Refused
from innsyn.gate.rules.areas import AREAS
from innsyn.gate.sources import Source
from innsyn.gate.standing.grants import areas_from
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.web import ABSENT, Answer, Choice, CitizenCall, Draft, Limit, Need, Redirect, View, action, page
from innsyn.web.lasting import MISTAKES, period

GIVE = "/representation/give"
_GUESSES = Limit(count=20, per_s=3600)
"""Numbers and names are not to be tried one after another."""

_WHY_NOT = {"REP-1": "protected", "REP-32": "young"}


@page(GIVE, need=Need.CITIZEN, title="representation.give.title")
async def begin(call: CitizenCall) -> Answer:
    """Say what a power of attorney is, or why none can be given, before anything is filled in."""
    no = await verdict(call.gate, call.visit, anybodys_eyes(), call.now)
    context = {"why": "" if no is None else _WHY_NOT.get(no.rule, "other")}
    return View("representation/give.html", {**context, "has_draft": plan_of(call.drafts.get(NAME, {})).receiver is not None})


@page(f"{GIVE}/who", need=Need.CITIZEN, title="representation.who.title")
async def who(call: CitizenCall) -> Answer:
    """Ask who shall have it."""
    plan = plan_of(call.drafts.get(NAME, {}))
    return _step("who", plan, WhoForm(number=plan.receiver.value if plan.receiver else "", name=plan.name))


@action(f"{GIVE}/who", need=Need.CITIZEN, title="representation.who.title", limit=_GUESSES)
async def keep_who(call: CitizenCall) -> Answer:
    """Keep who, when number and name belong together and she may receive one."""
    plan, form = plan_of(call.drafts.get(NAME, {})), WhoForm(call.form)
    if not form.validate():
        return _step("who", plan, form, status=422)
    number = person_number(form.number.data or "")
    if number is None:
        form.number.errors = ["representation.who.not_a_number"]
        return _step("who", plan, form, status=422)
    name = " ".join((form.name.data or "").split())
    fit = await call.gate.receiving.fit(call.visit, number, name, call.now)
    if fit != "fits":
        (form.name if fit == "another_name" else form.number).errors = [f"representation.who.{fit}"]
        return _step("who", plan, form, status=422)
    return _keep(replace(plan, receiver=number, name=name, instead_of=plan.instead_of if plan.receiver == number else ""))


@page(f"{GIVE}/what", need=Need.CITIZEN, title="representation.what.title")
async def what(call: CitizenCall) -> Answer:
    """Ask which parts of the record."""
    plan = plan_of(call.drafts.get(NAME, {}))
    return _step("what", plan, WhatForm(areas=sorted(plan.areas))) if plan.may_take("what") else _back(plan)


@action(f"{GIVE}/what", need=Need.CITIZEN, title="representation.what.title")
async def keep_what(call: CitizenCall) -> Answer:
    """Keep which parts."""
    plan, form = plan_of(call.drafts.get(NAME, {})), WhatForm(call.form)
    if not plan.may_take("what"):
        return _back(plan)
    if not form.validate():
        return _step("what", plan, form, status=422)
    chosen = form.areas.data or []
    return _keep(replace(plan, areas=frozenset(AREAS) if EVERYTHING in chosen else areas_from(chosen)))


@page(f"{GIVE}/sources", need=Need.CITIZEN, title="representation.sources.title")
async def sources(call: CitizenCall) -> Answer:
    """Ask from whom: everybody who has written in the record, or some."""
    plan = plan_of(call.drafts.get(NAME, {}))
    if not plan.may_take("sources"):
        return _back(plan)
    form = SourcesForm(which=("some" if plan.organisations else "all") if plan.has_sources else None, chosen=sorted(plan.organisations))
    return await _from_whom(call, plan, form)


@action(f"{GIVE}/sources", need=Need.CITIZEN, title="representation.sources.title")
async def keep_sources(call: CitizenCall) -> Answer:
    """Keep from whom."""
    plan, form = plan_of(call.drafts.get(NAME, {})), SourcesForm(call.form)
    if not plan.may_take("sources"):
        return _back(plan)
    known = {source.number for source in await _sources(call)}
    chosen = frozenset(form.chosen.data or ()) & known if form.which.data == "some" else frozenset()
    if form.validate() and form.which.data == "some" and not chosen:
        form.chosen.errors = ["representation.sources.none"]
    if form.errors:
        return await _from_whom(call, plan, form, status=422)
    return _keep(replace(plan, organisations=chosen, has_sources=True))


@page(f"{GIVE}/lasting", need=Need.CITIZEN, title="representation.lasting.title")
async def lasting(call: CitizenCall) -> Answer:
    """Ask how long."""
    plan = plan_of(call.drafts.get(NAME, {}))
    form = LastingForm(span=plan.span or None, since=plan.since, until=plan.until)
    return _step("lasting", plan, form) if plan.may_take("lasting") else _back(plan)


@action(f"{GIVE}/lasting", need=Need.CITIZEN, title="representation.lasting.title")
async def keep_lasting(call: CitizenCall) -> Answer:
    """Keep how long, when the days can be."""
    plan, form = plan_of(call.drafts.get(NAME, {})), LastingForm(call.form)
    if not plan.may_take("lasting"):
        return _back(plan)
    if not form.validate():
        return _step("lasting", plan, form, status=422)
    found = period(form.span.data, form.since.data, form.until.data, norwegian_date(call.now))
    if isinstance(found, str):
        form[MISTAKES[found]].errors = [f"representation.lasting.{found}"]
        return _step("lasting", plan, form, status=422)
    return _keep(replace(plan, span=form.span.data, since=form.since.data, until=form.until.data if form.span.data == "day" else None))


@action(f"{GIVE}/forget", need=Need.CITIZEN, title="representation.give.title")
async def forget(call: CitizenCall) -> Answer:  # noqa: ARG001
    """Forget what was filled in."""
    return Redirect(to="/representation/given", keeps=Draft(NAME, None), notice="representation.give.forgotten")


@action("/representation/given/{consent_id}/change", need=Need.CITIZEN, title="representation.change", asks_for="Consent")
async def change(call: CitizenCall, consent_id: str) -> Answer:
    """Begin a new one from one that was given: it comes instead of that when it is signed."""
    found = await chart.one(call.gate, call.visit, consent_id, now=call.now)
    number = person_number(found.number) if found else None
    if found is None or number is None or found.is_withdrawn:
        return ABSENT
    grant = found.grant
    plan = Plan(
        receiver=number,
        name=found.name,
        areas=grant.areas,
        organisations=grant.organisations,
        has_sources=True,
        instead_of=consent_id,
    )
    return Redirect(to=f"{GIVE}/what", keeps=Draft(NAME, fields_of(plan)))


def _keep(plan: Plan) -> Redirect:
    return Redirect(to=f"{GIVE}/{plan.next_step}", keeps=Draft(NAME, fields_of(plan)))


def _back(plan: Plan) -> Redirect:
    """Lead to the first step that is not taken."""
    return Redirect(to=f"{GIVE}/{plan.next_step}")


def _step(step: Step, plan: Plan, form: object, *, status: int = 200, **more: object) -> View:
    place = STEPS.index(step)
    before = f"{GIVE}/{STEPS[place - 1]}" if place else GIVE
    context = {"form": form, "plan": plan, "number": place + 1, "of": len(STEPS), "back": before, "here": f"{GIVE}/{step}", **more}
    return View(f"representation/{step}.html", context, status=status)


async def _from_whom(call: CitizenCall, plan: Plan, form: SourcesForm, *, status: int = 200) -> View:
    found = await _sources(call)
    form.chosen.choices = [Choice(source.number, source.name or source.number) for source in found]
    return _step("sources", plan, form, status=status, sources=found)


async def _sources(call: CitizenCall) -> tuple[Source, ...]:
    found = await call.gate.sources(call.visit, call.now)
    return () if isinstance(found, Refused) else found
