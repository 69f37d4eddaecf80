"""The line in the desk's menu."""

from innsyn.web import MenuItem

MENU = MenuItem(text="policies.menu", to="/desk/policies", menu="staff", order=75, tasks=frozenset({"policy-keeper"}))
