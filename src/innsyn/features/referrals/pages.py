"""What the citizen sees of her referrals."""

from innsyn.features.referrals import views
from innsyn.web import Answer, CitizenCall, Need, page

HOME = "/referrals"


@page(HOME, need=Need.CITIZEN, title="referrals.title")
async def referrals(call: CitizenCall) -> Answer:
    """Show every referral, and what happens with it now."""
    return await views.listed(call, HOME)


@page(f"{HOME}/{{referral_id}}", need=Need.CITIZEN, title="referrals.one", asks_for="ServiceRequest")
async def referral(call: CitizenCall, referral_id: str) -> Answer:
    """Show one: what happens now, who has it, by when, and what can be done."""
    return await views.shown(call, HOME, referral_id)
