"""Withholding: a clinician closes a document to the patient or to parents, for a reason that somebody looks at again."""

from innsyn.features.withholding import deciding, desk, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(desk.decisions, desk.waiting, desk.opening, deciding.new, deciding.decide, deciding.ending, deciding.end, deciding.review),
    menu=(slots.MENU, slots.WAITING),
)
