"""The population register's documents (persondokument), one for each inhabitant, as the interface of Folkeregisteret serves them.

Source: Skatteetaten, Folkeregisteret, "Offentlig med hjemmel" 1.5, schema `folkeregisteret.tilgjengeliggjoering.person.v1`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from innsyn.kernel.clock import NORWAY
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Address, GuardianScope, Person, Protection
from innsyn.sandbox.people.register import RegisterEntry, population_register

Json = dict[str, Any]

GRADES = {Protection.NONE: "ugradert", Protection.CONFIDENTIAL: "fortrolig", Protection.STRICTLY_CONFIDENTIAL: "strengtFortrolig"}
_STATUS = {"resident": "bosatt", "temporary": "midlertidig", "dead": "doed"}
_RESPONSIBILITY = {
    "joint": "felles",
    "mother": "mor",
    "father": "far",
    "co_mother": "medmor",
    "others": "andre",
    "unknown": "ukjent",
}
_SCOPES = {
    "personal": "personligeInteresser",
    "financial": "oekonomiskeInteresser",
    "personal_and_financial": "personligeOgOekonomiskeInteresser",
}
_ERRANDS = (("bank", "representasjonDagligbank"), ("kommune", "helseOgOmsorg"), ("helfo", "refusjonForPrivatpersoner"))
"""What a mandate given since 2023 lists: whom the guardian may turn to, and in what."""

_ROLES = {"mother": "mor", "father": "far", "co_mother": "medmor", "child": "barn", "partner": "ektefelleEllerPartner"}
_MARITAL = {
    "unmarried": "ugift",
    "married": "gift",
    "widowed": "enkeEllerEnkemann",
    "divorced": "skilt",
    "separated": "separert",
    "registered_partner": "registrertPartner",
}
_COUNTRIES = {"NO": "NOR", "PL": "POL", "SO": "SOM", "SY": "SYR", "UA": "UKR"}
_OF_AGE = 18
_LIVED_THERE = timedelta(days=900)
_GUARDIAN_SINCE = timedelta(days=400)


def register_documents(nation: Nation) -> dict[str, Json]:
    """Write the documents. Returns them by person number; every entry of every part is current."""
    writer = _Writer(nation)
    return {entry.number: writer.document(nation.people[entry.key], entry) for entry in writer.entries.values()}


class _Writer:
    def __init__(self, nation: Nation) -> None:
        self._nation = nation
        self._dwellings = _dwellings(nation)
        self.entries = population_register(nation)

    def document(self, person: Person, entry: RegisterEntry) -> Json:
        kind = "foedselsnummer" if person.number_kind == "person_number" else "dNummer"
        born = person.born_on
        document: Json = {
            "identifikasjonsnummer": [
                _entry(born, foedselsEllerDNummer=entry.number, identifikatortype=kind, status="iBruk"),
            ],
            "status": [_entry(entry.died_on or born, status=_STATUS[entry.status])],
            "kjoenn": [_entry(born, kjoenn="kvinne" if entry.sex == "female" else "mann")],
            "foedsel": [_entry(born, foedselsdato=born.isoformat(), foedselsaar=str(born.year))],
            "sivilstand": [_entry(born, sivilstand=_MARITAL[entry.marital_status], relatertVedSivilstand=entry.spouse)],
            "navn": [_entry(born, fornavn=entry.name.given, mellomnavn=entry.name.middle, etternavn=entry.name.family)],
            "statsborgerskap": [_entry(born, statsborgerskap=_COUNTRIES[entry.citizenship])],
            "familierelasjon": list(self._family(person)),
            "foreldreansvar": [*self._responsible(entry), *self._children(entry)],
            "vergemaalEllerFremtidsfullmakt": list(self._guardians(person, entry)),
            **self._addresses(person),
        }
        if entry.protection is not Protection.NONE:
            document["adressebeskyttelse"] = [_entry(born, graderingsnivaa=GRADES[entry.protection])]
        if entry.died_on:
            document["doedsfall"] = _entry(entry.died_on, doedsdato=entry.died_on.isoformat())
        return {part: entries for part, entries in document.items() if entries}

    def _family(self, person: Person) -> Iterator[Json]:
        for tie in person.family:
            if tie.kinship in _ROLES:
                other = self._nation.people[tie.key]
                back = next(each.kinship for each in other.family if each.key == person.key and each.kinship in _ROLES)
                yield _entry(
                    max(person.born_on, other.born_on),
                    relatertPerson=other.number,
                    relatertPersonsRolle=_ROLES[tie.kinship],
                    minRolleForPerson=_ROLES[back],
                )

    def _responsible(self, entry: RegisterEntry) -> Iterator[Json]:
        if entry.responsibility is None:
            return
        if not entry.responsible:
            yield _entry(entry.born_on, ansvar=_RESPONSIBILITY[entry.responsibility])
        for number in entry.responsible:
            yield _entry(entry.born_on, ansvar=_RESPONSIBILITY[entry.responsibility], ansvarlig=number)

    def _children(self, entry: RegisterEntry) -> Iterator[Json]:
        for child in entry.children:
            how = self.entries[child.number].responsibility or "unknown"
            yield _entry(child.born_on, ansvar=_RESPONSIBILITY[how], ansvarssubjekt=child.number)

    def _guardians(self, person: Person, entry: RegisterEntry) -> Iterator[Json]:
        if entry.guardian is None or person.guardian is None:
            return
        name = self._nation.people[person.guardian.key].name
        verge = {
            "foedselsEllerDNummer": entry.guardian.number,
            "navn": {"fornavn": name.given, "etternavn": name.family},
            **_mandate(entry.guardian.scope),
        }
        kind = "voksen" if person.age(self._nation.today) >= _OF_AGE else "mindreaarig"
        yield _entry(self._nation.today - _GUARDIAN_SINCE, vergemaaltype=kind, embete="statsforvalterenIInnlandet", verge=verge)

    def _addresses(self, person: Person) -> dict[str, list[Json]]:
        """Whoever is dead lives nowhere, and a D-number has no home in the register, only a place to stay."""
        if person.died_on:
            return {}
        home = self._home(person, person.address)
        if person.number_kind == "d_number":
            return {"oppholdsadresse": [home]}
        if person.second_home is None:
            return {"bostedsadresse": [home]}
        second = {**self._home(person, person.second_home), "startdatoForKontrakt": home["gyldighetstidspunkt"][:10]}
        return {"bostedsadresse": [home], "deltBosted": [second]}

    def _home(self, person: Person, address: Address) -> Json:
        """A public body with a legal basis is told a confidential address, and never a strictly confidential one."""
        since = max(person.born_on, self._nation.today - _LIVED_THERE)
        if person.protection is Protection.STRICTLY_CONFIDENTIAL:
            return _entry(since, adressegradering=GRADES[person.protection])
        dwelling = self._dwellings[address].index(person.household) if address == person.address else 0
        return _entry(
            since, adressegradering=GRADES[person.protection], flyttedato=since.isoformat(), vegadresse=street_address(address, dwelling)
        )


def _mandate(scope: GuardianScope) -> Json:
    """Write what a guardian may do: by scope, or by errands, as mandates are given since 2023."""
    if scope == "municipal_care":
        errands = [{"vergeTjenestevirksomhet": authority, "vergeTjenesteoppgave": task} for authority, task in _ERRANDS]
        return {"tjenesteomraade": errands}
    return {"omfang": _SCOPES[scope], "omfangetErInnenPersonligOmraade": scope != "financial"}


def street_address(address: Address, dwelling: int = 0) -> Json:
    """Write a vegadresse. dwelling: place in line among households at the same street number, counted from 0."""
    street, number = address.line.rsplit(" ", 1)
    return {
        "kommunenummer": address.municipality.number,
        "bruksenhetsnummer": f"H01{dwelling + 1:02}",
        "bruksenhetstype": "bolig",
        "adressenavn": street,
        "adressenummer": {"husnummer": number},
        "poststed": {"postnummer": address.postal_code, "poststedsnavn": address.city.upper()},
    }


def _dwellings(nation: Nation) -> dict[Address, list[str]]:
    households: dict[Address, list[str]] = defaultdict(list)
    for person in nation.people.values():
        if person.household not in households[person.address]:
            households[person.address].append(person.household)
    return households


def _entry(since: date, **content: Any) -> Json:
    """Write one current entry (gjeldende) with the fields every entry has; what is None is left out."""
    at = datetime(since.year, since.month, since.day, tzinfo=NORWAY).isoformat()
    kept = {name: value for name, value in content.items() if value is not None}
    return {"ajourholdstidspunkt": at, "erGjeldende": True, "kilde": "sandbox", "gyldighetstidspunkt": at, **kept}
