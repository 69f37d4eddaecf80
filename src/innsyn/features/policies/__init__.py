"""Policies: a trust chooses, from a day to come, what the law lets it choose about access."""

from innsyn.features.policies import pages, slots
from innsyn.web import Feature

FEATURE = Feature(package=__name__, pages=(pages.policies, pages.choosing, pages.shown, pages.chosen), menu=(slots.MENU,))
