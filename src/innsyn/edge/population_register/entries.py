"""One person's own entry: what is read out of one document, before it is joined with the entries of relatives and guardians.

Source: Skatteetaten, "Offentlig med hjemmel" 1.5, schema `folkeregisteret.tilgjengeliggjoering.person.v1.Folkeregisterperson`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from innsyn.edge.population_register.guardianships import Guardianship, guardianships
from innsyn.edge.population_register.homes import address_key
from innsyn.edge.population_register.reading import Json, NotUnderstood, current, day, number, text
from innsyn.edge.population_register.responsibilities import Responsibilities, responsibilities
from innsyn.gate.register import ParentRelation, Protection
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber

PARTS = (
    "status",
    "doedsfall",
    "foedsel",
    "navn",
    "bostedsadresse",
    "deltBosted",
    "adressebeskyttelse",
    "familierelasjon",
    "foreldreansvar",
    "vergemaalEllerFremtidsfullmakt",
)
"""What we ask for. `identifikasjonsnummer` comes always."""

_GRADES: dict[str, Protection] = {
    "ugradert": "none",
    "klientadresse": "client_address",
    "fortrolig": "confidential",
    "strengtFortrolig": "strictly_confidential",
}
_MILDEST_FIRST: tuple[Protection, ...] = ("none", "client_address", "confidential", "strictly_confidential", "unknown")
_PARENTS: dict[str, ParentRelation] = {"mor": "mother", "far": "father", "medmor": "co_mother"}
_KNOWN_STATUS = frozenset(
    {
        "bosatt",
        "utflyttet",
        "forsvunnet",
        "doed",
        "opphoert",
        "foedselsregistrert",
        "midlertidig",
        "inaktiv",
        "ikkeBosatt",
        "aktiv",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What the register says of one person by herself.

    is_over: the entry is no longer anybody's (opphørt). parents: in the register's order, with what each is to the person.
    address_key: see `innsyn.gate.register`."""

    number: PersonNumber = field(repr=False)
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    died_on: date | None = field(repr=False)
    is_dead: bool
    is_over: bool
    protection: Protection
    address_key: str | None = field(repr=False)
    parents: tuple[tuple[PersonNumber, ParentRelation], ...] = field(repr=False)
    responsibilities: Responsibilities = field(repr=False)
    guardianships: tuple[Guardianship, ...] = field(repr=False)


def entry(document: Any, asked: PersonNumber, *, secret: bytes, now: Instant) -> Entry:
    """Read a document.

    asked: whose document it must be. secret: see `homes.address_key`. Raises NotUnderstood when its form is not the documented one, when
    it is about somebody else, or when it does not tell whether the person lives."""
    if not isinstance(document, dict):
        raise NotUnderstood("folkeregisterperson")
    _check_whose(document, asked, now)
    status, death = _status(document, now), _death(document)
    homes = current(document, "bostedsadresse", now=now)
    protection = _protection(document, [*homes, *current(document, "deltBosted", now=now)], now)
    birth, name = _only(document, "foedsel", now), _only(document, "navn", now)
    return Entry(
        number=asked,
        name=" ".join(part for part in (text(name.get(word)) for word in ("fornavn", "mellomnavn", "etternavn")) if part),
        born_on=day(birth.get("foedselsdato")),
        died_on=day(death.get("doedsdato")) if death is not None else None,
        is_dead=status == "doed" or death is not None,
        is_over=status == "opphoert",
        protection=protection,
        address_key=address_key(homes, secret) if protection == "none" else None,
        parents=tuple(_parents(document, now)),
        responsibilities=responsibilities(current(document, "foreldreansvar", now=now), asked),
        guardianships=guardianships(current(document, "vergemaalEllerFremtidsfullmakt", now=now)),
    )


def _check_whose(document: Json, asked: PersonNumber, now: Instant) -> None:
    in_use = [each for each in current(document, "identifikasjonsnummer", now=now) if each.get("status") == "iBruk"]
    if [each.get("foedselsEllerDNummer") for each in in_use] != [asked.value]:
        raise NotUnderstood("identifikasjonsnummer")


def _status(document: Json, now: Instant) -> str:
    status = _only(document, "status", now).get("status")
    if status not in _KNOWN_STATUS:
        raise NotUnderstood("status")
    return str(status)


def _death(document: Json) -> Json | None:
    """A registered death counts however it is dated: only one that is no longer current does not."""
    death = document.get("doedsfall")
    if death is None:
        return None
    if not isinstance(death, dict) or not isinstance(death.get("erGjeldende"), bool):
        raise NotUnderstood("doedsfall")
    return death if death["erGjeldende"] else None


def _protection(document: Json, homes: list[Json], now: Instant) -> Protection:
    """The strictest of what is said of the person and of each address. Nothing said is no protection: the register leaves it out."""
    said = [each.get("graderingsnivaa") for each in current(document, "adressebeskyttelse", now=now)]
    grades = [_GRADES.get(str(grade), "unknown") for grade in (*said, *(home.get("adressegradering") for home in homes))]
    return max(grades, key=_MILDEST_FIRST.index, default="none")


def _only(document: Json, part: str, now: Instant) -> Json:
    """Give the one current entry of a part, an empty one when there are none or several: nobody can say which is right."""
    entries = current(document, part, now=now)
    return entries[0] if len(entries) == 1 else {}


def _parents(document: Json, now: Instant) -> list[tuple[PersonNumber, ParentRelation]]:
    found = []
    for relation in current(document, "familierelasjon", now=now):
        role, who = _PARENTS.get(str(relation.get("relatertPersonsRolle"))), number(relation.get("relatertPerson"))
        if role and who:
            found.append((who, role))
    return found
