"""What other pages show of representation: lines in the menus, what a registrar can do, and who represents a patient."""

from innsyn.features.representation.desk import DESK, is_registrar
from innsyn.features.representation.whom import HOME
from innsyn.gate.rules.areas import AREAS
from innsyn.gate.rules.officers import REGISTRATION
from innsyn.web import DeskBlock, MenuItem, StaffBlock, StaffCall, View, VisitCall

MENU = MenuItem(text="representation.menu", to=HOME, menu="citizen", order=70, whose="either")
DESK_MENU = MenuItem(text="representation.desk.title", to=DESK, menu="staff", order=45, tasks=frozenset({"registrar"}))
VISIT_MENU = MenuItem(text="representation.desk.list", to="/representation", menu="visit", order=0, purpose=REGISTRATION)


async def _registrar(call: StaffCall) -> View | None:
    return View("representation/desk_block.html", {"home": DESK}) if await is_registrar(call) else None


async def _representatives(call: VisitCall) -> View | None:
    found = await call.gate.representatives.of(call.visit, call.now)
    if found is None or (not found.people and found.is_complete):
        return None
    people = [(each, [area for area in AREAS if area in each.areas]) for each in found.people]
    return View("representation/representatives.html", {"people": people, "found": found})


REGISTRAR = StaffBlock(key="registration", order=20, render=_registrar)
REPRESENTATIVES = DeskBlock(key="representatives", order=5, render=_representatives)
