"""What other pages show of enrolment: what waits on the desk's first page, the patient's own line, and a line in the desk's menu."""

from datetime import timedelta

import orjson

from innsyn.features.enrolment.asking import HOME
from innsyn.features.enrolment.waiting import is_office, waiting
from innsyn.gate.rules.access_facts import ENROLMENT
from innsyn.gate.standing.enrolments import enrolment_of
from innsyn.gate.values import Found, Query, TokenIs
from innsyn.kernel.systems import ACCESS_FACT
from innsyn.web import Block, CitizenCall, MenuItem, StaffBlock, StaffCall, View
from innsyn.web.telephone import in_pairs

SHOWN_FOR = timedelta(days=90)
"""So long her enrolment stands on a patient's overview."""

MENU = MenuItem(text="enrolment.menu", to=HOME, menu="staff", order=30, tasks=frozenset({"treating", "regional-office"}))


async def _waiting(call: StaffCall) -> View | None:
    if not await is_office(call):
        return None
    return View("enrolment/desk_block.html", {"home": HOME, "waiting": await waiting(call)})


async def _enrolled(call: CitizenCall) -> View | None:
    query = Query(("Task",), (TokenIs("code", ((ACCESS_FACT, ENROLMENT),)),), count=1)
    found = await call.gate.search(call.visit, query, call.now)
    rows = found.rows if isinstance(found, Found) else ()
    told = [each for row in rows if (each := enrolment_of(orjson.loads(row.body), row.id)) is not None]
    if not told or told[0].decided_at is None or call.now - told[0].decided_at > SHOWN_FOR:
        return None
    return View("enrolment/block.html", {"told": told[0], "telephone": in_pairs(await call.gate.directory.telephone(told[0].region))})


WAITING = StaffBlock(key="enrolment", order=25, render=_waiting)
ENROLLED = Block(key="enrolled", order=1, render=_enrolled)
