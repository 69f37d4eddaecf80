"""What a person has asked of the portal: the language. How she is told that something waits is in `web.notices`. Not part of the record."""

from innsyn.web.preferences.store import Preference as Preference
from innsyn.web.preferences.store import Preferences as Preferences
