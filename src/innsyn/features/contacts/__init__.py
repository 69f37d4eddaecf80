"""Health contacts: who treats somebody just now and what each offers on the net, and the office that switches it on and off."""

from innsyn.features.contacts import desk, pages, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(pages.contacts, pages.contact, desk.services, desk.switched),
    menu=(slots.MENU, slots.DESK_MENU),
    area=frozenset({"dialogue", "appointments"}),
)
