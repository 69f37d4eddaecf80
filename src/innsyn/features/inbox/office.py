"""What the office has chosen for its inbox: when it promises to answer, who is told when that is due, its words, and how it went."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from innsyn.features.inbox.desk import HOME, NOT_HERE
from innsyn.features.inbox.forms import TemplateForm
from innsyn.features.inbox.rules import promises_of, span
from innsyn.gate.inboxes import may_answer
from innsyn.gate.refused import Refused
from innsyn.gate.standing.inboxes import LONGEST_DAYS, MOST_TEMPLATES, Inbox, Template
from innsyn.gate.values import Conflict
from innsyn.web import Answer, Limit, Need, Redirect, StaffCall, View, action, page
from innsyn.web.messaging import Watcher

OFFICE = f"{HOME}/office"
MEASURED = timedelta(days=30)
_CHANGES = Limit(count=60, per_s=3600)


@page(OFFICE, need=Need.STAFF, title="inbox.office")
async def office(call: StaffCall) -> Answer:
    """Show the choices. `template` names one to change."""
    if not may_answer(call.actor):
        return NOT_HERE
    inbox = await _inbox(call)
    chosen = inbox.template(call.query.get("template"))
    form = TemplateForm(title=chosen.title, words=chosen.words) if chosen else TemplateForm()
    return await _shown(call, inbox, form, key=chosen.key if chosen else "")


@action(f"{OFFICE}/promise", need=Need.STAFF, title="inbox.office", limit=_CHANGES)
async def promise(call: StaffCall) -> Answer:
    """Promise when messages are answered that are sent from now on."""
    if not may_answer(call.actor):
        return NOT_HERE
    inbox = await _inbox(call)
    promised = promises_of({kind: call.form.get(kind) for kind in LONGEST_DAYS})
    if promised is None:
        return await _shown(call, inbox, TemplateForm(), promise_mistake=True, status=422)
    return await _kept(call, inbox, replace(inbox, promises=promised), "inbox.promise.kept")


@action(f"{OFFICE}/template", need=Need.STAFF, title="inbox.office", limit=_CHANGES, words=("title", "words"))
async def template(call: StaffCall) -> Answer:
    """Keep a template: a new one, or one that is there in other words."""
    if not may_answer(call.actor):
        return NOT_HERE
    inbox, form, key = await _inbox(call), TemplateForm(call.form), call.form.get("key")
    is_there = inbox.template(key) is not None
    is_good = form.validate()
    if is_good and not is_there and len(inbox.templates) >= MOST_TEMPLATES:
        form.title.errors, is_good = ["inbox.template.full"], False
    if not is_good:
        return await _shown(call, inbox, form, key=key if is_there else "", status=422)
    one = Template(key if is_there else inbox.next_key(), (form.title.data or "").strip(), (form.words.data or "").strip())
    return await _kept(call, inbox, replace(inbox, templates=_with(inbox.templates, one)), "inbox.template.kept")


@action(f"{OFFICE}/template/remove", need=Need.STAFF, title="inbox.office", limit=_CHANGES)
async def remove(call: StaffCall) -> Answer:
    """Take a template away."""
    if not may_answer(call.actor):
        return NOT_HERE
    inbox, key = await _inbox(call), call.form.get("key")
    left = tuple(each for each in inbox.templates if each.key != key)
    return await _kept(call, inbox, replace(inbox, templates=left), "inbox.template.removed")


@action(f"{OFFICE}/told", need=Need.STAFF, title="inbox.office", limit=_CHANGES)
async def told(call: StaffCall) -> Answer:
    """Tell the reader when a promise is due or broken, or tell her no more."""
    organisation = call.actor.organisation or ""
    if not may_answer(call.actor) or not call.actor.hpr:
        return NOT_HERE
    if call.form.get("do") == "stop":
        await call.messaging.watchers.remove(organisation, call.actor.key)
        return Redirect(to=OFFICE, notice="inbox.told.stopped")
    asks = Watcher(organisation=organisation, person=call.actor.key, hpr=call.actor.hpr, since=call.now)
    await call.messaging.watchers.keep(asks)
    return Redirect(to=OFFICE, notice="inbox.told.kept")


def _with(templates: tuple[Template, ...], one: Template) -> tuple[Template, ...]:
    others = {each.key: each for each in templates}
    return tuple({**others, one.key: one}.values())


async def _inbox(call: StaffCall) -> Inbox:
    return await call.gate.inboxes.of(call.actor.organisation or "")


async def _kept(call: StaffCall, stands: Inbox, wanted: Inbox, notice: str) -> Answer:
    """Keep it, unless somebody has changed it since the page was read."""
    if call.form.get("version") != str(stands.version or ""):
        return Redirect(to=OFFICE, notice="inbox.meanwhile.office")
    outcome = await call.gate.inboxes.keep(call.actor, wanted, call.now)
    if isinstance(outcome, Refused):
        return NOT_HERE
    return Redirect(to=OFFICE, notice="inbox.meanwhile.office" if isinstance(outcome, Conflict) else notice)


async def _shown(
    call: StaffCall, inbox: Inbox, form: TemplateForm, *, key: str = "", promise_mistake: bool = False, status: int = 200
) -> Answer:
    watchers = await call.messaging.watchers.of(inbox.organisation)
    measured = await call.messaging.answer_times.measured(inbox.organisation, since=call.now - MEASURED)
    known: dict[str, Any] = {
        "inbox": inbox,
        "organisation": call.actor.organisation_name,
        "form": form,
        "key": key,
        "promise_mistake": promise_mistake,
        "promises": [(kind, most, inbox.days(kind)) for kind, most in LONGEST_DAYS.items()],
        "measured": [(kind, one, *span(one.median_s)) for kind, one in measured.items()],
        "is_told": any(each.person == call.actor.key for each in watchers),
        "told": len(watchers),
        "home": HOME,
        "here": OFFICE,
    }
    return View("inbox/office.html", known, status=status)
