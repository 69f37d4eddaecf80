"""The list of conversations, one conversation, and what is attached in it."""

import base64
import binascii

from innsyn.features.dialogue import chart, drafts
from innsyn.features.dialogue.chart import Page
from innsyn.features.dialogue.chosen import Chosen, chosen
from innsyn.features.dialogue.forms import AnswerForm
from innsyn.features.dialogue.outcomes import HOME, refused
from innsyn.features.dialogue.rules import newest_first
from innsyn.features.dialogue.views import conversation, seen_of
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import KINDS
from innsyn.web import ABSENT, Answer, CitizenCall, Download, Need, View, page
from innsyn.web.messaging.attachments import ENDINGS, PDF, media_type

_ONE = HOME + "/{task_id}"
_BYTES = "application/octet-stream"


@page(HOME, need=Need.CITIZEN, title="dialogue.title")
async def listed(call: CitizenCall) -> Answer:
    """List every conversation: what is new first, and what is begun and not sent."""
    wanted = chosen(call.query)
    found = await chart.conversations(call.gate, call.visit, wanted, now=call.now)
    if isinstance(found, Refused):
        return refused(found)
    begun = () if wanted.after else await chart.drafts(call.gate, call.visit, now=call.now)
    news, rest = newest_first(found.conversations, await seen_of(call, found.conversations))
    shown = {
        "news": news,
        "rest": rest,
        "drafts": begun,
        "of_new": {each.id for each in begun if drafts.begins(call, each.told)},
        "reader": call.actor.key,
        "chosen": wanted,
        **_choices(call, wanted, found),
        "newest": HOME + wanted.address(after="") if wanted.after else "",
        "older": HOME + wanted.address(after=found.next) if found.next else "",
    }
    return View("dialogue/list.html", shown)


@page(_ONE, need=Need.CITIZEN, title="dialogue.one.title", asks_for="Task")
async def one(call: CitizenCall, task_id: str) -> Answer:
    """Show one conversation, with the form to answer in while it is open."""
    found = await chart.thread(call.gate, call.visit, task_id, now=call.now)
    return ABSENT if found is None else await conversation(call, task_id, found, AnswerForm())


@page(_ONE + "/files/{place}/{communication_id}", need=Need.CITIZEN, title="dialogue.files.title", asks_for="Communication")
async def attached(call: CitizenCall, task_id: str, place: str, communication_id: str) -> Answer:
    """Hand out what is attached: a picture or PDF to be shown, told by its bytes; everything else to be kept."""
    found = await chart.message(call.gate, call.visit, communication_id, now=call.now)
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0
    if found is None or found.told.conversation != f"Task/{task_id}" or not 0 < number <= len(found.told.attachments):
        return ABSENT
    try:
        octets = base64.b64decode(found.told.attachments[number - 1].content, validate=True)
    except binascii.Error:
        return ABSENT
    return _handed_out(octets, number, keeps=bool(call.query.get("save"))) if octets else ABSENT


def _choices(call: CitizenCall, wanted: Chosen, found: Page) -> dict[str, object]:
    """Say what the list can be narrowed to: kinds, and the contacts that are in it."""
    t = call.language.t
    contacts = {each.contact: each.contact_name or each.organisation_name or each.contact for each in found.conversations}
    chosen_too = {wanted.contact: wanted.contact} if wanted.contact else {}
    named = sorted((chosen_too | contacts).items(), key=lambda each: each[1].casefold())
    return {
        "kinds": [("", t("dialogue.filter.all_kinds")), *((kind, t(f"dialogue.kind.{kind}")) for kind in KINDS)],
        "contacts": [("", t("dialogue.filter.all_contacts")), *named],
    }


def _handed_out(octets: bytes, number: int, *, keeps: bool) -> Download:
    found = media_type(octets)
    name = f"attachment-{number}.{ENDINGS[found]}" if found else f"attachment-{number}.bin"
    if found is None or keeps:
        return Download(content=octets, media_type=found or _BYTES, filename=name)
    return Download(content=octets, media_type=found, filename=name, show="viewer" if found == PDF else "frame")
