"""Made-up resources of the kinds a record holds, to train the compression dictionary on: our own words, no patient's.

Seeded, so that anyone can make the very same dictionary. Only the shapes matter: element names, systems and profiles come back in every
resource, values do not.
"""

import json
from collections.abc import Iterator
from random import Random

from innsyn.record.training.administrative import appointment, claim, directory, message, patient, role
from innsyn.record.training.clinical import (
    allergy,
    answer,
    blood_pressure,
    condition,
    document,
    observation,
    plan,
    prescription,
    procedure,
    report,
    vaccination,
    visit,
)
from innsyn.record.training.pieces import Maker, Resource, letters, moment


def samples(seed: int, count: int) -> Iterator[bytes]:
    """Make `count` resources as stored bytes: compact for the most part, indented as some senders write them for the rest."""
    random = Random(seed)  # noqa: S311 -- not a secret: anyone shall be able to make the same
    for number in range(count):
        resource = MAKERS[number % len(MAKERS)](random)
        indent = 2 if random.random() < 0.3 else None
        separators = None if indent else (",", ":")
        yield json.dumps(_stored(resource, random), ensure_ascii=False, indent=indent, separators=separators).encode()


def _stored(resource: Resource, random: Random) -> Resource:
    meta = {"versionId": str(random.randint(1, 3)), "lastUpdated": f"{moment(random)[:19]}.{random.randint(0, 999999):06}+00:00"}
    head = {"resourceType": resource["resourceType"], "id": f"p{letters(random, 14)}-{letters(random, 13)}"}
    return {**head, "meta": {**meta, **resource.get("meta", {})}, **resource}


MAKERS: tuple[Maker, ...] = (
    observation,
    condition,
    observation,
    visit,
    blood_pressure,
    document,
    answer,
    report,
    observation,
    prescription,
    procedure,
    vaccination,
    allergy,
    claim,
    plan,
    appointment,
    message,
    patient,
    directory,
    role,
)
"""As often as records hold them, roughly."""
