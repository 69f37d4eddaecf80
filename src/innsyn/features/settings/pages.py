"""The settings page."""

from dataclasses import replace

from innsyn.features.settings.forms import SettingsForm
from innsyn.web import Answer, CitizenCall, Need, Redirect, View, action, page

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
    standing = await call.preferences.of(call.actor.key)
    await call.preferences.keep(call.actor.key, replace(standing, locale=form.locale.data))
    return Redirect(to=HOME, notice="settings.kept", locale=form.locale.data)
