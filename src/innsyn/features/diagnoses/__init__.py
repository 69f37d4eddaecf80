"""Diagnoses: the problems hospitals, general practitioners and others have recorded, gathered and in plain words."""

from innsyn.features.diagnoses import desk, pages, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(pages.diagnoses, desk.diagnoses),
    blocks=(slots.OVERVIEW, slots.DESK),
    menu=(slots.MENU, slots.VISIT_MENU),
    area="diagnoses",
)
