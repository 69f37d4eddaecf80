"""The line in the desk's menu."""

from innsyn.web import MenuItem

MENU = MenuItem(text="clients.menu", to="/desk/clients", menu="staff", order=80, tasks=frozenset({"administrator"}))
