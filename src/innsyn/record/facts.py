"""What the record keeps beside the bytes of a resource: where it sorts, what it is found by, what rules look at.

Source: fhir.search_terms and fhir.clinical_dates; docs/adr/0002-storage-layout.md for the columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.fhir.clinical_dates import clinical_date
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Terms, Token
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import ACCESS_LABEL, ORGANISATION_NUMBER
from innsyn.record.combined import NOT_KEPT
from innsyn.record.found_keys import found_keys
from innsyn.record.found_texts import found_texts
from innsyn.record.keys import key
from innsyn.record.measured import measured_text
from innsyn.record.moments import EARLIEST, LATEST, microseconds
from innsyn.record.population import population_keys
from innsyn.record.stored import Owner

LABEL_PARAMETERS = ("_security", "security-label")
LABEL_SYSTEMS = frozenset(
    {
        ACCESS_LABEL,
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
        "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    }
)
"""Systems whose codes stand alone as labels. Any other is kept as `system|code`, so that no rule takes it for a known one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The columns of one version that are read out of the resource.

    keys: sorted hashes. spans: parameter hash, start, end, and so on. texts: as `found_texts.py` writes them. measured: JSON, or None.
    listed: keys across patients. identifiers: `(system, value)` as the resource says them, systems canonical."""

    clinical_at: Instant | None
    custodian: str | None
    labels: tuple[str, ...]
    keys: tuple[int, ...]
    spans: tuple[int, ...]
    texts: tuple[str, ...]
    measured: str | None
    listed: tuple[int, ...]
    identifiers: tuple[tuple[str | None, str], ...]


def facts_of(resource: Mapping[str, Any], owner: Owner) -> Facts:
    """Read the facts out of a parsed, validated resource of `owner`."""
    found = terms(resource, NOT_KEPT)
    return Facts(
        clinical_at=clinical_date(resource),
        custodian=_custodian(found),
        labels=tuple(sorted(labels_of(found))),
        keys=tuple(sorted(found_keys(found))),
        spans=tuple(_spans(found)),
        texts=tuple(sorted(found_texts(found))),
        measured=measured_text(found),
        listed=tuple(sorted(population_keys(str(resource.get("resourceType")), found, owner))),
        identifiers=tuple((token.system, token.code) for token in found.tokens.get("identifier", ()) if token.code is not None),
    )


def labels_of(found: Terms) -> set[str]:
    """Give the security labels of a resource, canonical; a label of an unknown system keeps its system's name."""
    tokens = [token for parameter in LABEL_PARAMETERS for token in found.tokens.get(parameter, ())]
    return {_label(token) for token in tokens if token.code is not None}


def span_key(parameter: str) -> int:
    """Hash the name of a date parameter."""
    return key("~", parameter, "", "")


def _label(token: Token) -> str:
    return str(token.code) if token.system in LABEL_SYSTEMS else f"{token.system or ''}|{token.code}"


def _custodian(found: Terms) -> str | None:
    """Give the organisation number of who is responsible: stated once and as a number, or unknown."""
    stated = {one.value for one in found.references.get("custodian", ()) if one.system == ORGANISATION_NUMBER and one.value}
    return stated.pop() if len(stated) == 1 else None


def _spans(found: Terms) -> Iterable[int]:
    for parameter, intervals in found.dates.items():
        for start, end in intervals:
            yield span_key(parameter)
            yield microseconds(start, otherwise=EARLIEST)
            yield microseconds(end, otherwise=LATEST)
