"""The office's inbox at the desk: the list, opening one conversation of it, and going to the next that waits."""

from dataclasses import dataclass
from typing import Any

from innsyn.features.inbox import chart
from innsyn.features.inbox.listing import VIEWS, Asked, asked, listed
from innsyn.features.inbox.rules import light
from innsyn.gate.rules.dialogue_facts import KINDS
from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.visit import Visit
from innsyn.web import ABSENT, Answer, Need, Redirect, StaffCall, View, action, page
from innsyn.web.health_contacts import RegisterSilent

HOME = "/desk/inbox"
CONVERSATION = "/conversation"
"""Where a conversation stands inside the visit that was opened for it."""

NOT_HERE = View("inbox/not_here.html", status=403, title="inbox.not_here")
_FEW = 10


@dataclass(frozen=True, slots=True)
class Said:
    """What the list says of something that was done. kind: of alert. key: of the text. count: how many it is about, 0 for none told."""

    kind: str
    key: str
    count: int = 0


@page(HOME, need=Need.STAFF, title="inbox.title")
async def inbox(call: StaffCall) -> Answer:
    """List what waits for the office, or what is answered, or closed. Having seen it, the reader is not told of it any more."""
    await call.notices.opened(call.actor.key, HOME, now=call.now)
    return await shown(call, asked(call.query))


@action(f"{HOME}/open", need=Need.STAFF, title="inbox.one")
async def opening(call: StaffCall) -> Answer:
    """Open one conversation: the patient's record is opened for it, and her log says so."""
    visit = await chart.opened(call.gate, call.actor, call.form.get("conversation"), now=call.now)
    return ABSENT if visit is None else Redirect(to=_beginning(visit), opens=visit)


@action(f"{HOME}/next", need=Need.STAFF, title="inbox.one")
async def next_waiting(call: StaffCall) -> Answer:
    """Open the one that has been promised an answer first and that no colleague has."""
    return await led_to_next(call, besides=call.form.get("after"))


async def led_to_next(call: StaffCall, *, besides: str, sent: bool = False) -> Answer:
    """Go to the next that waits, or to the list when none does. besides: id of the Task one comes from. sent: an answer was just sent."""
    found = await listed(call.gate, call.actor, Asked(), now=call.now, count=_FEW)
    if found is None:
        return NOT_HERE
    own = [each for each in found.rows if each.taken_by_hpr in ("", call.actor.hpr) and each.task_id != besides]
    visit = await chart.opened(call.gate, call.actor, own[0].task_id, now=call.now) if own else None
    if visit is None:
        return Redirect(to=HOME, notice="inbox.answer.sent_last" if sent else "inbox.next.none")
    notice = "inbox.answer.sent_next" if sent else None
    return Redirect(to=_beginning(visit), opens=visit, notice=notice)


def _beginning(visit: Visit) -> str:
    """Say where a conversation is read, past the menus: from there the field for the answer is two steps of the keyboard away."""
    return f"/desk/visit/{visit.id}{CONVERSATION}#main"


async def shown(call: StaffCall, wanted: Asked, *, said: Said | None = None, status: int = 200) -> Answer:
    """Draw a page of the list. said: what became of something that was done with it."""
    found = await listed(call.gate, call.actor, wanted, now=call.now)
    if found is None:
        return NOT_HERE
    rows = [(each, light(each, call.now)) for each in found.rows]
    drawn = {**await _around(call, wanted), **_page(rows, wanted, found.next), "said": said, "is_costly": found.is_costly}
    return View("inbox/list.html", drawn, status=status)


def _page(rows: list[tuple[Conversation, Any]], wanted: Asked, following: str | None) -> dict[str, Any]:
    return {
        "rows": rows,
        "over": sum(each_light == "over" for _, each_light in rows),
        "first": wanted.address(HOME) if wanted.after else "",
        "more": wanted.address(HOME, after=following) if following else "",
    }


async def _around(call: StaffCall, wanted: Asked) -> dict[str, Any]:
    """Say what stands around the rows: views, choices, and whom something can be given to."""
    t = call.language.t
    return {
        "home": HOME,
        "now": call.now,
        "organisation": call.actor.organisation_name,
        "asked": wanted,
        "tabs_of_views": [(t(f"inbox.view.{view}"), wanted.address(HOME, view=view), view == wanted.view) for view in VIEWS],
        "kinds_to_choose": [("", t("inbox.filter.kind.all")), *((kind, t(f"inbox.kind.{kind}")) for kind in KINDS)],
        "contacts_to_choose": await _contacts(call),
        "colleagues": await call.gate.colleagues.of(call.actor),
    }


async def _contacts(call: StaffCall) -> list[tuple[str, str]]:
    """Give the office's contacts to choose among; none where it has one, or where the register cannot be asked."""
    known = await call.health_contacts.contacts_of(call.actor.organisation or "", now=call.now)
    below = [] if isinstance(known, RegisterSilent) else [each for each in known if each.can_be_written_to(call.now)]
    named = sorted(((str(each.her_id), each.name) for each in below), key=lambda each: each[1].casefold())
    return [("", str(call.language.t("inbox.filter.to.all"))), *named] if len(named) > 1 else []
