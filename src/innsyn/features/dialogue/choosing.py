"""Whom to write to, and which kind: what her health contacts take just now."""

import asyncio
from dataclasses import dataclass, field

from innsyn.features.dialogue import chart
from innsyn.features.dialogue.outcomes import HOME, NEW, not_sent
from innsyn.features.dialogue.sending import NotSent, of_hers, said
from innsyn.gate.rules.dialogue_facts import KINDS, Kind
from innsyn.web import Answer, CitizenCall, View
from innsyn.web.health_contacts import Contact, NoSuchContact
from innsyn.web.health_contacts.services import Service, offers


@dataclass(frozen=True, slots=True)
class Reachable:
    """A contact of hers. takes: the kinds it takes, yes or (None) nobody can say just now; those it does not take are left out, and those
    who asks may not write. rule: text key of why she may write none of what it takes, empty when she may or it takes nothing."""

    her_id: int
    name: str = field(repr=False)
    takes: dict[Kind, bool | None]
    rule: str = ""


async def whom(call: CitizenCall) -> Answer:
    """List her contacts, each with the kinds it takes now."""
    cared_for = await chart.contacts(call.gate, call.visit, now=call.now)
    known = await asyncio.gather(*(call.health_contacts.contact(each.her_id, now=call.now) for each in cared_for))
    lines = [await _reachable(call, each.her_id, each.name, found) for each, found in zip(cared_for, known, strict=True)]
    return View("dialogue/whom.html", {"contacts": lines, "all": "/contacts" if call.reaches("/contacts") else ""})


async def which(call: CitizenCall, to: str) -> Answer:
    """Ask which kind of conversation to begin with one contact."""
    hers = await of_hers(call, to)
    if isinstance(hers, NotSent):
        return not_sent(hers, NEW)
    found = await call.health_contacts.contact(int(to), now=call.now)
    if not isinstance(found, Contact):
        return not_sent(NotSent("unknown_contact" if isinstance(found, NoSuchContact) else "silent"), HOME)
    return View("dialogue/which.html", {"contact": await _reachable(call, found.her_id, "", found), "under": found.parent_name})


async def _reachable(call: CitizenCall, her_id: int, name: str, found: object) -> Reachable:
    """Say what a contact takes and who asks may write. name: of a contact that cannot be found just now."""
    if not isinstance(found, Contact):
        return Reachable(her_id, name, {})
    takes = _takes(call, found)
    verdicts = await call.gate.drafting.would_begin(call.visit, takes, found.organisation_number, call.now)
    hers = {kind: is_sure for kind, is_sure in takes.items() if verdicts[kind].allowed}
    rules = [said(call, each) for each in verdicts.values() if not each.allowed]
    return Reachable(her_id, found.name or name, hers, rules[0] if rules and not hers else "")


def _takes(call: CitizenCall, found: Contact) -> dict[Kind, bool | None]:
    told = {kind: offers(found, Service(kind), now=call.now) for kind in KINDS}
    return {kind: does for kind, does in told.items() if does is not False}
