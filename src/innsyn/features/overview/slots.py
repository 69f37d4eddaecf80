"""What the overview shows of itself elsewhere: the first line of the menu."""

from innsyn.web import MenuItem

MENU = MenuItem(text="overview.title", to="/my-health", menu="citizen", order=0)
