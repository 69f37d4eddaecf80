"""The reader's private addresses: made, shown once with how to use them, and taken back. Source: docs/spec/calendar.md#CAL-6."""

from uuid import UUID

from wtforms import RadioField
from wtforms.validators import InputRequired

from innsyn.features.calendar.pages import HOME
from innsyn.web import ABSENT, Answer, CitizenCall, Form, Limit, Need, Redirect, View, action, page
from innsyn.web.calendar_feeds import MOST_FEEDS, NewFeed, Wording
from innsyn.web.calendar_feeds.route import ADDRESS, ENDING

SUBSCRIPTION = f"{HOME}/subscription"
MAKING = Limit(count=10, per_s=3600)


class WordingForm(Form):
    """In which words entries stand in the telephone."""

    wording = RadioField(
        "calendar.feed.wording",
        choices={"neutral": "calendar.feed.as_neutral", "place": "calendar.feed.as_place"},
        default="neutral",
        validators=[InputRequired()],
    )


@page(SUBSCRIPTION, need=Need.CITIZEN, title="calendar.feed.title")
async def subscription(call: CitizenCall) -> Answer:
    """List the addresses the reader has made of this record, and offer another."""
    return await _shown(call, WordingForm())


@action(SUBSCRIPTION, need=Need.CITIZEN, title="calendar.feed.title", limit=MAKING)
async def make(call: CitizenCall) -> Answer:
    """Make an address, and show it this once."""
    form = WordingForm(call.form)
    if not form.validate():
        return await _shown(call, form, status=422)
    wording: Wording = "place" if form.wording.data == "place" else "neutral"
    asked = NewFeed(
        person_key=call.actor.key, owner=call.visit.owner, role=call.visit.role, wording=wording, locale=call.language.code
    )  # fmt: skip
    secret = await call.calendar_feeds.make(asked, now=call.now)
    if secret is None:
        return Redirect(to=SUBSCRIPTION, notice="calendar.feed.too_many")
    return View("calendar/address.html", {"address": f"{call.origin}{ADDRESS}{secret}{ENDING}", "home": SUBSCRIPTION})


@action(SUBSCRIPTION + "/{feed_id}/revoke", need=Need.CITIZEN, title="calendar.feed.title")
async def revoke(call: CitizenCall, feed_id: str) -> Answer:
    """Take an address back; somebody else's is not there."""
    try:
        id_ = UUID(feed_id)
    except ValueError:
        return ABSENT
    if all(each.id != id_ for each in await call.calendar_feeds.of(call.actor.key, call.visit.owner)):
        return ABSENT
    await call.calendar_feeds.revoke(call.actor.key, id_, now=call.now)
    return Redirect(to=SUBSCRIPTION, notice="calendar.feed.revoked")


async def _shown(call: CitizenCall, form: WordingForm, *, status: int = 200) -> View:
    feeds = await call.calendar_feeds.of(call.actor.key, call.visit.owner)
    known = {"form": form, "feeds": feeds, "may_make": len(feeds) < MOST_FEEDS, "action": SUBSCRIPTION, "home": HOME}
    return View("calendar/subscription.html", known, status=status)
