"""Enrolment: a ward asks for its patient, the region's office creates the user, and the patient is told."""

from innsyn.features.enrolment import asking, deciding, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(asking.enrolments, asking.form, asking.ask, deciding.request, deciding.accept, deciding.decline),
    blocks=(slots.WAITING, slots.ENROLLED),
    menu=(slots.MENU,),
    whose="own",
)
