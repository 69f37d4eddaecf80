"""The component gallery: every piece of the look on one page, in the sandbox only, for eyes and for the accessibility run."""

from innsyn.web.feature import Feature
from innsyn.web.gallery import pages

FEATURE = Feature(package=__name__, pages=(pages.components, pages.send))
