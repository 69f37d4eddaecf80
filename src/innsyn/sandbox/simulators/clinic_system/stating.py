"""What the system says that it has in its book: each night, and at once when the office has changed its ways; no patient is in it.

Source: HL7 FHIR R4 List; docs/integrators.md, "Say what you have"."""

from collections.abc import Callable, Collection
from datetime import date

from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.sandbox.simulators.clinic_system import bookings
from innsyn.sandbox.simulators.clinic_system.copies import Copies, Json
from innsyn.sandbox.simulators.clinic_system.faults import Fault
from innsyn.sandbox.simulators.clinic_system.interface import Interface

RECONCILIATION = "urn:innsyn:reconciliation"
BOOK = f"{bookings.OWN}|book"

Said = tuple[date, frozenset[Fault]]


class Stating:
    """state."""

    def __init__(self, copies: Copies, *, clock: Callable[[], Instant], faults: Collection[Fault]) -> None:
        """copies: the system's own book."""
        self._copies, self._clock, self._faults = copies, clock, faults
        self._said: Said | None = None

    async def state(self, interface: Interface) -> None:
        """Say it, once a day; a platform that will not hear of it is told the next day."""
        now = self._clock()
        saying = (norwegian_date(now), frozenset(each for each in self._faults if each is Fault.DOUBLE_BOOK))
        if saying == self._said:
            return
        said = statement(self._copies.all("Appointment"), now, given_away=Fault.DOUBLE_BOOK in self._faults)
        stands = await interface.search("List", {"identifier": BOOK})
        await (interface.put({**said, "id": stands[0]["id"]}) if stands else interface.create(said, unless=f"identifier={BOOK}"))
        self._said = saying

    def forget(self) -> None:
        """Say it anew: the system has been down."""
        self._said = None


def statement(appointments: Collection[Json], now: Instant, *, given_away: bool) -> Json:
    """Write what is booked and has not begun. given_away: the office has given all of it to others at the counter, and told nobody."""
    taken = [each for each in appointments if bookings.is_asked(each) and each.get("status") == "booked" and each.get("start")]
    ahead = sorted((each for each in taken if bookings.begins(each) > now), key=bookings.begins)
    inside = [_taken(each, f"t{place}", given_away=given_away) for place, each in enumerate(ahead)]
    system, _, value = BOOK.partition("|")
    return {
        "resourceType": "List",
        "identifier": [{"system": system, "value": value}],
        "status": "current",
        "mode": "snapshot",
        "code": {"coding": [{"system": RECONCILIATION, "code": "statement"}]},
        "date": now.isoformat(timespec="seconds"),
        **({"contained": inside, "entry": [{"item": {"reference": f"#{each['id']}"}} for each in inside]} if inside else {}),
    }


def _taken(appointment: Json, id_: str, *, given_away: bool) -> Json:
    asked = [{"system": each["system"], "value": each["value"]} for each in appointment["identifier"] if each["system"] == bookings.ASKED]
    return {
        "resourceType": "Appointment",
        "id": id_,
        **({} if given_away else {"identifier": asked}),
        "status": "booked",
        "start": appointment["start"],
        "end": appointment["end"],
        "slot": [{"reference": bookings.slot_of(appointment)}],
        "participant": [{"type": [{"text": "patient"}], "status": "accepted"}],
    }
