"""Two registers without a wire: one in memory, for tests, and one that knows nobody, for whoever runs without a population register."""

from collections.abc import Iterable

from innsyn.gate.register import NotRegistered, RegisteredPerson, RegisterUnavailable
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber


class NoRegister:
    """Implements `PopulationRegister`: nobody is registered, so nobody is anybody's parent or guardian."""

    async def person(self, number: PersonNumber, *, now: Instant) -> RegisteredPerson | NotRegistered | RegisterUnavailable:  # noqa: ARG002
        """Find nobody."""
        return NotRegistered()


class MemoryRegister:
    """Implements `PopulationRegister` with the people it is given. is_available: false lets it fail. asked: how many questions."""

    def __init__(self, people: Iterable[RegisteredPerson] = ()) -> None:
        """people: whom it knows at the start."""
        self._people: dict[PersonNumber, RegisteredPerson] = {}
        self.is_available = True
        self.asked = 0
        self.put(*people)

    def put(self, *people: RegisteredPerson) -> None:
        """Know these from now on, instead of what was known of them."""
        self._people |= {person.number: person for person in people}

    def remove(self, number: PersonNumber) -> None:
        """Know this person no longer."""
        self._people.pop(number, None)

    async def person(self, number: PersonNumber, *, now: Instant) -> RegisteredPerson | NotRegistered | RegisterUnavailable:  # noqa: ARG002
        """Give what was put in."""
        self.asked += 1
        return self._people.get(number, NotRegistered()) if self.is_available else RegisterUnavailable()
