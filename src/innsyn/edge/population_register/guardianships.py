"""Guardianship (vergemål) as the ward's document tells it. A guardian's own document says nothing of it: wards cannot be asked for.

Source: Skatteetaten, "Offentlig med hjemmel" 1.5, schema VergemaalRepresentasjonEllerFremtidsfullmakt; what each errand covers: Statens
sivilrettsforvaltning, the list of errands (tjenesteområder) of a guardian's mandate."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from innsyn.edge.population_register.reading import Json, NotUnderstood, moment, number, text
from innsyn.gate.register import GuardianScope
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import PersonNumber

_PART = "vergemaalEllerFremtidsfullmakt"
_GUARDIANSHIPS = frozenset(
    {
        "voksen",
        "midlertidigForVoksen",
        "mindreaarig",
        "midlertidigForMindreaarig",
        "ensligMindreaarigAsylsoeker",
        "ensligMindreaarigFlyktning",
    }
)
_MONEY_ONLY = "forvaltningUtenforVergemaal"
_CARE = ("kommune", "helseOgOmsorg")
"""Errand with the municipality: relief and support, health services, care services. The only one of the list that is about care itself:
those with Helfo and Pasientreiser are the choice of a doctor and money paid back."""

_SCOPES: dict[str, GuardianScope] = {
    "personligeInteresser": "personal",
    "oekonomiskeInteresser": "financial",
    "personligeOgOekonomiskeInteresser": "personal_and_financial",
    "utlendingssakerPersonligeOgOekonomiskeInteresser": "personal_and_financial",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Guardianship:
    """One guardian of the person the document is about. name: as the ward's document has it, for want of the guardian's own."""

    guardian: PersonNumber = field(repr=False)
    name: str = field(repr=False)
    scope: GuardianScope
    since: date | None
    until: date | None


def guardianships(entries: Iterable[Json]) -> tuple[Guardianship, ...]:
    """Read the current entries. A guardian without a number cannot log in, and is left out. Raises NotUnderstood."""
    found = (_guardianship(entry) for entry in entries)
    return tuple(each for each in found if each is not None)


def _guardianship(entry: Json) -> Guardianship | None:
    verge = entry.get("verge")
    if not isinstance(verge, dict):
        raise NotUnderstood(_PART)
    guardian = number(verge.get("foedselsEllerDNummer"))
    if guardian is None:
        return None
    return Guardianship(
        guardian=guardian,
        name=_name(verge.get("navn")),
        scope=_scope(entry.get("vergemaaltype"), verge),
        since=_date(entry.get("gyldighetstidspunkt")),
        until=_date(entry.get("opphoerstidspunkt")),
    )


def _scope(kind: Any, verge: Json) -> GuardianScope:
    """Say what a guardianship covers.

    Since 2023 new ones list errands (`tjenesteomraade`: an authority and a task) instead of a scope. What a future power of attorney
    covers stands in its own paper: it is unknown here, whatever else it says."""
    if kind == _MONEY_ONLY:
        return "financial"
    if kind not in _GUARDIANSHIPS:
        return "unknown"
    is_personal = verge.get("omfangetErInnenPersonligOmraade") is not False
    if verge.get("omfang") is None:
        return _scope_of_errands(verge.get("tjenesteomraade"), is_personal=is_personal)
    scope = _SCOPES.get(str(verge["omfang"]), "unknown")
    return "unknown" if scope == "personal" and not is_personal else scope


def _scope_of_errands(errands: Any, *, is_personal: bool) -> GuardianScope:
    """Say whether errands of care are among those listed. One that cannot be read is none: it opens nothing, and closes nothing."""
    if not isinstance(errands, list) or not errands:
        return "unknown"
    listed = [(each.get("vergeTjenestevirksomhet"), each.get("vergeTjenesteoppgave")) for each in errands if isinstance(each, dict)]
    return "municipal_care" if is_personal and _CARE in listed else "other_errands"


def _name(name: Any) -> str:
    if not isinstance(name, dict):
        return ""
    return " ".join(part for part in (text(name.get(word)) for word in ("fornavn", "mellomnavn", "etternavn")) if part)


def _date(value: Any) -> date | None:
    at = moment(value, _PART)
    return norwegian_date(at) if at else None
