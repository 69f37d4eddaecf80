"""Short keys for the people a load brings in, so that scripts can name them without a number."""

import unicodedata
from collections.abc import Collection, Iterable

from innsyn.edge.loading.ledger import LoadedPerson
from innsyn.edge.loading.outcome import Arrival

_LETTERS_OF_ID = 4
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


class Keys:
    """Gives each person a key of its own, always the same to the same person."""

    def __init__(self, known: Iterable[LoadedPerson], taken: Collection[str]) -> None:
        """known: people of earlier loads, who keep theirs. taken: keys of others."""
        self._by_id = {person.patient_id: person.key for person in known}
        self._taken = {*taken, *self._by_id.values()}

    def people(self, arrivals: Iterable[Arrival]) -> tuple[LoadedPerson, ...]:
        """Give those who came in their keys."""
        return tuple(
            LoadedPerson(self._key(each), each.patient_id, each.given_name, each.family_name, each.number, each.is_dead)
            for each in arrivals
        )

    def _key(self, arrival: Arrival) -> str:
        known = self._by_id.get(arrival.patient_id)
        if known is not None:
            return known
        name, letters = slug(arrival.given_name), _LETTERS_OF_ID
        while (key := f"{name}-{arrival.patient_id[:letters].lower()}") in self._taken and letters <= len(arrival.patient_id):
            letters += 1
        self._by_id[arrival.patient_id] = key
        self._taken.add(key)
        return key


def slug(name: str) -> str:
    """Write the first word of a name with plain small letters; `person` when nothing is left of it."""
    words = name.lower().translate(_PLAIN).split()
    plain = unicodedata.normalize("NFKD", words[0] if words else "").encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalpha()) or "person"
