"""Documents: what hospitals, general practitioners and municipalities have written, found and read safely."""

from innsyn.features.documents import desk, pages, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(pages.documents, pages.document, pages.content, desk.documents, desk.document, desk.content),
    blocks=(slots.OVERVIEW, slots.DESK, slots.EXTRACT),
    menu=(slots.MENU, slots.VISIT_MENU),
    area="documents",
)
