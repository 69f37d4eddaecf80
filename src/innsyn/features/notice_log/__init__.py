"""The log of notices: what one was told, how that went, what has a limit, and where it is answered."""

from innsyn.features.notice_log import pages, slots
from innsyn.web import Feature

FEATURE = Feature(package=__name__, pages=(pages.log,), menu=(slots.MENU,), whose="record")
