"""Overview: what the reader most likely came for, on one page."""

from innsyn.features.overview import pages, slots
from innsyn.web import Feature

FEATURE = Feature(package=__name__, pages=(pages.overview,), menu=(slots.MENU,), whose="record")
