"""The lines of the menus."""

from innsyn.web import MenuItem

MENU = MenuItem(text="contacts.menu", to="/contacts", menu="citizen", order=50)
DESK_MENU = MenuItem(text="contacts.desk.menu", to="/desk/services", menu="staff", order=60, tasks=frozenset({"treating"}))
