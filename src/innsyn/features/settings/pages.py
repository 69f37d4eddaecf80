"""The settings page."""

from innsyn.features.settings.forms import SettingsForm
from innsyn.web import Answer, CitizenCall, Need, Preference, Redirect, View, action, page

HOME = "/settings"


@page(HOME, need=Need.CITIZEN, title="settings.title")
async def settings(call: CitizenCall) -> Answer:
    """Show what the reader has asked for."""
    kept = await call.preferences.of(call.actor.key)
    return View("settings/page.html", {"form": SettingsForm(locale=kept.locale or call.language.code)})


@action(HOME, need=Need.CITIZEN, title="settings.title")
async def keep(call: CitizenCall) -> Answer:
    """Keep what the reader asks for; the language changes at once."""
    form = SettingsForm(call.form)
    if not form.validate():
        return View("settings/page.html", {"form": form}, status=422)
    await call.preferences.keep(call.actor.key, Preference(locale=form.locale.data))
    return Redirect(to=HOME, notice="settings.kept", locale=form.locale.data)
