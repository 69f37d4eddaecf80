"""The register's content while it runs: a document for each person, what may change in it, and the feed of what has changed.

Nobody's birthday is an event; a move, a death, a changed responsibility or protection, and a guardian who comes or goes are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Json = dict[str, Any]

PAGE = 1000
"""How many events one page of the feed holds."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event (hendelse). sequence: from 1. part: the part of the document that changed. entry: what stands there now, or None."""

    sequence: int
    number: str
    kind: str
    document_id: str
    person_document_id: str
    at: datetime
    part: str
    entry: Json | None


class Register:
    """Implements what the interface shows. Documents are replaced, never changed in place."""

    def __init__(self, documents: Mapping[str, Json], *, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        """documents: by person number, in the interface's own form. new_id: names documents and events."""
        self._documents = dict(documents)
        self._clock = clock
        self._new_id = new_id
        self._events: list[Event] = []

    def document(self, number: str) -> Json | None:
        """Give a person's document with its history, None when there is nobody of this number."""
        return self._documents.get(number)

    def stranger_to(self, number: str) -> str:
        """Give somebody else's number."""
        return next(other for other in self._documents if other != number)

    def events(self, first: int) -> list[Event]:
        """Give a page of the feed, from the sequence number `first`, which is included."""
        return self._events[max(first - 1, 0) :][:PAGE]

    def event(self, document_id: str) -> Event | None:
        """Find one event."""
        return next((event for event in self._events if event.document_id == document_id), None)

    @property
    def last(self) -> int:
        """The sequence number of the latest event, 0 before the first."""
        return len(self._events)

    def move(self, number: str, street_address: Json) -> None:
        """Register a person at another address. street_address: a `vegadresse`."""
        home = {"adressegradering": self._grade(number), "flyttedato": self._clock().date().isoformat(), "vegadresse": street_address}
        self._change(number, "bostedsadresse", _every, [home], kind="endringIBostedsadresse")

    def home_of(self, number: str) -> Json:
        """Give the `vegadresse` a person is registered at. Raises LookupError when there is none."""
        for entry in self._current(number, "bostedsadresse"):
            if "vegadresse" in entry:
                found: Json = entry["vegadresse"]
                return found
        raise LookupError("no street address")

    def set_responsibility(self, child: str, how: str, responsible: Sequence[str]) -> None:
        """Register who has parental responsibility. how: `felles`, `mor`, `far`, `medmor`, `andre` or `ukjent`."""
        before = [entry["ansvarlig"] for entry in self._current(child, "foreldreansvar") if "ansvarlig" in entry]
        entries = [{"ansvar": how, "ansvarlig": number} for number in responsible] or [{"ansvar": how}]
        self._change(child, "foreldreansvar", _is_over_oneself, entries, kind="endringIForeldreansvar")
        for parent in dict.fromkeys((*before, *responsible)):
            own = [{"ansvar": how, "ansvarssubjekt": child}] if parent in responsible else []
            self._change(parent, "foreldreansvar", _is_over(child), own, kind="endringIForeldreansvar")

    def set_protection(self, number: str, grade: str) -> None:
        """Protect a person's address, or no longer. grade: `ugradert`, `klientadresse`, `fortrolig` or `strengtFortrolig`."""
        homes = [{**_bare(home), "adressegradering": grade} for home in self._current(number, "bostedsadresse")]
        self._change(number, "adressebeskyttelse", _every, [{"graderingsnivaa": grade}], kind="endringIAdressebeskyttelse")
        self._change(number, "bostedsadresse", _every, homes, kind="endringIBostedsadresseUtenFlytting")

    def record_death(self, number: str, died_on: date) -> None:
        """Register a death. Responsibility and guardianships stand until somebody changes them."""
        entry = self._entry({"doedsdato": died_on.isoformat()})
        self._put(number, "doedsfall", entry, entry, kind="endringIDoedsfall")
        self._change(number, "status", _every, [{"status": "doed"}], kind="personErDoed")

    def set_guardian(self, ward: str, guardian: str, scope: str, *, kind: str = "voksen") -> None:
        """Give a ward a guardian, or a guardian another scope. scope: an `omfang`. kind: a `vergemaaltype`."""
        verge = {"foedselsEllerDNummer": guardian, "omfang": scope, "omfangetErInnenPersonligOmraade": scope != "oekonomiskeInteresser"}
        new = [{"vergemaaltype": kind, "verge": verge}]
        self._change(ward, "vergemaalEllerFremtidsfullmakt", _is_guarded_by(guardian), new, kind="endringIVergemaal")

    def end_guardian(self, ward: str, guardian: str) -> None:
        """End a guardianship."""
        self._change(ward, "vergemaalEllerFremtidsfullmakt", _is_guarded_by(guardian), [], kind="endringIVergemaal")

    def write(self, number: str, part: str, content: Any) -> None:
        """Put anything into a document, in whatever form and without an event: for trying what should never be met."""
        self._documents[number] = {**self._documents[number], part: content}

    def _grade(self, number: str) -> str:
        grades = [str(entry["graderingsnivaa"]) for entry in self._current(number, "adressebeskyttelse")]
        return grades[0] if grades else "ugradert"

    def _current(self, number: str, part: str) -> list[Json]:
        return [entry for entry in self._documents[number].get(part, []) if entry["erGjeldende"]]

    def _change(self, number: str, part: str, ends: Callable[[Json], bool], new: Iterable[Json], *, kind: str) -> None:
        """End the current entries for which `ends` holds, and let new ones be current beside the others."""
        now = self._clock().isoformat()
        kept = [
            {**each, "erGjeldende": False, "opphoerstidspunkt": now} if each["erGjeldende"] and ends(each) else each
            for each in self._documents[number].get(part, [])
        ]
        added = [self._entry(entry) for entry in new]
        self._put(number, part, [*kept, *added], added[-1] if added else None, kind=kind)

    def _entry(self, content: Json) -> Json:
        now = self._clock().isoformat()
        return {"ajourholdstidspunkt": now, "erGjeldende": True, "kilde": "sandbox", "gyldighetstidspunkt": now, **content}

    def _put(self, number: str, part: str, content: Any, entry: Json | None, *, kind: str) -> None:
        self._documents[number] = {**self._documents[number], part: content}
        event = Event(self.last + 1, number, kind, self._new_id(), self._new_id(), self._clock(), part, entry)
        self._events.append(event)


def _every(_: Json) -> bool:
    return True


def _is_over_oneself(entry: Json) -> bool:
    return "ansvarssubjekt" not in entry


def _is_over(child: str) -> Callable[[Json], bool]:
    return lambda entry: entry.get("ansvarssubjekt") == child


def _is_guarded_by(guardian: str) -> Callable[[Json], bool]:
    return lambda entry: entry["verge"].get("foedselsEllerDNummer") == guardian


def _bare(entry: Json) -> Json:
    """Take the fields off that every entry has."""
    own = ("ajourholdstidspunkt", "erGjeldende", "kilde", "gyldighetstidspunkt", "opphoerstidspunkt")
    return {name: value for name, value in entry.items() if name not in own}
