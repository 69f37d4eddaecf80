"""The open pages: what this is, how to get in, privacy and accessibility. Everything else asks who you are."""

from innsyn.features.front import pages
from innsyn.web import Feature

FEATURE = Feature(package=__name__, pages=(pages.front, pages.about, pages.privacy, pages.accessibility))
