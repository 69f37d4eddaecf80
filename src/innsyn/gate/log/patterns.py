"""Accesses that deserve a look: each pattern a pure rule with its reason, its text and worked examples, like the rules of access.

A mark is a question, never an accusation; what is unknown marks nothing. Source: pasientjournalloven § 16, § 22; helsepersonelloven § 21 a;
docs/spec/log.md#AL-3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from innsyn.gate.log.line import LineKind, LineState
from innsyn.kernel.clock import NORWAY, Instant, instant

NIGHT_FROM, NIGHT_UNTIL = 22, 6
"""Hours of the Norwegian day between which it is night."""

FOLLOW_UP_WITHIN = timedelta(days=7)
"""So long after an emergency access something should have been written, done or reviewed where it was used."""

MANY_IN_A_ROW = 10
"""So many records opened by one person within half an hour before and after are many in a row."""

_NOON = instant("2026-11-22T12:00:00+01:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is known of one access. None is unknown, and marks nothing.

    at: its first act. is_self_authorised: no contact is known, only the actor's word. is_office: it answered a question or registered
    a power of attorney. did_nothing: no information was shown or written but whose record it is. was_there: the patient had a stay or an
    appointment there within a day of it. same_name, same_address: as the patient. is_colleague: the patient works in the same
    organisation. in_a_row: records the same person opened at that time. is_followed_up: of an emergency, once it can be said.
    has_ended: the power it was done with is over."""

    kind: LineKind = "staff"
    state: LineState = "opened"
    role: str = "staff"
    at: Instant = _NOON
    is_self_authorised: bool = False
    is_emergency: bool = False
    is_office: bool = False
    did_nothing: bool = False
    was_there: bool | None = None
    same_name: bool | None = None
    same_address: bool | None = None
    is_colleague: bool | None = None
    in_a_row: int | None = None
    is_followed_up: bool | None = None
    has_ended: bool | None = None

    @property
    def is_by_staff(self) -> bool:
        """Say whether personnel opened the record in their ordinary work."""
        return self.kind == "staff" and self.state == "opened" and not self.is_office


Key = Literal["same-name", "same-address", "colleague", "no-contact", "night", "no-follow-up", "many-in-a-row", "power-ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern.

    key: stable name; the text is `gate.mark.<key>`. reason: what it rests on. marks: whether an access is like that.
    is_notified: whether the patient is told of it when she wants to be; a weak sign alone stands in the list only.
    examples: accesses that are marked, and others as near as possible that are not."""

    key: Key
    reason: str
    marks: Callable[[Occasion], bool]
    is_notified: bool = True
    yes: tuple[Occasion, ...]
    no: tuple[Occasion, ...]


def marks_of(access: Occasion) -> tuple[Key, ...]:
    """Say which patterns an access is like, in their order."""
    return tuple(pattern.key for pattern in PATTERNS if pattern.marks(access))


def is_notified(marks: tuple[str, ...]) -> bool:
    """Say whether any of these marks is one that the patient is told of."""
    return any(pattern.is_notified for pattern in PATTERNS if pattern.key in marks)


def _same_name(access: Occasion) -> bool:
    return access.is_by_staff and access.same_name is True


def _same_address(access: Occasion) -> bool:
    return access.is_by_staff and access.same_address is True


def _colleague(access: Occasion) -> bool:
    return access.is_by_staff and access.is_colleague is True


def _no_contact(access: Occasion) -> bool:
    return access.is_by_staff and access.is_self_authorised


def _night(access: Occasion) -> bool:
    """A ward on duty works at night with those it has: only an access to somebody who was not there is marked for the hour."""
    hour = access.at.astimezone(NORWAY).hour
    is_elsewhere = access.is_by_staff and not access.is_emergency and access.was_there is False
    return is_elsewhere and (hour >= NIGHT_FROM or hour < NIGHT_UNTIL)


def _no_follow_up(access: Occasion) -> bool:
    return access.is_by_staff and access.is_emergency and access.is_followed_up is False


def _many_in_a_row(access: Occasion) -> bool:
    is_many = access.in_a_row is not None and access.in_a_row >= MANY_IN_A_ROW
    return access.is_by_staff and access.did_nothing and is_many


def _power_ended(access: Occasion) -> bool:
    """Parents are left out: a child that grows up has not withdrawn anything."""
    is_given = access.kind == "relative" and access.role in ("attorney", "guardian")
    return is_given and access.state == "opened" and access.has_ended is True


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        key="same-name",
        reason="pasientjournalloven § 16; helsepersonelloven § 21 a: nobody looks at relatives without a need in the work",
        marks=_same_name,
        yes=(Occasion(same_name=True), Occasion(same_name=True, is_emergency=True)),
        no=(Occasion(), Occasion(same_name=False), Occasion(same_name=True, state="found"), Occasion(same_name=True, kind="relative"),
            Occasion(same_name=True, is_office=True)),
    ),
    Pattern(
        key="same-address",
        reason="pasientjournalloven § 16; helsepersonelloven § 21 a: nobody looks at those they live with without a need in the work",
        marks=_same_address,
        yes=(Occasion(same_address=True),),
        no=(Occasion(same_address=None), Occasion(same_address=False), Occasion(same_address=True, state="refused"),
            Occasion(same_address=True, kind="relative"), Occasion(same_address=True, is_office=True)),
    ),
    Pattern(
        key="colleague",
        reason="pasientjournalloven § 16, § 22: colleagues who are patients are looked up more often than others without a need",
        marks=_colleague,
        yes=(Occasion(is_colleague=True),),
        no=(Occasion(is_colleague=None), Occasion(is_colleague=False), Occasion(is_colleague=True, state="found"),
            Occasion(is_colleague=True, is_office=True)),
    ),
    Pattern(
        key="no-contact",
        reason="Tillitsrammeverk ATT-48: the one who opened the record is the only source of the need",
        marks=_no_contact,
        is_notified=False,
        yes=(Occasion(is_self_authorised=True),),
        no=(Occasion(), Occasion(is_self_authorised=True, kind="system"), Occasion(is_self_authorised=True, state="refused"),
            Occasion(is_self_authorised=True, is_office=True)),
    ),
    Pattern(
        key="night",
        reason="pasientjournalloven § 22; Normen, oppfølging av logg: unusual time, and the patient was not there",
        marks=_night,
        yes=(Occasion(at=instant("2026-11-22T22:00:00+01:00"), was_there=False),
             Occasion(at=instant("2026-11-23T05:59:00+01:00"), was_there=False),
             Occasion(at=instant("2026-07-01T03:59:00+00:00"), was_there=False)),
        no=(Occasion(at=instant("2026-11-22T21:59:00+01:00"), was_there=False),
            Occasion(at=instant("2026-11-23T06:00:00+01:00"), was_there=False),
            Occasion(at=instant("2026-07-01T04:00:00+00:00"), was_there=False),
            Occasion(at=instant("2026-11-22T23:00:00+01:00"), was_there=True),
            Occasion(at=instant("2026-11-22T23:00:00+01:00")),
            Occasion(at=instant("2026-11-22T23:00:00+01:00"), was_there=False, is_emergency=True)),
    ),
    Pattern(
        key="no-follow-up",
        reason="Tillitsrammeverk ATT-41; EHDS article 11(5): an emergency access is followed by help, or by a review",
        marks=_no_follow_up,
        yes=(Occasion(is_emergency=True, is_followed_up=False),),
        no=(Occasion(is_emergency=True, is_followed_up=None), Occasion(is_emergency=True, is_followed_up=True),
            Occasion(is_followed_up=False),
            Occasion(is_emergency=True, is_followed_up=False, kind="unknown")),
    ),
    Pattern(
        key="many-in-a-row",
        reason="pasientjournalloven § 16, § 22; Normen, oppfølging av logg: many records opened without anything being done in them",
        marks=_many_in_a_row,
        yes=(Occasion(did_nothing=True, in_a_row=MANY_IN_A_ROW),),
        no=(Occasion(did_nothing=True, in_a_row=MANY_IN_A_ROW - 1), Occasion(in_a_row=MANY_IN_A_ROW),
            Occasion(did_nothing=True, in_a_row=None),
            Occasion(did_nothing=True, in_a_row=MANY_IN_A_ROW, is_office=True)),
    ),
    Pattern(
        key="power-ended",
        reason="pasient- og brukerrettighetsloven § 3-3: a power of attorney or guardianship that has ended gives no access any more",
        marks=_power_ended,
        is_notified=False,
        yes=(Occasion(kind="relative", role="attorney", has_ended=True), Occasion(kind="relative", role="guardian", has_ended=True)),
        no=(Occasion(kind="relative", role="attorney", has_ended=False), Occasion(kind="relative", role="attorney"),
            Occasion(kind="relative", role="parent", has_ended=True),
            Occasion(kind="relative", role="attorney", has_ended=True, state="refused"),
            Occasion(role="attorney", has_ended=True)),
    ),
)  # fmt: skip
"""Every pattern, in the order in which marks are told."""
