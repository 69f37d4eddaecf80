"""Which parts of a document an answer holds (dataminimering), and with how much history.

Source: Skatteetaten, folkeregisteret-api-dokumentasjon, Dataminimering."""

from collections.abc import Collection
from typing import Any

from innsyn.sandbox.simulators.population_register.register import Json

ALWAYS = "identifikasjonsnummer"
HISTORY = "historikk"
PERSON_BASIS = (
    "identitetsgrunnlag",
    "status",
    "doedsfall",
    "sivilstand",
    "foedsel",
    "statsborgerskap",
    "kjoenn",
    "navn",
    "bostedsadresse",
    "oppholdsadresse",
    "deltBosted",
    "postadresse",
    "postadresseIUtlandet",
    "adressebeskyttelse",
    "kontaktinformasjonForDoedsbo",
)
SETS = {
    "person-basis": PERSON_BASIS,
    "identitetsgrunnlag-utvidet": ("falskIdentitet", "legitimasjonsdokument", "utenlandskPersonidentifikasjon"),
    "relasjon-utvidet": ("familierelasjon", "foreldreansvar", "vergemaalEllerFremtidsfullmakt"),
}
_SINGLE = (
    "utlendingsmyndighetenesIdentifikasjonsnummer",
    "innflytting",
    "utflytting",
    "foedselINorge",
    "opphold",
    "bibehold",
    "brukAvSamiskSpraak",
    "forholdTilSametingetsValgmanntall",
)
KNOWN = frozenset((ALWAYS, HISTORY, *SETS, *_SINGLE, *(part for parts in SETS.values() for part in parts)))


def minimised(document: Json, wanted: Collection[str]) -> Json:
    """Cut a document down to the parts asked for.

    wanted: names of parts or of sets of parts, all of them in `KNOWN`. None asked for is `person-basis`, as the interface says."""
    asked = [name for name in wanted if name != HISTORY] or ["person-basis"]
    names = {part for name in asked for part in SETS.get(name, (name,))} | {ALWAYS}
    cut = {part: content if HISTORY in wanted else _current(content) for part, content in document.items() if part in names}
    return {part: content for part, content in cut.items() if content}


def _current(content: Any) -> Any:
    """Keep the entries that are current. What has no such form is left as it is."""
    if not isinstance(content, list):
        return content
    return [entry for entry in content if not isinstance(entry, dict) or entry.get("erGjeldende") is not False]
