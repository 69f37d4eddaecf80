"""The lines in the menus: decisions in this record, and those that wait for one's review."""

from innsyn.web import MenuItem

MENU = MenuItem(text="withholding.menu", to="/withholding", menu="visit", order=70)
WAITING = MenuItem(text="withholding.waiting", to="/desk/withholding", menu="staff", order=40, tasks=frozenset({"treating"}))
