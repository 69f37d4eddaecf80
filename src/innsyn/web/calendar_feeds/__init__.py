"""Private addresses that a telephone's calendar fetches: who made one, for whose record, and in which words. The secret is never kept.

Source: docs/spec/calendar.md#CAL-6.
"""

from innsyn.web.calendar_feeds.store import LONGEST_SECRET as LONGEST_SECRET
from innsyn.web.calendar_feeds.store import MOST_FEEDS as MOST_FEEDS
from innsyn.web.calendar_feeds.store import CalendarFeed as CalendarFeed
from innsyn.web.calendar_feeds.store import CalendarFeeds as CalendarFeeds
from innsyn.web.calendar_feeds.store import NewFeed as NewFeed
from innsyn.web.calendar_feeds.store import Wording as Wording
