"""Desk: a health worker finds a patient, states why, and is let into the record."""

from innsyn.features.desk import breaking, pages, slots, visiting
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.front,
        pages.find,
        visiting.opening,
        visiting.opened,
        visiting.record,
        visiting.leave,
        breaking.asking,
        breaking.breaking,
    ),
    blocks=(slots.BANNER,),
    menu=(slots.FIND, slots.FRONT, slots.RECORD),
)
