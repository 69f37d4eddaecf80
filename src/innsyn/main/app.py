"""The list of everything the program is made of: a new feature is one line here."""

from innsyn.features import access_log, desk, diagnoses, documents, front, overview, results, settings
from innsyn.web import Feature

FEATURES: tuple[Feature, ...] = (
    front.FEATURE,
    overview.FEATURE,
    documents.FEATURE,
    results.FEATURE,
    diagnoses.FEATURE,
    access_log.FEATURE,
    settings.FEATURE,
    desk.FEATURE,
)
