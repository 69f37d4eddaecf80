"""What a trust has chosen and will choose, and making a choice: filled in, shown beside what holds, then confirmed."""

from innsyn.features.policies.forms import PolicyForm, filled
from innsyn.features.policies.rules import compared
from innsyn.gate.policies import first_day, policies_on
from innsyn.gate.posts import POLICY_KEEPER
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import Policy
from innsyn.kernel.clock import norwegian_date
from innsyn.web import Answer, Limit, Need, Redirect, StaffCall, View, action, page

HOME = "/desk/policies"
NOT_KEEPER = View("policies/not_keeper.html", status=403)
_CHANGES = Limit(count=20, per_s=60)


@page(HOME, need=Need.STAFF, title="policies.title")
async def policies(call: StaffCall) -> Answer:
    """Show what holds today and what is chosen for days to come."""
    if not await _keeps(call):
        return NOT_KEEPER
    dated = await call.gate.policies.learn(call.now)
    today, standing = norwegian_date(call.now), await _standing(call)
    coming = sorted(
        (each for number, each in dated if number == call.actor.organisation and each.since > today), key=lambda each: each.since
    )
    shown = {
        "standing": compared(standing, standing),
        "since": standing.since if standing.since.year > 1 else None,
        "coming": [(each.since, [line for line in compared(standing, each) if line.changes]) for each in coming],
    }
    return View("policies/list.html", shown)


@page(f"{HOME}/choose", need=Need.STAFF, title="policies.choose")
async def choosing(call: StaffCall) -> Answer:
    """Show what holds, to be changed from the first day that is possible."""
    if not await _keeps(call):
        return NOT_KEEPER
    return _form(filled(await _standing(call), first_day(call.now)))


@action(f"{HOME}/choose", need=Need.STAFF, title="policies.choose", limit=_CHANGES)
async def shown(call: StaffCall) -> Answer:
    """Show what would change and for whom, before anything does."""
    if not await _keeps(call):
        return NOT_KEEPER
    form = PolicyForm(call.form)
    if not _is_good(call, form):
        return _form(form, status=422)
    lines = compared(await _standing(call), form.policy())
    return View("policies/preview.html", {"form": form, "lines": lines, "changes": any(each.changes for each in lines)})


@action(f"{HOME}/chosen", need=Need.STAFF, title="policies.choose", limit=_CHANGES)
async def chosen(call: StaffCall) -> Answer:
    """Make the choice: it holds from midnight on the day that was named."""
    if not await _keeps(call):
        return NOT_KEEPER
    form = PolicyForm(call.form)
    if not _is_good(call, form):
        return _form(form, status=422)
    answer = await call.gate.choose_policy(call.actor, form.policy(), call.now)
    if isinstance(answer, Refused):
        form.since.errors = [answer.verdict.key]
        return _form(form, status=422)
    return Redirect(to=HOME, notice="policies.chosen")


async def _keeps(call: StaffCall) -> bool:
    return POLICY_KEEPER in await call.gate.posts(call.actor)


async def _standing(call: StaffCall) -> Policy:
    dated = await call.gate.policies.learn(call.now)
    return policies_on(dated, norwegian_date(call.now)).of(call.actor.organisation)


def _is_good(call: StaffCall, form: PolicyForm) -> bool:
    if not form.validate():
        return False
    if form.since.data is None or form.since.data < first_day(call.now):
        form.since.errors = ["gate.policy_too_soon"]
        return False
    return True


def _form(form: PolicyForm, *, status: int = 200) -> View:
    return View("policies/form.html", {"form": form}, status=status)
