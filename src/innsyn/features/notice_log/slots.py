"""The line of the menu."""

from innsyn.features.notice_log.pages import HOME
from innsyn.web import MenuItem

MENU = MenuItem(text="notice_log.menu", to=HOME, menu="citizen", order=58)
