"""What a person has asked of the portal: the language, and when to be reminded of appointments. Not part of the record.

How she is told that something waits is in `web.notices`.
"""

from innsyn.web.preferences.store import REMINDER_HOURS as REMINDER_HOURS
from innsyn.web.preferences.store import Preference as Preference
from innsyn.web.preferences.store import Preferences as Preferences
