"""Telling the patient that something waits, never what; and keeping how long she waited for the first answer."""

from innsyn.features.inbox.rules import answer_time
from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.standing.elements import text_of
from innsyn.gate.visit import Visit
from innsyn.web import Notice, NoticeKind, StaffCall, sender_name
from innsyn.web.notices import NoticesUnavailable

_READ_AT = "/messages"
"""Where the citizen reads her conversations."""


async def tell_answered(call: StaffCall, visit: Visit, about: Conversation, task_id: str) -> bool:
    """Tell of an answer that was just sent, and keep how long the first one took. about: as it stood before.

    Returns false when nobody could be told just now: the answer stands all the same."""
    one = answer_time(about, call.now)
    if one is not None:
        await call.messaging.answer_times.keep(one)
    return await _tell(call, visit, about, task_id, NoticeKind.MESSAGE_RECEIVED)


async def tell_closed(call: StaffCall, visit: Visit, about: Conversation, task_id: str) -> bool:
    """Tell that a conversation is over: closed, or turned away. Returns as `tell_answered`."""
    return await _tell(call, visit, about, task_id, NoticeKind.CONVERSATION_CLOSED)


async def _tell(call: StaffCall, visit: Visit, about: Conversation, task_id: str, kind: NoticeKind) -> bool:
    """Tell the patient or the parents of a small child, and whoever wrote for her and still may."""
    receivers = await call.gate.receivers.of_one(visit.owner, "Task", task_id, call.now, wrote=about.began_by)
    sender = sender_name(about.organisation_name, is_protected=any(each.is_protected for each in receivers))
    try:
        for key in sorted(each.key for each in receivers):
            once = f"conversation/{task_id}/{kind}/{text_of(call.now)}/{key}"
            at, whose = f"{_READ_AT}/{task_id}", visit.owner
            await call.notices.tell(Notice(kind=kind, to=key, about=at, once=once, sender=sender, at=call.now, concerns=whose))
    except NoticesUnavailable:
        return False
    return True
