"""Every kind of token that can come to the FHIR interface, as a column of its table, and whose things are asked for with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.contracts.access.town import ELSEWHERE, KEEPER, SHIELDED, Town

from innsyn.gate.clients.client import Client
from innsyn.gate.grounds import staff_ground
from innsyn.gate.scopes import Scopes

WRITES = "patient/*.cruds"
NOBODYS = "storvika"
"""Keeps nothing of anybody in the town."""


@dataclass(frozen=True)
class Token:
    """One column. names: whose things are asked for. who: the citizen it is for, empty for others. is_own: it is for her own record."""

    name: str
    names: str
    made: Callable[[Town], Awaitable[Client]] | None
    ages: str = "national"
    who: str = ""
    is_own: bool = False


def _of(name: str, names: str, who: str, scopes: str = "", *, bound_to: str = "", ages: str = "national") -> Token:
    """Make a citizen's column."""
    made = _citizen(who, scopes or WRITES, bound_to=bound_to)
    return Token(name, names, made, ages, who, is_own=not bound_to)


def _system(organisation: str, scopes: str = "system/*.cruds"):
    async def made(town: Town) -> Client:
        actor = await town.gate.actors.system("Journalen", organisation=town.organisation(organisation))
        return Client(actor, Scopes.parse(scopes), client_id=f"of-{organisation}-{scopes}")

    return made


def _staff(who: str, **ground: str):
    said = {"purpose": "TREAT", "basis": "gate.basis.appointment"} | ground

    async def made(town: Town) -> Client:
        scopes = Scopes.parse("user/*.cruds")
        return Client(await town.staff(who), scopes, "user", "kari", staff_ground(**said), client_id="journal")

    return made


def _citizen(who: str, scopes: str = "patient/*.rs", *, bound_to: str = ""):
    async def made(town: Town) -> Client:
        return Client(town.citizen(who), Scopes.parse(scopes), "patient", bound_to or who, client_id="app")

    return made


_GLASS = {
    "purpose": "BTG", "basis": "gate.basis.emergency", "emergency_reason": "gate.emergency.unconscious", "words": "Var bevisstløs",
}  # fmt: skip

TOKENS = (
    Token("no token", "kari", None),
    Token("system of the trust that keeps it", "kari", _system(KEEPER)),
    Token("that system, granted results to read only", "kari", _system(KEEPER, "system/Observation.rs")),
    Token("system of another trust that keeps something", "kari", _system(ELSEWHERE)),
    Token("system of a trust that keeps nothing", "kari", _system(NOBODYS)),
    Token("system of a trust she has shielded from", "kari", _system(SHIELDED)),
    Token("treating clinician", "kari", _staff("berg")),
    Token("clinician of another trust", "kari", _staff("eide")),
    Token("clinician shielded from one document", "kari", _staff("aune")),
    Token("clinician shielded from all", "kari", _staff("moen")),
    Token("the same in an emergency", "kari", _staff("moen", **_GLASS)),
    Token("clinician without a profession", "kari", _staff("grimstad")),
    _of("she herself", "kari", "kari", "patient/*.rs"),
    _of("she herself, granted to write", "kari", "kari"),
    _of("somebody else, of her own record", "kari", "turid"),
    _of("somebody else, with a token for hers", "kari", "turid", bound_to="kari"),
    _of("parent, of her own record", "jonas", "kari"),
    _of("parent, with a token for the child's", "jonas", "kari", bound_to="jonas"),
    _of("guardian, with a token for the ward's", "espen", "anne", bound_to="espen"),
    _of("attorney, with a token for the giver's", "kari", "per", bound_to="kari"),
    _of("youth of thirteen, national rule", "elias", "elias"),
    _of("youth of thirteen, graded rule", "elias", "elias", ages="graded"),
    _of("the dead", "kari", "finn"),
    _of("she herself under kode 6", "tone", "tone"),
)
