"""Shields: what a patient closes to personnel, and what a young person asks to hide from her parents."""

from innsyn.features.shields import confirming, extent, pages, setting, slots
from innsyn.features.shields.wishes import deciding, desk
from innsyn.features.shields.wishes import pages as wishes
from innsyn.web import Feature

FEATURE = Feature(
    package=__name__,
    pages=(
        pages.shields,
        pages.one,
        pages.lifting,
        pages.lifted,
        setting.begin,
        setting.this_document,
        setting.begin_with,
        setting.forget,
        setting.whom,
        setting.keep_whom,
        setting.person,
        setting.keep_person,
        setting.find_person,
        setting.profession,
        setting.keep_profession,
        setting.organisation,
        setting.keep_organisation,
        setting.find_organisation,
        extent.what,
        extent.keep_what,
        extent.choosing,
        extent.keep_documents,
        extent.lasting,
        extent.keep_lasting,
        extent.warning,
        extent.read_warning,
        confirming.confirm,
        confirming.confirmed,
        wishes.asking,
        wishes.asked,
        wishes.wish,
        wishes.withdrawn,
        desk.waiting,
        desk.opening,
        desk.here,
        deciding.looking,
        deciding.agree,
        deciding.decline,
    ),
    blocks=(slots.SHIELDED, slots.WISHES),
    menu=(slots.MENU, slots.WAITING),
    whose="record",
)
