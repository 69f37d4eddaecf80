"""Representation: acting for others, and giving others the power to act for oneself."""

from innsyn.features.representation import desk, given_pages, giving, registering, signing, slots, whom
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
        desk.find_form,
        desk.find,
        desk.listed,
        registering.new,
        registering.register,
        registering.ending,
        registering.end,
    ),
    blocks=(slots.REGISTRAR, slots.REPRESENTATIVES),
    menu=(slots.MENU, slots.DESK_MENU, slots.VISIT_MENU),
    whose="own",
)
