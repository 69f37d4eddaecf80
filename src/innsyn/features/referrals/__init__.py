"""Referrals: where each is, by when care must begin, how long it may take, and what can be done when a deadline is broken."""

from innsyn.features.referrals import desk, pages, slots, withdrawing
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(pages.referrals, pages.referral, withdrawing.ask, withdrawing.withdraw, desk.referrals, desk.referral),
    blocks=(slots.OVERVIEW,),
    menu=(slots.MENU, slots.VISIT_MENU),
    area="appointments",
)
