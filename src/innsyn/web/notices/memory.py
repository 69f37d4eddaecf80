"""The outbox in memory, for tests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID, uuid4

from innsyn.kernel.clock import Instant
from innsyn.web.notices.asked import Asked, Told, page_of
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import Claimed, DeliveryFate, DeliveryState, Fate, NoticeState, NotPlanned, Planned, Waiting, is_late
from innsyn.web.notices.kinds import MANNERS
from innsyn.web.notices.notice import Notice


@dataclass
class _Row:
    """One notice, as it stands."""

    id: UUID
    notice: Notice
    state: NoticeState = "waiting"
    reason: str = ""
    attempt: int = 0
    due_at: Instant | None = None
    leased_until: Instant | None = None
    opened_at: Instant | None = None
    hindered: Mapping[Channel, str] = field(default_factory=dict)


@dataclass
class _Delivery:
    """One delivery, as it stands."""

    row: _Row
    planned: Planned
    changed_at: Instant
    due_at: Instant | None
    state: DeliveryState = "waiting"
    reason: str = ""
    reference: str = ""
    attempt: int = 0
    leased_until: Instant | None = None
    ending: str = ""

    def place(self) -> tuple[str, str, str]:
        """Say where it goes."""
        return self.row.notice.to, self.planned.channel, self.planned.target

    def words(self) -> tuple[str, str | None]:
        """Say what is sent."""
        return MANNERS[self.row.notice.kind].wording, self.row.notice.sender


@dataclass
class MemoryNotices:
    """Implements `Notices` and `Outbox`."""

    new_id: Callable[[], UUID] = uuid4
    _rows: list[_Row] = field(default_factory=list)
    _deliveries: list[_Delivery] = field(default_factory=list)

    @property
    def told(self) -> list[Notice]:
        """Say everything that was kept, oldest first."""
        return [row.notice for row in self._rows]

    @property
    def withdrawn(self) -> set[str]:
        """Say the words of those taken back or opened."""
        return {row.notice.once for row in self._rows if row.opened_at is not None}

    async def tell(self, notice: Notice) -> bool:
        """Keep a notice."""
        if any(row.notice.once == notice.once for row in self._rows):
            return False
        self._rows.append(_Row(self.new_id(), notice, due_at=notice.at))
        return True

    async def opened(self, to: str, about: str, *, now: Instant) -> None:
        """Withdraw what told of this."""
        self._take_back([row for row in self._rows if (row.notice.to, row.notice.about) == (to, about)], now)

    async def withdraw(self, once: str, *, now: Instant) -> None:
        """Withdraw one."""
        self._take_back([row for row in self._rows if row.notice.once == once], now)

    async def withdraw_all(self, hangs_on: str, *, told_by: Instant, now: Instant) -> None:
        """Withdraw all that hang on one thing."""
        self._take_back([row for row in self._rows if hangs_on and row.notice.hangs_on == hangs_on and row.notice.at <= told_by], now)

    async def log(self, asked: Asked) -> Told:
        """List what a person was told."""
        found = sorted((row for row in self._rows if _is_asked_for(row, asked)), key=_place_in_log)
        return page_of([self._fate(row) for row in found[: asked.most + 1]], asked.most)

    async def fate(self, once: str) -> Fate | None:
        """Say what became of one."""
        return next((self._fate(row) for row in self._rows if row.notice.once == once), None)

    async def take_notices(self, *, now: Instant, until: Instant, most: int) -> Sequence[Waiting]:
        """Take notices to plan."""
        due = sorted((row for row in self._rows if _is_due(row, now)), key=lambda row: row.due_at or now)[:most]
        for row in due:
            row.attempt, row.leased_until = row.attempt + 1, until
        return [_waiting(row) for row in due]

    async def planned(
        self, taken: Waiting, deliveries: Sequence[Planned], *, hindered: Mapping[Channel, str] | None = None, now: Instant
    ) -> None:
        """Keep how it will be told."""
        for row in self._standing(taken):
            row.hindered = hindered or {}
            row.state, row.reason, row.due_at, row.leased_until = "planned", "", None, None
            known = {each.planned.id for each in self._deliveries}
            self._deliveries += [_Delivery(row, each, now, each.due_at) for each in deliveries if each.id not in known]

    async def not_planned(self, taken: Waiting, state: NotPlanned, reason: str, *, again_at: Instant | None) -> None:
        """Keep why it is not told."""
        for row in self._standing(taken):
            row.state, row.reason, row.due_at, row.leased_until = state, reason, again_at, None

    async def take_deliveries(self, *, now: Instant, until: Instant, most: int) -> Sequence[Claimed]:
        """Take deliveries to send."""
        busy = {each.place() for each in self._deliveries if each.state == "waiting" and each.leased_until and each.leased_until > now}
        due: list[_Delivery] = []
        for each in sorted(
            (one for one in self._deliveries if one.state == "waiting" and _is_due(one, now)), key=lambda one: one.due_at or now
        ):
            if each.place() not in busy and len(due) < most:
                busy.add(each.place())
                due.append(each)
        return [_claimed(each, until) for each in due]

    async def sent(self, taken: Claimed, reference: str, *, ending: str = "", look_at: Instant | None, now: Instant) -> None:
        """Keep that a gateway has it."""
        for one in self._held(taken, "waiting"):
            self._settle(one, "sent", "", look_at, now)
            one.reference, one.ending, one.attempt = reference, ending, 0
            for other in self._said_with(one, now):
                self._settle(other, "sent", "together", None, now)
                other.reference, other.ending = reference, ending

    async def put_back(self, taken: Claimed, reason: str, *, until: Instant, is_counted: bool = True, now: Instant) -> None:
        """Have it tried again."""
        for one in self._held(taken, "waiting"):
            is_over = one.row.opened_at is not None
            self._settle(one, "withdrawn" if is_over else "waiting", reason, None if is_over else until, now)
            one.attempt -= not is_counted

    async def ended(self, taken: Claimed, state: Literal["failed", "withdrawn"], reason: str, *, now: Instant) -> None:
        """Keep that it will never be sent."""
        for one in self._held(taken, "waiting"):
            self._settle(one, state, reason, None, now)

    async def take_sent(self, *, now: Instant, until: Instant, most: int) -> Sequence[Claimed]:
        """Take deliveries to ask about."""
        return [_claimed(each, until) for each in [one for one in self._deliveries if one.state == "sent" and _is_due(one, now)][:most]]

    async def reported(
        self, taken: Claimed, state: Literal["sent", "delivered", "failed"], reason: str, *, look_at: Instant | None, now: Instant
    ) -> None:
        """Keep what a gateway reports."""
        for one in self._held(taken, "sent"):
            self._settle(one, state, reason, look_at, now)
            for other in self._deliveries:
                if other.reason == "together" and other.state == "sent" and other.reference == one.reference:
                    other.state, other.changed_at = state, now

    def _said_with(self, one: _Delivery, now: Instant) -> Sequence[_Delivery]:
        said = (one.place(), one.words())
        waits = [each for each in self._deliveries if each.state == "waiting" and _is_due(each, now)]
        return [each for each in waits if (each.place(), each.words()) == said and not is_late(each.row.notice.good_until, now)]

    def _take_back(self, rows: Sequence[_Row], now: Instant) -> None:
        for row in rows:
            if row.opened_at is None:
                row.opened_at, row.due_at = now, None
                row.state = "withdrawn" if row.state in ("waiting", "no_channel") else row.state
        for each in self._deliveries:
            if each.row in rows and each.state == "waiting" and (each.leased_until is None or each.leased_until <= now):
                self._settle(each, "withdrawn", each.reason, None, now)

    def _standing(self, taken: Waiting) -> Sequence[_Row]:
        return [row for row in self._rows if row.id == taken.id and row.attempt == taken.attempt and row.due_at is not None]

    def _held(self, taken: Claimed, state: DeliveryState) -> Sequence[_Delivery]:
        return [
            each for each in self._deliveries if each.planned.id == taken.id and each.attempt == taken.attempt and each.state == state
        ]  # fmt: skip

    @staticmethod
    def _settle(one: _Delivery, state: DeliveryState, reason: str, due_at: Instant | None, now: Instant) -> None:
        one.state, one.reason, one.due_at, one.leased_until, one.changed_at = state, reason, due_at, None, now

    def _fate(self, row: _Row) -> Fate:
        notice = row.notice
        mine = sorted((each for each in self._deliveries if each.row is row), key=lambda each: (each.planned.channel, each.planned.target))
        return Fate(
            id=row.id,
            kind=notice.kind,
            about=notice.about,
            at=notice.at,
            state=row.state,
            reason=row.reason,
            concerns=notice.concerns,
            deliveries=[_delivery_fate(each) for each in mine],
            hindered=row.hindered,
        )


def _delivery_fate(one: _Delivery) -> DeliveryFate:
    return DeliveryFate(
        channel=one.planned.channel,
        state=one.state,
        reason=one.reason,
        changed_at=one.changed_at,
        due_at=one.due_at,
        ending=one.ending,
    )


def _place_in_log(row: _Row) -> tuple[float, UUID]:
    return -row.notice.at.timestamp(), row.id


def _is_asked_for(row: _Row, asked: Asked) -> bool:
    notice = row.notice
    is_of_record = asked.concerning is None or notice.concerns == asked.concerning
    is_further = asked.after is None or _place_in_log(row) > (-asked.after[0].timestamp(), asked.after[1])
    return notice.to == asked.to and is_of_record and (not asked.kinds or notice.kind in asked.kinds) and is_further


def _is_due(thing: _Row | _Delivery, now: Instant) -> bool:
    return thing.due_at is not None and thing.due_at <= now and (thing.leased_until is None or thing.leased_until <= now)


def _waiting(row: _Row) -> Waiting:
    notice = row.notice
    return Waiting(
        id=row.id,
        kind=notice.kind,
        to=notice.to,
        sender=notice.sender,
        at=notice.at,
        attempt=row.attempt,
        good_until=notice.good_until,
    )


def _claimed(one: _Delivery, until: Instant) -> Claimed:
    one.attempt, one.leased_until = one.attempt + 1, until
    notice, planned = one.row.notice, one.planned
    return Claimed(
        id=planned.id,
        kind=notice.kind,
        to=notice.to,
        channel=planned.channel,
        target=planned.target,
        wording=MANNERS[notice.kind].wording,
        sender=notice.sender,
        attempt=one.attempt,
        reference=one.reference,
        is_opened=one.row.opened_at is not None,
        good_until=notice.good_until,
    )
