"""Tells both parties of a power of attorney that there is something to see: neutrally, and never what.

Source: docs/spec/notices.md; docs/spec/representation.md#REP-4.
"""

from contextlib import suppress

from innsyn.web import CitizenCall, Notice, NoticeKind, VisitCall
from innsyn.web.notices import NoticesUnavailable


async def tell_of(call: CitizenCall | VisitCall, kind: NoticeKind, consent_id: str, receiver: str, giver: str | None = None) -> None:
    """Tell the receiver, and the giver: if somebody else did it in her name, she learns of it.

    receiver, giver: opaque keys; None: the giver is who acts; empty: nobody knows. What was done stands also when the outbox is away."""
    told = ((receiver, "/representation", "receiver"), (call.actor.key if giver is None else giver, "/representation/given", "giver"))
    with suppress(NoticesUnavailable):
        for to, about, who in (each for each in told if each[0]):
            once = f"consent/{consent_id}/{kind.value}/{who}"
            await call.notices.tell(Notice(kind=kind, to=to, about=about, once=once, at=call.now))
