"""Clients: an administrator registers, sees, changes and ends her organisation's machine clients."""

from innsyn.features.clients import pages, registering, slots
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.clients,
        pages.client,
        registering.new,
        registering.register,
        registering.changing,
        registering.change,
        registering.ending,
        registering.end,
    ),
    menu=(slots.MENU,),
)
