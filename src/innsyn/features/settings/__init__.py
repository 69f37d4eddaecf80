"""Settings: language, and where to be told that something is waiting."""

from innsyn.features.settings import pages as _pages
from innsyn.web import Feature

FEATURE = Feature(package=__name__, pages=(_pages.settings, _pages.keep), whose="own")
