"""What the templates draw of a health contact: who it is, what it offers this reader now and where that leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlencode

from innsyn.features.contacts.chart import Hours, Place
from innsyn.features.contacts.rules import Group, Reader, Standing, group_of, offered, standing
from innsyn.gate.rules.areas import Area
from innsyn.gate.standing.care_contacts import CareContact, Participant
from innsyn.kernel.clock import Instant
from innsyn.web.health_contacts import Contact, Found, Service
from innsyn.web.health_contacts.services import DIALOGUE
from innsyn.web.telephone import in_pairs

WRITE, BOOK, WISH, APPOINTMENTS = "/messages/new", "/appointments/new", "/appointments/wish", "/appointments"
"""Pages of other slices. They are led to only where they are there: `call.reaches`."""

Reaches = Callable[[str], bool]
AreasAt = Callable[[str], frozenset[Area] | None]
Why = Literal["attorney", "parent", "youth", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the reader can do. href: empty where no page takes it."""

    service: Service
    href: str


@dataclass(frozen=True, slots=True)
class Category:
    """What a message can be about. text: the sender's words. function: Volven 9034, empty for none. href: begins a message about it."""

    function: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One contact. name: the register's, else as the relation says. of: the organisation above, empty when that is the same or unknown.

    others: offered, but not for this reader; why: key of the reason. phone: empty when unknown. told_at: when the relation was told."""

    id: str
    group: Group
    standing: Standing
    name: str = field(repr=False)
    of: str
    steps: tuple[Step, ...] = ()
    others: tuple[Service, ...] = ()
    why: Why = "unknown"
    closed: tuple[Service, ...] = ()
    categories: tuple[Category, ...] = ()
    team: tuple[Participant, ...] = ()
    phone: str
    hours: tuple[Hours, ...]
    source: str
    told_at: Instant

    @property
    def phone_in_pairs(self) -> str:
        """Say the telephone number as it is read aloud."""
        return in_pairs(self.phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lines are made with. places: of the directory, by unit. sources: names by organisation number. reaches: as of a call.

    areas_at: what the reader's powers of attorney open at an organisation, by its number; None for whoever has no need of any."""

    found: Mapping[int, Found]
    places: Mapping[str, Place]
    sources: Mapping[str, str]
    reader: Reader
    reaches: Reaches
    now: Instant
    areas_at: AreasAt | None = None

    def reader_at(self, organisation: str) -> Reader:
        """Say who looks at one organisation's contact."""
        return replace(self.reader, areas=self.areas_at(organisation)) if self.areas_at else self.reader


def line(contact: CareContact, around: Around) -> Line:
    """Make the line of a contact."""
    found, group = around.found[contact.her_id], group_of(contact)
    stands = standing(contact, found, now=around.now)
    place = around.places.get(contact.unit, Place())
    known = found if isinstance(found, Contact) and stands != "gone" else None
    reader = around.reader_at(contact.source)
    offer = offered(known, group, reader, now=around.now) if known and stands in ("reachable", "closed") else None
    name = (known.name if known else "") or contact.name
    return Line(
        id=contact.id,
        group=group,
        standing=stands,
        name=name,
        of=known.parent_name if known and known.parent_name != name else "",
        steps=tuple(Step(each, _href(contact, each, around.reaches)) for each in offer.hers) if offer else (),
        others=offer.others if offer else (),
        why=_why(reader),
        closed=offer.closed if offer else (),
        categories=_categories(contact, offer.hers, around.reaches) if offer else (),
        team=contact.participants,
        phone=contact.phone or place.phone,
        hours=place.hours,
        source=around.sources.get(contact.source, ""),
        told_at=contact.told_at,
    )


def _href(contact: CareContact, service: Service, reaches: Reaches) -> str:
    if service in DIALOGUE:
        return _leading(WRITE, reaches, to=contact.her_id, kind=service.value)
    if service in (Service.BOOKING, Service.BOOKING_BY_WISH, Service.BOOKING_BY_WISH_YOUTH):
        return _leading(BOOK if service is Service.BOOKING else WISH, reaches, at=contact.her_id)
    return _leading(APPOINTMENTS, reaches) if service is Service.CHANGING else ""


def _categories(contact: CareContact, hers: tuple[Service, ...], reaches: Reaches) -> tuple[Category, ...]:
    """Let a message begin with what it is about: by the ordinary way of writing to this contact."""
    kind = next((each for each in (Service.SECURE_MAIL, Service.E_CONTACT) if each in hers), None)
    if kind is None:
        return ()
    return tuple(
        Category(
            each.function,
            each.text,
            _leading(WRITE, reaches, to=contact.her_id, kind=kind.value, category=each.function) if each.function else "",
        )
        for each in contact.categories
    )


def _leading(path: str, reaches: Reaches, **query: object) -> str:
    return "" if not reaches(path) else f"{path}?{urlencode(query)}" if query else path


def _why(reader: Reader) -> Why:
    if reader.years is None:
        return "unknown"
    if reader.role == "self":
        return "youth"
    return "attorney" if reader.areas is not None else "parent"
