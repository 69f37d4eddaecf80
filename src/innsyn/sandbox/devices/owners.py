"""Who has which telephone and mailbox, and what the sandbox's contact register says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from zlib import crc32

from innsyn.kernel.clock import Instant
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Person
from innsyn.sandbox.simulators.contact_register import Registered
from innsyn.sandbox.stories.cast import cast

_RESERVED, _OUTDATED = frozenset({"bjorg"}), frozenset({"arne"})
"""Of the cast: one who has said no to digital letters, and one who has not said for long that his addresses hold."""

_FRESH, _STALE = timedelta(days=40), timedelta(days=700)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody with a telephone or a mailbox. phone, email: empty when there is none."""

    key: str
    name: str = field(repr=False)
    phone: str
    email: str
    is_cast: bool


def owners(nation: Nation) -> Sequence[Owner]:
    """List everybody alive who has something to be told on, the cast first."""
    members = [member.key for member in cast(nation)]
    place = {key: number for number, key in enumerate(members)}
    alive = [person for person in nation.people.values() if person.died_on is None and (person.phone or person.email)]
    in_order = sorted(alive, key=lambda person: (place.get(person.key, len(place)), person.key))
    return [Owner(each.key, str(each.name), each.phone or "", each.email or "", each.key in place) for each in in_order]


def registrations(nation: Nation, now: Instant) -> Mapping[str, Registered]:
    """Say what the register has, by number.

    Of those without a name for a key, two in a hundred have reserved themselves and three have not confirmed for long."""
    people = [person for person in nation.people.values() if person.phone or person.email]
    return {person.number: _registered(person, now) for person in people}


def _registered(person: Person, now: Instant) -> Registered:
    lot = None if person.key.isalpha() else crc32(person.key.encode()) % 100
    return Registered(
        number=person.number,
        email=person.email or "",
        phone=person.phone or "",
        confirmed_at=now - (_STALE if person.key in _OUTDATED or lot in (2, 3, 4) else _FRESH),
        is_reserved=person.key in _RESERVED or lot in (0, 1),
        language=person.language if person.language in ("nb", "nn", "en", "se") else "nb",
        status="SLETTET" if person.died_on else "AKTIV",
    )
