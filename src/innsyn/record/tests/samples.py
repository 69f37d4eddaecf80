"""Resources, entries and short ways to write, for the record's tests. Every person number is synthetic (month + 80)."""

import json
from datetime import UTC, datetime
from uuid import UUID

from innsyn.kernel import systems
from innsyn.record.entry import Action, Entry
from innsyn.record.stored import Write

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
VISIT = UUID("00000000-0000-4000-8000-000000000001")
NUMBER = "01815015076"
LABORATORY = ("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory")


def entry(action=Action.READ, *, at=NOW, visit=VISIT, **detail):
    """An entry of a nurse's visit."""
    return Entry(visit, at, action, detail)


def observation(code="718-7", *, at="2024-05-17T10:00:00+02:00", **more):
    """A laboratory result as received bytes. at: None leaves the date out."""
    resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": LABORATORY[0], "code": LABORATORY[1]}]}],
        "code": {"coding": [{"system": systems.LOINC, "code": code}]},
        **({"effectiveDateTime": at} if at else {}),
        **more,
    }
    return json.dumps(resource).encode()


def document(*labels, title="Epikrise", **more):
    """A document as received bytes, with Volven 9603 labels."""
    resource = {
        "resourceType": "DocumentReference",
        "status": "current",
        "description": title,
        "securityLabel": [{"coding": [{"system": systems.ACCESS_LABEL, "code": label} for label in labels]}] if labels else [],
        "content": [{"attachment": {"title": title, "creation": "2025-02-03T12:00:00+01:00"}}],
        **more,
    }
    return json.dumps({name: value for name, value in resource.items() if value != []}).encode()


def patient(number=NUMBER, **more):
    """A patient as received bytes."""
    identifier = {"system": systems.PERSON_NUMBER, "value": number}
    return json.dumps({"resourceType": "Patient", "identifier": [identifier], "birthDate": "1950-01-01", **more}).encode()


def create(body, **more):
    """A creation of the resource in these bytes."""
    return Write("create", json.loads(body)["resourceType"], body, **more)


def update(body, id_, **more):
    """An update of one resource."""
    return Write("update", json.loads(body)["resourceType"], body, id=id_, **more)


def delete(type_, id_, **more):
    """A deletion of one resource."""
    return Write("delete", type_, id=id_, **more)


async def written(record, owner, *writes, **more):
    """Write, and give the versions that stand."""
    answer = await record.write(owner=owner, writes=writes, stamp=None, entry=entry(Action.CREATE, **more))
    assert isinstance(answer, tuple), answer
    return [one.stored for one in answer]


async def logged(record, owner):
    """The owner's log, oldest first, as (action, outcome, type, ids, shown)."""
    rows = await record.log_page(owner, count=1000)
    return [(row.action, row.outcome, row.type, row.ids, row.shown) for row in reversed(rows)]


def joined(pages):
    """Put the pages of a list after each other."""
    return [one for page in pages for one in page]
