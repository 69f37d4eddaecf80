"""The last step: the giver sees her record as the other would see it from the first day, and then signs, or not.

Source: docs/spec/preview.md; docs/spec/representation.md#REP-4.
"""

from dataclasses import dataclass

from innsyn.features.representation import chart
from innsyn.features.representation.given import Given, covering
from innsyn.features.representation.given_pages import GIVEN
from innsyn.features.representation.giving import GIVE
from innsyn.features.representation.plan import NAME, STEPS, Plan, plan_of
from innsyn.features.representation.previewing import Eyes, preview, verdict
from innsyn.features.representation.telling import tell_of
from innsyn.gate.preview import Supposing
from innsyn.gate.refused import Refused
from innsyn.gate.rules.areas import AREAS
from innsyn.gate.rules.relations import Grant
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import PersonNumber
from innsyn.web import Answer, CitizenCall, Draft, Need, NoticeKind, Redirect, View, action, page
from innsyn.web.lasting import period

SIGN = f"{GIVE}/sign"


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan with nothing missing. eyes: the receiver's, supposing it is given."""

    plan: Plan
    receiver: PersonNumber
    grant: Grant
    eyes: Eyes


@page(SIGN, need=Need.CITIZEN, title="representation.sign.title")
async def sign(call: CitizenCall) -> Answer:
    """Show what the receiver would see, and what she would not."""
    ready = _ready(call)
    if not isinstance(ready, Ready):
        return ready
    return await _shown(call, ready)


@action(SIGN, need=Need.CITIZEN, title="representation.sign.title")
async def signed(call: CitizenCall) -> Answer:
    """Give it: what was shown, to whom it was shown for, and only when everything still holds."""
    ready = _ready(call)
    if not isinstance(ready, Ready):
        return ready
    plan, grant = ready.plan, ready.grant
    if call.form.get("plan") != plan.mark:
        return Redirect(to=SIGN, notice="representation.sign.changed")
    if await call.gate.receiving.fit(call.visit, ready.receiver, plan.name, call.now) != "fits":
        return Redirect(to=f"{GIVE}/who", notice="representation.sign.not_any_more")
    if await _already(call, ready) is not None or await verdict(call.gate, call.visit, ready.eyes, call.now) is not None:
        return await _shown(call, ready, status=409)
    written = await chart.give(call.gate, call.visit, grant, ready.receiver, plan.name, instead_of=plan.instead_of, now=call.now)
    if written is None or not isinstance(written, str):
        return await _shown(call, ready, status=403) if isinstance(written, Refused) else Redirect(to=GIVEN, notice=_MEANWHILE)
    await tell_of(call, NoticeKind.REPRESENTATION_GIVEN, written, grant.key)
    return Redirect(to=f"{GIVEN}/{written}", keeps=Draft(NAME, None), notice="representation.sign.done")


_MEANWHILE = "representation.changed_meanwhile"


def _ready(call: CitizenCall) -> Ready | Redirect:
    plan = plan_of(call.drafts.get(NAME, {}))
    found = period(plan.span, plan.since, plan.until, norwegian_date(call.now)) if plan.span else "no_last_day"
    if plan.next_step != "sign" or plan.receiver is None:
        return Redirect(to=f"{GIVE}/{plan.next_step}")
    if isinstance(found, str):
        return Redirect(to=f"{GIVE}/lasting", notice="representation.sign.days_are_over")
    key = call.gate.actors.citizen(plan.receiver, level="high").key
    grant = plan.grant(key, found)
    supposing = Supposing(grants=(grant,), without=frozenset({plan.instead_of} if plan.instead_of else ()))
    eyes = Eyes(key=key, name=plan.name, areas=plan.areas, supposing=supposing, on=found.since)
    return Ready(plan, plan.receiver, grant, eyes)


async def _already(call: CitizenCall, ready: Ready) -> Given | None:
    """Find one that already opens all this one would."""
    others = [each for each in await chart.given(call.gate, call.visit, now=call.now) if each.id != ready.plan.instead_of]
    return covering(ready.grant, others, norwegian_date(call.now))


async def _shown(call: CitizenCall, ready: Ready, *, status: int = 200) -> View:
    plan, names = ready.plan, await chart.organisation_names(call.gate, sorted(ready.plan.organisations))
    seen = await preview(call.gate, call.visit, ready.eyes, call.now)
    context = {
        "plan": plan,
        "period": ready.grant.period,
        "areas": [area for area in AREAS if area in plan.areas],
        "organisations": sorted(names.values(), key=str.casefold),
        "preview": seen,
        "already": await _already(call, ready),
        "is_today": ready.grant.period.since == norwegian_date(call.now),
        "number": len(STEPS),
        "of": len(STEPS),
        "back": f"{GIVE}/lasting",
    }
    return View("representation/sign.html", context, status=status)
