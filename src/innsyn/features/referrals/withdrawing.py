"""Taking back a referral, where whoever keeps it has said that the patient may: one question, and it is done.

Source: docs/spec/referrals.md#REF-10.
"""

from innsyn.features.referrals import chart, views
from innsyn.features.referrals.pages import HOME
from innsyn.features.referrals.referral import Referral
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, CitizenCall, Limit, Need, Redirect, View, action, page

_PATH = HOME + "/{referral_id}/withdraw"
_CHANGES = Limit(count=20, per_s=600)


@page(_PATH, need=Need.CITIZEN, title="referrals.withdraw.title", asks_for="ServiceRequest")
async def ask(call: CitizenCall, referral_id: str) -> Answer:
    """Ask once more."""
    found = await chart.one(call.gate, call.visit, referral_id, now=call.now)
    if not isinstance(found, Referral):
        return views.closed(found, HOME)
    back = f"{HOME}/{referral_id}"
    if not found.can_take_back:
        return Redirect(to=back, notice="referrals.withdraw.too_late")
    (line,) = await views.lines(call, (found,))
    return View("referrals/withdraw.html", {"line": line, "here": call.path, "back": back})


@action(_PATH, need=Need.CITIZEN, title="referrals.withdraw.title", asks_for="ServiceRequest", limit=_CHANGES)
async def withdraw(call: CitizenCall, referral_id: str) -> Answer:
    """Take it back."""
    answer = await call.gate.taking_back.take_back(call.visit, referral_id, call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    return Redirect(to=f"{HOME}/{referral_id}", notice=f"referrals.withdraw.{'done' if isinstance(answer, Stored) else answer}")
