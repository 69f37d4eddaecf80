"""The office's own page: what its contacts offer on the net, each service switched on and off."""

from collections.abc import Mapping

from innsyn.features.contacts.asking import asked
from innsyn.features.contacts.offices import Counter, counters
from innsyn.features.contacts.rules import switchable, to_switch
from innsyn.gate.refused import Refused
from innsyn.gate.switching import Switch
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, StaffCall, View, action, page
from innsyn.web.health_contacts import Contact, NotSwitchable, RegisterSilent, Service, Switched

HOME = "/desk/services"
NOT_YOURS = View("contacts/not_yours.html", status=403)
_SWITCHES = Limit(count=60, per_s=60)
_STATUS = {NotSwitchable: 409, RegisterSilent: 503}
_PROBLEM = {NotSwitchable: "contacts.desk.not_here", RegisterSilent: "contacts.desk.silent"}


@page(HOME, need=Need.STAFF, title="contacts.desk.title")
async def services(call: StaffCall) -> Answer:
    """Show every contact of the office with its services."""
    return await _page(call) if _may(call) else NOT_YOURS


@action(f"{HOME}/switch", need=Need.STAFF, title="contacts.desk.title", limit=_SWITCHES)
async def switched(call: StaffCall) -> Answer:
    """Switch one service of one contact of the actor's own organisation."""
    if not _may(call):
        return NOT_YOURS
    contact = await _named(call)
    service = next((each for each in Service if each == call.form.get("service")), None)
    if not isinstance(contact, Contact):
        return await _page(call, problem=RegisterSilent) if isinstance(contact, RegisterSilent) else ABSENT
    if service is None or service not in switchable(contact) or call.form.get("is_on") not in ("yes", "no"):
        return ABSENT
    is_on = call.form.get("is_on") == "yes"
    processes = to_switch(contact, service, is_on=is_on, now=call.now)
    switches = tuple(
        Switch(her_id=contact.her_id, organisation=contact.organisation_number, process=each, is_on=is_on) for each in processes
    )
    if isinstance(await call.gate.switches.begin(call.actor, switches, call.now), Refused):
        return NOT_YOURS
    for number, each in enumerate(switches):
        answer = await call.service_switches.switch(each.her_id, each.process, is_on=is_on, now=call.now)
        if not isinstance(answer, Switched):
            await call.gate.switches.fail(call.actor, switches[number:], call.now)
            return await _page(call, problem=type(answer))
    return Redirect(to=HOME, notice="contacts.desk.on" if is_on else "contacts.desk.off")


async def _page(call: StaffCall, *, problem: type[NotSwitchable | RegisterSilent] | None = None) -> View:
    told = await call.health_contacts.contacts_of(call.actor.organisation or "", now=call.now)
    below = [] if isinstance(told, RegisterSilent) else [each for each in told if each.can_be_written_to(call.now)]
    found = await asked(call.health_contacts, (each.her_id for each in below), now=call.now)
    shown: tuple[Counter, ...] = counters(below, found, now=call.now)
    context: Mapping[str, object] = {
        "counters": shown,
        "is_silent": isinstance(told, RegisterSilent),
        "is_here": call.service_switches.is_here,
        "problem": _PROBLEM[problem] if problem else "",
    }
    return View("contacts/services.html", context, status=_STATUS[problem] if problem else 200)


async def _named(call: StaffCall) -> Contact | RegisterSilent | None:
    """Find the contact a form names; None for one that is none, or another organisation's."""
    text = call.form.get("her_id") or ""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    found = await call.health_contacts.contact(int(text), now=call.now)
    if isinstance(found, RegisterSilent):
        return found
    return found if isinstance(found, Contact) and found.organisation_number == call.actor.organisation else None


def _may(call: StaffCall) -> bool:
    return call.gate.switches.may_switch(call.actor, call.actor.organisation or "")
