"""Messages: a citizen and a clinic write to each other, and both keep what was said."""

from innsyn.features.dialogue import attaching, confirming, pages, renewing, replying, slots, writing
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.listed,
        writing.new,
        writing.begin,
        renewing.choosing,
        renewing.ask,
        renewing.changing,
        renewing.change,
        writing.draft,
        writing.change,
        writing.discard,
        attaching.attaching,
        attaching.attach,
        attaching.remove,
        confirming.fee,
        confirming.check,
        confirming.send,
        pages.one,
        pages.attached,
        replying.answer,
        replying.again,
        replying.take_back,
    ),
    blocks=(slots.OVERVIEW,),
    menu=(slots.MENU,),
    area="dialogue",
)
