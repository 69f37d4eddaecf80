"""The office's own page: what its contacts offer on the net, each service switched on and off."""

from innsyn.features.contacts.asking import asked
from innsyn.features.contacts.offices import counters
from innsyn.features.contacts.rules import switchable, to_switch
from innsyn.gate.refused import Refused
from innsyn.gate.switching import Switch
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, StaffCall, View, action, page
from innsyn.web.health_contacts import Contact, NotSwitchable, RegisterSilent, Service, Switched

HOME = "/desk/services"
NOT_YOURS = View("contacts/not_yours.html", status=403)
_SWITCHES = Limit(count=60, per_s=60)
_LONGEST_HER_ID = 9


@page(HOME, need=Need.STAFF, title="contacts.desk.title")
async def services(call: StaffCall) -> Answer:
    """Show every contact of the office with its services."""
    return await _shown(call) if _may(call) else NOT_YOURS


@action(f"{HOME}/switch", need=Need.STAFF, title="contacts.desk.title", limit=_SWITCHES)
async def switched(call: StaffCall) -> Answer:
    """Switch one service of one contact, which must be of the actor's own organisation."""
    if not _may(call):
        return NOT_YOURS
    contact = await _named(call)
    service = next((each for each in Service if each == call.form.get("service")), None)
    if isinstance(contact, RegisterSilent):
        return await _shown(call, problem="contacts.desk.silent", status=503)
    if contact is None or service not in switchable(contact) or call.form.get("is_on") not in ("yes", "no"):
        return ABSENT
    return await _switch(call, contact, service, is_on=call.form.get("is_on") == "yes")


async def _switch(call: StaffCall, contact: Contact, service: Service, *, is_on: bool) -> Answer:
    """Write down who does it, then do it. What does not come about is written down too."""
    taken = to_switch(contact, service, is_on=is_on, now=call.now)
    switches = tuple(Switch(her_id=contact.her_id, organisation=contact.organisation_number, process=each, is_on=is_on) for each in taken)
    if isinstance(await call.gate.switches.begin(call.actor, switches, call.now), Refused):
        return NOT_YOURS
    for place, each in enumerate(switches):
        answer = await call.service_switches.switch(each.her_id, each.process, is_on=is_on, now=call.now)
        if not isinstance(answer, Switched):
            await call.gate.switches.fail(call.actor, switches[place:], call.now)
            if isinstance(answer, NotSwitchable):
                return await _shown(call, problem="contacts.desk.not_here", status=409)
            return await _shown(call, problem="contacts.desk.silent", status=503)
    return Redirect(to=HOME, notice="contacts.desk.on" if is_on else "contacts.desk.off")


async def _shown(call: StaffCall, *, problem: str = "", status: int = 200) -> View:
    """Show the page. problem: text key of what has just gone wrong, empty when nothing has."""
    told = await call.health_contacts.contacts_of(call.actor.organisation or "", now=call.now)
    below = () if isinstance(told, RegisterSilent) else tuple(each for each in told if each.can_be_written_to(call.now))
    found = await asked(call.health_contacts, (each.her_id for each in below), now=call.now)
    context = {
        "counters": counters(below, found, now=call.now),
        "is_silent": isinstance(told, RegisterSilent),
        "is_here": call.service_switches.is_here,
        "problem": problem,
    }
    return View("contacts/services.html", context, status=status)


async def _named(call: StaffCall) -> Contact | RegisterSilent | None:
    """Find the contact a form names, as it is now; None when it is none. Whose it is, the gate looks at."""
    text = call.form.get("her_id") or ""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_HER_ID):
        return None
    found = await call.health_contacts.contact(int(text), now=call.now, anew=True)
    if isinstance(found, Contact):
        return RegisterSilent() if found.processes is None else found
    return found if isinstance(found, RegisterSilent) else None


def _may(call: StaffCall) -> bool:
    return call.gate.switches.may_switch(call.actor, call.actor.organisation or "")
