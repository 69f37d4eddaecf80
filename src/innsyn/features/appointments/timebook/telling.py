"""Tells the patient, or the parents of a small child, that something about an appointment waits; never what.

Source: docs/spec/notices.md; docs/spec/appointments.md#APP-7.
"""

from contextlib import suppress

from innsyn.gate.values import Stored
from innsyn.web import Notice, NoticeKind, StaffCall, sender_name
from innsyn.web.notices import NoticesUnavailable


async def tell_of(call: StaffCall, kind: NoticeKind, stored: Stored) -> None:
    """Tell of a change the clinic has made. What was done stands also when the outbox is away."""
    with suppress(NoticesUnavailable):
        for receiver in await call.gate.access_reviews.audience(stored.owner, call.now):
            about = f"/appointments/{stored.id}" if receiver.is_patient else "/representation"
            once = f"appointment/{stored.id}/{stored.version}/{receiver.key}"
            sender = sender_name(call.actor.organisation_name)
            await call.notices.tell(Notice(kind=kind, to=receiver.key, about=about, once=once, sender=sender, at=call.now))
