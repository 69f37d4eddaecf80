"""What a citizen sees of her health contacts: all of them in groups, and one."""

from innsyn.features.contacts import chart
from innsyn.features.contacts.asking import asked
from innsyn.features.contacts.lines import Around, Line, line
from innsyn.features.contacts.rules import Reader, grouped
from innsyn.gate.standing.care_contacts import CareContact
from innsyn.web import ABSENT, Answer, CitizenCall, Need, View, page

HOME = "/contacts"


@page(HOME, need=Need.CITIZEN, title="contacts.title")
async def contacts(call: CitizenCall) -> Answer:
    """Show everybody who treats her, each with what it offers her now."""
    found = await chart.contacts(call.gate, call.visit, now=call.now)
    around = await _around(call, found)
    groups = [(group, [line(each, around) for each in some]) for group, some in grouped(found)]
    return View("contacts/list.html", {"groups": groups, "silent": _silent([each for _, some in groups for each in some])})


@page(f"{HOME}/{{episode_id}}", need=Need.CITIZEN, title="contacts.one", asks_for="EpisodeOfCare")
async def contact(call: CitizenCall, episode_id: str) -> Answer:
    """Show one contact; somebody else's looks like none."""
    found = await chart.contact(call.gate, call.visit, episode_id, now=call.now)
    if found is None:
        return ABSENT
    around = await _around(call, (found,))
    return View("contacts/one.html", {"contact": line(found, around)})


async def _around(call: CitizenCall, found: tuple[CareContact, ...]) -> Around:
    """Gather what is said of contacts beside the relation itself."""
    acting = call.acting
    years = acting.years if acting else await chart.years(call.gate, call.visit, now=call.now)
    return Around(
        found=await asked(call.health_contacts, (each.her_id for each in found), now=call.now),
        places=await chart.places(call.gate, found),
        sources=await chart.source_names(call.gate, found),
        reader=Reader(call.visit.role, years, acting.areas if acting else None),
        reaches=call.reaches,
        now=call.now,
        areas_at=acting.areas_at if acting else None,
    )


def _silent(lines: list[Line]) -> list[Line]:
    return [each for each in lines if each.standing == "unknown"]
