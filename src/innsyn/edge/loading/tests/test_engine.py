"""Units come into a real record through the gate: once, into the right place, and what is refused is told without a value."""

import json
from dataclasses import asdict
from datetime import date
from uuid import uuid4

import asyncpg
import pytest

from innsyn.edge.loading.engine import Loader, Sandbox
from innsyn.edge.loading.keys import Keys
from innsyn.edge.loading.ledger import Ledger
from innsyn.edge.loading.load import Load
from innsyn.edge.loading.numbers import _candidates
from innsyn.edge.loading.outcome import Count
from innsyn.edge.loading.tests.samples import a_unit, text
from innsyn.gate.delivery.tests.samples import a_full_url, an_id, observation, post, put, someone
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import NOW, TRUST, a_number, document
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import PERSON_NUMBER

SECRET = "Hemmelig Navn"


async def a_loader(world, sandbox=None, run=None):
    actor = await world.gate.actors.system("Innlasting", organisation=TRUST)
    return Loader(world.gate, actor, lambda: NOW, sandbox, run or uuid4())


async def take(world, *documents, sandbox=None, **more):
    return await (await a_loader(world, sandbox)).take(a_unit(*documents, **more))


async def versions(database):
    connection = await asyncpg.connect(database)
    try:
        return await connection.fetchval("select (select count(*) from version) + (select count(*) from shared_version)")
    finally:
        await connection.close()


def a_bundle(**person):
    kari, note = a_full_url(), a_full_url()
    named = someone(name=[{"given": ["Ruth"], "family": "Prøve"}], **person)
    about = {"subject": {"reference": kari}}
    return text(post(named, kari), post(observation(kari), a_full_url()), post(document("Notat", **about), note))


async def test_the_same_unit_twice_with_nothing_remembered_makes_no_version(world, database):
    unit = a_unit(a_bundle())
    first = await (await a_loader(world)).take(unit)
    before = await versions(database)
    second = await (await a_loader(world)).take(unit)
    assert await versions(database) == before
    assert first.counts == {kind: Count(new=1) for kind in ("DocumentReference", "Observation", "Patient")}
    assert second.counts == {kind: Count(unchanged=1) for kind in ("DocumentReference", "Observation", "Patient")}
    assert (first.refusals, second.refusals) == ((), ())
    assert first.witness.partition("/")[2]


async def test_a_load_by_several_processes_is_one_visit_in_the_log(world):
    unit, run = a_unit(a_bundle()), uuid4()
    (owner,) = {await world.gate.locate(*outcome.witness.split("/")) for outcome in [await (await a_loader(world, run=run)).take(unit)]}
    await (await a_loader(world, run=run)).take(unit)
    assert len({row.visit for row in await world.log(owner)}) == 1
    await (await a_loader(world)).take(unit)
    assert len({row.visit for row in await world.log(owner)}) == 2


async def test_lines_come_in_whatever_their_order_and_keep_their_ids(world):
    kari, seen = an_id(), an_id()
    outcome = await take(world, observation(f"Patient/{kari}", id=seen), someone(id=kari), is_lines=True)
    assert outcome.counts == {"Observation": Count(new=1), "Patient": Count(new=1)}
    assert await world.gate.locate("Observation", seen) == await world.gate.locate("Patient", kari)


async def test_what_is_refused_is_told_with_its_place_and_never_with_what_it_says(world):
    number = a_number()
    faulty = someone(name=[{"text": SECRET, "use": SECRET}], identifier=[{"system": PERSON_NUMBER, "value": [number.value]}])
    alone = observation(None, valueString=SECRET)
    outcome = await take(world, {SECRET: 1}, faulty, alone, text(post(faulty)), is_lines=True)
    assert outcome.counts[""] == Count(refused=1)
    told = json.dumps([asdict(each) for each in outcome.refusals])
    assert {(each.line, each.entry) for each in outcome.refusals} >= {(1, None), (2, None), (3, None), (4, 0)}
    assert "Patient.identifier[0].value" in told
    assert SECRET not in told
    assert number.value not in told


async def test_what_needs_somebody_who_has_not_come_says_that_it_may_pass_later(world):
    kari, unit = an_id(), a_unit(observation(f"Patient/{an_id()}", id=an_id()))
    assert (await (await a_loader(world)).take(unit)).may_pass_later
    assert not (await take(world, someone(id=kari))).may_pass_later


async def test_a_load_of_real_people_notes_nobody(world):
    assert (await take(world, a_bundle())).arrivals == ()


async def test_a_sandbox_notes_who_came(world):
    number = a_number()
    outcome = await take(world, a_bundle(identifier=[{"system": PERSON_NUMBER, "value": number.value}]), sandbox=Sandbox())
    (ruth,) = outcome.arrivals
    assert (ruth.given_name, ruth.family_name, ruth.number, ruth.is_dead) == ("Ruth", "Prøve", number.value, False)


def real(number):
    """The number a real person could have, made at run time only."""
    stem = f"{number[:2]}{int(number[2]) - 8}{number[3:9]}"
    return next(text for last in range(100) if (text := f"{stem}{last:02}") and person_number(text))


async def test_a_real_persons_number_does_not_come_into_a_sandbox(world):
    number = real(a_number().value)
    outcome = await take(world, a_bundle(identifier=[{"system": PERSON_NUMBER, "value": number}]), sandbox=Sandbox())
    assert [(each.code, each.entry) for each in outcome.refusals] == [("business-rule", 0)]
    assert outcome.counts["Observation"] == Count(refused=1)
    assert number not in str(outcome.refusals)


async def test_whoever_is_given_a_number_can_log_in_and_keeps_it(world, database):
    unit = a_unit(a_bundle(gender="female"))
    outcome = await (await a_loader(world, Sandbox(gives_numbers=True))).take(unit)
    (ruth,) = outcome.arrivals
    number = person_number(ruth.number)
    assert (number.series, number.value[:6], int(number.value[8]) % 2) == ("synthetic", "038280", 0)
    visit = await world.citizen(number)
    assert not isinstance(visit, Refused)
    assert visit.patient_id == ruth.patient_id
    before = await versions(database)
    for sandbox in (Sandbox(gives_numbers=True), Sandbox()):
        (again,) = (await (await a_loader(world, sandbox)).take(unit)).arrivals
        assert again.number == ruth.number
    assert await versions(database) == before


async def test_nobody_is_given_a_number_without_being_asked_for_or_without_a_birth_date(world):
    (ruth,) = (await take(world, a_bundle(), sandbox=Sandbox())).arrivals
    (olga,) = (await take(world, a_bundle(birthDate="1980"), sandbox=Sandbox(gives_numbers=True))).arrivals
    assert (ruth.number, olga.number) == (None, None)


async def test_a_number_that_somebody_has_is_not_given(world, monkeypatch):
    used, inhabitants, free = (a_number() for _ in range(3))
    await world.moves_in(used)
    monkeypatch.setattr("innsyn.edge.loading.numbers._candidates", lambda *_: iter([used.value, inhabitants.value, free.value]))
    sandbox = Sandbox(gives_numbers=True, taken=frozenset({inhabitants.value}))
    (ruth,) = (await take(world, a_bundle(), sandbox=sandbox)).arrivals
    assert ruth.number == free.value
    outcome = await take(world, a_bundle(), sandbox=sandbox)
    assert [each.text for each in outcome.refusals] == ["no synthetic number is left for this birth date"]


@pytest.mark.parametrize(
    ("born", "gender", "parity"), [("1912-05-06", "female", {0}), ("2004-02-29", "male", {1}), ("1999-12-31", "x", {0, 1})]
)
def test_numbers_follow_the_birth_date_and_the_sex(born, gender, parity):
    born_on = date.fromisoformat(born)
    numbers = list(_candidates(born_on, gender, owner=12_345_678))
    assert len(set(numbers)) == len(numbers) > 100
    assert all(person_number(number).series == "synthetic" for number in numbers)
    assert {int(number[8]) % 2 for number in numbers} == parity
    assert {int(number[6]) >= 5 for number in numbers} == {born_on.year >= 2000}
    assert numbers[0] != next(_candidates(born_on, gender, owner=12_345_679))


async def test_the_dead_are_noted_as_dead(world):
    (ruth,) = (await take(world, a_bundle(deceasedBoolean=True), sandbox=Sandbox(gives_numbers=True))).arrivals
    assert ruth.is_dead


async def test_a_given_number_leaves_every_other_byte_as_it_was(world):
    received = b'{"resourceType":"Patient", "id":"%s" ,"birthDate":"1980-02-03",  "identifier":[ {"system":"http://x","value":"1"} ]}'
    id_ = an_id()
    await take(world, received % id_.encode(), sandbox=Sandbox(gives_numbers=True))
    owner = await world.gate.locate("Patient", id_)
    system = await world.gate.actors.system("Innlasting", organisation=TRUST)
    stands = await world.gate.read(await world.gate.open_delivery(system, owner, NOW), "Patient", id_, NOW)
    assert b',"birthDate":"1980-02-03",  "identifier":[{"system"' in stands.body
    assert stands.body.endswith(b', {"system":"http://x","value":"1"} ]}')


async def test_files_in_any_order_end_in_the_same_record(world, database, tmp_path):
    kari, value = an_id(), an_id()
    clinic = {"resourceType": "Organization", "name": "Klinikk", "identifier": [{"system": "http://x", "value": value}]}
    note = observation(f"Patient/{kari}", id=an_id(), performer=[{"reference": f"Organization?identifier=http://x|{value}"}])
    (tmp_path / "a.ndjson").write_bytes(json.dumps(note).encode())
    (tmp_path / "b.json").write_bytes(json.dumps(someone(id=kari)).encode())
    (tmp_path / "c.json").write_bytes(text(post(clinic, a_full_url()), kind="batch"))

    crew = await a_loader(world)
    crew.at_once = 1

    async def load():
        files = sorted(file for file in tmp_path.iterdir() if "json" in file.suffix)
        return await Load(crew, Ledger(tmp_path / "loads"), Keys([], []), False, lambda *_: None, lambda: False).run(files)

    report = await load()
    assert (report.refusals, report.total) == ([], Count(new=3))
    before = await versions(database)
    assert (await load()).known_units == 3
    (tmp_path / "loads").unlink()
    assert (await load()).total == Count(unchanged=3)
    assert await versions(database) == before


@pytest.mark.parametrize("kind", ["transaction", "batch"])
async def test_a_foreign_owner_is_refused_and_told(world, kind):
    kari, ola, hers = an_id(), an_id(), an_id()
    await take(world, someone(id=kari), observation(f"Patient/{kari}", id=hers), is_lines=True)
    stolen = text(put(someone(id=ola)), put(observation(f"Patient/{ola}", id=hers)), kind=kind)
    outcome = await take(world, stolen)
    assert [(each.code, each.entry, each.type) for each in outcome.refusals] == [("forbidden", 1, "Observation")]
    assert outcome.counts["Patient"] == (Count(refused=1) if kind == "transaction" else Count(new=1))
