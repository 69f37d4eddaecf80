"""What a person has asked of the portal: language, and where to be told that something is waiting. Not part of the health record."""

from innsyn.web.preferences.store import Preference as Preference
from innsyn.web.preferences.store import Preferences as Preferences
