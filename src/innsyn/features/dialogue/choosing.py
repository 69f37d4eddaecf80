"""Whom to write to, and which kind: what her health contacts take just now."""

import asyncio
from dataclasses import dataclass, field

from innsyn.features.dialogue import chart
from innsyn.features.dialogue.outcomes import HOME, NEW, not_sent
from innsyn.features.dialogue.sending import NotSent, of_hers
from innsyn.gate.rules.dialogue_facts import KINDS, Kind
from innsyn.web import Answer, CitizenCall, View
from innsyn.web.health_contacts import Contact, NoSuchContact
from innsyn.web.health_contacts.services import Service, offers


@dataclass(frozen=True, slots=True)
class Reachable:
    """A contact of hers. takes: the kinds it takes, yes or (None) nobody can say just now; those it does not take are left out."""

    her_id: int
    name: str = field(repr=False)
    takes: dict[Kind, bool | None]


async def whom(call: CitizenCall) -> Answer:
    """List her contacts, each with the kinds it takes now."""
    cared_for = await chart.contacts(call.gate, call.visit, now=call.now)
    known = await asyncio.gather(*(call.health_contacts.contact(each.her_id, now=call.now) for each in cared_for))
    lines = [Reachable(each.her_id, _name(found) or each.name, _takes(call, found)) for each, found in zip(cared_for, known, strict=True)]
    return View("dialogue/whom.html", {"contacts": lines, "all": "/contacts" if call.reaches("/contacts") else ""})


async def which(call: CitizenCall, to: str) -> Answer:
    """Ask which kind of conversation to begin with one contact."""
    hers = await of_hers(call, to)
    if isinstance(hers, NotSent):
        return not_sent(hers, NEW)
    found = await call.health_contacts.contact(int(to), now=call.now)
    if not isinstance(found, Contact):
        return not_sent(NotSent("unknown_contact" if isinstance(found, NoSuchContact) else "silent"), HOME)
    return View("dialogue/which.html", {"contact": Reachable(found.her_id, found.name, _takes(call, found)), "under": found.parent_name})


def _name(found: object) -> str:
    return found.name if isinstance(found, Contact) else ""


def _takes(call: CitizenCall, found: object) -> dict[Kind, bool | None]:
    if not isinstance(found, Contact):
        return {}
    told = {kind: offers(found, Service(kind), now=call.now) for kind in KINDS}
    return {kind: does for kind, does in told.items() if does is not False}
