"""Rules: the law of the gate for anybody to read, every rule with its paragraph and its examples in plain words."""

from innsyn.features.rules import pages
from innsyn.web import Feature

FEATURE = Feature(package=__name__, pages=(pages.rules,))
