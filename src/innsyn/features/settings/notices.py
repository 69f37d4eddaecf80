"""How the reader is told that something is waiting: where, of what, and on which screens. What she was told is in the log of notices."""

from dataclasses import replace
from typing import Any

from innsyn.features.settings.forms import ChoicesForm, ReminderForm, by_group, chosen, filled
from innsyn.features.settings.standing import places, standing
from innsyn.web import Answer, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.notices.browsers import read_browser
from innsyn.web.notices.choices import LEVELS
from innsyn.web.notices.contact import ContactsUnavailable

HOME = "/settings/notices"
LOG = "/notice-log"


@page(HOME, need=Need.CITIZEN, title="settings.notices.title")
async def notices(call: CitizenCall) -> Answer:
    """Show what the reader has chosen and where she is told."""
    return await _shown(call, filled(await call.reach.wishes.of(call.actor.key)))


@action(HOME, need=Need.CITIZEN, title="settings.notices.title")
async def choose(call: CitizenCall) -> Answer:
    """Keep what the reader wants to be told of."""
    form = ChoicesForm(call.form)
    if not form.validate():
        return await _shown(call, form, status=422)
    await call.reach.wishes.keep(call.actor.key, chosen(form))
    return Redirect(to=HOME, notice="settings.notices.kept")


@action(f"{HOME}/reminders", need=Need.CITIZEN, title="settings.notices.title")
async def choose_reminders(call: CitizenCall) -> Answer:
    """Keep how long before an appointment the reader wants to be reminded."""
    form = ReminderForm(call.form)
    if not form.validate():
        return await _shown(call, filled(await call.reach.wishes.of(call.actor.key)), reminders=form, status=422)
    standing = await call.preferences.of(call.actor.key)
    await call.preferences.keep(call.actor.key, replace(standing, reminder_hours=int(form.hours.data)))
    return Redirect(to=HOME, notice="settings.notices.kept")


@action(f"{HOME}/browsers", need=Need.CITIZEN, title="settings.notices.title", limit=Limit(count=20, per_s=3600))
async def add_browser(call: CitizenCall) -> Answer:
    """Have this browser told by push: the page's script sends what the browser says of itself."""
    given = [call.form.get(name) or "" for name in ("endpoint", "p256dh", "auth")]
    browser = read_browser(*given, services=call.reach.push_services, since=call.now)
    if browser is None or not call.reach.push_key:
        return await _shown(call, filled(await call.reach.wishes.of(call.actor.key)), status=422)
    await call.reach.browsers.add(call.actor.key, browser)
    return Redirect(to=HOME, notice="settings.notices.push.kept")


@action(f"{HOME}/browsers/remove", need=Need.CITIZEN, title="settings.notices.title")
async def remove_browser(call: CitizenCall) -> Answer:
    """Have a browser told no more."""
    await call.reach.browsers.remove(call.actor.key, call.form.get("browser") or "")
    return Redirect(to=HOME, notice="settings.notices.push.removed")


async def _shown(call: CitizenCall, form: ChoicesForm, *, reminders: ReminderForm | None = None, status: int = 200) -> View:
    browsers = await call.reach.browsers.of(call.actor.key)
    kept = await call.preferences.of(call.actor.key)
    known = {
        "form": form,
        "reminders": reminders or ReminderForm(hours=str(kept.reminder_hours)),
        "groups": by_group(form),
        "levels": LEVELS,
        "log": LOG if call.reaches(LOG) else "",
        "browsers": browsers,
        "push_key": call.reach.push_key,
    }
    return View("settings/notices.html", {**known, **await _contact(call)}, status=status)


async def _contact(call: CitizenCall) -> dict[str, Any]:
    """Ask the register; a page without its answer is a page all the same."""
    try:
        contact = (await call.reach.contacts.of([call.actor.key]))[call.actor.key]
    except ContactsUnavailable:
        return {"places": (), "standing": "settings.notices.register_away"}
    return {"places": places(contact, now=call.now), "standing": standing(contact)}
