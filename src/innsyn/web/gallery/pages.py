"""The gallery's page, and its form that always has mistakes."""

from datetime import timedelta

import wtforms
from wtforms.validators import InputRequired

from innsyn.web.answers import Answer, View
from innsyn.web.calls import OpenCall
from innsyn.web.feature import action, page
from innsyn.web.forms import Form
from innsyn.web.need import Need

_CHOICES = {"one": "gallery.choice.one", "two": "gallery.choice.two"}


class SampleForm(Form):
    """One field of each kind."""

    name = wtforms.StringField("gallery.form.name", [InputRequired()], description="gallery.form.name_say")
    phone = wtforms.TelField("gallery.form.phone")
    born = wtforms.DateField("gallery.form.day", [InputRequired()])
    kind = wtforms.SelectField("gallery.form.kind", choices=_CHOICES)
    way = wtforms.RadioField("gallery.form.way", [InputRequired()], choices=_CHOICES)
    words = wtforms.TextAreaField("gallery.form.words")
    agree = wtforms.BooleanField("gallery.form.agree")


@page("/sandbox/components", need=Need.OPEN, title="gallery.title")
async def components(call: OpenCall) -> Answer:
    """Show every piece."""
    return _gallery(call, SampleForm())


@action("/sandbox/components", need=Need.OPEN, title="gallery.title")
async def send(call: OpenCall) -> Answer:
    """Show the form as it looks with mistakes."""
    form = SampleForm(call.form)
    return _gallery(call, form) if form.validate() else _gallery(call, form, status=422)


def _gallery(call: OpenCall, form: SampleForm, *, status: int = 200) -> View:
    ages = {"hour": call.now - timedelta(hours=3), "day": call.now - timedelta(days=2), "year": call.now - timedelta(days=800)}
    return View("gallery/components.html", {"form": form, "ages": ages}, status=status)
