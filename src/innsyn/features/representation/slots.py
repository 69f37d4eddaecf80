"""What other pages show of representation: a line in the citizens' menu."""

from innsyn.features.representation.whom import HOME
from innsyn.web import MenuItem

MENU = MenuItem(text="representation.menu", to=HOME, menu="citizen", order=70, whose="either")
