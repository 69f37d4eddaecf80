"""What personnel in a visit see of the patient's referrals."""

from innsyn.features.referrals import views
from innsyn.web import Answer, Need, VisitCall, page

HERE = "/referrals"
_PATH = "/desk/visit/{visit}" + HERE


@page(_PATH, need=Need.STAFF_VISIT, title="referrals.title")
async def referrals(call: VisitCall) -> Answer:
    """Show every referral that the visit may see."""
    return await views.listed(call, call.here(HERE))


@page(f"{_PATH}/{{referral_id}}", need=Need.STAFF_VISIT, title="referrals.one", asks_for="ServiceRequest")
async def referral(call: VisitCall, referral_id: str) -> Answer:
    """Show one."""
    return await views.shown(call, call.here(HERE), referral_id)
