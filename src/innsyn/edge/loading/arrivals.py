"""The Patients that a unit brought in, as far as a sandbox must know them: who can log in, by which number."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from innsyn.edge.loading.numbers import national_numbers
from innsyn.edge.loading.outcome import Arrival
from innsyn.gate.values import Stored


def arrivals_among(stored: Iterable[Stored]) -> Iterator[Arrival]:
    """Pick the Patients out of what now stands."""
    for each in stored:
        if each.type == "Patient" and not each.deleted:
            yield _arrival(each.id, orjson.loads(each.body))


def _arrival(id_: str, patient: Mapping[str, Any]) -> Arrival:
    names = [name for name in patient.get("name", ()) if isinstance(name, dict)]
    name = next((each for each in names if each.get("use") == "official"), next(iter(names), {}))
    number = next(iter(national_numbers(patient)), None)
    return Arrival(
        patient_id=id_,
        given_name=" ".join(name.get("given", ())) or str(name.get("text", "")),
        family_name=str(name.get("family", "")),
        number=number.value if number else None,
        is_dead="deceasedDateTime" in patient or patient.get("deceasedBoolean") is True,
    )
