"""Representation: acting for others, and giving others the power to act for oneself."""

from innsyn.features.representation import given_pages, giving, signing, slots, whom
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        whom.whom,
        whom.enter,
        whom.leave,
        given_pages.all_given,
        given_pages.one_given,
        given_pages.seen,
        given_pages.withdrawing,
        given_pages.withdrawn,
        giving.begin,
        giving.who,
        giving.keep_who,
        giving.what,
        giving.keep_what,
        giving.sources,
        giving.keep_sources,
        giving.lasting,
        giving.keep_lasting,
        giving.forget,
        giving.change,
        signing.sign,
        signing.signed,
    ),
    menu=(slots.MENU,),
    whose="own",
)
