"""What has become of referrals, by whatever door: who is to be told that something waits, never what.

Source: docs/spec/referrals.md#REF-11; docs/spec/notices.md#NOT-18.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import orjson

from innsyn.gate.directory import Directory
from innsyn.gate.news import TELL_WITHIN, version_of
from innsyn.gate.receivers import Receivers
from innsyn.gate.rules.referrals import REFERRAL
from innsyn.gate.standing.referrals import Course, Status, course_of, is_referral, is_taken_back
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.record.record import Record
from innsyn.record.stored import Change, Owner, Stored

Became = Literal["received", "right", "no_right", "returned", "moved", "wait_changed", "ended"]

MUCH = timedelta(days=14)
"""The last day for care to begin is told anew when it moves by so much: less is seen when she comes. Our own."""

_SAYS: Mapping[Status | None, Became] = {
    "mottatt": "received",
    "vurdert-behov": "right",
    "planlagt": "right",
    "vurdert-ikke-behov": "no_right",
    "avvist-mangelfull": "returned",
}
_OVER = ("completed", "revoked")
_ABOUT = "referral-told"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTold:
    """What a referral has become. version: the one that made it so. to: opaque keys of who is told: they may read it.

    owner: of the record. place: name of the legal entity that keeps it, empty where none may be named. at: when it came.
    labels: of the referral."""

    owner: Owner
    referral_id: str
    version: int
    became: Became
    to: tuple[str, ...] = field(repr=False)
    place: str = field(repr=False)
    at: Instant
    labels: tuple[str, ...] = ()


class ReferralChanges:
    """Reads what referrals have become, for `News`: a version, the one before, and who is told."""

    types = frozenset({REFERRAL})

    def __init__(self, record: Record, receivers: Receivers, directory: Directory) -> None:
        """record: where versions are read. receivers: know who is told. directory: names who keeps a referral."""
        self._record, self._receivers, self._directory = record, receivers, directory

    async def read(self, change: Change, now: Instant) -> ReferralTold | None:
        """Say what a version has made of a referral, None for what nobody is told of."""
        row = await version_of(self._record, change, change.version, now, about=_ABOUT)
        after = _body(row)
        if row is None or not is_referral(after):
            return None
        before = _body(await version_of(self._record, change, change.version - 1, now, about=_ABOUT)) if change.version > 1 else {}
        kind = became(before, after, change.recorded_at)
        return await self._told(change, kind, now) if kind else None

    async def _told(self, change: Change, kind: Became, now: Instant) -> ReferralTold | None:
        """Say who is told: whoever may read what stands today, whatever that version said."""
        row = await self._receivers.newest(change.owner, change.type, change.id, now)
        if row is None:
            return None
        receivers = await self._receivers.of(row, now)
        keeper = await self._directory.organisation(row.custodian) if row.custodian else None
        return ReferralTold(
            owner=row.owner,
            referral_id=row.id,
            version=change.version,
            became=kind,
            to=tuple(each.key for each in receivers),
            place=keeper.name if keeper and not any(each.is_protected for each in receivers) else "",
            at=change.recorded_at,
            labels=tuple(row.labels),
        )


def became(before: Mapping[str, Any], after: Mapping[str, Any], at: Instant) -> Became | None:
    """Say what a referral has become that the patient is told of; None for what she has done herself, and for what she need not hear of.

    before: the version before, empty for the first: of that only what is new is told. at: when `after` came."""
    course, was = course_of(after), course_of(before)
    if _is_over(after, course):
        return "ended" if before and not _is_over(before, was) and not is_taken_back(before, after, at) else None
    if course is None or after.get("status") not in ("active", "on-hold"):
        return None
    if not before and not _is_new(course, norwegian_date(at)):
        return None
    said = _SAYS.get(course.status)
    return said if said != _SAYS.get(was.status if was else None) else _otherwise(before, after)


def _otherwise(before: Mapping[str, Any], after: Mapping[str, Any]) -> Became | None:
    """Say what else is changed where the answer is what it was."""
    is_by, was_by, course, was = _unit(after), _unit(before), course_of(after), course_of(before)
    if is_by and was_by and is_by != was_by:
        return "moved"
    latest, was_latest = course.latest_start if course else None, was.latest_start if was else None
    if latest is None or latest == was_latest:
        return None
    return "wait_changed" if was_latest is None or abs(latest - was_latest) >= MUCH else None


def _is_over(body: Mapping[str, Any], course: Course | None) -> bool:
    """Say whether nothing more comes of it. Its sender's own copy, without a course, is done when it is sent: that ends nothing."""
    if course is None:
        return body.get("status") == "revoked"
    return body.get("status") in _OVER or course.status == "avsluttet"


def _is_new(course: Course, today: date) -> bool:
    """Say whether the newest of what is told came lately: a record that is taken over alarms nobody in bulk."""
    return not course.days or today - max(course.days.values()) <= TELL_WITHIN


def _unit(body: Mapping[str, Any]) -> str:
    performer: Mapping[str, Any] = next(iter(body.get("performer") or ()), {})
    return str(performer.get("reference") or "")


def _body(row: Stored | None) -> Mapping[str, Any]:
    body: Mapping[str, Any] = orjson.loads(row.body) if row else {}
    return body
