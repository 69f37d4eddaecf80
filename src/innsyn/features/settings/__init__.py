"""Settings: language, and how one is told that something is waiting."""

from innsyn.features.settings import notices as _notices
from innsyn.features.settings import pages as _pages
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        _pages.settings,
        _pages.keep,
        _notices.notices,
        _notices.choose,
        _notices.choose_reminders,
        _notices.add_browser,
        _notices.remove_browser,
    ),
    whose="own",
)
