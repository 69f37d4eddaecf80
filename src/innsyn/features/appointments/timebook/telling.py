"""Tells the patient, or the parents of a small child, if they may read it, that something about an appointment waits; never what.

Source: docs/spec/notices.md; docs/spec/appointments.md#APP-7.
"""

from contextlib import suppress

from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant
from innsyn.web import Notice, NoticeKind, StaffCall, sender_name
from innsyn.web.notices import NoticesUnavailable


async def tell_of(call: StaffCall, kind: NoticeKind, stored: Stored, *, hangs_on: str = "", good_until: Instant | None = None) -> None:
    """Tell of a change the clinic has made. What was done stands also when the outbox is away. hangs_on, good_until: as in `Notice`."""
    with suppress(NoticesUnavailable):
        for receiver in await call.gate.receivers.of(stored, call.now):
            about = f"/appointments/{stored.id}"
            once = f"appointment/{stored.id}/{stored.version}/{receiver.key}"
            sender = sender_name(call.actor.organisation_name, stored.labels, is_protected=receiver.is_protected)
            await call.notices.tell(
                Notice(
                    kind=kind,
                    to=receiver.key,
                    about=about,
                    once=once,
                    sender=sender,
                    at=call.now,
                    concerns=stored.owner,
                    hangs_on=hangs_on,
                    good_until=good_until,
                )
            )
