"""The calendar: everything with a time in one, events of one's own, and what of a plan is to be ticked off."""

from innsyn.features.calendar import own, pages, slots, subscribing
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.calendar,
        pages.done,
        own.new,
        own.add,
        own.one,
        own.change,
        own.removing,
        own.remove,
        subscribing.subscription,
        subscribing.make,
        subscribing.revoke,
    ),
    blocks=(slots.OVERVIEW,),
    menu=(slots.MENU,),
    area=frozenset({"appointments", "plans"}),
)
