"""The settings page."""

from innsyn.features.settings.forms import SettingsForm
from innsyn.web import Answer, CitizenCall, Need, Preference, Redirect, View, action, page

HOME = "/settings"


@page(HOME, need=Need.CITIZEN, title="settings.title")
async def settings(call: CitizenCall) -> Answer:
    """Show what the reader has asked for."""
    kept = await call.preferences.of(call.actor.key)
    form = SettingsForm(locale=kept.locale or call.language.code, email=kept.email, phone=kept.phone)
    return View("settings/page.html", {"form": form, "confirmed_at": kept.confirmed_at})


@action(HOME, need=Need.CITIZEN, title="settings.title")
async def keep(call: CitizenCall) -> Answer:
    """Keep what the reader asks for; the language changes at once."""
    form = SettingsForm(call.form)
    if not form.validate():
        return View("settings/page.html", {"form": form, "confirmed_at": None}, status=422)
    wished = Preference(
        locale=form.locale.data, email=(form.email.data or "").strip(), phone=(form.phone.data or "").strip(), confirmed_at=call.now
    )  # fmt: skip
    await call.preferences.keep(call.actor.key, wished)
    return Redirect(to=HOME, notice="settings.kept", locale=form.locale.data)
