"""Setting a shield, one thing on each page: first against whom.

What was filled in is kept with the session, so that a mistake, a closed tab or a turn back loses nothing.
Source: docs/spec/shields.md#SH-2.
"""

from dataclasses import replace

from innsyn.features.shields import documents, people
from innsyn.features.shields.begun import HOME, NEW, Begun, at_step, begun, not_hers, what_she_decides
from innsyn.features.shields.forms import PlaceForm, ProfessionForm, SearchForm, SomebodyForm, WhomForm
from innsyn.features.shields.people import Somebody
from innsyn.features.shields.plan import NAME, Plan, fields_of
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.web import ABSENT, Answer, Choice, CitizenCall, Draft, Limit, Need, Redirect, View, action, page

_SEARCHES = Limit(count=60, per_s=600)
"""Personnel are not to be listed by trying one name after another."""


@page(NEW, need=Need.CITIZEN, title="shields.new.title")
async def begin(call: CitizenCall) -> Answer:
    """Say what a shield is before anything is filled in."""
    found = await begun(call)
    return View("shields/new.html", {"plan": found.plan}) if isinstance(found, Begun) else found


@page(HOME + "/this/{document_id}", need=Need.CITIZEN, title="shields.this.title", asks_for="DocumentReference")
async def this_document(call: CitizenCall, document_id: str) -> Answer:
    """Begin with one document: a shield, or for a young person the way to ask a clinician."""
    may = await what_she_decides(call)
    if may == "asks":
        return Redirect(to=f"{HOME}/hide/{document_id}")
    found = await documents.paper(call.gate, call.visit, document_id, now=call.now)
    if found is None:
        return ABSENT
    return View("shields/this.html", {"paper": found}) if may == "shields" else not_hers(may)


@action(HOME + "/this/{document_id}", need=Need.CITIZEN, title="shields.this.title", asks_for="DocumentReference")
async def begin_with(call: CitizenCall, document_id: str) -> Answer:
    """Begin a new shield of this document alone."""
    if await documents.paper(call.gate, call.visit, document_id, now=call.now) is None:
        return ABSENT
    found = await begun(call)
    if not isinstance(found, Begun):
        return found
    plan = Plan(patient=call.visit.patient_id, what="some", documents=frozenset({document_id}))
    return found.keep(plan)


@action(f"{NEW}/forget", need=Need.CITIZEN, title="shields.new.title")
async def forget(call: CitizenCall) -> Answer:  # noqa: ARG001
    """Forget what was filled in."""
    return Redirect(to=HOME, keeps=Draft(NAME, None), notice="shields.forgotten")


@page(f"{NEW}/whom", need=Need.CITIZEN, title="shields.whom.title")
async def whom(call: CitizenCall) -> Answer:
    """Ask against which kind of somebody."""
    found = await at_step(call, "whom")
    return found.show("whom", form=WhomForm(kind=found.plan.kind or None)) if isinstance(found, Begun) else found


@action(f"{NEW}/whom", need=Need.CITIZEN, title="shields.whom.title")
async def keep_whom(call: CitizenCall) -> Answer:
    """Keep the kind."""
    found, form = await at_step(call, "whom"), WhomForm(call.form)
    if not isinstance(found, Begun):
        return found
    if not form.validate():
        return found.show("whom", form=form, status=422)
    plan = found.plan.against(form.kind.data)
    if plan.kind in ("everybody", found.plan.kind):
        return found.keep(plan)
    return Redirect(to=f"{NEW}/{plan.kind}", keeps=Draft(NAME, fields_of(plan)))


@page(f"{NEW}/person", need=Need.CITIZEN, title="shields.person.title")
async def person(call: CitizenCall) -> Answer:
    """List who has been in the record, and offer to look for others."""
    found = await at_step(call, "person")
    return await _people(call, found, SomebodyForm(), SearchForm()) if isinstance(found, Begun) else found


@action(f"{NEW}/person", need=Need.CITIZEN, title="shields.person.title")
async def keep_person(call: CitizenCall) -> Answer:
    """Keep the one who was chosen."""
    found, form = await at_step(call, "person"), SomebodyForm(call.form)
    if not isinstance(found, Begun):
        return found
    mark = form.chosen.data or ""
    one = await people.by_mark(call.gate, call.visit, mark, now=call.now) if form.validate() else None
    if one is None:
        form.chosen.errors = form.chosen.errors or ["shields.somebody.none"]
        return await _people(call, found, form, SearchForm(), status=422)
    kept = replace(
        found.plan, value=one.value, name=one.name, profession=one.profession, organisation=one.organisation, warned=False
    )  # fmt: skip
    return found.keep(kept)


@action(f"{NEW}/person/find", need=Need.CITIZEN, title="shields.person.title", limit=_SEARCHES)
async def find_person(call: CitizenCall) -> Answer:
    """Look for personnel by name or HPR number."""
    found, form = await at_step(call, "person"), SearchForm(call.form)
    if not isinstance(found, Begun):
        return found
    if not form.validate():
        return await _people(call, found, SomebodyForm(), form, status=422)
    known = await people.sources(call.gate, call.visit, now=call.now)
    hits = await people.in_directory(call.gate, (form.words.data or "").strip(), known)
    return found.show("person", form=SomebodyForm(), search=form, people=hits, is_search=True)


@page(f"{NEW}/profession", need=Need.CITIZEN, title="shields.profession.title")
async def profession(call: CitizenCall) -> Answer:
    """Ask which profession."""
    found = await at_step(call, "profession")
    if not isinstance(found, Begun):
        return found
    return _professions(call, found, ProfessionForm(profession=found.plan.value))


@action(f"{NEW}/profession", need=Need.CITIZEN, title="shields.profession.title")
async def keep_profession(call: CitizenCall) -> Answer:
    """Keep the profession."""
    found, form = await at_step(call, "profession"), ProfessionForm(call.form)
    if not isinstance(found, Begun):
        return found
    code = form.profession.data or ""
    if code not in PROFESSIONS - WITHOUT_NEED:
        form.profession.errors = ["shields.profession.none"]
        return _professions(call, found, form, status=422)
    return found.keep(replace(found.plan, value=code, name="", warned=False))


@page(f"{NEW}/organisation", need=Need.CITIZEN, title="shields.organisation.title")
async def organisation(call: CitizenCall) -> Answer:
    """List the organisations that have something in the record, and offer to look for others."""
    found = await at_step(call, "organisation")
    return await _organisations(call, found, SomebodyForm(), PlaceForm()) if isinstance(found, Begun) else found


@action(f"{NEW}/organisation", need=Need.CITIZEN, title="shields.organisation.title")
async def keep_organisation(call: CitizenCall) -> Answer:
    """Keep the one that was chosen."""
    found, form = await at_step(call, "organisation"), SomebodyForm(call.form)
    if not isinstance(found, Begun):
        return found
    one = await people.organisation(call.gate, form.chosen.data or "") if form.validate() else None
    if one is None:
        form.chosen.errors = form.chosen.errors or ["shields.somebody.none"]
        return await _organisations(call, found, form, PlaceForm(), status=422)
    return found.keep(replace(found.plan, value=one.value, name=one.name, organisation=one.value, warned=False))


@action(f"{NEW}/organisation/find", need=Need.CITIZEN, title="shields.organisation.title", limit=_SEARCHES)
async def find_organisation(call: CitizenCall) -> Answer:
    """Look for organisations by name."""
    found, form = await at_step(call, "organisation"), PlaceForm(call.form)
    if not isinstance(found, Begun):
        return found
    if not form.validate():
        return await _organisations(call, found, SomebodyForm(), form, status=422)
    hits = await people.organisations(call.gate, call.visit, (form.words.data or "").strip(), now=call.now)
    return found.show("organisation", form=SomebodyForm(), search=form, people=hits, is_search=True)


async def _people(call: CitizenCall, found: Begun, form: SomebodyForm, search: SearchForm, *, status: int = 200) -> View:
    listed = await people.in_log(call.gate, call.visit, now=call.now)
    return found.show("person", form=form, search=search, people=listed, is_search=False, status=status)


async def _organisations(call: CitizenCall, found: Begun, form: SomebodyForm, search: PlaceForm, *, status: int = 200) -> View:
    listed: tuple[Somebody, ...] = await people.organisations(call.gate, call.visit, "", now=call.now)
    return found.show("organisation", form=form, search=search, people=listed, is_search=False, status=status)


def _professions(call: CitizenCall, found: Begun, form: ProfessionForm, *, status: int = 200) -> View:
    named = sorted((str(call.language.t(f"gate.profession.{code}")), code) for code in PROFESSIONS - WITHOUT_NEED)
    form.profession.choices = [Choice("", "shields.profession.choose"), *(Choice(code, f"gate.profession.{code}") for _, code in named)]
    return found.show("profession", form=form, status=status)
