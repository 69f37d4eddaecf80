"""Results: tests and measurements, the latest of each and how they have gone over time."""

from innsyn.features.results import desk, pages, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(pages.results, pages.result, pages.report, desk.results, desk.result, desk.report),
    blocks=(slots.OVERVIEW, slots.DESK),
    menu=(slots.MENU, slots.VISIT_MENU),
    area="results",
)
