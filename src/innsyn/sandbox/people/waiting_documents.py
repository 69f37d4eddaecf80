"""The list of expected waiting times of the invented hospitals, in the manner of Velg behandlingssted. All invented.

Source: what its public pages show: treatment, area, place, weeks for outpatients, day and stay, when it was told; docs/spec/referrals.md.
"""

from datetime import date, timedelta
from typing import Any

from innsyn.sandbox.people.nation import Nation

Json = dict[str, Any]
_WEEKS = ("poliklinikk", "dagbehandling", "innleggelse")

TREATMENTS: dict[str, tuple[str, str, str]] = {
    "iron-infusion": ("Intravenøs behandling med jern", "S03", "Indremedisin"),
    "headache": ("Utredning av hodepine", "S07", "Nevrologi"),
    "hip-replacement": ("Hofteprotese", "S0208", "Ortopedisk kirurgi"),
    "cataract": ("Operasjon for grå stær", "S10", "Øyesykdommer"),
    "ear-tubes": ("Dren i ørene hos barn", "S06", "Barnesykdommer"),
    "heart-failure": ("Utredning av hjertesvikt", "S0306", "Hjertesykdommer"),
}
"""Code of `urn:innsyn:treatment` to words, and its area of service: code of Volven 8655 and words."""

PUBLISHED: tuple[tuple[str, str, tuple[int | None, int | None, int | None], int], ...] = (
    ("solvskogen-sykehus", "iron-infusion", (6, 4, None), 5),
    ("solvskogen-sykehus", "hip-replacement", (14, None, 26), 9),
    ("solvskogen-sykehus", "cataract", (12, 20, None), 16),
    ("solvskogen-sykehus", "ear-tubes", (9, 15, None), 5),
    ("tindefjord-sjukehus", "hip-replacement", (8, None, 17), 12),
    ("nordlysvidda-sykehus", "heart-failure", (5, None, 2), 3),
)
"""Hospital, treatment, weeks (None where it is not given so), and days since it was told."""


def waiting_documents(nation: Nation, today: date) -> tuple[Json, ...]:
    """Write the rows of the list."""
    return tuple(_row(nation, hospital, code, weeks, today - timedelta(days=ago)) for hospital, code, weeks, ago in PUBLISHED)


def _row(nation: Nation, hospital: str, code: str, weeks: tuple[int | None, ...], told_on: date) -> Json:
    name, area, area_name = TREATMENTS[code]
    return {
        "behandling": {"id": code, "navn": name},
        "fagomraade": {"kode": area, "navn": area_name},
        "behandlingssted": {
            "navn": nation.organisations[hospital].name,
            "helseforetak": nation.legal_entity(hospital).name,
            "organisasjonsnummer": nation.legal_entity(hospital).number,
        },
        "ventetid": dict(zip(_WEEKS, weeks, strict=True)),
        "oppdatert": told_on.isoformat(),
    }
